//! Charging attempts: every guess at a password or a code is paid for before it is looked at.
//!
//! One function for all doors, [`charge_each`], and it is a transaction of its own: whatever happens to the
//! request afterwards, the charge stays.

use crate::db::{Db, Tx};
use crate::error::ServerError;
use crate::secret::sha256;
use crate::{exec, row};
use sekisho_engine::address::{Address, Family, Prefix};
use sekisho_engine::throttle::{Bar, Bucket, Charge, Throttle};
use sekisho_engine::time::Timestamp;

/// How much of an IPv6 address counts as one place: what a household or a server is given.
const IPV6_PLACE: u8 = 64;

/// What is counted in a bucket: an account, an address, both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of these parts, in this order.
    #[must_use]
    pub fn of(parts: &[&str]) -> Self {
        // each part with its length before it, so that no two lists run together into the same bytes
        let joined: Vec<u8> = parts
            .iter()
            .flat_map(|part| [&(part.len() as u64).to_be_bytes()[..], part.as_bytes()].concat())
            .collect();
        Self(sha256(&joined))
    }
}

/// The place that an address is, for counting: the address for IPv4, its /64 for IPv6.
#[must_use]
pub fn place(address: Option<Address>) -> String {
    match address {
        None => "unknown".to_owned(),
        Some(address) if address.family() == Family::V4 => address.to_string(),
        Some(address) => {
            Prefix::of(address, IPV6_PLACE).map_or_else(|| address.to_string(), |p| p.to_string())
        }
    }
}

type Row = (i64, i64, i64);

/// What an attempt is charged to: a row, against a limit.
pub type Due = (Charge, Key);

/// What stands in the way of an attempt, and which count it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Barred {
    /// What is counted.
    pub bucket: Bucket,
    /// For how long.
    pub bar: Bar,
}

/// Charges one attempt that is counted once, committed on its own. `Err` inside: the attempt must not be looked at.
///
/// # Errors
/// `Database`; the attempt must not be looked at then either.
pub async fn charge(
    db: &Db,
    charge: Charge,
    key: Key,
    now: Timestamp,
) -> Result<Result<(), Bar>, ServerError> {
    Ok(charge_each(db, &[(charge, key)], now).await?.map_err(|barred| barred.bar))
}

/// Charges one attempt to all that it is due to, or to nothing: what one count refuses uses up no other, or else the
/// refused attempts of one person would shut out everybody at their address. Committed on its own. `Err` inside: the
/// attempt must not be looked at.
///
/// # Errors
/// `Database`; the attempt must not be looked at then either.
pub async fn charge_each(db: &Db, due: &[Due], now: Timestamp) -> Result<Result<(), Barred>, ServerError> {
    let mut tx = db.begin().await?;
    let mut charged = Vec::with_capacity(due.len());
    for &(Charge { bucket, limit }, key) in due {
        let throttle = lock(&mut tx, bucket, key, now).await?;
        match throttle.charge(&limit, now) {
            Ok(after) => charged.push((bucket, key, after)),
            Err(refused) => {
                if refused.throttle != throttle {
                    store(&mut tx, bucket, key, refused.throttle, now).await?;
                }
                tx.commit().await?;
                return Ok(Err(Barred { bucket, bar: refused.bar }));
            }
        }
    }
    for (bucket, key, after) in charged {
        store(&mut tx, bucket, key, after, now).await?;
    }
    tx.commit().await?;
    Ok(Ok(()))
}

/// What stands in the way of an attempt already, before anything is charged. Only [`charge_each`] lets it through.
///
/// # Errors
/// `Database`.
pub async fn first_bar(db: &Db, due: &[Due], now: Timestamp) -> Result<Option<Barred>, ServerError> {
    for &(charge, key) in due {
        if let Some(bar) = bar(db, charge, key, now).await? {
            return Ok(Some(Barred { bucket: charge.bucket, bar }));
        }
    }
    Ok(None)
}

/// The attempt that was charged last has succeeded.
///
/// # Errors
/// `Database`.
pub async fn succeeded(tx: &mut Tx, bucket: Bucket, key: Key, now: Timestamp) -> Result<(), ServerError> {
    let throttle = lock(tx, bucket, key, now).await?;
    store(tx, bucket, key, throttle.succeeded(), now).await
}

/// The authenticator was bound again: the run of failures is over.
///
/// # Errors
/// `Database`.
pub async fn rebound(tx: &mut Tx, bucket: Bucket, key: Key, now: Timestamp) -> Result<(), ServerError> {
    let throttle = lock(tx, bucket, key, now).await?;
    store(tx, bucket, key, throttle.rebound(), now).await
}

/// What stands in the way of an attempt, or stood there at a time that is past, without charging one. Of earlier
/// windows than the latest nothing is kept: what was counted after `at` stood in nobody's way then.
///
/// # Errors
/// `Database`.
pub async fn bar(db: &Db, charge: Charge, key: Key, at: Timestamp) -> Result<Option<Bar>, ServerError> {
    let began = find(db, charge.bucket, key).await?.filter(|throttle| throttle.window_start <= at);
    Ok(began.and_then(|throttle| throttle.barred(&charge.limit, at)))
}

async fn find(db: &Db, bucket: Bucket, key: Key) -> Result<Option<Throttle>, ServerError> {
    let mut reader = db.read().await?;
    let found: Option<Row> = row!(
        &mut reader,
        Row,
        "SELECT window_start, in_window, consecutive FROM throttles WHERE bucket = $1 AND key = $2",
        bucket.as_str(),
        &key.0[..],
    )?;
    Ok(found.map(read))
}

/// The row, made if it isn't there, and nobody else's until the transaction ends.
async fn lock(tx: &mut Tx, bucket: Bucket, key: Key, now: Timestamp) -> Result<Throttle, ServerError> {
    exec!(
        tx,
        "INSERT INTO throttles (bucket, key, window_start, in_window, consecutive, updated_at)
         VALUES ($1, $2, $3, 0, 0, $3) ON CONFLICT (bucket, key) DO NOTHING",
        bucket.as_str(),
        &key.0[..],
        now.as_unix(),
    )?;
    // an update takes the row's lock in PostgreSQL; SQLite's transaction has it already
    exec!(
        tx,
        "UPDATE throttles SET updated_at = updated_at WHERE bucket = $1 AND key = $2",
        bucket.as_str(),
        &key.0[..],
    )?;
    let row: Option<Row> = row!(
        tx,
        Row,
        "SELECT window_start, in_window, consecutive FROM throttles WHERE bucket = $1 AND key = $2",
        bucket.as_str(),
        &key.0[..],
    )?;
    row.map(read).ok_or(ServerError::Stored("throttle"))
}

fn read((window_start, in_window, consecutive): Row) -> Throttle {
    // a count that can't be read counts as full, never as empty
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Throttle {
        window_start: Timestamp::from_unix(window_start),
        in_window: count(in_window),
        consecutive: count(consecutive),
    }
}

async fn store(
    tx: &mut Tx,
    bucket: Bucket,
    key: Key,
    throttle: Throttle,
    now: Timestamp,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "UPDATE throttles SET window_start = $3, in_window = $4, consecutive = $5, updated_at = $6
         WHERE bucket = $1 AND key = $2",
        bucket.as_str(),
        &key.0[..],
        throttle.window_start.as_unix(),
        i64::from(throttle.in_window),
        i64::from(throttle.consecutive),
        now.as_unix(),
    )?;
    Ok(())
}

/// Forgets counts of passwords and addresses that nothing was charged to since `before`. Counts of codes
/// stay: a run of failures that disables an authenticator has no end (SP 800-63B-4 section 3.2.2). Answers
/// how many.
///
/// # Errors
/// `Database`.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, ServerError> {
    Ok(exec!(
        tx,
        "DELETE FROM throttles WHERE updated_at < $1 AND bucket NOT IN ($2, $3)",
        before.as_unix(),
        Bucket::Otp.as_str(),
        Bucket::Recovery.as_str(),
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lists_of_parts_never_share_a_key() {
        assert_ne!(Key::of(&["ab", "c"]), Key::of(&["a", "bc"]));
        assert_ne!(Key::of(&["a"]), Key::of(&["a", ""]));
        assert_eq!(Key::of(&["a", "b"]), Key::of(&["a", "b"]));
    }

    #[test]
    fn an_ipv6_place_is_its_slash_64_and_an_ipv4_place_the_address() {
        let check = |address: &str, expected: &str| {
            assert_eq!(place(Some(address.parse().unwrap())), expected);
        };
        check("192.0.2.7", "192.0.2.7");
        check("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64");
        assert_eq!(place(None), "unknown");
    }
}
