//! Admin → Networks: where a second factor is waived, asked for, or nobody gets in at all.

use crate::id::{AccountId, NetworkId};
use sekisho_engine::address::Address;
use sekisho_engine::network::{Asking, Network, NetworkAction, Seen};
use sekisho_engine::policy::Role;
use sekisho_engine::sign_in::MfaChoice;
use serde::{Deserialize, Serialize};

pub mod api;
#[cfg(feature = "ssr")]
mod editor;
#[cfg(any(feature = "ssr", feature = "editors"))]
pub mod island;
pub mod judge;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;
mod visitors;
pub mod wording;

#[cfg(test)]
mod tests;

pub use visitors::{PacketError, pack, unpack};

/// The most characters of a network's name.
pub const NAME_MAX: usize = 60;
/// The most visitors that are sent to a page; beyond that the server answers.
pub const MOST_VISITORS: usize = 10_000;

/// A network with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkView {
    /// Its number.
    pub id: NetworkId,
    /// The network.
    pub network: Network,
}

/// Somebody who signed in from an address during the last 30 days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The account.
    pub account: AccountId,
    /// What they are called.
    pub name: String,
    /// What the networks are judged by.
    pub seen: Seen,
}

/// What the pages stand on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworksView {
    /// The networks, in their order.
    pub networks: Vec<NetworkView>,
    /// Counts the changes of the networks: what was shown of one state isn't consent to a change of another.
    pub version: i64,
    /// The address that the administrator comes from, if it is known.
    pub current: Option<Address>,
    /// What the policy says about who is asked for a second factor.
    pub asking: Asking,
    /// Who signed in during the last 30 days, and from where; the latest first.
    pub visitors: Vec<Visitor>,
}

/// A network as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draft<'a> {
    /// Its name.
    pub name: &'a str,
    /// The code of what it means.
    pub action: &'a str,
    /// Its rules, one a line.
    pub rules: &'a str,
}

/// A change of one network, and what its author has seen of what will come of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent<'a> {
    /// The [`fingerprint`] of what was shown.
    pub seen: &'a str,
    /// The address that the author agreed to shut out, which is their own.
    pub confirmed: Option<Address>,
}

/// What an action is called in forms.
#[must_use]
pub const fn action_code(action: NetworkAction) -> &'static str {
    match action {
        NetworkAction::MfaSkip => "mfa-skip",
        NetworkAction::MfaRequire => "mfa-require",
        NetworkAction::Deny => "deny",
    }
}

/// Every action, in the order in which they are offered.
pub const ACTIONS: [NetworkAction; 3] =
    [NetworkAction::MfaRequire, NetworkAction::MfaSkip, NetworkAction::Deny];

/// The action of a code.
#[must_use]
pub fn action_of(code: &str) -> Option<NetworkAction> {
    ACTIONS.into_iter().find(|action| action_code(*action) == code)
}

/// Tells what was shown from what else might have been: the state of the networks, the action and the rules
/// (FNV-1a, 64 bits). It keeps nobody from anything; it tells an author who has looked from one who hasn't.
#[must_use]
pub fn fingerprint(version: i64, action: &str, rules: &str) -> String {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut hash = BASIS;
    let mut add = |text: &str| {
        for byte in text.trim().bytes().chain([b'\n']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    };
    add(&version.to_string());
    add(action);
    rules.lines().filter(|line| !line.trim().is_empty()).for_each(add);
    format!("{hash:016x}")
}

/// The letter that stands for a role in a packet of visitors.
const fn role_letter(role: Role) -> char {
    match role {
        Role::General => 'g',
        Role::Support => 's',
        Role::Admin => 'a',
    }
}

/// Whether a second factor was switched on, as a digit.
const fn choice_digit(choice: MfaChoice) -> char {
    match choice {
        MfaChoice::Off => '0',
        MfaChoice::On => '1',
    }
}

/// What the island that judges a network is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// All networks, in their order.
    pub networks: Vec<Network>,
    /// The place of the one that is edited; `None`: a new one, which comes last.
    pub place: Option<usize>,
    /// Counts the changes of the networks.
    pub version: i64,
    /// The address that the administrator comes from.
    pub current: Option<Address>,
    /// What the policy says about who is asked.
    pub asking: Asking,
    /// Who signed in lately, [`pack`]ed.
    pub visitors: String,
}
