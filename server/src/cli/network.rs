//! `sekisho network`: break-glass for networks. Places count from 1.

use super::failure::{Done, Failure};
use super::{open, output};
use crate::config::Sources;
use crate::core::Core;
use crate::history::Scene;
use crate::network::store::{self, Stored};
use clap::{Args, Subcommand, ValueEnum};
use sekisho_engine::allowlist::Rule;
use sekisho_engine::network::{self, NetworkAction, Reach};
use serde::Serialize;

/// Where a second factor is waived, asked for, or nobody gets in at all.
#[derive(Debug, Subcommand)]
pub(super) enum Network {
    /// List the networks in their order: the first one that holds an address decides
    List(List),
    /// Save a network, in place of the one of that name or as a new one
    Set(Set),
    /// Delete a network
    Remove(Remove),
    /// Move a network to another place
    Move(Move),
}

/// How the answer is printed.
#[derive(Debug, Args)]
pub(super) struct List {
    /// Print one JSON value
    #[arg(long)]
    json: bool,
}

/// A network to save.
#[derive(Debug, Args)]
pub(super) struct Set {
    /// What it is called
    name: String,
    /// What it means
    #[arg(long)]
    action: Action,
    /// What belongs to it, once for each: `all`, an address, ADDRESS/LENGTH or ADDRESS/MASK
    #[arg(long = "rule", value_name = "RULE", required = true, value_parser = rule)]
    rules: Vec<Rule>,
    /// Its place, from 1 [default: where it is, or the last]
    #[arg(long, value_name = "PLACE", value_parser = clap::value_parser!(u32).range(1..))]
    at: Option<u32>,
    #[command(flatten)]
    printed: List,
}

/// A network to delete.
#[derive(Debug, Args)]
pub(super) struct Remove {
    /// What it is called
    name: String,
    #[command(flatten)]
    printed: List,
}

/// A network to move.
#[derive(Debug, Args)]
pub(super) struct Move {
    /// What it is called
    name: String,
    /// Its place, from 1; beyond the last: the last
    #[arg(value_name = "PLACE", value_parser = clap::value_parser!(u32).range(1..))]
    to: u32,
    #[command(flatten)]
    printed: List,
}

/// What a network means.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Action {
    /// No second factor is asked for
    MfaSkip,
    /// A second factor is asked for, whatever the person chose
    MfaRequire,
    /// Nobody signs in
    Deny,
}

impl From<Action> for NetworkAction {
    fn from(action: Action) -> Self {
        match action {
            Action::MfaSkip => Self::MfaSkip,
            Action::MfaRequire => Self::MfaRequire,
            Action::Deny => Self::Deny,
        }
    }
}

fn rule(text: &str) -> Result<Rule, String> {
    Rule::parse(text).map(|parsed| parsed.rule).map_err(|error| error.to_string())
}

/// A network as it is printed.
#[derive(Serialize)]
struct Shown {
    place: usize,
    name: String,
    action: &'static str,
    rules: Vec<String>,
    /// Whether any address gets down to it.
    reached: bool,
}

#[derive(Serialize)]
struct Changed {
    name: String,
    /// The place that it has now, from 1; none if it is gone.
    place: Option<usize>,
}

impl Network {
    pub(super) async fn run(self, sources: &Sources) -> Done {
        let core = open::existing(sources).await?;
        match self {
            Self::List(list) => list.run(&core).await,
            Self::Set(set) => set.run(&core).await,
            Self::Remove(remove) => remove.run(&core).await,
            Self::Move(to) => to.run(&core).await,
        }
    }
}

fn none(name: &str) -> Failure {
    Failure::new(format!("no network is called {name}"))
}

fn shown(all: Vec<Stored>) -> Vec<Shown> {
    let networks: Vec<network::Network> = all.into_iter().map(|stored| stored.network).collect();
    let reach = network::lint(&networks);
    let places = (1..).zip(networks).zip(reach);
    places
        .map(|((place, network), reach)| Shown {
            place,
            name: network.name,
            action: sekisho_app::network::action_code(network.action),
            rules: network.rules.iter().map(ToString::to_string).collect(),
            reached: matches!(reach, Reach::Whole | Reach::Part(_)),
        })
        .collect()
}

impl List {
    async fn run(self, core: &Core) -> Done {
        let all = shown(store::list(&mut core.db.read().await?).await?);
        if self.json {
            return output::json(&all);
        }
        let rows = all.into_iter().map(|network| {
            let reached = if network.reached { String::new() } else { "never reached".to_owned() };
            let rules = network.rules.join(" ");
            vec![network.place.to_string(), network.name, network.action.to_owned(), rules, reached]
        });
        output::table(&rows.collect::<Vec<_>>(), "no networks, the policy alone decides")
    }

    fn told(&self, name: String, place: Option<usize>, what: &str) -> Done {
        if self.json {
            return output::json(&Changed { name, place });
        }
        match place {
            Some(place) => output::line(&format!("{name} {what}, its place is {place}")),
            None => output::line(&format!("{name} {what}")),
        }
    }
}

impl Set {
    async fn run(self, core: &Core) -> Done {
        let mut rules = self.rules;
        let mut known = std::collections::BTreeSet::new();
        rules.retain(|rule| known.insert(*rule));
        let name = self.name.trim().to_owned();
        let wanted = network::Network { name: name.clone(), rules, action: self.action.into() };
        let at = self.at.map(from_one);
        let mut tx = core.db.begin().await?;
        let place = core.set_network(&mut tx, &scene(core), wanted, at).await?;
        tx.commit().await?;
        self.printed.told(name, Some(place + 1), "saved")
    }
}

impl Remove {
    async fn run(self, core: &Core) -> Done {
        let mut tx = core.db.begin().await?;
        if !core.drop_network(&mut tx, &scene(core), &self.name).await? {
            return Err(none(&self.name));
        }
        tx.commit().await?;
        self.printed.told(self.name, None, "deleted")
    }
}

impl Move {
    async fn run(self, core: &Core) -> Done {
        let mut tx = core.db.begin().await?;
        let moved = core.move_network(&mut tx, &scene(core), &self.name, from_one(self.to)).await?;
        let place = moved.ok_or_else(|| none(&self.name))?;
        tx.commit().await?;
        self.printed.told(self.name, Some(place + 1), "moved")
    }
}

fn scene(core: &Core) -> Scene<'static> {
    Scene::outside(core.clock.now())
}

/// A place from 0.
fn from_one(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX) - 1
}
