//! The proxies whose word about the client's address counts.

use sekisho_engine::address::{Address, AddressSet, Family, Prefix};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A list of addresses and prefixes, compiled for look-ups.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct TrustedProxies {
    prefixes: Vec<Prefix>,
    addresses: AddressSet,
}

impl TrustedProxies {
    /// Every address of every prefix.
    #[must_use]
    pub const fn addresses(&self) -> &AddressSet {
        &self.addresses
    }
}

impl FromIterator<Prefix> for TrustedProxies {
    fn from_iter<I: IntoIterator<Item = Prefix>>(prefixes: I) -> Self {
        let prefixes: Vec<Prefix> = prefixes.into_iter().collect();
        Self { addresses: prefixes.iter().copied().collect(), prefixes }
    }
}

impl TryFrom<Vec<String>> for TrustedProxies {
    type Error = String;

    fn try_from(texts: Vec<String>) -> Result<Self, String> {
        texts.iter().map(|text| prefix(text)).collect()
    }
}

impl From<TrustedProxies> for Vec<String> {
    fn from(proxies: TrustedProxies) -> Self {
        proxies.prefixes.iter().map(|prefix| short(*prefix)).collect()
    }
}

impl fmt::Debug for TrustedProxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.prefixes).finish()
    }
}

/// A prefix as it is written: an address alone stands for itself.
fn short(prefix: Prefix) -> String {
    if prefix.length() == prefix.family().bits() { prefix.first().to_string() } else { prefix.to_string() }
}

/// Reads `address` or `address/length`. A prefix with host bits is refused: whoever writes one meant
/// something else, and here a mistake lets strangers choose the address that they are judged by.
fn prefix(text: &str) -> Result<Prefix, String> {
    let (address, length) =
        text.split_once('/').map_or((text, None), |(address, rest)| (address, Some(rest)));
    let address: Address = address.parse().map_err(|error| format!("{text:?}: {error}"))?;
    let Some(length) = length else { return Ok(Prefix::host(address)) };
    let most = match address.family() {
        Family::V4 => 32,
        Family::V6 => 128,
    };
    let prefix = length
        .parse()
        .ok()
        .filter(|_| length.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|length| Prefix::of(address, length))
        .ok_or_else(|| format!("{text:?}: the length of a prefix is a number from 0 to {most}"))?;
    if prefix.first() == address.to_ip() {
        Ok(prefix)
    } else {
        Err(format!("{text:?}: bits after the prefix are set, did you mean {prefix}?"))
    }
}
