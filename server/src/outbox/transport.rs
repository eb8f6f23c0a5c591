//! The ways out: a mail server (RFC 5321, RFC 6409), or the console.
//!
//! What is to be encrypted is never sent in plain text: without STARTTLS, or without a certificate that
//! holds, there is no sending (RFC 8314; OWASP ASVS 5.0, 12.3.1).

use crate::config::{self, Encryption, Transport};
use crate::mail::Parts;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use sekisho_engine::time::Seconds;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;
use tokio::time::timeout;

/// How long the mail server is given for a farewell that changes nothing.
const FAREWELL: Duration = Duration::from_secs(2);
/// Steps of a delivery: connecting, encrypting, signing in, handing over.
const STEPS: i64 = 4;

/// A way out.
pub enum Post {
    /// To a mail server.
    Smtp(Box<Smtp>),
    /// To the console, codes and all.
    Console,
}

/// The mail server, and how to get there.
pub struct Smtp {
    host: String,
    port: u16,
    encryption: Encryption,
    tls: TlsParameters,
    credentials: Option<Credentials>,
    hello: ClientId,
    patience: Duration,
}

/// Why there is no way out.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// The certificate authority's file can't be read.
    #[error("mail.ca_file {path}: {source}")]
    CaFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It holds no certificate.
    #[error("mail.ca_file {path}: no certificate in PEM")]
    NoCertificate {
        /// The file.
        path: PathBuf,
    },
    /// No mail server is set.
    #[error("mail.host is not set")]
    Host,
    /// The protection can't be set up.
    #[error("mail.host: {0}")]
    Tls(#[from] lettre::transport::smtp::Error),
}

/// Why a mail was not delivered.
#[derive(Debug)]
pub(super) enum Fault {
    /// For good; the mail server's words.
    Refused(String),
    /// Not now; its words.
    NotNow(String),
    /// It can't be reached, or not safely, or doesn't let the portal in: no mail's fault.
    Unreachable(&'static str),
}

impl Post {
    /// The way out that is configured.
    ///
    /// # Errors
    /// [`PostError`] names the key.
    pub fn new(mail: &config::Mail) -> Result<Self, PostError> {
        match mail.transport {
            Transport::Smtp => Ok(Self::Smtp(Box::new(Smtp::new(mail)?))),
            Transport::Log => Ok(Self::Console),
        }
    }

    /// How long a delivery takes at most; a claim lasts as long.
    pub(super) fn longest_delivery(&self) -> Seconds {
        match self {
            Self::Smtp(smtp) => {
                let step = i64::try_from(smtp.patience.as_secs()).unwrap_or(i64::MAX);
                Seconds::new(step.saturating_mul(STEPS).saturating_add(10))
            }
            Self::Console => Seconds::new(10),
        }
    }

    pub(super) async fn deliver(&self, parts: &Parts<'_>) -> Result<(), Fault> {
        match self {
            Self::Smtp(smtp) => smtp.deliver(parts).await,
            Self::Console => print(parts).map_err(|error| {
                tracing::error!(%error, "a mail can't be printed");
                Fault::Unreachable("the console can't be written to")
            }),
        }
    }
}

impl Smtp {
    fn new(mail: &config::Mail) -> Result<Self, PostError> {
        let host = mail.host.clone().ok_or(PostError::Host)?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let mut tls = TlsParameters::builder(host.clone());
        if let Some(path) = &mail.ca_file {
            let pem =
                std::fs::read(path).map_err(|source| PostError::CaFile { path: path.clone(), source })?;
            let no_certificate = || PostError::NoCertificate { path: path.clone() };
            if !pem.windows(10).any(|window| window == b"-----BEGIN") {
                return Err(no_certificate());
            }
            tls = tls.add_root_certificate(Certificate::from_pem(&pem).map_err(|_| no_certificate())?);
        }
        let credentials = mail.username.as_ref().zip(mail.password.as_ref());
        Ok(Self {
            host,
            port: mail.smtp_port(),
            encryption: mail.encryption,
            tls: tls.build_rustls()?,
            credentials: credentials
                .map(|(name, password)| Credentials::new(name.clone(), password.reveal().to_owned())),
            hello: ClientId::default(),
            patience: mail.timeout(),
        })
    }

    async fn deliver(&self, parts: &Parts<'_>) -> Result<(), Fault> {
        let message = parts.message().map_err(|error| Fault::Refused(error.to_string()))?;
        let mut connection = self.connect().await?;
        let bytes = message.formatted();
        let handing_over = connection.send(message.envelope(), &bytes);
        match timeout(self.patience, handing_over).await {
            Ok(Ok(_)) => {
                // the mail server has the mail; whatever it still says changes nothing
                let _ = timeout(FAREWELL, connection.quit()).await;
                Ok(())
            }
            Ok(Err(error)) => Err(fault(&error)),
            Err(_) => Err(Fault::NotNow("the mail server did not answer in time".to_owned())),
        }
    }

    /// A connection that is as safe as configured, signed in where that is configured.
    async fn connect(&self) -> Result<AsyncSmtpConnection, Fault> {
        let wrapped = (self.encryption == Encryption::Tls).then(|| self.tls.clone());
        let connecting = AsyncSmtpConnection::connect_tokio1(
            (self.host.as_str(), self.port),
            Some(self.patience),
            &self.hello,
            wrapped,
            None,
        );
        let mut connection = self.step(connecting, "the mail server can't be reached").await?;
        if self.encryption == Encryption::Starttls {
            let encrypting = connection.starttls(self.tls.clone(), &self.hello);
            self.step(encrypting, "no protected connection to the mail server").await?;
        }
        if let Some(credentials) = &self.credentials {
            let signing_in = connection.auth(DEFAULT_MECHANISMS, credentials);
            self.step(signing_in, "the mail server doesn't let the portal sign in").await?;
        }
        Ok(connection)
    }

    /// One step before the mail itself. What fails here is for the operator's log; the history says `what`.
    async fn step<T>(
        &self,
        step: impl Future<Output = Result<T, lettre::transport::smtp::Error>>,
        what: &'static str,
    ) -> Result<T, Fault> {
        match timeout(self.patience, step).await {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(error)) => tracing::warn!(%error, "{what}"),
            Err(_) => tracing::warn!(seconds = self.patience.as_secs(), "{what} in time"),
        }
        Err(Fault::Unreachable(what))
    }
}

/// What the mail server's answer to the mail means. A refusal for want of signing in (RFC 4954, section 6)
/// is the configuration's fault, not the mail's.
fn fault(error: &lettre::transport::smtp::Error) -> Fault {
    let words = || std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    match error.status() {
        Some(code) if matches!(u16::from(code), 530 | 534 | 535 | 538) => {
            Fault::Unreachable("the mail server doesn't let the portal sign in")
        }
        Some(code) if error.is_permanent() => Fault::Refused(format!("{code} {}", words())),
        Some(code) => Fault::NotNow(format!("{code} {}", words())),
        None => Fault::NotNow("the connection to the mail server broke".to_owned()),
    }
}

/// Prints a mail, in one go so that nothing comes in between.
fn print(parts: &Parts<'_>) -> io::Result<()> {
    let mut console = io::stdout().lock();
    console.write_all(block(parts).as_bytes())?;
    console.flush()
}

/// A mail as the console shows it.
fn block(parts: &Parts<'_>) -> String {
    const RULE: &str = "────────────────────────────────────────────────────────────────────────";
    let Parts { from, to, subject, text, message_id, .. } = parts;
    let from = match parts.in_the_name_of {
        Some(person) => format!("{person}\nSender: {from}"),
        None => from.to_string(),
    };
    // what moves a terminal's cursor is nobody's wording
    let text = text.replace(|c: char| c.is_control() && c != '\n', " ");
    format!("{RULE}\nFrom: {from}\nTo: {to}\nSubject: {subject}\nMessage-ID: {message_id}\n\n{text}{RULE}\n")
}

#[cfg(test)]
mod tests {
    use super::block;
    use crate::mail::Parts;
    use sekisho_engine::time::Timestamp;

    #[test]
    fn the_console_shows_a_mail_in_one_block_that_moves_no_cursor() {
        let parts = Parts {
            from: &"Sekisho <no-reply@localhost>".parse().unwrap(),
            in_the_name_of: None,
            to: &"alice@example.org".parse().unwrap(),
            subject: "Confirmation Code",
            text: "Your code:\n\n123456\u{1b}[2J\n",
            message_id: "<1@localhost>",
            date: Timestamp::from_unix(0),
        };
        let shown = block(&parts);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(
            lines[1..8],
            [
                "From: Sekisho <no-reply@localhost>",
                "To: alice@example.org",
                "Subject: Confirmation Code",
                "Message-ID: <1@localhost>",
                "",
                "Your code:",
                "",
            ]
        );
        assert_eq!(lines[8], "123456 [2J");
        assert!(lines[0] == lines[9] && lines.len() == 10, "{shown}");
    }
}
