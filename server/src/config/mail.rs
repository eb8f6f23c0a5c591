//! Section `mail`: how mails leave, and how many may.

use super::hidden::Hidden;
use super::origin::{Origin, is_local_name};
use lettre::message::Mailbox;
use sekisho_engine::policy::Between;
use serde::{Deserialize, Serialize, Serializer};
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// How mails leave, and how many may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// The way out.
    pub transport: Transport,
    /// The mail server's name or address.
    pub host: Option<String>,
    /// Its port; without one, the usual port of the encryption: see [`Mail::smtp_port`].
    pub port: Option<Between<1, 65_535>>,
    /// How the connection to it is protected.
    pub encryption: Encryption,
    /// A certificate authority in PEM that is trusted besides the system's, for the mail server only.
    pub ca_file: Option<PathBuf>,
    /// The name to sign in to it with.
    pub username: Option<String>,
    /// The password to sign in to it with; the content of `password_file` where that is set.
    pub password: Option<Hidden>,
    /// A file whose first line is that password.
    pub password_file: Option<PathBuf>,
    /// The sender, `name <address>` or an address.
    #[serde(with = "mailbox")]
    pub from: Mailbox,
    /// Who a code comes from that goes to an address of the person's own choice.
    pub codes_from: CodesFrom,
    /// Seconds that one step of a delivery may take.
    pub timeout_seconds: Between<1, 300>,
    /// Mails to one person in an hour.
    pub per_person_per_hour: Between<1, 1_000>,
    /// Mails to everybody in an hour.
    pub per_hour: Between<1, 1_000_000>,
    /// Mails that may wait; no more are promised then.
    pub queue_limit: Between<10, 1_000_000>,
}

/// The way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transport {
    /// A mail server.
    Smtp,
    /// The console, codes and all; only while nobody but this machine can reach the portal.
    #[default]
    Log,
}

/// Who a code comes from that goes to an address of the person's own choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodesFrom {
    /// The portal, as every mail.
    #[default]
    Portal,
    /// The person's own address in the organisation, sent by the portal (RFC 5322 section 3.6.2).
    Person,
}

/// How the connection to the mail server is protected. There is no fall-back to plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encryption {
    /// Plain at first, then TLS, or nothing is sent (RFC 3207).
    #[default]
    Starttls,
    /// TLS from the first byte (RFC 8314 section 3.3).
    Tls,
    /// None; only to a mail server on this machine.
    None,
}

impl Mail {
    /// The mail server's port: the one that is set, else the usual one of the encryption.
    #[must_use]
    pub fn smtp_port(&self) -> u16 {
        let usual = match self.encryption {
            Encryption::Starttls => 587,
            Encryption::Tls => 465,
            Encryption::None => 25,
        };
        self.port.and_then(|port| u16::try_from(port.get()).ok()).unwrap_or(usual)
    }

    /// How long one step of a delivery may take.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds.get().unsigned_abs())
    }

    /// Whether the mail server is this machine itself.
    pub(super) fn is_to_this_machine(&self) -> bool {
        let Some(host) = &self.host else { return false };
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        bare.parse::<IpAddr>().map_or_else(|_| is_local_name(host), |ip| ip.to_canonical().is_loopback())
    }

    /// The sender where none is set: `no-reply` at the host of the origin.
    pub(super) fn sender_at(origin: &Origin) -> Mailbox {
        let domain = origin.domain().unwrap_or("localhost");
        format!("no-reply@{domain}").parse().unwrap_or_else(|_| nobody())
    }
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            transport: Transport::default(),
            host: None,
            port: None,
            encryption: Encryption::default(),
            ca_file: None,
            username: None,
            password: None,
            password_file: None,
            from: nobody(),
            codes_from: CodesFrom::default(),
            timeout_seconds: Between::constant::<30>(),
            per_person_per_hour: Between::constant::<20>(),
            per_hour: Between::constant::<2_000>(),
            queue_limit: Between::constant::<10_000>(),
        }
    }
}

fn nobody() -> Mailbox {
    let address = lettre::Address::new("no-reply", "localhost").expect("a mail address");
    Mailbox::new(None, address)
}

mod mailbox {
    use super::{Mailbox, Serializer};
    use serde::Deserialize;
    use serde::de::{Deserializer, Error};

    pub(super) fn serialize<S: Serializer>(mailbox: &Mailbox, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(mailbox)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Mailbox, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|_| Error::custom("not a mail address"))
    }
}
