//! `sekisho doctor`: looks for what is wrong, and says what to do about it.

mod mail_gate;

use super::failure::{Done, Failure};
use super::{open, output};
use crate::account::store as accounts;
use crate::clock::{Clock, SystemClock};
use crate::config::{Config, LogFormat, Sources, Transport};
use crate::core::Core;
use crate::outbox::{self, Post};
use clap::Args;
use serde::Serialize;

/// Looks for what is wrong.
#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// Print one JSON value
    #[arg(long)]
    json: bool,
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Finding {
    Ok,
    Warning,
    Failed,
}

/// A check and what it found.
#[derive(Debug, Serialize)]
struct Check {
    check: &'static str,
    finding: Finding,
    detail: String,
}

/// What was found so far.
#[derive(Debug, Default)]
struct Findings(Vec<Check>);

impl Findings {
    fn add(&mut self, check: &'static str, finding: Finding, detail: impl Into<String>) {
        self.0.push(Check { check, finding, detail: detail.into() });
    }

    fn result(&mut self, check: &'static str, found: Result<String, Failure>) {
        match found {
            Ok(detail) => self.add(check, Finding::Ok, detail),
            Err(failure) => self.add(check, Finding::Failed, failure.reason()),
        }
    }
}

impl Doctor {
    pub(super) async fn run(self, sources: &Sources) -> Done {
        let mut findings = Findings::default();
        match Config::load(sources) {
            Ok((config, _)) => {
                findings.add("configuration", Finding::Ok, "can be used");
                look_at_config(&mut findings, &config);
                look_at_database(&mut findings, sources, &config).await;
            }
            Err(error) => findings.add("configuration", Finding::Failed, error.to_string()),
        }
        let failed = findings.0.iter().filter(|check| check.finding == Finding::Failed).count();
        if self.json {
            output::json(&findings.0)?;
        } else {
            let word = |finding| match finding {
                Finding::Ok => "ok",
                Finding::Warning => "warning",
                Finding::Failed => "failed",
            };
            let row = |check: &Check| {
                vec![word(check.finding).to_owned(), check.check.to_owned(), check.detail.clone()]
            };
            output::table(&findings.0.iter().map(row).collect::<Vec<_>>(), "")?;
        }
        if failed == 0 { Ok(()) } else { Err(Failure::new(format!("{failed} checks failed"))) }
    }
}

fn look_at_config(findings: &mut Findings, config: &Config) {
    let origin = &config.server.origin;
    if origin.is_loopback() {
        findings.add("origin", Finding::Warning, format!("{origin} is for this machine only"));
    } else {
        findings.add("origin", Finding::Ok, origin.to_string());
    }
    let beyond_loopback = !config.server.listen.ip().to_canonical().is_loopback();
    if origin.is_secure() && beyond_loopback && config.server.proxies().is_empty() {
        let detail =
            "server.trusted_proxies is empty: behind a proxy every client would have the proxy's address";
        findings.add("proxies", Finding::Warning, detail);
    }
    match config.mail.transport {
        Transport::Log => findings.add("mail", Finding::Warning, "mails are printed on the console"),
        Transport::Smtp => {
            let way = Post::new(&config.mail).map(|_| "the mail server's settings can be used".to_owned());
            findings.result("mail", way.map_err(Failure::from));
        }
    }
    if config.telemetry.log_format == LogFormat::Text {
        findings.add("logs", Finding::Ok, "for people; programs read log_format = \"json\" better");
    }
    look_at_web_gate(findings, config);
    let weak = config.policy.weaknesses();
    if !weak.is_empty() {
        let fails: Vec<&str> = weak.iter().map(|weakness| weakness.fails()).collect();
        findings.add("policy", Finding::Warning, format!("weaker than {}", fails.join("; ")));
    }
}

fn look_at_web_gate(findings: &mut Findings, config: &Config) {
    let rules = &config.gate.web.rules;
    if rules.is_empty() {
        return;
    }
    let mut wrong = Vec::new();
    if config.server.proxies().is_empty() {
        wrong.push("server.trusted_proxies is empty: no web server is answered".to_owned());
    }
    for (at, rule) in rules.iter().enumerate() {
        if let Some(by) = rules.shadowed_by(at) {
            wrong.push(format!("rule {} ({rule}) is never reached, because of rule {}", at + 1, by + 1));
        }
        let own = rule.host.to_string() == config.server.origin.authority();
        if own && rule.path.is_none() {
            wrong.push(format!("rule {} is for the portal's own host: name a path", at + 1));
        }
    }
    if wrong.is_empty() {
        let count = rules.iter().count();
        findings.add("web gate", Finding::Ok, format!("{count} rules, each of them can be reached"));
    } else {
        findings.add("web gate", Finding::Warning, wrong.join("; "));
    }
}

async fn look_at_database(findings: &mut Findings, sources: &Sources, config: &Config) {
    let core = match open::existing(sources).await {
        Ok(core) => core,
        Err(failure) => return findings.add("database", Finding::Failed, failure.reason()),
    };
    findings.add("database", Finding::Ok, format!("{:?} is up to date", config.database.url));
    findings.add("secret key", Finding::Ok, "only its owner can read it");
    findings.result("integrity", whole(&core).await);
    findings.result("administrators", administrators(&core).await);
    match outbox::is_moving(&core.db, SystemClock.now()).await {
        Ok(true) => findings.add("outbox", Finding::Ok, "no mail waits for long"),
        Ok(false) => findings.add(
            "outbox",
            Finding::Warning,
            "mails are due and nobody sends them: is the server running?",
        ),
        Err(error) => findings.add("outbox", Finding::Failed, error.to_string()),
    }
    findings.result("authenticators", authenticators(&core).await);
    mail_gate::look(findings, &core).await;
}

async fn whole(core: &Core) -> Result<String, Failure> {
    match core.db.damage().await? {
        None => Ok("no damage found".to_owned()),
        Some(damage) => Err(Failure::new(format!("the file is damaged: {damage}"))),
    }
}

async fn administrators(core: &Core) -> Result<String, Failure> {
    match accounts::count(&mut core.db.read().await?).await? {
        (0, _) => Ok("no accounts yet: `sekisho serve` prints a link for the first administrator".to_owned()),
        (_, 0) => {
            Err(Failure::new("nobody can administer: `sekisho user add --role admin` or `user unlock`"))
        }
        (_, active) => Ok(format!("{active} active")),
    }
}

async fn authenticators(core: &Core) -> Result<String, Failure> {
    let (opened, unreadable) = core.count_totp_keys().await?;
    if unreadable == 0 {
        return Ok(format!("{opened} open with the secret key"));
    }
    let all = opened + unreadable;
    Err(Failure::new(format!(
        "{unreadable} of {all} open with no key of the key file: bring the old key back"
    )))
}
