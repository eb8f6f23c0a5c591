//! Passwords: changing one's own, and setting a new one by a mailed link.

mod admission;
mod hasher;

pub use hasher::{Hasher, PATIENCE, Permit, Verified};

use crate::account::store as accounts;
use crate::account::store::Account;
use crate::core::Core;
use crate::db::Tx;
use crate::error::Trouble;
use crate::history::{By, Scene, record};
use crate::links::{self, Purpose};
use crate::mail::{EmailAddress, Letter};
use crate::secret::Token;
use crate::session::{places, store as sessions, throttled};
use crate::throttle::{self, Key, place};
use crate::web::cookie::Cookie;
use crate::{decision, email_otp};
use async_trait::async_trait;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::password::port::PasswordPort;
use sekisho_app::password::{PasswordGuide, ResetView, normal_form};
use sekisho_app::visit::{SignedIn, Visit};
use sekisho_engine::history::{Event, RevocationReason};
use sekisho_engine::password::judge;
use sekisho_engine::policy::{AccountState, Role};
use sekisho_engine::throttle::{Bucket, Charge, Limit};
use sekisho_engine::time::Seconds;
use std::time::Duration;
use zeroize::Zeroizing;

/// How long a link to set a new password works.
const LINK_LIFE: Seconds = Seconds::minutes(20);
/// Requests for such a link from one place.
const REQUESTS: Charge = Charge { bucket: Bucket::ResetRequest, limit: Limit::RESET_REQUEST };
/// Guesses at the present password by one who is signed in.
const CURRENT: Charge = Charge { bucket: Bucket::PasswordAtDevice, limit: Limit::PASSWORD_AT_DEVICE };
/// When a request for a link is answered: later than the work takes.
const RESET_ANSWER: Duration = Duration::from_millis(150);
/// The least score of zxcvbn (0 to 4) that a password under `nist` has.
const LEAST_SCORE: zxcvbn::Score = zxcvbn::Score::Two;
/// Bytes of a password that zxcvbn looks at: its time grows faster than the length.
const LOOKED_AT: usize = 100;

impl Core {
    /// The rules for a password of somebody in `role`, and the words that it may not be built on.
    #[must_use]
    pub fn guide_for(&self, role: Role, own: &[&str]) -> PasswordGuide {
        let policy = self.policy();
        let rules = policy.password_rules(role);
        let mut context: Vec<String> = own.iter().map(|word| (*word).to_owned()).collect();
        context.push(self.config.portal.name.clone());
        context.extend(policy.password.context_words.iter().cloned());
        PasswordGuide { rules, context }
    }

    /// Judges a new password: by the engine's rules, which the browser has shown already, and by zxcvbn,
    /// whose lists are too large for the browser.
    ///
    /// # Errors
    /// `PasswordRefused` or `PasswordGuessable`, at field `new_password`.
    pub fn judge_password(guide: &PasswordGuide, password: &str) -> Result<(), Problem> {
        let verdict = judge(&guide.rules, password, &guide.context);
        if !verdict.is_acceptable() {
            return Err(Problem::PasswordRefused { findings: verdict.broken() });
        }
        let is_nist = matches!(guide.rules, sekisho_engine::password::Rules::Nist { .. });
        let own: Vec<&str> = guide.context.iter().map(String::as_str).collect();
        let looked_at: String = password.chars().take(LOOKED_AT).collect();
        if is_nist && zxcvbn::zxcvbn(&looked_at, &own).score() < LEAST_SCORE {
            return Err(Problem::PasswordGuessable);
        }
        Ok(())
    }

    /// Judges and hashes a new password, both in its normal form.
    ///
    /// # Errors
    /// `Missing`, `PasswordRefused` or `PasswordGuessable` at field `new_password`; `Busy`.
    pub async fn hash_new(&self, guide: &PasswordGuide, password: &str) -> Result<String, Trouble> {
        if password.is_empty() {
            return Err(Problem::Missing.at("new_password").into());
        }
        let judged = Zeroizing::new(normal_form(password).into_owned());
        Self::judge_password(guide, &judged).map_err(|problem| problem.at("new_password"))?;
        self.hasher.hash(password).await
    }

    async fn change_own(
        &self,
        visit: &Visit,
        person: &SignedIn,
        current: &str,
        new: &str,
    ) -> Result<(), Trouble> {
        let key = Key::of(&["session", &person.session.to_string()]);
        if current.is_empty() {
            return Err(Problem::Missing.at("current_password").into());
        }
        let admitted = self.admit(&[(CURRENT, key)], visit.now).await?;
        let permit = admitted.map_err(|barred| throttled(barred.bar))?;
        let account = self.account(person.account).await?;
        if !permit.verify(current, account.password_hash.as_deref()).await? {
            return Err(Problem::PasswordWrong.at("current_password").into());
        }
        let guide = self.guide_for(account.role, &[&account.name, account.email.as_str()]);
        let hash = self.hash_new(&guide, new).await?;
        let token = Token::new()?;
        let scene = Scene::of(visit);
        let mut tx = self.db.begin().await?;
        throttle::succeeded(&mut tx, CURRENT.bucket, key, visit.now).await?;
        self.store_password(&mut tx, &scene, &account, &hash, Some(person)).await?;
        if !sessions::rotate(&mut tx, person.session, &token.digest(), visit.now).await? {
            return Err(Problem::SignInRequired.into());
        }
        record(&mut tx, &scene, Some(account.id), By::Oneself, &Event::PasswordChanged).await?;
        tx.commit().await?;
        Cookie::Session.set(&visit.cookies, &token);
        self.outbox.wake();
        Ok(())
    }

    /// Sets the password and ends what the old one opened: other sessions, links, places that mail software was
    /// known at. Guesses at it begin anew.
    ///
    /// # Errors
    /// `Database`.
    pub async fn store_password(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: &Account,
        hash: &str,
        keep: Option<&SignedIn>,
    ) -> Result<(), Trouble> {
        accounts::set_password(tx, account.id, hash, scene.now).await?;
        links::end(tx, account.id, Purpose::PasswordReset, scene.now).await?;
        let elsewhere = Key::of(&[&self.identifier_of(account)]);
        throttle::rebound(tx, Bucket::PasswordElsewhere, elsewhere, scene.now).await?;
        // after the counts, in the order in which a right password has them
        places::forget_mail(tx, account.id).await?;
        let keep = keep.map(|person| person.session);
        let reason = RevocationReason::PasswordChanged;
        Self::end_sessions(tx, scene, account.id, keep, By::Oneself, reason).await?;
        self.post(tx, scene, account, &Letter::PasswordChanged).await
    }

    async fn ask_for_reset(&self, visit: &Visit, email: &str) -> Result<(), Trouble> {
        if email.trim().is_empty() {
            return Err(Problem::Missing.at("email").into());
        }
        let email: EmailAddress = email.parse().map_err(|_| Problem::EmailMalformed.at("email"))?;
        let key = Key::of(&["reset", &place(visit.address.known())]);
        if let Err(bar) = throttle::charge(&self.db, REQUESTS, key, visit.now).await? {
            return Err(throttled(bar));
        }
        let token = Token::new()?;
        let until = visit.now.plus(LINK_LIFE);
        let scene = Scene::of(visit);
        let mut tx = self.db.begin().await?;
        let account = accounts::find_by_email(&mut tx, &email).await?;
        // the same writes for everybody, so that neither answer nor time tells whether there is an account
        let known = account.filter(|account| account.state == AccountState::Active);
        let id = known.as_ref().map(|account| account.id);
        let purpose = if known.as_ref().is_some_and(|account| account.password_hash.is_none()) {
            Purpose::Invitation
        } else {
            Purpose::PasswordReset
        };
        links::insert(&mut tx, purpose, id, &token.digest(), visit.now, until).await?;
        record(&mut tx, &scene, id, By::Anonymous, &Event::PasswordResetRequested).await?;
        if let Some(account) = known {
            let (path, letter): (&str, fn(&'_ str, _) -> Letter<'_>) = match purpose {
                Purpose::Invitation => ("setup", |link, until| Letter::Invitation { link, until }),
                _ => ("reset-password", |link, until| Letter::PasswordReset { link, until }),
            };
            let link = self.config.server.origin.url(&format!("/{path}?token={}", token.reveal()));
            // a limit that is reached is in the account's history, and no answer to a stranger
            match self.post(&mut tx, &scene, &account, &letter(&link, until)).await {
                Err(Trouble::Failed(error)) => return Err(error.into()),
                Ok(()) | Err(Trouble::Told(_)) => {}
            }
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }

    async fn opened(&self, visit: &Visit) -> Result<(links::LinkRow, Account), Trouble> {
        let token = visit.held.link.as_deref().and_then(Token::parse).ok_or(Problem::LinkSpent)?;
        let mut reader = self.db.read().await?;
        let link = links::find(&mut reader, &token.digest(), visit.now).await?;
        let link = link.filter(|link| link.is_for(Purpose::PasswordReset)).ok_or(Problem::LinkSpent)?;
        let id = link.account().ok_or(Problem::LinkSpent)?;
        let account = accounts::find(&mut reader, id).await?.ok_or(Problem::LinkSpent)?;
        if account.state == AccountState::Active {
            Ok((link, account))
        } else {
            Err(Problem::LinkSpent.into())
        }
    }

    /// Whether a new password, set by a mailed link, switches second factors off. Never an administrator's or a supporter's.
    fn reset_clears_mfa(&self, role: Role) -> bool {
        self.policy().reset_clears_mfa && !role.always_shows_second_factor()
    }

    /// Removes every second factor, if there is one, and tells every address of the person.
    async fn clear_factors(&self, tx: &mut Tx, scene: &Scene<'_>, account: &Account) -> Result<(), Trouble> {
        let factors = decision::factors(tx, account.id).await?;
        let codes_to = email_otp::store::method(tx, account.id).await?.map(|method| method.email);
        if factors.registered.is_empty() && factors.disabled.is_empty() {
            return Ok(());
        }
        record(tx, scene, Some(account.id), By::Oneself, &Event::MfaClearedByReset).await?;
        Self::take_factors(tx, scene, account.id, By::Oneself).await?;
        self.post(tx, scene, account, &Letter::MfaClearedByReset).await?;
        let elsewhere = codes_to.and_then(|email| email.parse::<EmailAddress>().ok());
        match elsewhere.filter(|email| *email != account.email) {
            Some(email) => self.post_to(tx, scene, account, &email, &Letter::MfaClearedByReset).await,
            None => Ok(()),
        }
    }

    async fn reset_by_link(&self, visit: &Visit, new: &str) -> Result<(), Trouble> {
        let (link, account) = self.opened(visit).await?;
        let guide = self.guide_for(account.role, &[&account.name, account.email.as_str()]);
        let hash = self.hash_new(&guide, new).await?;
        let scene = Scene::of(visit);
        if !crate::codes::consume(&self.db, crate::codes::Once::Link(link.id), visit.now).await? {
            return Err(Problem::LinkSpent.into());
        }
        let mut tx = self.db.begin().await?;
        self.store_password(&mut tx, &scene, &account, &hash, None).await?;
        if self.reset_clears_mfa(account.role) {
            self.clear_factors(&mut tx, &scene, &account).await?;
        }
        sessions::forget_devices(&mut tx, account.id).await?;
        record(&mut tx, &scene, Some(account.id), By::Oneself, &Event::PasswordReset).await?;
        tx.commit().await?;
        Cookie::Link.clear(&visit.cookies);
        Cookie::Session.clear(&visit.cookies);
        Cookie::Remembered.clear_if(visit.held.remembered.is_some(), &visit.cookies);
        self.outbox.wake();
        Ok(())
    }
}

#[async_trait]
impl PasswordPort for Core {
    async fn guide(&self, _: &Visit, person: &SignedIn) -> ApiResult<PasswordGuide> {
        Ok(self.guide_for(person.role, &[&person.name, &person.email]))
    }

    async fn change(&self, visit: &Visit, person: &SignedIn, current: &str, new: &str) -> ApiResult<()> {
        Ok(self.change_own(visit, person, current, new).await?)
    }

    async fn request_reset(&self, visit: &Visit, email: &str) -> ApiResult<()> {
        // the answer comes at the same time whether there is such an account or not
        let answer_at = tokio::time::Instant::now() + RESET_ANSWER;
        let asked = self.ask_for_reset(visit, email).await;
        tokio::time::sleep_until(answer_at).await;
        Ok(asked?)
    }

    async fn open_link(&self, visit: &Visit, token: &str) -> ApiResult<()> {
        let token = Token::parse(token).ok_or(Problem::LinkSpent)?;
        Cookie::Link.set(&visit.cookies, &token);
        Ok(())
    }

    async fn reset_view(&self, visit: &Visit) -> ApiResult<ResetView> {
        let (_, account) = self.opened(visit).await?;
        Ok(ResetView {
            guide: self.guide_for(account.role, &[&account.name, account.email.as_str()]),
            email: account.email.as_str().to_owned(),
            clears_mfa: self.reset_clears_mfa(account.role),
        })
    }

    async fn reset(&self, visit: &Visit, new: &str) -> ApiResult<()> {
        Ok(self.reset_by_link(visit, new).await?)
    }
}
