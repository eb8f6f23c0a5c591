//! What is odd about a list: rules that add nothing, that could be one, or that may not be what was meant.
//!
//! Some findings have a [`Repair`]. A repair never changes what the list covers, and applying one can only make
//! other findings go: whoever applies several asks again after each, or applies [`Repair::all`] at once.

use super::{Rule, RuleSet};
use crate::address::runs::prefixes;
use crate::address::{Family, Prefix};

mod special;

pub use special::Special;

/// Something odd about a list. Places count from 0, in the order of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub code: Code,
    /// The rules concerned, ascending; none where it is about the list as a whole.
    pub rules: Vec<usize>,
    /// What would put it right without changing what is covered; `None` where that is the person's to decide.
    pub repair: Option<Repair>,
}

/// What a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// The same rule is in the list before.
    Duplicate {
        /// Where.
        of: usize,
    },
    /// Another rule covers all of it and more.
    Redundant {
        /// Which; of several, the narrowest.
        by: usize,
    },
    /// `all` covers everything: the other rules add nothing.
    AllBesideOthers {
        /// The place of `all`.
        all: usize,
    },
    /// Several rules together are one.
    Mergeable {
        /// Which.
        into: Rule,
    },
    /// Nobody signs in from there over the Internet, or nobody at all.
    Special(Special),
    /// It covers more addresses than a sensible limit.
    Large,
    /// A single IPv6 address that looks like one that its device will soon change (RFC 8981).
    Temporary {
        /// The network that it is in, which stays.
        network: Prefix,
    },
    /// Every rule is of one family: from the other one, nobody gets in.
    OneFamily {
        /// The family that no rule covers.
        missing: Family,
    },
}

/// From how many addresses on a rule is [`Code::Large`]: shorter prefixes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The shortest IPv4 prefix that isn't large.
    pub v4: u8,
    /// The shortest IPv6 prefix that isn't.
    pub v6: u8,
}

impl Default for Limits {
    /// Sixteen million addresses are more than one network has, and so are more than 2^96.
    fn default() -> Self {
        Self { v4: 9, v6: 32 }
    }
}

/// A change that leaves what is covered as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repair {
    /// The places of the rules to remove, ascending.
    pub remove: Vec<usize>,
    /// The rules that take their place, each where the first of those was that it replaces.
    pub add: Vec<(usize, Rule)>,
}

impl Repair {
    /// The list with the repair applied. Places after its end change nothing.
    #[must_use]
    pub fn apply(&self, rules: &[Rule]) -> Vec<Rule> {
        let mut repaired = Vec::with_capacity(rules.len());
        for (place, rule) in rules.iter().enumerate() {
            repaired.extend(self.add.iter().filter(|(at, _)| *at == place).map(|(_, rule)| *rule));
            if self.remove.binary_search(&place).is_err() {
                repaired.push(*rule);
            }
        }
        repaired
    }

    /// Every repair at once: the fewest rules that cover what `rules` cover, those that stay in their places.
    #[must_use]
    pub fn all(rules: &[Rule]) -> Self {
        let list = RuleSet::compile(rules.iter().copied());
        let mut repair = Self::default();
        for (into, mut parts) in groups(&list) {
            parts.sort_unstable();
            match parts.iter().position(|&place| rules[place] == into) {
                Some(kept) => {
                    parts.remove(kept);
                }
                None => repair.add.extend(parts.first().map(|&place| (place, into))),
            }
            repair.remove.extend(parts);
        }
        repair.remove.sort_unstable();
        repair.add.sort_unstable();
        repair
    }
}

/// What is odd about `rules`, in the order of the rules concerned; what concerns the whole list comes last.
///
/// ```
/// use sekisho_engine::allowlist::{Code, Limits, Rule, lint};
/// let rules = ["192.0.2.0/25", "192.0.2.128/25", "192.0.2.7"].map(|rule| rule.parse::<Rule>().unwrap());
/// let found = lint(&rules, Limits::default());
/// let merged = "192.0.2.0/24".parse()?;
/// assert!(found.iter().any(|finding| finding.code == Code::Mergeable { into: merged }));
/// assert!(found.iter().any(|finding| finding.code == Code::Redundant { by: 0 } && finding.rules == [2]));
/// # Ok::<(), sekisho_engine::allowlist::RuleError>(())
/// ```
#[must_use]
pub fn lint(rules: &[Rule], limits: Limits) -> Vec<Finding> {
    let list = RuleSet::compile(rules.iter().copied());
    let mut found = Vec::new();
    let all = list.alls().next();
    found.extend(
        all.filter(|_| rules.iter().any(|rule| *rule != Rule::All)).map(|all| beside_all(rules, all)),
    );
    let mut needed = vec![true; rules.len()];
    for (place, rule) in rules.iter().enumerate() {
        if let Some(code) = adds_nothing(&list, place, *rule) {
            needed[place] = false;
            // what `all` makes needless is told once
            let told = matches!(code, Code::Redundant { by } if rules[by] == Rule::All);
            let repair = Repair { remove: vec![place], add: Vec::new() };
            found.extend((!told).then(|| Finding { code, rules: vec![place], repair: Some(repair) }));
        }
    }
    found.extend(mergeable(&list, &needed));
    for (place, rule) in rules.iter().enumerate().filter(|(place, _)| needed[*place]) {
        let codes = odd(*rule, limits).into_iter();
        found.extend(codes.map(|code| Finding { code, rules: vec![place], repair: None }));
    }
    found.sort_by_key(|finding| finding.rules.first().copied());
    found.extend(one_family(&list).map(|code| Finding { code, rules: Vec::new(), repair: None }));
    found
}

fn beside_all(rules: &[Rule], all: usize) -> Finding {
    let others = (0..rules.len()).filter(|&place| rules[place] != Rule::All).collect();
    let repair = Repair { remove: others, add: Vec::new() };
    Finding { code: Code::AllBesideOthers { all }, rules: vec![all], repair: Some(repair) }
}

/// Why the rule at `place` adds nothing, if another one makes it so. (Several together can't unless it makes
/// them so.)
fn adds_nothing(list: &RuleSet, place: usize, rule: Rule) -> Option<Code> {
    let wider = |other: &usize| *other != place && list.rules()[*other] != rule;
    let same = |other: &usize| *other < place && list.rules()[*other] == rule;
    match rule.prefix() {
        None => list.alls().find(same).map(|of| Code::Duplicate { of }),
        Some(prefix) => {
            let of = list.covering(prefix.range()).find(same).map(|of| Code::Duplicate { of });
            of.or_else(|| list.covering(prefix.range()).find(wider).map(|by| Code::Redundant { by }))
        }
    }
}

/// The fewest rules that cover what the list covers, each with the places of the rules within it.
fn groups(list: &RuleSet) -> Vec<(Rule, Vec<usize>)> {
    let everything = [Family::V4, Family::V6].map(Prefix::everything);
    if everything.iter().all(|prefix| list.covered().includes(prefix.range())) {
        return vec![(Rule::All, (0..list.rules().len()).collect())];
    }
    let widest = list.ranges().flat_map(prefixes);
    widest.map(|prefix| (Rule::Prefix(prefix), list.within(prefix.range()).collect())).collect()
}

/// Rules that add something and could be fewer.
fn mergeable(list: &RuleSet, needed: &[bool]) -> Vec<Finding> {
    let several = groups(list).into_iter().filter_map(|(into, mut parts)| {
        parts.retain(|&place| needed[place]);
        parts.sort_unstable();
        let first = *parts.first().filter(|_| parts.len() > 1)?;
        let repair = Repair { remove: parts.clone(), add: vec![(first, into)] };
        Some(Finding { code: Code::Mergeable { into }, rules: parts, repair: Some(repair) })
    });
    several.collect()
}

/// What is odd about a rule by itself.
fn odd(rule: Rule, limits: Limits) -> Vec<Code> {
    let Some(prefix) = rule.prefix() else { return Vec::new() };
    let shortest = match prefix.family() {
        Family::V4 => limits.v4,
        Family::V6 => limits.v6,
    };
    let special = Special::of(prefix).map(Code::Special);
    let large = (prefix.length() < shortest).then_some(Code::Large);
    // of a special range there is nothing to stay
    let temporary = special.is_none().then(|| special::temporary(prefix)).flatten();
    let temporary = temporary.map(|network| Code::Temporary { network });
    [special, large, temporary].into_iter().flatten().collect()
}

fn one_family(list: &RuleSet) -> Option<Code> {
    let has = |family| list.ranges().any(|range| range.family() == family);
    match (has(Family::V4), has(Family::V6)) {
        (true, false) => Some(Code::OneFamily { missing: Family::V6 }),
        (false, true) => Some(Code::OneFamily { missing: Family::V4 }),
        _ => None,
    }
}

impl Code {
    /// The stable machine name, in `snake_case`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Duplicate { .. } => "duplicate",
            Self::Redundant { .. } => "redundant",
            Self::AllBesideOthers { .. } => "all_beside_others",
            Self::Mergeable { .. } => "mergeable",
            Self::Special(special) => special.as_str(),
            Self::Large => "large",
            Self::Temporary { .. } => "temporary",
            Self::OneFamily { .. } => "one_family",
        }
    }
}

#[cfg(test)]
mod tests;
