//! What one key alone can't show: keys that contradict each other.

use super::error::ConfigError;
use super::keys::{KEYS, Key};
use super::mail::{Encryption, Mail, Transport};
use super::place::{Place, Provenance};
use super::{Config, MailGate, Origin};
use sekisho_engine::gate::Need;
use sekisho_engine::policy::GrantBinding;

/// A key at fault and why.
struct Fault {
    key: &'static str,
    /// The key, or section, that makes it one.
    because: &'static str,
    problem: String,
    /// What is allowed beside that key, where it is less than the key takes otherwise.
    allowed: Option<&'static str>,
}

impl Fault {
    fn new(key: &'static str, because: &'static str, problem: impl Into<String>) -> Self {
        Self { key, because, problem: problem.into(), allowed: None }
    }

    fn allowing(self, allowed: &'static str) -> Self {
        Self { allowed: Some(allowed), ..self }
    }
}

/// Fills in what follows from other keys, and refuses what contradicts them.
pub(super) fn complete(config: &mut Config, provenance: &mut Provenance) -> Result<(), ConfigError> {
    derive(config, provenance);
    consistent(config, provenance)?;
    read_password(config, provenance)
}

/// Refuses keys that contradict each other.
pub(super) fn consistent(config: &Config, provenance: &Provenance) -> Result<(), ConfigError> {
    check(config, provenance).map_err(|fault| blame(provenance, fault))
}

fn derive(config: &mut Config, provenance: &mut Provenance) {
    if !provenance.is_set("server.origin") {
        config.server.origin = Origin::of_listener(config.server.listen);
        provenance.record("server.origin", Place::FollowsFrom("server.listen"));
    }
    if !provenance.is_set("mail.from") {
        config.mail.from = Mail::sender_at(&config.server.origin);
        provenance.record("mail.from", Place::FollowsFrom("server.origin"));
    }
}

fn check(config: &Config, provenance: &Provenance) -> Result<(), Fault> {
    check_server(config, provenance)?;
    check_portal(config)?;
    check_mail(config)?;
    check_telemetry(config)?;
    check_mail_gate(config)?;
    check_web_gate(config)?;
    config.policy.check().map_err(|error| {
        let name = |key: &&Key| key.name.strip_prefix("policy.") == Some(error.key);
        let key = KEYS.iter().find(name).map_or("policy", |key| key.name);
        let section = key.rsplit_once('.').map_or(key, |(section, _)| section);
        Fault::new(key, section, "contradicts another key").allowing(error.allowed)
    })
}

fn check_server(config: &Config, provenance: &Provenance) -> Result<(), Fault> {
    let origin = &config.server.origin;
    if !provenance.is_set("server.origin") && !origin.is_loopback() {
        let problem = "not set, and server.listen is not on this machine only";
        return Err(Fault::new("server.origin", "server.listen", problem));
    }
    Ok(())
}

fn check_portal(config: &Config) -> Result<(), Fault> {
    let portal = &config.portal;
    if portal.name.chars().count() > 60 {
        return Err(Fault::new("portal.name", "portal.name", "too long"));
    }
    if portal.support_contact.as_ref().is_some_and(|text| text.chars().count() > 200) {
        return Err(Fault::new("portal.support_contact", "portal.support_contact", "too long"));
    }
    Ok(())
}

fn check_mail(config: &Config) -> Result<(), Fault> {
    let mail = &config.mail;
    match mail.transport {
        Transport::Smtp => check_smtp(mail)?,
        Transport::Log if config.server.origin.is_loopback() => {}
        Transport::Log => {
            let problem =
                format!("log prints codes on the console, and {} is open to others", config.server.origin);
            return Err(Fault::new("mail.transport", "server.origin", problem).allowing("smtp"));
        }
    }
    let wrong = |key, because, problem| Err(Fault::new(key, because, problem));
    match (&mail.username, &mail.password, &mail.password_file) {
        (_, Some(_), Some(_)) => {
            wrong("mail.password_file", "mail.password", "mail.password is set too, one of them is enough")
        }
        (Some(_), None, None) => wrong("mail.password", "mail.username", "not set, and mail.username is"),
        (None, Some(_), None) => wrong("mail.username", "mail.password", "not set, and mail.password is"),
        (None, None, Some(_)) => wrong("mail.username", "mail.password_file", "not set, and a password is"),
        (Some(_), ..) | (None, None, None) => Ok(()),
    }
}

fn check_smtp(mail: &Mail) -> Result<(), Fault> {
    let Some(host) = &mail.host else {
        return Err(Fault::new("mail.host", "mail.transport", "not set, and mail.transport is smtp"));
    };
    if !host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:[]".contains(&byte)) {
        return Err(Fault::new("mail.host", "mail.host", format!("{host:?} can't be used")));
    }
    if mail.encryption == Encryption::None && !mail.is_to_this_machine() {
        let problem = format!("none would send codes in plain text to {host}");
        return Err(Fault::new("mail.encryption", "mail.host", problem).allowing("starttls, tls"));
    }
    Ok(())
}

fn check_telemetry(config: &Config) -> Result<(), Fault> {
    let telemetry = &config.telemetry;
    if telemetry.metrics_listen == Some(config.server.listen) {
        let problem = "the same as server.listen";
        return Err(Fault::new("telemetry.metrics_listen", "server.listen", problem));
    }
    if telemetry.metrics_secret.as_ref().is_some_and(|secret| secret.reveal().chars().count() < 16) {
        return Err(Fault::new("telemetry.metrics_secret", "telemetry.metrics_secret", "too short"));
    }
    Ok(())
}

/// Secrets that travel in headers, and a doveadm that can be asked.
fn check_mail_gate(config: &Config) -> Result<(), Fault> {
    let gate = &config.gate.mail;
    let secrets = [("gate.mail.secret", &gate.secret), ("gate.mail.former_secret", &gate.former_secret)];
    for (key, secret) in secrets {
        let Some(secret) = secret else { continue };
        if secret.reveal().chars().count() < 16 {
            return Err(Fault::new(key, key, "too short"));
        }
        let as_header = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
        if secret.reveal().trim() != secret.reveal() || !secret.reveal().bytes().all(as_header) {
            let problem = "can't stand in a header: letters other than ASCII's, or spaces at its ends";
            return Err(Fault::new(key, key, problem));
        }
    }
    if gate.former_secret.is_some() && gate.secret.is_none() {
        let problem = "not set, and gate.mail.former_secret is";
        return Err(Fault::new("gate.mail.secret", "gate.mail.former_secret", problem));
    }
    match (&gate.doveadm_url, &gate.doveadm_key) {
        (Some(url), _) if MailGate::doveadm_authority(url).is_none() => {
            let key = "gate.mail.doveadm_url";
            Err(Fault::new(key, key, format!("{url:?} can't be used")))
        }
        (Some(_), None) => {
            let problem = "not set, and gate.mail.doveadm_url is";
            Err(Fault::new("gate.mail.doveadm_key", "gate.mail.doveadm_url", problem))
        }
        (None, Some(_)) => {
            let problem = "not set, and gate.mail.doveadm_key is";
            Err(Fault::new("gate.mail.doveadm_url", "gate.mail.doveadm_key", problem))
        }
        (Some(_), Some(_)) | (None, None) => Ok(()),
    }
}

/// A rule that asks for a grant, where there are none, would let nobody pass.
fn check_web_gate(config: &Config) -> Result<(), Fault> {
    let grant = config.gate.web.rules.iter().find(|rule| rule.need == Need::Grant);
    match (grant, config.policy.grant.binding) {
        (Some(rule), GrantBinding::Session) => {
            let problem =
                format!("\"{rule}\" needs a grant, and policy.grant.binding is session: there are none");
            Err(Fault::new("gate.web.rules", "policy.grant.binding", problem))
        }
        _ => Ok(()),
    }
}

/// The error, at the place of the key at fault; where nobody set that one, at what makes it a fault.
fn blame(provenance: &Provenance, fault: Fault) -> ConfigError {
    let at = if provenance.is_set(fault.key) { fault.key } else { fault.because };
    let place = provenance.set_within(at).map_or(&Place::Default, |key| provenance.of(key));
    let allowed = match fault.allowed {
        Some(allowed) => allowed.to_owned(),
        None => Key::named(fault.key).map(|key| key.takes.to_string()).unwrap_or_default(),
    };
    ConfigError::Value { key: fault.key, place: place.clone(), problem: fault.problem, allowed }
}

/// The first line of the password file takes the place of the password.
fn read_password(config: &mut Config, provenance: &mut Provenance) -> Result<(), ConfigError> {
    let Some(path) = &config.mail.password_file else { return Ok(()) };
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::File {
        named_by: "mail.password_file",
        path: path.clone(),
        source,
    })?;
    let password = text.lines().next().unwrap_or_default();
    if password.is_empty() {
        let problem = format!("the first line of {} is empty", path.display());
        return Err(blame(provenance, Fault::new("mail.password_file", "mail.password_file", problem)));
    }
    config.mail.password = Some(password.to_owned().into());
    provenance.record("mail.password", Place::FollowsFrom("mail.password_file"));
    Ok(())
}
