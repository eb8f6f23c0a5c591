//! A list of rules, compiled.

use super::Rule;
use crate::address::{Address, AddressRange, AddressSet, Count, Prefix};

/// A list of rules in a form that answers fast.
///
/// An empty list restricts nothing; a list with rules lets through what they cover.
///
/// ```
/// use sekisho_engine::allowlist::{Rule, RuleSet, Verdict};
/// let rules = ["192.0.2.0/24", "192.0.2.7"].map(|rule| rule.parse::<Rule>().unwrap());
/// let list = RuleSet::compile(rules);
/// assert_eq!(list.verdict("192.0.2.7".parse()?), Verdict::Covered { by: 1 });
/// assert_eq!(list.verdict("198.51.100.1".parse()?), Verdict::NotCovered);
/// assert_eq!(RuleSet::default().verdict("198.51.100.1".parse()?), Verdict::Unrestricted);
/// # Ok::<(), sekisho_engine::address::AddressError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
    covered: AddressSet,
}

/// What a list says about an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The list is empty: it restricts nothing.
    Unrestricted,
    /// A rule covers the address.
    Covered {
        /// The place in the list of the most specific rule that does (of equal ones, the first).
        by: usize,
    },
    /// The list has rules, and none covers the address.
    NotCovered,
}

impl Verdict {
    /// Whether the list lets the address pass.
    #[must_use]
    pub const fn admits(self) -> bool {
        match self {
            Self::Unrestricted | Self::Covered { .. } => true,
            Self::NotCovered => false,
        }
    }
}

impl RuleSet {
    /// Compile a list, keeping its order.
    #[must_use]
    pub fn compile(rules: impl IntoIterator<Item = Rule>) -> Self {
        let rules: Vec<Rule> = rules.into_iter().collect();
        let covered = rules.iter().flat_map(|rule| rule.prefixes()).collect();
        Self { rules, covered }
    }

    /// The rules in the order of the list.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Whether the list is empty, and so restricts nothing.
    #[must_use]
    pub fn is_unrestricted(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether the list lets `address` pass: it is unrestricted, or a rule covers the address. This is the
    /// fast question; [`verdict`](Self::verdict) also tells why.
    #[must_use]
    pub fn admits(&self, address: Address) -> bool {
        self.is_unrestricted() || self.covered.contains(address)
    }

    /// What the list says about `address`, and by which rule.
    #[must_use]
    pub fn verdict(&self, address: Address) -> Verdict {
        if self.is_unrestricted() {
            return Verdict::Unrestricted;
        }
        self.matching(address).map_or(Verdict::NotCovered, |by| Verdict::Covered { by })
    }

    /// The place in the list of the most specific rule that covers `address`; of equal ones, the first.
    #[must_use]
    pub fn matching(&self, address: Address) -> Option<usize> {
        let covering = self.rules.iter().enumerate().filter(|(_, rule)| rule.covers(address));
        covering
            .map(|(at, rule)| (std::cmp::Reverse(rule.prefix().map(Prefix::length)), at))
            .min()
            .map(|(_, at)| at)
    }

    /// What the rules cover, as merged ranges in ascending order. Of an empty list: none.
    pub fn ranges(&self) -> impl Iterator<Item = AddressRange> + '_ {
        self.covered.ranges()
    }

    /// How many addresses the rules cover. Of an empty list: none.
    #[must_use]
    pub fn count(&self) -> Count {
        self.covered.count()
    }
}
