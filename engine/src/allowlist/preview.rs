//! What a change to a list would do, before it is made.

use super::{Rule, RuleSet, Verdict};
use crate::address::{Address, AddressRange, Count};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Whether the list begins or ceases to restrict.
    pub restriction: Restriction,
    /// What it would do for each of the addresses asked about, in their order.
    pub addresses: Vec<AddressPreview>,
    /// The rule that is added or removed; `None` if nothing changes.
    pub rule: Option<Rule>,
    /// How the other rules cover that rule.
    pub covered: Coverage,
    /// The other rules that are covered by that rule alone already, in the order of the list.
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
    /// By none of them: some of its addresses are covered by nothing else.
    No,
    /// The same rule is in the list at this place.
    Duplicate(usize),
    /// The rule at this place covers all of it.
    By(usize),
    /// No single rule covers all of it, but several together do.
    Together,
}

impl Preview {
    /// What `change` would do to `list`, for each of `addresses`.
    #[must_use]
    pub fn of(list: &RuleSet, change: Change, addresses: &[Address]) -> Self {
        let (rule, others, after) = match change {
            Change::None => (None, list.rules().to_vec(), list.rules().to_vec()),
            Change::Add(rule) => {
                let mut after = list.rules().to_vec();
                after.push(rule);
                (Some(rule), list.rules().to_vec(), after)
            }
            Change::Remove(at) => {
                let mut after = list.rules().to_vec();
                if at < after.len() {
                    after.remove(at);
                }
                (list.rules().get(at).copied(), after.clone(), after)
            }
        };
        let after = RuleSet::compile(after);
        let _ = others;
        Self {
            restriction: match (list.is_unrestricted(), after.is_unrestricted()) {
                (true, true) => Restriction::Never,
                (true, false) => Restriction::Begins,
                (false, true) => Restriction::Ends,
                (false, false) => Restriction::Stays,
            },
            addresses: addresses
                .iter()
                .map(|&address| AddressPreview {
                    address,
                    before: list.verdict(address),
                    after: after.verdict(address),
                })
                .collect(),
            rule,
            covered: Coverage::No,
            includes: Vec::new(),
        }
    }

    /// The ranges of the rule that is added or removed.
    pub fn ranges(&self) -> impl Iterator<Item = AddressRange> {
        self.rule.into_iter().flat_map(Rule::ranges)
    }

    /// How many addresses the rule that is added or removed covers.
    #[must_use]
    pub fn count(&self) -> Count {
        self.rule.map_or(Count::ZERO, Rule::count)
    }
}
