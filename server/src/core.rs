//! What every feature of the server stands on. One value, made at the start, shared by all requests; it
//! holds no state that matters: that is in the database.

use crate::allowlist::Lists;
use crate::clock::Clock;
use crate::config::{Config, Provenance};
use crate::db::Db;
use crate::error::ServerError;
use crate::forward_auth;
use crate::mail_gate::kick;
use crate::network;
use crate::outbox::Wake;
use crate::password::Hasher;
use crate::secret::SecretKeys;
use sekisho_app::i18n::Overrides;
use sekisho_engine::policy::Policy;
use std::sync::Arc;

/// The server without its doors. Each feature implements its port for it.
#[derive(Debug)]
pub struct Core {
    /// What the operator configured.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The secret keys.
    pub keys: SecretKeys,
    /// Password hashing, in a bounded number of permits.
    pub hasher: Hasher,
    /// Wakes whoever sends the mails.
    pub outbox: Wake,
    /// Wakes whoever ends live mail sessions.
    pub kicks: kick::Wake,
    /// Compiled lists of rules.
    pub lists: Lists,
    /// Compiled networks.
    pub networks: network::Compiled,
    /// Who came through the web gate last.
    pub gate: forward_auth::Cache,
    /// The operator's own texts.
    pub overrides: Arc<Overrides>,
    /// Where each value of the configuration came from.
    pub provenance: Provenance,
}

impl Core {
    /// The server on an open, migrated database.
    ///
    /// # Errors
    /// `Entropy`.
    pub fn new(config: Config, db: Db, clock: Arc<dyn Clock>, keys: SecretKeys) -> Result<Self, ServerError> {
        let overrides = Arc::new(config.words.clone());
        let hasher = Hasher::new(config.server.hashing_permits())?;
        Ok(Self {
            config,
            db,
            clock,
            keys,
            hasher,
            outbox: Wake::default(),
            kicks: kick::Wake::default(),
            lists: Lists::default(),
            networks: network::Compiled::default(),
            gate: forward_auth::Cache::default(),
            overrides,
            provenance: Provenance::default(),
        })
    }

    /// The same server, which knows where each value of its configuration came from.
    #[must_use]
    pub fn configured_by(mut self, provenance: Provenance) -> Self {
        self.provenance = provenance;
        self
    }

    /// The policy in force.
    #[must_use]
    pub const fn policy(&self) -> &Policy {
        &self.config.policy
    }
}
