//! What Admin → Policy needs from the server.

use super::PolicyView;
use crate::error::ApiResult;
use crate::visit::{Administrator, Visit};
use async_trait::async_trait;

/// The policy in force.
#[async_trait]
pub trait PolicyPort: Send + Sync {
    /// What is in force, and where it comes from.
    async fn in_force(&self, visit: &Visit, admin: &Administrator) -> ApiResult<PolicyView>;
}
