//! What authorised addresses need from the server.

use super::{AllowlistView, Draft, DraftView, TypedRule};
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

    /// What the editor of the whole list stands on.
    async fn draft(&self, visit: &Visit, person: &SignedIn) -> ApiResult<DraftView>;

    /// The list as text, comments and all.
    async fn export(&self, visit: &Visit, person: &SignedIn) -> ApiResult<String>;

    /// Adds a rule. `confirmed` is the address that the person agreed to leave uncovered.
    ///
    /// # Errors
    /// `Rule`, `RuleDuplicate`, `TooManyRules` (field `rule`), `TooLong`, `HiddenCharacters` (field `note`),
    /// `DayMalformed` (field `until`), `WouldLockOut` unless the address of this very request was confirmed,
    /// `AddressUnknown`, `TrialRuns`, `ReauthenticationRequired`, `NotAllowed`.
    async fn add(
        &self,
        visit: &Visit,
        person: &SignedIn,
        typed: TypedRule<'_>,
        confirmed: Option<Address>,
    ) -> ApiResult<()>;

    /// Changes the note and the end of a rule. An end that is over takes the rule out of force at once, so the
    /// same consent is asked for as for removing it.
    ///
    /// # Errors
    /// `NotFound`, `TooLong`, `HiddenCharacters` (field `note`), `DayMalformed` (field `until`), and as
    /// [`remove`](Self::remove).
    async fn amend(
        &self,
        visit: &Visit,
        person: &SignedIn,
        id: RuleId,
        typed: TypedRule<'_>,
        confirmed: Option<Address>,
    ) -> ApiResult<()>;

    /// Saves a whole list in place of the present one.
    ///
    /// # Errors
    /// `ListLine`, `TooManyRules` (field `text`); `ListChanged` where it was made from another state of the list,
    /// `LookFirst` where its author has not seen what will come of it, `WouldLockOut` unless the address of this
    /// very request was confirmed, `AddressUnknown`; `TrialRuns`, `ReauthenticationRequired`, `NotAllowed`.
    async fn save(&self, visit: &Visit, person: &SignedIn, draft: Draft<'_>) -> ApiResult<()>;

    /// Puts a whole list on trial: it is in force until its time is over or it is confirmed. It need not cover
    /// anything.
    ///
    /// # Errors
    /// As [`save`](Self::save), but never `WouldLockOut` nor `AddressUnknown`.
    async fn begin_trial(&self, visit: &Visit, person: &SignedIn, draft: Draft<'_>) -> ApiResult<()>;

    /// Makes the tried list the list.
    ///
    /// # Errors
    /// `TrialOver`, `TrialNotCovered`, `AddressUnknown`, `ReauthenticationRequired`, `NotAllowed`.
    async fn confirm_trial(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()>;

    /// Ends a trial now: the list is as before. That may be done without a fresh proof.
    ///
    /// # Errors
    /// `TrialOver`.
    async fn undo_trial(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()>;

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
