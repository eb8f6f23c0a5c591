//! The first administrator, and whoever was invited: an account gets its first password by a one-time link.

use crate::account::store as accounts;
use crate::account::store::{Account, NewAccount};
use crate::codes::{Once, consume};
use crate::core::Core;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::links::{self, LinkRow, Purpose};
use crate::mail::EmailAddress;
use crate::secret::Token;
use crate::typed::is_shown;
use crate::web::cookie::Cookie;
use async_trait::async_trait;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::setup::SetupView;
use sekisho_app::setup::port::SetupPort;
use sekisho_app::visit::Visit;
use sekisho_engine::history::Event;
use sekisho_engine::policy::{AccountState, Role};
use sekisho_engine::time::{Seconds, Timestamp};

/// How long the first administrator's link works. A restart prints a new one.
const LINK_LIFE: Seconds = Seconds::hours(24);
/// The longest name, in characters.
pub const LONGEST_NAME: usize = 100;

/// A person's name as it was typed, trimmed.
///
/// # Errors
/// `Missing`, `TooLong` or `HiddenCharacters`, at field `name`.
pub fn name(typed: &str) -> Result<&str, Problem> {
    let name = typed.trim();
    if name.is_empty() {
        Err(Problem::Missing)
    } else if !name.chars().all(is_shown) {
        Err(Problem::HiddenCharacters)
    } else if name.chars().count() > LONGEST_NAME {
        Err(Problem::TooLong { max: LONGEST_NAME })
    } else {
        Ok(name)
    }
}

impl Core {
    /// A link with which the first administrator sets up their account; `None` when there is an account
    /// already. An older link stops working.
    ///
    /// # Errors
    /// `Database`, `Entropy`.
    pub async fn first_administrator_link(&self) -> Result<Option<String>, ServerError> {
        let now = self.clock.now();
        let token = Token::new()?;
        let mut tx = self.db.begin().await?;
        if accounts::count(&mut tx).await?.0 > 0 {
            return Ok(None);
        }
        let until = now.plus(LINK_LIFE);
        links::insert(&mut tx, Purpose::FirstAdministrator, None, &token.digest(), now, until).await?;
        record(&mut tx, &Scene::outside(now), None, By::Portal, &Event::SetupLinkMade).await?;
        tx.commit().await?;
        Ok(Some(self.config.server.origin.url(&format!("/setup?token={}", token.reveal()))))
    }

    /// The opened link and the account that it is for; none for the first administrator's.
    async fn opened_setup(&self, visit: &Visit) -> Result<(LinkRow, Option<Account>), Trouble> {
        let token = visit.held.link.as_deref().and_then(Token::parse).ok_or(Problem::LinkSpent)?;
        let mut reader = self.db.read().await?;
        let link = links::find(&mut reader, &token.digest(), visit.now).await?.ok_or(Problem::LinkSpent)?;
        if link.is_for(Purpose::FirstAdministrator) {
            let none_yet = accounts::count(&mut reader).await?.0 == 0;
            return if none_yet { Ok((link, None)) } else { Err(Problem::LinkSpent.into()) };
        }
        let id = link.account().filter(|_| link.is_for(Purpose::Invitation)).ok_or(Problem::LinkSpent)?;
        let account = accounts::find(&mut reader, id).await?.ok_or(Problem::LinkSpent)?;
        let unused = account.password_hash.is_none() && account.state == AccountState::Active;
        if unused { Ok((link, Some(account))) } else { Err(Problem::LinkSpent.into()) }
    }

    async fn set_up(
        &self,
        visit: &Visit,
        email: &str,
        typed_name: &str,
        password: &str,
    ) -> Result<(), Trouble> {
        let (link, invited) = self.opened_setup(visit).await?;
        match invited {
            Some(account) => self.set_up_invited(visit, &link, &account, password).await?,
            None => self.set_up_first(visit, &link, email, typed_name, password).await?,
        }
        Cookie::Link.clear(&visit.cookies);
        Ok(())
    }

    async fn set_up_first(
        &self,
        visit: &Visit,
        link: &LinkRow,
        email: &str,
        typed_name: &str,
        password: &str,
    ) -> Result<(), Trouble> {
        if email.trim().is_empty() {
            return Err(Problem::Missing.at("email").into());
        }
        let email: EmailAddress = email.parse().map_err(|_| Problem::EmailMalformed.at("email"))?;
        let name = name(typed_name).map_err(|problem| problem.at("name"))?;
        let guide = self.guide_for(Role::Admin, &[name, email.as_str()]);
        let hash = self.hash_new(&guide, password).await?;
        self.claim_link(link, visit.now).await?;
        let new = NewAccount {
            email: &email,
            username: None,
            name,
            role: Role::Admin,
            language: None,
            password_hash: Some(&hash),
        };
        let scene = Scene::of(visit);
        let mut tx = self.db.begin().await?;
        let id = accounts::insert(&mut tx, &new, visit.now).await?.ok_or(Problem::LinkSpent)?;
        record(&mut tx, &scene, Some(id), By::Oneself, &Event::AccountCreated { role: Role::Admin }).await?;
        record(&mut tx, &scene, Some(id), By::Oneself, &Event::SetupCompleted).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn set_up_invited(
        &self,
        visit: &Visit,
        link: &LinkRow,
        account: &Account,
        password: &str,
    ) -> Result<(), Trouble> {
        let guide = self.guide_for(account.role, &[&account.name, account.email.as_str()]);
        let hash = self.hash_new(&guide, password).await?;
        self.claim_link(link, visit.now).await?;
        let scene = Scene::of(visit);
        let mut tx = self.db.begin().await?;
        accounts::set_password(&mut tx, account.id, &hash, visit.now).await?;
        record(&mut tx, &scene, Some(account.id), By::Oneself, &Event::SetupCompleted).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn claim_link(&self, link: &LinkRow, now: Timestamp) -> Result<(), Trouble> {
        if consume(&self.db, Once::Link(link.id), now).await? {
            Ok(())
        } else {
            Err(Problem::LinkSpent.into())
        }
    }
}

#[async_trait]
impl SetupPort for Core {
    async fn open_link(&self, visit: &Visit, token: &str) -> ApiResult<()> {
        let token = Token::parse(token).ok_or(Problem::LinkSpent)?;
        Cookie::Link.set(&visit.cookies, &token);
        Ok(())
    }

    async fn view(&self, visit: &Visit) -> ApiResult<SetupView> {
        let (_, invited) = self.opened_setup(visit).await?;
        Ok(match invited {
            None => SetupView::FirstAdministrator { guide: self.guide_for(Role::Admin, &[]) },
            Some(account) => SetupView::Invited {
                guide: self.guide_for(account.role, &[&account.name, account.email.as_str()]),
                email: account.email.as_str().to_owned(),
                name: account.name,
            },
        })
    }

    async fn complete(&self, visit: &Visit, email: &str, name: &str, new_password: &str) -> ApiResult<()> {
        Ok(self.set_up(visit, email, name, new_password).await?)
    }
}
