//! Recommending a second factor: whether now, and putting it off.

use crate::account::store::{self, Account};
use crate::core::Core;
use crate::error::Trouble;
use async_trait::async_trait;
use sekisho_app::error::ApiResult;
use sekisho_app::recommendation::port::RecommendationPort;
use sekisho_app::visit::{SignedIn, Visit};
use sekisho_engine::policy::Recommendation;
use sekisho_engine::time::{Seconds, Timestamp};

/// How long somebody who said "not now" is left alone.
const LEFT_ALONE: Seconds = Seconds::days(30);

impl Core {
    /// Whether the recommendation comes as a dialog now, for somebody to whom a second factor is recommended.
    #[must_use]
    pub fn recommends_by_dialog(&self, account: &Account, now: Timestamp) -> bool {
        let put_off = account.recommendation_put_off_at.is_some_and(|at| now < at.plus(LEFT_ALONE));
        self.policy().mfa.recommendation == Recommendation::Dialog && !put_off
    }
}

#[async_trait]
impl RecommendationPort for Core {
    async fn put_off(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()> {
        let done = async {
            let mut tx = self.db.begin().await?;
            store::put_off_recommendation(&mut tx, person.account, visit.now).await?;
            tx.commit().await?;
            Ok::<(), Trouble>(())
        };
        Ok(done.await?)
    }
}
