//! What the history needs from the server.

use super::{LogEntry, LogFilter, MailEntry, MailFilter, Page};
use crate::error::ApiResult;
use crate::id::AccountId;
use crate::visit::{Administrator, SignedIn, Visit};
use async_trait::async_trait;

/// What happened.
#[async_trait]
pub trait HistoryPort: Send + Sync {
    /// The person's own log.
    async fn log(&self, visit: &Visit, person: &SignedIn, filter: &LogFilter) -> ApiResult<Page<LogEntry>>;

    /// Mails to the person.
    async fn mail(&self, visit: &Visit, person: &SignedIn, filter: &MailFilter)
    -> ApiResult<Page<MailEntry>>;

    /// Everybody's log, or one person's, for an administrator.
    async fn log_of(
        &self,
        visit: &Visit,
        admin: &Administrator,
        account: Option<AccountId>,
        filter: &LogFilter,
    ) -> ApiResult<Page<LogEntry>>;
}
