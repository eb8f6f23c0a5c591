//! Compiled lists, kept between requests. What is kept is known to be the present list by its version, which every
//! request reads with its session, and by the time: rules end, and trials begin and end, without anybody doing
//! anything.

use super::store::{self, Owner};
use super::trial;
use crate::db::Db;
use crate::error::ServerError;
use sekisho_engine::address::ClientAddress;
use sekisho_engine::allowlist::{Holding, RuleSet, holding};
use sekisho_engine::time::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// How many lists are kept.
const KEPT: usize = 1_024;

/// A list as it is at a time.
#[derive(Debug, Clone, Default)]
pub struct InForce {
    /// The rules by which people sign in: those on trial while a trial runs.
    pub rules: Arc<RuleSet>,
    /// The trial that runs.
    pub trial: Option<Running>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
}

/// A trial that runs.
#[derive(Debug, Clone)]
pub struct Running {
    /// The rules to which the list goes back.
    pub saved: Arc<RuleSet>,
    /// When it does.
    pub until: Timestamp,
}

/// Whether rules let an address pass; where it isn't known, only rules that restrict nothing do.
pub(crate) fn admits(rules: &RuleSet, address: ClientAddress) -> bool {
    match address.known() {
        Some(address) => rules.admits(address),
        None => rules.is_unrestricted(),
    }
}

impl InForce {
    /// Whether just these rules are in force at `now`, too.
    #[must_use]
    pub fn is_at(&self, now: Timestamp) -> bool {
        self.since.is_none_or(|since| since <= now) && self.until.is_none_or(|until| now < until)
    }

    /// Whether a session goes on at an address. A trial ends none that the list would let in without it: whoever
    /// tries something out can undo it from where they are, and nobody else notices what may be gone in minutes.
    #[must_use]
    pub fn lets_go_on(&self, address: ClientAddress) -> bool {
        admits(&self.rules, address) || self.trial.as_ref().is_some_and(|trial| admits(&trial.saved, address))
    }

    /// What is in force at `now` of a saved list and the trial of it.
    #[must_use]
    pub fn at(saved: Holding, trial: Option<&trial::Stored>, now: Timestamp) -> Self {
        let (mut since, mut until) = (saved.since, saved.until);
        let mut within = |from: Option<Timestamp>, to: Option<Timestamp>| {
            since = since.max(from);
            until = [until, to].into_iter().flatten().min();
        };
        let saved = Arc::new(saved.rules);
        let running = match trial {
            Some(trial) if trial.runs(now) => {
                let tried = holding(&trial.document.entries, now);
                within(tried.since, tried.until);
                within(Some(trial.from), Some(trial.until));
                Some((Arc::new(tried.rules), Running { saved: saved.clone(), until: trial.until }))
            }
            // a clock that was set back may come to it again
            Some(trial) if now < trial.from => {
                within(None, Some(trial.from));
                None
            }
            Some(trial) => {
                within(Some(trial.until), None);
                None
            }
            None => None,
        };
        let (rules, trial) = running.map_or((saved, None), |(tried, running)| (tried, Some(running)));
        Self { rules, trial, since, until }
    }
}

/// Compiled lists.
#[derive(Debug, Default)]
pub struct Lists(Mutex<HashMap<Owner, (i64, Arc<InForce>)>>);

impl Lists {
    /// The list of `owner` at `version`, as it is at `now`.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn get(
        &self,
        db: &Db,
        owner: Owner,
        version: i64,
        now: Timestamp,
    ) -> Result<Arc<InForce>, ServerError> {
        if version == 0 {
            // never changed, so never filled
            return Ok(Arc::default());
        }
        if let Some(kept) = self.kept(owner, version, now) {
            return Ok(kept);
        }
        let mut reader = db.read().await?;
        let trial = trial::store::find(&mut reader, owner).await?;
        let entries: Vec<_> =
            store::list(&mut reader, owner).await?.into_iter().map(|stored| stored.entry).collect();
        let compiled = Arc::new(InForce::at(holding(&entries, now), trial.as_ref(), now));
        if let Ok(mut lists) = self.0.lock() {
            if lists.len() >= KEPT {
                lists.clear();
            }
            lists.insert(owner, (version, compiled.clone()));
        }
        Ok(compiled)
    }

    fn kept(&self, owner: Owner, version: i64, now: Timestamp) -> Option<Arc<InForce>> {
        let lists = self.0.lock().ok()?;
        let (known, list) = lists.get(&owner)?;
        (*known == version && list.is_at(now)).then(|| list.clone())
    }
}

#[cfg(test)]
mod tests;
