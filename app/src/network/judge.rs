//! What a change of the networks would do: which entries are reached, and who would meet something else. The
//! server's pages and the browser's island call the same code; the server decides again when the change is made.

use super::Visitor;
use crate::id::AccountId;
use sekisho_engine::address::Address;
use sekisho_engine::network::{
    Asking, Change, Line, Network, NetworkAction, Networks, Reach, Seen, affected, lines, lint,
};
use std::collections::BTreeSet;

/// How many of those who are affected are named.
const NAMED: usize = 5;

/// The networks, and whom they are judged against.
#[derive(Debug, Clone)]
pub struct Judge {
    networks: Vec<Network>,
    before: Networks,
    current: Option<Address>,
    asking: Asking,
    visitors: Vec<Visitor>,
    seen: Vec<Seen>,
}

/// A change of the networks. Places count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// One is put at a place, or after all others.
    Put(Option<usize>, Network),
    /// The one at a place goes.
    Remove(usize),
    /// The one at the first place changes places with the one at the second.
    Swap(usize, usize),
}

/// What an edit would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consequence {
    /// The networks as they would be.
    pub networks: Vec<Network>,
    /// The place of the one that the edit is about, unless it goes.
    pub place: Option<usize>,
    /// What becomes of each.
    pub reach: Vec<Reach>,
    /// Who would meet something else, the gravest first.
    pub groups: Vec<Group>,
    /// The address that one comes from, if nobody would sign in from it.
    pub refused_here: Option<Address>,
}

/// People for whom the same changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What changes for them.
    pub change: Change,
    /// How many there are.
    pub people: usize,
    /// The first of them, with the addresses that they came from.
    pub named: Vec<(String, Address)>,
}

/// What stands in the box of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The lines that are rules.
    pub rules: Vec<sekisho_engine::allowlist::Rule>,
    /// Those that aren't, and those that were read otherwise than they were typed.
    pub remarks: Vec<Line>,
}

/// Reads the rules in `text`; the same rule counts once.
#[must_use]
pub fn read(text: &str) -> Read {
    let mut read = Read { rules: Vec::new(), remarks: Vec::new() };
    let mut known = BTreeSet::new();
    for line in lines(text) {
        match &line.read {
            Ok(parsed) => {
                if known.insert(parsed.rule) {
                    read.rules.push(parsed.rule);
                }
                if parsed.corrected {
                    read.remarks.push(line);
                }
            }
            Err(_) => read.remarks.push(line),
        }
    }
    read
}

impl Judge {
    /// Compiles `networks` once.
    #[must_use]
    pub fn new(
        networks: Vec<Network>,
        current: Option<Address>,
        asking: Asking,
        visitors: Vec<Visitor>,
    ) -> Self {
        let before = Networks::compile(networks.clone());
        let seen = visitors.iter().map(|visitor| visitor.seen).collect();
        Self { networks, before, current, asking, visitors, seen }
    }

    /// The networks as they are.
    #[must_use]
    pub fn networks(&self) -> &[Network] {
        &self.networks
    }

    /// What becomes of each as they are.
    #[must_use]
    pub fn reach(&self) -> Vec<Reach> {
        lint(&self.networks)
    }

    /// What `edit` would do. A place that isn't there changes nothing.
    #[must_use]
    pub fn consequence(&self, edit: Edit) -> Consequence {
        let mut networks = self.networks.clone();
        let place = apply(&mut networks, edit);
        let after = Networks::compile(networks.clone());
        let here = self.current.and_then(|address| after.first_match(address));
        let denied = here.is_some_and(|network| network.action == NetworkAction::Deny);
        Consequence {
            reach: lint(&networks),
            place,
            groups: self.groups(&after),
            refused_here: self.current.filter(|_| denied),
            networks,
        }
    }

    fn groups(&self, after: &Networks) -> Vec<Group> {
        let found = affected(self.asking, &self.before, after, &self.seen);
        let all = [Change::NewlyRefused, Change::NewlyAsked, Change::NoLongerAsked, Change::NoLongerRefused];
        let group = |change| {
            let of = found.iter().filter(|(_, found)| *found == change).map(|(at, _)| &self.visitors[*at]);
            let mut people: BTreeSet<AccountId> = BTreeSet::new();
            let mut named = Vec::new();
            for visitor in of {
                if people.insert(visitor.account) && named.len() < NAMED {
                    named.push((visitor.name.clone(), visitor.seen.address));
                }
            }
            (!people.is_empty()).then_some(Group { change, people: people.len(), named })
        };
        all.into_iter().filter_map(group).collect()
    }
}

/// Makes the change; answers the place of the one that it is about.
fn apply(networks: &mut Vec<Network>, edit: Edit) -> Option<usize> {
    match edit {
        Edit::Put(place, network) => match place.and_then(|place| networks.get_mut(place)) {
            Some(there) => {
                *there = network;
                place
            }
            None => {
                networks.push(network);
                Some(networks.len() - 1)
            }
        },
        Edit::Remove(place) => {
            if place < networks.len() {
                networks.remove(place);
            }
            None
        }
        Edit::Swap(from, to) => {
            let there = from < networks.len() && to < networks.len();
            there.then(|| networks.swap(from, to));
            there.then_some(to)
        }
    }
}
