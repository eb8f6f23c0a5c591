//! What recovery codes need from the server.

use super::RecoveryView;
use crate::error::ApiResult;
use crate::visit::{SignedIn, Visit};
use async_trait::async_trait;

/// Recovery codes.
#[async_trait]
pub trait RecoveryPort: Send + Sync {
    /// Their state. New codes are in it until [`saved`](Self::saved), for the session that made them only and
    /// for ten minutes at most.
    async fn view(&self, visit: &Visit, person: &SignedIn) -> ApiResult<RecoveryView>;

    /// Makes new codes; the old ones stop working.
    ///
    /// # Errors
    /// `ReauthenticationRequired`, `NotAllowed` without an authenticator app.
    async fn make(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()>;

    /// The person has saved them: they are not shown again.
    async fn saved(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()>;
}
