//! Turning e-mailed codes on: which address they go to, and that its owner is here.
//!
//! The address is the account's own, or, where the policy says so, one of the person's choice outside the
//! organisation's domains: a code that opens a mailbox must not be in that mailbox. A code confirms the address
//! that it was sent to and no other; asking for one to another address ends the first.

use super::{Ask, store};
use crate::account::store as accounts;
use crate::account::store::Account;
use crate::core::Core;
use crate::db::Tx;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::mail::{EmailAddress, Letter};
use crate::session::{require_fresh, throttled};
use crate::totp::{Binding, Checked, Told};
use sekisho_app::email_otp::{EmailEnrolment, External};
use sekisho_app::error::Problem;
use sekisho_app::form::ReturnPath;
use sekisho_app::id::AccountId;
use sekisho_app::visit::{PasswordVerified, SignedIn, Visit};
use sekisho_engine::email_otp::Purpose;
use sekisho_engine::history::{Event, RevocationReason};
use sekisho_engine::method::Method;
use sekisho_engine::policy::CodesTo;
use sekisho_engine::sign_in::How;
use sekisho_engine::time::Timestamp;

pub(super) fn enrolling(person: &SignedIn) -> Ask {
    Ask { account: person.account, purpose: Purpose::Enrol, binding: Binding::session(person.session) }
}

pub(super) fn enrolling_at_the_door(half: &PasswordVerified) -> Ask {
    Ask { account: half.account, purpose: Purpose::Enrol, binding: Binding::sign_in(half.sign_in) }
}

/// Where an account's codes go, if that isn't its own address.
async fn elsewhere(tx: &mut Tx, account: &Account) -> Result<Option<EmailAddress>, ServerError> {
    let method = store::method(tx, account.id).await?;
    let codes = method.and_then(|row| row.email.parse::<EmailAddress>().ok());
    Ok(codes.filter(|codes| codes.lookup_form() != account.email.lookup_form()))
}

impl Core {
    fn codes_go_out(&self) -> bool {
        self.policy().mfa.email.to == CodesTo::External
    }

    /// The domain because of which no codes may go to `email`, as it is stored.
    pub(super) fn forbidden_domain(&self, email: &str) -> Option<String> {
        let email = email.parse::<EmailAddress>().ok()?;
        self.policy().forbids_codes_to(&email).map(ToString::to_string)
    }

    pub(super) async fn enrolment_with(&self, ask: Ask, now: Timestamp) -> Result<EmailEnrolment, Trouble> {
        let sent = self.sent_code(ask, now).await?;
        if !self.codes_go_out() {
            let email = Some(self.account(ask.account).await?.email.as_str().to_owned());
            return Ok(EmailEnrolment { email, external: None, sent: sent.map(|(_, sent)| sent) });
        }
        let mut reader = self.db.read().await?;
        let present = store::method(&mut reader, ask.account).await?.map(|method| method.email);
        // where none may go any more they don't go until another is proved
        let present = present.filter(|email| self.forbidden_domain(email).is_none());
        let forbidden = self.policy().external_mail_forbidden_domains.iter().map(ToString::to_string);
        let external = Some(External { present, forbidden: forbidden.collect() });
        let (email, sent) = sent.unzip();
        Ok(EmailEnrolment { email: email.map(String::from), external, sent })
    }

    pub(super) async fn send_enrolment(&self, visit: &Visit, ask: Ask, typed: &str) -> Result<(), Trouble> {
        let account = self.account(ask.account).await?;
        let to = if self.codes_go_out() { self.external_address(typed)? } else { account.email.clone() };
        self.send_code_for(&Scene::of(visit), &account, ask, &to).await
    }

    /// The address of the person's own choice.
    fn external_address(&self, typed: &str) -> Result<EmailAddress, Trouble> {
        if typed.trim().is_empty() {
            return Err(Problem::Missing.at("email").into());
        }
        let to: EmailAddress = typed.parse().map_err(|_| Problem::EmailMalformed.at("email"))?;
        self.require_outside(&to)?;
        Ok(to)
    }

    /// Refuses an address that no code may go to, as the policy is now.
    fn require_outside(&self, to: &EmailAddress) -> Result<(), Trouble> {
        match self.policy().forbids_codes_to(to) {
            Some(domain) => Err(Problem::DomainForbidden { domain: domain.to_string() }.at("email").into()),
            None => Ok(()),
        }
    }

    /// Checks the code of an enrolment; answers the proved address.
    async fn prove_address(&self, scene: &Scene<'_>, ask: Ask, code: &str) -> Result<EmailAddress, Trouble> {
        if code.trim().is_empty() {
            return Err(Problem::Missing.at("code").into());
        }
        match self.check_email_code(ask, code, scene.now).await? {
            // the domain may have been forbidden since
            Checked::Right(email) => self.require_outside(&email).map(|()| email),
            Checked::Barred(bar) => Err(throttled(bar)),
            Checked::Wrong(failure) => {
                let mut tx = self.db.begin().await?;
                let event = Event::EnrolmentFailed { method: Method::Email, failure };
                record(&mut tx, scene, Some(ask.account), By::Oneself, &event).await?;
                tx.commit().await?;
                Err(failure.problem().at("code").into())
            }
        }
    }

    /// Has codes go to a proved address; whoever reads the mail of the address before is told, too.
    async fn turn_on(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: AccountId,
        email: &EmailAddress,
    ) -> Result<(), Trouble> {
        let person = accounts::find(tx, account).await?.ok_or(Problem::SignInRequired)?;
        let before = elsewhere(tx, &person).await?;
        store::turn_on(tx, account, email.as_str(), scene.now).await?;
        self.factor_added(tx, scene, account, Method::Email).await?;
        let letter = Letter::AuthenticatorAdded(Method::Email);
        self.post_to_each(tx, scene, &person, before.as_slice(), &letter).await
    }

    pub(super) async fn confirm_email(
        &self,
        visit: &Visit,
        person: &SignedIn,
        code: &str,
    ) -> Result<(), Trouble> {
        require_fresh(visit, person)?;
        let scene = Scene::of(visit);
        let email = self.prove_address(&scene, enrolling(person), code).await?;
        let mut tx = self.db.begin().await?;
        self.turn_on(&mut tx, &scene, person.account, &email).await?;
        let (reason, keep) = (RevocationReason::AuthenticatorChanged, Some(person.session));
        Self::end_sessions(&mut tx, &scene, person.account, keep, By::Oneself, reason).await?;
        self.grant(&mut tx, visit, person.account, person.session, Method::Email).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }

    pub(super) async fn confirm_email_at_the_door(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        code: &str,
    ) -> Result<Option<ReturnPath>, Trouble> {
        self.may_enrol(visit, half, Method::Email).await?;
        let scene = Scene::of(visit);
        let email = self.prove_address(&scene, enrolling_at_the_door(half), code).await?;
        let mut tx = self.db.begin().await?;
        self.turn_on(&mut tx, &scene, half.account, &email).await?;
        let (_, next) = self.finish_sign_in(&mut tx, visit, half, How::SecondFactor(Method::Email)).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(next)
    }

    pub(super) async fn remove_email(&self, visit: &Visit, person: &SignedIn) -> Result<(), Trouble> {
        require_fresh(visit, person)?;
        let scene = Scene::of(visit);
        let mut tx = self.db.begin().await?;
        let account = accounts::find(&mut tx, person.account).await?.ok_or(Problem::SignInRequired)?;
        let before = elsewhere(&mut tx, &account).await?;
        if !store::turn_off(&mut tx, person.account).await? {
            return Err(Problem::NotFound.into());
        }
        self.factor_removed(&mut tx, &scene, person, Method::Email).await?;
        let letter = Letter::AuthenticatorRemoved(Method::Email);
        self.post_to_each(&mut tx, &scene, &account, before.as_slice(), &letter).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }
}
