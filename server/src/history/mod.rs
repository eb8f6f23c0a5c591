//! History: written in the transaction of what happened, read by its owner and by administrators.

pub mod csv;
mod fold;
pub mod http;
pub mod query;
pub mod store;

pub use fold::fold;
pub use store::{By, Scene, record};

use crate::core::Core;
use crate::error::ServerError;
use async_trait::async_trait;
use sekisho_app::error::ApiResult;
use sekisho_app::history::port::HistoryPort;
use sekisho_app::history::{LogEntry, LogFilter, MailEntry, MailFilter, PAGE_SIZE, Page};
use sekisho_app::id::AccountId;
use sekisho_app::visit::{Administrator, SignedIn, Visit};

impl Core {
    async fn log_page(
        &self,
        account: Option<AccountId>,
        filter: &LogFilter,
    ) -> Result<Page<LogEntry>, ServerError> {
        let mut reader = self.db.read().await?;
        query::log(&mut reader, account, filter, PAGE_SIZE).await
    }
}

#[async_trait]
impl HistoryPort for Core {
    async fn log(&self, _: &Visit, person: &SignedIn, filter: &LogFilter) -> ApiResult<Page<LogEntry>> {
        Ok(self.log_page(Some(person.account), filter).await?)
    }

    async fn mail(&self, _: &Visit, person: &SignedIn, filter: &MailFilter) -> ApiResult<Page<MailEntry>> {
        let mails = async {
            let mut reader = self.db.read().await.map_err(ServerError::from)?;
            query::mails(&mut reader, person.account, filter, PAGE_SIZE).await
        };
        Ok(mails.await?)
    }

    async fn log_of(
        &self,
        _: &Visit,
        _: &Administrator,
        account: Option<AccountId>,
        filter: &LogFilter,
    ) -> ApiResult<Page<LogEntry>> {
        Ok(self.log_page(account, filter).await?)
    }
}
