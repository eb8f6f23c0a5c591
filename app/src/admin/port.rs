//! What the administrator's pages need from the server. Everything that changes something asks for a recent
//! proof of who one is (`ReauthenticationRequired`).

use super::{PeopleFilter, PeopleView, PersonView};
use crate::error::ApiResult;
use crate::i18n::Language;
use crate::id::AccountId;
use crate::visit::{Administrator, Visit};
use async_trait::async_trait;
use sekisho_engine::method::Method;
use sekisho_engine::policy::Role;

/// The administrator's view of people.
#[async_trait]
pub trait AdminPort: Send + Sync {
    /// The list.
    async fn people(
        &self,
        visit: &Visit,
        admin: &Administrator,
        filter: &PeopleFilter,
    ) -> ApiResult<PeopleView>;

    /// One person.
    ///
    /// # Errors
    /// `NotFound`.
    async fn person(&self, visit: &Visit, admin: &Administrator, id: AccountId) -> ApiResult<PersonView>;

    /// Makes an account and sends its owner a link to set a password.
    ///
    /// # Errors
    /// `EmailMalformed` or `EmailUnusable` (field `email`), `Missing`, `TooLong` or `HiddenCharacters` (field `name`).
    async fn invite(
        &self,
        visit: &Visit,
        admin: &Administrator,
        email: &str,
        name: &str,
        role: Role,
        language: Language,
    ) -> ApiResult<AccountId>;

    /// Locks the account: nobody signs in with it, every session ends.
    ///
    /// # Errors
    /// `OwnAccount`, `LastAdministrator`, `NotFound`.
    async fn lock(&self, visit: &Visit, admin: &Administrator, id: AccountId) -> ApiResult<()>;

    /// Unlocks the account.
    async fn unlock(&self, visit: &Visit, admin: &Administrator, id: AccountId) -> ApiResult<()>;

    /// Removes the person's second factors, ends their sessions and tells them by mail.
    ///
    /// # Errors
    /// `OwnAccount`, `NotFound`.
    async fn reset_mfa(&self, visit: &Visit, admin: &Administrator, id: AccountId) -> ApiResult<()>;

    /// Chooses the person's second factor and tells them by mail; their sessions end. E-mailed codes are in force
    /// at once, an authenticator app is set up by the person at the next sign-in.
    ///
    /// # Errors
    /// `OwnAccount`, `NotFound`, `NotOffered` (field `method`).
    async fn set_method(
        &self,
        visit: &Visit,
        admin: &Administrator,
        id: AccountId,
        method: Method,
    ) -> ApiResult<()>;

    /// Removes all of the person's rules and tells them by mail.
    async fn clear_rules(&self, visit: &Visit, admin: &Administrator, id: AccountId) -> ApiResult<()>;

    /// Ends all of the person's sessions.
    async fn end_sessions(&self, visit: &Visit, admin: &Administrator, id: AccountId) -> ApiResult<()>;
}
