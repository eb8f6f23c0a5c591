//! The vocabulary of History: everything that is worth remembering, as values.
//!
//! An [`Event`] says what happened, with typed detail. No field can hold a password, code, key or token:
//! there is no free text but names of networks and roles of people that an administrator chose, rules, and
//! e-mail addresses. When, who, from where and with what stands beside the event, in the entry that holds it.
//!
//! Its [`Kind`] has a stable name and is what filters and exports use; [`Outcome`] and [`Group`] follow from it.

mod kind;

pub use kind::{Group, Kind, Outcome};

use crate::address::Prefix;
use crate::allowlist::Rule;
use crate::email_address::EmailAddress;
use crate::method::Method;
use crate::network::NetworkAction;
use crate::policy::Role;
use crate::session;
use crate::sign_in::{How, Refusal};
use crate::throttle::Bucket;
use crate::time::{Day, Timestamp};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(tag = "event", rename_all = "snake_case")
)]
pub enum Event {
    /// Somebody came in.
    SignInSucceeded {
        /// On what ground.
        how: How,
    },
    /// Somebody was refused.
    SignInRefused {
        /// Why.
        refusal: Refusal,
    },
    /// The password was right; a second factor was asked for and none, or a wrong one, was shown.
    SecondFactorFailed {
        /// By which method.
        method: Method,
        /// What was wrong.
        failure: CodeFailure,
    },
    /// Attempts were no longer evaluated.
    Throttled {
        /// What was counted.
        bucket: Bucket,
    },
    /// Somebody signed out.
    SignedOut,
    /// A session was ended.
    SessionRevoked {
        /// Why.
        reason: RevocationReason,
        /// How many sessions.
        count: u32,
    },
    /// A session ran into one of its limits.
    SessionEnded {
        /// Which.
        reason: session::Ended,
    },
    /// The person proved again who they are.
    Reauthenticated {
        /// With a second factor by this method, or with the password alone.
        method: Option<Method>,
    },
    /// Proving it again failed.
    ReauthenticationFailed,
    /// A browser stays signed in from now on.
    BrowserRemembered,
    /// Browsers no longer stay signed in.
    BrowsersForgotten {
        /// Why.
        reason: RevocationReason,
        /// How many browsers.
        count: u32,
    },
    /// An old token of a browser that stays signed in was shown again: somebody may have copied it. All that
    /// came of it was ended.
    RememberedTokenReused,

    /// The password was changed by its owner.
    PasswordChanged,
    /// A link to set a new password was asked for.
    PasswordResetRequested,
    /// A new password was set by such a link.
    PasswordReset,
    /// A link that was spent or out of date was used.
    PasswordResetRefused,

    /// An authenticator became active, proved by a code.
    AuthenticatorEnrolled {
        /// Of which method.
        method: Method,
    },
    /// An enrolment's code was wrong.
    EnrolmentFailed {
        /// Of which method.
        method: Method,
        /// What was wrong.
        failure: CodeFailure,
    },
    /// An authenticator was removed.
    AuthenticatorRemoved {
        /// Of which method.
        method: Method,
    },
    /// An authenticator was disabled after too many failures.
    AuthenticatorDisabled {
        /// Of which method.
        method: Method,
    },
    /// An administrator or an operator removed every second factor.
    MfaReset,
    /// A new password, set by a mailed link, switched every second factor off, as the policy says.
    MfaClearedByReset,
    /// An administrator or an operator chose the second factor of somebody.
    MethodSet {
        /// Which.
        method: Method,
    },
    /// New recovery codes were made; older ones stopped working.
    RecoveryCodesMade {
        /// How many.
        count: u32,
    },
    /// A recovery code was used up.
    RecoveryCodeUsed {
        /// How many are left.
        left: u32,
    },

    /// A change of the account's address was asked for.
    AddressChangeRequested {
        /// The new address.
        to: EmailAddress,
    },
    /// The new address was confirmed and is in force.
    AddressChanged {
        /// The address before.
        from: EmailAddress,
        /// The address now.
        to: EmailAddress,
    },
    /// The code for the new address was wrong.
    AddressChangeFailed {
        /// What was wrong.
        failure: CodeFailure,
    },
    /// The language was chosen.
    LanguageChanged,
    /// The name was changed.
    NameChanged,

    /// A rule was added to a list.
    RuleAdded {
        /// Whose list.
        list: List,
        /// The rule.
        rule: Rule,
    },
    /// A rule was removed from a list.
    RuleRemoved {
        /// Whose list.
        list: List,
        /// The rule.
        rule: Rule,
    },
    /// Every rule of a list was removed.
    RulesCleared {
        /// Whose list.
        list: List,
        /// How many there were.
        count: u32,
    },
    /// Several rules of a list were changed at once.
    RulesChanged {
        /// Whose list.
        list: List,
        /// Those that were added.
        added: Several,
        /// Those that were removed.
        removed: Several,
        /// In how many of the others the end or the note was changed.
        amended: u32,
    },
    /// The end or the note of a rule was changed.
    RuleAmended {
        /// Whose list.
        list: List,
        /// The rule.
        rule: Rule,
        /// The last day on which it holds, if it has one.
        until: Option<Day>,
    },
    /// Changes of a list are in force for a time, on trial.
    TrialBegan {
        /// Whose list.
        list: List,
        /// When it goes back by itself.
        ends: Timestamp,
        /// The rules that are added while it runs.
        added: Several,
        /// The rules that don't hold while it runs.
        removed: Several,
    },
    /// A trial was confirmed, from an address that it covers: its rules are the list now.
    TrialConfirmed {
        /// Whose list.
        list: List,
    },
    /// A trial was ended before its time, and the list is as before.
    TrialUndone {
        /// Whose list.
        list: List,
    },
    /// Nobody confirmed a trial in its time, and the list is as before.
    TrialLapsed {
        /// Whose list.
        list: List,
    },
    /// A change of a list was refused: it would have left its author outside, and they did not confirm.
    RuleChangeRefused {
        /// Whose list.
        list: List,
    },

    /// The person said whether second factors are asked for when they sign in.
    MfaSwitched {
        /// Whether they are.
        on: bool,
    },
    /// Somebody who was signed in showed a second factor again.
    SteppedUp {
        /// By which method.
        method: Method,
    },
    /// A second factor counts at an address from now on.
    GrantIssued {
        /// Where.
        source: Prefix,
        /// Until when.
        ends: Timestamp,
    },
    /// It no longer counts, before its time.
    GrantsEnded {
        /// Why.
        reason: RevocationReason,
        /// At how many addresses.
        count: u32,
    },

    /// A network was added, or changed in what belongs to it or in what it means.
    NetworkSaved {
        /// Its name.
        name: String,
        /// What it means now.
        action: NetworkAction,
        /// How many rules it has now.
        rules: u32,
    },
    /// A network was removed.
    NetworkRemoved {
        /// Its name.
        name: String,
    },
    /// The networks were put in another order.
    NetworksReordered,

    /// Mail software was refused.
    MailRefused {
        /// What it speaks.
        protocol: MailProtocol,
        /// Why.
        refusal: Refusal,
    },
    /// Live sessions of mail software were ended, because they would be refused now.
    MailSessionsEnded {
        /// How many.
        count: u32,
        /// Why they would; entries from before this was recorded don't say it.
        refusal: Option<Refusal>,
    },
    /// Somebody went on to a web application behind the portal.
    ApplicationOpened {
        /// Its host.
        host: String,
    },
    /// A web application behind the portal isn't for this person.
    ApplicationRefused {
        /// Its host.
        host: String,
    },

    /// Somebody asked support to switch second factors off.
    SupportRequestReceived,
    /// Somebody at support looks into it.
    SupportRequestTaken,
    /// It was approved, and takes effect at a time.
    SupportRequestApproved {
        /// When.
        effect: Timestamp,
    },
    /// It was refused.
    SupportRequestRefused,
    /// The person stopped it, by the link that was mailed to them or signed in.
    SupportRequestStopped,
    /// It took effect: second factors are off.
    SupportRequestDone,

    /// An account was made.
    AccountCreated {
        /// With which role.
        role: Role,
    },
    /// An account was locked.
    AccountLocked,
    /// An account was unlocked.
    AccountUnlocked,
    /// A one-time link for the first administrator was made.
    SetupLinkMade,
    /// The first administrator set a password by it.
    SetupCompleted,
    /// A new secret key was put on top of the key file: servers seal with it from their next start on.
    SecretKeyAdded {
        /// How many keys the file holds now.
        keys: u32,
    },
    /// The keys of authenticator apps were sealed again, with the newest secret key.
    SecretsResealed {
        /// How many.
        count: u32,
    },

    /// A mail was promised.
    MailQueued {
        /// Which.
        mail: Mail,
    },
    /// The mail server took it.
    MailSent {
        /// Which.
        mail: Mail,
    },
    /// The mail server refused it for good.
    MailFailed {
        /// Which.
        mail: Mail,
    },
    /// It was no longer of use before it could be sent.
    MailExpired {
        /// Which.
        mail: Mail,
    },
}

/// What mail software speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum MailProtocol {
    /// IMAP: reading.
    Imap,
    /// POP3: fetching.
    Pop3,
    /// SMTP submission: sending.
    Submission,
    /// ManageSieve: filters.
    Sieve,
    /// Something else.
    Other,
}

/// Whose list of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum List {
    /// The account's own.
    Account,
    /// The portal's, for everybody.
    Portal,
}

/// Several rules, of which the first ones are named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Several {
    /// How many there are.
    pub count: u32,
    /// The first of them, at most [`Several::NAMED`].
    pub first: Vec<Rule>,
}

impl Several {
    /// How many are named.
    pub const NAMED: usize = 20;
}

impl FromIterator<Rule> for Several {
    fn from_iter<T: IntoIterator<Item = Rule>>(rules: T) -> Self {
        let mut several = Self::default();
        for rule in rules {
            several.count = several.count.saturating_add(1);
            if several.first.len() < Self::NAMED {
                several.first.push(rule);
            }
        }
        several
    }
}

/// What was wrong with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum CodeFailure {
    /// It is another code.
    Wrong,
    /// It was used before, or a newer one was.
    AlreadyUsed,
    /// Its time is over.
    Expired,
    /// A newer one was sent, or none.
    Superseded,
    /// It was made for another session or purpose.
    OtherContext,
    /// Too many guesses at it.
    AttemptsUsedUp,
}

/// Why a session was ended before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum RevocationReason {
    /// Its owner ended it, from another session.
    Owner,
    /// An administrator or an operator did.
    Administrator,
    /// The password was changed or reset.
    PasswordChanged,
    /// A second factor was added, removed or reset.
    AuthenticatorChanged,
    /// The account's address was changed.
    AddressChanged,
    /// The account was locked.
    AccountLocked,
    /// The rules no longer cover the address it comes from.
    AddressNotCovered,
    /// The person has more sessions than the portal keeps.
    TooManySessions,
    /// The browser stayed signed in by a token that was shown twice.
    TokenReused,
}

/// Which mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Mail {
    /// A code, to sign in or to prove an address.
    ConfirmationCode,
    /// A link to set a new password.
    PasswordReset,
    /// A link for somebody new to set their first password.
    Invitation,
    /// A notice that the password was changed.
    PasswordChanged,
    /// A notice that a second factor was added, removed, disabled, reset, or a recovery code used up.
    AuthenticatorChanged,
    /// A notice that the account's address was changed, or that somebody asked for it.
    AddressChanged,
    /// A notice of a sign-in from a browser and address that the account hadn't come from before.
    NewPlace,
    /// A notice of suspicious attempts.
    SuspiciousAttempts,
    /// A notice that the account was locked or unlocked.
    AccountState,
    /// A notice that the authorised addresses were changed by somebody else.
    RulesChanged,
    /// A notice that a browser that stays signed in may have been copied.
    RememberedBrowser,
    /// A notice about a request to support.
    SupportRequest,
}

impl Mail {
    /// Every mail.
    pub const ALL: [Self; 12] = [
        Self::ConfirmationCode,
        Self::PasswordReset,
        Self::Invitation,
        Self::PasswordChanged,
        Self::AuthenticatorChanged,
        Self::AddressChanged,
        Self::NewPlace,
        Self::SuspiciousAttempts,
        Self::AccountState,
        Self::RulesChanged,
        Self::RememberedBrowser,
        Self::SupportRequest,
    ];

    /// The mail's stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConfirmationCode => "confirmation_code",
            Self::PasswordReset => "password_reset",
            Self::Invitation => "invitation",
            Self::PasswordChanged => "password_changed",
            Self::AuthenticatorChanged => "authenticator_changed",
            Self::AddressChanged => "address_changed",
            Self::NewPlace => "new_place",
            Self::SuspiciousAttempts => "suspicious_attempts",
            Self::AccountState => "account_state",
            Self::RulesChanged => "rules_changed",
            Self::RememberedBrowser => "remembered_browser",
            Self::SupportRequest => "support_request",
        }
    }

    /// The mail of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mail| mail.as_str() == name)
    }
}

#[cfg(test)]
mod tests;
