//! What Admin → Decisions needs from the server.

use super::{Answer, Asked};
use crate::error::ApiResult;
use crate::visit::{Administrator, Visit};
use async_trait::async_trait;

/// Decisions, explained.
#[async_trait]
pub trait DecisionPort: Send + Sync {
    /// Whether a question can be answered. Decides nothing.
    ///
    /// # Errors
    /// `Missing`, `PersonUnknown` (field `person`); `Missing`, `AddressMalformed` (`address`); `TimeMalformed`
    /// (`at`); `NotOffered` (`way`, `shown`); `DraftKey`, `DraftValue`, `DraftSyntax` (`policy`);
    /// `ListLine`, `TooManyRules` (`rules`); `NotFound` where there is no such entry, or it is about
    /// no sign-in.
    async fn check(&self, visit: &Visit, admin: &Administrator, asked: &Asked) -> ApiResult<()>;

    /// The answer to a question. Charges no attempt and writes nothing down.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    async fn answer(&self, visit: &Visit, admin: &Administrator, asked: &Asked) -> ApiResult<Answer>;
}
