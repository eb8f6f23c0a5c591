//! Entries that stand for many: what happens again and again, in the same way and from the same place, is written
//! down once a day with a count. Mail software that is refused asks every minute.

use super::store::{By, Scene, record};
use crate::db::{Link, Queryable, Tx};
use crate::error::ServerError;
use crate::exec;
use sekisho_app::id::AccountId;
use sekisho_engine::history::Event;
use sekisho_engine::time::Seconds;

/// How long an entry takes up what happens again, from when it happened first.
const WINDOW: Seconds = Seconds::DAY;

/// Writes down what happened, or counts it in the entry that tells of the same thing: the same person (or nobody),
/// event with its detail, and address, within a day. Whoever does so at the same moment counts in the same entry.
///
/// # Errors
/// `Database`.
pub async fn fold(
    tx: &mut Tx,
    scene: &Scene<'_>,
    account: Option<AccountId>,
    by: By,
    event: &Event,
) -> Result<(), ServerError> {
    let id = account.map_or(0, |account| account.0);
    hold_off_others(tx, id).await?;
    let detail = serde_json::to_string(event).map_err(|_| ServerError::Stored("event"))?;
    let address = scene.address.map(|address| address.to_string()).unwrap_or_default();
    let counted = exec!(
        tx,
        "UPDATE history SET repeated = repeated + 1, last_at = $5 WHERE id = (
             SELECT MAX(id) FROM history WHERE COALESCE(account_id, 0) = $1 AND event = $2 AND detail = $3
                 AND COALESCE(address, '') = $4 AND at > $6)",
        id,
        event.code(),
        detail,
        address,
        scene.now.as_unix(),
        scene.now.minus(WINDOW).as_unix(),
    )?;
    if counted == 0 {
        return record(tx, scene, account, by, event).await;
    }
    metrics::counter!("sekisho_events_total", "event" => event.code()).increment(1);
    Ok(())
}

/// Lets one transaction at a time look for an entry of the account (0: nobody's) and write one. SQLite has one
/// writer anyway.
async fn hold_off_others(tx: &mut Tx, account: i64) -> Result<(), ServerError> {
    if let Link::Postgres(link) = tx.link() {
        // the first number tells this lock from other ones: "fold" in ASCII
        let lock = sqlx::query("SELECT pg_advisory_xact_lock(1718578276, $1)");
        lock.bind(i32::try_from(account & 0x7FFF_FFFF).unwrap_or_default()).execute(link).await?;
    }
    Ok(())
}
