//! What the authenticator app needs from the server.

use super::{TotpEnrolment, TotpState};
use crate::error::ApiResult;
use crate::form::ReturnPath;
use crate::visit::{PasswordVerified, SignedIn, Visit};
use async_trait::async_trait;

/// The authenticator app.
#[async_trait]
pub trait TotpPort: Send + Sync {
    /// Its state.
    async fn state(&self, visit: &Visit, person: &SignedIn) -> ApiResult<TotpState>;

    /// The pending enrolment, made if there is none; the same until it is confirmed or ten minutes old.
    ///
    /// # Errors
    /// `ReauthenticationRequired`.
    async fn enrolment(&self, visit: &Visit, person: &SignedIn) -> ApiResult<TotpEnrolment>;

    /// Proves the enrolment by a code; the authenticator is active from now on. With it come recovery codes,
    /// if the person has none yet: returned once.
    ///
    /// # Errors
    /// `CodeWrong` or `EnrolmentExpired` (field `code`), `Throttled`, `ReauthenticationRequired`.
    async fn confirm(&self, visit: &Visit, person: &SignedIn, code: &str) -> ApiResult<()>;

    /// Removes the authenticator; every other session ends.
    ///
    /// # Errors
    /// `ReauthenticationRequired`, `NotFound`, `NotAllowed` where a second factor is compulsory and this is
    /// the last one.
    async fn remove(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()>;

    /// The pending enrolment of somebody who has to enrol while signing in.
    ///
    /// # Errors
    /// `NotAllowed` for whoever has a second factor already.
    async fn enrolment_at_sign_in(&self, visit: &Visit, half: &PasswordVerified) -> ApiResult<TotpEnrolment>;

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
