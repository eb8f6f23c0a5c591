//! `sekisho allowlist`: break-glass for lists of authorised addresses.

use super::failure::{Done, Failure};
use super::{open, output};
use crate::account::store::Account;
use crate::allowlist::store::{self, StoredRule};
use crate::allowlist::trial;
use crate::config::Sources;
use crate::core::Core;
use crate::db::Tx;
use crate::history::{By, Scene};
use crate::mail::Letter;
use clap::{Args, Subcommand};
use sekisho_app::id::AccountId;
use sekisho_engine::allowlist::{Entry, Parsed, Rule};
use sekisho_engine::time::Day;
use serde::Serialize;

/// What is printed of a list without rules.
const NO_RULES: &str = "no rules, this list keeps nobody out";

/// The addresses that somebody, or everybody, may sign in from.
#[derive(Debug, Subcommand)]
pub(super) enum Allowlist {
    /// List the rules
    List(List),
    /// Add a rule
    Add(Add),
    /// Remove a rule
    Remove(Remove),
    /// Remove every rule: nobody is kept out by their address any more
    Clear(List),
    /// End a trial of changes now: the list is as before
    UndoTrial(List),
}

/// Whose list.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct Whose {
    /// The e-mail address or user name of its owner
    #[arg(long, value_name = "EMAIL")]
    user: Option<String>,
    /// The portal's own list, which everybody has to be in
    #[arg(long)]
    portal: bool,
}

/// A whole list.
#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    whose: Whose,
    /// Print one JSON value
    #[arg(long)]
    json: bool,
}

/// A rule to add.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// `all`, an address, ADDRESS/LENGTH or ADDRESS/MASK
    #[arg(value_parser = rule)]
    rule: Parsed,
    /// What it is for
    #[arg(long, default_value = "", value_parser = note)]
    note: String,
    /// The last day on which it holds, to midnight UTC [default: no end]
    #[arg(long, value_name = "DAY")]
    until: Option<Day>,
    #[command(flatten)]
    list: List,
}

/// A rule to remove.
#[derive(Debug, Args)]
pub(super) struct Remove {
    /// The rule, in any spelling
    #[arg(value_parser = rule)]
    rule: Parsed,
    #[command(flatten)]
    list: List,
}

fn rule(text: &str) -> Result<Parsed, String> {
    Rule::parse(text).map_err(|error| error.to_string())
}

fn note(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.chars().count() > Entry::NOTE_MAX || text.chars().any(char::is_control) {
        return Err(format!("a note has at most {} characters, and no control characters", Entry::NOTE_MAX));
    }
    Ok(text.to_owned())
}

/// The last day of a rule.
fn ends(day: Option<Day>) -> String {
    day.map_or_else(String::new, |day| format!("until {day}"))
}

fn counted(rules: usize) -> String {
    if rules == 1 { "1 rule".to_owned() } else { format!("{rules} rules") }
}

/// A rule as it is printed.
#[derive(Serialize)]
struct Shown {
    rule: String,
    note: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Day>,
    added: String,
}

impl From<StoredRule> for Shown {
    fn from(stored: StoredRule) -> Self {
        let Entry { rule, note, until, .. } = stored.entry;
        Self { rule: rule.to_string(), note, until, added: output::utc(stored.since) }
    }
}

/// A list as it is printed.
#[derive(Serialize)]
struct Listed {
    rules: Vec<Shown>,
    /// What is on trial in place of these rules.
    trial: Option<Tried>,
}

#[derive(Serialize)]
struct Tried {
    until: String,
    rules: Vec<TriedRule>,
}

#[derive(Serialize)]
struct TriedRule {
    rule: String,
    note: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Day>,
}

impl From<trial::Stored> for Tried {
    fn from(trial: trial::Stored) -> Self {
        let rules = trial.document.entries.into_iter();
        let rules =
            rules.map(|Entry { rule, note, until, .. }| TriedRule { rule: rule.to_string(), note, until });
        Self { until: output::utc(trial.until), rules: rules.collect() }
    }
}

#[derive(Serialize)]
struct Undone {
    /// How many rules the list has, as before the trial.
    rules: usize,
}

#[derive(Serialize)]
struct Changed {
    rule: String,
    /// Whether it was written otherwise: host bits were set.
    corrected: bool,
    /// How many rules the list has now.
    rules: usize,
}

#[derive(Serialize)]
struct Cleared {
    removed: u32,
}

/// The list of an account, or (none) of the portal.
struct Opened {
    core: Core,
    account: Option<Account>,
}

impl Allowlist {
    pub(super) async fn run(self, sources: &Sources) -> Done {
        match self {
            Self::List(list) => list.show(sources).await,
            Self::Add(add) => add.run(sources).await,
            Self::Remove(remove) => remove.run(sources).await,
            Self::Clear(list) => list.clear(sources).await,
            Self::UndoTrial(list) => list.undo_trial(sources).await,
        }
    }
}

impl Whose {
    async fn open(&self, sources: &Sources) -> Result<Opened, Failure> {
        let core = open::existing(sources).await?;
        let account = match &self.user {
            Some(named) => Some(open::account(&core, named).await?),
            None => None,
        };
        Ok(Opened { core, account })
    }
}

impl Opened {
    fn owner(&self) -> Option<AccountId> {
        self.account.as_ref().map(|account| account.id)
    }

    fn scene(&self) -> Scene<'static> {
        Scene::outside(self.core.clock.now())
    }

    async fn count(&self, tx: &mut Tx) -> Result<usize, Failure> {
        Ok(store::list(tx, self.owner()).await?.len())
    }
}

impl List {
    async fn show(self, sources: &Sources) -> Done {
        let opened = self.whose.open(sources).await?;
        let mut reader = opened.core.db.read().await?;
        let rules = store::list(&mut reader, opened.owner()).await?;
        let trial = trial::store::find(&mut reader, opened.owner()).await?;
        let now = opened.core.clock.now();
        let listed = Listed {
            rules: rules.into_iter().map(Shown::from).collect(),
            trial: trial.filter(|trial| trial.runs(now)).map(Tried::from),
        };
        if self.json {
            return output::json(&listed);
        }
        let rows = listed.rules.into_iter();
        let rows = rows.map(|shown| vec![shown.rule, ends(shown.until), shown.added, shown.note]);
        output::table(&rows.collect::<Vec<_>>(), NO_RULES)?;
        let Some(trial) = listed.trial else { return Ok(()) };
        output::line(&format!("on trial in place of that until {}, unless it is confirmed:", trial.until))?;
        let rows = trial.rules.into_iter().map(|tried| vec![tried.rule, ends(tried.until), tried.note]);
        output::table(&rows.collect::<Vec<_>>(), NO_RULES)
    }

    async fn undo_trial(self, sources: &Sources) -> Done {
        let opened = self.whose.open(sources).await?;
        let mut tx = opened.core.db.begin().await?;
        if !opened.core.end_trial(&mut tx, &opened.scene(), opened.owner(), By::CommandLine).await? {
            return Err(Failure::new("the list is not on trial"));
        }
        let rules = opened.count(&mut tx).await?;
        tx.commit().await?;
        if self.json {
            return output::json(&Undone { rules });
        }
        output::line(&format!("the trial is undone, the list has {} as before it", counted(rules)))
    }

    async fn clear(self, sources: &Sources) -> Done {
        let opened = self.whose.open(sources).await?;
        let scene = opened.scene();
        let mut tx = opened.core.db.begin().await?;
        let removed = opened.core.clear_list(&mut tx, &scene, opened.owner(), By::CommandLine).await?;
        if let Some(account) = opened.account.as_ref().filter(|_| removed > 0) {
            opened.core.post(&mut tx, &scene, account, &Letter::RulesCleared).await?;
        }
        tx.commit().await?;
        if self.json {
            return output::json(&Cleared { removed });
        }
        let removed = counted(removed as usize);
        output::line(&format!("{removed} removed, this list keeps nobody out any more"))
    }

    fn told(&self, parsed: Parsed, rules: usize, what: &str) -> Done {
        let Parsed { canonical, corrected, .. } = parsed;
        if self.json {
            return output::json(&Changed { rule: canonical, corrected, rules });
        }
        output::line(&format!("{canonical} {what}, the list has {} now", counted(rules)))
    }
}

impl Add {
    async fn run(self, sources: &Sources) -> Done {
        let opened = self.list.whose.open(sources).await?;
        let mut tx = opened.core.db.begin().await?;
        let (scene, owner) = (opened.scene(), opened.owner());
        let entry = Entry { until: self.until, note: self.note, ..Entry::from(self.rule.rule) };
        opened.core.add_to_list(&mut tx, &scene, owner, &entry, By::CommandLine).await?;
        let rules = opened.count(&mut tx).await?;
        tx.commit().await?;
        self.list.told(self.rule, rules, "added")
    }
}

impl Remove {
    async fn run(self, sources: &Sources) -> Done {
        let opened = self.list.whose.open(sources).await?;
        let mut tx = opened.core.db.begin().await?;
        let (scene, owner) = (opened.scene(), opened.owner());
        if !opened.core.remove_from_list(&mut tx, &scene, owner, self.rule.rule, By::CommandLine).await? {
            return Err(Failure::new(format!("the list has no rule {}", self.rule.canonical)));
        }
        let rules = opened.count(&mut tx).await?;
        tx.commit().await?;
        self.list.told(self.rule, rules, "removed")
    }
}
