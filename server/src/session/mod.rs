//! Sessions: resuming one at every request, listing and ending them, proving again who one is.

pub mod places;
mod standing;
pub mod store;

pub use standing::{Counts, Standing};

use crate::account::store as accounts;
use crate::account::store::Account;
use crate::core::Core;
use crate::db::Tx;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::mail_gate::kick::store as kicks;
use crate::remembered::store as remembered;
use crate::secret::Token;
use crate::sign_in::REMEMBERED;
use crate::throttle::{self, Key};
use crate::totp::{self, Kind, Told};
use crate::web::cookie::Cookie;
use async_trait::async_trait;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::i18n::Language;
use sekisho_app::id::{AccountId, RememberedId, SessionId, SignInId};
use sekisho_app::session::port::SessionPort;
use sekisho_app::session::{ReauthenticationView, SessionView, ShownInSession};
use sekisho_app::visit::{PasswordVerified, SignedIn, Visit};
use sekisho_engine::address::{Address, ClientAddress};
use sekisho_engine::history::{Event, RevocationReason};
use sekisho_engine::method::Method;
use sekisho_engine::session::{Limits, State, Times, is_fresh};
use sekisho_engine::sign_in::Way;
use sekisho_engine::throttle::{Bar, Bucket, Charge, Limit};
use sekisho_engine::time::Timestamp;

/// The most sessions that one person has; the longest unused one ends.
const MOST_SESSIONS: i64 = 50;
/// Guesses at the password of one who is signed in already.
const REAUTHENTICATION: Charge =
    Charge { bucket: Bucket::PasswordAtDevice, limit: Limit::PASSWORD_AT_DEVICE };

/// What a session stands on.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// Whose it is.
    pub account: AccountId,
    /// How the person came in, as [`sekisho_engine::sign_in::How`] is stored.
    pub factor: &'a str,
    /// When the person last proved who they are.
    pub authenticated_at: Timestamp,
    /// The browser that stays signed in from which it comes, if it does.
    pub remembered: Option<RememberedId>,
}

impl Core {
    /// The person that a session's token stands for, if the session is alive and the address it is used
    /// from is still authorised: a rule that is taken away counts at the next request.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn resume(
        &self,
        token: &Token,
        address: ClientAddress,
        now: Timestamp,
    ) -> Result<Option<(SignedIn, Option<Language>)>, ServerError> {
        let mut reader = self.db.read().await?;
        let Some(row) = store::find(&mut reader, &token.digest()).await? else { return Ok(None) };
        drop(reader);
        let standing = self.standing(row, now).await?;
        match standing.counts(self, address, now)? {
            Counts::Here => {}
            Counts::NotHere => return Ok(None),
            Counts::Ended(reason) => {
                self.expire(&standing.row, reason, now).await?;
                return Ok(None);
            }
        }
        if standing.is_touch_due(now) {
            self.touch(&standing.row, now).await?;
        }
        let trials = standing.trials(address);
        let row = standing.row;
        let account = AccountId(row.account_id);
        let person = SignedIn {
            stepping_up: None,
            trials,
            account,
            session: SessionId(row.id),
            name: row.name,
            email: row.email,
            role: accounts::role_of(&row.role)?,
            since: Timestamp::from_unix(row.created_at),
            authenticated_at: Timestamp::from_unix(row.authenticated_at),
        };
        Ok(Some((person, row.language.as_deref().and_then(Language::from_tag))))
    }

    /// Whether somebody is signed in by this token, but has to show a second factor where they are now.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn waits_for_factor(
        &self,
        token: &Token,
        address: ClientAddress,
        now: Timestamp,
    ) -> Result<bool, ServerError> {
        let mut reader = self.db.read().await?;
        let Some(row) = store::find(&mut reader, &token.digest()).await? else { return Ok(false) };
        drop(reader);
        self.standing(row, now).await?.waits_for_factor(self, address, now)
    }

    /// Writes down that a session is used, and the browser that stays signed in from which it comes.
    ///
    /// # Errors
    /// `Database`.
    pub(crate) async fn touch(&self, row: &store::SessionRow, now: Timestamp) -> Result<(), ServerError> {
        let mut tx = self.db.begin().await?;
        if let Some(browser) = row.remembered_id {
            remembered::touch(&mut tx, RememberedId(browser), now).await?;
        }
        store::touch(&mut tx, SessionId(row.id), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends a session whose time is over, and writes down why.
    ///
    /// # Errors
    /// `Database`.
    pub(crate) async fn expire(
        &self,
        row: &store::SessionRow,
        reason: sekisho_engine::session::Ended,
        now: Timestamp,
    ) -> Result<(), ServerError> {
        let mut tx = self.db.begin().await?;
        let account = AccountId(row.account_id);
        if store::end(&mut tx, account, SessionId(row.id)).await? {
            let event = Event::SessionEnded { reason };
            record(&mut tx, &Scene::outside(now), Some(account), By::Portal, &event).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The half-finished sign-in that a token stands for, while it lasts.
    ///
    /// # Errors
    /// `Database`.
    pub async fn resume_sign_in(
        &self,
        token: &Token,
        now: Timestamp,
    ) -> Result<Option<PasswordVerified>, ServerError> {
        let mut reader = self.db.read().await?;
        let row = store::find_sign_in(&mut reader, &token.digest()).await?;
        Ok(row
            .filter(|row| is_live(Timestamp::from_unix(row.created_at), now))
            .filter(|row| row.session_id.is_none())
            .map(|row| PasswordVerified {
                sign_in: SignInId(row.id),
                account: AccountId(row.account_id),
                way: Way::Usual,
            }))
    }

    /// The second factor that `person` is about to show again, while there is time.
    ///
    /// # Errors
    /// `Database`.
    pub async fn resume_step_up(
        &self,
        token: &Token,
        person: &SignedIn,
        now: Timestamp,
    ) -> Result<Option<SignInId>, ServerError> {
        let mut reader = self.db.read().await?;
        let row = store::find_sign_in(&mut reader, &token.digest()).await?;
        Ok(row
            .filter(|row| is_live(Timestamp::from_unix(row.created_at), now))
            .filter(|row| row.session_id == Some(person.session.0))
            .map(|row| SignInId(row.id)))
    }

    /// Begins a session in the transaction of the sign-in that it comes from, and sets its cookie. Older
    /// sessions beyond the most that a person has end.
    ///
    /// # Errors
    /// `Database`, `Entropy`.
    pub async fn begin_session(
        &self,
        tx: &mut Tx,
        visit: &Visit,
        ground: Ground<'_>,
    ) -> Result<SessionId, ServerError> {
        let token = Token::new()?;
        let Ground { account, factor, authenticated_at, remembered } = ground;
        let new = store::NewSession {
            account,
            factor,
            address: visit.address.known(),
            user_agent: &visit.user_agent,
            authenticated_at,
            remembered,
        };
        let id = store::insert(tx, &token.digest(), &new, visit.now).await?;
        let count = store::end_beyond(tx, account, MOST_SESSIONS).await?;
        if count > 0 {
            let event = Event::SessionRevoked { reason: RevocationReason::TooManySessions, count };
            record(tx, &Scene::of(visit), Some(account), By::Portal, &event).await?;
        }
        Cookie::Session.set(&visit.cookies, &token);
        Ok(id)
    }

    /// Ends sessions of an account, browsers that stay signed in, grants, and the sessions of mail software that nothing
    /// lets in any more, and writes down why. What is kept is the
    /// session to `keep` with its browser; where a second factor has changed no browser is kept, since what was
    /// shown in it isn't what is asked for now.
    ///
    /// # Errors
    /// `Database`.
    pub async fn end_sessions(
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: AccountId,
        keep: Option<SessionId>,
        by: By,
        reason: RevocationReason,
    ) -> Result<u32, ServerError> {
        // first the browsers: whoever comes back by one at the same moment holds its row until the session is
        // there to be ended
        let browser = match keep.filter(|_| reason != RevocationReason::AuthenticatorChanged) {
            Some(session) => remembered::of_session(tx, session).await?,
            None => None,
        };
        let browsers = remembered::forget_all(tx, account, browser).await?;
        if browsers > 0 {
            let event = Event::BrowsersForgotten { reason, count: browsers };
            record(tx, scene, Some(account), by, &event).await?;
        }
        let count = store::end_all(tx, account, keep).await?;
        if count > 0 {
            record(tx, scene, Some(account), by, &Event::SessionRevoked { reason, count }).await?;
        }
        Self::end_grants(tx, scene, account, by, reason).await?;
        match reason {
            // mail software that is connected showed what is no longer the password, or is nobody's any more
            RevocationReason::PasswordChanged | RevocationReason::AccountLocked => {
                kicks::end_everywhere(tx, account).await?;
            }
            _ => kicks::review(tx, account).await?,
        }
        Ok(count)
    }

    async fn listed(&self, person: &SignedIn, now: Timestamp) -> Result<Vec<SessionView>, ServerError> {
        let mut reader = self.db.read().await?;
        let limits = self.policy().session_limits();
        let rows = store::list(&mut reader, person.account).await?;
        let mut sessions: Vec<SessionView> =
            rows.into_iter().filter_map(|row| view(row, person.session, &limits, now)).collect();
        sessions.sort_by_key(|session| !session.current);
        Ok(sessions)
    }

    async fn prove_again(
        &self,
        visit: &Visit,
        person: &SignedIn,
        password: &str,
        code: &str,
    ) -> Result<(), Trouble> {
        let key = Key::of(&["session", &person.session.to_string()]);
        if password.is_empty() {
            return Err(Problem::Missing.at("password").into());
        }
        let admitted = self.admit(&[(REAUTHENTICATION, key)], visit.now).await?;
        let permit = admitted.map_err(|barred| throttled(barred.bar))?;
        let account = self.account(person.account).await?;
        if !permit.verify(password, account.password_hash.as_deref()).await? {
            self.note_failure(visit, person).await?;
            return Err(Problem::PasswordWrong.at("password").into());
        }
        let method = self.second_proof(visit, person, code).await?;
        let token = Token::new()?;
        let mut tx = self.db.begin().await?;
        if !store::rotate(&mut tx, person.session, &token.digest(), visit.now).await? {
            return Err(Problem::SignInRequired.into());
        }
        throttle::succeeded(&mut tx, REAUTHENTICATION.bucket, key, visit.now).await?;
        let event = Event::Reauthenticated { method };
        record(&mut tx, &Scene::of(visit), Some(person.account), By::Oneself, &event).await?;
        tx.commit().await?;
        Cookie::Session.set(&visit.cookies, &token);
        Ok(())
    }

    /// Where an authenticator app is active, its code is asked for as well; where only the portal's own is, that
    /// one's.
    async fn second_proof(
        &self,
        visit: &Visit,
        person: &SignedIn,
        code: &str,
    ) -> Result<Option<Method>, Trouble> {
        let Some(kind) = self.code_kind(person.account).await? else { return Ok(None) };
        if code.trim().is_empty() {
            return Err(Problem::Missing.at("code").into());
        }
        match self.check_totp(person.account, kind, code, visit.now).await? {
            totp::Checked::Right(_) => Ok(Some(kind.method())),
            totp::Checked::Wrong(failure) => {
                self.note_failure(visit, person).await?;
                Err(failure.problem().at("code").into())
            }
            totp::Checked::Barred(bar) => Err(throttled(bar)),
        }
    }

    /// Which kind of authenticator app somebody shows a code of; any app goes before the portal's own.
    async fn code_kind(&self, account: AccountId) -> Result<Option<Kind>, ServerError> {
        let mut reader = self.db.read().await?;
        for kind in Kind::ALL {
            if totp::store::find(&mut reader, account, kind, totp::store::State::Active).await?.is_some() {
                return Ok(Some(kind));
            }
        }
        Ok(None)
    }

    async fn note_failure(&self, visit: &Visit, person: &SignedIn) -> Result<(), ServerError> {
        let mut tx = self.db.begin().await?;
        let scene = Scene::of(visit);
        record(&mut tx, &scene, Some(person.account), By::Oneself, &Event::ReauthenticationFailed).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The account of somebody who is known to have one.
    ///
    /// # Errors
    /// `SignInRequired` when it has gone in the meantime.
    pub async fn account(&self, id: AccountId) -> Result<Account, Trouble> {
        let mut reader = self.db.read().await?;
        accounts::find(&mut reader, id).await?.ok_or_else(|| Problem::SignInRequired.into())
    }
}

/// Whether a half-finished sign-in that began then may go on.
fn is_live(created: Timestamp, now: Timestamp) -> bool {
    matches!(Limits::HALF.judge(Times { created, last_seen: created }, now), State::Live { .. })
}

/// What somebody is told whose attempts are no longer looked at.
#[must_use]
pub fn throttled(bar: Bar) -> Trouble {
    match bar {
        Bar::Wait { retry_after } => Problem::Throttled { retry_after }.into(),
        Bar::Disabled => Problem::AuthenticatorDisabled.into(),
    }
}

/// Asks for a recent proof of who one is.
///
/// # Errors
/// `ReauthenticationRequired` when the last one is too old.
pub fn require_fresh(visit: &Visit, person: &SignedIn) -> Result<(), Trouble> {
    if is_fresh(person.authenticated_at, visit.now) {
        Ok(())
    } else {
        Err(Problem::ReauthenticationRequired.into())
    }
}

fn view(row: store::ListedRow, current: SessionId, limits: &Limits, now: Timestamp) -> Option<SessionView> {
    let times = Times {
        created: Timestamp::from_unix(row.created_at),
        last_seen: Timestamp::from_unix(row.last_seen_at),
    };
    matches!(limits.judge(times, now), State::Live { .. }).then(|| SessionView {
        id: SessionId(row.id),
        current: SessionId(row.id) == current,
        since: times.created,
        last_used: times.last_seen,
        ends: times.created.plus(limits.absolute),
        address: row.address.as_deref().and_then(|text| text.parse::<Address>().ok()),
        user_agent: row.user_agent,
        shown: match Method::from_name(&row.factor) {
            Some(_) => ShownInSession::SecondFactor,
            None if row.factor == REMEMBERED => ShownInSession::Remembered,
            None => ShownInSession::Password,
        },
    })
}

#[async_trait]
impl SessionPort for Core {
    async fn list(&self, visit: &Visit, person: &SignedIn) -> ApiResult<Vec<SessionView>> {
        Ok(self.listed(person, visit.now).await?)
    }

    async fn revoke(&self, visit: &Visit, person: &SignedIn, session: SessionId) -> ApiResult<()> {
        let ended = async {
            let mut tx = self.db.begin().await?;
            let scene = Scene::of(visit);
            // first its browser, if it stays signed in: it would be back at once
            let browser = remembered::of_session(&mut tx, session).await?;
            let forgotten = match browser {
                Some(browser) => {
                    let keep = Some(person.session);
                    Self::forget_browser(&mut tx, &scene, person.account, browser, keep, By::Oneself).await?
                }
                None => false,
            };
            let ended = store::end(&mut tx, person.account, session).await? || forgotten;
            if ended {
                let event = Event::SessionRevoked { reason: RevocationReason::Owner, count: 1 };
                record(&mut tx, &scene, Some(person.account), By::Oneself, &event).await?;
            }
            tx.commit().await?;
            Ok::<bool, Trouble>(ended)
        };
        if ended.await? { Ok(()) } else { Err(Problem::NotFound.into()) }
    }

    async fn revoke_others(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()> {
        let done = async {
            let mut tx = self.db.begin().await?;
            let scene = Scene::of(visit);
            let keep = Some(person.session);
            Self::end_sessions(&mut tx, &scene, person.account, keep, By::Oneself, RevocationReason::Owner)
                .await?;
            tx.commit().await?;
            self.kicks.wake();
            Ok::<(), Trouble>(())
        };
        Ok(done.await?)
    }

    async fn reauthentication(&self, _: &Visit, person: &SignedIn) -> ApiResult<ReauthenticationView> {
        Ok(ReauthenticationView { totp: self.code_kind(person.account).await?.is_some() })
    }

    async fn reauthenticate(
        &self,
        visit: &Visit,
        person: &SignedIn,
        password: &str,
        code: &str,
    ) -> ApiResult<()> {
        Ok(self.prove_again(visit, person, password, code).await?)
    }
}
