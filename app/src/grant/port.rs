//! What the grants' sections need from the server.

use super::{GrantView, GrantsView};
use crate::error::ApiResult;
use crate::id::{AccountId, GrantId};
use crate::visit::{Administrator, SignedIn, Visit};
use async_trait::async_trait;

/// MFA grants.
#[async_trait]
pub trait GrantPort: Send + Sync {
    /// One's own; `None` where a second factor counts for the session alone.
    async fn view(&self, visit: &Visit, person: &SignedIn) -> ApiResult<Option<GrantsView>>;

    /// Ends one of one's own.
    ///
    /// # Errors
    /// `NotFound`.
    async fn revoke(&self, visit: &Visit, person: &SignedIn, id: GrantId) -> ApiResult<()>;

    /// Ends all of one's own.
    async fn revoke_all(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()>;

    /// A person's; `None` where a second factor counts for the session alone.
    async fn of(
        &self,
        visit: &Visit,
        admin: &Administrator,
        account: AccountId,
    ) -> ApiResult<Option<Vec<GrantView>>>;

    /// Ends one of somebody's; answers whose.
    ///
    /// # Errors
    /// `NotFound`.
    async fn end(&self, visit: &Visit, admin: &Administrator, id: GrantId) -> ApiResult<AccountId>;

    /// Ends all of a person's.
    ///
    /// # Errors
    /// `NotFound` where there is no such person.
    async fn end_all(&self, visit: &Visit, admin: &Administrator, account: AccountId) -> ApiResult<()>;
}
