//! The rows of passes and tickets.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::secret::TokenDigest;
use crate::{exec, row};
use sekisho_app::id::SessionId;
use sekisho_engine::time::Timestamp;

/// Passes of one session for one host that are kept: a browser that lost its cookie leaves one behind.
const MOST_PASSES: i64 = 10;

/// A ticket.
#[derive(Debug, sqlx::FromRow)]
pub struct TicketRow {
    /// The ticket.
    pub id: i64,
    /// The session that it was issued in.
    pub session_id: i64,
    /// The host that it is for.
    pub host: String,
    /// The browser that it is for.
    pub browser: Vec<u8>,
}

/// Issues a ticket.
///
/// # Errors
/// `Database`.
pub async fn insert_ticket(
    tx: &mut Tx,
    token: &TokenDigest,
    session: SessionId,
    host: &str,
    browser: &[u8],
    expires: Timestamp,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "INSERT INTO gate_tickets (token, session_id, host, browser, expires_at) VALUES ($1, $2, $3, $4, $5)",
        token.bytes(),
        session.0,
        host,
        browser,
        expires.as_unix(),
    )?;
    Ok(())
}

/// The ticket of a token, used up or not.
///
/// # Errors
/// `Database`.
pub async fn find_ticket(
    on: &mut impl Queryable,
    token: &TokenDigest,
) -> Result<Option<TicketRow>, ServerError> {
    let sql = "SELECT id, session_id, host, browser FROM gate_tickets WHERE token = $1";
    Ok(row!(on, TicketRow, sql, token.bytes())?)
}

/// Issues a pass for a host, in a session.
///
/// # Errors
/// `Database`, also when the session has ended in the meantime.
pub async fn insert_pass(
    tx: &mut Tx,
    token: &TokenDigest,
    session: SessionId,
    host: &str,
    now: Timestamp,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "INSERT INTO gate_passes (token, session_id, host, created_at) VALUES ($1, $2, $3, $4)",
        token.bytes(),
        session.0,
        host,
        now.as_unix(),
    )?;
    exec!(
        tx,
        "DELETE FROM gate_passes WHERE session_id = $1 AND host = $2 AND id NOT IN
             (SELECT id FROM gate_passes WHERE session_id = $1 AND host = $2 ORDER BY id DESC LIMIT $3)",
        session.0,
        host,
        MOST_PASSES,
    )?;
    Ok(())
}

/// Forgets tickets that expired before `before`; answers how many. Passes go with their sessions.
///
/// # Errors
/// `Database`.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, ServerError> {
    Ok(exec!(tx, "DELETE FROM gate_tickets WHERE expires_at < $1", before.as_unix())?)
}
