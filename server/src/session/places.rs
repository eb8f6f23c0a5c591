//! Places that are known for an account: where it was let in lately, by which door.
//!
//! To be known makes guesses at one's own password count apart from strangers' guesses. Where mail software showed the
//! right password counts for that and for nothing else, and no longer than the password does: it is less than having
//! signed in, and whoever guessed a password shall gain nothing by it.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::throttle::place;
use crate::{exec, row};
use sekisho_app::id::AccountId;
use sekisho_engine::address::Address;
use sekisho_engine::throttle::KNOWN_ADDRESS_FOR;
use sekisho_engine::time::Timestamp;

/// By which door an account was let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Somebody signed in to the portal, with all that was asked for.
    Portal,
    /// Mail software showed the right password.
    Mail,
}

impl Door {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Mail => "mail",
        }
    }
}

/// Whether the place of an address is known for an account at `now`, by whichever door: for counting attempts.
///
/// # Errors
/// `Database`.
pub async fn is_known(
    on: &mut impl Queryable,
    account: AccountId,
    address: Address,
    now: Timestamp,
) -> Result<bool, ServerError> {
    let found: Option<(i64,)> = row!(
        on,
        (i64,),
        "SELECT last_at FROM known_places WHERE account_id = $1 AND place = $2 AND last_at >= $3 LIMIT 1",
        account.0,
        place(Some(address)),
        now.minus(KNOWN_ADDRESS_FOR).as_unix(),
    )?;
    Ok(found.is_some())
}

/// Whether an account has signed in to the portal from the place of an address, lately at `now`.
///
/// # Errors
/// `Database`.
pub async fn has_signed_in(
    on: &mut impl Queryable,
    account: AccountId,
    address: Address,
    now: Timestamp,
) -> Result<bool, ServerError> {
    let found: Option<(i64,)> = row!(
        on,
        (i64,),
        "SELECT last_at FROM known_places WHERE account_id = $1 AND place = $2 AND door = $3 AND last_at >= $4",
        account.0,
        place(Some(address)),
        Door::Portal.as_str(),
        now.minus(KNOWN_ADDRESS_FOR).as_unix(),
    )?;
    Ok(found.is_some())
}

/// Makes the place of an address known for an account. An unknown address is no place.
///
/// # Errors
/// `Database`.
pub async fn remember(
    tx: &mut Tx,
    account: AccountId,
    address: Option<Address>,
    door: Door,
    now: Timestamp,
) -> Result<(), ServerError> {
    let Some(address) = address else { return Ok(()) };
    exec!(
        tx,
        "INSERT INTO known_places (account_id, place, door, last_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id, place, door) DO UPDATE SET last_at = $4",
        account.0,
        place(Some(address)),
        door.as_str(),
        now.as_unix(),
    )?;
    Ok(())
}

/// Forgets where an account's password alone was shown: another one is set.
///
/// # Errors
/// `Database`.
pub async fn forget_mail(tx: &mut Tx, account: AccountId) -> Result<(), ServerError> {
    let door = Door::Mail.as_str();
    exec!(tx, "DELETE FROM known_places WHERE account_id = $1 AND door = $2", account.0, door)?;
    Ok(())
}

/// Forgets places that aren't known any more at `now`. Answers how many.
///
/// # Errors
/// `Database`.
pub async fn purge(tx: &mut Tx, now: Timestamp) -> Result<u64, ServerError> {
    let before = now.minus(KNOWN_ADDRESS_FOR);
    Ok(exec!(tx, "DELETE FROM known_places WHERE last_at < $1", before.as_unix())?)
}
