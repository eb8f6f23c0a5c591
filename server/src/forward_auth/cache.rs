//! What a token stands for, kept between requests as long as the database is in the state that it was read from.
//!
//! Only what was read is kept; what follows from it, the address and the time is decided at every request.

use super::freshness::{Freshness, Seen};
use super::identity::Identity;
use crate::core::Core;
use crate::error::ServerError;
use crate::secret::TokenDigest;
use crate::session::{self, Standing};
use sekisho_engine::gate::Authority;
use sekisho_engine::time::Timestamp;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// How many tokens are kept; beyond, all are forgotten and read again.
const KEPT: usize = 4_096;

/// What a browser shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shown {
    /// The portal's session: on the portal's own host.
    Session(TokenDigest),
    /// A pass of an application's host.
    Pass(TokenDigest),
}

/// Somebody with a session.
#[derive(Debug)]
pub(super) struct Known {
    /// The session, with what its judgement stands on.
    pub(super) standing: Standing,
    /// The account's address, in the form that accounts are looked up by.
    pub(super) email: String,
    /// As applications are told.
    pub(super) identity: Identity,
    /// Somebody is writing down that the session is used.
    touching: AtomicBool,
}

/// The right to write down that a session is used; one request at a time has it.
pub(super) struct Touching<'a>(&'a AtomicBool);

impl Drop for Touching<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Known {
    /// Somebody, from what was read of their session.
    pub(super) fn new(standing: Standing) -> Self {
        let email = standing.row.email.to_ascii_lowercase();
        let identity = Identity::of(&standing.row);
        Self { standing, email, identity, touching: AtomicBool::new(false) }
    }

    /// The right to write down that the session is used, if it is due and nobody else has it: of a page with fifty
    /// pictures one request does.
    pub(super) fn touching(&self, now: Timestamp) -> Option<Touching<'_>> {
        let due = self.standing.is_touch_due(now);
        (due && !self.touching.swap(true, Ordering::AcqRel)).then_some(Touching(&self.touching))
    }
}

#[derive(Debug)]
struct Kept {
    seen: Seen,
    /// The host that the pass is for.
    host: String,
    known: Arc<Known>,
}

/// Who the tokens of the last requests stand for.
#[derive(Debug, Default)]
pub struct Cache {
    freshness: Freshness,
    kept: Mutex<HashMap<Shown, Kept>>,
}

impl Cache {
    /// Who `shown` stands for at `host`, if that is somebody.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub(super) async fn find(
        &self,
        core: &Core,
        shown: Shown,
        host: &Authority,
        now: Timestamp,
    ) -> Result<Option<Arc<Known>>, ServerError> {
        let seen = self.freshness.look(&core.db).await;
        if let Some(known) = self.kept(shown, host, &seen, now) {
            return Ok(Some(known));
        }
        // boxed, because it is large and most requests have no need of it
        Box::pin(self.read(core, shown, host, seen, now)).await
    }

    async fn read(
        &self,
        core: &Core,
        shown: Shown,
        host: &Authority,
        seen: Seen,
        now: Timestamp,
    ) -> Result<Option<Arc<Known>>, ServerError> {
        let mut reader = core.db.read().await?;
        let row = match &shown {
            Shown::Session(token) => session::store::find(&mut reader, token).await?,
            Shown::Pass(token) => session::store::find_by_pass(&mut reader, token, host.as_str()).await?,
        };
        drop(reader);
        let Some(row) = row else { return Ok(None) };
        let known = Arc::new(Known::new(core.standing(row, now).await?));
        if let Ok(mut all) = self.kept.lock() {
            if all.len() >= KEPT {
                all.clear();
            }
            all.insert(shown, Kept { seen, host: host.as_str().to_owned(), known: known.clone() });
        }
        Ok(Some(known))
    }

    fn kept(&self, shown: Shown, host: &Authority, seen: &Seen, now: Timestamp) -> Option<Arc<Known>> {
        let all = self.kept.lock().ok()?;
        let kept = all.get(&shown)?;
        let holds = kept.host == host.as_str() && kept.seen.holds(seen) && kept.known.standing.is_at(now);
        holds.then(|| kept.known.clone())
    }
}
