//! A set of addresses, compiled from prefixes for fast look-ups.

use super::range::value;
use super::{Address, AddressRange, Count, Family, Prefix};

/// The union of some prefixes, as merged ranges.
///
/// An empty set contains nothing. (A *list of rules* that is empty restricts nothing: that is
/// [`RuleSet`](crate::allowlist::RuleSet), another type.)
///
/// ```
/// use sekisho_engine::address::{Address, AddressSet, Prefix};
/// let proxies: AddressSet = [Prefix::of("10.1.2.3".parse()?, 8).expect("8 is at most 32")].into_iter().collect();
/// assert!(proxies.contains("10.255.0.1".parse()?));
/// assert!(!proxies.contains("192.0.2.1".parse()?));
/// assert!(!AddressSet::default().contains("10.255.0.1".parse()?));
/// # Ok::<(), sekisho_engine::address::AddressError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddressSet {
    ranges: Vec<AddressRange>,
}

impl AddressSet {
    /// Whether `address` is in the set.
    #[must_use]
    pub fn contains(&self, address: Address) -> bool {
        let (family, value) = value(address.to_ip());
        let after =
            self.ranges.partition_point(|range| (range.family(), range.bounds().0) <= (family, value));
        after > 0 && self.ranges[after - 1].contains(address)
    }

    /// Whether every address of `range` is in the set.
    #[must_use]
    pub fn includes(&self, range: AddressRange) -> bool {
        self.ranges.iter().any(|own| {
            own.family() == range.family()
                && own.bounds().0 <= range.bounds().0
                && range.bounds().1 <= own.bounds().1
        })
    }

    /// Whether no address is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The ranges in ascending order; between any two of them an address is missing.
    pub fn ranges(&self) -> impl Iterator<Item = AddressRange> + '_ {
        self.ranges.iter().copied()
    }

    /// How many addresses are in the set.
    #[must_use]
    pub fn count(&self) -> Count {
        self.ranges().map(AddressRange::count).sum()
    }
}

impl FromIterator<Prefix> for AddressSet {
    fn from_iter<I: IntoIterator<Item = Prefix>>(prefixes: I) -> Self {
        let mut ranges: Vec<AddressRange> = prefixes.into_iter().map(AddressRange::from).collect();
        ranges.sort_unstable();
        let mut merged: Vec<AddressRange> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match merged.last_mut() {
                Some(last)
                    if last.family() == range.family() && touches(last.bounds().1, range.bounds().0) =>
                {
                    let end = last.bounds().1.max(range.bounds().1);
                    *last = AddressRange::new(last.family(), last.bounds().0, end);
                }
                _ => merged.push(range),
            }
        }
        Self { ranges: merged }
    }
}

/// Whether nothing lies between a range that ends at `last` and a later one that begins at `first`.
fn touches(last: u128, first: u128) -> bool {
    first <= last.saturating_add(1)
}

impl AddressSet {
    /// Every address of both families.
    #[must_use]
    pub fn everything() -> Self {
        [Family::V4, Family::V6].map(Prefix::everything).into_iter().collect()
    }
}
