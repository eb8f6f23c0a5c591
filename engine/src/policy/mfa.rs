//! What the policy says about second factors.

use super::Between;
use crate::method::{Method, Methods};
use crate::otp::Skew;

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
    /// What somebody who has several methods sees first.
    pub choice: Choice,
    /// Whether people switch second factors off and on, their methods staying set up, where the mode leaves it
    /// to them. Else they are on for whoever has one.
    pub switch: bool,
    /// What becomes of somebody who must show a second factor and has none.
    pub enrol_at_sign_in: EnrolAtSignIn,
    /// How a second factor is recommended to those who have none.
    pub recommendation: Recommendation,
    /// Time-based one-time passwords.
    pub totp: Totp,
    /// E-mailed codes.
    pub email: EmailCodes,
}

/// Who has to show a second factor. Administrators and supporters always have to.
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

/// What somebody who has several methods sees first at sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Choice {
    /// The one they used last, with a way to the others.
    #[default]
    LastUsed,
    /// The choice among them, the one they used last first.
    Ask,
}

/// Where e-mailed codes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum CodesTo {
    /// To the account's address.
    #[default]
    Account,
    /// To an address of the person's own choice, outside the forbidden domains, that they proved.
    External,
}

/// How a second factor is recommended, where the mode is [`MfaMode::Recommended`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Recommendation {
    /// By a card on the dashboard.
    #[default]
    Card,
    /// By a dialog, too, until it is put off.
    Dialog,
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
    /// Where they go.
    pub to: CodesTo,
    /// Minutes a code works for; at most 10 (OWASP ASVS 5.0, 6.5.5).
    pub life_minutes: Between<1, 10>,
    /// Guesses at one code; at most 5.
    pub attempts: Between<1, 5>,
    /// Seconds before a code may be sent again; the wait doubles each time.
    pub resend_seconds: Between<10, 600>,
    /// Codes sent to one account in an hour.
    pub per_hour: Between<1, 30>,
}

impl Default for Mfa {
    fn default() -> Self {
        Self {
            mode: MfaMode::default(),
            methods: Methods::from([Method::Totp, Method::Email]),
            default_method: Method::Totp,
            choice: Choice::default(),
            switch: false,
            enrol_at_sign_in: EnrolAtSignIn::default(),
            recommendation: Recommendation::default(),
            totp: Totp::default(),
            email: EmailCodes::default(),
        }
    }
}

impl Default for EmailCodes {
    fn default() -> Self {
        Self {
            to: CodesTo::default(),
            life_minutes: Between::constant::<10>(),
            attempts: Between::constant::<5>(),
            resend_seconds: Between::constant::<30>(),
            per_hour: Between::constant::<6>(),
        }
    }
}
