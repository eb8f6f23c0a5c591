//! What requests to support need from the server. Every decision asks for a recent proof of who one is
//! (`ReauthenticationRequired`).

use super::{Asked, OwnRequest, QueueFilter, QueueView, RequestView, StopView};
use crate::error::ApiResult;
use crate::id::RequestId;
use crate::visit::{SignedIn, Supporter, Visit};
use async_trait::async_trait;

/// Requests to support.
#[async_trait]
pub trait SupportPort: Send + Sync {
    /// Takes a request, and tells the person at every address of theirs. The answer and its time don't tell
    /// whether there is such an account, or an open request of it already.
    ///
    /// # Errors
    /// `NotFound` where requests aren't offered; `Missing`, `TooLong` or `EmailMalformed` (at the field);
    /// `NotAcknowledged` (field `acknowledged`); `Throttled`.
    async fn ask(&self, visit: &Visit, asked: &Asked, acknowledged: bool) -> ApiResult<()>;

    /// One page of the queue.
    async fn queue(&self, visit: &Visit, by: &Supporter, filter: QueueFilter) -> ApiResult<QueueView>;

    /// One request, with the record of the account that it is about.
    ///
    /// # Errors
    /// `NotFound`.
    async fn request(&self, visit: &Visit, by: &Supporter, id: RequestId) -> ApiResult<RequestView>;

    /// Takes it into review.
    ///
    /// # Errors
    /// `OwnAccount`, `NotAllowed` (an administrator's account, by support), `RequestChanged`, `NotFound`.
    async fn take(&self, visit: &Visit, by: &Supporter, id: RequestId) -> ApiResult<()>;

    /// Approves it: it takes effect when the waiting time is over, unless the person stops it. Answers whether
    /// it has taken effect at once, because there is no waiting time.
    ///
    /// # Errors
    /// As [`take`](Self::take); `TooLong` (field `note`).
    async fn approve(&self, visit: &Visit, by: &Supporter, id: RequestId, note: &str) -> ApiResult<bool>;

    /// Refuses it, also after it was approved, as long as it has not taken effect.
    ///
    /// # Errors
    /// As [`take`](Self::take); `TooLong` (field `note`).
    async fn refuse(&self, visit: &Visit, by: &Supporter, id: RequestId, note: &str) -> ApiResult<()>;

    /// Moves the token of a link into a cookie; stops nothing, so that a mail scanner does no harm.
    async fn open_stop_link(&self, visit: &Visit, token: &str) -> ApiResult<()>;

    /// What has become of the request whose link was opened.
    ///
    /// # Errors
    /// `LinkSpent` when there is no such request.
    async fn stop_view(&self, visit: &Visit) -> ApiResult<StopView>;

    /// Stops the request whose link was opened; nothing happens to one that is over.
    ///
    /// # Errors
    /// `LinkSpent` when there is no such request.
    async fn stop(&self, visit: &Visit) -> ApiResult<()>;

    /// The open request about one's own account.
    async fn own(&self, visit: &Visit, person: &SignedIn) -> ApiResult<Option<OwnRequest>>;

    /// Stops the open request about one's own account.
    ///
    /// # Errors
    /// `RequestChanged` when there is none any more.
    async fn stop_own(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()>;
}
