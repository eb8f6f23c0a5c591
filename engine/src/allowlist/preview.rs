//! What a change to a list would do, before it is made.
//!
//! Asked at each keystroke, so nothing is compiled anew: the list as it is answers for the list as it would
//! be.

use super::{Rule, RuleSet, Verdict};
use crate::address::{Address, AddressRange, Count, Prefix};

/// A change of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// None: how the list is now.
    None,
    /// The rule is added at the end.
    Add(Rule),
    /// The rule at this place is removed; a place after the end changes nothing.
    Remove(usize),
}

/// What one change to a list would do.
///
/// Places are those of the list as it is; an added rule has the place after its end.
///
/// ```
/// use sekisho_engine::allowlist::{Change, Coverage, Preview, Restriction, Rule, RuleSet, Verdict};
/// let list = RuleSet::default();
/// let home = "203.0.113.7".parse().unwrap();
/// let office: Rule = "192.0.2.0/24".parse().unwrap();
///
/// // The first rule of an empty list: from now on it restricts, and home isn't covered.
/// let preview = Preview::of(&list, Change::Add(office), &[home]);
/// assert_eq!(preview.restriction, Restriction::Begins);
/// assert_eq!(preview.addresses[0].before, Verdict::Unrestricted);
/// assert_eq!(preview.addresses[0].after, Verdict::NotCovered);
/// assert!(preview.addresses[0].is_lost());
/// assert_eq!(preview.count().to_string(), "256");
///
/// let list = RuleSet::compile([office]);
/// let preview = Preview::of(&list, Change::Add("192.0.2.128/25".parse().unwrap()), &[]);
/// assert_eq!(preview.covered, Coverage::By(0));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Whether the list begins or ceases to restrict.
    pub restriction: Restriction,
    /// What it would do for each of the addresses asked about, in their order.
    pub addresses: Vec<AddressPreview>,
    /// The rule that is added or removed; `None` if nothing changes.
    pub rule: Option<Rule>,
    /// How the other rules cover that rule: if they do, adding or removing it changes nothing else.
    pub covered: Coverage,
    /// The places of the other rules that cover less than that rule and nothing beyond it, ascending: beside
    /// it they are redundant.
    pub includes: Vec<usize>,
}

/// Whether a list restricts, before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Restriction {
    /// Neither before nor after.
    Never,
    /// The first rule of an empty list: from now on it restricts.
    Begins,
    /// The last rule goes: from now on nothing is restricted.
    Ends,
    /// Before and after.
    Stays,
}

/// What a change would do for one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AddressPreview {
    /// The address.
    pub address: Address,
    /// What the list says now.
    pub before: Verdict,
    /// What it would say.
    pub after: Verdict,
}

/// How a rule is covered by others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coverage {
    /// Not wholly: some of its addresses are covered by no other rule.
    No,
    /// The same rule is in the list at this place.
    Duplicate(usize),
    /// The rule at this place covers all of it and more; of several, the narrowest.
    By(usize),
    /// No single rule covers all of it, but several together do.
    Together,
}

impl AddressPreview {
    /// Whether the address passes now, and would not pass any more.
    #[must_use]
    pub const fn is_lost(&self) -> bool {
        self.before.admits() && !self.after.admits()
    }

    /// Whether the address doesn't pass now, and would.
    #[must_use]
    pub const fn is_gained(&self) -> bool {
        !self.before.admits() && self.after.admits()
    }
}

impl Preview {
    /// What `change` would do to `list`, for each of `addresses`.
    #[must_use]
    pub fn of(list: &RuleSet, change: Change, addresses: &[Address]) -> Self {
        let (rule, others, after) = match change {
            Change::Add(rule) => (Some(rule), Others { list, without: None }, list.rules().len() + 1),
            Change::Remove(place) => {
                let rule = list.rules().get(place).copied();
                let after = list.rules().len() - usize::from(rule.is_some());
                (rule, Others { list, without: Some(place) }, after)
            }
            Change::None => (None, Others { list, without: None }, list.rules().len()),
        };
        let preview = |&address| {
            let before = list.verdict(address);
            let after = match change {
                _ if after == 0 => Verdict::Unrestricted,
                Change::None => before,
                Change::Add(rule) => with_added(list, rule, address),
                Change::Remove(_) => others.verdict(address),
            };
            AddressPreview { address, before, after }
        };
        Self {
            restriction: Restriction::new(!list.is_unrestricted(), after > 0),
            addresses: addresses.iter().map(preview).collect(),
            rule,
            covered: rule.map_or(Coverage::No, |rule| others.coverage(rule)),
            includes: rule.map_or_else(Vec::new, |rule| others.included_in(rule)),
        }
    }

    /// The ranges of the rule that is added or removed: one, or for `all` one of each family.
    pub fn ranges(&self) -> impl Iterator<Item = AddressRange> {
        self.rule.into_iter().flat_map(Rule::ranges)
    }

    /// How many addresses the rule that is added or removed covers.
    #[must_use]
    pub fn count(&self) -> Count {
        self.rule.map_or(Count::ZERO, Rule::count)
    }
}

impl Restriction {
    const fn new(before: bool, after: bool) -> Self {
        match (before, after) {
            (false, false) => Self::Never,
            (false, true) => Self::Begins,
            (true, false) => Self::Ends,
            (true, true) => Self::Stays,
        }
    }
}

/// What the list with `rule` at its end would say about `address`.
fn with_added(list: &RuleSet, rule: Rule, address: Address) -> Verdict {
    let added = rule.covers(address).then(|| list.rules().len());
    let by = match (list.matching(address), added) {
        // Both cover the address, so one includes the other.
        (Some(present), Some(_)) if rule.includes(list.rules()[present]) => Some(present),
        (present, added) => added.or(present),
    };
    by.map_or(Verdict::NotCovered, |by| Verdict::Covered { by })
}

/// The rules of a list, without the one that is removed from it.
#[derive(Clone, Copy)]
struct Others<'a> {
    list: &'a RuleSet,
    without: Option<usize>,
}

impl Others<'_> {
    /// What they say about `address`.
    fn verdict(self, address: Address) -> Verdict {
        let by = self.list.covering(Prefix::host(address).range()).find(|&place| self.has(place));
        by.map_or(Verdict::NotCovered, |by| Verdict::Covered { by })
    }

    fn has(self, place: usize) -> bool {
        self.without != Some(place)
    }

    /// How they cover `rule`.
    fn coverage(self, rule: Rule) -> Coverage {
        let around = match rule.prefix() {
            Some(prefix) => self.list.covering(prefix.range()).find(|&place| self.has(place)),
            None => self.list.alls().find(|&place| self.has(place)),
        };
        match around {
            Some(place) if self.list.rules()[place] == rule => Coverage::Duplicate(place),
            Some(place) => Coverage::By(place),
            None if rule.ranges().all(|range| self.fill(range)) => Coverage::Together,
            None => Coverage::No,
        }
    }

    /// Whether those that lie within `range`, none of which covers all of it, together do.
    fn fill(self, range: AddressRange) -> bool {
        let (mut reached, end) = range.bits();
        let parts = self.list.within(range).filter(|&place| self.has(place));
        for part in parts.filter_map(|place| self.list.rules()[place].prefix()) {
            let (first, last) = part.range().bits();
            if first > reached {
                return false;
            }
            match last.checked_add(1) {
                Some(next) if last < end => reached = reached.max(next),
                _ => return true,
            }
        }
        false
    }

    /// The places of those that `rule` includes, except for its equals.
    fn included_in(self, rule: Rule) -> Vec<usize> {
        let within = rule.ranges().flat_map(|range| self.list.within(range));
        let mut places: Vec<usize> = within.filter(|&place| self.list.rules()[place] != rule).collect();
        places.sort_unstable();
        places
    }
}

#[cfg(test)]
mod tests;
