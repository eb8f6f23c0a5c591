//! What is odd about a list: rules that add nothing, that could be one, or that may not be what was meant.
//!
//! Some findings have a [`Repair`]. A repair never changes what the list covers, and applying one can only make
//! other findings go: whoever applies several asks again after each, or applies [`Repair::all`] at once.

use super::Rule;
use super::ordered::{Needless, Ordered};
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
        let mut repair = Self::default();
        Ordered::of(rules).groups(|into, within| {
            let mut parts: Vec<usize> = within.collect();
            parts.sort_unstable();
            match parts.iter().position(|&place| rules[place] == into) {
                Some(kept) => {
                    parts.remove(kept);
                }
                None => repair.add.extend(parts.first().map(|&place| (place, into))),
            }
            repair.remove.extend(parts);
        });
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
    findings(rules, &Ordered::of(rules), limits)
}

/// [`lint`], where the rules are in order already.
pub(super) fn findings(rules: &[Rule], ordered: &Ordered, limits: Limits) -> Vec<Finding> {
    let needless = ordered.needless();
    let mut beside = beside_all(rules, ordered);
    let mut mergeable = mergeable(ordered, &needless).into_iter().peekable();
    let mut found = Vec::new();
    for (place, rule) in rules.iter().enumerate() {
        found.extend(beside.take_if(|finding| finding.rules[0] == place));
        match needless[place] {
            Some(why) => found.extend(adds_nothing(rules, place, why)),
            None => {
                found.extend(mergeable.next_if(|finding| finding.rules[0] == place));
                let codes = odd(*rule, limits).into_iter().flatten();
                found.extend(codes.map(|code| Finding { code, rules: vec![place], repair: None }));
            }
        }
    }
    found.extend(one_family(ordered).map(|code| Finding { code, rules: Vec::new(), repair: None }));
    found
}

fn beside_all(rules: &[Rule], ordered: &Ordered) -> Option<Finding> {
    let all = ordered.all()?;
    let others: Vec<usize> = (0..rules.len()).filter(|&place| rules[place] != Rule::All).collect();
    let repair = Repair { remove: others, add: Vec::new() };
    let finding =
        |repair| Finding { code: Code::AllBesideOthers { all }, rules: vec![all], repair: Some(repair) };
    (!repair.remove.is_empty()).then(|| finding(repair))
}

/// The finding that the rule at `place` adds nothing. (Several others together can't make it so unless one does.)
fn adds_nothing(rules: &[Rule], place: usize, why: Needless) -> Option<Finding> {
    let code = match why {
        Needless::Twin(of) => Code::Duplicate { of },
        // what `all` makes needless is told once
        Needless::Within(by) if rules[by] == Rule::All => return None,
        Needless::Within(by) => Code::Redundant { by },
    };
    let repair = Repair { remove: vec![place], add: Vec::new() };
    Some(Finding { code, rules: vec![place], repair: Some(repair) })
}

/// Rules that add something and could be fewer, by the place of the first.
fn mergeable(ordered: &Ordered, needless: &[Option<Needless>]) -> Vec<Finding> {
    let mut found = Vec::new();
    ordered.groups(|into, within| {
        let mut needed = within.filter(|&place| needless[place].is_none());
        if let (Some(one), Some(other)) = (needed.next(), needed.next()) {
            let mut parts: Vec<usize> = [one, other].into_iter().chain(needed).collect();
            parts.sort_unstable();
            let repair = Repair { remove: parts.clone(), add: vec![(parts[0], into)] };
            found.push(Finding { code: Code::Mergeable { into }, rules: parts, repair: Some(repair) });
        }
    });
    found.sort_unstable_by_key(|finding: &Finding| finding.rules[0]);
    found
}

/// What is odd about a rule by itself.
fn odd(rule: Rule, limits: Limits) -> [Option<Code>; 3] {
    let Some(prefix) = rule.prefix() else { return [None; 3] };
    let shortest = match prefix.family() {
        Family::V4 => limits.v4,
        Family::V6 => limits.v6,
    };
    let special = Special::of(prefix).map(Code::Special);
    let large = (prefix.length() < shortest).then_some(Code::Large);
    // of a special range there is nothing to stay
    let temporary = special.is_none().then(|| special::temporary(prefix)).flatten();
    let temporary = temporary.map(|network| Code::Temporary { network });
    [special, large, temporary]
}

fn one_family(ordered: &Ordered) -> Option<Code> {
    match [Family::V4, Family::V6].map(|family| ordered.has(family)) {
        [true, false] => Some(Code::OneFamily { missing: Family::V6 }),
        [false, true] => Some(Code::OneFamily { missing: Family::V4 }),
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
