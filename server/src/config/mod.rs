//! The configuration: one struct for each concern, parsed once, with errors that name the key.

mod database;
mod hidden;
mod history;
mod mail;
mod origin;
mod portal;
mod proxies;
mod secret;
mod server;
mod telemetry;

pub use database::{Database, DatabaseUrl};
pub use hidden::{Hidden, NOT_SHOWN};
pub use history::History;
pub use mail::{Encryption, Mail, Transport};
pub use origin::{Origin, OriginError};
pub use portal::Portal;
pub use proxies::TrustedProxies;
pub use secret::Secret;
pub use server::Server;
pub use telemetry::{LogFormat, LogLevel, Telemetry};

use sekisho_engine::policy::Policy;
use serde::{Deserialize, Serialize};

/// Everything that the operator configures. The default is what runs without any configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where the server listens and how it is reached.
    pub server: Server,
    /// Where everything is kept.
    pub database: Database,
    /// Where the secret key is.
    pub secret: Secret,
    /// What people read about the portal.
    pub portal: Portal,
    /// How mails leave, and how many may.
    pub mail: Mail,
    /// What is asked of whom.
    pub policy: Policy,
    /// How long the history is kept.
    pub history: History,
    /// Logs and metrics.
    pub telemetry: Telemetry,
}
