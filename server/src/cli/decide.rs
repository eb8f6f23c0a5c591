//! `sekisho decide`: the engine's decision about a sign-in, made up or of the history, its reasons, and what a draft
//! of the policy or of the portal's rules would change.

use super::failure::{Done, Failure};
use super::{compare, gate, open, output};
use crate::config::Sources;
use crate::core::Core;
use crate::decision::{Draft, Posed};
use clap::Args;
use sekisho_app::decision::tell::Teller;
use sekisho_app::decision::{Person, Question, Showing, WAYS, recorded, way_code, way_of};
use sekisho_app::history::tell::tell;
use sekisho_app::i18n::Words;
use sekisho_app::id::EntryId;
use sekisho_engine::address::{Address, ClientAddress, UnknownReason};
use sekisho_engine::history::Event;
use sekisho_engine::sign_in::{Decision, Way};
use sekisho_engine::time::Timestamp;
use serde::Serialize;
use std::path::PathBuf;

/// What would become of a sign-in.
#[derive(Debug, Args)]
pub(super) struct Decide {
    /// The e-mail address or user name
    #[arg(long, value_name = "EMAIL", required_unless_present = "entry", conflicts_with = "entry")]
    user: Option<String>,
    /// Where the sign-in comes from
    #[arg(long, value_name = "IP", required_unless_present = "entry", conflicts_with = "entry")]
    address: Option<Address>,
    /// An entry of the history that is about a sign-in, in place of person, address and time
    #[arg(long, value_name = "ID")]
    entry: Option<i64>,
    /// The page of an application behind the web gate: what the gate says to it after the sign-in
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The way in: usual, one-step, mail or step-up [default: usual]
    #[arg(long, value_name = "WAY", value_parser = way, conflicts_with = "entry")]
    way: Option<Way>,
    /// The same as --way one-step
    #[arg(long, conflicts_with_all = ["way", "entry"])]
    one_step: bool,
    /// What is shown, such as password, password-totp, remembered or wrong-password [default: password]
    #[arg(long, value_name = "WHAT", value_parser = showing, conflicts_with = "entry")]
    shown: Option<Showing>,
    /// When: 2026-01-31T09:00:00Z or 2026-01-31 [default: now]
    #[arg(long, value_name = "TIME", value_parser = output::time, conflicts_with = "entry")]
    at: Option<Timestamp>,
    /// A file with a [policy] section to compare with
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// A file with portal rules to compare with, one a line
    #[arg(long, value_name = "FILE")]
    portal_rules: Option<PathBuf>,
    /// Print one JSON value
    #[arg(long)]
    json: bool,
}

fn way(code: &str) -> Result<Way, String> {
    way_of(code).ok_or_else(|| format!("a way is one of {}", WAYS.map(way_code).join(", ")))
}

fn showing(code: &str) -> Result<Showing, String> {
    Showing::of(code)
        .ok_or_else(|| format!("what is shown is one of {}", Showing::ALL.map(Showing::code).join(", ")))
}

/// The decision, with what it is about.
#[derive(Serialize)]
struct Asked<'a> {
    user: Option<&'a str>,
    address: Option<Address>,
    at: String,
    way: &'static str,
    shown: &'static str,
    #[serde(flatten)]
    decision: &'a Decision,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded: Option<Recorded<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gate: Option<gate::Said>,
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<compare::Drafted>,
}

/// What the history says of it.
#[derive(Serialize)]
struct Recorded<'a> {
    entry: i64,
    #[serde(flatten)]
    event: &'a Event,
    /// Whether the same would be decided today; `null` where that can't be told.
    agrees: Option<bool>,
}

impl Decide {
    pub(super) async fn run(self, sources: &Sources) -> Done {
        let core = open::existing(sources).await?;
        let now = core.clock.now();
        let posed = self.posed(&core, now).await?;
        let draft = compare::read(&core, self.policy.as_deref(), self.portal_rules.as_deref(), now)?;
        let gathered = core.gather_for(&posed, now).await?;
        let decision = core.decide_posed(&gathered, &posed, &Draft::default());
        let address = client(&posed.question);
        let gate = self
            .url
            .as_deref()
            .map(|url| core.gate_would_say(url, &gathered, &decision, address, posed.question.at));
        let gate = gate.transpose()?.map(|found| gate::Said::new(&core.config.gate.web.rules, &found));
        let drafted = match &draft {
            Some(draft) => Some(compare::Drafted {
                decision: core.decide_posed(&gathered, &posed, draft),
                replay: compare::Replayed::from(core.replay(draft, now).await?),
            }),
            None => None,
        };
        let asked = asked(&posed, &decision, gate, drafted);
        if self.json { output::json(&asked) } else { told(&asked, self.url.as_deref()) }
    }

    /// The question that the arguments ask.
    async fn posed(&self, core: &Core, now: Timestamp) -> Result<Posed, Failure> {
        if let Some(entry) = self.entry {
            let posed = core.pose_entry(EntryId(entry)).await?;
            return posed.ok_or_else(|| {
                Failure::new(format!("the history has no entry {entry} that is about a sign-in"))
            });
        }
        let account = open::account(core, self.user.as_deref().unwrap_or_default()).await?;
        let way = self.way.unwrap_or(if self.one_step { Way::OneStep } else { Way::Usual });
        let email = account.email.to_string();
        let question = Question {
            person: Some(Person { id: account.id, name: email.clone(), email }),
            address: self.address,
            at: self.at.unwrap_or(now),
            way,
            showing: self.shown.unwrap_or(Showing::Password),
        };
        Ok(Posed { question, account: Some(account), recorded: None })
    }
}

fn client(question: &Question) -> ClientAddress {
    let unknown = ClientAddress::Unknown(UnknownReason::UnreadableHop);
    question.address.map_or(unknown, ClientAddress::Known)
}

fn asked<'a>(
    posed: &'a Posed,
    decision: &'a Decision,
    gate: Option<gate::Said>,
    draft: Option<compare::Drafted>,
) -> Asked<'a> {
    let question = &posed.question;
    let recorded = posed.recorded.as_ref().map(|found| Recorded {
        entry: found.entry.0,
        event: &found.event,
        agrees: recorded::agrees(&found.event, decision),
    });
    Asked {
        user: question.person.as_ref().map(|person| &*person.email),
        address: question.address,
        at: output::utc(question.at),
        way: way_code(question.way),
        shown: question.showing.code(),
        decision,
        recorded,
        gate,
        draft,
    }
}

/// Prints it for people.
fn told(asked: &Asked<'_>, url: Option<&str>) -> Done {
    let words = Words::default();
    let teller = Teller::new(&words, asked.user, asked.address);
    let from = asked.address.map_or_else(|| "an unknown address".to_owned(), |address| address.to_string());
    let user = asked.user.unwrap_or("nobody who has an account");
    output::line(&format!("{user} from {from} at {}, {}: {}", asked.at, asked.way, asked.shown))?;
    for reason in &asked.decision.reasons {
        let found = teller.reason(reason);
        output::line(&format!("  {}: {}", found.step, found.found))?;
    }
    output::line(&format!("=> {}", teller.outcome(&asked.decision.outcome).1))?;
    if let Some(found) = &asked.recorded {
        let event = tell(&words, found.event);
        let detail = event.detail.map(|detail| format!(": {detail}")).unwrap_or_default();
        let agrees = match found.agrees {
            Some(true) => "the same would be decided today",
            Some(false) => "something else would be decided today",
            None => "decided by a rule of the operator, not by the sign-in",
        };
        output::line(&format!("recorded as {}{detail}; {agrees}", event.title))?;
    }
    if let (Some(url), Some(said)) = (url, &asked.gate) {
        said.print(url)?;
    }
    match &asked.draft {
        Some(drafted) => compare::print(&words, &teller, asked.decision, drafted),
        None => Ok(()),
    }
}
