//! Ranges that are set aside for something (IANA's registries of special-purpose addresses, RFC 6890), and
//! addresses that their devices make up for a while (RFC 8981).

use crate::address::{Address, Family, Prefix};
use std::net::IpAddr;

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

/// Each range, with its length; the first that holds a prefix tells what it is.
const RANGES: &[(&str, u8, Special)] = &[
    ("10.0.0.0", 8, Special::Private),
    ("172.16.0.0", 12, Special::Private),
    ("192.168.0.0", 16, Special::Private),
    ("100.64.0.0", 10, Special::Shared),
    ("127.0.0.0", 8, Special::Loopback),
    ("169.254.0.0", 16, Special::LinkLocal),
    ("192.0.2.0", 24, Special::Documentation),
    ("198.51.100.0", 24, Special::Documentation),
    ("203.0.113.0", 24, Special::Documentation),
    ("224.0.0.0", 4, Special::Multicast),
    ("0.0.0.0", 8, Special::Reserved),
    ("192.0.0.0", 24, Special::Reserved),
    ("198.18.0.0", 15, Special::Reserved),
    ("240.0.0.0", 4, Special::Reserved),
    ("::1", 128, Special::Loopback),
    ("fc00::", 7, Special::Private),
    ("fe80::", 10, Special::LinkLocal),
    ("2001:db8::", 32, Special::Documentation),
    ("3fff::", 20, Special::Documentation),
    ("ff00::", 8, Special::Multicast),
    ("::", 8, Special::Reserved),
    ("100::", 64, Special::Reserved),
];

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
        let holds = |text: &str, length| {
            let first = text.parse::<Address>().ok();
            first.and_then(|first| Prefix::of(first, length)).is_some_and(|range| range.includes(prefix))
        };
        RANGES.iter().find(|(first, length, _)| holds(first, *length)).map(|(.., special)| *special)
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
