//! Admin → People. What an administrator does to somebody's account is in that person's history and told
//! them by mail.

mod method;
pub mod store;

use crate::account::store as accounts;
use crate::account::store::{Account, NewAccount};
use crate::core::Core;
use crate::db::Tx;
use crate::decision::{self, OTP, RECOVERY, account_key};
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::links::{self, Purpose};
use crate::mail::{EmailAddress, Letter};
use crate::secret::Token;
use crate::session::{require_fresh, store as sessions};
use crate::{email_otp, recovery, setup, throttle, totp};
use async_trait::async_trait;
use sekisho_app::admin::port::AdminPort;
use sekisho_app::admin::{PeopleFilter, PeopleView, PersonView};
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::i18n::Language;
use sekisho_app::id::AccountId;
use sekisho_app::visit::{Administrator, Visit};
use sekisho_engine::history::{Event, RevocationReason};
use sekisho_engine::method::Method;
use sekisho_engine::policy::{AccountState, Role};
use sekisho_engine::sign_in::MfaChoice;
use sekisho_engine::time::Seconds;

/// How long an invitation's link works.
pub const INVITATION_LIFE: Seconds = Seconds::days(3);

impl Core {
    /// Locks an account: nobody signs in with it, every session and link ends. `false`: it was locked.
    ///
    /// # Errors
    /// `LastAdministrator`, `Database`.
    pub async fn lock_account(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: &Account,
        by: By,
    ) -> Result<bool, Trouble> {
        if !accounts::set_state(tx, account.id, AccountState::Locked).await? {
            return Ok(false);
        }
        if account.role == Role::Admin && accounts::count(tx).await?.1 == 0 {
            return Err(Problem::LastAdministrator.into());
        }
        links::end(tx, account.id, Purpose::PasswordReset, scene.now).await?;
        record(tx, scene, Some(account.id), by, &Event::AccountLocked).await?;
        Self::end_sessions(tx, scene, account.id, None, by, RevocationReason::AccountLocked).await?;
        self.post(tx, scene, account, &Letter::AccountLocked).await?;
        Ok(true)
    }

    /// Unlocks an account. `false`: it was not locked.
    ///
    /// # Errors
    /// `Database`.
    pub async fn unlock_account(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: &Account,
        by: By,
    ) -> Result<bool, Trouble> {
        if !accounts::set_state(tx, account.id, AccountState::Active).await? {
            return Ok(false);
        }
        record(tx, scene, Some(account.id), by, &Event::AccountUnlocked).await?;
        self.post(tx, scene, account, &Letter::AccountUnlocked).await?;
        Ok(true)
    }

    /// Takes away every second factor of an account, its recovery codes and its sessions. Why, the caller writes
    /// down and tells.
    ///
    /// # Errors
    /// `Database`.
    pub async fn take_factors(
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: AccountId,
        by: By,
    ) -> Result<(), ServerError> {
        totp::store::remove_all(tx, account).await?;
        email_otp::store::turn_off(tx, account).await?;
        recovery::store::remove(tx, account).await?;
        accounts::set_mfa(tx, account, MfaChoice::Off).await?;
        for charge in [OTP, RECOVERY] {
            throttle::rebound(tx, charge.bucket, account_key(account), scene.now).await?;
        }
        Self::end_sessions(tx, scene, account, None, by, RevocationReason::AuthenticatorChanged).await?;
        Ok(())
    }

    /// Removes every second factor of an account, its recovery codes and its sessions, and tells its owner.
    ///
    /// # Errors
    /// `Database`.
    pub async fn reset_factors(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: &Account,
        by: By,
    ) -> Result<(), Trouble> {
        record(tx, scene, Some(account.id), by, &Event::MfaReset).await?;
        Self::take_factors(tx, scene, account.id, by).await?;
        self.post(tx, scene, account, &Letter::MfaReset).await
    }

    /// Makes an account without a password and mails its owner a link to set one.
    ///
    /// # Errors
    /// `EmailUnusable` (field `email`) when the address is taken, `Throttled`, `Busy`.
    pub async fn invite_person(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        new: &NewAccount<'_>,
        by: By,
    ) -> Result<AccountId, Trouble> {
        let made = accounts::insert(tx, new, scene.now).await?;
        let id = made.ok_or_else(|| Problem::EmailUnusable.at("email"))?;
        let account = accounts::find(tx, id).await?.ok_or(ServerError::Stored("account"))?;
        let token = Token::new()?;
        let until = scene.now.plus(INVITATION_LIFE);
        links::insert(tx, Purpose::Invitation, Some(id), &token.digest(), scene.now, until).await?;
        record(tx, scene, Some(id), by, &Event::AccountCreated { role: new.role }).await?;
        let link = self.config.server.origin.url(&format!("/setup?token={}", token.reveal()));
        self.post(tx, scene, &account, &Letter::Invitation { link: &link, until }).await?;
        Ok(id)
    }

    async fn person_view(&self, admin: &Administrator, id: AccountId) -> Result<PersonView, Trouble> {
        let mut reader = self.db.read().await?;
        let row = store::one(&mut reader, id).await?.ok_or(Problem::NotFound)?;
        let account = accounts::find(&mut reader, id).await?.ok_or(Problem::NotFound)?;
        let sessions = sessions::list(&mut reader, id).await?.len();
        let factors = decision::factors(&mut reader, id).await?;
        drop(reader);
        let list = self.shown_list(Some(id), None, self.clock.now()).await?;
        Ok(PersonView {
            row,
            since: account.created_at,
            sessions: u32::try_from(sessions).unwrap_or(u32::MAX),
            recovery_left: factors.recovery_left,
            rules: list.rules,
            own: admin.person().account == id,
            methods: self.policy().mfa.methods.without(Method::Recovery).iter().collect(),
            moving: self.policy().sign_in.one_step_until.is_some(),
        })
    }

    /// The account that an administrator is about to change: somebody else's, with a recent proof of who the
    /// administrator is.
    async fn other(&self, visit: &Visit, admin: &Administrator, id: AccountId) -> Result<Account, Trouble> {
        require_fresh(visit, admin.person())?;
        if admin.person().account == id {
            return Err(Problem::OwnAccount.into());
        }
        let mut reader = self.db.read().await?;
        accounts::find(&mut reader, id).await?.ok_or_else(|| Problem::NotFound.into())
    }

    async fn invite_by(
        &self,
        visit: &Visit,
        admin: &Administrator,
        email: &str,
        typed_name: &str,
        role: Role,
        language: Language,
    ) -> Result<AccountId, Trouble> {
        require_fresh(visit, admin.person())?;
        if email.trim().is_empty() {
            return Err(Problem::Missing.at("email").into());
        }
        let email: EmailAddress = email.parse().map_err(|_| Problem::EmailMalformed.at("email"))?;
        let name = setup::name(typed_name).map_err(|problem| problem.at("name"))?;
        let new = NewAccount {
            email: &email,
            username: None,
            name,
            role,
            language: Some(language),
            password_hash: None,
        };
        let mut tx = self.db.begin().await?;
        let by = By::Person(admin.person().account);
        let id = self.invite_person(&mut tx, &Scene::of(visit), &new, by).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(id)
    }

    async fn change_person(
        &self,
        visit: &Visit,
        admin: &Administrator,
        id: AccountId,
        change: Change,
    ) -> Result<(), Trouble> {
        let account = self.other(visit, admin, id).await?;
        let scene = Scene::of(visit);
        let by = By::Person(admin.person().account);
        let mut tx = self.db.begin().await?;
        match change {
            Change::Lock => {
                self.lock_account(&mut tx, &scene, &account, by).await?;
            }
            Change::Unlock => {
                self.unlock_account(&mut tx, &scene, &account, by).await?;
            }
            Change::ResetMfa => self.reset_factors(&mut tx, &scene, &account, by).await?,
            Change::SetMethod(method) => self.choose_method(&mut tx, &scene, id, method, by).await?,
            Change::ClearRules => {
                if self.clear_list(&mut tx, &scene, Some(id), by).await? > 0 {
                    self.post(&mut tx, &scene, &account, &Letter::RulesCleared).await?;
                }
            }
            Change::EndSessions => {
                let reason = RevocationReason::Administrator;
                Self::end_sessions(&mut tx, &scene, id, None, by, reason).await?;
            }
        }
        tx.commit().await?;
        self.outbox.wake();
        self.kicks.wake();
        Ok(())
    }
}

/// What an administrator does to somebody's account.
#[derive(Debug, Clone, Copy)]
enum Change {
    Lock,
    Unlock,
    ResetMfa,
    SetMethod(Method),
    ClearRules,
    EndSessions,
}

#[async_trait]
impl AdminPort for Core {
    async fn people(&self, _: &Visit, _: &Administrator, filter: &PeopleFilter) -> ApiResult<PeopleView> {
        let listed = async {
            let mut reader = self.db.read().await.map_err(ServerError::from)?;
            let (people, total) = store::list(&mut reader, filter).await?;
            let moved = match self.policy().sign_in.one_step_until {
                Some(_) => Some(store::moved(&mut reader).await?),
                None => None,
            };
            Ok::<_, ServerError>(PeopleView { people, total, page: filter.page.max(1), moved })
        };
        Ok(listed.await?)
    }

    async fn person(&self, _: &Visit, admin: &Administrator, id: AccountId) -> ApiResult<PersonView> {
        Ok(self.person_view(admin, id).await?)
    }

    async fn invite(
        &self,
        visit: &Visit,
        admin: &Administrator,
        email: &str,
        name: &str,
        role: Role,
        language: Language,
    ) -> ApiResult<AccountId> {
        Ok(self.invite_by(visit, admin, email, name, role, language).await?)
    }

    async fn lock(&self, visit: &Visit, admin: &Administrator, id: AccountId) -> ApiResult<()> {
        Ok(self.change_person(visit, admin, id, Change::Lock).await?)
    }

    async fn unlock(&self, visit: &Visit, admin: &Administrator, id: AccountId) -> ApiResult<()> {
        Ok(self.change_person(visit, admin, id, Change::Unlock).await?)
    }

    async fn reset_mfa(&self, visit: &Visit, admin: &Administrator, id: AccountId) -> ApiResult<()> {
        Ok(self.change_person(visit, admin, id, Change::ResetMfa).await?)
    }

    async fn set_method(
        &self,
        visit: &Visit,
        admin: &Administrator,
        id: AccountId,
        method: Method,
    ) -> ApiResult<()> {
        Ok(self.change_person(visit, admin, id, Change::SetMethod(method)).await?)
    }

    async fn clear_rules(&self, visit: &Visit, admin: &Administrator, id: AccountId) -> ApiResult<()> {
        Ok(self.change_person(visit, admin, id, Change::ClearRules).await?)
    }

    async fn end_sessions(&self, visit: &Visit, admin: &Administrator, id: AccountId) -> ApiResult<()> {
        Ok(self.change_person(visit, admin, id, Change::EndSessions).await?)
    }
}
