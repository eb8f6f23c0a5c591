//! What the way to two-step sign-in needs from the server. The authenticator itself is set up by the port of
//! its own feature.

use super::TwoStepView;
use crate::error::ApiResult;
use crate::visit::{SignedIn, Visit};
use async_trait::async_trait;

/// From one-step to two-step sign-in.
#[async_trait]
pub trait TwoStepPort: Send + Sync {
    /// The step that is due.
    ///
    /// # Errors
    /// `NotFound` where there is no one-step way and never was.
    async fn view(&self, visit: &Visit, person: &SignedIn) -> ApiResult<TwoStepView>;

    /// Sets the new password; every other session ends. The present one is not asked for: the session is fresh.
    ///
    /// # Errors
    /// `AlreadyDone` when the step is over, `PasswordRefused` or `PasswordGuessable` (field `new_password`),
    /// `ReauthenticationRequired`, `NotFound`, `Busy`.
    async fn set_password(&self, visit: &Visit, person: &SignedIn, new: &str) -> ApiResult<()>;
}
