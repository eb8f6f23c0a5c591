//! MFA grants: where a second factor that was shown counts, until when.

use crate::id::GrantId;
use sekisho_engine::address::{ClientAddress, Family, Prefix};
use sekisho_engine::method::Method;
use sekisho_engine::time::Timestamp;

pub mod api;
#[cfg(feature = "ssr")]
pub mod port;
#[cfg(feature = "ssr")]
pub mod section;
pub mod text;

/// A grant as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantView {
    /// Its number.
    pub id: GrantId,
    /// Where it counts.
    pub source: Prefix,
    /// The second factor that was shown.
    pub method: Method,
    /// When.
    pub issued: Timestamp,
    /// The first moment at which it no longer counts.
    pub ends: Timestamp,
    /// With which browser.
    pub user_agent: String,
}

/// What the section of one's own grants shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantsView {
    /// The address that one comes from.
    pub address: ClientAddress,
    /// How many hours a grant lasts.
    pub hours: i64,
    /// Until when a second factor counts here, if it does.
    pub here: Option<Timestamp>,
    /// The network that one is in, if no second factor is asked for there.
    pub waived_by: Option<String>,
    /// The families of addresses at which one of the grants counts that end with the one that counts here.
    pub covered: Vec<Family>,
    /// Where a second factor counts besides for addresses of the family that isn't among those, until another time.
    pub besides: Vec<Prefix>,
    /// Whether the page can prove the address of the other family.
    pub can_prove: bool,
    /// The grants that have not ended, the one that ends last first.
    pub grants: Vec<GrantView>,
}

impl GrantsView {
    /// The family that is not covered, where one is.
    #[must_use]
    pub fn uncovered(&self) -> Option<Family> {
        match self.covered.as_slice() {
            [family] => Some(other_than(*family)),
            _ => None,
        }
    }
}

/// The other family.
#[must_use]
pub const fn other_than(family: Family) -> Family {
    match family {
        Family::V4 => Family::V6,
        Family::V6 => Family::V4,
    }
}
