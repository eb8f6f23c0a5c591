//! Compiled lists, kept between requests. What is kept is known to be the present list by its version,
//! which every request reads with its session: nothing here can be out of date.

use super::store::{self, Owner};
use crate::db::Db;
use crate::error::ServerError;
use sekisho_engine::allowlist::RuleSet;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// How many lists are kept.
const KEPT: usize = 1_024;

/// Compiled lists.
#[derive(Debug, Default)]
pub struct Lists(Mutex<HashMap<Owner, (i64, Arc<RuleSet>)>>);

impl Lists {
    /// The list of `owner` at `version`.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn get(&self, db: &Db, owner: Owner, version: i64) -> Result<Arc<RuleSet>, ServerError> {
        if version == 0 {
            // never changed, so never filled
            return Ok(Arc::default());
        }
        if let Some(kept) = self.kept(owner, version) {
            return Ok(kept);
        }
        let mut reader = db.read().await?;
        let rules = store::list(&mut reader, owner).await?;
        let compiled = Arc::new(RuleSet::compile(rules.into_iter().map(|stored| stored.rule)));
        if let Ok(mut lists) = self.0.lock() {
            if lists.len() >= KEPT {
                lists.clear();
            }
            lists.insert(owner, (version, compiled.clone()));
        }
        Ok(compiled)
    }

    fn kept(&self, owner: Owner, version: i64) -> Option<Arc<RuleSet>> {
        let lists = self.0.lock().ok()?;
        lists.get(&owner).filter(|(known, _)| *known == version).map(|(_, list)| list.clone())
    }
}
