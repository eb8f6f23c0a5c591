//! The operator's policy: what is asked of whom.
//!
//! One value, read from the section `policy` of the configuration. Every key has a secure default; a key
//! that isn't known or a value out of its bounds is refused where it is read, with what is allowed. What is
//! offered although today's standards ask for more is named by [`Policy::weaknesses`], with the requirement.

mod bounded;
mod domain;
mod mfa;
mod password;
mod role;
mod weakness;

pub use bounded::{Between, OutOfBoundsError};
pub use domain::{Domain, DomainError};
pub use mfa::{Choice, CodesTo, EmailCodes, EnrolAtSignIn, Mfa, MfaMode, Recommendation, Totp};
pub use password::{Compat, NistLengths, Password, PasswordRules};
pub use role::{AccountState, Role};
pub use weakness::Weakness;

use crate::email_address::EmailAddress;
use crate::method::Method;
use crate::session;
use crate::time::{Day, Seconds, Timestamp};
use std::fmt;

/// The whole policy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Policy {
    /// How a person says who they are.
    pub sign_in: SignIn,
    /// Second factors.
    pub mfa: Mfa,
    /// Rules for passwords.
    pub password: Password,
    /// How long a session lasts.
    pub session: Session,
    /// Authorised addresses.
    pub allowlist: Allowlist,
    /// What a shown second factor opens besides the session.
    pub grant: Grant,
    /// Browsers that stay signed in.
    pub remember_me: RememberMe,
    /// Whether a new password, set by a mailed link, switches second factors off. Who can read the mail is in
    /// then.
    pub reset_clears_mfa: bool,
    /// Requests to support to switch second factors off.
    pub support_requests: SupportRequests,
    /// Domains, and all below them, that no address for e-mailed codes may be in: the organisation's own, whose
    /// mail is what the codes protect.
    pub external_mail_forbidden_domains: Vec<Domain>,
}

/// How a person says who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct SignIn {
    /// Whether identifier and password are asked for on one page or one after the other.
    pub page: SignInPage,
    /// What is typed beside the password.
    pub identifier: Identifier,
    /// The last day on which those who have no second factor yet may sign in without one, to set one up:
    /// beside the usual way there is a second, one-step way in until then. `None`: there is none.
    pub one_step_until: Option<Day>,
}

/// Whether identifier and password are asked for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum SignInPage {
    /// On one page.
    #[default]
    Combined,
    /// The identifier first, the password on the next page.
    IdentifierFirst,
}

/// What names an account at sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Identifier {
    /// The e-mail address.
    #[default]
    Email,
    /// The user name.
    Username,
}

/// How long a session lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Session {
    /// Minutes without a request after which it ends.
    pub idle_minutes: Between<5, 1_440>,
    /// Hours after which it ends in any case.
    pub absolute_hours: Between<1, 720>,
}

/// Authorised addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Allowlist {
    /// Who may change the list of an account.
    pub who_may_edit: WhoMayEdit,
    /// How many minutes changes are on trial before they go back by themselves.
    pub trial_minutes: Between<1, 60>,
}

impl Default for Allowlist {
    fn default() -> Self {
        Self { who_may_edit: WhoMayEdit::default(), trial_minutes: Between::constant::<10>() }
    }
}

impl Allowlist {
    /// How long changes are on trial.
    #[must_use]
    pub const fn trial(self) -> Seconds {
        Seconds::minutes(self.trial_minutes.get())
    }
}

/// Who may change the list of authorised addresses of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum WhoMayEdit {
    /// Each person their own, administrators anybody's.
    #[default]
    Everyone,
    /// Administrators only.
    Administrators,
}

/// What a shown second factor opens besides the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Grant {
    /// What a grant is bound to.
    pub binding: GrantBinding,
    /// Hours a grant lasts; nothing extends it.
    pub hours: Between<1, 24>,
    /// How much of an IPv6 source address is one place.
    pub ipv6_prefix: Between<48, 128>,
}

/// What a grant is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum GrantBinding {
    /// The session: the second factor opens nothing else.
    #[default]
    Session,
    /// The person at their source address, in any software.
    SourceAddress,
}

/// Browsers that stay signed in: whoever asks for it isn't asked again for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct RememberMe {
    /// Whether it is offered. Never to administrators.
    pub offered: bool,
    /// Days without a visit after which a browser is forgotten.
    pub idle_days: Between<1, 90>,
    /// Days after which it is forgotten in any case.
    pub absolute_days: Between<1, 365>,
}

/// Requests to support to switch second factors off, by those who have lost theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct SupportRequests {
    /// Whether there is a form for them.
    pub offered: bool,
    /// Whether whoever looks into a request needs somebody else to approve it.
    pub two_people: bool,
    /// Hours between approval and effect, in which the person can stop it.
    pub wait_hours: Between<0, 168>,
}

impl Default for RememberMe {
    fn default() -> Self {
        Self {
            offered: false,
            idle_days: Between::constant::<14>(),
            absolute_days: Between::constant::<90>(),
        }
    }
}

impl Default for SupportRequests {
    fn default() -> Self {
        Self { offered: false, two_people: true, wait_hours: Between::constant::<24>() }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self { idle_minutes: Between::constant::<60>(), absolute_hours: Between::constant::<24>() }
    }
}

impl Default for Grant {
    fn default() -> Self {
        Self {
            binding: GrantBinding::default(),
            hours: Between::constant::<14>(),
            ipv6_prefix: Between::constant::<64>(),
        }
    }
}

/// Two keys of the policy that contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyError {
    /// The key to change, below `policy`.
    pub key: &'static str,
    /// What is allowed.
    pub allowed: &'static str,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "policy.{}: {}", self.key, self.allowed)
    }
}

impl std::error::Error for PolicyError {}

impl Policy {
    /// Checks what one key alone can't show.
    ///
    /// # Errors
    /// [`PolicyError`] names the first key that contradicts another one.
    pub fn check(&self) -> Result<(), PolicyError> {
        let wrong = |key, allowed| Err(PolicyError { key, allowed });
        let mfa = &self.mfa;
        if mfa.methods.contains(Method::Recovery) {
            return wrong("mfa.methods", "totp, paired and email; recovery codes come with any of them");
        }
        if mfa.methods.is_empty() {
            return wrong(
                "mfa.methods",
                "at least one of totp, paired and email: administrators and supporters always show one",
            );
        }
        if !mfa.methods.contains(mfa.default_method) {
            return wrong("mfa.default_method", "one of mfa.methods");
        }
        let compat = &self.password.compat;
        if compat.least.get() > compat.most.get() {
            return wrong("password.compat.least", "not more than password.compat.most");
        }
        if compat.digits.get() + compat.upper.get() + compat.lower.get() > compat.most.get() {
            return wrong("password.compat.most", "room for the characters that are required");
        }
        if self.session.idle_minutes.get() > self.session.absolute_hours.get() * 60 {
            return wrong("session.idle_minutes", "not longer than session.absolute_hours");
        }
        if self.remember_me.offered && self.grant.binding == GrantBinding::SourceAddress {
            return wrong(
                "remember_me.offered",
                "false where grant.binding is source-address: a second factor counts at an address then, and not in a browser",
            );
        }
        if self.remember_me.idle_days.get() > self.remember_me.absolute_days.get() {
            return wrong("remember_me.idle_days", "not longer than remember_me.absolute_days");
        }
        Ok(())
    }

    /// The forbidden domain that `address` is in, where codes go to addresses of people's own choice.
    #[must_use]
    pub fn forbids_codes_to(&self, address: &EmailAddress) -> Option<&Domain> {
        let external = self.mfa.email.to == CodesTo::External;
        self.external_mail_forbidden_domains.iter().find(|domain| external && domain.holds(address))
    }

    /// Whether people switch second factors off and on by themselves.
    #[must_use]
    pub const fn people_switch(&self) -> bool {
        self.mfa.switch && matches!(self.mfa.mode, MfaMode::OptIn | MfaMode::Recommended)
    }

    /// Whether the one-step way in is open at `now`.
    #[must_use]
    pub fn one_step_open(&self, now: Timestamp) -> bool {
        self.sign_in.one_step_until.is_some_and(|last| now < last.ends())
    }

    /// The limits of a browser that stays signed in.
    #[must_use]
    pub const fn remembered_limits(&self) -> session::Limits {
        session::Limits {
            idle: Seconds::days(self.remember_me.idle_days.get()),
            absolute: Seconds::days(self.remember_me.absolute_days.get()),
        }
    }

    /// The limits of a full session.
    #[must_use]
    pub const fn session_limits(&self) -> session::Limits {
        session::Limits {
            idle: Seconds::minutes(self.session.idle_minutes.get()),
            absolute: Seconds::hours(self.session.absolute_hours.get()),
        }
    }
}

#[cfg(test)]
mod tests;
