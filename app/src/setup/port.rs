//! What setting up an account needs from the server.

use super::SetupView;
use crate::error::ApiResult;
use crate::visit::Visit;
use async_trait::async_trait;

/// The first administrator, and whoever was invited.
#[async_trait]
pub trait SetupPort: Send + Sync {
    /// Moves the token of a link into a cookie; uses nothing up.
    async fn open_link(&self, visit: &Visit, token: &str) -> ApiResult<()>;

    /// What the page asks for.
    ///
    /// # Errors
    /// `LinkSpent`.
    async fn view(&self, visit: &Visit) -> ApiResult<SetupView>;

    /// Sets the account up. Address and name count for the first administrator only.
    ///
    /// # Errors
    /// `LinkSpent`, `EmailMalformed` (field `email`), `Missing` or `TooLong` (field `name`),
    /// `PasswordRefused` or `PasswordGuessable` (field `new_password`), `Busy`.
    async fn complete(&self, visit: &Visit, email: &str, name: &str, new_password: &str) -> ApiResult<()>;
}
