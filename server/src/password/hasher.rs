//! Password hashing: argon2id, in a bounded number of permits, with shedding.
//!
//! A hash costs 19 MiB and tens of milliseconds of one core (OWASP ASVS 5.0, appendix C: t = 2, m = 19,456
//! KiB, p = 1). So there are as many hashes at once as cores, a short queue, and beyond it the answer is "busy,
//! come back", at once. A hash's slot belongs to the work, not to the request: an abandoned request's slot is
//! free when its hash is done.
//!
//! A guess is hashed by a [`Permit`] that is held before the guess is charged: what can't be hashed in time has
//! cost nobody anything, and a busy portal never takes a right password for a wrong one. There are twice as many
//! permits as slots, so that a core hashes one guess while the next one is being charged; whoever holds a permit
//! waits for a slot no longer than one hash takes.
//!
//! A hash that was made with other parameters is made anew when its password is shown: that is the only moment
//! at which the portal knows the password. The same permit does both.

use crate::entropy::random;
use crate::error::{ServerError, Trouble};
use argon2::password_hash::{CustomizedPasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use sekisho_app::error::Problem;
use sekisho_app::password::normal_form;
use sekisho_engine::time::Seconds;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zeroize::Zeroizing;

/// Requests that may wait, for each hash at once.
const QUEUE_PER_SLOT: usize = 16;
/// Permits for each hash at once.
const PERMITS_PER_SLOT: usize = 2;
/// How long a request waits at most, unless its door is in more of a hurry.
pub const PATIENCE: Duration = Duration::from_secs(4);
/// What a shed request is told.
const RETRY_AFTER: Seconds = Seconds::new(3);

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Bytes of a hash.
const LENGTH: usize = 32;

/// Hashes and verifies passwords.
#[derive(Debug)]
pub struct Hasher {
    permits: Arc<Semaphore>,
    slots: Arc<Semaphore>,
    size: usize,
    waiting: AtomicUsize,
    /// A hash that nobody's password has, for accounts that don't exist.
    decoy: Arc<str>,
}

/// One hash may be made, at once or as soon as the one before it is done.
#[derive(Debug)]
pub struct Permit {
    held: OwnedSemaphorePermit,
    slots: Arc<Semaphore>,
    decoy: Arc<str>,
}

/// What a password turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verified {
    /// Not the one that was hashed.
    Wrong,
    /// The one that was hashed.
    Right {
        /// Its hash by today's parameters, where the stored one was made with others.
        renewed: Option<String>,
    },
}

/// One place in the queue; given back however the wait ends.
struct Place<'a>(&'a AtomicUsize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Hasher {
    /// A hasher with `slots` hashes at once.
    ///
    /// # Errors
    /// `Entropy`.
    pub fn new(slots: usize) -> Result<Self, ServerError> {
        let size = slots.max(1);
        let nobodys: [u8; 32] = random()?;
        Ok(Self {
            permits: Arc::new(Semaphore::new(size * PERMITS_PER_SLOT)),
            slots: Arc::new(Semaphore::new(size)),
            size,
            waiting: AtomicUsize::new(0),
            decoy: hash(&nobodys)?.into(),
        })
    }

    /// The hash of `password` in its normal form, in the PHC string format.
    ///
    /// # Errors
    /// `Busy` when the queue is full or the wait too long.
    pub async fn hash(&self, password: &str) -> Result<String, Trouble> {
        let password = Zeroizing::new(normal_form(password).into_owned());
        let permit = self.permit(PATIENCE).await?;
        Ok(permit.work(move || hash(password.as_bytes())).await?)
    }

    /// 256 bits stretched from `secret` and `salt`: for recovery codes, which are too short for a plain hash.
    ///
    /// # Errors
    /// `Busy` as for [`hash`](Self::hash).
    pub async fn stretch(&self, secret: &str, salt: [u8; 16]) -> Result<[u8; 32], Trouble> {
        Ok(self.permit(PATIENCE).await?.stretch(secret, salt).await?)
    }

    /// Hashes that could be made now besides those that are being made, of how many: for `/metrics` and the tests.
    #[must_use]
    pub fn free(&self) -> (usize, usize) {
        (self.slots.available_permits(), self.size)
    }

    /// Waits for a permit, for `patience` at most.
    ///
    /// # Errors
    /// `Busy` when the queue is full or the wait too long.
    pub async fn permit(&self, patience: Duration) -> Result<Permit, Trouble> {
        let held = self.wait(patience).await?;
        Ok(Permit { held, slots: self.slots.clone(), decoy: self.decoy.clone() })
    }

    async fn wait(&self, patience: Duration) -> Result<OwnedSemaphorePermit, Trouble> {
        if let Ok(permit) = self.permits.clone().try_acquire_owned() {
            return Ok(permit);
        }
        let ahead = self.waiting.fetch_add(1, Ordering::AcqRel);
        let _place = Place(&self.waiting);
        if ahead >= self.size * QUEUE_PER_SLOT {
            return Err(shed());
        }
        match tokio::time::timeout(patience, self.permits.clone().acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(shed()),
        }
    }
}

impl Permit {
    /// Whether `password` has the stored hash. Without one (no such account, no password set) the same work
    /// is done and the answer is no, so that the time doesn't tell.
    ///
    /// # Errors
    /// `Entropy`, `Cut`.
    pub async fn verify(self, password: &str, stored: Option<&str>) -> Result<bool, ServerError> {
        Ok(self.check(password, stored, false).await? != Verified::Wrong)
    }

    /// [`verify`](Self::verify), and a new hash where the stored one is dated.
    ///
    /// # Errors
    /// As for [`verify`](Self::verify).
    pub async fn verify_and_renew(
        self,
        password: &str,
        stored: Option<&str>,
    ) -> Result<Verified, ServerError> {
        self.check(password, stored, true).await
    }

    async fn check(self, password: &str, stored: Option<&str>, renew: bool) -> Result<Verified, ServerError> {
        let known = stored.is_some();
        let stored = stored.unwrap_or(&self.decoy).to_owned();
        let password = Zeroizing::new(normal_form(password).into_owned());
        let checked = move || {
            if !verify(password.as_bytes(), &stored) || !known {
                return Ok(Verified::Wrong);
            }
            let dated = renew && !is_current(&stored);
            let renewed = dated.then(|| hash(password.as_bytes())).transpose()?;
            Ok(Verified::Right { renewed })
        };
        self.work(checked).await
    }

    /// 256 bits stretched from `secret` and `salt`.
    ///
    /// # Errors
    /// As for [`verify`](Self::verify).
    pub async fn stretch(self, secret: &str, salt: [u8; 16]) -> Result<[u8; 32], ServerError> {
        let secret = Zeroizing::new(secret.to_owned());
        self.work(move || stretch(secret.as_bytes(), &salt)).await
    }

    /// Runs `job` off the async workers; permit and slot go with it.
    async fn work<T: Send + 'static>(
        self,
        job: impl FnOnce() -> Result<T, ServerError> + Send + 'static,
    ) -> Result<T, ServerError> {
        let Self { held, slots, .. } = self;
        let slot = slots.acquire_owned().await.map_err(|_| ServerError::Cut)?;
        let work = tokio::task::spawn_blocking(move || {
            let done = job();
            drop((slot, held));
            done
        });
        work.await.map_err(|_| ServerError::Cut)?
    }
}

fn shed() -> Trouble {
    metrics::counter!("sekisho_hashing_shed_total").increment(1);
    Problem::Busy { retry_after: RETRY_AFTER }.into()
}

fn params() -> Result<Params, ServerError> {
    Params::new(MEMORY_KIB, PASSES, LANES, Some(LENGTH)).map_err(|_| ServerError::Stored("parameter"))
}

fn argon2() -> Result<Argon2<'static>, ServerError> {
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params()?))
}

fn hash(password: &[u8]) -> Result<String, ServerError> {
    let salt: [u8; 16] = random()?;
    let hash = argon2()?
        .hash_password_customized(password, &salt, None, None, params()?)
        .map_err(|_| ServerError::Stored("password"))?;
    Ok(hash.to_string())
}

fn verify(password: &[u8], stored: &str) -> bool {
    // the parameters are the stored hash's own
    PasswordHash::new(stored).is_ok_and(|hash| Argon2::default().verify_password(password, &hash).is_ok())
}

/// Whether a stored hash was made as hashes are made today.
fn is_current(stored: &str) -> bool {
    PasswordHash::new(stored).is_ok_and(|hash| {
        let made_with = Params::try_from(&hash).ok();
        hash.algorithm == Algorithm::Argon2id.ident()
            && hash.version == Some(Version::V0x13.into())
            && made_with.is_some()
            && made_with == params().ok()
    })
}

fn stretch(secret: &[u8], salt: &[u8]) -> Result<[u8; 32], ServerError> {
    let mut out = [0; 32];
    argon2()?.hash_password_into(secret, salt, &mut out).map_err(|_| ServerError::Stored("code"))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::PasswordHasher;

    async fn permit(hasher: &Hasher) -> Permit {
        hasher.permit(PATIENCE).await.unwrap()
    }

    async fn verified(hasher: &Hasher, password: &str, stored: Option<&str>) -> bool {
        permit(hasher).await.verify(password, stored).await.unwrap()
    }

    async fn renewed(hasher: &Hasher, password: &str, stored: Option<&str>) -> Verified {
        permit(hasher).await.verify_and_renew(password, stored).await.unwrap()
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_and_no_other() {
        let hasher = Hasher::new(2).unwrap();
        let stored = hasher.hash("correct horse").await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verified(&hasher, "correct horse", Some(&stored)).await);
        assert!(!verified(&hasher, "correct hors", Some(&stored)).await);
        assert!(!verified(&hasher, "correct horse", None).await);
        assert!(!verified(&hasher, "correct horse", Some("not a hash")).await);
    }

    #[tokio::test]
    async fn a_hash_made_with_other_parameters_is_made_anew_and_only_for_the_right_password() {
        let hasher = Hasher::new(1).unwrap();
        let made = |algorithm, version, memory, passes, lanes, length| {
            let params = Params::new(memory, passes, lanes, Some(length)).unwrap();
            let argon2 = Argon2::new(algorithm, version, params);
            argon2.hash_password_with_salt(b"correct horse", &[5; 16]).unwrap().to_string()
        };
        let (id, newest) = (Algorithm::Argon2id, Version::V0x13);
        let dated = [
            made(id, newest, 64, PASSES, LANES, LENGTH),
            made(id, newest, MEMORY_KIB, 1, LANES, LENGTH),
            made(id, newest, MEMORY_KIB, PASSES, 2, LENGTH),
            made(id, newest, MEMORY_KIB, PASSES, LANES, 16),
            made(id, Version::V0x10, MEMORY_KIB, PASSES, LANES, LENGTH),
            made(Algorithm::Argon2i, newest, MEMORY_KIB, PASSES, LANES, LENGTH),
        ];
        for stored in dated {
            let wrong = renewed(&hasher, "correct hors", Some(&stored)).await;
            assert_eq!(wrong, Verified::Wrong, "{stored}");
            let right = renewed(&hasher, "correct horse", Some(&stored)).await;
            let Verified::Right { renewed: Some(anew) } = right else { panic!("{stored}: {right:?}") };
            let again = renewed(&hasher, "correct horse", Some(&anew)).await;
            assert_eq!(again, Verified::Right { renewed: None }, "{anew}");
        }
        assert_eq!(renewed(&hasher, "correct horse", None).await, Verified::Wrong);
        assert_eq!(hasher.free(), (1, 1));
    }

    #[tokio::test]
    async fn beyond_the_queue_the_answer_is_busy_at_once_and_every_permit_comes_back() {
        let hasher = Arc::new(Hasher::new(1).unwrap());
        let held = [permit(&hasher).await, permit(&hasher).await];
        let waiting: Vec<_> = (0..QUEUE_PER_SLOT)
            .map(|_| {
                let hasher = hasher.clone();
                tokio::spawn(async move { hasher.permit(PATIENCE).await.map(drop) })
            })
            .collect();
        while hasher.waiting.load(Ordering::Acquire) < QUEUE_PER_SLOT {
            tokio::task::yield_now().await;
        }
        assert!(matches!(hasher.permit(PATIENCE).await, Err(Trouble::Told(error))
            if error.problem == (Problem::Busy { retry_after: RETRY_AFTER })));
        for abandoned in &waiting[..QUEUE_PER_SLOT / 2] {
            abandoned.abort();
        }
        drop(held);
        for waited in waiting {
            let _ = waited.await;
        }
        assert_eq!(hasher.permits.available_permits(), PERMITS_PER_SLOT);
        assert_eq!(hasher.waiting.load(Ordering::Acquire), 0);
    }
}
