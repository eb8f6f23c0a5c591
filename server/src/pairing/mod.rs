//! The portal's own OTP app: pairing it by two codes. From then on it is an authenticator app like any other
//! (`totp`), of a kind of its own.
//!
//! ```text
//! nothing ──page──▶ user code waits ──application code──▶ key waits for its first code ──code──▶ active
//!                   (15 minutes)                          (totp: pending, 10 minutes)
//! ```

pub mod store;

use crate::core::Core;
use crate::db::Tx;
use crate::entropy::random;
use crate::error::{ServerError, Trouble};
use crate::secret::Use;
use crate::session::require_fresh;
use crate::totp::{self, Binding, Kind, owner};
use async_trait::async_trait;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::form::ReturnPath;
use sekisho_app::id::AccountId;
use sekisho_app::pairing::Pairing;
use sekisho_app::pairing::port::PairingPort;
use sekisho_app::totp::TotpState;
use sekisho_app::visit::{PasswordVerified, SignedIn, Visit};
use sekisho_engine::method::Method;
use sekisho_engine::pairing::{ApplicationCode, PairingError, UserCode, derive};
use sekisho_engine::time::{Seconds, Timestamp};

/// How long a user code waits for the application code.
const WAITING: Seconds = Seconds::minutes(15);

impl Core {
    /// The pairing that `binding` has begun, or a new one.
    async fn pairing_for(
        &self,
        account: AccountId,
        binding: Binding,
        now: Timestamp,
    ) -> Result<Pairing, Trouble> {
        let code = match self.user_code(account, binding, now).await? {
            Some(code) => code,
            None => self.begin_pairing(account, binding, now).await?,
        };
        let mut reader = self.db.read().await?;
        let since = now.minus(totp::PENDING);
        let waits = totp::store::pending(&mut reader, account, Kind::Paired, binding.bytes(), since).await?;
        Ok(Pairing { user_code: code.in_groups(), paired: waits.is_some() })
    }

    /// The user code that `binding` was shown, while it waits.
    async fn user_code(
        &self,
        account: AccountId,
        binding: Binding,
        now: Timestamp,
    ) -> Result<Option<UserCode>, ServerError> {
        let mut reader = self.db.read().await?;
        let sealed = store::find(&mut reader, account, binding.bytes(), now.minus(WAITING)).await?;
        sealed.map(|sealed| self.open_code(account, &sealed)).transpose()
    }

    fn open_code(&self, account: AccountId, sealed: &[u8]) -> Result<UserCode, ServerError> {
        let opened = self.keys.open(Use::UserCode, &owner(account), sealed)?;
        let text = std::str::from_utf8(&opened).map_err(|_| ServerError::Stored("user code"))?;
        text.parse().map_err(|_| ServerError::Stored("user code"))
    }

    async fn begin_pairing(
        &self,
        account: AccountId,
        binding: Binding,
        now: Timestamp,
    ) -> Result<UserCode, ServerError> {
        let code = UserCode::from_entropy(random()?);
        let sealed = self.keys.seal(Use::UserCode, &owner(account), code.normal_form().as_bytes())?;
        let since = now.minus(WAITING);
        let mut tx = self.db.begin().await?;
        store::begin(&mut tx, account, binding.bytes(), &sealed, since, now).await?;
        // the other tab's, if it was a moment faster
        let kept = store::find(&mut tx, account, binding.bytes(), since).await?;
        tx.commit().await?;
        self.open_code(account, &kept.ok_or(ServerError::Stored("user code"))?)
    }

    /// Takes the code that the app shows; from both codes comes the key, which waits for its first code.
    async fn take_application_code(
        &self,
        account: AccountId,
        binding: Binding,
        typed: &str,
        now: Timestamp,
    ) -> Result<(), Trouble> {
        let application: ApplicationCode = typed.parse().map_err(|error| match error {
            PairingError::Empty => Problem::Missing.at("application_code"),
            error => Problem::PairingCode { error }.at("application_code"),
        })?;
        let user = self.user_code(account, binding, now).await?;
        let key = derive(&application, &user.ok_or(Problem::PairingExpired)?);
        let sealed = self.keys.seal(Use::TotpKey, &owner(account), key.as_bytes())?;
        let mut tx = self.db.begin().await?;
        totp::store::begin(&mut tx, account, Kind::Paired, binding.bytes(), &sealed, now).await?;
        tx.commit().await?;
        Ok(())
    }

    fn require_pairing_offered(&self) -> Result<(), Trouble> {
        let offered = self.policy().mfa.methods.contains(Method::Paired);
        if offered { Ok(()) } else { Err(Problem::NotFound.into()) }
    }

    fn may_pair(&self, visit: &Visit, person: &SignedIn) -> Result<Binding, Trouble> {
        self.require_pairing_offered()?;
        require_fresh(visit, person)?;
        Ok(Binding::session(person.session))
    }

    async fn may_pair_at_the_door(&self, visit: &Visit, half: &PasswordVerified) -> Result<Binding, Trouble> {
        self.may_enrol(visit, half, Method::Paired).await?;
        Ok(Binding::sign_in(half.sign_in))
    }

    /// Forgets the codes of an account's pairing, in the transaction in which its app becomes active.
    ///
    /// # Errors
    /// `Database`.
    pub(crate) async fn end_pairing(tx: &mut Tx, account: AccountId) -> Result<(), ServerError> {
        store::end(tx, account).await
    }
}

#[async_trait]
impl PairingPort for Core {
    async fn state(&self, _: &Visit, person: &SignedIn) -> ApiResult<TotpState> {
        Ok(self.authenticator_state(person.account, Kind::Paired).await?)
    }

    async fn pairing(&self, visit: &Visit, person: &SignedIn) -> ApiResult<Pairing> {
        let binding = self.may_pair(visit, person)?;
        Ok(self.pairing_for(person.account, binding, visit.now).await?)
    }

    async fn take(&self, visit: &Visit, person: &SignedIn, application_code: &str) -> ApiResult<()> {
        let binding = self.may_pair(visit, person)?;
        Ok(self.take_application_code(person.account, binding, application_code, visit.now).await?)
    }

    async fn confirm(&self, visit: &Visit, person: &SignedIn, code: &str) -> ApiResult<()> {
        self.require_pairing_offered()?;
        Ok(self.confirm_enrolment(visit, person, Kind::Paired, code).await?)
    }

    async fn remove(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()> {
        Ok(self.remove_authenticator(visit, person, Kind::Paired).await?)
    }

    async fn pairing_at_sign_in(&self, visit: &Visit, half: &PasswordVerified) -> ApiResult<Pairing> {
        let binding = self.may_pair_at_the_door(visit, half).await?;
        Ok(self.pairing_for(half.account, binding, visit.now).await?)
    }

    async fn take_at_sign_in(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        application_code: &str,
    ) -> ApiResult<()> {
        let binding = self.may_pair_at_the_door(visit, half).await?;
        Ok(self.take_application_code(half.account, binding, application_code, visit.now).await?)
    }

    async fn confirm_at_sign_in(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        code: &str,
    ) -> ApiResult<Option<ReturnPath>> {
        Ok(self.confirm_at_the_door(visit, half, Kind::Paired, code).await?)
    }
}
