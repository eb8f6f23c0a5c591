//! What the keys and weaknesses are called on the page.

use super::text::PolicyText as T;
use sekisho_engine::policy::Weakness;

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    SignIn,
    Mfa,
    Password,
    Session,
    Other,
}

impl Group {
    pub(super) const ALL: [Self; 5] = [Self::SignIn, Self::Mfa, Self::Password, Self::Session, Self::Other];

    pub(super) const fn title(self) -> T {
        match self {
            Self::SignIn => T::GroupSignIn,
            Self::Mfa => T::GroupMfa,
            Self::Password => T::GroupPassword,
            Self::Session => T::GroupSession,
            Self::Other => T::GroupOther,
        }
    }

    /// The part that a key belongs to.
    pub(super) fn of(key: &str) -> Self {
        match key.split('.').nth(1) {
            Some("sign_in") => Self::SignIn,
            Some("mfa" | "grant" | "external_mail_forbidden_domains") => Self::Mfa,
            Some("password") => Self::Password,
            Some("session" | "remember_me") => Self::Session,
            _ => Self::Other,
        }
    }
}

/// What a key of the policy is called; `None` for one that the page doesn't know.
#[must_use]
pub fn label_of(key: &str) -> Option<T> {
    Some(match key.strip_prefix("policy.")? {
        "sign_in.page" => T::SignInPage,
        "sign_in.identifier" => T::SignInIdentifier,
        "sign_in.one_step_until" => T::OneStepUntil,
        "mfa.mode" => T::MfaMode,
        "mfa.methods" => T::MfaMethods,
        "mfa.default_method" => T::MfaDefault,
        "mfa.choice" => T::MfaChoice,
        "mfa.switch" => T::MfaSwitch,
        "mfa.enrol_at_sign_in" => T::MfaEnrol,
        "mfa.recommendation" => T::MfaRecommendation,
        "mfa.totp.skew" => T::TotpSkewSteps,
        "mfa.email.to" => T::EmailTo,
        "mfa.email.life_minutes" => T::EmailLife,
        "mfa.email.attempts" => T::EmailAttempts,
        "mfa.email.resend_seconds" => T::EmailResend,
        "mfa.email.per_hour" => T::EmailPerHour,
        "password.rules" => T::PasswordRules,
        "password.nist.alone" => T::NistAlone,
        "password.nist.with_mfa" => T::NistWithMfa,
        "password.nist.most" => T::NistMost,
        "password.compat.least" => T::CompatLeast,
        "password.compat.most" => T::CompatMost,
        "password.compat.digits" => T::CompatDigits,
        "password.compat.upper" => T::CompatUpper,
        "password.compat.lower" => T::CompatLower,
        "password.context_words" => T::ContextWords,
        "session.idle_minutes" => T::SessionIdle,
        "session.absolute_hours" => T::SessionAbsolute,
        "allowlist.who_may_edit" => T::WhoMayEdit,
        "allowlist.trial_minutes" => T::TrialMinutes,
        "grant.binding" => T::GrantBinding,
        "grant.hours" => T::GrantHours,
        "grant.ipv6_prefix" => T::GrantPrefix,
        "remember_me.offered" => T::RememberOffered,
        "remember_me.idle_days" => T::RememberIdle,
        "remember_me.absolute_days" => T::RememberAbsolute,
        "reset_clears_mfa" => T::ResetClears,
        "support_requests.offered" => T::SupportOffered,
        "support_requests.two_people" => T::SupportTwoPeople,
        "external_mail_forbidden_domains" => T::ForbiddenDomains,
        "support_requests.wait_hours" => T::SupportWait,
        _ => return None,
    })
}

/// The sentence about a weakness, and the key that makes it one, or the page.
pub(super) const fn weakness(weakness: Weakness) -> (T, &'static str) {
    match weakness {
        Weakness::CompatPasswords => (T::CompatPasswords, "policy.password.rules"),
        Weakness::EmailedCodes => (T::EmailedCodes, "policy.mfa.methods"),
        Weakness::MfaNotRequired => (T::MfaNotRequired, "policy.mfa.mode"),
        Weakness::TotpSkew => (T::TotpSkew, "policy.mfa.totp.skew"),
        Weakness::OneStepSignIn => (T::OneStepSignIn, "policy.sign_in.one_step_until"),
        Weakness::LongSessions => (T::LongSessions, "policy.session"),
        Weakness::RememberedBrowsers => (T::RememberedBrowsers, "policy.remember_me.offered"),
        Weakness::ResetClearsMfa => (T::ResetClearsMfa, "policy.reset_clears_mfa"),
        Weakness::SupportRemovesMfa => (T::SupportRemovesMfa, "policy.support_requests.offered"),
        Weakness::SourceAddressGrants => (T::SourceAddressGrants, "policy.grant.binding"),
        // kept beside the configuration: a page instead of a key
        Weakness::NetworksSkipMfa => (T::NetworksSkipMfa, "/admin/networks"),
    }
}
