//! What each step of the decision found.

use crate::allowlist::Rule;
use crate::method::{Method, Methods};
use crate::network::NetworkAction;
use crate::policy::AccountState;
use crate::throttle::Bar;
use crate::time::{Day, Timestamp};

use super::Shown;

/// One finding of one step. Its step follows from what it is: [`Reason::step`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(tag = "step", content = "found", rename_all = "snake_case")
)]
pub enum Reason {
    /// The portal's rules against the address.
    PortalRules(Coverage),
    /// The account's rules against the address.
    AccountRules(Coverage),
    /// The networks against the address.
    Network(NetworkFinding),
    /// The account; `None` when there is none.
    Account(Option<AccountState>),
    /// The throttle of the account; `None`: nothing stands in the way.
    AccountThrottle(Option<Bar>),
    /// The throttle of the address; `None`: nothing stands in the way.
    AddressThrottle(Option<Bar>),
    /// The one-step way, where it was taken.
    OneStep(OneStepFinding),
    /// What has been shown.
    FirstFactor(Shown),
    /// Whether a browser that stays signed in is enough.
    Remembered(RememberedFinding),
    /// Whether a second factor is due.
    SecondFactor(Due),
    /// Whether a grant stands in for it.
    Grant(GrantFinding),
    /// No method is registered; these could be set up now (none: the policy refuses that at sign-in).
    Enrolment(Methods),
    /// The methods that may be used now, of those that are registered.
    Methods {
        /// What the person registered.
        registered: Methods,
        /// What of that may be used.
        usable: Methods,
    },
    /// A second factor was shown by this method.
    SecondFactorShown(Method),
}

/// The steps, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Step {
    /// Where from.
    Address,
    /// Who.
    Account,
    /// How often.
    Throttle,
    /// The password.
    FirstFactor,
    /// Whether a second factor is due.
    SecondFactor,
    /// Whether there is one, or one could be set up.
    Enrolment,
    /// Which methods may be used.
    Methods,
}

/// A list of rules against an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Coverage {
    /// The list is empty: no restriction.
    Unrestricted,
    /// Covered.
    CoveredBy {
        /// The rule that covers it.
        rule: Rule,
        /// Its place in the list, from 0.
        at: usize,
    },
    /// Not covered by any rule.
    NotCovered,
    /// The address can't be told, and the list isn't empty.
    AddressUnknown,
}

/// The networks against an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum NetworkFinding {
    /// The first network that has the address.
    Matched {
        /// Its name.
        name: String,
        /// What is done there.
        action: NetworkAction,
    },
    /// No network has it.
    None,
    /// The address can't be told.
    AddressUnknown,
}

/// Whether the one-step way in may be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum OneStepFinding {
    /// It may, until the end of this day.
    Open {
        /// The last day.
        last: Day,
    },
    /// There is no such way, or its last day is over.
    Closed,
    /// The person has a second factor: the usual way is theirs.
    Moved,
    /// Never for an administrator or a supporter.
    NotForRole,
}

/// Whether a browser that stays signed in is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum RememberedFinding {
    /// It is.
    Enough,
    /// The policy doesn't offer it.
    NotByPolicy,
    /// Never for an administrator or a supporter.
    NotForRole,
    /// A second factor is due that was not shown when the browser was remembered.
    SecondFactorDue,
}

/// Whether a second factor is due, and what makes it so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Due {
    /// Due: administrators and supporters always show one.
    Role,
    /// Due: the network asks for one.
    Network,
    /// Due: the policy asks everybody for one.
    Policy,
    /// Due: the person switched it on.
    OwnChoice,
    /// Due: what somebody wants who is signed in asks for one.
    StepUp,
    /// Not due.
    Waived(Waived),
}

/// Why a second factor isn't due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Waived {
    /// The policy asks nobody for one.
    Policy,
    /// The person didn't switch it on.
    OwnChoice,
    /// The network waives it.
    Network,
    /// The one-step way was taken, and may be.
    OneStep,
}

/// Whether a grant stands in for a second factor that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum GrantFinding {
    /// This one does.
    StandsIn {
        /// When the second factor was shown.
        issued: Timestamp,
        /// When it ends.
        ends: Timestamp,
    },
    /// None is in force here.
    NoneInForce,
    /// The policy binds a second factor to the session it was shown in.
    NotByPolicy,
    /// Never for an administrator or a supporter who signs in.
    NotForRole,
    /// What is wanted asks for a second factor that is shown now.
    NotForStepUp,
}

/// Why somebody was refused. For History and the administrator, never for the claimant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Refusal {
    /// The portal's rules don't cover the address.
    NotInPortalRules,
    /// The account's rules don't cover the address.
    NotInAccountRules,
    /// The address is in a network that nobody signs in from.
    DeniedNetwork,
    /// There is no such account.
    UnknownAccount,
    /// The account is locked.
    AccountLocked,
    /// Too many attempts.
    Throttled {
        /// Whose.
        of: Throttled,
        /// For how long, or until what.
        bar: Bar,
    },
    /// The one-step way may not be taken.
    NotByOneStep,
    /// The password is wrong.
    WrongPassword,
    /// A second factor is due, none that was shown counts here and now, and nobody is there to be asked.
    NoGrantHere,
    /// The account may not open other people's mail.
    NotForOthers,
    /// A second factor is due, none is registered, and none may be set up while signing in.
    NoMethodRegistered,
    /// A second factor is due and every registered method is disabled or no longer offered.
    NoMethodUsable,
}

/// Whose attempts were too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Throttled {
    /// The account's.
    Account,
    /// The address's.
    Address,
}

impl Reason {
    /// The step that found this.
    #[must_use]
    pub const fn step(&self) -> Step {
        match self {
            Self::PortalRules(_) | Self::AccountRules(_) | Self::Network(_) => Step::Address,
            Self::Account(_) => Step::Account,
            Self::AccountThrottle(_) | Self::AddressThrottle(_) => Step::Throttle,
            Self::OneStep(_) | Self::FirstFactor(_) | Self::Remembered(_) => Step::FirstFactor,
            Self::SecondFactor(_) | Self::Grant(_) => Step::SecondFactor,
            Self::Enrolment(_) => Step::Enrolment,
            Self::Methods { .. } | Self::SecondFactorShown(_) => Step::Methods,
        }
    }
}

impl Refusal {
    /// The refusal's stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotInPortalRules => "not_in_portal_rules",
            Self::NotInAccountRules => "not_in_account_rules",
            Self::DeniedNetwork => "denied_network",
            Self::UnknownAccount => "unknown_account",
            Self::AccountLocked => "account_locked",
            Self::Throttled { .. } => "throttled",
            Self::NotByOneStep => "not_by_one_step",
            Self::WrongPassword => "wrong_password",
            Self::NoGrantHere => "no_grant_here",
            Self::NotForOthers => "not_for_others",
            Self::NoMethodRegistered => "no_method_registered",
            Self::NoMethodUsable => "no_method_usable",
        }
    }
}
