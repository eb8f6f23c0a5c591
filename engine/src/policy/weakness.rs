//! What a policy offers although today's standards ask for more.

use super::{GrantBinding, MfaMode, PasswordRules, Policy};
use crate::method::Method;
use crate::otp::Skew;
use crate::time::Seconds;

/// A choice of the operator that a requirement of SP 800-63B-4 or OWASP ASVS 5.0 isn't met with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Weakness {
    /// Passwords by the rules of `compat`.
    CompatPasswords,
    /// Codes by mail as a second factor.
    EmailedCodes,
    /// People may sign in with a password alone.
    MfaNotRequired,
    /// A code is accepted one time step early or late.
    TotpSkew,
    /// For a time, people may sign in by the one-step way.
    OneStepSignIn,
    /// Sessions last longer than an hour idle or a day in all.
    LongSessions,
    /// Browsers stay signed in for days.
    RememberedBrowsers,
    /// A new password, set by a mailed link, switches second factors off.
    ResetClearsMfa,
    /// Support switches second factors off on request.
    SupportRemovesMfa,
    /// A second factor opens other software at the same address for hours.
    SourceAddressGrants,
    /// There is a network from which no second factor is asked for. The policy itself doesn't know: networks are
    /// kept beside it.
    NetworksSkipMfa,
}

impl Weakness {
    /// Every weakness, in the order in which they are told.
    pub const ALL: [Self; 11] = [
        Self::CompatPasswords,
        Self::EmailedCodes,
        Self::MfaNotRequired,
        Self::TotpSkew,
        Self::OneStepSignIn,
        Self::LongSessions,
        Self::RememberedBrowsers,
        Self::ResetClearsMfa,
        Self::SupportRemovesMfa,
        Self::SourceAddressGrants,
        Self::NetworksSkipMfa,
    ];

    /// The requirements that are not met, by standard and section.
    #[must_use]
    pub const fn fails(self) -> &'static str {
        match self {
            Self::CompatPasswords => "SP 800-63B-4 3.1.1.2; ASVS 5.0 6.2.1, 6.2.5, 6.2.9",
            Self::EmailedCodes => "SP 800-63B-4 3.1.3.1; ASVS 5.0 6.3.6 (level 3)",
            Self::MfaNotRequired => "ASVS 5.0 6.3.3 (level 2)",
            Self::TotpSkew => "ASVS 5.0 6.5.5 (level 2), read strictly",
            Self::OneStepSignIn => "ASVS 5.0 6.3.3 (level 2)",
            Self::LongSessions => "SP 800-63B-4 2.2.3; ASVS 5.0 7.3.1, 7.3.2 (level 2)",
            Self::RememberedBrowsers => "SP 800-63B-4 2.2.3; ASVS 5.0 7.3.1 (level 2)",
            Self::ResetClearsMfa => "SP 800-63B-4 4.2; ASVS 5.0 6.4.3 (level 2)",
            Self::SupportRemovesMfa => "ASVS 5.0 6.4.4 (level 2), 2.3.5 (level 3)",
            Self::SourceAddressGrants => "SP 800-63B-4 2.2.1; ASVS 5.0 6.3.3 (level 2)",
            Self::NetworksSkipMfa => "ASVS 5.0 6.3.3 (level 2)",
        }
    }
}

impl Policy {
    /// The choices in force that are weaker than today's standards ask for.
    #[must_use]
    pub fn weaknesses(&self) -> Vec<Weakness> {
        let mut found = Vec::new();
        if self.password.rules == PasswordRules::Compat {
            found.push(Weakness::CompatPasswords);
        }
        if self.mfa.methods.contains(Method::Email) {
            found.push(Weakness::EmailedCodes);
        }
        if self.mfa.mode != MfaMode::Required {
            found.push(Weakness::MfaNotRequired);
        }
        if self.mfa.totp.skew != Skew::None {
            found.push(Weakness::TotpSkew);
        }
        if self.sign_in.one_step_until.is_some() {
            found.push(Weakness::OneStepSignIn);
        }
        let limits = self.session_limits();
        if limits.idle > Seconds::HOUR || limits.absolute > Seconds::DAY {
            found.push(Weakness::LongSessions);
        }
        if self.remember_me.offered {
            found.push(Weakness::RememberedBrowsers);
        }
        if self.reset_clears_mfa {
            found.push(Weakness::ResetClearsMfa);
        }
        if self.support_requests.offered {
            found.push(Weakness::SupportRemovesMfa);
        }
        if self.grant.binding == GrantBinding::SourceAddress {
            found.push(Weakness::SourceAddressGrants);
        }
        found
    }
}
