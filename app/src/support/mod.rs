//! Requests to support to remove second factors, by those who have lost theirs.
//!
//! ```text
//! received ──take──▶ in review ──approve──▶ approved ──the waiting time is over──▶ done
//!     │                  │                     │
//!     ├──────────────────┴──────refuse─────────┴──▶ refused
//!     └─────────the person stops it (any of the three)──▶ stopped
//! ```

use crate::admin::PersonRow;
use crate::history::LogEntry;
use crate::id::RequestId;
use sekisho_engine::address::Address;
use sekisho_engine::time::{Seconds, Timestamp};

pub mod api;
#[cfg(feature = "ssr")]
pub mod own;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
#[cfg(feature = "ssr")]
mod queue;
#[cfg(feature = "ssr")]
mod request;
#[cfg(feature = "ssr")]
mod stop;
pub mod text;

/// How many requests a page of the queue shows.
pub const PAGE_SIZE: u32 = 25;
/// The most characters of a name.
pub const NAME_MAX: usize = 100;
/// The most characters of a company's name.
pub const COMPANY_MAX: usize = 200;
/// The most characters of a telephone number, and of a case number.
pub const NUMBER_MAX: usize = 50;
/// The most characters of a summary.
pub const SUMMARY_MAX: usize = 2_000;
/// The most characters of a note.
pub const NOTE_MAX: usize = 1_000;

/// In which state a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestState {
    /// It came in.
    Received,
    /// Somebody looks into it.
    InReview,
    /// It was approved and waits until it takes effect.
    Approved,
    /// It was refused.
    Refused,
    /// The person stopped it.
    Stopped,
    /// Second factors are removed.
    Done,
}

impl RequestState {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Received, Self::InReview, Self::Approved, Self::Refused, Self::Stopped, Self::Done];

    /// Its stable name, as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::InReview => "in_review",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Stopped => "stopped",
            Self::Done => "done",
        }
    }

    /// The state of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether something is still to come of it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::InReview | Self::Approved)
    }
}

/// What somebody says of themselves and their account; nothing of it is proved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// The account's e-mail address.
    pub email: String,
    /// The full name.
    pub name: String,
    /// The company.
    pub company: String,
    /// Where support can call.
    pub phone: String,
    /// The number of a case with support; possibly empty.
    pub case_number: String,
    /// What that case is about; possibly empty. May hold line breaks.
    pub summary: String,
}

/// Which requests to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueFilter {
    /// Those that are over, else those that are open.
    pub done: bool,
    /// The page, from 1.
    pub page: u32,
}

/// A request in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRow {
    /// Its number.
    pub id: RequestId,
    /// Its state.
    pub state: RequestState,
    /// When it came in.
    pub received: Timestamp,
    /// The name that was given.
    pub name: String,
    /// The address that was given.
    pub email: String,
    /// The company that was given.
    pub company: String,
    /// Whether there is an account with that address.
    pub known: bool,
    /// Once approved: when it takes effect.
    pub effect: Option<Timestamp>,
}

/// One page of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueView {
    /// The requests: open ones as they came in, others the latest first.
    pub requests: Vec<RequestRow>,
    /// How many are open.
    pub open: u32,
    /// How many are over.
    pub done: u32,
    /// The page shown, from 1.
    pub page: u32,
    /// Whether there is a form by which new ones come in.
    pub offered: bool,
}

/// What was done with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// The state that it came into.
    pub state: RequestState,
    /// Who did it; `None`: the person, or the portal by itself.
    pub actor: Option<String>,
    /// What was said about it.
    pub note: StepNote,
}

/// What was said about a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepNote {
    /// What somebody typed; possibly empty.
    Typed(String),
    /// The portal did not let it take effect: the account had been locked.
    AccountLocked,
    /// The portal did not let it take effect: the account had become an administrator's.
    AdministratorsAccount,
}

/// The record of the account that a request is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requester {
    /// Name, address, role, state, methods, last sign-in.
    pub row: PersonRow,
    /// When the account was made.
    pub since: Timestamp,
    /// Recovery codes left.
    pub recovery_left: u32,
    /// The latest entries of the log about signing in.
    pub recent: Vec<LogEntry>,
}

/// What doesn't fit, for support to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// There is no account with that address.
    NoAccount,
    /// The account is called otherwise.
    NameDiffers,
    /// The account is locked.
    AccountLocked,
    /// The account has no second factor.
    NothingToRemove,
    /// The account has not signed in lately from where the request came.
    UnknownPlace,
}

/// Whether the one who looks at a request may decide about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They may.
    MayDecide,
    /// It is about their own account.
    Own,
    /// It is about an administrator's account, and they are none.
    AdministratorsOnly,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestView {
    /// Its number.
    pub id: RequestId,
    /// Its state.
    pub state: RequestState,
    /// When it came in.
    pub received: Timestamp,
    /// From where, if that was known.
    pub address: Option<Address>,
    /// With which browser.
    pub user_agent: String,
    /// What was asked.
    pub asked: Asked,
    /// Once approved: when it takes effect.
    pub effect: Option<Timestamp>,
    /// What was done with it, in order.
    pub steps: Vec<Step>,
    /// The account that it is about, if there is one.
    pub requester: Option<Requester>,
    /// What doesn't fit.
    pub doubts: Vec<Doubt>,
    /// Whether the one who looks at it may decide.
    pub standing: Standing,
    /// Whether the one who looks at it took it into review, so that somebody else has to approve it.
    pub needs_another: bool,
    /// Whether it can be approved as the account is now.
    pub approvable: bool,
    /// How long an approval waits before it takes effect.
    pub wait: Seconds,
}

/// What the link that stops a request leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopView {
    /// It can be stopped.
    Waiting {
        /// When it takes effect.
        effect: Timestamp,
    },
    /// It was stopped.
    Stopped,
    /// It was refused in the meantime.
    Refused,
    /// It has taken effect.
    Done,
}

/// A request about one's own account that is still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnRequest {
    /// Once approved: when it takes effect.
    pub effect: Option<Timestamp>,
}

/// The page of a request.
#[must_use]
pub fn request_path(id: RequestId) -> String {
    format!("/admin/requests/{id}")
}

/// Whether two names are the same but for spaces and the case of letters.
///
/// ```
/// use sekisho_app::support::same_name;
/// assert!(same_name("山田 太郎", "山田　太郎"));
/// assert!(same_name("Ada  Example", "ada example"));
/// assert!(!same_name("Ada Example", "Eda Example"));
/// ```
#[must_use]
pub fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String {
        name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
    };
    plain(one) == plain(other)
}
