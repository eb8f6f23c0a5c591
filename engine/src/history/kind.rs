//! The kinds of events: stable name, how it ended, what it is about. One line each.

use super::Event;

use Group::{Account, Allowlist, Gate, Mail, Mfa, Network, Password, Session, SignIn, Support};
use Outcome::{Refused, Success};

/// Declares the kinds. An event without a line here doesn't compile.
macro_rules! kinds {
    ($($kind:ident = $name:literal, $outcome:ident, $group:ident;)+) => {
        /// An event's kind: what filters and exports use.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(
            feature = "serde",
            derive(serde::Serialize, serde::Deserialize),
            serde(rename_all = "snake_case")
        )]
        pub enum Kind {
            $(#[doc = concat!("`", $name, "`: see [`Event::", stringify!($kind), "`].")] $kind,)+
        }

        impl Kind {
            /// Every kind, in the order of [`Event`].
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            const fn row(self) -> (&'static str, Outcome, Group) {
                match self {
                    $(Self::$kind => ($name, $outcome, $group),)+
                }
            }
        }

        impl Event {
            /// Its kind.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self {
                    $(Self::$kind { .. } => Kind::$kind,)+
                }
            }
        }
    };
}

kinds! {
    SignInSucceeded = "sign_in_succeeded", Success, SignIn;
    SignInRefused = "sign_in_refused", Refused, SignIn;
    SecondFactorFailed = "second_factor_failed", Refused, SignIn;
    Throttled = "throttled", Refused, SignIn;
    SignedOut = "signed_out", Success, SignIn;
    SessionRevoked = "session_revoked", Success, Session;
    SessionEnded = "session_ended", Success, Session;
    Reauthenticated = "reauthenticated", Success, Session;
    ReauthenticationFailed = "reauthentication_failed", Refused, Session;
    BrowserRemembered = "browser_remembered", Success, Session;
    BrowsersForgotten = "browsers_forgotten", Success, Session;
    RememberedTokenReused = "remembered_token_reused", Refused, Session;
    PasswordChanged = "password_changed", Success, Password;
    PasswordResetRequested = "password_reset_requested", Success, Password;
    PasswordReset = "password_reset", Success, Password;
    PasswordResetRefused = "password_reset_refused", Refused, Password;
    AuthenticatorEnrolled = "authenticator_enrolled", Success, Mfa;
    EnrolmentFailed = "enrolment_failed", Refused, Mfa;
    AuthenticatorRemoved = "authenticator_removed", Success, Mfa;
    AuthenticatorDisabled = "authenticator_disabled", Refused, Mfa;
    MfaReset = "mfa_reset", Success, Mfa;
    MfaClearedByReset = "mfa_cleared_by_reset", Success, Mfa;
    MethodSet = "method_set", Success, Mfa;
    RecoveryCodesMade = "recovery_codes_made", Success, Mfa;
    RecoveryCodeUsed = "recovery_code_used", Success, Mfa;
    AddressChangeRequested = "address_change_requested", Success, Account;
    AddressChanged = "address_changed", Success, Account;
    AddressChangeFailed = "address_change_failed", Refused, Account;
    LanguageChanged = "language_changed", Success, Account;
    NameChanged = "name_changed", Success, Account;
    RuleAdded = "rule_added", Success, Allowlist;
    RuleRemoved = "rule_removed", Success, Allowlist;
    RulesCleared = "rules_cleared", Success, Allowlist;
    RulesChanged = "rules_changed", Success, Allowlist;
    RuleAmended = "rule_amended", Success, Allowlist;
    TrialBegan = "trial_began", Success, Allowlist;
    TrialConfirmed = "trial_confirmed", Success, Allowlist;
    TrialUndone = "trial_undone", Success, Allowlist;
    TrialLapsed = "trial_lapsed", Success, Allowlist;
    RuleChangeRefused = "rule_change_refused", Refused, Allowlist;
    MfaSwitched = "mfa_switched", Success, Mfa;
    SteppedUp = "stepped_up", Success, Mfa;
    GrantIssued = "grant_issued", Success, Mfa;
    GrantsEnded = "grants_ended", Success, Mfa;
    NetworkSaved = "network_saved", Success, Network;
    NetworkRemoved = "network_removed", Success, Network;
    NetworksReordered = "networks_reordered", Success, Network;
    MailRefused = "mail_refused", Refused, Gate;
    MailSessionsEnded = "mail_sessions_ended", Success, Gate;
    ApplicationOpened = "application_opened", Success, Gate;
    ApplicationRefused = "application_refused", Refused, Gate;
    SupportRequestReceived = "support_request_received", Success, Support;
    SupportRequestTaken = "support_request_taken", Success, Support;
    SupportRequestApproved = "support_request_approved", Success, Support;
    SupportRequestRefused = "support_request_refused", Refused, Support;
    SupportRequestStopped = "support_request_stopped", Success, Support;
    SupportRequestDone = "support_request_done", Success, Support;
    AccountCreated = "account_created", Success, Account;
    AccountLocked = "account_locked", Success, Account;
    AccountUnlocked = "account_unlocked", Success, Account;
    SetupLinkMade = "setup_link_made", Success, Account;
    SetupCompleted = "setup_completed", Success, Account;
    SecretKeyAdded = "secret_key_added", Success, Account;
    SecretsResealed = "secrets_resealed", Success, Account;
    MailQueued = "mail_queued", Success, Mail;
    MailSent = "mail_sent", Success, Mail;
    MailFailed = "mail_failed", Refused, Mail;
    MailExpired = "mail_expired", Refused, Mail;
}

impl Kind {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.row().0
    }

    /// How such an event ends.
    #[must_use]
    pub const fn outcome(self) -> Outcome {
        self.row().1
    }

    /// What it is about.
    #[must_use]
    pub const fn group(self) -> Group {
        self.row().2
    }

    /// The kind of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }
}

impl Event {
    /// The stable name of its kind.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind().as_str()
    }

    /// How it ended.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        self.kind().outcome()
    }
}

/// How something ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Outcome {
    /// It was done.
    Success,
    /// It was refused or failed.
    Refused,
}

/// What an event is about: the filter's choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Group {
    /// Signing in and out.
    SignIn,
    /// Sessions.
    Session,
    /// Passwords.
    Password,
    /// Second factors.
    Mfa,
    /// Authorised addresses.
    Allowlist,
    /// Networks.
    Network,
    /// Mail software and web applications behind the portal.
    Gate,
    /// Accounts.
    Account,
    /// Requests to support.
    Support,
    /// Mail.
    Mail,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 10] =
        [SignIn, Session, Password, Mfa, Allowlist, Network, Gate, Account, Support, Mail];

    /// The group's stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            SignIn => "sign_in",
            Session => "session",
            Password => "password",
            Mfa => "mfa",
            Allowlist => "allowlist",
            Network => "network",
            Gate => "gate",
            Account => "account",
            Support => "support",
            Mail => "mail",
        }
    }

    /// The group of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.as_str() == name)
    }
}

impl Outcome {
    /// The outcome's stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Success => "success",
            Refused => "refused",
        }
    }

    /// The outcome of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Success, Refused].into_iter().find(|outcome| outcome.as_str() == name)
    }
}
