//! What sessions need from the server.

use super::{ReauthenticationView, SessionView};
use crate::error::ApiResult;
use crate::id::SessionId;
use crate::visit::{SignedIn, Visit};
use async_trait::async_trait;

/// Sessions and reauthentication.
#[async_trait]
pub trait SessionPort: Send + Sync {
    /// The person's sessions, the present one first, then by last use.
    async fn list(&self, visit: &Visit, person: &SignedIn) -> ApiResult<Vec<SessionView>>;

    /// Ends one of the person's sessions.
    ///
    /// # Errors
    /// `NotFound` unless it is theirs.
    async fn revoke(&self, visit: &Visit, person: &SignedIn, session: SessionId) -> ApiResult<()>;

    /// Ends all of the person's sessions but the present one.
    async fn revoke_others(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()>;

    /// What reauthentication asks for.
    async fn reauthentication(&self, visit: &Visit, person: &SignedIn) -> ApiResult<ReauthenticationView>;

    /// Proves again who one is; the session gets a new token.
    ///
    /// # Errors
    /// `PasswordWrong` (field `password`), `CodeWrong` (field `code`), `Throttled`, `Busy`.
    async fn reauthenticate(
        &self,
        visit: &Visit,
        person: &SignedIn,
        password: &str,
        code: &str,
    ) -> ApiResult<()>;
}
