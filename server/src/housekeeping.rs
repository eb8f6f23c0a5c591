//! Forgetting what is over: once an hour, by any instance, in small transactions of their own.
//!
//! Nothing depends on it: what is over is over by its time, whether its row is still there or not. It keeps
//! the database small, and the history no longer than the operator said.

use crate::core::Core;
use crate::error::ServerError;
use crate::{
    email_otp, forward_auth, grant, history, links, mail_gate, outbox, pairing, recovery, remembered,
    session, support, throttle,
};
use sekisho_engine::time::Seconds;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// How often.
const PERIOD: Duration = Duration::from_secs(3_600);
/// How long something that is over is kept, for whoever still holds it to be told so.
const GRACE: Seconds = Seconds::DAY;
/// How long a browser is remembered, as its cookie is.
const DEVICES: Seconds = Seconds::days(365);
/// How long it is known that a master was let into somebody's mail: longer than a mail session lasts.
const MASTERS: Seconds = Seconds::days(30);
/// How long counts of attempts are kept after the last one.
const THROTTLES: Seconds = Seconds::days(30);

/// Forgets, now and every hour, until `stop`.
pub async fn run(core: Arc<Core>, stop: impl Future<Output = ()> + Send) {
    let mut stop = std::pin::pin!(stop);
    let mut tick = tokio::time::interval(PERIOD);
    loop {
        tokio::select! {
            () = &mut stop => return,
            _ = tick.tick() => {}
        }
        match forget(&core).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "forgot what is over"),
            Err(error) => tracing::error!(%error, "what is over can't be forgotten"),
        }
    }
}

/// Forgets what is over by now. Answers how many rows.
///
/// # Errors
/// `Database`; what was forgotten before stays so.
pub async fn forget(core: &Core) -> Result<u64, ServerError> {
    let now = core.clock.now();
    let limits = core.policy().session_limits();
    let over = now.minus(GRACE);
    let kept = core.config.history;
    let mut rows = 0;

    let mut tx = core.db.begin().await?;
    let (began, seen) = (over.minus(limits.absolute), over.minus(limits.idle));
    rows += session::store::purge(&mut tx, began, seen, now.minus(DEVICES)).await?;
    rows += session::places::purge(&mut tx, now).await?;
    let limits = core.policy().remembered_limits();
    let (began, used) = (over.minus(limits.absolute), over.minus(limits.idle));
    rows += remembered::store::purge(&mut tx, began, used).await?;
    rows += email_otp::store::purge(&mut tx, over).await?;
    rows += links::purge(&mut tx, over).await?;
    rows += grant::store::purge(&mut tx, over).await?;
    rows += mail_gate::kick::store::purge(&mut tx, over).await?;
    rows += mail_gate::kick::masters::purge(&mut tx, now.minus(MASTERS)).await?;
    rows += forward_auth::store::purge(&mut tx, over).await?;
    rows += pairing::store::purge(&mut tx, over).await?;
    rows += recovery::store::purge(&mut tx, now).await?;
    rows += throttle::purge(&mut tx, now.minus(THROTTLES)).await?;
    tx.commit().await?;

    let mut tx = core.db.begin().await?;
    rows += outbox::purge(&mut tx, now, kept.keep_mail()).await?;
    rows += history::store::purge(&mut tx, now.minus(kept.keep())).await?;
    rows += support::store::purge(&mut tx, now.minus(kept.keep())).await?;
    tx.commit().await?;
    Ok(rows)
}
