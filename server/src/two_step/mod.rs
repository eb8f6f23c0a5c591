//! From one-step to two-step sign-in. Where somebody is follows from the account, so that nothing has to be kept
//! but when the new password was set.

use crate::account::store as accounts;
use crate::account::store::Account;
use crate::core::Core;
use crate::decision::{self, Factors};
use crate::error::Trouble;
use crate::history::{By, Scene, record};
use crate::session::require_fresh;
use async_trait::async_trait;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::two_step::TwoStepView;
use sekisho_app::two_step::port::TwoStepPort;
use sekisho_app::visit::{SignedIn, Visit};
use sekisho_engine::history::Event;
use sekisho_engine::method::{Method, Methods};

/// The step that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Password,
    Authenticator,
    Done,
}

/// The step that is due for an account. Whoever set up an authenticator app by another way has arrived; whoever
/// was given e-mailed codes has the new password before them.
fn step(account: &Account, factors: &Factors) -> Step {
    let usable = factors.registered.minus(factors.disabled).without(Method::Recovery);
    let given_codes_only = usable == Methods::from([Method::Email]);
    let has_password = account.new_way_password_at.is_some();
    match (has_password, usable.is_empty()) {
        (false, true) if factors.any() => Step::Authenticator,
        (false, empty) if empty || given_codes_only => Step::Password,
        (true, true) => Step::Authenticator,
        _ => Step::Done,
    }
}

impl Core {
    /// Whether somebody has steps before them. Administrators and supporters show a second factor at every sign-in, and so have
    /// never had another way.
    #[must_use]
    pub fn two_step_due(&self, account: &Account, factors: &Factors) -> bool {
        let moving =
            self.policy().sign_in.one_step_until.is_some() && !account.role.always_shows_second_factor();
        moving && step(account, factors) != Step::Done
    }

    /// The account on its way, with its factors.
    ///
    /// # Errors
    /// `NotFound` where there is no one-step way and never was.
    async fn on_the_way(&self, person: &SignedIn) -> Result<(Account, Factors), Trouble> {
        if self.policy().sign_in.one_step_until.is_none() {
            return Err(Problem::NotFound.into());
        }
        let account = self.account(person.account).await?;
        let mut reader = self.db.read().await?;
        let factors = decision::factors(&mut reader, account.id).await?;
        Ok((account, factors))
    }

    /// The second factor that belongs to an account: the one that it has, else an authenticator app, where that
    /// is offered, else e-mailed codes. The portal's own OTP app isn't set up on this way; whoever has it
    /// has arrived.
    fn second_method(&self, factors: &Factors) -> Method {
        let has = |method| factors.registered.minus(factors.disabled).contains(method);
        let offers_app = self.policy().mfa.methods.contains(Method::Totp);
        if has(Method::Paired) && !has(Method::Totp) && !has(Method::Email) {
            return Method::Paired;
        }
        if has(Method::Email) && !has(Method::Totp) || !has(Method::Totp) && !offers_app {
            Method::Email
        } else {
            Method::Totp
        }
    }

    async fn two_step_view(&self, visit: &Visit, person: &SignedIn) -> Result<TwoStepView, Trouble> {
        let (account, factors) = self.on_the_way(person).await?;
        let method = self.second_method(&factors);
        Ok(match step(&account, &factors) {
            Step::Password => {
                // before the new password is typed, rather than after
                require_fresh(visit, person)?;
                let guide = self.guide_for(account.role, &[&account.name, account.email.as_str()]);
                TwoStepView::Password { guide, method }
            }
            Step::Authenticator => {
                TwoStepView::Authenticator { method, password_set: account.new_way_password_at.is_some() }
            }
            Step::Done => TwoStepView::Done { method },
        })
    }

    async fn set_new_way_password(&self, visit: &Visit, person: &SignedIn, new: &str) -> Result<(), Trouble> {
        let (account, factors) = self.on_the_way(person).await?;
        if step(&account, &factors) != Step::Password {
            return Err(Problem::AlreadyDone.into());
        }
        require_fresh(visit, person)?;
        let guide = self.guide_for(account.role, &[&account.name, account.email.as_str()]);
        let hash = self.hash_new(&guide, new).await?;
        let scene = Scene::of(visit);
        let mut tx = self.db.begin().await?;
        if !accounts::claim_new_way(&mut tx, account.id, visit.now).await? {
            return Err(Problem::AlreadyDone.into());
        }
        // the session's token stays: a second click must still find it
        self.store_password(&mut tx, &scene, &account, &hash, Some(person)).await?;
        record(&mut tx, &scene, Some(account.id), By::Oneself, &Event::PasswordChanged).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }
}

#[async_trait]
impl TwoStepPort for Core {
    async fn view(&self, visit: &Visit, person: &SignedIn) -> ApiResult<TwoStepView> {
        Ok(self.two_step_view(visit, person).await?)
    }

    async fn set_password(&self, visit: &Visit, person: &SignedIn, new: &str) -> ApiResult<()> {
        Ok(self.set_new_way_password(visit, person, new).await?)
    }
}
