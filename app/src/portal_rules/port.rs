//! What the portal's list needs from the server.

use super::PortalRulesView;
use crate::allowlist::Draft;
use crate::error::ApiResult;
use crate::visit::{Administrator, Visit};
use async_trait::async_trait;

/// The list that everybody's address has to be in, looked after by administrators.
#[async_trait]
pub trait PortalRulesPort: Send + Sync {
    /// What the page shows.
    async fn view(&self, visit: &Visit, admin: &Administrator) -> ApiResult<PortalRulesView>;

    /// Saves a whole list in place of the present one. `agreed` says whether anything was ticked.
    ///
    /// # Errors
    /// As [`AllowlistPort::save`](crate::allowlist::port::AllowlistPort::save); `WouldRefuse` where it takes away
    /// any address and nothing was ticked.
    async fn save(
        &self,
        visit: &Visit,
        admin: &Administrator,
        draft: Draft<'_>,
        agreed: bool,
    ) -> ApiResult<()>;

    /// Puts a whole list on trial.
    ///
    /// # Errors
    /// As [`AllowlistPort::begin_trial`](crate::allowlist::port::AllowlistPort::begin_trial).
    async fn begin_trial(&self, visit: &Visit, admin: &Administrator, draft: Draft<'_>) -> ApiResult<()>;

    /// Makes the tried list the list.
    ///
    /// # Errors
    /// As [`AllowlistPort::confirm_trial`](crate::allowlist::port::AllowlistPort::confirm_trial).
    async fn confirm_trial(&self, visit: &Visit, admin: &Administrator) -> ApiResult<()>;

    /// Ends a trial now: the list is as before.
    ///
    /// # Errors
    /// As [`AllowlistPort::undo_trial`](crate::allowlist::port::AllowlistPort::undo_trial).
    async fn undo_trial(&self, visit: &Visit, admin: &Administrator) -> ApiResult<()>;
}
