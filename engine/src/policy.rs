//! The operator's policy: what is asked of whom.
//!
//! One value, read from the section `policy` of the configuration. Every key has a secure default; a key
//! that isn't known or a value out of its bounds is refused where it is read, with what is allowed. What is
//! offered although today's standards ask for more is named by [`Policy::weaknesses`], with the requirement.

mod bounded;
mod role;
mod weakness;

pub use bounded::{Between, OutOfBoundsError};
pub use role::{AccountState, Role};
pub use weakness::Weakness;

use crate::method::{Method, Methods};
use crate::otp::Skew;
use crate::password;
use crate::session;
use crate::time::Seconds;
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
}

/// How a person says who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct SignIn {
    /// What is typed beside the password.
    pub identifier: Identifier,
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

/// Second factors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Mfa {
    /// Who has to show one.
    pub mode: MfaMode,
    /// The methods offered.
    pub methods: Methods,
    /// The method that is asked for first where a person has several.
    pub default_method: Method,
    /// What becomes of somebody who must show a second factor and has none.
    pub enrol_at_sign_in: EnrolAtSignIn,
    /// Time-based one-time passwords.
    pub totp: Totp,
    /// E-mailed codes.
    pub email: EmailCodes,
}

/// Who has to show a second factor. Administrators always have to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum MfaMode {
    /// Nobody.
    Never,
    /// Those who switched it on.
    OptIn,
    /// Those who switched it on; the others are asked to.
    #[default]
    Recommended,
    /// Everybody.
    Required,
}

/// What becomes of somebody who must show a second factor and has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum EnrolAtSignIn {
    /// They set one up before they get in.
    #[default]
    Allowed,
    /// They are refused and shown the way to support.
    Refused,
}

/// Time-based one-time passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Totp {
    /// Time steps accepted on each side of the present one (RFC 6238 section 5.2): 0 or 1.
    pub skew: Skew,
}

/// E-mailed codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct EmailCodes {
    /// Minutes a code works for; at most 10 (OWASP ASVS 5.0, 6.5.5).
    pub life_minutes: Between<1, 10>,
    /// Guesses at one code; at most 5.
    pub attempts: Between<1, 5>,
    /// Seconds before a code may be sent again; the wait doubles each time.
    pub resend_seconds: Between<10, 600>,
    /// Codes sent to one account in an hour.
    pub per_hour: Between<1, 30>,
}

/// Rules for passwords.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Password {
    /// Which of the two sets of rules is in force.
    pub rules: PasswordRules,
    /// The lengths of `nist`.
    pub nist: NistLengths,
    /// The lengths and characters of `compat`.
    pub compat: Compat,
    /// Words that say nothing secret here: the organisation's and the portal's names (ASVS 6.1.2).
    pub context_words: Vec<String>,
}

/// Which rules a new password is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum PasswordRules {
    /// Long, anything goes, nothing common (SP 800-63B-4 section 3.1.1.2).
    #[default]
    Nist,
    /// Shorter, with digits and both cases, as older portals ask for.
    Compat,
}

/// Lengths of `nist`, in Unicode code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct NistLengths {
    /// The least where the password is the only factor.
    pub alone: Between<15, 64>,
    /// The least where a second factor is always shown.
    pub with_mfa: Between<8, 64>,
    /// The most.
    pub most: Between<64, 256>,
}

/// Lengths in Unicode code points and required characters of `compat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Compat {
    /// The least length.
    pub least: Between<6, 64>,
    /// The most.
    pub most: Between<16, 256>,
    /// Digits needed.
    pub digits: Between<0, 4>,
    /// Upper-case letters needed.
    pub upper: Between<0, 4>,
    /// Lower-case letters needed.
    pub lower: Between<0, 4>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Allowlist {
    /// Who may change the list of an account.
    pub who_may_edit: WhoMayEdit,
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

impl Default for Mfa {
    fn default() -> Self {
        Self {
            mode: MfaMode::default(),
            methods: Methods::from([Method::Totp, Method::Email]),
            default_method: Method::Totp,
            enrol_at_sign_in: EnrolAtSignIn::default(),
            totp: Totp::default(),
            email: EmailCodes::default(),
        }
    }
}

impl Default for EmailCodes {
    fn default() -> Self {
        Self {
            life_minutes: Between::constant::<10>(),
            attempts: Between::constant::<5>(),
            resend_seconds: Between::constant::<30>(),
            per_hour: Between::constant::<6>(),
        }
    }
}

impl Default for NistLengths {
    fn default() -> Self {
        Self {
            alone: Between::constant::<15>(),
            with_mfa: Between::constant::<8>(),
            most: Between::constant::<128>(),
        }
    }
}

impl Default for Compat {
    fn default() -> Self {
        Self {
            least: Between::constant::<6>(),
            most: Between::constant::<32>(),
            digits: Between::constant::<1>(),
            upper: Between::constant::<1>(),
            lower: Between::constant::<1>(),
        }
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
            return wrong("mfa.methods", "totp and email; recovery codes come with either");
        }
        if mfa.methods.is_empty() {
            return wrong("mfa.methods", "at least one of totp and email: administrators always show one");
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
        Ok(())
    }

    /// The limits of a full session.
    #[must_use]
    pub const fn session_limits(&self) -> session::Limits {
        session::Limits {
            idle: Seconds::minutes(self.session.idle_minutes.get()),
            absolute: Seconds::hours(self.session.absolute_hours.get()),
        }
    }

    /// Whether a password of somebody in this role stands alone or always has a second factor beside it.
    ///
    /// A second factor that its owner can switch off doesn't count: the password stays when it goes.
    #[must_use]
    pub const fn password_stands(&self, role: Role) -> password::Stands {
        match (role, self.mfa.mode) {
            (Role::Admin, _) | (_, MfaMode::Required) => password::Stands::WithMfa,
            (_, MfaMode::Never | MfaMode::OptIn | MfaMode::Recommended) => password::Stands::Alone,
        }
    }

    /// The rules for the next password of somebody in this role.
    #[must_use]
    pub fn password_rules(&self, role: Role) -> password::Rules {
        let Password { rules, nist, compat, .. } = &self.password;
        match rules {
            PasswordRules::Nist => password::Rules::Nist {
                least: match self.password_stands(role) {
                    password::Stands::Alone => nist.alone.small(),
                    password::Stands::WithMfa => nist.with_mfa.small(),
                },
                most: nist.most.small(),
            },
            PasswordRules::Compat => password::Rules::Compat {
                least: compat.least.small(),
                most: compat.most.small(),
                digits: compat.digits.small(),
                upper: compat.upper.small(),
                lower: compat.lower.small(),
            },
        }
    }
}

#[cfg(test)]
mod tests;
