//! A password that is shown at another door than the sign-in page: to a mail server. It is charged and checked as
//! there, under the same counts, and nobody is signed in by it.

use super::attempt::{Counted, LONGEST};
use crate::account::store::{self as accounts, Account};
use crate::core::Core;
use crate::db::Db;
use crate::error::{ServerError, Trouble};
use crate::password::{Permit, Verified};
use crate::session::places::{self, Door};
use crate::throttle::{self, Barred, Due, charge_each, place};
use sekisho_app::error::Problem;
use sekisho_app::visit::Visit;
use sekisho_engine::address::Address;
use sekisho_engine::policy::AccountState;
use sekisho_engine::time::Timestamp;
use std::time::Duration;
use zeroize::Zeroizing;

/// An attempt that can be hashed now. It holds all that it needs, so that it doesn't end with the question.
struct Attempt {
    db: Db,
    permit: Permit,
    due: Vec<Due>,
    account: Option<Account>,
    password: Zeroizing<String>,
    address: Option<Address>,
    now: Timestamp,
}

impl Core {
    /// Whether `password` is the account's; the same work is done where there is none. `login` is what was typed as
    /// the name. Answers the account as it is now. A permit to hash is waited for no longer than `patience`.
    ///
    /// # Errors
    /// `Throttled`, `TooLong`; `Busy`, and nothing was charged; `Failed`.
    pub async fn prove_password(
        &self,
        visit: &Visit,
        login: &str,
        account: Option<Account>,
        password: &str,
        patience: Duration,
    ) -> Result<(Option<Account>, bool), Trouble> {
        if login.len().max(password.len()) > LONGEST {
            return Err(Problem::TooLong { max: LONGEST }.at("password").into());
        }
        let own = account.as_ref().map(|account| self.identifier_of(account));
        let compared = own.filter(|own| !own.is_empty()).unwrap_or_else(|| login.trim().to_lowercase());
        let (from, device) = self.whence(visit, account.as_ref()).await?;
        let due = Counted { identifier: &compared, place: place(visit.address.known()), device }.due(from);
        let permit = match self.permit_for(&due, patience, visit.now).await? {
            Ok(permit) => permit,
            Err(barred) => return Err(self.tell_barred(visit, account.as_ref(), barred).await?),
        };
        let attempt = Attempt {
            db: self.db.clone(),
            permit,
            due,
            account: account.clone(),
            password: Zeroizing::new(password.to_owned()),
            address: visit.address.known(),
            now: visit.now,
        };
        // the door may stop waiting: a right password that was charged is given back all the same
        match tokio::spawn(attempt.carry_out()).await.map_err(|_| ServerError::Cut)?? {
            Ok(right) => Ok((self.settled(account, visit.now).await?, right)),
            Err(barred) => Err(self.tell_barred(visit, account.as_ref(), barred).await?),
        }
    }
}

impl Attempt {
    /// Charges it, hashes, and for the right password gives the charge back. `Err` inside: it was not looked at.
    async fn carry_out(self) -> Result<Result<bool, Barred>, ServerError> {
        if let Err(barred) = charge_each(&self.db, &self.due, self.now).await? {
            return Ok(Err(barred));
        }
        let hash = self.account.as_ref().and_then(|account| account.password_hash.as_deref());
        let verified = self.permit.verify_and_renew(&self.password, hash).await?;
        let (Verified::Right { renewed }, Some(account)) = (verified, &self.account) else {
            return Ok(Ok(false));
        };
        let mut tx = self.db.begin().await?;
        if let Some(renewed) = &renewed {
            accounts::renew_hash(&mut tx, account, renewed).await?;
        }
        for (charge, key) in &self.due {
            throttle::succeeded(&mut tx, charge.bucket, *key, self.now).await?;
        }
        if account.state == AccountState::Active {
            places::remember(&mut tx, account.id, self.address, Door::Mail, self.now).await?;
        }
        tx.commit().await?;
        Ok(Ok(true))
    }
}
