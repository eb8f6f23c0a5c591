//! What switching second factors off and on needs from the server.

use super::{MfaSwitch, Switched};
use crate::error::ApiResult;
use crate::visit::{SignedIn, Visit};
use async_trait::async_trait;

/// Second factors as a whole.
#[async_trait]
pub trait MfaPort: Send + Sync {
    /// Whether they are on, and who says so.
    async fn state(&self, visit: &Visit, person: &SignedIn) -> ApiResult<MfaSwitch>;

    /// Switches them off or on. Off ends grants and every other session.
    ///
    /// # Errors
    /// `NotAllowed` where the policy doesn't leave it to people, and for administrators;
    /// `ReauthenticationRequired`.
    async fn switch(&self, visit: &Visit, person: &SignedIn, on: bool) -> ApiResult<Switched>;
}
