//! Which address is the client's, when proxies may stand in front.
//!
//! A header that says where a request came from can be written by anybody. It counts only as far as it was
//! written by proxies that the operator named:
//!
//! 1. The peer is no trusted proxy: the peer's address, whatever the header says.
//! 2. Else the lines of the header are one list, in order (RFC 9110 section 5.3); from its right end, the
//!    first hop that is no trusted proxy is the client.
//! 3. A hop that can't be read, or nothing but trusted proxies: the client's address is unknown, and what
//!    is unknown is in no network, holds no grant and is covered by no rule.

use std::fmt;
use std::net::IpAddr;

use super::{Address, AddressSet};

/// The address that a request is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum ClientAddress {
    /// The client's address.
    Known(Address),
    /// It can't be told: no trusted network, no grant, no list of rules lets it pass.
    Unknown(UnknownReason),
}

/// Why the client's address can't be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum UnknownReason {
    /// The right-most hop that isn't a trusted proxy is no address.
    UnreadableHop,
    /// A trusted proxy sent no header, or the header names trusted proxies only.
    OnlyProxies,
}

impl ClientAddress {
    /// The address, where it is known.
    #[must_use]
    pub const fn known(self) -> Option<Address> {
        match self {
            Self::Known(address) => Some(address),
            Self::Unknown(_) => None,
        }
    }
}

impl UnknownReason {
    /// The stable machine name, in `snake_case`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnreadableHop => "unreadable_hop",
            Self::OnlyProxies => "only_proxies",
        }
    }
}

impl fmt::Display for UnknownReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnreadableHop => "a proxy passed on an address that can't be read",
            Self::OnlyProxies => "the request names trusted proxies only",
        })
    }
}

/// The client's address, from the connection's `peer` and the lines of the one configured header
/// (`X-Forwarded-For`, or another of its form) in the order in which they came.
///
/// ```
/// use sekisho_engine::address::forwarded::{ClientAddress, client_address};
/// use sekisho_engine::address::{Address, AddressSet, Prefix};
/// let proxy: Address = "10.0.0.1".parse()?;
/// let trusted: AddressSet = [Prefix::host(proxy)].into_iter().collect();
/// let header = [&b"203.0.113.9, 198.51.100.4"[..]];
/// let client = client_address(proxy.to_ip(), &trusted, header);
/// assert_eq!(client, ClientAddress::Known("198.51.100.4".parse()?));
/// # Ok::<(), sekisho_engine::address::AddressError>(())
/// ```
pub fn client_address<'a>(
    peer: IpAddr,
    trusted: &AddressSet,
    header_lines: impl IntoIterator<Item = &'a [u8]>,
) -> ClientAddress {
    let peer = Address::from(peer);
    if !trusted.contains(peer) {
        return ClientAddress::Known(peer);
    }
    // Read from the left, the last hop that isn't a trusted proxy is the first one from the right.
    let mut client = ClientAddress::Unknown(UnknownReason::OnlyProxies);
    for hop in header_lines.into_iter().flat_map(|line| line.split(|&byte| byte == b',')) {
        client = match read_hop(hop) {
            Some(address) if trusted.contains(address) => continue,
            Some(address) => ClientAddress::Known(address),
            None => ClientAddress::Unknown(UnknownReason::UnreadableHop),
        };
    }
    client
}

/// One hop: an address, `a.b.c.d:port`, `[v6]` or `[v6]:port`, with white space around it.
fn read_hop(hop: &[u8]) -> Option<Address> {
    let text = std::str::from_utf8(hop).ok()?.trim_matches([' ', '\t']);
    if let Some(rest) = text.strip_prefix('[') {
        let (inside, after) = rest.split_once(']')?;
        let port_is_fine = after.is_empty() || after.strip_prefix(':').is_some_and(is_port);
        return (port_is_fine && inside.contains(':')).then(|| inside.parse().ok()).flatten();
    }
    match text.split_once(':') {
        Some((address, port)) if !port.contains(':') => is_port(port).then(|| address.parse().ok()).flatten(),
        _ => text.parse().ok(),
    }
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests;
