//! The outbox's rows.

use crate::db::{Link, Queryable, Reader, Tx};
use crate::error::ServerError;
use crate::mail::{EmailAddress, Letter};
use crate::{exec, row, rows};
use sekisho_app::id::{AccountId, MailId};
use sekisho_engine::history;
use sekisho_engine::time::{Seconds, Timestamp};

/// A mail to be written down.
pub(super) struct NewMail<'a> {
    pub(super) account: AccountId,
    pub(super) to: &'a EmailAddress,
    pub(super) from: Option<&'a EmailAddress>,
    pub(super) letter: &'a Letter<'a>,
    pub(super) message_id: &'a str,
    pub(super) subject: &'a str,
    pub(super) sealed_body: Vec<u8>,
    pub(super) now: Timestamp,
}

/// A mail that somebody has claimed.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Claimed {
    pub(super) id: i64,
    account_id: Option<i64>,
    kind: String,
    pub(super) message_id: String,
    pub(super) recipient: String,
    pub(super) sender: Option<String>,
    pub(super) subject: String,
    pub(super) sealed_body: Option<Vec<u8>>,
    pub(super) attempts: i64,
    created_at: i64,
    expires_at: i64,
}

impl Claimed {
    pub(super) fn account(&self) -> Option<AccountId> {
        self.account_id.map(AccountId)
    }

    pub(super) fn kind(&self) -> Result<history::Mail, ServerError> {
        history::Mail::from_name(&self.kind).ok_or(ServerError::Stored("kind of mail"))
    }

    pub(super) const fn created(&self) -> Timestamp {
        Timestamp::from_unix(self.created_at)
    }

    pub(super) fn is_expired(&self, now: Timestamp) -> bool {
        Timestamp::from_unix(self.expires_at) <= now
    }
}

/// How many mails were promised, and when the oldest of them.
type Promised = (i64, Timestamp);

fn promised_since(row: Option<(i64, Option<i64>)>, since: Timestamp) -> Promised {
    let (count, oldest) = row.unwrap_or_default();
    (count, oldest.map_or(since, Timestamp::from_unix))
}

/// Mails of `account` after `since`, those left out that a limit stopped.
pub(super) async fn promised_to_account(
    tx: &mut Tx,
    account: AccountId,
    since: Timestamp,
) -> Result<Promised, ServerError> {
    let row = row!(
        tx,
        (i64, Option<i64>),
        "SELECT COUNT(*), MIN(created_at) FROM outbox
         WHERE account_id = $1 AND created_at > $2 AND (state <> 'failed' OR attempts > 0)",
        account.0,
        since.as_unix(),
    )?;
    Ok(promised_since(row, since))
}

/// Mails to `address` after `since`, whoever's.
pub(super) async fn promised_to_address(
    tx: &mut Tx,
    address: &EmailAddress,
    since: Timestamp,
) -> Result<Promised, ServerError> {
    let row = row!(
        tx,
        (i64, Option<i64>),
        "SELECT COUNT(*), MIN(created_at) FROM outbox
         WHERE recipient_key = $1 AND created_at > $2 AND (state <> 'failed' OR attempts > 0)",
        address.lookup_form(),
        since.as_unix(),
    )?;
    Ok(promised_since(row, since))
}

/// Mails to everybody after `since`.
pub(super) async fn promised(tx: &mut Tx, since: Timestamp) -> Result<Promised, ServerError> {
    let row = row!(
        tx,
        (i64, Option<i64>),
        "SELECT COUNT(*), MIN(created_at) FROM outbox
         WHERE created_at > $1 AND (state <> 'failed' OR attempts > 0)",
        since.as_unix(),
    )?;
    Ok(promised_since(row, since))
}

/// Mails that wait.
pub(super) async fn waiting(on: &mut impl Queryable) -> Result<i64, ServerError> {
    let row = row!(on, (i64,), "SELECT COUNT(*) FROM outbox WHERE state = 'queued'")?;
    Ok(row.map_or(0, |(count,)| count))
}

/// Lets one transaction at a time count and promise letters to an account, so that no limit is overrun.
/// SQLite has one writer anyway.
pub(super) async fn hold_off_others(tx: &mut Tx, account: AccountId) -> Result<(), ServerError> {
    if let Link::Postgres(link) = tx.link() {
        // the first number tells this lock from other ones: "mail" in ASCII
        let lock = sqlx::query("SELECT pg_advisory_xact_lock(1835100524, $1)");
        lock.bind(i32::try_from(account.0 & 0x7FFF_FFFF).unwrap_or_default()).execute(link).await?;
    }
    Ok(())
}

/// Lets one transaction at a time count everybody's mails and promise another one. As above.
pub(super) async fn hold_off_everybody(tx: &mut Tx) -> Result<(), ServerError> {
    if let Link::Postgres(link) = tx.link() {
        // no account has the number 0
        sqlx::query("SELECT pg_advisory_xact_lock(1835100524, 0)").execute(link).await?;
    }
    Ok(())
}

/// Ends the waiting mails of that kind and purpose: a newer one takes their place. Answers which.
pub(super) async fn replace(
    tx: &mut Tx,
    account: AccountId,
    kind: history::Mail,
    purpose: &str,
    now: Timestamp,
) -> Result<Vec<i64>, ServerError> {
    let ended = rows!(
        tx,
        (i64,),
        "UPDATE outbox SET state = 'expired', sealed_body = NULL, ended_at = $4, reason = 'a newer one was asked for'
         WHERE account_id = $1 AND kind = $2 AND purpose = $3 AND state = 'queued' AND claimed_until <= $4
         RETURNING id",
        account.0,
        kind.as_str(),
        purpose,
        now.as_unix(),
    )?;
    Ok(ended.into_iter().map(|(id,)| id).collect())
}

/// Writes a mail down, to be sent now.
pub(super) async fn insert(tx: &mut Tx, new: NewMail<'_>) -> Result<MailId, ServerError> {
    let row = row!(
        tx,
        (i64,),
        "INSERT INTO outbox (account_id, message_id, kind, purpose, class, recipient, recipient_key, subject,
             sealed_body, state, created_at, next_attempt_at, expires_at, sender)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', $10, $10, $11, $12)
         RETURNING id",
        new.account.0,
        new.message_id,
        new.letter.kind().as_str(),
        new.letter.purpose(),
        new.letter.class().name(),
        new.to.as_str(),
        new.to.lookup_form(),
        new.subject,
        new.sealed_body,
        new.now.as_unix(),
        new.letter.expires(new.now).as_unix(),
        new.from.map(EmailAddress::as_str),
    )?;
    row.map(|(id,)| MailId(id)).ok_or(ServerError::Database(sqlx::Error::RowNotFound))
}

/// When the next mail is due, and how many wait. A mail that is over is due when it ends.
pub(super) async fn next_due(reader: &mut Reader) -> Result<(Option<Timestamp>, i64), ServerError> {
    let row = row!(
        reader,
        (Option<i64>, i64),
        "SELECT MIN(CASE WHEN claimed_until > due THEN claimed_until ELSE due END), COUNT(*)
         FROM (SELECT claimed_until,
                      CASE WHEN next_attempt_at < expires_at THEN next_attempt_at ELSE expires_at END AS due
               FROM outbox WHERE state = 'queued') AS waiting",
    )?;
    let (due, waiting) = row.unwrap_or_default();
    Ok((due.map(Timestamp::from_unix), waiting))
}

/// Claims one mail that is due, until `until`: one statement, so that nobody else has it. Counts the attempt
/// before it is made.
pub(super) async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Claimed>, ServerError> {
    let claimed = row!(
        tx,
        Claimed,
        "UPDATE outbox
         SET claimed_until = $2, attempts = CASE WHEN expires_at > $1 THEN attempts + 1 ELSE attempts END
         WHERE state = 'queued' AND claimed_until <= $1 AND id = (
             SELECT id FROM outbox
             WHERE state = 'queued' AND claimed_until <= $1 AND (next_attempt_at <= $1 OR expires_at <= $1)
             ORDER BY next_attempt_at, id LIMIT 1)
         RETURNING id, account_id, kind, message_id, recipient, sender, subject, sealed_body, attempts,
             created_at, expires_at",
        now.as_unix(),
        until.as_unix(),
    )?;
    Ok(claimed)
}

/// It was sent. `false` when it had ended already.
pub(super) async fn sent(tx: &mut Tx, id: i64, now: Timestamp) -> Result<bool, ServerError> {
    end(tx, id, "sent", now, "").await
}

/// It won't be sent, and why.
pub(super) async fn fail(tx: &mut Tx, id: i64, now: Timestamp, reason: &str) -> Result<bool, ServerError> {
    end(tx, id, "failed", now, reason).await
}

/// It is of no more use.
pub(super) async fn expire(tx: &mut Tx, id: i64, now: Timestamp) -> Result<bool, ServerError> {
    let ended = exec!(
        tx,
        // the reason stays: why it could not be sent in time
        "UPDATE outbox SET state = 'expired', sealed_body = NULL, ended_at = $2 WHERE id = $1 AND state = 'queued'",
        id,
        now.as_unix(),
    )?;
    Ok(ended == 1)
}

async fn end(tx: &mut Tx, id: i64, state: &str, now: Timestamp, reason: &str) -> Result<bool, ServerError> {
    let ended = exec!(
        tx,
        "UPDATE outbox SET state = $2, sealed_body = NULL, ended_at = $3, reason = $4
         WHERE id = $1 AND state = 'queued'",
        id,
        state,
        now.as_unix(),
        reason,
    )?;
    Ok(ended == 1)
}

/// Gives a claimed mail back, to be tried again `at`. Does nothing when somebody else has claimed it since.
pub(super) async fn put_off(
    tx: &mut Tx,
    mail: &Claimed,
    now: Timestamp,
    at: Timestamp,
    reason: &str,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "UPDATE outbox SET next_attempt_at = $3, claimed_until = $4, reason = $5
         WHERE id = $1 AND attempts = $2 AND state = 'queued'",
        mail.id,
        mail.attempts,
        at.as_unix(),
        now.as_unix(),
        reason,
    )?;
    Ok(())
}

/// Whether a mail has been due since before `since` and nobody has it.
pub(super) async fn is_overdue(reader: &mut Reader, since: Timestamp) -> Result<bool, ServerError> {
    let row = row!(
        reader,
        (i64,),
        "SELECT id FROM outbox WHERE state = 'queued' AND next_attempt_at <= $1 AND claimed_until <= $1 LIMIT 1",
        since.as_unix(),
    )?;
    Ok(row.is_some())
}

/// Whether any mail was claimed after `since`.
pub(super) async fn was_claimed(reader: &mut Reader, since: Timestamp) -> Result<bool, ServerError> {
    let row =
        row!(reader, (i64,), "SELECT id FROM outbox WHERE claimed_until > $1 LIMIT 1", since.as_unix())?;
    Ok(row.is_some())
}

/// Forgets mails that ended before now less `keep`. Answers how many.
///
/// # Errors
/// `Database`.
pub async fn purge(tx: &mut Tx, now: Timestamp, keep: Seconds) -> Result<u64, ServerError> {
    let before = now.minus(keep).as_unix();
    Ok(exec!(tx, "DELETE FROM outbox WHERE state <> 'queued' AND ended_at < $1", before)?)
}
