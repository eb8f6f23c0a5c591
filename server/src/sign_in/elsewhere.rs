//! A password that is shown at another door than the sign-in page: to a mail server. It is charged and checked as
//! there, under the same counts, and nobody is signed in by it.

use super::attempt::{Counted, LONGEST};
use crate::account::store::{self as accounts, Account};
use crate::core::Core;
use crate::error::Trouble;
use crate::password::Verified;
use crate::throttle::{self, place};
use sekisho_app::error::Problem;
use sekisho_app::visit::Visit;

impl Core {
    /// Whether `password` is the account's; the same work is done where there is none. `login` is what was typed as
    /// the name. Answers the account as it is now.
    ///
    /// # Errors
    /// `Throttled`, `Busy`, `TooLong`; `Failed`.
    pub async fn prove_password(
        &self,
        visit: &Visit,
        login: &str,
        account: Option<Account>,
        password: &str,
    ) -> Result<(Option<Account>, bool), Trouble> {
        if login.len().max(password.len()) > LONGEST {
            return Err(Problem::TooLong { max: LONGEST }.at("password").into());
        }
        let own = account.as_ref().map(|account| self.identifier_of(account));
        let compared = own.filter(|own| !own.is_empty()).unwrap_or_else(|| login.trim().to_lowercase());
        let (known, device) = self.whence(visit, account.as_ref()).await?;
        let counted = Counted { identifier: &compared, place: place(visit.address.known()), device };
        self.charge_all(visit, account.as_ref(), known.charges(), &counted).await?;
        let account = self.settled(account, visit.now).await?;
        let hash = account.as_ref().and_then(|account| account.password_hash.as_deref());
        let verified = self.hasher.verify_and_renew(password, hash).await?;
        let Verified::Right { renewed } = verified else { return Ok((account, false)) };
        let mut tx = self.db.begin().await?;
        if let (Some(renewed), Some(account)) = (&renewed, &account) {
            accounts::renew_hash(&mut tx, account, renewed).await?;
        }
        for charge in known.charges() {
            throttle::succeeded(&mut tx, charge.bucket, counted.key(charge.bucket), visit.now).await?;
        }
        tx.commit().await?;
        Ok((account, true))
    }
}
