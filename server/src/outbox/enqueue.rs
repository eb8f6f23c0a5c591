//! Promising a mail.

use super::store::{self, NewMail};
use crate::core::Core;
use crate::db::Tx;
use crate::entropy::random;
use crate::error::Trouble;
use crate::history::store::{By, Scene, record};
use crate::mail::{Class, EmailAddress, Letter, Setting};
use crate::secret::Use;
use data_encoding::HEXLOWER;
use sekisho_app::error::Problem;
use sekisho_app::i18n::Words;
use sekisho_app::id::{AccountId, MailId};
use sekisho_engine::history::Event;
use sekisho_engine::time::Seconds;

/// What a full outbox asks for: it empties as fast as the mail server takes the mails.
const WHEN_FULL: Seconds = Seconds::MINUTE;

/// How many transactions may promise mails at once, in all instances. As far below everybody's limits they need
/// not wait for one another.
const AT_ONCE: i64 = 100;

/// A mail to be promised.
#[derive(Debug, Clone, Copy)]
pub struct Mail<'a> {
    /// Whose history shows it.
    pub account: AccountId,
    /// To whom it goes.
    pub to: &'a EmailAddress,
    /// In whose name it is sent, where that isn't the portal's own.
    pub from: Option<&'a EmailAddress>,
    /// What it is about.
    pub letter: Letter<'a>,
    /// The words of the recipient's language.
    pub words: &'a Words,
}

/// Promises a mail: it is sent if, and only if, `tx` is committed. Then [`Wake::wake`](super::Wake::wake)
/// has it sent at once.
///
/// Do it last in the transaction: on PostgreSQL it holds off other letters to the same account until the
/// commit, and near a limit for everybody all other mails.
///
/// # Errors
/// `Throttled` when the person has got as many letters as an hour allows, `Busy` when everybody has or the
/// outbox is full; a notice meets neither. `Database`, `Entropy`.
pub async fn enqueue(
    tx: &mut Tx,
    core: &Core,
    scene: &Scene<'_>,
    mail: &Mail<'_>,
) -> Result<MailId, Trouble> {
    let Mail { account, to, from, letter, words } = *mail;
    let now = scene.now;
    if letter.class() == Class::Asked {
        store::hold_off_others(tx, account).await?;
    }
    let limit = over_limit(tx, core, scene, mail).await?;
    if let (Some(limit), Class::Asked) = (&limit, letter.class()) {
        metrics::counter!("sekisho_mails_total", "outcome" => "refused").increment(1);
        return Err(limit.problem.clone().into());
    }
    if letter.class() == Class::Asked {
        for old in store::replace(tx, account, letter.kind(), letter.purpose(), now).await? {
            tracing::debug!(mail = old, "replaced by a newer mail");
            metrics::counter!("sekisho_mails_total", "outcome" => "expired").increment(1);
            record(tx, scene, Some(account), By::Portal, &Event::MailExpired { mail: letter.kind() }).await?;
        }
    }

    let portal = &core.config.portal;
    let setting = Setting {
        portal: &portal.name,
        origin: core.config.server.origin.as_str(),
        contact: portal.support_contact.as_deref(),
        now,
        from: scene.address,
    };
    let domain = core.config.mail.from.email.domain();
    let message_id = format!("<{}@{domain}>", HEXLOWER.encode(&random::<16>()?));
    let text = letter.text(words, &setting);
    let sealed_body = core.keys.seal(Use::MailBody, &message_id, text.as_bytes())?;
    let subject = letter.subject(words, &portal.name);
    let new = NewMail {
        account,
        to,
        from,
        letter: &letter,
        message_id: &message_id,
        subject: &subject,
        sealed_body,
        now,
    };
    let id = store::insert(tx, new).await?;
    record(tx, scene, Some(account), By::Portal, &Event::MailQueued { mail: letter.kind() }).await?;
    metrics::counter!("sekisho_mails_total", "outcome" => "queued").increment(1);
    if let Some(limit) = limit {
        store::fail(tx, id.0, now, limit.reason).await?;
        record(tx, scene, Some(account), By::Portal, &Event::MailFailed { mail: letter.kind() }).await?;
        metrics::counter!("sekisho_mails_total", "outcome" => "failed").increment(1);
    }
    Ok(id)
}

/// A limit that is reached.
struct Limit {
    problem: Problem,
    reason: &'static str,
}

/// The first limit that `mail` would go over.
async fn over_limit(
    tx: &mut Tx,
    core: &Core,
    scene: &Scene<'_>,
    mail: &Mail<'_>,
) -> Result<Option<Limit>, Trouble> {
    let config = &core.config.mail;
    let since = scene.now.minus(Seconds::HOUR);
    let share = |most: i64| match mail.letter.class() {
        Class::Asked => most - most / 4,
        Class::Notice => most,
    };
    // by account, and by address: whoever has many accounts, or changes addresses, reaches nobody more often
    let to_account = store::promised_to_account(tx, mail.account, since).await?;
    let to_address = store::promised_to_address(tx, mail.to, since).await?;
    for (count, oldest) in [to_account, to_address] {
        if count >= share(config.per_person_per_hour.get()) {
            let retry_after = oldest.plus(Seconds::HOUR).since(scene.now);
            let problem = Problem::Throttled { retry_after };
            return Ok(Some(Limit { problem, reason: "too many mails to this person in an hour" }));
        }
    }
    let (mut promised, mut waiting) = (store::promised(tx, since).await?, store::waiting(tx).await?);
    let near = |count: i64, most: i64| count + AT_ONCE >= share(most);
    if near(promised.0, config.per_hour.get()) || near(waiting, config.queue_limit.get()) {
        store::hold_off_everybody(tx).await?;
        (promised, waiting) = (store::promised(tx, since).await?, store::waiting(tx).await?);
    }
    let (count, oldest) = promised;
    if count >= share(config.per_hour.get()) {
        let problem = Problem::Busy { retry_after: oldest.plus(Seconds::HOUR).since(scene.now) };
        return Ok(Some(Limit { problem, reason: "too many mails in an hour" }));
    }
    if waiting >= share(config.queue_limit.get()) {
        let problem = Problem::Busy { retry_after: WHEN_FULL };
        return Ok(Some(Limit { problem, reason: "too many mails are waiting" }));
    }
    Ok(None)
}
