//! A person's own account: name, language, address; and the dashboard that sums it up.

pub mod store;

use crate::core::Core;
use crate::decision;
use crate::email_otp::Ask;
use crate::error::Trouble;
use crate::history::{By, Scene, query, record};
use crate::mail::{EmailAddress, Letter};
use crate::session::{require_fresh, store as sessions, throttled};
use crate::totp::{Binding, Checked, Told};
use crate::web::cookie;
use crate::{allowlist, email_otp, setup};
use async_trait::async_trait;
use sekisho_app::account::port::AccountPort;
use sekisho_app::account::{AccountView, DashboardView, PendingAddress};
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::history::LogFilter;
use sekisho_app::i18n::Language;
use sekisho_app::visit::{Caller, SignedIn, Visit};
use sekisho_engine::allowlist::holding;
use sekisho_engine::email_otp::Purpose;
use sekisho_engine::history::{Event, RevocationReason};
use sekisho_engine::method::Method;
use sekisho_engine::policy::{CodesTo, MfaMode};
use sekisho_engine::sign_in::MfaChoice;

/// Entries of the log on the dashboard.
const RECENT: u32 = 5;

fn changing(person: &SignedIn) -> Ask {
    Ask {
        account: person.account,
        purpose: Purpose::ChangeAddress,
        binding: Binding::session(person.session),
    }
}

impl Core {
    /// Whether a second factor is compulsory for this person, so that the last one can't be switched off.
    #[must_use]
    pub fn is_compulsory(&self, account: &store::Account) -> bool {
        account.role.always_shows_second_factor() || self.policy().mfa.mode == MfaMode::Required
    }

    /// Refuses a method that the policy doesn't offer.
    ///
    /// # Errors
    /// `MethodUnavailable`.
    pub fn require_offered(&self, method: Method) -> Result<(), Trouble> {
        if self.policy().mfa.methods.contains(method) {
            Ok(())
        } else {
            Err(Problem::MethodUnavailable.into())
        }
    }

    async fn account_view(&self, visit: &Visit, person: &SignedIn) -> Result<AccountView, Trouble> {
        let account = self.account(person.account).await?;
        let sent = self.sent_code(changing(person), visit.now).await?;
        Ok(AccountView {
            name: account.name,
            email: account.email.as_str().to_owned(),
            language: account.language,
            password_changed: account.password_changed_at,
            since: account.created_at,
            pending: sent.map(|(email, sent)| PendingAddress { email: email.as_str().to_owned(), sent }),
        })
    }

    async fn dashboard_view(&self, visit: &Visit, person: &SignedIn) -> Result<DashboardView, Trouble> {
        let account = self.account(person.account).await?;
        let mut reader = self.db.read().await?;
        let factors = decision::factors(&mut reader, person.account).await?;
        let rules = allowlist::store::list(&mut reader, Some(person.account)).await?;
        let sessions = sessions::list(&mut reader, person.account).await?.len();
        let filter = LogFilter::default();
        let recent = query::log(&mut reader, Some(person.account), &filter, RECENT).await?.entries;
        drop(reader);
        let count = rules.len();
        let entries: Vec<_> = rules.into_iter().map(|stored| stored.entry).collect();
        let list = holding(&entries, visit.now).rules;
        let recommended = matches!(self.policy().mfa.mode, MfaMode::Recommended | MfaMode::Required);
        Ok(DashboardView {
            totp: factors.registered.minus(factors.disabled).contains(Method::Totp),
            paired: factors.registered.minus(factors.disabled).contains(Method::Paired),
            email_otp: factors.registered.contains(Method::Email),
            email_forbidden: factors.forbidden_domain(self.policy()).is_some(),
            proves_family: self.proves_family(visit, person).await?,
            switched_off: factors.any() && self.mfa_choice(&account, &factors) == MfaChoice::Off,
            recovery_left: factors.recovery_left,
            recommend_mfa: recommended && !factors.any(),
            two_step_due: self.two_step_due(&account, &factors),
            recommend_by_dialog: recommended
                && !factors.any()
                && self.recommends_by_dialog(&account, visit.now),
            rules: count,
            covered: visit.address.known().map(|address| match person.trials.own {
                Some(trial) => trial.covered,
                None => list.admits(address),
            }),
            sessions,
            recent,
        })
    }

    async fn save_profile(
        &self,
        visit: &Visit,
        person: &SignedIn,
        typed: &str,
        language: Option<Language>,
    ) -> Result<(), Trouble> {
        let name = setup::name(typed).map_err(|problem| problem.at("name"))?;
        let before = self.account(person.account).await?;
        let scene = Scene::of(visit);
        let mut tx = self.db.begin().await?;
        store::set_profile(&mut tx, person.account, name, language).await?;
        for (changed, event) in
            [(before.name != name, Event::NameChanged), (before.language != language, Event::LanguageChanged)]
        {
            if changed {
                record(&mut tx, &scene, Some(person.account), By::Oneself, &event).await?;
            }
        }
        tx.commit().await?;
        if let Some(language) = language {
            cookie::set_language(&visit.cookies, language);
        }
        Ok(())
    }

    async fn ask_for_address(&self, visit: &Visit, person: &SignedIn, typed: &str) -> Result<(), Trouble> {
        require_fresh(visit, person)?;
        if typed.trim().is_empty() {
            return Err(Problem::Missing.at("email").into());
        }
        let to: EmailAddress = typed.parse().map_err(|_| Problem::EmailMalformed.at("email"))?;
        let account = self.account(person.account).await?;
        if to == account.email {
            return Err(Problem::EmailUnusable.at("email").into());
        }
        // whether somebody else has the address is found out when its code comes back, not before
        let scene = Scene::of(visit);
        self.send_code_for(&scene, &account, changing(person), &to).await?;
        let mut tx = self.db.begin().await?;
        let event = Event::AddressChangeRequested { to: to.clone() };
        record(&mut tx, &scene, Some(person.account), By::Oneself, &event).await?;
        self.post(&mut tx, &scene, &account, &Letter::AddressChangeRequested { to: &to }).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }

    async fn prove_new_address(&self, visit: &Visit, person: &SignedIn, code: &str) -> Result<(), Trouble> {
        if code.trim().is_empty() {
            return Err(Problem::Missing.at("code").into());
        }
        let scene = Scene::of(visit);
        let to = match self.check_email_code(changing(person), code, visit.now).await? {
            Checked::Right(email) => email,
            Checked::Barred(bar) => return Err(throttled(bar)),
            Checked::Wrong(failure) => {
                let mut tx = self.db.begin().await?;
                let event = Event::AddressChangeFailed { failure };
                record(&mut tx, &scene, Some(person.account), By::Oneself, &event).await?;
                tx.commit().await?;
                return Err(failure.problem().at("code").into());
            }
        };
        let before = self.account(person.account).await?;
        let mut tx = self.db.begin().await?;
        if !store::set_email(&mut tx, person.account, &to).await? {
            return Err(Problem::EmailUnusable.at("email").into());
        }
        // an address of the person's own choice was proved by itself, and may be where this one may not
        if self.policy().mfa.email.to == CodesTo::Account {
            email_otp::store::follow(&mut tx, person.account, &before.email, &to).await?;
        }
        let (reason, keep) = (RevocationReason::AddressChanged, Some(person.session));
        Self::end_sessions(&mut tx, &scene, person.account, keep, By::Oneself, reason).await?;
        let event = Event::AddressChanged { from: before.email.clone(), to: to.clone() };
        record(&mut tx, &scene, Some(person.account), By::Oneself, &event).await?;
        // to the address before, which its owner may still read
        self.post(&mut tx, &scene, &before, &Letter::AddressChanged { to: &to }).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }
}

#[async_trait]
impl AccountPort for Core {
    async fn view(&self, visit: &Visit, person: &SignedIn) -> ApiResult<AccountView> {
        Ok(self.account_view(visit, person).await?)
    }

    async fn dashboard(&self, visit: &Visit, person: &SignedIn) -> ApiResult<DashboardView> {
        Ok(self.dashboard_view(visit, person).await?)
    }

    async fn save(
        &self,
        visit: &Visit,
        person: &SignedIn,
        name: &str,
        language: Option<Language>,
    ) -> ApiResult<()> {
        Ok(self.save_profile(visit, person, name, language).await?)
    }

    async fn choose_language(&self, visit: &Visit, language: Language) -> ApiResult<()> {
        cookie::set_language(&visit.cookies, language);
        let Caller::SignedIn(person) = &visit.caller else { return Ok(()) };
        Ok(self.save_profile(visit, person, &person.name, Some(language)).await?)
    }

    async fn request_address(&self, visit: &Visit, person: &SignedIn, email: &str) -> ApiResult<()> {
        Ok(self.ask_for_address(visit, person, email).await?)
    }

    async fn confirm_address(&self, visit: &Visit, person: &SignedIn, code: &str) -> ApiResult<()> {
        Ok(self.prove_new_address(visit, person, code).await?)
    }

    async fn cancel_address(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()> {
        let cancelled = async {
            let mut tx = self.db.begin().await?;
            let purpose = Purpose::ChangeAddress.as_str();
            email_otp::store::end(&mut tx, person.account, purpose, visit.now).await?;
            tx.commit().await?;
            Ok::<(), Trouble>(())
        };
        Ok(cancelled.await?)
    }
}
