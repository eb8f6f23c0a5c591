//! Signing in: the password, the second factor, the session that comes of it; signing out.

mod attempt;
mod elsewhere;
mod step_up;

use crate::account::store as accounts;
use crate::core::Core;
use crate::db::Tx;
use crate::decision::Gathered;
use crate::email_otp::{self, Ask};
use crate::error::Trouble;
use crate::history::{By, Scene, record};
use crate::mail::{EmailAddress, Letter};
use crate::remembered::store as remembered;
use crate::secret::Token;
use crate::session::places::{self, Door};
use crate::session::{Ground, store, throttled};
use crate::totp::{Binding, Checked, Kind, Told};
use crate::web::cookie::{self, Cookie};
use async_trait::async_trait;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::form::ReturnPath;
use sekisho_app::id::{AccountId, RememberedId, SessionId};
use sekisho_app::sign_in::port::SignInPort;
use sekisho_app::sign_in::{Begin, NextStep, VerifyView};
use sekisho_app::visit::{PasswordVerified, SignedIn, Visit};
use sekisho_engine::email_otp::Purpose;
use sekisho_engine::history::Event;
use sekisho_engine::method::{Method, Methods};
use sekisho_engine::policy::Identifier;
use sekisho_engine::session::HALF_SESSION;
use sekisho_engine::sign_in::{How, Outcome, Refusal, Shown, Way};
use sekisho_engine::throttle::Bar;
use sekisho_engine::time::Timestamp;

/// How somebody came in whose browser stays signed in, as it is stored with the session.
pub const REMEMBERED: &str = "remembered";
/// How somebody came in by the one-step way, as it is stored with the session.
pub const ONE_STEP: &str = "one_step";

/// Whether the browser in which somebody comes in stays signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Staying {
    /// No: nobody asked for it.
    No,
    /// It is asked for now.
    Asked,
    /// It does already, and that is how they come in.
    Already {
        /// The browser.
        browser: RememberedId,
        /// What the new session takes for the last time that they proved who they are.
        authenticated_at: Timestamp,
    },
}

impl Staying {
    /// As it was ticked.
    const fn of(remember: bool) -> Self {
        if remember { Self::Asked } else { Self::No }
    }
}

/// How a person came in, as it is stored with the session.
const fn factor_name(how: How) -> &'static str {
    match how {
        How::SingleFactor => "single_factor",
        How::TrustedNetwork => "trusted_network",
        How::OneStep => ONE_STEP,
        How::Remembered => REMEMBERED,
        How::Grant => "grant",
        How::SecondFactor(method) => method.as_str(),
    }
}

fn asking(half: &PasswordVerified) -> Ask {
    Ask { account: half.account, purpose: Purpose::SignIn, binding: Binding::sign_in(half.sign_in) }
}

impl Core {
    /// What the decision about a half-finished sign-in stands on.
    async fn gathered_for(&self, visit: &Visit, half: &PasswordVerified) -> Result<Gathered, Trouble> {
        let gathered = self.gather(Some(self.account(half.account).await?), visit.now).await?;
        Ok(if half.way == Way::StepUp { gathered.within_session() } else { gathered })
    }

    /// The methods that a half-finished sign-in may use now, the preferred one first. What has changed since
    /// the password was shown (rules, locks, methods) counts.
    async fn second_factor_due(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
    ) -> Result<(Gathered, Methods, Method), Trouble> {
        let gathered = self.gathered_for(visit, half).await?;
        match self.decide(&gathered, visit.address, half.way, Shown::Password, visit.now).outcome {
            Outcome::SecondFactorDue { methods, preferred } => Ok((gathered, methods, preferred)),
            Outcome::Refused(refusal) => Err(self.refuse(visit, half, &gathered, refusal).await?),
            _ => Err(Problem::SignInExpired.into()),
        }
    }

    /// Whether a half-finished sign-in may set up `method` now: only somebody who has none, and must.
    ///
    /// # Errors
    /// `NotAllowed`, `SignInRefused`.
    pub async fn may_enrol(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        method: Method,
    ) -> Result<(), Trouble> {
        let methods = self.enrolment_due(visit, half).await?;
        if methods.contains(method) { Ok(()) } else { Err(Problem::NotAllowed.into()) }
    }

    /// The methods that a half-finished sign-in may set up.
    async fn enrolment_due(&self, visit: &Visit, half: &PasswordVerified) -> Result<Methods, Trouble> {
        let gathered = self.gathered_for(visit, half).await?;
        match self.decide(&gathered, visit.address, half.way, Shown::Password, visit.now).outcome {
            Outcome::EnrolmentDue { methods } => Ok(methods),
            Outcome::Refused(refusal) => Err(self.refuse(visit, half, &gathered, refusal).await?),
            _ => Err(Problem::NotAllowed.into()),
        }
    }

    /// Ends a half-finished sign-in that may not go on, and writes down why.
    async fn refuse(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        gathered: &Gathered,
        refusal: Refusal,
    ) -> Result<Trouble, Trouble> {
        let mut tx = self.db.begin().await?;
        // the page that tells of it asks once more
        if store::end_sign_in(&mut tx, half.sign_in).await? {
            let event = Event::SignInRefused { refusal };
            record(&mut tx, &Scene::of(visit), Some(half.account), By::Anonymous, &event).await?;
        }
        tx.commit().await?;
        Cookie::SignIn.clear(&visit.cookies);
        Ok(self.told_of(gathered, refusal).into())
    }

    /// What a claimant is told of a refusal: the same of every one. The exception comes after the right password
    /// only, where the usual answer is the next page: that their codes may go nowhere they go to.
    fn told_of(&self, gathered: &Gathered, refusal: Refusal) -> Problem {
        match gathered.factors.forbidden_domain(self.policy()) {
            Some(domain) if refusal == Refusal::NoMethodUsable => {
                Problem::CodesForbidden { domain: domain.to_string() }
            }
            _ => Problem::SignInRefused,
        }
    }

    /// Turns a half-finished sign-in into a session, in the caller's transaction: whoever ends the half has
    /// it, so that it happens once. Answers the session and where the person wanted to go.
    ///
    /// # Errors
    /// `SignInExpired` when the half is gone.
    pub async fn finish_sign_in(
        &self,
        tx: &mut Tx,
        visit: &Visit,
        half: &PasswordVerified,
        how: How,
    ) -> Result<(SessionId, Option<ReturnPath>), Trouble> {
        accounts::touch_sign_in(tx, half.account, visit.now).await?;
        let row = store::sign_in(tx, half.sign_in).await?.ok_or(Problem::SignInExpired)?;
        let next = row.return_to.as_deref().and_then(ReturnPath::parse);
        if !store::end_sign_in(tx, half.sign_in).await? {
            return Err(Problem::SignInExpired.into());
        }
        Cookie::SignIn.clear(&visit.cookies);
        let session = match row.session_id {
            Some(session) => self.stepped_up(tx, visit, half, SessionId(session), how).await?,
            None => {
                let staying = Staying::of(row.remember != 0);
                self.enter(tx, visit, half.account, how, staying).await?
            }
        };
        if let How::SecondFactor(method) = how {
            self.grant(tx, visit, half.account, session, method).await?;
        }
        Ok((session, next))
    }

    /// Begins the session and remembers where it came from.
    ///
    /// # Errors
    /// `SignInExpired` when the account is gone; `Database`, `Entropy`.
    pub async fn enter(
        &self,
        tx: &mut Tx,
        visit: &Visit,
        account: AccountId,
        how: How,
        staying: Staying,
    ) -> Result<SessionId, Trouble> {
        let person = accounts::find(tx, account).await?.ok_or(Problem::SignInExpired)?;
        accounts::touch_sign_in(tx, account, visit.now).await?;
        let scene = Scene::of(visit);
        self.tell_of_new_place(tx, visit, &person).await?;
        let (remembered, authenticated_at) = match staying {
            Staying::Already { browser, authenticated_at } => (Some(browser), authenticated_at),
            // whoever signs in decides anew whether this browser stays signed in
            Staying::No => {
                self.forget_held(tx, visit, account).await?;
                (None, visit.now)
            }
            Staying::Asked => {
                self.forget_held(tx, visit, account).await?;
                (self.remember_browser(tx, visit, &person, how).await?, visit.now)
            }
        };
        let ground = Ground { account, factor: factor_name(how), authenticated_at, remembered };
        let session = self.begin_session(tx, visit, ground).await?;
        Cookie::Identifier.clear_if(visit.held.identifier.is_some(), &visit.cookies);
        if let How::SecondFactor(method) = how
            && method != Method::Recovery
        {
            accounts::set_preferred(tx, account, method).await?;
        }
        let device = match visit.held.device.as_deref().and_then(Token::parse) {
            Some(known) => known,
            None => Token::new()?,
        };
        store::remember_device(tx, account, &device.digest(), visit.now).await?;
        Cookie::Device.set(&visit.cookies, &device);
        places::remember(tx, account, visit.address.known(), Door::Portal, visit.now).await?;
        record(tx, &scene, Some(account), By::Oneself, &Event::SignInSucceeded { how }).await?;
        Ok(session)
    }

    /// Tells the person of a sign-in from a browser and an address that are both new (ASVS 6.3.5). The very
    /// first sign-in is from nowhere known, and nothing to be told of.
    async fn tell_of_new_place(
        &self,
        tx: &mut Tx,
        visit: &Visit,
        person: &accounts::Account,
    ) -> Result<(), Trouble> {
        if person.last_sign_in_at.is_none() {
            return Ok(());
        }
        if let Some(device) = visit.held.device.as_deref().and_then(Token::parse)
            && store::is_known_device(tx, person.id, &device.digest()).await?
        {
            return Ok(());
        }
        if let Some(address) = visit.address.known()
            && places::has_signed_in(tx, person.id, address, visit.now).await?
        {
            return Ok(());
        }
        self.post(tx, &Scene::of(visit), person, &Letter::NewPlace).await
    }

    async fn verify_second_factor(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        method: Method,
        code: &str,
    ) -> Result<Option<ReturnPath>, Trouble> {
        let (gathered, methods, _) = self.second_factor_due(visit, half).await?;
        if !methods.contains(method) {
            return Err(Problem::MethodUnavailable.into());
        }
        if code.trim().is_empty() {
            return Err(Problem::Missing.at("code").into());
        }
        let left = match self.check_code(visit, half, method, code).await? {
            Checked::Right(left) => left,
            Checked::Wrong(failure) => {
                let mut tx = self.db.begin().await?;
                let event = Event::SecondFactorFailed { method, failure };
                record(&mut tx, &Scene::of(visit), Some(half.account), By::Anonymous, &event).await?;
                tx.commit().await?;
                return Err(failure.problem().at("code").into());
            }
            Checked::Barred(bar) => return Err(self.barred(visit, half, bar).await?),
        };
        let decision = self.decide(&gathered, visit.address, half.way, Shown::PasswordAnd(method), visit.now);
        let Outcome::Allowed { how, .. } = decision.outcome else {
            return Err(Problem::SignInRefused.into());
        };
        let mut tx = self.db.begin().await?;
        let (_, next) = self.finish_sign_in(&mut tx, visit, half, how).await?;
        match (method, gathered.account, left) {
            (Method::Recovery, Some(account), Some(left)) => {
                let scene = Scene::of(visit);
                let event = Event::RecoveryCodeUsed { left };
                record(&mut tx, &scene, Some(half.account), By::Oneself, &event).await?;
                self.post(&mut tx, &scene, &account, &Letter::RecoveryCodeUsed { left }).await?;
            }
            (Method::Email, ..) => email_otp::store::touch(&mut tx, half.account, visit.now).await?,
            _ => {}
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(next)
    }

    /// Checks the code by its method and uses it up; for a recovery code, answers how many are left.
    async fn check_code(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        method: Method,
        code: &str,
    ) -> Result<Checked<Option<u32>>, Trouble> {
        Ok(match method {
            Method::Totp => self.check_totp(half.account, Kind::App, code, visit.now).await?.map(|_| None),
            Method::Paired => {
                self.check_totp(half.account, Kind::Paired, code, visit.now).await?.map(|_| None)
            }
            Method::Email => self.check_email_code(asking(half), code, visit.now).await?.map(|_| None),
            Method::Recovery => self.check_recovery(half.account, code, visit.now).await?.map(Some),
        })
    }

    /// Guesses have run out: an authenticator that has had too many failures is disabled.
    async fn barred(&self, visit: &Visit, half: &PasswordVerified, bar: Bar) -> Result<Trouble, Trouble> {
        if bar == Bar::Disabled {
            self.disable_totp(&Scene::of(visit), half.account).await?;
        }
        self.note_throttled(visit, Some(half.account), crate::decision::OTP.bucket).await?;
        Ok(throttled(bar))
    }

    async fn view_of_half(&self, visit: &Visit, half: &PasswordVerified) -> Result<VerifyView, Trouble> {
        let (gathered, methods, preferred) = self.second_factor_due(visit, half).await?;
        let mut factors: Vec<Method> = methods.iter().collect();
        factors.sort_by_key(|factor| *factor != preferred);
        let email = gathered.factors.codes_to.as_ref().filter(|_| methods.contains(Method::Email));
        let email = email.map(EmailAddress::masked);
        let email_forbidden = gathered.factors.forbidden_domain(self.policy()).map(ToString::to_string);
        let preferred = gathered.account.and_then(|account| account.preferred);
        let usual = preferred.filter(|method| methods.contains(*method));
        let sent = self.sent_code(asking(half), visit.now).await?.map(|(_, sent)| sent);
        let mut reader = self.db.read().await?;
        let row = store::sign_in(&mut reader, half.sign_in).await?.ok_or(Problem::SignInExpired)?;
        let expires = Timestamp::from_unix(row.created_at).plus(HALF_SESSION);
        Ok(VerifyView { factors, usual, email, email_forbidden, sent, expires })
    }

    async fn mail_code(&self, visit: &Visit, half: &PasswordVerified) -> Result<(), Trouble> {
        let (gathered, methods, _) = self.second_factor_due(visit, half).await?;
        let Some(account) = gathered.account.filter(|_| methods.contains(Method::Email)) else {
            return Err(Problem::MethodUnavailable.into());
        };
        let email = gathered.factors.codes_to.ok_or(Problem::MethodUnavailable)?;
        self.send_code_for(&Scene::of(visit), &account, asking(half), &email).await
    }
}

impl<T> Checked<T> {
    fn map<U>(self, with: impl FnOnce(T) -> U) -> Checked<U> {
        match self {
            Self::Right(value) => Checked::Right(with(value)),
            Self::Wrong(failure) => Checked::Wrong(failure),
            Self::Barred(bar) => Checked::Barred(bar),
        }
    }
}

#[async_trait]
impl SignInPort for Core {
    async fn begin(&self, visit: &Visit, begin: Begin<'_>) -> ApiResult<NextStep> {
        Ok(self.attempt(visit, begin).await?)
    }

    async fn identify(&self, visit: &Visit, identifier: &str) -> ApiResult<()> {
        let asked = self.policy().sign_in.identifier;
        if asked == Identifier::Email && identifier.parse::<EmailAddress>().is_err() {
            return Err(Problem::EmailMalformed.at("identifier"));
        }
        cookie::set_identifier(&visit.cookies, identifier);
        Ok(())
    }

    async fn verify_view(&self, visit: &Visit, half: &PasswordVerified) -> ApiResult<VerifyView> {
        Ok(self.view_of_half(visit, half).await?)
    }

    async fn enrolment_methods(&self, visit: &Visit, half: &PasswordVerified) -> ApiResult<Methods> {
        Ok(self.enrolment_due(visit, half).await?)
    }

    async fn send_code(&self, visit: &Visit, half: &PasswordVerified) -> ApiResult<()> {
        Ok(self.mail_code(visit, half).await?)
    }

    async fn verify(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        factor: Method,
        code: &str,
    ) -> ApiResult<Option<ReturnPath>> {
        Ok(self.verify_second_factor(visit, half, factor, code).await?)
    }

    async fn step_up(
        &self,
        visit: &Visit,
        person: &SignedIn,
        next: Option<ReturnPath>,
    ) -> ApiResult<NextStep> {
        Ok(self.begin_step_up(visit, person, next).await?)
    }

    async fn cancel(&self, visit: &Visit, half: &PasswordVerified) -> ApiResult<()> {
        let cancelled = async {
            let mut tx = self.db.begin().await?;
            store::end_sign_in(&mut tx, half.sign_in).await?;
            tx.commit().await?;
            Ok::<(), Trouble>(())
        };
        cancelled.await?;
        Cookie::SignIn.clear(&visit.cookies);
        Ok(())
    }

    async fn sign_out(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()> {
        let out = async {
            let scene = Scene::of(visit);
            let mut tx = self.db.begin().await?;
            let browser = remembered::of_session(&mut tx, person.session).await?;
            let keep = Some(person.session);
            if let Some(browser) = browser {
                Self::forget_browser(&mut tx, &scene, person.account, browser, keep, By::Oneself).await?;
            }
            if store::end(&mut tx, person.account, person.session).await? {
                record(&mut tx, &scene, Some(person.account), By::Oneself, &Event::SignedOut).await?;
            }
            self.forget_held(&mut tx, visit, person.account).await?;
            tx.commit().await?;
            Ok::<(), Trouble>(())
        };
        out.await?;
        Cookie::Session.clear(&visit.cookies);
        Ok(())
    }
}
