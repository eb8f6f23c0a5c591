//! Networks: where a second factor is waived, asked for, or nobody gets in at all.

mod edit;
pub mod store;
mod visitors;

pub use edit::{MOST_NETWORKS, MOST_RULES};

use crate::db::Db;
use crate::error::ServerError;
use sekisho_engine::network::Networks;
use std::sync::{Arc, Mutex};

/// The compiled networks, kept between requests. What is kept is known to be the present state by its version,
/// which every request reads: nothing here can be out of date.
#[derive(Debug, Default)]
pub struct Compiled(Mutex<(i64, Arc<Networks>)>);

impl Compiled {
    /// The networks at `version`.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn get(&self, db: &Db, version: i64) -> Result<Arc<Networks>, ServerError> {
        if let Ok(kept) = self.0.lock()
            && kept.0 == version
        {
            // at version 0 there are none yet
            return Ok(kept.1.clone());
        }
        let mut reader = db.read().await?;
        let all = store::list(&mut reader).await?;
        let compiled = Arc::new(Networks::compile(all.into_iter().map(|stored| stored.network).collect()));
        if let Ok(mut kept) = self.0.lock() {
            *kept = (version, compiled.clone());
        }
        Ok(compiled)
    }
}
