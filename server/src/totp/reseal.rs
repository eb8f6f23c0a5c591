//! Sealing the keys of authenticator apps again, when the secret key was replaced.

use super::{owner, store};
use crate::core::Core;
use crate::error::ServerError;
use crate::history::{By, Scene, record};
use crate::secret::Use;
use sekisho_app::id::AccountId;
use sekisho_engine::history::Event;

/// Keys that are read at a time.
const PAGE: i64 = 500;

impl Core {
    /// Seals every key that an older secret key sealed again, with the newest, for somebody at the command
    /// line. Answers how many it did, and how many open with none.
    ///
    /// # Errors
    /// `Database`, `Entropy`; what was done before stays so.
    pub async fn reseal_totp_keys(&self) -> Result<(u64, u64), ServerError> {
        let (mut resealed, mut unreadable, mut after) = (0, 0, 0);
        loop {
            let mut tx = self.db.begin().await?;
            let page = store::sealed(&mut tx, after, PAGE).await?;
            let Some(last) = page.last() else {
                if resealed > 0 {
                    let count = u32::try_from(resealed).unwrap_or(u32::MAX);
                    let scene = Scene::outside(self.clock.now());
                    let event = Event::SecretsResealed { count };
                    record(&mut tx, &scene, None, By::CommandLine, &event).await?;
                    tx.commit().await?;
                }
                return Ok((resealed, unreadable));
            };
            after = last.id;
            for row in &page {
                let owner = owner(AccountId(row.account_id));
                match self.keys.open(Use::TotpKey, &owner, &row.sealed_key) {
                    Ok(_) if self.keys.is_newest(&row.sealed_key) => {}
                    Ok(key) => {
                        let anew = self.keys.seal(Use::TotpKey, &owner, &key)?;
                        resealed += u64::from(store::reseal(&mut tx, row, &anew).await?);
                    }
                    Err(_) => unreadable += 1,
                }
            }
            tx.commit().await?;
        }
    }

    /// How many keys open, and how many open with no secret key that there is.
    ///
    /// # Errors
    /// `Database`.
    pub async fn count_totp_keys(&self) -> Result<(u64, u64), ServerError> {
        let (mut opened, mut unreadable, mut after) = (0, 0, 0);
        let mut reader = self.db.read().await?;
        loop {
            let page = store::sealed(&mut reader, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok((opened, unreadable)) };
            after = last.id;
            for row in &page {
                let owner = owner(AccountId(row.account_id));
                match self.keys.open(Use::TotpKey, &owner, &row.sealed_key) {
                    Ok(_) => opened += 1,
                    Err(_) => unreadable += 1,
                }
            }
        }
    }
}
