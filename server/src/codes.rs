//! Using up a code: the one place where any one-time code, link or recovery code is consumed.
//!
//! A claim is one statement, committed on its own, and the count of changed rows is the answer: whoever
//! changed the row has the code, and everybody else, in whatever process, is too late.

use crate::db::Db;
use crate::error::ServerError;
use crate::exec;
use sekisho_app::id::AuthenticatorId;
use sekisho_engine::otp::TimeStep;
use sekisho_engine::time::Timestamp;

/// Something that can be used once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Once {
    /// The code of an authenticator app for one time step; older steps go with it.
    Totp(AuthenticatorId, TimeStep),
    /// A code sent by e-mail.
    Email(i64),
    /// A recovery code.
    Recovery(i64),
    /// A mailed or printed link.
    Link(i64),
    /// A ticket that carries somebody from the portal to an application.
    GateTicket(i64),
}

/// Uses it up. `true` exactly once.
///
/// # Errors
/// `Database`; it must not be taken for used up by this caller then.
pub async fn consume(db: &Db, once: Once, now: Timestamp) -> Result<bool, ServerError> {
    let mut tx = db.begin().await?;
    let now = now.as_unix();
    let claimed = match once {
        Once::Totp(id, step) => exec!(
            &mut tx,
            "UPDATE totp_authenticators SET last_step = $2, last_used_at = $3
             WHERE id = $1 AND last_step < $2 AND state <> 'disabled'",
            id.0,
            step.get(),
            now,
        )?,
        Once::Email(id) => exec!(
            &mut tx,
            "UPDATE email_codes SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND expires_at > $2",
            id,
            now,
        )?,
        Once::Recovery(id) => exec!(
            &mut tx,
            "UPDATE recovery_codes SET used_at = $2 WHERE id = $1 AND used_at IS NULL",
            id,
            now
        )?,
        Once::Link(id) => exec!(
            &mut tx,
            "UPDATE links SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND expires_at > $2",
            id,
            now,
        )?,
        Once::GateTicket(id) => exec!(
            &mut tx,
            "UPDATE gate_tickets SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND expires_at > $2",
            id,
            now,
        )?,
    };
    tx.commit().await?;
    Ok(claimed == 1)
}
