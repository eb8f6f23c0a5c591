//! The authenticator app: enrolment, checking a code, removal.

mod reseal;
pub mod store;

pub use store::Kind;

use crate::codes::{Once, consume};
use crate::core::Core;
use crate::db::Tx;
use crate::decision::{self, OTP, account_key};
use crate::entropy::random;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::mail::Letter;
use crate::secret::{Use, sha256};
use crate::session::{require_fresh, throttled};
use crate::throttle;
use async_trait::async_trait;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::form::ReturnPath;
use sekisho_app::id::{AccountId, SessionId, SignInId};
use sekisho_app::totp::port::TotpPort;
use sekisho_app::totp::{TotpEnrolment, TotpState};
use sekisho_app::visit::{PasswordVerified, SignedIn, Visit};
use sekisho_engine::history::{CodeFailure, Event, RevocationReason};
use sekisho_engine::method::Method;
use sekisho_engine::otp::totp::{VerifyError, verify};
use sekisho_engine::otp::uri::Enrolment;
use sekisho_engine::otp::{Code, Key, Params, TimeStep};
use sekisho_engine::sign_in::{How, MfaChoice};
use sekisho_engine::throttle::Bar;
use sekisho_engine::time::{Seconds, Timestamp};

/// How long a pending enrolment waits for its first code.
pub(crate) const PENDING: Seconds = Seconds::minutes(10);

/// What became of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked<T> {
    /// It is right, and used up.
    Right(T),
    /// It is not, and this is why.
    Wrong(CodeFailure),
    /// It was not looked at.
    Barred(Bar),
}

/// What a code or an enrolment is bound to: nothing else can use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding([u8; 32]);

impl Binding {
    /// To a session.
    #[must_use]
    pub fn session(id: SessionId) -> Self {
        Self(sha256(format!("session:{id}").as_bytes()))
    }

    /// To a half-finished sign-in.
    #[must_use]
    pub fn sign_in(id: SignInId) -> Self {
        Self(sha256(format!("sign-in:{id}").as_bytes()))
    }

    /// The bytes, as a column takes them.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// What somebody is told whose code was not right.
pub trait Told {
    /// The problem.
    fn problem(&self) -> Problem;
}

impl Told for CodeFailure {
    fn problem(&self) -> Problem {
        match self {
            Self::Wrong | Self::AlreadyUsed => Problem::CodeWrong,
            Self::Expired | Self::Superseded | Self::OtherContext | Self::AttemptsUsedUp => {
                Problem::CodeExpired
            }
        }
    }
}

/// Whose a sealed key or code is.
pub(crate) fn owner(account: AccountId) -> String {
    format!("account:{account}")
}

impl Core {
    /// Checks a code of the account's authenticator app of a kind and uses it up.
    ///
    /// # Errors
    /// `Database`; the code counts as not right then.
    pub async fn check_totp(
        &self,
        account: AccountId,
        kind: Kind,
        code: &str,
        now: Timestamp,
    ) -> Result<Checked<TimeStep>, Trouble> {
        // what can't be a code is no guess
        let Ok(code) = code.parse::<Code>() else { return Ok(Checked::Wrong(CodeFailure::Wrong)) };
        if let Err(bar) = throttle::charge(&self.db, OTP, account_key(account), now).await? {
            return Ok(Checked::Barred(bar));
        }
        let mut reader = self.db.read().await?;
        let found = store::find(&mut reader, account, kind, store::State::Active).await?;
        drop(reader);
        let Some(row) = found else { return Ok(Checked::Wrong(CodeFailure::Wrong)) };
        match self.claim(account, &row, &code, now).await? {
            Ok(step) => {
                let mut tx = self.db.begin().await?;
                throttle::succeeded(&mut tx, OTP.bucket, account_key(account), now).await?;
                tx.commit().await?;
                Ok(Checked::Right(step))
            }
            Err(failure) => Ok(Checked::Wrong(failure)),
        }
    }

    /// Compares the code and claims the time step that it matched.
    async fn claim(
        &self,
        account: AccountId,
        row: &store::TotpRow,
        code: &Code,
        now: Timestamp,
    ) -> Result<Result<TimeStep, CodeFailure>, ServerError> {
        let key = self.totp_key(account, row)?;
        let skew = self.policy().mfa.totp.skew;
        match verify(&key, &Params::default(), code, now, skew, row.last_used_step()) {
            Err(VerifyError::Wrong) => Ok(Err(CodeFailure::Wrong)),
            Err(VerifyError::AlreadyUsed) => Ok(Err(CodeFailure::AlreadyUsed)),
            Ok(step) => {
                let claimed = consume(&self.db, Once::Totp(row.number(), step), now).await?;
                Ok(if claimed { Ok(step) } else { Err(CodeFailure::AlreadyUsed) })
            }
        }
    }

    fn totp_key(&self, account: AccountId, row: &store::TotpRow) -> Result<Key, ServerError> {
        let opened = self.keys.open(Use::TotpKey, &owner(account), &row.sealed_key)?;
        Key::new(opened.to_vec()).map_err(|_| ServerError::Stored("authenticator key"))
    }

    /// Takes the account's authenticators out of use, because the failures have reached the limit.
    ///
    /// # Errors
    /// `Database`.
    pub async fn disable_totp(&self, scene: &Scene<'_>, account: AccountId) -> Result<(), Trouble> {
        let person = self.account(account).await?;
        let mut tx = self.db.begin().await?;
        for kind in Kind::ALL {
            if store::disable(&mut tx, account, kind, scene.now).await? {
                let event = Event::AuthenticatorDisabled { method: kind.method() };
                record(&mut tx, scene, Some(account), By::Portal, &event).await?;
                self.post(&mut tx, scene, &person, &Letter::AuthenticatorDisabled(kind.method())).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// The enrolment that `binding` has begun, or a new one.
    async fn enrolment_for(
        &self,
        account: AccountId,
        binding: Binding,
        now: Timestamp,
    ) -> Result<TotpEnrolment, Trouble> {
        let person = self.account(account).await?;
        let mut reader = self.db.read().await?;
        let pending =
            store::pending(&mut reader, account, Kind::App, binding.bytes(), now.minus(PENDING)).await?;
        drop(reader);
        let key = match pending {
            Some(row) => self.totp_key(account, &row)?,
            None => {
                let bytes: [u8; 20] = random()?;
                let sealed = self.keys.seal(Use::TotpKey, &owner(account), &bytes)?;
                let mut tx = self.db.begin().await?;
                store::begin(&mut tx, account, Kind::App, binding.bytes(), &sealed, now).await?;
                tx.commit().await?;
                Key::new(bytes.to_vec()).map_err(|_| ServerError::Stored("authenticator key"))?
            }
        };
        let groups = key.in_groups();
        let issuer = self.config.portal.name.clone();
        let enrolment =
            Enrolment { issuer, account: person.email.as_str().to_owned(), key, params: Params::default() };
        Ok(TotpEnrolment { uri: enrolment.to_uri(), key: groups, label: enrolment.label() })
    }

    /// Checks the first code of a pending enrolment; answers which row it proved.
    ///
    /// # Errors
    /// `CodeWrong`, `EnrolmentExpired`, `Throttled`.
    pub(crate) async fn prove_enrolment(
        &self,
        scene: &Scene<'_>,
        account: AccountId,
        kind: Kind,
        binding: Binding,
        code: &str,
    ) -> Result<store::TotpRow, Trouble> {
        let now = scene.now;
        let Ok(parsed) = code.parse::<Code>() else {
            let missing = code.trim().is_empty();
            return Err(if missing { Problem::Missing } else { Problem::CodeWrong }.at("code").into());
        };
        let mut reader = self.db.read().await?;
        let pending = store::pending(&mut reader, account, kind, binding.bytes(), now.minus(PENDING)).await?;
        drop(reader);
        let row = pending.ok_or_else(|| expired(kind).at("code"))?;
        if let Err(bar) = throttle::charge(&self.db, OTP, account_key(account), now).await? {
            return Err(throttled(bar));
        }
        match self.claim(account, &row, &parsed, now).await? {
            Ok(_) => Ok(row),
            Err(failure) => {
                let mut tx = self.db.begin().await?;
                let event = Event::EnrolmentFailed { method: kind.method(), failure };
                record(&mut tx, scene, Some(account), By::Oneself, &event).await?;
                tx.commit().await?;
                Err(failure.problem().at("code").into())
            }
        }
    }

    /// Makes a proved enrolment the account's authenticator, in the caller's transaction.
    ///
    /// # Errors
    /// `EnrolmentExpired` when it is gone.
    pub(crate) async fn activate(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: AccountId,
        kind: Kind,
        row: &store::TotpRow,
    ) -> Result<(), Trouble> {
        if !store::activate(tx, account, row.number(), scene.now).await? {
            return Err(expired(kind).at("code").into());
        }
        if kind == Kind::Paired {
            Self::end_pairing(tx, account).await?;
        }
        throttle::succeeded(tx, OTP.bucket, account_key(account), scene.now).await?;
        self.factor_added(tx, scene, account, kind.method()).await
    }

    /// What follows from a new second factor, whichever it is.
    ///
    /// # Errors
    /// `Database`.
    pub async fn factor_added(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: AccountId,
        method: Method,
    ) -> Result<(), Trouble> {
        let person = crate::account::store::find(tx, account).await?.ok_or(Problem::SignInRequired)?;
        throttle::rebound(tx, OTP.bucket, account_key(account), scene.now).await?;
        crate::account::store::set_mfa(tx, account, MfaChoice::On).await?;
        // a method is asked for first once it was used to sign in, or by the policy: a second one added as a
        // way out doesn't push the first aside
        record(tx, scene, Some(account), By::Oneself, &Event::AuthenticatorEnrolled { method }).await?;
        self.post(tx, scene, &person, &Letter::AuthenticatorAdded(method)).await
    }

    /// What follows from a removed one: without any left, second factors are off and recovery codes go.
    ///
    /// # Errors
    /// `NotAllowed` where a second factor is compulsory for this person and none would be left.
    pub async fn factor_removed(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        person: &SignedIn,
        method: Method,
    ) -> Result<(), Trouble> {
        let account =
            crate::account::store::find(tx, person.account).await?.ok_or(Problem::SignInRequired)?;
        if !decision::factors(tx, person.account).await?.any() {
            if self.is_compulsory(&account) {
                return Err(Problem::NotAllowed.into());
            }
            crate::account::store::set_mfa(tx, person.account, MfaChoice::Off).await?;
            crate::recovery::store::remove(tx, person.account).await?;
        }
        let event = Event::AuthenticatorRemoved { method };
        record(tx, scene, Some(person.account), By::Oneself, &event).await?;
        let reason = RevocationReason::AuthenticatorChanged;
        Self::end_sessions(tx, scene, person.account, Some(person.session), By::Oneself, reason).await?;
        self.post(tx, scene, &account, &Letter::AuthenticatorRemoved(method)).await
    }

    /// Proves the enrolment of somebody who is signed in.
    ///
    /// # Errors
    /// As `prove_enrolment`, and `ReauthenticationRequired`.
    pub(crate) async fn confirm_enrolment(
        &self,
        visit: &Visit,
        person: &SignedIn,
        kind: Kind,
        code: &str,
    ) -> Result<(), Trouble> {
        require_fresh(visit, person)?;
        let scene = Scene::of(visit);
        let binding = Binding::session(person.session);
        let row = self.prove_enrolment(&scene, person.account, kind, binding, code).await?;
        let codes = self.prepare_codes(person.account).await?;
        let mut tx = self.db.begin().await?;
        self.activate(&mut tx, &scene, person.account, kind, &row).await?;
        self.keep_codes(&mut tx, &scene, person.account, person.session, codes).await?;
        let (reason, keep) = (RevocationReason::AuthenticatorChanged, Some(person.session));
        Self::end_sessions(&mut tx, &scene, person.account, keep, By::Oneself, reason).await?;
        self.grant(&mut tx, visit, person.account, person.session, kind.method()).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }

    /// Proves the enrolment of somebody who has to enrol while signing in, and lets them in. Answers where they
    /// wanted to go.
    ///
    /// # Errors
    /// As `prove_enrolment`, and `NotAllowed`.
    pub(crate) async fn confirm_at_the_door(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        kind: Kind,
        code: &str,
    ) -> Result<Option<ReturnPath>, Trouble> {
        self.may_enrol(visit, half, kind.method()).await?;
        let scene = Scene::of(visit);
        let binding = Binding::sign_in(half.sign_in);
        let row = self.prove_enrolment(&scene, half.account, kind, binding, code).await?;
        let codes = self.prepare_codes(half.account).await?;
        let mut tx = self.db.begin().await?;
        self.activate(&mut tx, &scene, half.account, kind, &row).await?;
        let (session, next) =
            self.finish_sign_in(&mut tx, visit, half, How::SecondFactor(kind.method())).await?;
        self.keep_codes(&mut tx, &scene, half.account, session, codes).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(next)
    }

    /// The state of an account's authenticator of a kind.
    ///
    /// # Errors
    /// `Database`.
    pub(crate) async fn authenticator_state(
        &self,
        account: AccountId,
        kind: Kind,
    ) -> Result<TotpState, ServerError> {
        let mut reader = self.db.read().await?;
        let at = |row: &store::TotpRow| Timestamp::from_unix(row.activated_at.unwrap_or(row.created_at));
        if let Some(row) = store::find(&mut reader, account, kind, store::State::Active).await? {
            let last_used = row.last_used_at.map(Timestamp::from_unix);
            return Ok(TotpState::Active { since: at(&row), last_used });
        }
        let disabled = store::find(&mut reader, account, kind, store::State::Disabled).await?;
        Ok(disabled.map_or(TotpState::Off, |row| TotpState::Disabled { since: at(&row) }))
    }

    /// Removes a person's authenticator of a kind.
    ///
    /// # Errors
    /// `ReauthenticationRequired`, `NotFound`, and as [`factor_removed`](Self::factor_removed).
    pub(crate) async fn remove_authenticator(
        &self,
        visit: &Visit,
        person: &SignedIn,
        kind: Kind,
    ) -> Result<(), Trouble> {
        require_fresh(visit, person)?;
        let mut tx = self.db.begin().await?;
        if store::remove(&mut tx, person.account, kind).await? == 0 {
            return Err(Problem::NotFound.into());
        }
        self.factor_removed(&mut tx, &Scene::of(visit), person, kind.method()).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }
}

/// What somebody is told whose enrolment is gone: each kind of app is set up in its own way.
const fn expired(kind: Kind) -> Problem {
    match kind {
        Kind::App => Problem::EnrolmentExpired,
        Kind::Paired => Problem::PairingExpired,
    }
}

#[async_trait]
impl TotpPort for Core {
    async fn state(&self, _: &Visit, person: &SignedIn) -> ApiResult<TotpState> {
        Ok(self.authenticator_state(person.account, Kind::App).await?)
    }

    async fn enrolment(&self, visit: &Visit, person: &SignedIn) -> ApiResult<TotpEnrolment> {
        require_fresh(visit, person)?;
        Ok(self.enrolment_for(person.account, Binding::session(person.session), visit.now).await?)
    }

    async fn confirm(&self, visit: &Visit, person: &SignedIn, code: &str) -> ApiResult<()> {
        Ok(self.confirm_enrolment(visit, person, Kind::App, code).await?)
    }

    async fn remove(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()> {
        Ok(self.remove_authenticator(visit, person, Kind::App).await?)
    }

    async fn enrolment_at_sign_in(&self, visit: &Visit, half: &PasswordVerified) -> ApiResult<TotpEnrolment> {
        self.may_enrol(visit, half, Method::Totp).await?;
        Ok(self.enrolment_for(half.account, Binding::sign_in(half.sign_in), visit.now).await?)
    }

    async fn confirm_at_sign_in(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        code: &str,
    ) -> ApiResult<Option<ReturnPath>> {
        Ok(self.confirm_at_the_door(visit, half, Kind::App, code).await?)
    }
}
