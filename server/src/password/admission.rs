//! What comes before a guess is hashed, in this order: a look whether it is barred already, a permit, the charge.
//!
//! The look is for the others: whoever is barred waits in no queue and takes nobody's permit. The permit comes before
//! the charge, so that a guess that the portal was too busy for has cost nothing. The charge is what counts, and
//! comes before the hash.

use super::hasher::{PATIENCE, Permit};
use crate::core::Core;
use crate::error::Trouble;
use crate::throttle::{Barred, Due, charge_each, first_bar};
use sekisho_engine::time::Timestamp;
use std::time::Duration;

impl Core {
    /// A permit to hash a guess, which has been charged. `Err` inside: it must not be looked at.
    ///
    /// # Errors
    /// `Busy`, and nothing was charged; `Database`.
    pub async fn admit(&self, due: &[Due], now: Timestamp) -> Result<Result<Permit, Barred>, Trouble> {
        match self.permit_for(due, PATIENCE, now).await? {
            Ok(permit) => Ok(charge_each(&self.db, due, now).await?.map(|()| permit)),
            barred => Ok(barred),
        }
    }

    /// A permit to hash a guess that the caller charges, for `patience` waited for. `Err` inside: it is barred.
    ///
    /// # Errors
    /// As for [`admit`](Self::admit).
    pub async fn permit_for(
        &self,
        due: &[Due],
        patience: Duration,
        now: Timestamp,
    ) -> Result<Result<Permit, Barred>, Trouble> {
        match first_bar(&self.db, due, now).await? {
            Some(barred) => Ok(Err(barred)),
            None => Ok(Ok(self.hasher.permit(patience).await?)),
        }
    }
}
