//! What signing in needs from the server.

use super::{Begin, NextStep, VerifyView};
use crate::error::ApiResult;
use crate::form::ReturnPath;
use crate::visit::{PasswordVerified, SignedIn, Visit};
use async_trait::async_trait;
use sekisho_engine::method::{Method, Methods};

/// Signing in and out.
#[async_trait]
pub trait SignInPort: Send + Sync {
    /// Checks a password and decides how the sign-in goes on; sets the cookie that goes with it.
    ///
    /// # Errors
    /// `SignInRefused` for every reason alike, but `CodesForbidden` after the right password; `Busy` when no hashing
    /// permit is free.
    async fn begin(&self, visit: &Visit, begin: Begin<'_>) -> ApiResult<NextStep>;

    /// Keeps the identifier for the password's page. Whether there is such an account isn't looked at.
    ///
    /// # Errors
    /// `EmailMalformed` (field `identifier`) where the policy asks for an address.
    async fn identify(&self, visit: &Visit, identifier: &str) -> ApiResult<()>;

    /// What the code page shows.
    async fn verify_view(&self, visit: &Visit, half: &PasswordVerified) -> ApiResult<VerifyView>;

    /// The methods that may be set up during this sign-in.
    ///
    /// # Errors
    /// `NotAllowed` for whoever has a second factor already, or needs none.
    async fn enrolment_methods(&self, visit: &Visit, half: &PasswordVerified) -> ApiResult<Methods>;

    /// Sends a code by e-mail; a new code ends the one before.
    ///
    /// # Errors
    /// `MethodUnavailable`, or `Throttled` while it is too early for another one.
    async fn send_code(&self, visit: &Visit, half: &PasswordVerified) -> ApiResult<()>;

    /// Checks a code and signs in: a new session token, the half-finished sign-in ends. Answers where the
    /// person wanted to go.
    ///
    /// # Errors
    /// `CodeWrong`, `CodeExpired`, `MethodUnavailable`, `AuthenticatorDisabled`, `Throttled`, `SignInExpired`.
    async fn verify(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        factor: Method,
        code: &str,
    ) -> ApiResult<Option<ReturnPath>>;

    /// Somebody who is signed in begins to show a second factor again, and goes to `next` afterwards; the
    /// session gets a new token then.
    ///
    /// # Errors
    /// `MethodUnavailable` where they have none that can be used, and may set none up at the door.
    async fn step_up(
        &self,
        visit: &Visit,
        person: &SignedIn,
        next: Option<ReturnPath>,
    ) -> ApiResult<NextStep>;

    /// Ends a half-finished sign-in.
    async fn cancel(&self, visit: &Visit, half: &PasswordVerified) -> ApiResult<()>;

    /// Ends the session.
    async fn sign_out(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()>;
}
