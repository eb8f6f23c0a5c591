//! Ranges that are set aside for something (IANA's registries of special-purpose addresses, RFC 6890), and
//! addresses that their devices make up for a while (RFC 8981).

use crate::address::{Family, Prefix};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What a range is set aside for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Special {
    /// Within an organisation (RFC 1918, RFC 4193): nobody comes from there over the Internet.
    Private,
    /// Between a provider and its customers (RFC 6598).
    Shared,
    /// The machine itself.
    Loopback,
    /// One link (RFC 3927, RFC 4291): nobody comes from there through a router.
    LinkLocal,
    /// Examples in documents (RFC 5737, RFC 3849, RFC 9637).
    Documentation,
    /// Groups of receivers, not senders (RFC 5771, RFC 4291).
    Multicast,
    /// Anything else that no sender has.
    Reserved,
}

/// Each range of IPv4 as its first address and its length; the first that holds a prefix tells what it is.
const V4: [(Ipv4Addr, u8, Special); 14] = [
    (Ipv4Addr::new(10, 0, 0, 0), 8, Special::Private),
    (Ipv4Addr::new(172, 16, 0, 0), 12, Special::Private),
    (Ipv4Addr::new(192, 168, 0, 0), 16, Special::Private),
    (Ipv4Addr::new(100, 64, 0, 0), 10, Special::Shared),
    (Ipv4Addr::new(127, 0, 0, 0), 8, Special::Loopback),
    (Ipv4Addr::new(169, 254, 0, 0), 16, Special::LinkLocal),
    (Ipv4Addr::new(192, 0, 2, 0), 24, Special::Documentation),
    (Ipv4Addr::new(198, 51, 100, 0), 24, Special::Documentation),
    (Ipv4Addr::new(203, 0, 113, 0), 24, Special::Documentation),
    (Ipv4Addr::new(224, 0, 0, 0), 4, Special::Multicast),
    (Ipv4Addr::new(0, 0, 0, 0), 8, Special::Reserved),
    (Ipv4Addr::new(192, 0, 0, 0), 24, Special::Reserved),
    (Ipv4Addr::new(198, 18, 0, 0), 15, Special::Reserved),
    (Ipv4Addr::new(240, 0, 0, 0), 4, Special::Reserved),
];

/// The same of IPv6.
const V6: [(Ipv6Addr, u8, Special); 8] = [
    (Ipv6Addr::LOCALHOST, 128, Special::Loopback),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, Special::Private),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, Special::LinkLocal),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, Special::Documentation),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, Special::Documentation),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, Special::Multicast),
    (Ipv6Addr::UNSPECIFIED, 8, Special::Reserved),
    (Ipv6Addr::new(0x100, 0, 0, 0, 0, 0, 0, 0), 64, Special::Reserved),
];

/// The first bytes of addresses that are set aside: most rules have another, and need no look at the ranges.
const V4_BYTES: [bool; 256] = {
    let (mut bytes, mut at) = ([false; 256], 0);
    while at < V4.len() {
        mark(&mut bytes, V4[at].0.octets()[0], V4[at].1);
        at += 1;
    }
    bytes
};
const V6_BYTES: [bool; 256] = {
    let (mut bytes, mut at) = ([false; 256], 0);
    while at < V6.len() {
        mark(&mut bytes, V6[at].0.octets()[0], V6[at].1);
        at += 1;
    }
    bytes
};

/// Marks the first bytes in a range that begins with `first` and has so many leading bits.
const fn mark(bytes: &mut [bool; 256], first: u8, length: u8) {
    let mut byte = first as usize;
    let end = byte + if length < 8 { 1 << (8 - length) } else { 1 };
    while byte < end {
        bytes[byte] = true;
        byte += 1;
    }
}

impl Special {
    /// Every purpose.
    pub const ALL: [Self; 7] = [
        Self::Private,
        Self::Shared,
        Self::Loopback,
        Self::LinkLocal,
        Self::Documentation,
        Self::Multicast,
        Self::Reserved,
    ];

    /// What the range is set aside for that holds all of `prefix`, if one does.
    #[must_use]
    pub fn of(prefix: Prefix) -> Option<Self> {
        // every length is at least 1, so no shift is as wide as the number
        match prefix.first() {
            IpAddr::V4(first) if !V4_BYTES[usize::from(first.octets()[0])] => None,
            IpAddr::V6(first) if !V6_BYTES[usize::from(first.octets()[0])] => None,
            IpAddr::V4(first) => holder(&V4, prefix.length(), |range, length| {
                (range.to_bits() ^ first.to_bits()) >> (32 - length) == 0
            }),
            IpAddr::V6(first) => holder(&V6, prefix.length(), |range, length| {
                (range.to_bits() ^ first.to_bits()) >> (128 - length) == 0
            }),
        }
    }

    /// The stable machine name, in `snake_case`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Shared => "shared",
            Self::Loopback => "loopback",
            Self::LinkLocal => "link_local",
            Self::Documentation => "documentation",
            Self::Multicast => "multicast",
            Self::Reserved => "reserved",
        }
    }
}

/// What the first of `ranges` is for that isn't longer than `length` and holds what is asked about.
fn holder<T: Copy>(
    ranges: &[(T, u8, Special)],
    length: u8,
    holds: impl Fn(T, u8) -> bool,
) -> Option<Special> {
    let mut wide = ranges.iter().filter(|(_, own, _)| *own <= length);
    wide.find(|(range, own, _)| holds(*range, *own)).map(|(.., special)| *special)
}

/// The /64 around a single IPv6 address whose last 64 bits look made up: they are neither small, as an
/// administrator writes them, nor made from a hardware address (`ff:fe` in their middle).
pub(super) fn temporary(prefix: Prefix) -> Option<Prefix> {
    let IpAddr::V6(first) = prefix.first() else { return None };
    if prefix.length() != Family::V6.bits() {
        return None;
    }
    // the last 64 bits, of which the upper 48 are zero where somebody chose them
    let [.., a, b, c, _] = first.segments();
    let hardware = b & 0x00ff == 0x00ff && c & 0xff00 == 0xfe00;
    let chosen = a == 0 && b == 0;
    if hardware || chosen { None } else { Prefix::of(first.into(), 64) }
}
