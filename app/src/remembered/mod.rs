//! Browsers that stay signed in: listed beside the sessions, each to be forgotten.

use crate::id::RememberedId;
use sekisho_engine::address::Address;
use sekisho_engine::time::Timestamp;

pub mod api;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;

/// A browser that stays signed in, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RememberedView {
    /// Its number.
    pub id: RememberedId,
    /// Whether the session that asks came of it.
    pub current: bool,
    /// Since when.
    pub since: Timestamp,
    /// When it was last used.
    pub last_used: Timestamp,
    /// When it is forgotten unless it is used before; at the latest at its absolute limit.
    pub ends: Timestamp,
    /// Where it was last let in by its token, if that was known.
    pub address: Option<Address>,
    /// The browser's name for itself.
    pub user_agent: String,
}
