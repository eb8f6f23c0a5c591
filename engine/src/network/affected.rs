//! Who would meet something else at the door, if the networks were others.
//!
//! It stands on the very step of the decision that asks whether a second factor is due. What isn't looked at
//! is what changes by itself: rules, throttles, grants.

use super::{Network, NetworkAction, Networks};
use crate::address::Address;
use crate::policy::{EnrolAtSignIn, MfaMode, Role};
use crate::sign_in::{Due, MfaChoice, Waived, usually_due};

/// What the policy says about who is asked for a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Asking {
    /// Who has to show one.
    pub mode: MfaMode,
    /// What becomes of somebody who has none.
    pub enrol: EnrolAtSignIn,
}

/// Somebody who signed in from an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Seen {
    /// Their role.
    pub role: Role,
    /// Whether they switched the second factor on.
    pub mfa: MfaChoice,
    /// Whether they have one.
    pub registered: bool,
    /// From where they came.
    pub address: Address,
}

/// What somebody meets who shows the right password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Met {
    /// They are let in.
    LetIn,
    /// They are asked for a second factor, or to set one up.
    Asked,
    /// They are refused.
    Refused,
}

/// What a change of the networks changes for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Change {
    /// They would not get in any more.
    NewlyRefused,
    /// They would be asked for a second factor, and are not asked now.
    NewlyAsked,
    /// They would not be asked any more.
    NoLongerAsked,
    /// They would get in, and are refused now.
    NoLongerRefused,
}

impl Met {
    /// What `seen` meets, where `network` is what the network of their address means.
    #[must_use]
    pub const fn by(asking: Asking, seen: Seen, network: Option<NetworkAction>) -> Self {
        if matches!(network, Some(NetworkAction::Deny)) {
            return Self::Refused;
        }
        let may_enrol = matches!(asking.enrol, EnrolAtSignIn::Allowed);
        match usually_due(asking.mode, seen.role, seen.mfa, network) {
            // whoever has none sets one up before it is waived
            Due::Waived(Waived::Network) if !seen.registered && may_enrol => Self::Asked,
            Due::Waived(_) => Self::LetIn,
            _ if seen.registered || may_enrol => Self::Asked,
            _ => Self::Refused,
        }
    }
}

impl Change {
    /// What changes from one to the other; `None`: nothing.
    #[must_use]
    pub const fn between(before: Met, after: Met) -> Option<Self> {
        match (before, after) {
            (Met::LetIn, Met::LetIn) | (Met::Asked, Met::Asked) | (Met::Refused, Met::Refused) => None,
            (_, Met::Refused) => Some(Self::NewlyRefused),
            (Met::Refused, _) => Some(Self::NoLongerRefused),
            (Met::LetIn, Met::Asked) => Some(Self::NewlyAsked),
            (Met::Asked, Met::LetIn) => Some(Self::NoLongerAsked),
        }
    }
}

/// Who of `people` meets something else when the networks are `after` instead of `before`: the place in
/// `people`, and what changes; ascending.
///
/// ```
/// use sekisho_engine::network::{Asking, Change, Network, NetworkAction, Networks, Seen, affected};
/// use sekisho_engine::policy::{EnrolAtSignIn, MfaMode, Role};
/// use sekisho_engine::sign_in::MfaChoice;
/// let campus = Network { name: "campus".into(), rules: vec!["192.0.2.0/24".parse()?], action: NetworkAction::MfaSkip };
/// let ada = Seen { role: Role::General, mfa: MfaChoice::On, registered: true, address: "192.0.2.7".parse().unwrap() };
/// let asking = Asking { mode: MfaMode::Required, enrol: EnrolAtSignIn::Allowed };
/// let after = Networks::compile(vec![campus]);
/// assert_eq!(affected(asking, &Networks::default(), &after, &[ada]), [(0, Change::NoLongerAsked)]);
/// # Ok::<(), sekisho_engine::allowlist::RuleError>(())
/// ```
#[must_use]
pub fn affected(
    asking: Asking,
    before: &Networks,
    after: &Networks,
    people: &[Seen],
) -> Vec<(usize, Change)> {
    let met = |networks: &Networks, seen: &Seen| {
        let action = networks.first_match(seen.address).map(|network: &Network| network.action);
        Met::by(asking, *seen, action)
    };
    let change = |seen| Change::between(met(before, seen), met(after, seen));
    people.iter().enumerate().filter_map(|(at, seen)| Some((at, change(seen)?))).collect()
}

#[cfg(test)]
mod tests;
