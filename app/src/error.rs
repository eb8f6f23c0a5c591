//! What can go wrong, as it travels: a problem with a stable code, the field it concerns, the request's
//! number. The text is chosen by language where it is shown.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{LineError, RuleError};
use sekisho_engine::pairing::PairingError;
use sekisho_engine::password::Finding;
use sekisho_engine::time::Seconds;
use serde::{Deserialize, Serialize};

/// The answer of a server function that could not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiError {
    /// What is wrong.
    #[serde(flatten)]
    pub problem: Problem,
    /// The name of the form field concerned, as in its `name` attribute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The request's number, by which the operator finds it in the log; empty until the boundary fills it in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub request_id: String,
}

/// What is wrong, with all that a text about it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Problem {
    /// Nobody is signed in.
    SignInRequired,
    /// The password was shown too long ago for what was asked.
    ReauthenticationRequired,
    /// This person may not do that.
    NotAllowed,
    /// There is no such page or thing, or it isn't this person's.
    NotFound,
    /// The request was made by another site's page.
    CrossOrigin,
    /// The request can't be understood.
    Malformed,
    /// The request's body is larger than the portal reads, in bytes.
    BodyTooLarge {
        /// The largest body, in bytes.
        max: usize,
    },
    /// The request's body did not arrive in time.
    TooSlow,
    /// Too many attempts; how long to wait.
    Throttled {
        /// How long to wait before the next attempt.
        retry_after: Seconds,
    },
    /// The server is at its limit; how long to wait.
    Busy {
        /// How long to wait before the next attempt.
        retry_after: Seconds,
    },
    /// The database can't be reached just now.
    Unavailable,
    /// Something failed that is nobody's input.
    Internal,

    /// The sign-in was refused. Says nothing of account, password or address, on purpose.
    SignInRefused,
    /// The sign-in took too long or was ended; it starts again from the beginning.
    SignInExpired,
    /// The code is not right.
    CodeWrong,
    /// The code's time is over, or a newer one was sent.
    CodeExpired,
    /// The QR code's time is over, or it was used already; the page shows a new one.
    EnrolmentExpired,
    /// The user code waited too long, or its pairing was finished already; the page shows a new one.
    PairingExpired,
    /// That second factor can't be used for this sign-in.
    MethodUnavailable,
    /// The authenticator was disabled after too many failures; it must be set up again.
    AuthenticatorDisabled,
    /// This link has been used, was replaced by a newer one, or its time is over.
    LinkSpent,

    /// The field is empty.
    Missing,
    /// The field holds more than is allowed.
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// Not one of the values that are offered.
    NotOffered,
    /// Not an e-mail address.
    EmailMalformed,
    /// The address can't be used, without saying why.
    EmailUnusable,
    /// The address is in a domain to which no codes go.
    DomainForbidden {
        /// The domain, as the operator named it.
        domain: String,
    },
    /// The only second factor is e-mailed codes, and they go to an address in a domain to which none go any more.
    CodesForbidden {
        /// The domain, as the operator named it.
        domain: String,
    },
    /// Not a code of the OTP app.
    PairingCode {
        /// What the engine says: what, and where.
        error: PairingError,
    },
    /// The present password is not right.
    PasswordWrong,
    /// The new password breaks these rules.
    PasswordRefused {
        /// The rules that are broken, in the order of the checklist.
        findings: Vec<Finding>,
    },
    /// The new password is too easily guessed.
    PasswordGuessable,
    /// Not a rule.
    Rule {
        /// What the engine's parser says: what, where, and what may be meant.
        error: RuleError,
    },
    /// The list has this rule already.
    RuleDuplicate,
    /// The list is full.
    TooManyRules {
        /// The most rules that one list holds.
        max: usize,
    },
    /// A line of a box of rules isn't one.
    RuleAtLine {
        /// Which line, from 1.
        line: usize,
        /// What the engine's parser says: what, where, and what may be meant.
        error: RuleError,
    },
    /// A line of a list isn't well written.
    ListLine {
        /// Which line, from 1.
        line: usize,
        /// What is wrong with it.
        error: LineError,
    },
    /// Not a day of the calendar.
    DayMalformed,
    /// The list was changed since the page was shown.
    ListChanged,
    /// The list is on trial: that is confirmed or undone before anything else is changed.
    TrialRuns,
    /// No trial of the list runs, or no longer.
    TrialOver,
    /// The tried list doesn't cover this address, so it can't be confirmed from there.
    TrialNotCovered {
        /// The address one comes from.
        address: Address,
    },
    /// The list takes addresses away from everybody at once, and its author has not agreed to that.
    WouldRefuse {
        /// How many people who signed in lately would be refused.
        people: usize,
    },
    /// Nobody has an account by that e-mail address or user name.
    PersonUnknown,
    /// Not an IP address.
    AddressMalformed,
    /// Not a point in time.
    TimeMalformed,
    /// A draft of the policy isn't TOML.
    DraftSyntax {
        /// Which line, from 1.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// A draft of the policy names a key that isn't the policy's.
    DraftKey {
        /// Which line, from 1.
        line: usize,
        /// As it was written.
        key: Box<str>,
        /// The key that may be meant, or the names of those there are.
        allowed: Box<str>,
    },
    /// A draft of the policy holds a value that its key doesn't take, or that contradicts another one.
    DraftValue {
        /// Which line, from 1.
        line: usize,
        /// The key.
        key: Box<str>,
        /// The value, or what is wrong with it.
        problem: Box<str>,
        /// What is allowed.
        allowed: Box<str>,
    },
    /// Another network is called so.
    NameTaken,
    /// There is no room for another network.
    TooManyNetworks {
        /// The most networks of a portal.
        max: usize,
    },
    /// The person has not seen yet what will come of it: the page shows it now.
    LookFirst,
    /// The change would let nobody sign in from this address any more; it must be confirmed.
    WouldShutOut {
        /// The address one comes from.
        address: Address,
    },
    /// The change would leave this address outside the list; it must be confirmed.
    WouldLockOut {
        /// The address one comes from.
        address: Address,
    },
    /// The portal can't tell which address one comes from, and the change would restrict addresses.
    AddressUnknown,
    /// Characters that can't be seen: controls, and those that turn the direction of what follows.
    HiddenCharacters,
    /// The box that says that one knows the risk is not ticked.
    NotAcknowledged,
    /// The request to support, or the account that it is about, is no longer as the page showed it.
    RequestChanged,
    /// Whoever looks into a request doesn't approve it as well.
    AnotherApproves,
    /// That step was done before, perhaps in another tab; nothing was changed now.
    AlreadyDone,
    /// Nobody does that to themselves.
    OwnAccount,
    /// The last administrator can't be locked or removed.
    LastAdministrator,
    /// The application isn't for this person.
    ApplicationNotAllowed {
        /// Its host, which a rule of the operator's names.
        host: String,
    },
    /// The way into the application was not the portal's, or not this browser's, or took too long.
    ApplicationNotOpened,
    /// The application sees the person at another address than the portal does, where they may not use it.
    ApplicationElsewhere,
}

impl Problem {
    /// The HTTP status that goes with the problem.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::SignInRequired | Self::ReauthenticationRequired | Self::SignInExpired => 401,
            Self::NotAllowed
            | Self::CrossOrigin
            | Self::SignInRefused
            | Self::CodesForbidden { .. }
            | Self::ApplicationNotAllowed { .. }
            | Self::ApplicationNotOpened
            | Self::ApplicationElsewhere => 403,
            Self::NotFound => 404,
            Self::TooSlow => 408,
            Self::RuleDuplicate
            | Self::WouldLockOut { .. }
            | Self::WouldShutOut { .. }
            | Self::LookFirst
            | Self::ListChanged
            | Self::TrialRuns
            | Self::TrialOver
            | Self::TrialNotCovered { .. }
            | Self::WouldRefuse { .. }
            | Self::NameTaken
            | Self::LastAdministrator
            | Self::OwnAccount
            | Self::RequestChanged
            | Self::AnotherApproves
            | Self::AlreadyDone => 409,
            Self::LinkSpent => 410,
            Self::BodyTooLarge { .. } => 413,
            Self::Malformed => 400,
            Self::Throttled { .. } => 429,
            Self::Busy { .. } | Self::Unavailable => 503,
            Self::Internal => 500,
            _ => 422,
        }
    }

    /// How long to wait, for `Retry-After`.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Seconds> {
        match self {
            Self::Throttled { retry_after } | Self::Busy { retry_after } => Some(*retry_after),
            Self::Unavailable => Some(Seconds::new(5)),
            _ => None,
        }
    }

    /// The problem, said of `field`.
    #[must_use]
    pub fn at(self, field: &str) -> ApiError {
        ApiError { problem: self, field: Some(field.to_owned()), request_id: String::new() }
    }
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        Self { problem, field: None, request_id: String::new() }
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.field {
            Some(field) => write!(f, "{:?} at {field}", self.problem),
            None => write!(f, "{:?}", self.problem),
        }
    }
}

impl std::error::Error for ApiError {}

/// The result of a server function or a port.
pub type ApiResult<T> = Result<T, ApiError>;

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::MissingArg(field) => Problem::Missing.at(&field),
            // serde names a missing field between back-ticks; any other complaint concerns the whole request
            ServerFnErrorErr::Args(message) => match message.split_once("missing field `") {
                Some((_, rest)) => Problem::Missing.at(rest.split('`').next().unwrap_or_default()),
                None => Problem::Malformed.into(),
            },
            ServerFnErrorErr::Deserialization(_) => Problem::Malformed.into(),
            // in the browser: the server can't be reached
            ServerFnErrorErr::Request(_) => Problem::Unavailable.into(),
            _ => Problem::Internal.into(),
        }
    }
}
