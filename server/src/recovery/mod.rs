//! Recovery codes: made, shown once, used once.

pub mod store;

use crate::codes::{Once, consume};
use crate::core::Core;
use crate::db::Tx;
use crate::decision::{RECOVERY, account_key};
use crate::entropy::random;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::mail::Letter;
use crate::secret::Use;
use crate::session::require_fresh;
use crate::totp::Checked;
use crate::{decision, throttle};
use async_trait::async_trait;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::id::{AccountId, SessionId};
use sekisho_app::recovery::RecoveryView;
use sekisho_app::recovery::port::RecoveryPort;
use sekisho_app::visit::{SignedIn, Visit};
use sekisho_engine::history::{CodeFailure, Event};
use sekisho_engine::recovery::{CODES, ENTROPY, RecoveryCode};
use sekisho_engine::time::{Seconds, Timestamp};
use subtle::ConstantTimeEq;

/// How long codes that were not saved yet are shown.
const SHOWN: Seconds = Seconds::minutes(10);

/// New codes, stretched and ready to be stored.
pub struct Prepared {
    codes: Vec<RecoveryCode>,
    salt: [u8; 16],
    digests: Vec<[u8; 32]>,
}

fn owner(account: AccountId, session: SessionId) -> String {
    format!("account:{account}:session:{session}")
}

impl Core {
    /// New codes for an account that has none; `None` for one that has some left.
    ///
    /// # Errors
    /// `Database`, `Entropy`, `Busy`.
    pub async fn prepare_codes(&self, account: AccountId) -> Result<Option<Prepared>, Trouble> {
        let mut reader = self.db.read().await?;
        let left = store::left(&mut reader, account).await?;
        drop(reader);
        if left > 0 { Ok(None) } else { self.new_codes().await.map(Some) }
    }

    async fn new_codes(&self) -> Result<Prepared, Trouble> {
        let salt: [u8; 16] = random()?;
        let mut prepared = Prepared { codes: Vec::new(), salt, digests: Vec::new() };
        for _ in 0..CODES {
            let code = RecoveryCode::from_entropy(random::<ENTROPY>()?);
            prepared.digests.push(self.hasher.stretch(&code.normal_form(), salt).await?);
            prepared.codes.push(code);
        }
        Ok(prepared)
    }

    /// Stores prepared codes, and keeps them for the session to show until they are saved.
    ///
    /// # Errors
    /// `Database`, `Entropy`.
    pub async fn keep_codes(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: AccountId,
        session: SessionId,
        prepared: Option<Prepared>,
    ) -> Result<(), Trouble> {
        let Some(Prepared { codes, salt, digests }) = prepared else { return Ok(()) };
        store::replace(tx, account, &salt, &digests, scene.now).await?;
        let text: Vec<String> = codes.iter().map(RecoveryCode::in_groups).collect();
        let owner = owner(account, session);
        let sealed = self.keys.seal(Use::UnsavedRecoveryCodes, &owner, text.join("\n").as_bytes())?;
        store::keep_unsaved(tx, account, session, &sealed, scene.now.plus(SHOWN)).await?;
        let count = u32::try_from(codes.len()).unwrap_or(u32::MAX);
        record(tx, scene, Some(account), By::Oneself, &Event::RecoveryCodesMade { count }).await?;
        Ok(())
    }

    /// Checks a recovery code and uses it up; answers how many are left.
    ///
    /// # Errors
    /// `Database`, `Busy`; the code counts as not right then.
    pub async fn check_recovery(
        &self,
        account: AccountId,
        code: &str,
        now: Timestamp,
    ) -> Result<Checked<u32>, Trouble> {
        let wrong = Checked::Wrong(CodeFailure::Wrong);
        let Ok(code) = code.parse::<RecoveryCode>() else { return Ok(wrong) };
        let permit = match self.admit(&[(RECOVERY, account_key(account))], now).await? {
            Ok(permit) => permit,
            Err(barred) => return Ok(Checked::Barred(barred.bar)),
        };
        let mut reader = self.db.read().await?;
        let rows = store::list(&mut reader, account).await?;
        drop(reader);
        let Some(salt) = rows.first().and_then(|row| <[u8; 16]>::try_from(&row.salt[..]).ok()) else {
            return Ok(wrong);
        };
        let digest = permit.stretch(&code.normal_form(), salt).await?;
        let Some(row) = rows.iter().find(|row| bool::from(row.digest.ct_eq(&digest))) else {
            return Ok(wrong);
        };
        if !consume(&self.db, Once::Recovery(row.id), now).await? {
            return Ok(Checked::Wrong(CodeFailure::AlreadyUsed));
        }
        let mut tx = self.db.begin().await?;
        throttle::succeeded(&mut tx, RECOVERY.bucket, account_key(account), now).await?;
        let left = store::left(&mut tx, account).await?;
        tx.commit().await?;
        Ok(Checked::Right(left))
    }

    async fn make_codes(&self, visit: &Visit, person: &SignedIn) -> Result<(), Trouble> {
        require_fresh(visit, person)?;
        let mut reader = self.db.read().await?;
        let factors = decision::factors(&mut reader, person.account).await?;
        drop(reader);
        if !factors.any() {
            return Err(Problem::NotAllowed.into());
        }
        let prepared = self.new_codes().await?;
        let account = self.account(person.account).await?;
        let scene = Scene::of(visit);
        let mut tx = self.db.begin().await?;
        self.keep_codes(&mut tx, &scene, person.account, person.session, Some(prepared)).await?;
        self.post(&mut tx, &scene, &account, &Letter::RecoveryCodesMade).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }

    async fn recovery_view(&self, visit: &Visit, person: &SignedIn) -> Result<RecoveryView, ServerError> {
        let mut reader = self.db.read().await?;
        let rows = store::list(&mut reader, person.account).await?;
        let sealed = store::unsaved(&mut reader, person.account, person.session, visit.now).await?;
        let unsaved = match sealed {
            None => None,
            Some(sealed) => {
                let owner = owner(person.account, person.session);
                let opened = self.keys.open(Use::UnsavedRecoveryCodes, &owner, &sealed)?;
                let text = String::from_utf8_lossy(&opened).into_owned();
                Some(text.lines().map(ToOwned::to_owned).collect())
            }
        };
        let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
        Ok(RecoveryView {
            left: count(rows.iter().filter(|row| row.used_at.is_none()).count()),
            made: count(rows.len()),
            since: rows.first().map(|row| Timestamp::from_unix(row.created_at)),
            unsaved,
        })
    }
}

#[async_trait]
impl RecoveryPort for Core {
    async fn view(&self, visit: &Visit, person: &SignedIn) -> ApiResult<RecoveryView> {
        Ok(self.recovery_view(visit, person).await?)
    }

    async fn make(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()> {
        Ok(self.make_codes(visit, person).await?)
    }

    async fn saved(&self, _: &Visit, person: &SignedIn) -> ApiResult<()> {
        let saved = async {
            let mut tx = self.db.begin().await?;
            store::saved(&mut tx, person.account).await?;
            tx.commit().await?;
            Ok::<(), Trouble>(())
        };
        Ok(saved.await?)
    }
}
