//! The first step: an identifier and a password.
//!
//! The attempt is charged, then the password is hashed, then the engine decides (`password/admission.rs` has the
//! order); the same work is done
//! whether there is such an account or not, and every refusal is told in the same words.

use super::Staying;
use crate::account::store as accounts;
use crate::account::store::Account;
use crate::core::Core;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::password::Verified;
use crate::secret::Token;
use crate::session::{places, store};
use crate::throttle::{self, Barred, Due, Key, place};
use crate::web::cookie::Cookie;
use sekisho_app::error::Problem;
use sekisho_app::form::ReturnPath;
use sekisho_app::id::{AccountId, SignInId};
use sekisho_app::sign_in::{Begin, NextStep};
use sekisho_app::visit::{PasswordVerified, Visit};
use sekisho_engine::address::Address;
use sekisho_engine::email_address::EmailAddress;
use sekisho_engine::history::Event;
use sekisho_engine::method::Method;
use sekisho_engine::policy::{Choice, Identifier};
use sekisho_engine::sign_in::{Outcome, Shown, Way};
use sekisho_engine::throttle::{Bar, Bucket, Place};
use sekisho_engine::time::{Seconds, Timestamp};

/// The longest identifier and password that are looked at, in bytes: more than the longest password that the rules
/// allow takes, however its letters are put together.
pub(super) const LONGEST: usize = 4_096;
/// What somebody is told to wait whose attempts are refused until something else happens.
const LONG_WAIT: Seconds = Seconds::HOUR;

/// What an attempt is counted under.
pub(super) struct Counted<'a> {
    /// The identifier as it is compared.
    pub(super) identifier: &'a str,
    /// The place that the address is.
    pub(super) place: String,
    /// The browser's own token, if it is known to the account.
    pub(super) device: Option<&'a str>,
}

impl Counted<'_> {
    /// All that an attempt from there is charged to.
    pub(super) fn due(&self, from: Place) -> Vec<Due> {
        from.charges().iter().map(|charge| (*charge, self.key(charge.bucket))).collect()
    }

    fn key(&self, bucket: Bucket) -> Key {
        match bucket {
            Bucket::PasswordAtDevice => Key::of(&[self.identifier, self.device.unwrap_or_default()]),
            Bucket::PasswordAtAddress => Key::of(&[self.identifier, &self.place]),
            Bucket::Address | Bucket::ResetRequest | Bucket::SupportRequest => Key::of(&[&self.place]),
            Bucket::PasswordElsewhere | Bucket::Otp | Bucket::Recovery => Key::of(&[self.identifier]),
        }
    }
}

impl Core {
    /// Somebody shows an identifier and a password.
    ///
    /// # Errors
    /// `SignInRefused` for every reason alike, `Throttled`, `Busy`, `Missing`, `TooLong`; after the right password
    /// `CodesForbidden`.
    pub(super) async fn attempt(&self, visit: &Visit, begin: Begin<'_>) -> Result<NextStep, Trouble> {
        let identifier = begin.identifier.trim();
        for (field, value) in [("identifier", identifier), ("password", begin.password)] {
            if value.is_empty() {
                return Err(Problem::Missing.at(field).into());
            }
            if value.len() > LONGEST {
                return Err(Problem::TooLong { max: LONGEST }.at(field).into());
            }
        }
        let account = self.identify(identifier).await?;
        let compared = identifier.to_lowercase();
        let (from, device) = self.whence(visit, account.as_ref()).await?;
        let due = Counted { identifier: &compared, place: place(visit.address.known()), device }.due(from);
        let permit = match self.admit(&due, visit.now).await? {
            Ok(permit) => permit,
            Err(barred) => return Err(self.tell_barred(visit, account.as_ref(), barred).await?),
        };
        let account = self.settled(account, visit.now).await?;
        let hash = account.as_ref().and_then(|account| account.password_hash.as_deref());
        let verified = permit.verify_and_renew(begin.password, hash).await?;
        self.go_on(visit, account, verified, &due, &begin).await
    }

    /// The identifier with which an account signs in, as it is compared.
    #[must_use]
    pub fn identifier_of(&self, account: &Account) -> String {
        match self.policy().sign_in.identifier {
            Identifier::Email => account.email.lookup_form(),
            Identifier::Username => account.username.as_deref().unwrap_or_default().to_lowercase(),
        }
    }

    async fn identify(&self, identifier: &str) -> Result<Option<Account>, ServerError> {
        let mut reader = self.db.read().await?;
        match self.policy().sign_in.identifier {
            Identifier::Email => match identifier.parse::<EmailAddress>() {
                Ok(email) => accounts::find_by_email(&mut reader, &email).await,
                Err(_) => Ok(None),
            },
            Identifier::Username => accounts::find_by_username(&mut reader, identifier).await,
        }
    }

    /// What is known of where the attempt comes from. For an account that doesn't exist the same questions
    /// are asked.
    pub(super) async fn whence<'a>(
        &self,
        visit: &'a Visit,
        account: Option<&Account>,
    ) -> Result<(Place, Option<&'a str>), ServerError> {
        let id = account.map_or(AccountId(0), |account| account.id);
        let mut reader = self.db.read().await?;
        let held = visit.held.device.as_deref();
        if let Some(token) = held.and_then(Token::parse)
            && store::is_known_device(&mut reader, id, &token.digest()).await?
        {
            return Ok((Place::KnownDevice, held));
        }
        if let Some(address) = visit.address.known()
            && places::is_known(&mut reader, id, address, visit.now).await?
        {
            return Ok((Place::KnownAddress, None));
        }
        Ok((Place::Unknown, None))
    }

    /// What stands in the way of a password from `address`, in a browser that isn't known: of the account's
    /// attempts, and of the address's. Charges nothing.
    ///
    /// # Errors
    /// `Database`.
    pub async fn password_bars(
        &self,
        account: &Account,
        address: Address,
        now: Timestamp,
    ) -> Result<(Option<Bar>, Option<Bar>), ServerError> {
        let known = places::is_known(&mut self.db.read().await?, account.id, address, now).await?;
        let from = if known { Place::KnownAddress } else { Place::Unknown };
        let identifier = self.identifier_of(account);
        let counted = Counted { identifier: &identifier, place: place(Some(address)), device: None };
        let (mut of_account, mut of_address) = (None, None);
        for (charge, key) in counted.due(from) {
            let bar = throttle::bar(&self.db, charge, key, now).await?;
            let of = if charge.bucket == Bucket::Address { &mut of_address } else { &mut of_account };
            *of = of.or(bar);
        }
        Ok((of_account, of_address))
    }

    /// What somebody is told whose attempt is barred. The same is done whether there is an account or not.
    pub(super) async fn tell_barred(
        &self,
        visit: &Visit,
        account: Option<&Account>,
        barred: Barred,
    ) -> Result<Trouble, Trouble> {
        let Barred { bucket, bar } = barred;
        metrics::counter!("sekisho_throttled_total", "bucket" => bucket.as_str()).increment(1);
        self.note_throttled(visit, account.map(|account| account.id), bucket).await?;
        let retry_after = match bar {
            Bar::Wait { retry_after } => retry_after,
            Bar::Disabled => LONG_WAIT,
        };
        Ok(Problem::Throttled { retry_after }.into())
    }

    /// Writes down that attempts were throttled, once in a quarter of an hour and not once an attempt: for an
    /// account, or for all names together that are nobody's.
    ///
    /// # Errors
    /// `Database`.
    pub(super) async fn note_throttled(
        &self,
        visit: &Visit,
        account: Option<AccountId>,
        bucket: Bucket,
    ) -> Result<(), ServerError> {
        let mut tx = self.db.begin().await?;
        let since = visit.now.minus(Seconds::minutes(15));
        if !crate::history::store::has_recent(&mut tx, account, "throttled", since).await? {
            let event = Event::Throttled { bucket };
            record(&mut tx, &Scene::of(visit), account, By::Anonymous, &event).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn go_on(
        &self,
        visit: &Visit,
        account: Option<Account>,
        verified: Verified,
        due: &[Due],
        begin: &Begin<'_>,
    ) -> Result<NextStep, Trouble> {
        let gathered = self.gather(account, visit.now).await?;
        let shown = if verified == Verified::Wrong { Shown::WrongPassword } else { Shown::Password };
        let outcome = self.decide(&gathered, visit.address, begin.way, shown, visit.now).outcome;
        let account = gathered.account.as_ref().map(|account| account.id);
        let mut tx = self.db.begin().await?;
        let mut to_mail = None;
        let step = match (outcome, account) {
            (Outcome::Allowed { how, .. }, Some(id)) => {
                self.enter(&mut tx, visit, id, how, Staying::of(begin.remember)).await?;
                NextStep::SignedIn
            }
            (Outcome::SecondFactorDue { preferred, .. }, Some(account)) => {
                let sign_in = self.begin_half(&mut tx, visit, account, begin).await?;
                to_mail = (preferred == Method::Email).then_some(PasswordVerified {
                    sign_in,
                    account,
                    way: Way::Usual,
                });
                NextStep::Verify
            }
            (Outcome::EnrolmentDue { .. }, Some(id)) => {
                self.begin_half(&mut tx, visit, id, begin).await?;
                NextStep::Enrol
            }
            (Outcome::Refused(refusal), _) => {
                let event = Event::SignInRefused { refusal };
                record(&mut tx, &Scene::of(visit), account, By::Anonymous, &event).await?;
                tx.commit().await?;
                return Err(self.told_of(&gathered, refusal).into());
            }
            _ => return Err(Problem::SignInRefused.into()),
        };
        if let (Verified::Right { renewed: Some(renewed) }, Some(account)) = (&verified, &gathered.account) {
            accounts::renew_hash(&mut tx, account, renewed).await?;
        }
        for (charge, key) in due {
            throttle::succeeded(&mut tx, charge.bucket, *key, visit.now).await?;
        }
        tx.commit().await?;
        self.outbox.wake();
        if let Some(half) = to_mail {
            self.mail_first(visit, &half, true).await?;
        }
        Ok(step)
    }

    /// Sends the first code where an e-mailed one is what is asked for first; where the person is asked to
    /// choose, they ask for it themselves.
    pub(super) async fn mail_first(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        by_mail: bool,
    ) -> Result<(), Trouble> {
        if !by_mail || self.policy().mfa.choice == Choice::Ask {
            return Ok(());
        }
        // too early for another code is no reason to stop: the page says when the next may be asked for
        match self.mail_code(visit, half).await {
            Err(Trouble::Failed(error)) => Err(error.into()),
            Ok(()) | Err(Trouble::Told(_)) => Ok(()),
        }
    }

    async fn begin_half(
        &self,
        tx: &mut crate::db::Tx,
        visit: &Visit,
        account: AccountId,
        begin: &Begin<'_>,
    ) -> Result<SignInId, Trouble> {
        let token = Token::new()?;
        let new = store::NewSignIn {
            account,
            address: visit.address.known(),
            user_agent: &visit.user_agent,
            return_to: begin.next.as_ref().map(ReturnPath::as_str),
            remember: begin.remember,
            session: None,
        };
        store::end_old_sign_ins(tx, account).await?;
        let id = store::insert_sign_in(tx, &token.digest(), &new, visit.now).await?;
        Cookie::SignIn.set(&visit.cookies, &token);
        Ok(id)
    }
}
