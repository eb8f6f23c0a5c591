//! What pairing the OTP app needs from the server.

use super::Pairing;
use crate::error::ApiResult;
use crate::form::ReturnPath;
use crate::totp::TotpState;
use crate::visit::{PasswordVerified, SignedIn, Visit};
use async_trait::async_trait;

/// Pairing the portal's own OTP app.
#[async_trait]
pub trait PairingPort: Send + Sync {
    /// The app's state.
    async fn state(&self, visit: &Visit, person: &SignedIn) -> ApiResult<TotpState>;

    /// The pairing under way, begun if there is none; the same until the app is active or fifteen minutes are
    /// over.
    ///
    /// # Errors
    /// `NotFound` where the app isn't offered; `ReauthenticationRequired`.
    async fn pairing(&self, visit: &Visit, person: &SignedIn) -> ApiResult<Pairing>;

    /// Takes the code that the app shows. The app is active when a first code of it was shown as well.
    ///
    /// # Errors
    /// `Missing`, `PairingCode` (field `application_code`), `PairingExpired`, `ReauthenticationRequired`.
    async fn take(&self, visit: &Visit, person: &SignedIn, application_code: &str) -> ApiResult<()>;

    /// Proves the pairing by a first code; the app is active from now on. With it come recovery codes, if the
    /// person has none yet.
    ///
    /// # Errors
    /// `CodeWrong` or `PairingExpired` (field `code`), `Throttled`, `ReauthenticationRequired`.
    async fn confirm(&self, visit: &Visit, person: &SignedIn, code: &str) -> ApiResult<()>;

    /// Removes the app; every other session ends.
    ///
    /// # Errors
    /// `ReauthenticationRequired`, `NotFound`, `NotAllowed` where a second factor is compulsory and this is the
    /// last one.
    async fn remove(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()>;

    /// The pairing of somebody who has to set up a second factor while signing in.
    ///
    /// # Errors
    /// `NotAllowed` for whoever has a second factor already.
    async fn pairing_at_sign_in(&self, visit: &Visit, half: &PasswordVerified) -> ApiResult<Pairing>;

    /// Takes the code that the app shows.
    ///
    /// # Errors
    /// As [`take`](Self::take), and `NotAllowed`.
    async fn take_at_sign_in(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        application_code: &str,
    ) -> ApiResult<()>;

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
