//! What passwords need from the server.

use super::{PasswordGuide, ResetView};
use crate::error::ApiResult;
use crate::visit::{SignedIn, Visit};
use async_trait::async_trait;

/// Changing and resetting passwords.
#[async_trait]
pub trait PasswordPort: Send + Sync {
    /// The rules for the person's next password.
    async fn guide(&self, visit: &Visit, person: &SignedIn) -> ApiResult<PasswordGuide>;

    /// Changes the password; every other session ends.
    ///
    /// # Errors
    /// `PasswordWrong` (field `current_password`), `PasswordRefused` or `PasswordGuessable` (field
    /// `new_password`), `Throttled`, `Busy`.
    async fn change(&self, visit: &Visit, person: &SignedIn, current: &str, new: &str) -> ApiResult<()>;

    /// Sends a link to set a new password, if there is such an account; the answer and its time don't tell.
    async fn request_reset(&self, visit: &Visit, email: &str) -> ApiResult<()>;

    /// Moves the token of a mailed link into a cookie; uses nothing up, so that a mail scanner does no harm.
    async fn open_link(&self, visit: &Visit, token: &str) -> ApiResult<()>;

    /// The rules for the password that the opened link sets, and what follows from it.
    ///
    /// # Errors
    /// `LinkSpent` when there is no opened link, or it no longer holds.
    async fn reset_view(&self, visit: &Visit) -> ApiResult<ResetView>;

    /// Sets a new password by the opened link; every session ends. The second factor stays, unless the
    /// policy says that it is switched off.
    ///
    /// # Errors
    /// `LinkSpent`, `PasswordRefused` or `PasswordGuessable` (field `new_password`), `Busy`.
    async fn reset(&self, visit: &Visit, new: &str) -> ApiResult<()>;
}
