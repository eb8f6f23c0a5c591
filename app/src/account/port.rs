//! What the account page needs from the server.

use super::{AccountView, DashboardView};
use crate::error::ApiResult;
use crate::i18n::Language;
use crate::visit::{SignedIn, Visit};
use async_trait::async_trait;

/// The person's own account.
#[async_trait]
pub trait AccountPort: Send + Sync {
    /// The account.
    async fn view(&self, visit: &Visit, person: &SignedIn) -> ApiResult<AccountView>;

    /// What the dashboard shows.
    async fn dashboard(&self, visit: &Visit, person: &SignedIn) -> ApiResult<DashboardView>;

    /// Saves name and language.
    ///
    /// # Errors
    /// `Missing`, `TooLong` or `HiddenCharacters` (field `name`).
    async fn save(
        &self,
        visit: &Visit,
        person: &SignedIn,
        name: &str,
        language: Option<Language>,
    ) -> ApiResult<()>;

    /// Remembers the language for somebody who may not be signed in: a cookie, and the account if there is one.
    async fn choose_language(&self, visit: &Visit, language: Language) -> ApiResult<()>;

    /// Asks for a new address: a code goes to it, a notice to the old one.
    ///
    /// # Errors
    /// `EmailMalformed` or `EmailUnusable` (field `email`), `Throttled`, `ReauthenticationRequired`.
    async fn request_address(&self, visit: &Visit, person: &SignedIn, email: &str) -> ApiResult<()>;

    /// Confirms the new address by the code.
    ///
    /// # Errors
    /// `CodeWrong` or `CodeExpired` (field `code`), `Throttled`.
    async fn confirm_address(&self, visit: &Visit, person: &SignedIn, code: &str) -> ApiResult<()>;

    /// Drops the pending change of address.
    async fn cancel_address(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()>;
}
