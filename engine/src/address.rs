//! Canonical addresses, and which address is the client's.
//!
//! An [`Address`] is canonical from birth: an IPv4 address that arrives in its IPv6-mapped form
//! (`::ffff:a.b.c.d`, RFC 4291 section 2.5.5.2) is the IPv4 address, whoever hands it in. Every rule,
//! network and grant compares such values only, so that no two spellings of one address are ever judged
//! differently. Text is read strictly (see [`AddressError`]) and written as RFC 5952 says.

use std::cmp::Ordering;
use std::fmt;
use std::hint::select_unpredictable;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

mod count;
mod error;
pub mod forwarded;
mod prefix;
mod range;
pub(crate) mod runs;
mod set;
pub(crate) mod text;

pub use count::Count;
pub use error::{AddressError, AddressErrorKind};
pub use forwarded::{ClientAddress, UnknownReason, client_address};
pub use prefix::{Prefix, PrefixError};
pub use range::AddressRange;
pub(crate) use range::Bounds;
pub use set::AddressSet;
pub(crate) use set::{Bits, Lane};

/// An IPv4 or IPv6 address in its one canonical form.
///
/// ```
/// use sekisho_engine::address::{Address, Family};
/// let mapped: Address = "::ffff:192.0.2.7".parse()?;
/// assert_eq!(mapped, "192.0.2.7".parse()?);
/// assert_eq!(mapped.family(), Family::V4);
/// assert_eq!("2001:DB8:0:0::1".parse::<Address>()?.to_string(), "2001:db8::1");
/// # Ok::<(), sekisho_engine::address::AddressError>(())
/// ```
///
/// Addresses are ordered by family (IPv4 first), then by value.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub struct Address(
    // As an IPv6 address, of IPv4 the IPv6-mapped one: one number for one address. Unlike the 17 bytes of an
    // `IpAddr` it travels in registers; look-ups are fast because of it.
    u128,
);

/// An address as an unsigned number of its family.
#[derive(Clone, Copy)]
pub(crate) enum Number {
    V4(u32),
    V6(u128),
}

/// The two families of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Family {
    /// 32 bits (RFC 791).
    V4,
    /// 128 bits (RFC 4291).
    V6,
}

impl Family {
    /// The number of bits of an address, which is also the longest prefix: 32 or 128.
    #[must_use]
    pub const fn bits(self) -> u8 {
        match self {
            Self::V4 => 32,
            Self::V6 => 128,
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V4 => "IPv4",
            Self::V6 => "IPv6",
        })
    }
}

impl Address {
    /// The family, after an IPv6-mapped address has become the IPv4 address that it stands for.
    #[must_use]
    pub const fn family(self) -> Family {
        if self.is_v4() { Family::V4 } else { Family::V6 }
    }

    /// The address as the standard library's type; never an IPv6-mapped one.
    #[must_use]
    #[inline]
    pub const fn to_ip(self) -> IpAddr {
        match self.number() {
            Number::V4(bits) => IpAddr::V4(Ipv4Addr::from_bits(bits)),
            Number::V6(bits) => IpAddr::V6(Ipv6Addr::from_bits(bits)),
        }
    }

    /// The address as an unsigned number of its family.
    #[inline]
    pub(crate) const fn number(self) -> Number {
        if self.is_v4() { Number::V4(self.last_32_bits()) } else { Number::V6(self.0) }
    }

    /// The first 32 bits, which are all of an IPv4 address.
    #[inline]
    pub(crate) fn first_32_bits(self) -> u32 {
        // Both are computed and one is taken: no processor guesses which family comes next.
        select_unpredictable(self.is_v4(), self.last_32_bits(), first_32_bits(self.0))
    }

    const fn is_v4(self) -> bool {
        self.0 >> 32 == 0xffff
    }

    #[expect(clippy::cast_possible_truncation, reason = "the others are cut off")]
    const fn last_32_bits(self) -> u32 {
        self.0 as u32
    }
}

/// The first 32 bits of an IPv6 address.
const fn first_32_bits(v6: u128) -> u32 {
    (v6 >> 96) as u32
}

impl Ord for Address {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.family(), self.0).cmp(&(other.family(), other.0))
    }
}

impl PartialOrd for Address {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<IpAddr> for Address {
    fn from(ip: IpAddr) -> Self {
        match ip {
            IpAddr::V4(v4) => Self::from(v4),
            IpAddr::V6(v6) => Self::from(v6),
        }
    }
}

impl From<Ipv4Addr> for Address {
    fn from(ip: Ipv4Addr) -> Self {
        Self::from(ip.to_ipv6_mapped())
    }
}

impl From<Ipv6Addr> for Address {
    fn from(ip: Ipv6Addr) -> Self {
        Self(ip.to_bits())
    }
}

impl From<Address> for IpAddr {
    fn from(address: Address) -> Self {
        address.to_ip()
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.to_string()
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text::address(text).map(Self::from)
    }
}

impl TryFrom<String> for Address {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_ip().fmt(f)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests;
