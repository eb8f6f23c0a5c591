//! What authorised addresses need from the server.

use super::AllowlistView;
use crate::error::ApiResult;
use crate::id::RuleId;
use crate::visit::{SignedIn, Visit};
use async_trait::async_trait;
use sekisho_engine::address::Address;

/// Authorised addresses.
#[async_trait]
pub trait AllowlistPort: Send + Sync {
    /// The list, and the addresses that it is judged against.
    async fn view(&self, visit: &Visit, person: &SignedIn) -> ApiResult<AllowlistView>;

    /// Adds a rule. `confirmed` is the address that the person agreed to leave uncovered.
    ///
    /// # Errors
    /// `Rule`, `RuleDuplicate`, `TooManyRules` (field `rule`), `TooLong` (field `note`), `WouldLockOut`
    /// unless the address of this very request was confirmed, `AddressUnknown`, `ReauthenticationRequired`,
    /// `NotAllowed`.
    async fn add(
        &self,
        visit: &Visit,
        person: &SignedIn,
        rule: &str,
        note: &str,
        confirmed: Option<Address>,
    ) -> ApiResult<()>;

    /// Removes a rule.
    ///
    /// # Errors
    /// `NotFound`, `WouldLockOut` as for [`add`](Self::add), `ReauthenticationRequired`, `NotAllowed`.
    async fn remove(
        &self,
        visit: &Visit,
        person: &SignedIn,
        rule: RuleId,
        confirmed: Option<Address>,
    ) -> ApiResult<()>;
}
