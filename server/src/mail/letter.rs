//! A letter: what a mail is about, with all that its text needs.

use super::EmailAddress;
use sekisho_engine::email_otp::Purpose;
use sekisho_engine::history;
use sekisho_engine::method::Method;
use sekisho_engine::time::{Seconds, Timestamp};
use std::fmt;

/// How long a notice is worth sending.
const NOTICE_LIFE: Seconds = Seconds::days(3);

/// What a mail is about. Codes and links are shown by nothing but the mail's own text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Letter<'a> {
    /// A code to be typed in.
    Code {
        /// For what.
        purpose: Purpose,
        /// The code, as it is to be typed.
        code: &'a str,
        /// When it ends.
        until: Timestamp,
    },
    /// A link to set a new password.
    PasswordReset {
        /// The whole link, at the configured origin.
        link: &'a str,
        /// When it ends.
        until: Timestamp,
    },
    /// A link for somebody new to set their first password.
    Invitation {
        /// The whole link, at the configured origin.
        link: &'a str,
        /// When it ends.
        until: Timestamp,
    },
    /// The password was changed, or set anew by a link.
    PasswordChanged,
    /// A change of the address was asked for; goes to the present one.
    AddressChangeRequested {
        /// The new address.
        to: &'a EmailAddress,
    },
    /// The address was changed; goes to the one before.
    AddressChanged {
        /// The address now.
        to: &'a EmailAddress,
    },
    /// A second factor was added.
    AuthenticatorAdded(Method),
    /// A second factor was removed by its owner.
    AuthenticatorRemoved(Method),
    /// A second factor was disabled after too many failures.
    AuthenticatorDisabled(Method),
    /// An administrator or operator removed every second factor.
    MfaReset,
    /// Its owner switched second factors on or off, their methods staying set up.
    MfaSwitched {
        /// On.
        on: bool,
    },
    /// A new password, set by a mailed link, switched every second factor off.
    MfaClearedByReset,
    /// An administrator or operator chose the person's second factor.
    MethodSet(Method),
    /// An old token of a browser that stays signed in was shown again.
    RememberedTokenReused,
    /// Somebody asked support to switch the person's second factors off.
    SupportRequestReceived,
    /// Support will do so.
    SupportRequestApproved {
        /// The whole link that stops it, at the configured origin.
        link: &'a str,
        /// When it takes effect.
        effect: Timestamp,
    },
    /// Support won't.
    SupportRequestRefused,
    /// The person stopped it.
    SupportRequestStopped,
    /// Support has switched second factors off.
    SupportRequestDone,
    /// New recovery codes were made.
    RecoveryCodesMade,
    /// A recovery code was used up.
    RecoveryCodeUsed {
        /// How many are left.
        left: u32,
    },
    /// An administrator or operator removed every rule of the person's list.
    RulesCleared,
    /// An administrator or operator locked the account.
    AccountLocked,
    /// An administrator or operator unlocked it.
    AccountUnlocked,
    /// Somebody signed in from a browser and address that the account had not come from before.
    NewPlace,
    /// Attempts to sign in were throttled.
    SuspiciousAttempts,
}

/// Who wants a letter, which says how it is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Somebody asked for it, perhaps a stranger. A newer one replaces it while it waits.
    Asked,
    /// The portal tells of a change. It never refuses the change: see [`outbox`](crate::outbox).
    Notice,
}

impl Letter<'_> {
    /// Which mail it is, in the words of the history.
    #[must_use]
    pub const fn kind(&self) -> history::Mail {
        match self {
            Self::Code { .. } => history::Mail::ConfirmationCode,
            Self::PasswordReset { .. } => history::Mail::PasswordReset,
            Self::Invitation { .. } => history::Mail::Invitation,
            Self::PasswordChanged => history::Mail::PasswordChanged,
            Self::AddressChangeRequested { .. } | Self::AddressChanged { .. } => {
                history::Mail::AddressChanged
            }
            Self::AuthenticatorAdded(_)
            | Self::AuthenticatorRemoved(_)
            | Self::AuthenticatorDisabled(_)
            | Self::MfaReset
            | Self::MfaSwitched { .. }
            | Self::MfaClearedByReset
            | Self::MethodSet(_)
            | Self::RecoveryCodesMade
            | Self::RecoveryCodeUsed { .. } => history::Mail::AuthenticatorChanged,
            Self::RememberedTokenReused => history::Mail::RememberedBrowser,
            Self::SupportRequestReceived
            | Self::SupportRequestApproved { .. }
            | Self::SupportRequestRefused
            | Self::SupportRequestStopped
            | Self::SupportRequestDone => history::Mail::SupportRequest,
            Self::RulesCleared => history::Mail::RulesChanged,
            Self::AccountLocked | Self::AccountUnlocked => history::Mail::AccountState,
            Self::NewPlace => history::Mail::NewPlace,
            Self::SuspiciousAttempts => history::Mail::SuspiciousAttempts,
        }
    }

    /// How it is limited.
    #[must_use]
    pub const fn class(&self) -> Class {
        match self {
            Self::Code { .. } | Self::PasswordReset { .. } | Self::Invitation { .. } => Class::Asked,
            _ => Class::Notice,
        }
    }

    /// What a code is for, by name; empty for every other letter.
    #[must_use]
    pub const fn purpose(&self) -> &'static str {
        match self {
            Self::Code { purpose, .. } => purpose.as_str(),
            _ => "",
        }
    }

    /// When it is of no more use.
    #[must_use]
    pub const fn expires(&self, now: Timestamp) -> Timestamp {
        match *self {
            Self::Code { until, .. } | Self::PasswordReset { until, .. } | Self::Invitation { until, .. } => {
                until
            }
            _ => now.plus(NOTICE_LIFE),
        }
    }
}

/// Shows the kind; the rest may be a code or a link.
impl fmt::Debug for Letter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letter({:?})", self.kind())
    }
}

impl Class {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Notice => "notice",
        }
    }
}
