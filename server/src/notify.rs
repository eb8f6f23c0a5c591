//! Telling people by mail what happened to their account.

use crate::account::store::Account;
use crate::config::CodesFrom;
use crate::core::Core;
use crate::db::Tx;
use crate::email_otp;
use crate::error::{ServerError, Trouble};
use crate::history::Scene;
use crate::mail::{Class, EmailAddress, Letter};
use crate::outbox::{Mail, enqueue};
use sekisho_app::i18n::{Language, Words};
use sekisho_engine::email_otp::Purpose;

/// Every address of a person: the account's, and that of e-mailed codes if it is another one.
///
/// # Errors
/// `Database`.
pub async fn addresses(tx: &mut Tx, account: &Account) -> Result<Vec<EmailAddress>, ServerError> {
    let mut addresses = vec![account.email.clone()];
    let codes = email_otp::store::method(tx, account.id).await?;
    let codes = codes.and_then(|row| row.email.parse::<EmailAddress>().ok());
    addresses.extend(codes.filter(|codes| codes.lookup_form() != account.email.lookup_form()));
    Ok(addresses)
}

impl Core {
    /// Promises a letter to each of a person's `addresses`.
    ///
    /// # Errors
    /// As for [`enqueue`].
    pub async fn post_to_each(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: &Account,
        addresses: &[EmailAddress],
        letter: &Letter<'_>,
    ) -> Result<(), Trouble> {
        for to in addresses {
            self.post_to(tx, scene, account, to, letter).await?;
        }
        Ok(())
    }

    /// Promises a letter to an account's own address, in the caller's transaction.
    ///
    /// # Errors
    /// As for [`enqueue`].
    pub async fn post(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: &Account,
        letter: &Letter<'_>,
    ) -> Result<(), Trouble> {
        self.post_to(tx, scene, account, &account.email, letter).await
    }

    /// Promises a letter to another address of the same person.
    ///
    /// # Errors
    /// As for [`enqueue`].
    pub async fn post_to(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: &Account,
        to: &EmailAddress,
        letter: &Letter<'_>,
    ) -> Result<(), Trouble> {
        let words = Words::new(language(scene, account, letter), self.overrides.clone());
        let from = self.sends_in_their_name(account, to, letter).then_some(&account.email);
        let mail = Mail { account: account.id, to, from, letter: *letter, words: &words };
        enqueue(tx, self, scene, &mail).await?;
        Ok(())
    }

    /// Whether a letter comes from the person's own address: a code that goes to one of their choice, where the
    /// portal sends for the domain of their own.
    fn sends_in_their_name(&self, account: &Account, to: &EmailAddress, letter: &Letter<'_>) -> bool {
        let code = matches!(letter, Letter::Code { purpose: Purpose::Enrol | Purpose::SignIn, .. });
        code && self.config.mail.codes_from == CodesFrom::Person
            && self.policy().forbids_codes_to(&account.email).is_some()
            && to.lookup_form() != account.email.lookup_form()
    }
}

/// The language of a letter: the person's, else that of the browser that they asked from. What a stranger or
/// an administrator does is told in the portal's own.
fn language(scene: &Scene<'_>, account: &Account, letter: &Letter<'_>) -> Language {
    let asked = letter.class() == Class::Asked && scene.asker.is_none();
    let theirs = (asked || scene.asker == Some(account.id)).then_some(scene.language);
    account.language.or(theirs).unwrap_or_default()
}
