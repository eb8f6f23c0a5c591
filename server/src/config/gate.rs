//! Section `gate`: mail servers and web servers that ask the portal whether somebody may pass.

use super::hidden::Hidden;
use super::web_gate::WebGate;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

/// Who may ask, and about what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Gate {
    /// Mail servers.
    pub mail: MailGate,
    /// Web servers.
    pub web: WebGate,
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

impl MailGate {
    /// Host and port of a doveadm server from its address, `http://HOST:PORT`; `None` for anything else.
    #[must_use]
    pub fn doveadm_authority(url: &str) -> Option<String> {
        let url: http::Uri = url.parse().ok()?;
        let plain =
            url.scheme_str() == Some("http") && matches!(url.path(), "" | "/") && url.query().is_none();
        let authority = url.authority().filter(|_| plain)?;
        let no_user = !authority.as_str().contains('@');
        (no_user && authority.port_u16().is_some()).then(|| authority.to_string())
    }

    /// Whether mail servers ask at all.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.secret.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::MailGate;

    #[test]
    fn a_doveadm_is_named_by_scheme_host_and_port_alone() {
        let check = |url: &str, expected: Option<&str>| {
            assert_eq!(MailGate::doveadm_authority(url).as_deref(), expected, "{url}");
        };
        check("http://127.0.0.1:8085", Some("127.0.0.1:8085"));
        check("http://mail.example.org:8085/", Some("mail.example.org:8085"));
        check("http://[::1]:8085", Some("[::1]:8085"));
        check("https://127.0.0.1:8085", None);
        check("http://127.0.0.1", None);
        check("http://127.0.0.1:8085/doveadm/v1", None);
        check("http://user@127.0.0.1:8085", None);
        check("127.0.0.1:8085", None);
        check("", None);
    }
}
