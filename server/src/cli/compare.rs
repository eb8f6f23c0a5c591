//! What a draft would change, for `sekisho decide`: read from files, and told.

use super::failure::{Done, Failure};
use super::output;
use crate::config::Place;
use crate::core::Core;
use crate::decision::{Draft, portal_rules};
use sekisho_app::decision::tell::{Teller, met};
use sekisho_app::decision::text::DecisionText as T;
use sekisho_app::decision::{Replay, ReplayGroup};
use sekisho_app::i18n::{Words, grouped};
use sekisho_engine::address::Address;
use sekisho_engine::sign_in::{Decision, Met};
use sekisho_engine::time::Timestamp;
use serde::Serialize;
use std::path::Path;

/// What would be decided with a draft.
#[derive(Serialize)]
pub(super) struct Drafted {
    #[serde(flatten)]
    pub(super) decision: Decision,
    pub(super) replay: Replayed,
}

/// What would become of everybody who signed in during the last 30 days.
#[derive(Serialize)]
pub(super) struct Replayed {
    people: usize,
    refused: usize,
    refused_already: usize,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    was: Met,
    is: Met,
    people: usize,
    /// The first of them.
    named: Vec<Named>,
}

#[derive(Serialize)]
struct Named {
    email: String,
    address: Option<Address>,
}

impl From<Replay> for Replayed {
    fn from(replay: Replay) -> Self {
        let Replay { people, refused, refused_already, groups } = replay;
        let group = |ReplayGroup { was, is, people, named }| Group {
            was,
            is,
            people,
            named: named
                .into_iter()
                .map(|(person, address)| Named { email: person.email, address })
                .collect(),
        };
        Self { people, refused, refused_already, groups: groups.into_iter().map(group).collect() }
    }
}

/// Reads the draft in these files; `None` where none is named.
pub(super) fn read(
    core: &Core,
    policy: Option<&Path>,
    rules: Option<&Path>,
    now: Timestamp,
) -> Result<Option<Draft>, Failure> {
    if policy.is_none() && rules.is_none() {
        return Ok(None);
    }
    let mut draft = Draft::default();
    if let Some(path) = policy {
        let place = |line| Place::File { path: path.to_owned(), line };
        draft.policy = Some(core.config.with_policy(&core.provenance, &text("--policy", path)?, place)?);
    }
    if let Some(path) = rules {
        let rules = portal_rules(&text("--portal-rules", path)?, now);
        draft.portal_rules = Some(rules.map_err(|problem| problem.at("--portal-rules"))?);
    }
    Ok(Some(draft))
}

fn text(flag: &str, path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("{flag}: {} can't be read: {error}", path.display())))
}

/// Prints what the draft changes, after what is decided with what is in force.
pub(super) fn print(words: &Words, teller: &Teller<'_>, now: &Decision, drafted: &Drafted) -> Done {
    output::line("with the draft:")?;
    for reason in &drafted.decision.reasons {
        let found = teller.reason(reason);
        let differs = if now.reasons.contains(reason) { " " } else { "!" };
        output::line(&format!("{differs} {}: {}", found.step, found.found))?;
    }
    output::line(&format!("=> {}", teller.outcome(&drafted.decision.outcome).1))?;
    replayed(words, &drafted.replay)
}

fn replayed(words: &Words, replay: &Replayed) -> Done {
    let (all, refused) = (grouped(replay.people), grouped(replay.refused));
    let counts = [("all", &*all), ("count", &*refused)];
    let verdict = match (replay.people, replay.refused) {
        (0, _) => T::ReplayNobody,
        (_, 0) => T::ReplayNone,
        _ => T::ReplayRefused,
    };
    output::line(&words.fill(verdict, &counts))?;
    if replay.refused_already > 0 {
        let count = grouped(replay.refused_already);
        output::line(&words.fill(T::ReplayAlready, &[("count", &count)]))?;
    }
    for group in &replay.groups {
        let (was, is, count) = (met(words, group.was), met(words, group.is), grouped(group.people));
        let line = words.fill(T::ReplayGroup, &[("was", &was), ("is", &is), ("count", &count)]);
        output::line(&format!("  {line}"))?;
        for Named { email, address } in &group.named {
            let from = address.map(|it| format!(" from {it}")).unwrap_or_default();
            output::line(&format!("    {email}{from}"))?;
        }
        let more = group.people.saturating_sub(group.named.len());
        if more > 0 {
            output::line(&format!("    {}", words.fill(T::ReplayMore, &[("count", &grouped(more))])))?;
        }
    }
    Ok(())
}
