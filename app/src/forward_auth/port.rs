//! What Admin → Policy needs from the server about applications.

use super::RuleView;
use crate::error::ApiResult;
use crate::visit::{Administrator, Visit};
use async_trait::async_trait;

/// Applications.
#[async_trait]
pub trait ForwardAuthPort: Send + Sync {
    /// The rules in force, in their order.
    async fn rules(&self, visit: &Visit, admin: &Administrator) -> ApiResult<Vec<RuleView>>;
}
