//! Past sign-ins, decided again: what would become of them under another policy, other rules or networks.
//!
//! What somebody showed in the past they are taken to show again; the time is that of the sign-in. Throttles are
//! left out: how often somebody tried is no matter of the policy.

use super::{AccountFacts, Facts, Outcome, Refusal, Shown, Way, outcome};
use crate::address::forwarded::ClientAddress;
use crate::allowlist::RuleSet;
use crate::network::Networks;
use crate::policy::Policy;
use crate::time::Timestamp;

/// What decides besides the account: what is in force, or a draft of it.
#[derive(Debug, Clone, Copy)]
pub struct Door<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The portal's rules; empty: no restriction.
    pub portal_rules: &'a RuleSet,
    /// The networks, in their order.
    pub networks: &'a Networks,
}

/// A sign-in that was.
#[derive(Debug, Clone, Copy)]
pub struct Past<'a> {
    /// Whose it was, as the account is now or would be.
    pub account: AccountFacts<'a>,
    /// Where it came from.
    pub address: ClientAddress,
    /// When it was.
    pub at: Timestamp,
    /// Which way it took.
    pub way: Way,
    /// What was shown in the end.
    pub shown: Shown,
    /// What became of it.
    pub met: Met,
}

/// What becomes of somebody at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Met {
    /// They come in.
    In,
    /// They are asked for the password.
    AskedForPassword,
    /// They are asked for a second factor that they didn't show.
    AskedForSecondFactor,
    /// They are asked to set one up.
    AskedToEnrol,
    /// They are refused.
    Refused(Refusal),
}

impl From<Outcome> for Met {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Allowed { .. } => Self::In,
            Outcome::FirstFactorDue => Self::AskedForPassword,
            Outcome::SecondFactorDue { .. } => Self::AskedForSecondFactor,
            Outcome::EnrolmentDue { .. } => Self::AskedToEnrol,
            Outcome::Refused(refusal) => Self::Refused(refusal),
        }
    }
}

/// Past sign-ins of which the same would become: the reason why theirs differs from what was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What became of them.
    pub was: Met,
    /// What would.
    pub is: Met,
    /// Their places among the sign-ins asked about, ascending.
    pub places: Vec<usize>,
}

impl Group {
    /// Whether they came in, and would be refused.
    #[must_use]
    pub const fn is_lost(&self) -> bool {
        matches!((self.was, self.is), (Met::In, Met::Refused(_)))
    }
}

/// What would become of a past sign-in at `door`.
#[must_use]
pub fn again(door: Door<'_>, past: &Past<'_>) -> Met {
    let facts = Facts {
        policy: door.policy,
        portal_rules: door.portal_rules,
        networks: door.networks,
        account: Some(AccountFacts { bar: None, ..past.account }),
        address: past.address,
        address_bar: None,
        way: past.way,
        shown: past.shown,
        now: past.at,
    };
    outcome(&facts).into()
}

/// The past sign-ins of which something else would become at `door`, grouped by what was and what would be; the
/// largest group first, of equal ones the one with the earliest place.
///
/// ```
/// use sekisho_engine::address::forwarded::ClientAddress;
/// use sekisho_engine::allowlist::RuleSet;
/// use sekisho_engine::method::Methods;
/// use sekisho_engine::network::Networks;
/// use sekisho_engine::policy::{AccountState, Policy, Role};
/// use sekisho_engine::sign_in::{AccountFacts, Door, Met, MfaChoice, Past, Refusal, Shown, Way, replay};
/// use sekisho_engine::time::Timestamp;
///
/// let open = RuleSet::default();
/// let account = AccountFacts {
///     role: Role::General,
///     state: AccountState::Active,
///     rules: &open,
///     bar: None,
///     registered: Methods::NONE,
///     disabled: Methods::NONE,
///     mfa: MfaChoice::Off,
///     preferred: None,
///     grants: &[],
/// };
/// let from = |address: &str| Past {
///     account,
///     address: ClientAddress::Known(address.parse().unwrap()),
///     at: Timestamp::from_unix(1_700_000_000),
///     way: Way::Usual,
///     shown: Shown::Password,
///     met: Met::In,
/// };
/// let (policy, networks) = (Policy::default(), Networks::default());
/// let draft = RuleSet::compile(["192.0.2.0/24".parse()?]);
/// let door = Door { policy: &policy, portal_rules: &draft, networks: &networks };
/// let found = replay(door, &[from("192.0.2.7"), from("198.51.100.1")]);
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].is, found[0].places.as_slice()), (Met::Refused(Refusal::NotInPortalRules), &[1][..]));
/// # Ok::<(), sekisho_engine::allowlist::RuleError>(())
/// ```
#[must_use]
pub fn replay(door: Door<'_>, past: &[Past<'_>]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (place, one) in past.iter().enumerate() {
        let is = again(door, one);
        if is == one.met {
            continue;
        }
        // of a dozen at most
        match groups.iter_mut().find(|group| (group.was, group.is) == (one.met, is)) {
            Some(group) => group.places.push(place),
            None => groups.push(Group { was: one.met, is, places: vec![place] }),
        }
    }
    // sorting is stable, and groups begin in the order of their first places
    groups.sort_by_key(|group| std::cmp::Reverse(group.places.len()));
    groups
}

#[cfg(test)]
mod tests;
