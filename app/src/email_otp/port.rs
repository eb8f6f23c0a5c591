//! What e-mailed codes need from the server.

use super::{EmailEnrolment, EmailOtpState};
use crate::error::ApiResult;
use crate::form::ReturnPath;
use crate::visit::{PasswordVerified, SignedIn, Visit};
use async_trait::async_trait;

/// E-mailed codes.
#[async_trait]
pub trait EmailOtpPort: Send + Sync {
    /// Their state.
    async fn state(&self, visit: &Visit, person: &SignedIn) -> ApiResult<EmailOtpState>;

    /// What the page that turns them on shows.
    ///
    /// # Errors
    /// `ReauthenticationRequired`.
    async fn enrolment(&self, visit: &Visit, person: &SignedIn) -> ApiResult<EmailEnrolment>;

    /// Sends a code to the account's address; where the person says where codes go, to `email`. A code sent
    /// before works no longer.
    ///
    /// # Errors
    /// `Throttled`, `ReauthenticationRequired`; of `email`: `Missing`, `EmailMalformed`, `DomainForbidden`.
    async fn send(&self, visit: &Visit, person: &SignedIn, email: &str) -> ApiResult<()>;

    /// Proves the address that the code was sent to; e-mailed codes go there from now on.
    ///
    /// # Errors
    /// `CodeWrong` or `CodeExpired` (field `code`), `Throttled`, `ReauthenticationRequired`.
    async fn confirm(&self, visit: &Visit, person: &SignedIn, code: &str) -> ApiResult<()>;

    /// Turns them off; every other session ends.
    ///
    /// # Errors
    /// `ReauthenticationRequired`, `NotFound`, `NotAllowed` where a second factor is compulsory and this is
    /// the last one.
    async fn remove(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()>;

    /// The same page for somebody who has to enrol while signing in.
    ///
    /// # Errors
    /// `NotAllowed` for whoever has a second factor already, or where the policy doesn't offer e-mail.
    async fn enrolment_at_sign_in(&self, visit: &Visit, half: &PasswordVerified)
    -> ApiResult<EmailEnrolment>;

    /// Sends a code for that.
    ///
    /// # Errors
    /// As [`send`](Self::send), and `NotAllowed`.
    async fn send_at_sign_in(&self, visit: &Visit, half: &PasswordVerified, email: &str) -> ApiResult<()>;

    /// Proves it, and signs in. Answers where the person wanted to go.
    ///
    /// # Errors
    /// As [`confirm`](Self::confirm), and `NotAllowed`.
    async fn confirm_at_sign_in(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        code: &str,
    ) -> ApiResult<Option<ReturnPath>>;
}
