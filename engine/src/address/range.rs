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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddressRange {
    family: Family,
    first: u128,
    last: u128,
}

impl AddressRange {
    /// Both bounds lie within the family, and `first` is not after `last`.
    pub(crate) const fn new(family: Family, first: u128, last: u128) -> Self {
        debug_assert!(first <= last);
        Self { family, first, last }
    }

    /// The family of its addresses.
    #[must_use]
    pub const fn family(self) -> Family {
        self.family
    }

    /// The first address.
    #[must_use]
    pub fn first(self) -> IpAddr {
        to_ip(self.family, self.first)
    }

    /// The last address. See [`Prefix::last`] for why the bounds aren't of type [`Address`].
    #[must_use]
    pub fn last(self) -> IpAddr {
        to_ip(self.family, self.last)
    }

    /// How many addresses it holds.
    #[must_use]
    pub const fn count(self) -> Count {
        Count::between(self.first, self.last)
    }

    /// Whether `address` is one of its addresses.
    #[must_use]
    pub fn contains(self, address: Address) -> bool {
        let (family, value) = value(address.to_ip());
        family == self.family && (self.first..=self.last).contains(&value)
    }

    /// The bounds as numbers: for IPv4 under 2^32.
    pub(crate) const fn bounds(self) -> (u128, u128) {
        (self.first, self.last)
    }
}

/// The family of `ip` and its bits as a number.
pub(crate) fn value(ip: IpAddr) -> (Family, u128) {
    match ip {
        IpAddr::V4(v4) => (Family::V4, u128::from(v4.to_bits())),
        IpAddr::V6(v6) => (Family::V6, v6.to_bits()),
    }
}

fn to_ip(family: Family, value: u128) -> IpAddr {
    match family {
        // The upper bits are zero by construction.
        Family::V4 => IpAddr::V4(Ipv4Addr::from_bits(u32::try_from(value).unwrap_or(u32::MAX))),
        Family::V6 => IpAddr::V6(Ipv6Addr::from_bits(value)),
    }
}

impl From<Prefix> for AddressRange {
    fn from(prefix: Prefix) -> Self {
        let ((family, first), (_, last)) = (value(prefix.first()), value(prefix.last()));
        Self::new(family, first, last)
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
