//! Section `gate`: mail servers and web servers that ask the portal whether somebody may pass.

use super::hidden::Hidden;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

/// Who may ask, and about what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Gate {
    /// Mail servers.
    pub mail: MailGate,
}

/// What mail servers ask with, and where the portal reaches them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailGate {
    /// What they show; without it the gate answers nobody.
    pub secret: Option<Hidden>,
    /// What they may show as well, while they change over.
    pub former_secret: Option<Hidden>,
    /// Where the nginx mail proxy sends IMAP.
    pub imap: Option<SocketAddr>,
    /// Where it sends POP3.
    pub pop3: Option<SocketAddr>,
    /// Where it sends submission.
    pub smtp: Option<SocketAddr>,
    /// Accounts that may sign in to other people's mail.
    pub master_users: Vec<String>,
    /// Dovecot's doveadm server.
    pub doveadm_url: Option<String>,
    /// Its key.
    pub doveadm_key: Option<Hidden>,
}
