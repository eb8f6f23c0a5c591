//! Canonical addresses, and which address is the client's.
//!
//! An [`Address`] is canonical from birth: an IPv4 address that arrives in its IPv6-mapped form
//! (`::ffff:a.b.c.d`, RFC 4291 section 2.5.5.2) is the IPv4 address, whoever hands it in. Every rule,
//! network and grant compares such values only, so that no two spellings of one address are ever judged
//! differently. Text is read strictly (see [`AddressError`]) and written as RFC 5952 says.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

mod count;
mod error;
pub mod forwarded;
mod prefix;
mod range;
mod set;
pub(crate) mod text;

pub use count::Count;
pub use error::{AddressError, AddressErrorKind};
pub use forwarded::{ClientAddress, UnknownReason, client_address};
pub use prefix::Prefix;
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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub struct Address(IpAddr);

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
        match self.0 {
            IpAddr::V4(_) => Family::V4,
            IpAddr::V6(_) => Family::V6,
        }
    }

    /// The address as the standard library's type; never an IPv6-mapped one.
    #[must_use]
    #[inline]
    pub const fn to_ip(self) -> IpAddr {
        self.0
    }
}

impl From<IpAddr> for Address {
    fn from(ip: IpAddr) -> Self {
        Self(ip.to_canonical())
    }
}

impl From<Ipv4Addr> for Address {
    fn from(ip: Ipv4Addr) -> Self {
        Self(IpAddr::V4(ip))
    }
}

impl From<Ipv6Addr> for Address {
    fn from(ip: Ipv6Addr) -> Self {
        Self::from(IpAddr::V6(ip))
    }
}

impl From<Address> for IpAddr {
    fn from(address: Address) -> Self {
        address.0
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
        self.0.fmt(f)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests;
