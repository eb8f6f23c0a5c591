//! Admin → Decisions.

use super::Gathered;
use super::asked::Posed;
use super::draft::Draft;
use crate::core::Core;
use crate::error::{ServerError, Trouble};
use async_trait::async_trait;
use sekisho_app::decision::port::DecisionPort;
use sekisho_app::decision::{Answer, Asked, Comparison, Judged};
use sekisho_app::error::ApiResult;
use sekisho_app::visit::{Administrator, Visit};
use sekisho_engine::time::Timestamp;

impl Core {
    /// The answer to what was posed: with what is in force, and, where there is one, with the draft.
    async fn answer(&self, asked: &Asked, now: Timestamp) -> Result<Answer, Trouble> {
        let posed = self.pose(asked, now).await?;
        let draft = self.draft(&asked.policy, &asked.rules, now)?;
        let gathered = self.gather_for(&posed, now).await?;
        let judged = self.judged(&gathered, &posed, &Draft::default()).await?;
        let comparison = if asked.compares() {
            let judged = self.judged(&gathered, &posed, &draft).await?;
            Some(Comparison { judged, replay: self.replay(&draft, now).await? })
        } else {
            None
        };
        let asked = shown(asked, &posed);
        let Posed { question, recorded, .. } = posed;
        Ok(Answer { asked, question, recorded, judged, draft: comparison })
    }

    /// The decision, and the number of the network that it speaks of.
    async fn judged(&self, gathered: &Gathered, posed: &Posed, draft: &Draft) -> Result<Judged, ServerError> {
        let decision = self.decide_posed(gathered, posed, draft);
        let first = posed.question.address.and_then(|it| gathered.networks.first_match(it));
        let network = match first {
            Some(network) => {
                let all = crate::network::store::list(&mut self.db.read().await?).await?;
                all.into_iter().find(|stored| stored.network.name == network.name).map(|stored| stored.id)
            }
            None => None,
        };
        Ok(Judged { decision, network })
    }
}

/// What the form holds below the answer: an entry's question is typed out, the rest is as it was typed.
fn shown(asked: &Asked, posed: &Posed) -> Asked {
    let (policy, rules) = (asked.policy.clone(), asked.rules.clone());
    if posed.recorded.is_some() {
        return Asked { policy, rules, ..posed.typed() };
    }
    // an empty time stays empty: it is now, whenever that is asked again
    Asked { entry: String::new(), ..asked.clone() }
}

#[async_trait]
impl DecisionPort for Core {
    async fn check(&self, visit: &Visit, _: &Administrator, asked: &Asked) -> ApiResult<()> {
        let checked = async {
            self.pose(asked, visit.now).await?;
            self.draft(&asked.policy, &asked.rules, visit.now)?;
            Ok::<(), Trouble>(())
        };
        Ok(checked.await?)
    }

    async fn answer(&self, visit: &Visit, _: &Administrator, asked: &Asked) -> ApiResult<Answer> {
        Ok(Self::answer(self, asked, visit.now).await?)
    }
}
