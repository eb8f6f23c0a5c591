//! The decision about mail software: who asks, the password where the portal checks it, the engine's word, and
//! what the history is told.

use super::kick::masters;
use super::{Asked, Denial, PATIENCE};
use crate::account::store::{self as accounts, Account};
use crate::core::Core;
use crate::error::ServerError;
use crate::history::{By, Scene, fold};
use sekisho_app::i18n::Language;
use sekisho_app::id::AccountId;
use sekisho_app::visit::{Caller, Held, SetCookies, Visit};
use sekisho_engine::address::ClientAddress;
use sekisho_engine::email_address::EmailAddress;
use sekisho_engine::history::Event;
use sekisho_engine::policy::AccountState;
use sekisho_engine::sign_in::{Outcome, Refusal, Shown, Way};

impl Core {
    /// The account that somebody names: by its e-mail address or its user name, however their letters are
    /// written. An address is nobody's user name first.
    pub(crate) async fn named(&self, login: &str) -> Result<Option<Account>, ServerError> {
        let mut reader = self.db.read().await?;
        if let Ok(email) = login.parse::<EmailAddress>()
            && let Some(account) = accounts::find_by_email(&mut reader, &email).await?
        {
            return Ok(Some(account));
        }
        accounts::find_by_username(&mut reader, login).await
    }

    /// Whether the person may read and send mail from there, their password having been checked by the mail
    /// server. Of a master login it is the master who is judged.
    ///
    /// # Errors
    /// `Refused`, which the history tells of; `Failing`.
    pub(super) async fn judge_mail(&self, asked: &Asked) -> Result<(), Denial> {
        let account = self.named(asked.person()).await?;
        if let Some(master) = &asked.master
            && !account.as_ref().is_some_and(|account| self.is_master(Some(master), account))
        {
            self.refuse_mail(asked, account.as_ref(), Refusal::NotForOthers).await?;
        }
        let judged = account.as_ref().map(|account| account.id);
        self.decide_mail(asked, account, Shown::Password).await?;
        if let (Some(_), Some(master)) = (&asked.master, judged) {
            self.remember_master(asked, master).await?;
        }
        Ok(())
    }

    /// The mail server lists the session under the owner's name: whoever looks through the sessions has to know.
    async fn remember_master(&self, asked: &Asked, master: AccountId) -> Result<(), Denial> {
        let Some(owner) = self.named(&asked.login).await? else { return Ok(()) };
        let mut tx = self.db.begin().await?;
        masters::saw(&mut tx, owner.id, master, asked.address, self.clock.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Checks a password, charged as one that is typed into the sign-in page. Nothing is said about the address.
    ///
    /// # Errors
    /// `Refused` for a wrong one, a locked account, none, or too many attempts; `Busy`, `Failing`.
    pub(super) async fn check_mail_password(&self, asked: &Asked, password: &str) -> Result<(), Denial> {
        match self.show_mail_password(asked, password).await? {
            (account, Shown::WrongPassword) => self.decide_mail(asked, account, Shown::WrongPassword).await,
            (Some(account), _) if account.state == AccountState::Active => Ok(()),
            (account, _) => self.refuse_mail(asked, account.as_ref(), Refusal::AccountLocked).await,
        }
    }

    /// Checks a password and the address.
    ///
    /// # Errors
    /// As for [`check_mail_password`](Self::check_mail_password) and [`judge_mail`](Self::judge_mail).
    pub(super) async fn judge_mail_password(&self, asked: &Asked, password: &str) -> Result<(), Denial> {
        let (account, shown) = self.show_mail_password(asked, password).await?;
        self.decide_mail(asked, account, shown).await
    }

    async fn show_mail_password(
        &self,
        asked: &Asked,
        password: &str,
    ) -> Result<(Option<Account>, Shown), Denial> {
        let account = self.named(&asked.login).await?;
        let (account, right) =
            self.prove_password(&visit(self, asked), &asked.login, account, password, PATIENCE).await?;
        Ok((account, if right { Shown::Password } else { Shown::WrongPassword }))
    }

    /// The engine's decision.
    async fn decide_mail(&self, asked: &Asked, account: Option<Account>, shown: Shown) -> Result<(), Denial> {
        let now = self.clock.now();
        // where nothing can be written, no grant can be ended either, and nobody is let in by one
        drop(self.db.begin().await?);
        let gathered = self.gather(account, now).await?;
        let address = ClientAddress::Known(asked.address);
        let outcome = self.decide(&gathered, address, Way::Mail, shown, now).outcome;
        match outcome {
            Outcome::Allowed { .. } if gathered.account.is_some() => Ok(()),
            Outcome::Refused(refusal) => self.refuse_mail(asked, gathered.account.as_ref(), refusal).await,
            // mail software can't be asked for more
            _ => self.refuse_mail(asked, gathered.account.as_ref(), Refusal::NoGrantHere).await,
        }
    }

    /// Says no, and tells the person's history. Where there is no such person the same is written as nobody's, so that
    /// the time doesn't tell: without an address, and so once a day for each reason, however many names are tried
    /// from wherever.
    async fn refuse_mail(
        &self,
        asked: &Asked,
        account: Option<&Account>,
        refusal: Refusal,
    ) -> Result<(), Denial> {
        let account = account.map(|account| account.id);
        let visit = visit(self, asked);
        let scene = Scene::of(&visit);
        let scene = Scene { address: scene.address.filter(|_| account.is_some()), ..scene };
        let event = Event::MailRefused { protocol: asked.protocol, refusal };
        let mut tx = self.db.begin().await?;
        fold(&mut tx, &scene, account, By::Anonymous, &event).await?;
        tx.commit().await?;
        Err(Denial::Refused)
    }

    /// Whether a master login is one that the operator allows: by the name that was signed in with, or another
    /// name of the same account.
    pub(super) fn is_master(&self, login: Option<&str>, account: &Account) -> bool {
        let names = [login, Some(account.email.as_str()), account.username.as_deref()];
        let allowed = &self.config.gate.mail.master_users;
        names.into_iter().flatten().any(|name| {
            allowed.iter().any(|allowed| allowed.trim().to_lowercase() == name.trim().to_lowercase())
        })
    }
}

/// What mail software asks, as a visit: nobody is signed in, and there is no browser.
fn visit(core: &Core, asked: &Asked) -> Visit {
    Visit {
        now: core.clock.now(),
        address: ClientAddress::Known(asked.address),
        user_agent: String::new(),
        language: Language::default(),
        request_id: asked.request_id.clone(),
        caller: Caller::Anonymous,
        held: Held::default(),
        cookies: SetCookies::default(),
    }
}
