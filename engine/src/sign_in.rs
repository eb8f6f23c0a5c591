//! The decision: may this person come in, from here, with what they have shown?
//!
//! [`decide`] is the one function that says so. The sign-in, every later request, the command line, the
//! preview and the replay all call it. It goes through seven steps in one order, and it says what each step
//! found, so that "why?" always has an answer:
//!
//! 1. where from: the portal's rules, then the account's, then networks that nobody signs in from;
//! 2. the account: it exists and isn't locked;
//! 3. throttling: the account's, then the address's;
//! 4. the first factor, by the usual or the one-step way, or a browser that stays signed in;
//! 5. is a second factor due, and does a grant stand in for it;
//! 6. due, but none registered: enrol, or refuse;
//! 7. which methods may be used.
//!
//! Nothing is allowed unless a step says so. An address that can't be told is in no network, holds no grant
//! and is covered by no list that isn't empty.
//!
//! The claimant is told none of this beyond what they must do next; History and the administrator are.

mod decide;
mod reason;
mod replay;

pub(crate) use decide::usually_due;
pub use decide::{decide, outcome};
pub use reason::{
    Coverage, Due, GrantFinding, NetworkFinding, OneStepFinding, Reason, Refusal, RememberedFinding, Step,
    Throttled, Waived,
};
pub use replay::{Door, Group, Met, Past, again, replay};

use crate::address::forwarded::ClientAddress;
use crate::allowlist::RuleSet;
use crate::grant::Grant;
use crate::method::{Method, Methods};
use crate::network::Networks;
use crate::policy::{AccountState, Policy, Role};
use crate::throttle::Bar;
use crate::time::Timestamp;

/// Everything that the decision depends on.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The operator's policy.
    pub policy: &'a Policy,
    /// The portal's rules in force (a trial counted while it runs); empty: no restriction.
    pub portal_rules: &'a RuleSet,
    /// The networks, in their order.
    pub networks: &'a Networks,
    /// The account; `None` when there is none by that name.
    pub account: Option<AccountFacts<'a>>,
    /// Where the request comes from.
    pub address: ClientAddress,
    /// What stands in the way of an attempt from that address; `None`: nothing.
    pub address_bar: Option<Bar>,
    /// Which of the ways in was taken.
    pub way: Way,
    /// What has been shown so far.
    pub shown: Shown,
    /// The time.
    pub now: Timestamp,
}

/// What the decision depends on about the account.
#[derive(Debug, Clone, Copy)]
pub struct AccountFacts<'a> {
    /// The role.
    pub role: Role,
    /// Whether it may be used at all.
    pub state: AccountState,
    /// The account's rules in force (a trial counted while it runs); empty: no restriction.
    pub rules: &'a RuleSet,
    /// What stands in the way of an attempt on the account; `None`: nothing.
    pub bar: Option<Bar>,
    /// The methods that the person has proved once and not removed; [`Method::Recovery`] while unused
    /// recovery codes are left.
    pub registered: Methods,
    /// Those of them that can't be used: disabled by too many failures, or e-mailed codes whose address the policy
    /// has come to forbid ([`Policy::forbids_codes_to`]).
    pub disabled: Methods,
    /// Whether the person switched the second factor on.
    pub mfa: MfaChoice,
    /// The method that they used last or chose, if any.
    pub preferred: Option<Method>,
    /// The person's grants, in any state.
    pub grants: &'a [Grant],
}

/// Whether a person switched the second factor on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum MfaChoice {
    /// They didn't.
    #[default]
    Off,
    /// They did.
    On,
}

/// A way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Way {
    /// The usual one: password, then a second factor where one is due.
    #[default]
    Usual,
    /// The old one: the password alone, for those who have yet to set up a second factor, until a last day.
    OneStep,
    /// Somebody who is signed in shows a second factor, because what they want asks for one: none that was
    /// shown before will do.
    StepUp,
    /// Mail software, which shows a password and can't be asked for more.
    Mail,
    /// A session that goes on, where a second factor counts for an address and for a time.
    Resumed,
}

impl Way {
    /// Whether somebody is there who can be asked for a second factor, or to set one up. Where nobody is, a
    /// network or a grant has to stand for it.
    #[must_use]
    pub const fn asks(self) -> bool {
        matches!(self, Self::Usual | Self::OneStep | Self::StepUp)
    }
}

/// What a claimant has shown so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Shown {
    /// Nothing yet.
    Nothing,
    /// A password that is wrong.
    WrongPassword,
    /// The password.
    Password,
    /// The password, and a second factor by this method.
    PasswordAnd(Method),
    /// That the browser stays signed in, since a sign-in in which the password and, perhaps, a second factor by
    /// this method was shown.
    Remembered(Option<Method>),
}

/// What was decided, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Decision {
    /// What happens next.
    pub outcome: Outcome,
    /// What each step found, in order, up to the one that decided.
    pub reasons: Vec<Reason>,
}

/// What happens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Outcome {
    /// Nobody comes in. The claimant isn't told why.
    Refused(Refusal),
    /// The password is asked for.
    FirstFactorDue,
    /// A second factor is asked for.
    SecondFactorDue {
        /// The methods that may be used; never empty.
        methods: Methods,
        /// The one to ask for first; one of `methods`.
        preferred: Method,
    },
    /// A second factor has to be set up first.
    EnrolmentDue {
        /// The methods that may be set up; never empty.
        methods: Methods,
    },
    /// They come in.
    Allowed {
        /// On what ground.
        how: How,
        /// Whether to ask them to set up a second factor.
        enrolment: Enrolment,
    },
}

/// On what ground somebody comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum How {
    /// The password, and no second factor is due.
    SingleFactor,
    /// The password, from a network where the second factor is waived.
    TrustedNetwork,
    /// The password alone, by the one-step way.
    OneStep,
    /// The password, and a grant that stands in for the second factor.
    Grant,
    /// The browser stays signed in.
    Remembered,
    /// The password and a second factor.
    SecondFactor(Method),
}

/// Whether somebody who comes in is asked to set up a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Enrolment {
    /// They have one, or the policy doesn't ask for one.
    Settled,
    /// They have none and the policy recommends one.
    Recommended,
    /// They have none, will need one, and can't set one up while signing in.
    Expected,
}

#[cfg(test)]
mod tests;
