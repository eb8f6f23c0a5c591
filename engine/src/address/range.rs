//! A run of addresses of one family, from a first to a last.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Address, Count, Family, Prefix};

/// Addresses of one family from `first` to `last`, both included; never empty.
///
/// ```
/// use sekisho_engine::address::{AddressRange, Prefix};
/// let office = Prefix::of("192.0.2.128".parse()?, 26).expect("26 is at most 32");
/// let range = AddressRange::from(office);
/// assert_eq!(range.to_string(), "192.0.2.128-192.0.2.191");
/// assert_eq!(range.count().to_u128(), Some(64));
/// # Ok::<(), sekisho_engine::address::AddressError>(())
/// ```
///
/// Ranges are ordered by family (IPv4 first), then by first, then by last address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddressRange(Bounds);

/// The first and the last address as numbers; the first is not after the last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Bounds {
    V4(u32, u32),
    V6(u128, u128),
}

impl AddressRange {
    /// The range with these bounds.
    pub(crate) const fn new(bounds: Bounds) -> Self {
        Self(bounds)
    }

    /// The bounds as numbers of the family.
    pub(crate) const fn bounds(self) -> Bounds {
        self.0
    }

    /// The first and the last address as numbers of 128 bits; only those of one family can be compared.
    pub(crate) fn bits(self) -> (u128, u128) {
        match self.0 {
            Bounds::V4(first, last) => (first.into(), last.into()),
            Bounds::V6(first, last) => (first, last),
        }
    }

    /// What of it comes before `other`, and what after; the two have an address in common.
    pub(crate) fn cut(self, other: Self) -> (Option<Self>, Option<Self>) {
        match (self.0, other.0) {
            (Bounds::V4(first, last), Bounds::V4(from, to)) => (
                (first < from).then(|| Self(Bounds::V4(first, from - 1))),
                (to < last).then(|| Self(Bounds::V4(to + 1, last))),
            ),
            (Bounds::V6(first, last), Bounds::V6(from, to)) => (
                (first < from).then(|| Self(Bounds::V6(first, from - 1))),
                (to < last).then(|| Self(Bounds::V6(to + 1, last))),
            ),
            // of two families: nothing is cut off
            _ => (Some(self), None),
        }
    }

    /// The family of its addresses.
    #[must_use]
    pub const fn family(self) -> Family {
        match self.0 {
            Bounds::V4(..) => Family::V4,
            Bounds::V6(..) => Family::V6,
        }
    }

    /// The first address.
    #[must_use]
    pub const fn first(self) -> IpAddr {
        match self.0 {
            Bounds::V4(first, _) => IpAddr::V4(Ipv4Addr::from_bits(first)),
            Bounds::V6(first, _) => IpAddr::V6(Ipv6Addr::from_bits(first)),
        }
    }

    /// The last address. See [`Prefix::last`] for why the bounds aren't of type [`Address`].
    #[must_use]
    pub const fn last(self) -> IpAddr {
        match self.0 {
            Bounds::V4(_, last) => IpAddr::V4(Ipv4Addr::from_bits(last)),
            Bounds::V6(_, last) => IpAddr::V6(Ipv6Addr::from_bits(last)),
        }
    }

    /// How many addresses it holds.
    #[must_use]
    pub fn count(self) -> Count {
        let (first, last) = self.bits();
        Count::between(first, last)
    }

    /// Whether `address` is one of its addresses. An address of the other family never is.
    #[must_use]
    pub fn contains(self, address: Address) -> bool {
        match (self.0, address.to_ip()) {
            (Bounds::V4(first, last), IpAddr::V4(v4)) => (first..=last).contains(&v4.to_bits()),
            (Bounds::V6(first, last), IpAddr::V6(v6)) => (first..=last).contains(&v6.to_bits()),
            _ => false,
        }
    }
}

impl From<Prefix> for AddressRange {
    fn from(prefix: Prefix) -> Self {
        prefix.range()
    }
}

impl fmt::Display for AddressRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.first(), self.last())
    }
}

impl fmt::Debug for AddressRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
