//! The second factor that an administrator chooses for somebody.

use crate::account::store as accounts;
use crate::core::Core;
use crate::db::Tx;
use crate::decision::{self, OTP, RECOVERY, account_key};
use crate::error::Trouble;
use crate::history::{By, Scene, record};
use crate::mail::Letter;
use crate::totp::Kind;
use crate::{email_otp, recovery, throttle, totp};
use sekisho_app::error::Problem;
use sekisho_app::id::AccountId;
use sekisho_engine::history::{Event, RevocationReason};
use sekisho_engine::method::Method;
use sekisho_engine::policy::{CodesTo, EnrolAtSignIn};
use sekisho_engine::sign_in::MfaChoice;

impl Core {
    /// Chooses the second factor of an account, in place of those that it has; its sessions end and its owner is
    /// told.
    ///
    /// E-mailed codes that go to the account's own address are in force at once. An address of its owner's choice,
    /// or an authenticator app, is set up by them at the next sign-in, unless there is one already.
    ///
    /// # Errors
    /// `NotOffered` (field `method`), `NotFound`.
    pub async fn choose_method(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        id: AccountId,
        method: Method,
        by: By,
    ) -> Result<(), Trouble> {
        if !self.policy().mfa.methods.contains(method) {
            return Err(Problem::NotOffered.at("method").into());
        }
        // as it is now: the address may have changed since the page was shown
        let account = accounts::find(tx, id).await?.ok_or(Problem::NotFound)?;
        let factors = decision::factors(tx, id).await?;
        let is_app = Kind::ALL.into_iter().any(|kind| kind.method() == method);
        let keeps_app = is_app && factors.registered.minus(factors.disabled).contains(method);
        for kind in Kind::ALL {
            if !(keeps_app && kind.method() == method) {
                totp::store::remove(tx, id, kind).await?;
            }
        }
        if !keeps_app {
            recovery::store::remove(tx, id).await?;
        }
        let external = self.policy().mfa.email.to == CodesTo::External;
        let keeps_email = method == Method::Email
            && external
            && factors.registered.contains(method)
            && factors.forbidden_domain(self.policy()).is_none();
        if method == Method::Email && !external {
            email_otp::store::assign(tx, id, account.email.as_str(), scene.now).await?;
        } else if !keeps_email {
            email_otp::store::turn_off(tx, id).await?;
        }
        // who may not set one up at the door keeps the way in by which it is set up
        let has_way_in = (method == Method::Email && !external)
            || keeps_email
            || keeps_app
            || self.policy().mfa.enrol_at_sign_in == EnrolAtSignIn::Allowed;
        let choice = if has_way_in { MfaChoice::On } else { MfaChoice::Off };
        accounts::set_mfa(tx, id, choice).await?;
        accounts::set_preferred(tx, id, method).await?;
        for charge in [OTP, RECOVERY] {
            throttle::rebound(tx, charge.bucket, account_key(id), scene.now).await?;
        }
        record(tx, scene, Some(id), by, &Event::MethodSet { method }).await?;
        Self::end_sessions(tx, scene, id, None, by, RevocationReason::AuthenticatorChanged).await?;
        self.post(tx, scene, &account, &Letter::MethodSet(method)).await
    }
}
