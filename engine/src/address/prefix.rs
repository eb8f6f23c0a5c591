//! A prefix: the addresses that begin with the same bits.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::{Address, AddressRange, Bounds, Count, Family};

/// A network: an address with its host bits zero, and how many leading bits of it count.
///
/// ```
/// use sekisho_engine::address::Prefix;
/// let home = Prefix::of("2001:db8::17".parse()?, 64).expect("64 is at most 128");
/// assert_eq!(home.to_string(), "2001:db8::/64");
/// assert_eq!(home.count().to_string(), "18446744073709551616");
/// assert!(home.contains("2001:db8::abc".parse()?));
/// # Ok::<(), sekisho_engine::address::AddressError>(())
/// ```
///
/// Prefixes are ordered by family, then by first address, then the wider before the narrower.
///
/// As text it is what it prints, and nothing else: `192.0.2.7/32`. What people type is a
/// [`Rule`](crate::allowlist::Rule).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "String", into = "String")
)]
pub struct Prefix(IpNet);

/// What isn't the text of a prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrefixError;

impl fmt::Display for PrefixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not ADDRESS/LENGTH with all further bits zero")
    }
}

impl std::error::Error for PrefixError {}

impl FromStr for Prefix {
    type Err = PrefixError;

    fn from_str(text: &str) -> Result<Self, PrefixError> {
        let (address, length) = text.split_once('/').ok_or(PrefixError)?;
        let address: Address = address.parse().map_err(|_| PrefixError)?;
        let prefix = Self::of(address, length.parse().map_err(|_| PrefixError)?).ok_or(PrefixError)?;
        // one text for one prefix
        if prefix.to_string() == text { Ok(prefix) } else { Err(PrefixError) }
    }
}

impl TryFrom<String> for Prefix {
    type Error = PrefixError;

    fn try_from(text: String) -> Result<Self, PrefixError> {
        text.parse()
    }
}

impl From<Prefix> for String {
    fn from(prefix: Prefix) -> Self {
        prefix.to_string()
    }
}

impl Prefix {
    /// The network of `length` leading bits that `address` is in; `None` if the family hasn't that many.
    #[must_use]
    pub fn of(address: Address, length: u8) -> Option<Self> {
        // Masking can't make a mapped address of one that isn't: /96 and longer keep the bits that tell,
        // shorter ones clear at least one of them.
        IpNet::new(address.to_ip(), length).ok().map(|net| Self(net.trunc()))
    }

    /// The network of `length` leading bits that `first` begins. Unlike [`of`](Self::of) it may begin among
    /// the IPv6-mapped addresses, which no canonical address is: what is left of a range may.
    pub(crate) fn at(first: IpAddr, length: u8) -> Option<Self> {
        IpNet::new(first, length).ok().map(|net| Self(net.trunc()))
    }

    /// The prefix that holds `address` alone.
    #[must_use]
    pub fn host(address: Address) -> Self {
        Self(IpNet::from(address.to_ip()))
    }

    /// All addresses of a family: `0.0.0.0/0` or `::/0`.
    #[must_use]
    pub fn everything(family: Family) -> Self {
        Self(match family {
            Family::V4 => IpNet::V4(Ipv4Net::default()),
            Family::V6 => IpNet::V6(Ipv6Net::default()),
        })
    }

    /// The family of its addresses.
    #[must_use]
    pub fn family(self) -> Family {
        match self.0 {
            IpNet::V4(_) => Family::V4,
            IpNet::V6(_) => Family::V6,
        }
    }

    /// How many leading bits count: 0 to 32, or 0 to 128.
    #[must_use]
    pub fn length(self) -> u8 {
        self.0.prefix_len()
    }

    /// The first address, which is the address that names the network.
    #[must_use]
    pub fn first(self) -> IpAddr {
        self.0.network()
    }

    /// The last address.
    ///
    /// It is not an [`Address`], because in a prefix such as `::/80` it lies among the IPv6-mapped ones,
    /// which no canonical address is.
    #[must_use]
    pub fn last(self) -> IpAddr {
        self.0.broadcast()
    }

    /// From the first to the last address.
    #[must_use]
    pub fn range(self) -> AddressRange {
        AddressRange::new(match self.0 {
            IpNet::V4(net) => Bounds::V4(net.network().to_bits(), net.broadcast().to_bits()),
            IpNet::V6(net) => Bounds::V6(net.network().to_bits(), net.broadcast().to_bits()),
        })
    }

    /// How many addresses it holds: 2 to the power of the bits that don't count.
    #[must_use]
    pub fn count(self) -> Count {
        Count::power_of_two(self.family().bits() - self.length())
    }

    /// Whether `address` is one of its addresses. An address of the other family never is.
    #[must_use]
    pub fn contains(self, address: Address) -> bool {
        self.0.contains(&address.to_ip())
    }

    /// Whether every address of `other` is one of its addresses.
    #[must_use]
    pub fn includes(self, other: Self) -> bool {
        self.0.contains(&other.0)
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
