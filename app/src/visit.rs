//! A visit: one request as the features see it. Made by the server's boundary, once a request.
//!
//! Who asks is one of three types, and a session that has only shown a password is another type than a
//! signed-in one: what takes [`SignedIn`] can't be reached with [`PasswordVerified`].

use crate::error::{ApiResult, Problem};
use crate::i18n::Language;
use crate::id::{AccountId, SessionId, SignInId};
use crate::port::Ports;
use leptos::prelude::use_context;
use sekisho_engine::address::ClientAddress;
use sekisho_engine::policy::Role;
use sekisho_engine::sign_in::Way;
use sekisho_engine::time::Timestamp;
use std::sync::{Arc, Mutex};

/// One request.
#[derive(Debug, Clone)]
pub struct Visit {
    /// When it came in: the clock is read once a request.
    pub now: Timestamp,
    /// Where it came from, as far as that is known.
    pub address: ClientAddress,
    /// The browser's name for itself, cut to 300 characters.
    pub user_agent: String,
    /// The language to answer in: the person's, else the browser's.
    pub language: Language,
    /// The request's number, in logs and error pages.
    pub request_id: String,
    /// Who asks.
    pub caller: Caller,
    /// What the browser holds besides its session.
    pub held: Held,
    /// Cookies that the answer sets.
    pub cookies: SetCookies,
}

/// Tokens that the browser holds besides its session, for the server alone to read.
#[derive(Clone, Default)]
pub struct Held {
    /// That accounts have signed in from this browser.
    pub device: Option<String>,
    /// A mailed or printed link that was opened.
    pub link: Option<String>,
    /// That the browser stays signed in.
    pub remembered: Option<String>,
    /// The identifier that was typed on the first page of signing in.
    pub identifier: Option<String>,
    /// That somebody is signed in, but no second factor counts where they are now: the session waits.
    pub waiting: bool,
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Held")
            .field("device", &self.device.is_some())
            .field("link", &self.link.is_some())
            .field("remembered", &self.remembered.is_some())
            .field("identifier", &self.identifier.is_some())
            .field("waiting", &self.waiting)
            .finish()
    }
}

/// Who asks.
#[derive(Debug, Clone)]
pub enum Caller {
    /// Nobody that we know.
    Anonymous,
    /// Somebody in the middle of signing in: the password was right, a second factor is due.
    PasswordVerified(PasswordVerified),
    /// A signed-in person.
    SignedIn(SignedIn),
}

impl Caller {
    /// The half-finished sign-in, or the second factor that somebody signed in is about to show again.
    #[must_use]
    pub fn half(&self) -> Option<PasswordVerified> {
        match self {
            Self::PasswordVerified(half) => Some(half.clone()),
            Self::SignedIn(person) => person.step_up(),
            Self::Anonymous => None,
        }
    }
}

/// A sign-in that has shown a password and nothing more. It opens the code and enrolment pages, and nothing
/// else.
#[derive(Debug, Clone)]
pub struct PasswordVerified {
    /// The sign-in.
    pub sign_in: SignInId,
    /// Whose.
    pub account: AccountId,
    /// Which way it takes: the usual one, or that of somebody signed in who shows a second factor again.
    pub way: Way,
}

/// A signed-in person.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The account.
    pub account: AccountId,
    /// The session.
    pub session: SessionId,
    /// What the person is called.
    pub name: String,
    /// The account's e-mail address.
    pub email: String,
    /// The person's role.
    pub role: Role,
    /// When the session began.
    pub since: Timestamp,
    /// When the person last proved who they are in this session.
    pub authenticated_at: Timestamp,
    /// The second factor that they are about to show again, if they are.
    pub stepping_up: Option<SignInId>,
    /// The lists that are on trial now and concern them.
    pub trials: Trials,
}

/// Which lists of addresses are on trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Trials {
    /// The person's own.
    pub own: Option<RunningTrial>,
    /// The portal's; only administrators are told.
    pub portal: Option<RunningTrial>,
}

/// A trial that runs, as somebody sees it who may confirm it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunningTrial {
    /// When the list goes back by itself.
    pub until: Timestamp,
    /// Whether the tried list lets the address of this request pass, so that it can be confirmed from there.
    pub covered: bool,
}

impl SignedIn {
    /// What the pages for showing a second factor stand on, for somebody who is about to show one again.
    #[must_use]
    pub fn step_up(&self) -> Option<PasswordVerified> {
        self.stepping_up.map(|sign_in| PasswordVerified { sign_in, account: self.account, way: Way::StepUp })
    }
}

/// A signed-in administrator; made only by [`administrator`].
#[derive(Debug, Clone)]
pub struct Administrator(SignedIn);

impl Administrator {
    /// The person.
    #[must_use]
    pub fn person(&self) -> &SignedIn {
        &self.0
    }

    /// The administrator that a signed-in person is; `None` for every other role.
    #[must_use]
    pub fn of(person: &SignedIn) -> Option<Self> {
        (person.role == Role::Admin).then(|| Self(person.clone()))
    }
}

/// Somebody who looks after requests to support: of the role support, or an administrator; made only by
/// [`supporter`].
#[derive(Debug, Clone)]
pub struct Supporter(SignedIn);

impl Supporter {
    /// The person.
    #[must_use]
    pub fn person(&self) -> &SignedIn {
        &self.0
    }

    /// The supporter that a signed-in person is; `None` for a general user.
    #[must_use]
    pub fn of(person: &SignedIn) -> Option<Self> {
        matches!(person.role, Role::Support | Role::Admin).then(|| Self(person.clone()))
    }
}

/// The `Set-Cookie` lines of the answer; whoever handles the request adds to them.
#[derive(Debug, Clone, Default)]
pub struct SetCookies(Arc<Mutex<Vec<String>>>);

impl SetCookies {
    /// Adds a line.
    pub fn push(&self, line: String) {
        if let Ok(mut lines) = self.0.lock() {
            lines.push(line);
        }
    }

    /// Takes all lines.
    #[must_use]
    pub fn take(&self) -> Vec<String> {
        self.0.lock().map(|mut lines| std::mem::take(&mut *lines)).unwrap_or_default()
    }
}

/// The visit of the request being handled.
///
/// # Errors
/// `Internal` outside a request.
pub fn visit() -> ApiResult<Visit> {
    use_context::<Visit>().ok_or_else(|| Problem::Internal.into())
}

/// The ports.
///
/// # Errors
/// `Internal` outside a request.
pub fn ports() -> ApiResult<Arc<Ports>> {
    use_context::<Arc<Ports>>().ok_or_else(|| Problem::Internal.into())
}

/// The visit and the signed-in person.
///
/// # Errors
/// `SignInRequired` unless somebody is signed in; a half-finished sign-in does not count.
pub fn signed_in() -> ApiResult<(Visit, SignedIn)> {
    let visit = visit()?;
    match &visit.caller {
        Caller::SignedIn(person) => {
            let person = person.clone();
            Ok((visit, person))
        }
        _ => Err(Problem::SignInRequired.into()),
    }
}

/// The visit and the administrator.
///
/// # Errors
/// `SignInRequired` unless somebody is signed in, `NotAllowed` unless they administer the portal.
pub fn administrator() -> ApiResult<(Visit, Administrator)> {
    let (visit, person) = signed_in()?;
    let admin = Administrator::of(&person).ok_or(Problem::NotAllowed)?;
    Ok((visit, admin))
}

/// The visit and whoever looks after requests to support.
///
/// # Errors
/// `SignInRequired` unless somebody is signed in, `NotAllowed` to general users.
pub fn supporter() -> ApiResult<(Visit, Supporter)> {
    let (visit, person) = signed_in()?;
    let supporter = Supporter::of(&person).ok_or(Problem::NotAllowed)?;
    Ok((visit, supporter))
}

/// The visit and the half-finished sign-in.
///
/// # Errors
/// `SignInExpired` when there is none, or it is over.
pub fn password_verified() -> ApiResult<(Visit, PasswordVerified)> {
    let visit = visit()?;
    let half = visit.caller.half().ok_or(Problem::SignInExpired)?;
    Ok((visit, half))
}
