//! What browsers that stay signed in need from the server.

use super::RememberedView;
use crate::error::ApiResult;
use crate::id::RememberedId;
use crate::visit::{SignedIn, Visit};
use async_trait::async_trait;

/// Browsers that stay signed in.
#[async_trait]
pub trait RememberedPort: Send + Sync {
    /// The person's browsers, the present one first, then by last use.
    async fn list(&self, visit: &Visit, person: &SignedIn) -> ApiResult<Vec<RememberedView>>;

    /// Forgets one of them; sessions that came of it end, but the one that asks.
    ///
    /// # Errors
    /// `NotFound` unless it is theirs.
    async fn forget(&self, visit: &Visit, person: &SignedIn, id: RememberedId) -> ApiResult<()>;
}
