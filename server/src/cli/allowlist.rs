//! `sekisho allowlist`: break-glass for lists of authorised addresses.

use super::failure::{Done, Failure};
use super::{open, output};
use crate::account::store::Account;
use crate::allowlist::store::{self, StoredRule};
use crate::config::Sources;
use crate::core::Core;
use crate::db::Tx;
use crate::history::{By, Scene};
use crate::mail::Letter;
use clap::{Args, Subcommand};
use sekisho_app::id::AccountId;
use sekisho_engine::allowlist::{Parsed, Rule};
use serde::Serialize;

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
    #[arg(long, default_value = "")]
    note: String,
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

fn counted(rules: usize) -> String {
    if rules == 1 { "1 rule".to_owned() } else { format!("{rules} rules") }
}

/// A rule as it is printed.
#[derive(Serialize)]
struct Shown {
    rule: String,
    note: String,
    added: String,
}

impl From<StoredRule> for Shown {
    fn from(stored: StoredRule) -> Self {
        Self { rule: stored.rule.to_string(), note: stored.note, added: output::utc(stored.since) }
    }
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
        let shown: Vec<Shown> = rules.into_iter().map(Shown::from).collect();
        if self.json {
            return output::json(&shown);
        }
        let rows = shown.into_iter().map(|shown| vec![shown.rule, shown.added, shown.note]);
        output::table(&rows.collect::<Vec<_>>(), "no rules, this list keeps nobody out")
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
        let added = opened
            .core
            .add_to_list(&mut tx, &scene, owner, self.rule.rule, &self.note, By::CommandLine)
            .await;
        added?;
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
