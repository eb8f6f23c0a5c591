//! Whom a change of the portal's list would lock out: everybody who signed in lately, judged by the addresses that
//! they came from. The server's pages and the browser's island call the same code; the server decides again when the
//! change is made.

use super::{Person, Visited};
use crate::id::AccountId;
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{AddressPreview, Draft, Entry, Rule, RuleSet, held_at};
use sekisho_engine::time::{Day, Seconds, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// How many of those who are concerned are named.
pub const NAMED: usize = 20;
/// How far ahead ends of rules are looked for.
const AHEAD: Seconds = Seconds::days(30);

/// A rule and the last day on which it holds.
pub type Timed = (Rule, Option<Day>);

/// Rules with their ends, as [`Judge`] takes them.
#[must_use]
pub fn timed(entries: &[Entry]) -> Vec<Timed> {
    entries.iter().map(|entry| (entry.rule, entry.until)).collect()
}

/// Those of `rules` that hold at `now`.
#[must_use]
pub fn held(rules: &[Timed], now: Timestamp) -> Vec<Rule> {
    held_at(rules.iter(), |(_, until)| *until, now).map(|(rule, _)| *rule).collect()
}

/// What a draft would do to everybody.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Outcome {
    /// How many people signed in lately.
    pub people: usize,
    /// Who would be refused, and is not now.
    pub refused: Group,
    /// Who would be let in from somewhere, and is not now.
    pub gained: Group,
    /// How many others are refused already now, from some address that they came from, and still would be.
    pub already: usize,
    /// Who would be refused later on, as rules end; those counted before are left out.
    pub later: Vec<Later>,
    /// What would become of the address that the author comes from.
    pub here: Option<Here>,
}

/// People for whom the same changes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Group {
    /// How many it concerns wherever they came from.
    pub everywhere: usize,
    /// How many others it concerns from some of their addresses only.
    pub partly: usize,
    /// The first of them, those of everywhere before the others, each of both by their last sign-in; at most
    /// [`NAMED`].
    pub named: Vec<Named>,
}

/// Somebody who is concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The account.
    pub account: AccountId,
    /// What they are called.
    pub name: String,
    /// Whether it concerns every address that they came from.
    pub everywhere: bool,
    /// The address that it concerns; of several the last one used.
    pub address: Address,
    /// When it was last used.
    pub last: Timestamp,
    /// How many more addresses it concerns.
    pub others: usize,
}

/// What the end of rules brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Later {
    /// The last day before it.
    pub after: Day,
    /// How many people would be refused from then on who are not refused before.
    pub people: usize,
}

/// What would become of the address that the author comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Here {
    /// The address.
    pub address: Address,
    /// Whether it is covered now.
    pub before: bool,
    /// Whether it would be.
    pub after: bool,
}

impl Group {
    /// How many people there are.
    #[must_use]
    pub const fn people(&self) -> usize {
        self.everywhere + self.partly
    }

    /// How many of them are not named.
    #[must_use]
    pub const fn more(&self) -> usize {
        self.people().saturating_sub(self.named.len())
    }
}

/// The people that a list is judged for.
#[derive(Debug, Clone)]
pub struct Judge {
    people: Vec<Person>,
    /// Every address once; the first is the one that the author comes from, where that is known.
    addresses: Vec<Address>,
    /// For each visit of each person, one after the other, the place of its address.
    places: Vec<usize>,
    /// Whether the author's address is known.
    here: bool,
    now: Timestamp,
    /// The draft as it will be when the ends that are near are over.
    soon: Draft,
}

impl Judge {
    /// `people` come in the order of their last sign-in, the latest first.
    #[must_use]
    pub fn new(current: Option<Address>, now: Timestamp, people: Vec<Person>) -> Self {
        let mut addresses: Vec<Address> = Vec::new();
        let mut known: HashMap<Address, usize> = HashMap::new();
        let mut place = |address: Address| {
            *known.entry(address).or_insert_with(|| {
                addresses.push(address);
                addresses.len() - 1
            })
        };
        let here = current.map(&mut place).is_some();
        let visits = people.iter().flat_map(|person| &person.visits);
        let places = visits.map(|visit| place(visit.address)).collect();
        let soon = Draft::new(&[], &addresses);
        Self { people, addresses, places, here, now, soon }
    }

    /// The addresses that a draft has to be asked about, in the order in which [`outcome`](Self::outcome) takes
    /// the answers: first the one that the author comes from, if that is known.
    #[must_use]
    pub fn addresses(&self) -> &[Address] {
        &self.addresses
    }

    /// The same without the author's own.
    #[must_use]
    pub fn others(&self) -> &[Address] {
        &self.addresses[usize::from(self.here)..]
    }

    /// What it would do to put the list `rules` in the place of `saved`.
    #[must_use]
    pub fn between(&mut self, saved: &[Timed], rules: &[Timed]) -> Outcome {
        let mut draft = Draft::new(&held(saved, self.now), &self.addresses);
        draft.set(&held(rules, self.now));
        self.outcome(&draft.addresses(), rules)
    }

    /// What it would do to put the list `rules` in the place of the saved one, where `found` is what both say about
    /// the [`addresses`](Self::addresses). Rules that are over need not be there.
    #[must_use]
    pub fn outcome(&mut self, found: &[AddressPreview], rules: &[Timed]) -> Outcome {
        let ends = self.ends(rules, found);
        let mut outcome = Outcome { people: self.people.len(), ..Outcome::default() };
        let (mut refused, mut gained) = (Sorter::default(), Sorter::default());
        let mut later: HashMap<Day, usize> = HashMap::new();
        let mut at = 0;
        for person in &self.people {
            let places = &self.places[at..at + person.visits.len()];
            at += person.visits.len();
            let lost = refused.take(person, places, found, AddressPreview::is_lost, |it| !it.after.admits());
            gained.take(person, places, found, AddressPreview::is_gained, |it| it.after.admits());
            if lost {
                continue;
            }
            if places.iter().any(|place| !found[*place].after.admits()) {
                outcome.already += 1;
            } else if let Some(day) = places.iter().filter_map(|place| ends.get(place)).min() {
                *later.entry(*day).or_default() += 1;
            }
        }
        outcome.refused = refused.finish();
        outcome.gained = gained.finish();
        outcome.later = later.into_iter().map(|(after, people)| Later { after, people }).collect();
        outcome.later.sort_unstable_by_key(|later| later.after);
        outcome.here = self.here.then(|| {
            let AddressPreview { address, before, after } = found[0];
            Here { address, before: before.admits(), after: after.admits() }
        });
        outcome
    }

    /// The addresses, by their place, that the draft lets through now and won't when rules have ended that do so
    /// soon, and the last day of each.
    fn ends(&mut self, rules: &[Timed], found: &[AddressPreview]) -> HashMap<usize, Day> {
        let near = |day: Day| self.now < day.ends() && day.ends() <= self.now.plus(AHEAD);
        let mut ending: Vec<(Day, Rule)> = rules
            .iter()
            .filter_map(|(rule, until)| Some(((*until).filter(|day| near(*day))?, *rule)))
            .collect();
        if ending.is_empty() {
            return HashMap::new();
        }
        self.soon.set(&held(rules, self.now.plus(AHEAD)));
        let after = self.soon.addresses();
        let both = found.iter().zip(&after).enumerate();
        let mut lost: BTreeSet<usize> = both
            .filter(|(_, (now, then))| now.after.admits() && !then.after.admits())
            .map(|(place, _)| place)
            .collect();
        // what ends last is what an address has until then
        ending.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        let mut days = HashMap::new();
        for same_day in ending.chunk_by(|(a, _), (b, _)| a == b) {
            let rules = RuleSet::compile(same_day.iter().map(|(_, rule)| *rule));
            lost.retain(|place| {
                let covered = rules.admits(found[*place].address);
                if covered {
                    days.insert(*place, same_day[0].0);
                }
                !covered
            });
        }
        days
    }
}

/// People who are concerned, on their way into a [`Group`].
#[derive(Debug, Default)]
struct Sorter {
    everywhere: Vec<Named>,
    partly: Vec<Named>,
    counts: (usize, usize),
}

impl Sorter {
    /// Takes somebody in if an address of theirs is `concerned`; answers whether one is. It is so everywhere where
    /// each of their addresses `fares` so afterwards.
    fn take(
        &mut self,
        person: &Person,
        places: &[usize],
        found: &[AddressPreview],
        concerned: impl Fn(&AddressPreview) -> bool,
        fares: impl Fn(&AddressPreview) -> bool,
    ) -> bool {
        let mut of = person.visits.iter().zip(places).filter(|(_, place)| concerned(&found[**place]));
        let Some((visit, _)) = of.next() else { return false };
        let everywhere = places.iter().all(|place| fares(&found[*place]));
        let (named, count) = if everywhere {
            (&mut self.everywhere, &mut self.counts.0)
        } else {
            (&mut self.partly, &mut self.counts.1)
        };
        *count += 1;
        if named.len() < NAMED {
            let Visited { address, last } = *visit;
            let (account, name, others) = (person.account, person.name.clone(), of.count());
            named.push(Named { account, name, everywhere, address, last, others });
        }
        true
    }

    fn finish(self) -> Group {
        let (everywhere, partly) = self.counts;
        let named = self.everywhere.into_iter().chain(self.partly).take(NAMED).collect();
        Group { everywhere, partly, named }
    }
}
