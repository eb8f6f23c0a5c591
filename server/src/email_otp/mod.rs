//! E-mailed codes: sending one, checking one, and the second factor that stands on them.
//!
//! A code belongs to an account, a purpose, the session or sign-in that asked for it, and the address that it
//! was sent to; the newest for the purpose is the only one. It is kept as an HMAC under the secret key.

mod enrol;
pub mod store;

use crate::account::store::Account;
use crate::codes::{Once, consume};
use crate::core::Core;
use crate::decision::{OTP, account_key};
use crate::entropy::random;
use crate::error::{ServerError, Trouble};
use crate::history::Scene;
use crate::mail::{EmailAddress, Letter};
use crate::secret::Use;
use crate::session::require_fresh;
use crate::throttle;
use crate::totp::{Binding, Checked};
use async_trait::async_trait;
use data_encoding::HEXLOWER;
use enrol::{enrolling, enrolling_at_the_door};
use sekisho_app::email_otp::port::EmailOtpPort;
use sekisho_app::email_otp::{EmailEnrolment, EmailOtpState};
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::form::ReturnPath;
use sekisho_app::id::AccountId;
use sekisho_app::sign_in::SentCode;
use sekisho_app::visit::{PasswordVerified, SignedIn, Visit};
use sekisho_engine::email_otp::{Challenge, ChallengeError, Context, Purpose, Sending, State, generate};
use sekisho_engine::history::CodeFailure;
use sekisho_engine::method::Method;
use sekisho_engine::otp::Code;
use sekisho_engine::time::Timestamp;
use subtle::ConstantTimeEq;

/// What a code is for, and what asks for it.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    /// Whose account.
    pub account: AccountId,
    /// What for.
    pub purpose: Purpose,
    /// The session or sign-in that asks.
    pub binding: Binding,
}

impl Ask {
    fn context(&self) -> Context {
        Context { purpose: self.purpose, session: self.binding.bytes().to_vec() }
    }

    /// What is tagged: the code with everything that it belongs to.
    fn tagged(&self, email: &str, code: &str) -> String {
        let binding = HEXLOWER.encode(self.binding.bytes());
        format!("{}|{}|{binding}|{email}|{code}", self.account, self.purpose.as_str())
    }
}

impl store::CodeRow {
    /// The engine's view of the row.
    fn challenge(&self, purpose: Purpose, most: i64) -> Challenge {
        let attempts_left = u8::try_from((most - self.attempts).max(0)).unwrap_or(u8::MAX);
        Challenge {
            context: Context { purpose, session: self.binding.clone() },
            created: Timestamp::from_unix(self.created_at),
            expires: Timestamp::from_unix(self.expires_at),
            state: if self.ended_at.is_some() { State::Superseded } else { State::Open { attempts_left } },
        }
    }
}

const fn failure(error: ChallengeError) -> CodeFailure {
    match error {
        ChallengeError::OtherContext => CodeFailure::OtherContext,
        ChallengeError::Used => CodeFailure::AlreadyUsed,
        ChallengeError::Superseded => CodeFailure::Superseded,
        ChallengeError::Expired => CodeFailure::Expired,
        ChallengeError::AttemptsUsedUp => CodeFailure::AttemptsUsedUp,
    }
}

/// Six digits from the operating system's generator.
fn new_code() -> Result<Code, ServerError> {
    // Words in the last, incomplete million are drawn again: sixteen of them in a row don't happen.
    let words: [u8; 64] = random()?;
    let mut words =
        words.chunks_exact(4).map(|word| u32::from_be_bytes([word[0], word[1], word[2], word[3]]));
    let mut ran_out = false;
    let code = generate(&mut || {
        words.next().unwrap_or_else(|| {
            ran_out = true;
            0
        })
    });
    if ran_out { Err(ServerError::Entropy) } else { Ok(code) }
}

impl Core {
    /// Sends a code for `ask` to `email`. The newest code is the only one.
    ///
    /// # Errors
    /// `Throttled` while it is too early for another one.
    pub async fn send_code_for(
        &self,
        scene: &Scene<'_>,
        account: &Account,
        ask: Ask,
        email: &EmailAddress,
    ) -> Result<(), Trouble> {
        let limits = &self.policy().mfa.email;
        let now = scene.now;
        let code = new_code()?.as_text();
        let digest = self.keys.tag(Use::EmailCode, &ask.tagged(email.as_str(), &code));
        let challenge = Challenge::new(ask.context(), limits, now);
        let mut tx = self.db.begin().await?;
        store::lock(&mut tx, ask.account).await?;
        let before = store::sending(&mut tx, ask.account).await?;
        let sending = Sending::charge(before, limits, now)
            .map_err(|early| Problem::Throttled { retry_after: early.retry_after })?;
        store::set_sending(&mut tx, ask.account, &sending).await?;
        let new = store::NewCode {
            account: ask.account,
            purpose: ask.purpose.as_str(),
            binding: ask.binding.bytes(),
            email: email.as_str(),
            digest: &digest,
            expires: challenge.expires,
        };
        store::keep(&mut tx, &new, now).await?;
        let letter = Letter::Code { purpose: ask.purpose, code: &code, until: challenge.expires };
        self.post_to(&mut tx, scene, account, email, &letter).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }

    /// Checks a code and uses it up; answers the address that it proves.
    ///
    /// # Errors
    /// `Database`; the code counts as not right then.
    pub async fn check_email_code(
        &self,
        ask: Ask,
        code: &str,
        now: Timestamp,
    ) -> Result<Checked<EmailAddress>, Trouble> {
        let Ok(code) = code.parse::<Code>() else { return Ok(Checked::Wrong(CodeFailure::Wrong)) };
        if let Err(bar) = throttle::charge(&self.db, OTP, account_key(ask.account), now).await? {
            return Ok(Checked::Barred(bar));
        }
        let row = match self.open_challenge(ask, now).await? {
            Ok(row) => row,
            Err(failure) => return Ok(Checked::Wrong(failure)),
        };
        let tags = self.keys.tags(Use::EmailCode, &ask.tagged(&row.email, &code.as_text()));
        let right = tags.iter().fold(0_u8, |right, tag| right | row.digest.ct_eq(tag).unwrap_u8());
        if right == 0 {
            return Ok(Checked::Wrong(CodeFailure::Wrong));
        }
        if !consume(&self.db, Once::Email(row.id), now).await? {
            return Ok(Checked::Wrong(CodeFailure::AlreadyUsed));
        }
        let mut tx = self.db.begin().await?;
        throttle::succeeded(&mut tx, OTP.bucket, account_key(ask.account), now).await?;
        store::forget_sending(&mut tx, ask.account).await?;
        tx.commit().await?;
        Ok(Checked::Right(row.email.parse().map_err(|_| ServerError::Stored("e-mail address"))?))
    }

    /// The code that a guess is compared with, the guess charged to it.
    async fn open_challenge(
        &self,
        ask: Ask,
        now: Timestamp,
    ) -> Result<Result<store::CodeRow, CodeFailure>, ServerError> {
        let most = self.policy().mfa.email.attempts.get();
        let mut tx = self.db.begin().await?;
        let Some(row) = store::latest(&mut tx, ask.account, ask.purpose.as_str()).await? else {
            return Ok(Err(CodeFailure::Superseded));
        };
        if let Err(error) = row.challenge(ask.purpose, most).charge(&ask.context(), now) {
            return Ok(Err(failure(error)));
        }
        let charged = store::charge(&mut tx, row.id, most).await?;
        tx.commit().await?;
        Ok(if charged { Ok(row) } else { Err(CodeFailure::AttemptsUsedUp) })
    }

    /// The code that was sent for `ask` and still works, for the page's countdown.
    ///
    /// # Errors
    /// `Database`.
    pub async fn sent_code(
        &self,
        ask: Ask,
        now: Timestamp,
    ) -> Result<Option<(EmailAddress, SentCode)>, ServerError> {
        let limits = &self.policy().mfa.email;
        let mut reader = self.db.read().await?;
        let latest = store::latest(&mut reader, ask.account, ask.purpose.as_str()).await?;
        let sending = store::sending(&mut reader, ask.account).await?;
        let Some(row) = latest.filter(|row| row.ended_at.is_none() && row.binding == ask.binding.bytes())
        else {
            return Ok(None);
        };
        let expires = Timestamp::from_unix(row.expires_at);
        if now >= expires {
            return Ok(None);
        }
        let resend_from = sending.map_or(now, |sending| sending.next_allowed(limits, now));
        let email = row.email.parse().map_err(|_| ServerError::Stored("e-mail address"))?;
        Ok(Some((email, SentCode { at: Timestamp::from_unix(row.created_at), expires, resend_from })))
    }
}

#[async_trait]
impl EmailOtpPort for Core {
    async fn state(&self, _: &Visit, person: &SignedIn) -> ApiResult<EmailOtpState> {
        let method = async {
            let mut reader = self.db.read().await.map_err(ServerError::from)?;
            store::method(&mut reader, person.account).await
        };
        Ok(method.await?.map_or(EmailOtpState::Off, |row| EmailOtpState::Active {
            forbidden: self.forbidden_domain(&row.email),
            email: row.email,
            since: Timestamp::from_unix(row.activated_at),
            last_used: row.last_used_at.map(Timestamp::from_unix),
        }))
    }

    async fn enrolment(&self, visit: &Visit, person: &SignedIn) -> ApiResult<EmailEnrolment> {
        require_fresh(visit, person)?;
        Ok(self.enrolment_with(enrolling(person), visit.now).await?)
    }

    async fn send(&self, visit: &Visit, person: &SignedIn, email: &str) -> ApiResult<()> {
        require_fresh(visit, person)?;
        self.require_offered(Method::Email)?;
        Ok(self.send_enrolment(visit, enrolling(person), email).await?)
    }

    async fn confirm(&self, visit: &Visit, person: &SignedIn, code: &str) -> ApiResult<()> {
        self.require_offered(Method::Email)?;
        Ok(self.confirm_email(visit, person, code).await?)
    }

    async fn remove(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()> {
        Ok(self.remove_email(visit, person).await?)
    }

    async fn enrolment_at_sign_in(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
    ) -> ApiResult<EmailEnrolment> {
        self.may_enrol(visit, half, Method::Email).await?;
        let mut enrolment = self.enrolment_with(enrolling_at_the_door(half), visit.now).await?;
        // whoever has shown a password only doesn't see the whole address, unless they typed it just now
        if enrolment.external.is_none() {
            let email = enrolment.email.and_then(|email| email.parse::<EmailAddress>().ok());
            enrolment.email = email.map(|email| email.masked());
        }
        Ok(enrolment)
    }

    async fn send_at_sign_in(&self, visit: &Visit, half: &PasswordVerified, email: &str) -> ApiResult<()> {
        self.may_enrol(visit, half, Method::Email).await?;
        Ok(self.send_enrolment(visit, enrolling_at_the_door(half), email).await?)
    }

    async fn confirm_at_sign_in(
        &self,
        visit: &Visit,
        half: &PasswordVerified,
        code: &str,
    ) -> ApiResult<Option<ReturnPath>> {
        Ok(self.confirm_email_at_the_door(visit, half, code).await?)
    }
}
