//! What two lists let through differently: exactly, as the fewest prefixes.

use super::RuleSet;
use crate::address::runs::{prefixes, without};
use crate::address::{Address, AddressRange, Count, Family, Prefix};

/// What becomes of addresses when one list takes the place of another.
///
/// ```
/// use sekisho_engine::allowlist::{Difference, Rule, RuleSet};
/// let list = |rules: &[&str]| RuleSet::compile(rules.iter().map(|rule| rule.parse::<Rule>().unwrap()));
/// let difference = Difference::of(&list(&["192.0.2.0/24"]), &list(&["192.0.2.0/25", "2001:db8::/32"]));
/// let text = |prefixes: Vec<_>| prefixes.iter().map(ToString::to_string).collect::<Vec<_>>();
/// assert_eq!(text(difference.lost.prefixes().collect()), ["192.0.2.128/25"]);
/// assert_eq!(text(difference.gained.prefixes().collect()), ["2001:db8::/32"]);
/// assert_eq!(difference.gained.count().exponent_of_two(), Some(96));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// What was not let through before, and is now.
    pub gained: Addresses,
    /// What was let through before, and no longer is.
    pub lost: Addresses,
}

/// Some addresses, as ascending ranges between any two of which one is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Addresses(Vec<AddressRange>);

impl Difference {
    /// What changes from `before` to `after`. A list without rules lets everything through.
    #[must_use]
    pub fn of(before: &RuleSet, after: &RuleSet) -> Self {
        Self::between(&passing(before), &passing(after))
    }

    /// What changes where the ranges `before` are let through, and then the ranges `after`.
    pub(super) fn between(mut before: &[AddressRange], mut after: &[AddressRange]) -> Self {
        // most of two versions of a list is the same, and that at either end is passed over
        while let ([one, first @ ..], [other, second @ ..]) = (before, after)
            && one == other
        {
            (before, after) = (first, second);
        }
        while let ([first @ .., one], [second @ .., other]) = (before, after)
            && one == other
        {
            (before, after) = (first, second);
        }
        let (before, after) = (before.iter().copied(), after.iter().copied());
        Self {
            gained: Addresses(without(after.clone(), before.clone())),
            lost: Addresses(without(before, after)),
        }
    }

    /// Whether both lists let the same addresses through.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.gained.is_empty() && self.lost.is_empty()
    }
}

impl Addresses {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As ranges, ascending, IPv4 first.
    pub fn ranges(&self) -> impl ExactSizeIterator<Item = AddressRange> + '_ {
        self.0.iter().copied()
    }

    /// As the fewest prefixes that hold them and nothing else, ascending, IPv4 first.
    pub fn prefixes(&self) -> impl Iterator<Item = Prefix> + '_ {
        self.ranges().flat_map(prefixes)
    }

    /// How many there are, exactly.
    #[must_use]
    pub fn count(&self) -> Count {
        self.ranges().map(AddressRange::count).sum()
    }

    /// Whether `address` is one of them.
    #[must_use]
    pub fn contains(&self, address: Address) -> bool {
        let place = self.0.partition_point(|range| is_before(*range, address));
        self.0.get(place).is_some_and(|range| range.contains(address))
    }
}

/// Whether all of `range` comes before `address`.
fn is_before(range: AddressRange, address: Address) -> bool {
    let at = Prefix::host(address).range();
    (range.family(), range.bits().1) < (at.family(), at.bits().0)
}

/// What a list lets through.
fn passing(list: &RuleSet) -> Vec<AddressRange> {
    if list.is_unrestricted() {
        return [Family::V4, Family::V6].map(|family| Prefix::everything(family).range()).into();
    }
    list.ranges().collect()
}

#[cfg(test)]
mod tests;
