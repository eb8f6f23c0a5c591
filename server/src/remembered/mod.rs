//! Browsers that stay signed in.
//!
//! ```text
//!  sign-in, box ticked ──▶ remembered ──shown again──▶ token changes, a session begins ──▶ remembered
//!                              ├── not used for too long, absolute limit, clock stepped back ──▶ forgotten
//!                              ├── signed out, ended, password or second factor changed, locked ──▶ forgotten
//!                              └── an old token is shown again ──▶ forgotten, its sessions end, a mail says so
//! ```
//!
//! The cookie names a family and holds a token that changes with every use, so that a copy shows: of the browser
//! and the thief, whoever comes second shows a token that is no longer the present one. Two tabs that open at
//! once do so too, and honestly: the token just before the present one is good for half a minute more, in a
//! browser of the same name. OWASP ASVS 5.0, 7.1 to 7.4: such a browser is a session with limits of its own; whoever comes
//! back by it has to prove again who they are before changing what is sensitive.

mod key;
pub mod store;

pub use key::BrowserKey;

use crate::account::store as accounts;
use crate::account::store::Account;
use crate::core::Core;
use crate::db::Tx;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::mail::Letter;
use crate::secret::{Token, TokenDigest};
use crate::session::store as sessions;
use crate::sign_in::Staying;
use crate::web::cookie::{self, Cookie};
use async_trait::async_trait;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::id::{AccountId, RememberedId, SessionId};
use sekisho_app::remembered::RememberedView;
use sekisho_app::remembered::port::RememberedPort;
use sekisho_app::visit::{SignedIn, Trials, Visit};
use sekisho_engine::address::Address;
use sekisho_engine::history::{Event, RevocationReason};
use sekisho_engine::method::Method;
use sekisho_engine::session::{REAUTHENTICATION_WINDOW, State, Times};
use sekisho_engine::sign_in::{How, Outcome, Shown, Way};
use sekisho_engine::time::{Seconds, Timestamp};

/// How long the token before the present one is good for another tab.
const ANOTHER_TAB: Seconds = Seconds::new(30);
/// The most browsers that stay signed in for one person; the longest unused one is forgotten.
const MOST_BROWSERS: i64 = 20;
/// How often a token is looked at again that changed while it was.
const ROUNDS: usize = 3;

/// What a token is to the browser whose family it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// The one that the browser holds.
    Present,
    /// The one before, from another tab of the same browser.
    AnotherTab,
    /// An old one: one of the two who have it is a thief.
    Old,
}

impl Standing {
    fn of(row: &store::BrowserRow, shown: &TokenDigest, visit: &Visit) -> Self {
        let before = row.previous.as_deref() == Some(shown.bytes());
        let just = visit.now < Timestamp::from_unix(row.rotated_at).plus(ANOTHER_TAB);
        if row.token == shown.bytes() {
            Self::Present
        } else if before && just && row.user_agent == visit.user_agent {
            Self::AnotherTab
        } else {
            Self::Old
        }
    }
}

/// Whether the limits let a browser with these times come back.
fn times(created_at: i64, used_at: i64) -> Times {
    Times { created: Timestamp::from_unix(created_at), last_seen: Timestamp::from_unix(used_at) }
}

impl Core {
    /// The person whose browser stays signed in, if that is what it shows, with a new session. The cookie is
    /// taken away when it is spent; where the browser alone is not enough it stays, and the person signs in.
    ///
    /// # Errors
    /// `Database`, `Entropy`, `Stored`.
    pub async fn come_back(
        &self,
        visit: &Visit,
        text: &str,
    ) -> Result<Option<(SignedIn, Account)>, ServerError> {
        for _ in 0..ROUNDS {
            let Some(key) = BrowserKey::parse(text) else { break };
            let mut reader = self.db.read().await?;
            let Some(row) = store::find(&mut reader, &key.family.digest()).await? else { break };
            let account = accounts::find(&mut reader, AccountId(row.account_id)).await?;
            drop(reader);
            let Some(account) = account else { break };
            let limits = self.policy().remembered_limits();
            if let State::Ended(_) = limits.judge(times(row.created_at, row.used_at), visit.now) {
                let mut tx = self.db.begin().await?;
                store::forget(&mut tx, account.id, RememberedId(row.id)).await?;
                tx.commit().await?;
                break;
            }
            let standing = Standing::of(&row, &key.token.digest(), visit);
            if standing == Standing::Old {
                self.end_stolen(visit, &account, RememberedId(row.id)).await?;
                break;
            }
            if !self.is_enough(visit, &account, &row).await? {
                return Ok(None);
            }
            // whoever is told no here was overtaken by another tab, or by whatever ends it: look again
            if let Some(mut person) = self.let_in(visit, &account, &row, key, standing).await? {
                person.trials = self.trials_of(&account, visit.address, visit.now).await?;
                return Ok(Some((person, account)));
            }
        }
        Cookie::Remembered.clear(&visit.cookies);
        Ok(None)
    }

    /// What the engine says of a browser that stays signed in.
    async fn is_enough(
        &self,
        visit: &Visit,
        account: &Account,
        row: &store::BrowserRow,
    ) -> Result<bool, ServerError> {
        let gathered = self.gather(Some(account.clone()), visit.now).await?;
        let shown = Shown::Remembered(row.method.as_deref().and_then(Method::from_name));
        let decision = self.decide(&gathered, visit.address, Way::Usual, shown, visit.now);
        Ok(matches!(decision.outcome, Outcome::Allowed { .. }))
    }

    /// Begins the session. `None` when the token changed or the browser was forgotten in the meantime.
    async fn let_in(
        &self,
        visit: &Visit,
        account: &Account,
        row: &store::BrowserRow,
        key: BrowserKey,
        standing: Standing,
    ) -> Result<Option<SignedIn>, ServerError> {
        let id = RememberedId(row.id);
        let shown = key.token.digest();
        let next = Token::new()?;
        let mut tx = self.db.begin().await?;
        accounts::touch_sign_in(&mut tx, account.id, visit.now).await?;
        let held = match standing {
            Standing::Present => {
                let used = store::Used {
                    address: visit.address.known(),
                    user_agent: &visit.user_agent,
                    now: visit.now,
                };
                store::rotate(&mut tx, id, &shown, &next.digest(), used).await?
            }
            Standing::AnotherTab | Standing::Old => store::hold(&mut tx, id, &shown, visit.now).await?,
        };
        if !held {
            return Ok(None);
        }
        let created = Timestamp::from_unix(row.created_at);
        let authenticated_at = created.min(visit.now.minus(REAUTHENTICATION_WINDOW));
        let staying = Staying::Already { browser: id, authenticated_at };
        let session = match self.enter(&mut tx, visit, account.id, How::Remembered, staying).await {
            Ok(session) => session,
            Err(Trouble::Failed(error)) => return Err(error),
            // the account is gone
            Err(Trouble::Told(_)) => return Ok(None),
        };
        tx.commit().await?;
        self.outbox.wake();
        if standing == Standing::Present {
            self.set_cookie(visit, &key.followed_by(next), created);
        }
        Ok(Some(SignedIn {
            stepping_up: None,
            trials: Trials::default(),
            account: account.id,
            session,
            name: account.name.clone(),
            email: account.email.as_str().to_owned(),
            role: account.role,
            since: visit.now,
            authenticated_at,
        }))
    }

    fn set_cookie(&self, visit: &Visit, key: &BrowserKey, created: Timestamp) {
        let ends = created.plus(self.policy().remembered_limits().absolute);
        cookie::set_remembered(&visit.cookies, key, ends.since(visit.now));
    }

    /// Somebody showed an old token: the browser is forgotten, what came of it ends, its owner is told. Of many
    /// who show it at once one tells.
    async fn end_stolen(
        &self,
        visit: &Visit,
        account: &Account,
        id: RememberedId,
    ) -> Result<(), ServerError> {
        let scene = Scene::of(visit);
        let mut tx = self.db.begin().await?;
        if store::forget(&mut tx, account.id, id).await? {
            let event = Event::RememberedTokenReused;
            record(&mut tx, &scene, Some(account.id), By::Anonymous, &event).await?;
            let count = sessions::end_of_browser(&mut tx, id, None).await?;
            if count > 0 {
                let event = Event::SessionRevoked { reason: RevocationReason::TokenReused, count };
                record(&mut tx, &scene, Some(account.id), By::Portal, &event).await?;
            }
            match self.post(&mut tx, &scene, account, &Letter::RememberedTokenReused).await {
                Err(Trouble::Failed(error)) => return Err(error),
                // a notice is promised whatever the limits are
                Ok(()) | Err(Trouble::Told(_)) => {}
            }
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }

    /// Remembers the browser in the transaction of the sign-in in which that was asked for, if it is offered to
    /// this person. The one-step way is not remembered: it is on its way out.
    ///
    /// # Errors
    /// `Database`, `Entropy`.
    pub async fn remember_browser(
        &self,
        tx: &mut Tx,
        visit: &Visit,
        account: &Account,
        how: How,
    ) -> Result<Option<RememberedId>, ServerError> {
        let never = account.role.always_shows_second_factor() || how == How::OneStep;
        if !self.policy().remember_me.offered || never {
            return Ok(None);
        }
        let method = match how {
            How::SecondFactor(method) => Some(method),
            _ => None,
        };
        let key = BrowserKey::new()?;
        let new = store::NewBrowser {
            account: account.id,
            family: &key.family.digest(),
            token: &key.token.digest(),
            method,
            address: visit.address.known(),
            user_agent: &visit.user_agent,
        };
        let id = store::insert(tx, &new, visit.now).await?;
        let scene = Scene::of(visit);
        record(tx, &scene, Some(account.id), By::Oneself, &Event::BrowserRemembered).await?;
        let count = store::forget_beyond(tx, account.id, MOST_BROWSERS).await?;
        if count > 0 {
            let event = Event::BrowsersForgotten { reason: RevocationReason::TooManySessions, count };
            record(tx, &scene, Some(account.id), By::Portal, &event).await?;
        }
        self.set_cookie(visit, &key, visit.now);
        Ok(Some(id))
    }

    /// Forgets the browser that the visitor comes with, whoever it stayed signed in for: somebody has signed in
    /// or out in it since.
    ///
    /// # Errors
    /// `Database`.
    pub async fn forget_held(&self, tx: &mut Tx, visit: &Visit, by: AccountId) -> Result<(), ServerError> {
        let Some(text) = visit.held.remembered.as_deref() else { return Ok(()) };
        Cookie::Remembered.clear(&visit.cookies);
        let Some(key) = BrowserKey::parse(text) else { return Ok(()) };
        let Some(row) = store::find(tx, &key.family.digest()).await? else { return Ok(()) };
        let owner = AccountId(row.account_id);
        let by = if owner == by { By::Oneself } else { By::Portal };
        Self::forget_browser(tx, &Scene::of(visit), owner, RememberedId(row.id), None, by).await?;
        Ok(())
    }

    /// Forgets one browser of an account, because its owner says so, and ends the sessions that came of it, but
    /// the one to `keep`. `false` when there is no such browser.
    ///
    /// # Errors
    /// `Database`.
    pub async fn forget_browser(
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: AccountId,
        id: RememberedId,
        keep: Option<SessionId>,
        by: By,
    ) -> Result<bool, ServerError> {
        // first the browser: a request that comes back by it at the same moment holds its row until its session
        // is there to be ended
        if !store::forget(tx, account, id).await? {
            return Ok(false);
        }
        sessions::end_of_browser(tx, id, keep).await?;
        let event = Event::BrowsersForgotten { reason: RevocationReason::Owner, count: 1 };
        record(tx, scene, Some(account), by, &event).await?;
        Ok(true)
    }

    async fn browsers(&self, person: &SignedIn, now: Timestamp) -> Result<Vec<RememberedView>, ServerError> {
        let mut reader = self.db.read().await?;
        let current = store::of_session(&mut reader, person.session).await?;
        let rows = store::list(&mut reader, person.account).await?;
        let limits = self.policy().remembered_limits();
        let view = |row: store::ListedRow| match limits.judge(times(row.created_at, row.used_at), now) {
            State::Ended(_) => None,
            State::Live { ends } => Some(RememberedView {
                id: RememberedId(row.id),
                current: current == Some(RememberedId(row.id)),
                since: Timestamp::from_unix(row.created_at),
                last_used: Timestamp::from_unix(row.used_at),
                ends,
                address: row.address.as_deref().and_then(|text| text.parse::<Address>().ok()),
                user_agent: row.user_agent,
            }),
        };
        let mut browsers: Vec<RememberedView> = rows.into_iter().filter_map(view).collect();
        browsers.sort_by_key(|browser| !browser.current);
        Ok(browsers)
    }

    async fn forget_own(&self, visit: &Visit, person: &SignedIn, id: RememberedId) -> Result<(), Trouble> {
        let scene = Scene::of(visit);
        let mut tx = self.db.begin().await?;
        let current = store::of_session(&mut tx, person.session).await? == Some(id);
        let keep = Some(person.session);
        if !Self::forget_browser(&mut tx, &scene, person.account, id, keep, By::Oneself).await? {
            return Err(Problem::NotFound.into());
        }
        tx.commit().await?;
        if current {
            Cookie::Remembered.clear(&visit.cookies);
        }
        Ok(())
    }
}

#[async_trait]
impl RememberedPort for Core {
    async fn list(&self, visit: &Visit, person: &SignedIn) -> ApiResult<Vec<RememberedView>> {
        Ok(self.browsers(person, visit.now).await?)
    }

    async fn forget(&self, visit: &Visit, person: &SignedIn, id: RememberedId) -> ApiResult<()> {
        Ok(self.forget_own(visit, person, id).await?)
    }
}
