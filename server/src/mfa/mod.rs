//! Second factors as a whole: a person switches them off and on, their methods staying set up.

use crate::account::store as accounts;
use crate::account::store::Account;
use crate::core::Core;
use crate::db::Tx;
use crate::decision;
use crate::error::Trouble;
use crate::history::{By, Scene, record};
use crate::mail::Letter;
use crate::notify::addresses;
use crate::session::{require_fresh, store as sessions};
use crate::web::cookie::Cookie;
use async_trait::async_trait;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::mfa::port::MfaPort;
use sekisho_app::mfa::{MfaSwitch, Switched};
use sekisho_app::visit::{SignedIn, Visit};
use sekisho_engine::history::{Event, RevocationReason};
use sekisho_engine::policy::GrantBinding;
use sekisho_engine::sign_in::{MfaChoice, Outcome, Shown, Way};

impl Core {
    async fn mfa_switch(&self, person: &SignedIn) -> Result<MfaSwitch, Trouble> {
        if !self.policy().people_switch() {
            return Ok(MfaSwitch::NotOffered);
        }
        let account = self.account(person.account).await?;
        if self.is_compulsory(&account) {
            return Ok(MfaSwitch::Compulsory);
        }
        let methods = decision::factors(&mut self.db.read().await?, account.id).await?.any();
        Ok(match account.mfa {
            MfaChoice::On => MfaSwitch::On { methods },
            MfaChoice::Off => MfaSwitch::Off { methods },
        })
    }

    async fn switch_mfa(&self, visit: &Visit, person: &SignedIn, on: bool) -> Result<Switched, Trouble> {
        let was = match self.mfa_switch(person).await? {
            MfaSwitch::NotOffered | MfaSwitch::Compulsory => return Err(Problem::NotAllowed.into()),
            MfaSwitch::On { .. } => true,
            MfaSwitch::Off { .. } => false,
        };
        if was == on {
            return Ok(Switched::Unchanged);
        }
        require_fresh(visit, person)?;
        let scene = Scene::of(visit);
        let mut tx = self.db.begin().await?;
        let account = accounts::find(&mut tx, person.account).await?.ok_or(Problem::SignInRequired)?;
        // whoever is an administrator since the page was shown keeps theirs
        if self.is_compulsory(&account) {
            return Err(Problem::NotAllowed.into());
        }
        self.set_mfa_choice(&mut tx, &scene, &account, on).await?;
        let (reason, keep) = (RevocationReason::AuthenticatorChanged, Some(person.session));
        Self::end_sessions(&mut tx, &scene, account.id, keep, By::Oneself, reason).await?;
        tx.commit().await?;
        self.outbox.wake();
        if !on {
            return Ok(Switched::Off);
        }
        if !self.is_asked_here(visit, person).await? {
            return Ok(Switched::On);
        }
        self.leave(visit, person).await?;
        Ok(Switched::OnSignInAgain)
    }

    async fn set_mfa_choice(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: &Account,
        on: bool,
    ) -> Result<(), Trouble> {
        accounts::set_mfa(tx, account.id, if on { MfaChoice::On } else { MfaChoice::Off }).await?;
        if on && !decision::factors(tx, account.id).await?.any() {
            // whichever they used before, they choose anew
            accounts::forget_preferred(tx, account.id).await?;
        }
        record(tx, scene, Some(account.id), By::Oneself, &Event::MfaSwitched { on }).await?;
        let to = addresses(tx, account).await?;
        self.post_to_each(tx, scene, account, &to, &Letter::MfaSwitched { on }).await
    }

    /// Whether a second factor counts at an address, and none was shown at this one: then the session goes no
    /// further here.
    async fn is_asked_here(&self, visit: &Visit, person: &SignedIn) -> Result<bool, Trouble> {
        if self.policy().grant.binding == GrantBinding::Session {
            return Ok(false);
        }
        let gathered =
            self.gather(Some(self.account(person.account).await?), visit.now).await?.within_session();
        let decision = self.decide(&gathered, visit.address, Way::Resumed, Shown::Password, visit.now);
        Ok(!matches!(decision.outcome, Outcome::Allowed { .. }))
    }

    /// Ends the session that is of no more use here.
    async fn leave(&self, visit: &Visit, person: &SignedIn) -> Result<(), Trouble> {
        let mut tx = self.db.begin().await?;
        if sessions::end(&mut tx, person.account, person.session).await? {
            record(&mut tx, &Scene::of(visit), Some(person.account), By::Oneself, &Event::SignedOut).await?;
        }
        tx.commit().await?;
        Cookie::Session.clear(&visit.cookies);
        Ok(())
    }
}

#[async_trait]
impl MfaPort for Core {
    async fn state(&self, _: &Visit, person: &SignedIn) -> ApiResult<MfaSwitch> {
        Ok(self.mfa_switch(person).await?)
    }

    async fn switch(&self, visit: &Visit, person: &SignedIn, on: bool) -> ApiResult<Switched> {
        Ok(self.switch_mfa(visit, person, on).await?)
    }
}
