//! What the policy says about passwords.

use super::{Between, MfaMode, Policy, Role};
use crate::password;

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

impl Policy {
    /// Whether a password of somebody in this role stands alone or always has a second factor beside it.
    ///
    /// A second factor that its owner can switch off doesn't count: the password stays when it goes.
    #[must_use]
    pub const fn password_stands(&self, role: Role) -> password::Stands {
        match self.mfa.mode {
            _ if role.always_shows_second_factor() => password::Stands::WithMfa,
            MfaMode::Required => password::Stands::WithMfa,
            MfaMode::Never | MfaMode::OptIn | MfaMode::Recommended => password::Stands::Alone,
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
