//! MFA grants: a second factor that was shown counts for one person at one address, for a time.
//!
//! ```text
//!  issued ─────────── in force ─────────── ends
//! ```
//!
//! Nothing extends a grant: showing a second factor again issues another one. Ending one early is the
//! holder's business (the row is removed); what is here follows from the times alone. Before `issued` a
//! grant isn't in force, so a clock that is set back doesn't lengthen it.

use crate::address::{Address, Family, Prefix};
use crate::time::{Seconds, Timestamp};

/// A grant of one person: which person is the holder's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// Where it counts.
    pub source: Prefix,
    /// When the second factor was shown.
    pub issued: Timestamp,
    /// The first moment at which it no longer counts.
    pub ends: Timestamp,
}

impl Grant {
    /// A grant for `length` from `now`, for an IPv4 address alone or for the IPv6 prefix of `ipv6_prefix`
    /// bits around `address`.
    ///
    /// ```
    /// use sekisho_engine::grant::Grant;
    /// use sekisho_engine::time::{Seconds, Timestamp};
    /// let now = Timestamp::from_unix(1_700_000_000);
    /// let grant = Grant::issue("2001:db8::17".parse()?, 64, Seconds::hours(14), now);
    /// assert!(grant.in_force("2001:db8::abc".parse()?, now));
    /// assert!(!grant.in_force("2001:db8:0:1::17".parse()?, now));
    /// assert!(!grant.in_force("2001:db8::17".parse()?, now.plus(Seconds::hours(14))));
    /// # Ok::<(), sekisho_engine::address::AddressError>(())
    /// ```
    #[must_use]
    pub fn issue(address: Address, ipv6_prefix: u8, length: Seconds, now: Timestamp) -> Self {
        let source = match address.family() {
            Family::V4 => Prefix::host(address),
            Family::V6 => Prefix::of(address, ipv6_prefix).unwrap_or_else(|| Prefix::host(address)),
        };
        Self { source, issued: now, ends: now.plus(length) }
    }

    /// Whether it counts for `address` at `now`.
    #[must_use]
    pub fn in_force(&self, address: Address, now: Timestamp) -> bool {
        self.issued <= now && now < self.ends && self.source.contains(address)
    }
}

#[cfg(test)]
mod tests;
