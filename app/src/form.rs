//! How a form comes back: [`Done`] on success, [`FormFailure`] with all that was typed on a problem.
//!
//! Every form posts to a server function. The server's form layer turns its [`Done`] into a redirect (303)
//! for a browser without JavaScript, and its error into the form's own page, rendered again with status 4xx,
//! the error at its field and everything that was typed still there, except secrets.

use crate::error::ApiError;
use serde::{Deserialize, Serialize};

/// The largest body of a form that carries a whole list, in bytes: 10,000 rules with their notes.
pub const LIST_BODY: usize = 1024 * 1024;

/// What a server function answers when it has done what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The page to go to: a path of this portal, never a whole URL.
    pub next: String,
    /// What to tell the person there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// Whether the form's own page is the answer: nothing was changed, and what was typed stays.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub here: bool,
}

impl Done {
    /// Go to `next`, a path of this portal.
    #[must_use]
    pub fn at(next: impl Into<String>) -> Self {
        Self { next: next.into(), notice: None, here: false }
    }

    /// Stay on the form's page, which answers what was asked: for questions that are too long for an address.
    #[must_use]
    pub const fn here() -> Self {
        Self { next: String::new(), notice: None, here: true }
    }

    /// …and say this there.
    #[must_use]
    pub fn saying(mut self, notice: Notice) -> Self {
        self.notice = Some(notice);
        self
    }

    /// The path to redirect to; the notice travels as its code, never as text.
    #[must_use]
    pub fn location(&self) -> String {
        match self.notice {
            None => self.next.clone(),
            Some(notice) => {
                let join = if self.next.contains('?') { '&' } else { '?' };
                format!("{}{join}done={}", self.next, notice.code())
            }
        }
    }
}

macro_rules! notices {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)?) => {
        /// What has been done, as it is told on the next page. Travels in the URL as a known code, so that
        /// nobody can put words into the portal's mouth.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Notice { $($(#[$doc])* $variant),+ }

        impl Notice {
            /// Every notice.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code that travels in the URL.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The notice of a code; `None` for anything else.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|n| n.code() == code)
            }
        }
    };
}

notices! {
    /// Signed out.
    SignedOut = "signed_out",
    /// The sign-in took too long; it starts again.
    SignInExpired = "sign_in_expired",
    /// The account exists and can sign in now.
    AccountReady = "account_ready",
    /// A rule was added.
    RuleAdded = "rule_added",
    /// A rule was removed.
    RuleRemoved = "rule_removed",
    /// The end or the note of a rule was changed.
    RuleAmended = "rule_amended",
    /// A whole list was saved.
    ListSaved = "list_saved",
    /// Changes of a list are on trial.
    TrialBegan = "trial_began",
    /// A trial was confirmed.
    TrialConfirmed = "trial_confirmed",
    /// A trial was undone.
    TrialUndone = "trial_undone",
    /// A list was emptied.
    RulesCleared = "rules_cleared",
    /// An authenticator is active.
    TotpEnabled = "totp_enabled",
    /// An authenticator was removed.
    TotpRemoved = "totp_removed",
    /// The OTP app was removed.
    PairedRemoved = "paired_removed",
    /// E-mailed codes are active.
    EmailOtpEnabled = "email_otp_enabled",
    /// E-mailed codes are off.
    EmailOtpRemoved = "email_otp_removed",
    /// Second factors were switched on.
    MfaSwitchedOn = "mfa_switched_on",
    /// They were switched on, and one is asked for here at once.
    MfaSwitchedOnSignInAgain = "mfa_switched_on_sign_in_again",
    /// They were switched off.
    MfaSwitchedOff = "mfa_switched_off",
    /// A code was sent.
    CodeSent = "code_sent",
    /// The password was changed.
    PasswordChanged = "password_changed",
    /// If there is such an account, a link was sent to it.
    ResetRequested = "reset_requested",
    /// The password was set anew.
    PasswordReset = "password_reset",
    /// The account's name or language was saved.
    AccountSaved = "account_saved",
    /// The new address is in force.
    AddressChanged = "address_changed",
    /// One session was ended.
    SessionRevoked = "session_revoked",
    /// A browser no longer stays signed in.
    BrowserForgotten = "browser_forgotten",
    /// All other sessions were ended.
    OtherSessionsRevoked = "other_sessions_revoked",
    /// A person was invited.
    PersonInvited = "person_invited",
    /// A person was locked.
    PersonLocked = "person_locked",
    /// A person was unlocked.
    PersonUnlocked = "person_unlocked",
    /// A person's second factors were removed.
    MfaReset = "mfa_reset",
    /// A person's second factor was chosen.
    MethodSet = "method_set",
    /// A person's sessions were ended.
    SessionsRevoked = "sessions_revoked",
    /// A network was saved.
    NetworkSaved = "network_saved",
    /// A network was deleted.
    NetworkRemoved = "network_removed",
    /// The networks are in another order.
    NetworksReordered = "networks_reordered",
    /// A second factor that counted at an address no longer does.
    GrantRevoked = "grant_revoked",
    /// None of them does.
    GrantsRevoked = "grants_revoked",
    /// Somebody's second factor no longer counts where it did.
    GrantEnded = "grant_ended",
    /// If there is such an account, its owner was told that support was asked.
    SupportRequested = "support_requested",
    /// A request to support is being looked into.
    RequestTaken = "request_taken",
    /// A request to support was approved, and waits.
    RequestApproved = "request_approved",
    /// A request to support was approved and has taken effect.
    RequestDone = "request_done",
    /// A request to support was refused.
    RequestRefused = "request_refused",
    /// A request to support was stopped by its owner.
    RequestStopped = "request_stopped",
}

/// A form that could not be done: which, why, and what was typed.
#[derive(Debug, Clone)]
pub struct FormFailure {
    /// The server function's path, such as `/api/allowlist/add`.
    pub endpoint: String,
    /// Why.
    pub error: ApiError,
    /// What was typed, by field name; secrets are left out.
    pub values: Vec<(String, String)>,
}

impl FormFailure {
    /// What was typed into `field`.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }
}

/// Fields whose content is never sent back to the page.
pub const SECRET_FIELDS: &[&str] = &[
    "password",
    "current_password",
    "new_password",
    "repeat_password",
    "code",
    "token",
    "reauthentication_password",
    "reauthentication_code",
];

/// Where to go on after signing in or reauthenticating: a path of this portal, and nothing else.
///
/// ```
/// use sekisho_app::form::ReturnPath;
/// assert!(ReturnPath::parse("/security/allowlist?x=1").is_some());
/// for elsewhere in ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "/a\nb", ""] {
///     assert!(ReturnPath::parse(elsewhere).is_none());
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnPath(String);

impl ReturnPath {
    /// The return path that `text` is; `None` for whatever a browser could take for another origin.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut characters = text.chars();
        let rooted = characters.next() == Some('/') && !matches!(characters.next(), Some('/' | '\\'));
        let plain = text.chars().all(|c| c.is_ascii_graphic() && c != '\\');
        (rooted && plain && text.len() <= 2_000 && !text.starts_with("/api/")).then(|| Self(text.to_owned()))
    }

    /// The path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The fields with which any form can carry a fresh proof of who one is, when it was answered with
/// `ReauthenticationRequired`: the form layer takes them out, reauthenticates, and goes on.
pub const REAUTHENTICATION_FIELDS: [&str; 2] = ["reauthentication_password", "reauthentication_code"];

/// What was typed into `field`, without the white space around it.
///
/// # Errors
/// `Missing` when nothing is left.
pub fn required<'a>(text: &'a str, field: &str) -> crate::error::ApiResult<&'a str> {
    let text = text.trim();
    if text.is_empty() { Err(crate::error::Problem::Missing.at(field)) } else { Ok(text) }
}
