//! What the recommendation needs from the server.

use crate::error::ApiResult;
use crate::visit::{SignedIn, Visit};
use async_trait::async_trait;

/// Recommending a second factor.
#[async_trait]
pub trait RecommendationPort: Send + Sync {
    /// Remembers that the person doesn't want to be asked for a time.
    async fn put_off(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()>;
}
