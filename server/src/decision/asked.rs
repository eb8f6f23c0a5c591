//! A question as it is typed, read: whose sign-in, from where, when, by which way, showing what; or an entry of
//! the history, which says all that.

use crate::account::store::{self as accounts, Account};
use crate::core::Core;
use crate::error::{ServerError, Trouble};
use crate::history::query as history;
use crate::typed;
use sekisho_app::decision::{Asked, Person, Question, Recorded, Showing, recorded, way_code, way_of};
use sekisho_app::error::Problem;
use sekisho_app::id::EntryId;
use sekisho_engine::address::Address;
use sekisho_engine::sign_in::Way;
use sekisho_engine::time::Timestamp;

/// A question with all that its answer stands on.
#[derive(Debug, Clone)]
pub struct Posed {
    /// The question.
    pub question: Question,
    /// The account that it is about, if there is one.
    pub account: Option<Account>,
    /// What the history recorded, where it is about an entry.
    pub recorded: Option<Recorded>,
}

impl Posed {
    /// The same question as it is typed.
    #[must_use]
    pub fn typed(&self) -> Asked {
        let Question { person, address, at, way, showing } = &self.question;
        Asked {
            person: person.as_ref().map(|person| person.email.clone()).unwrap_or_default(),
            address: address.map(|address| address.to_string()).unwrap_or_default(),
            at: typed::utc(*at),
            way: way_code(*way).to_owned(),
            shown: showing.code().to_owned(),
            entry: self.recorded.as_ref().map(|found| found.entry.to_string()).unwrap_or_default(),
            ..Asked::default()
        }
    }
}

/// Somebody as the answer speaks of them.
pub(super) fn person(account: &Account) -> Person {
    let email = account.email.to_string();
    let name = if account.name.is_empty() { email.clone() } else { account.name.clone() };
    Person { id: account.id, name, email }
}

impl Core {
    /// The question that an entry of the history is about; `None` where there is no such entry, or it is about no
    /// sign-in.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn pose_entry(&self, entry: EntryId) -> Result<Option<Posed>, ServerError> {
        let mut reader = self.db.read().await?;
        let Some(found) = history::entry(&mut reader, entry).await? else { return Ok(None) };
        let Some((way, showing)) = recorded::asked_again(&found.event) else { return Ok(None) };
        let account = match found.account {
            Some((id, _)) => accounts::find(&mut reader, id).await?,
            None => None,
        };
        // of what was refused again and again the last time is the freshest
        let at = found.repeated.map_or(found.at, |repeated| repeated.last);
        let question =
            Question { person: account.as_ref().map(person), address: found.address, at, way, showing };
        let recorded = Some(Recorded { entry, event: found.event });
        Ok(Some(Posed { question, account, recorded }))
    }

    /// Reads a question; an empty time is `now`. Where an entry is named and something else than it says is typed,
    /// what is typed is asked about.
    ///
    /// # Errors
    /// As [`DecisionPort::check`](sekisho_app::decision::port::DecisionPort::check), the draft's left out.
    pub(super) async fn pose(&self, asked: &Asked, now: Timestamp) -> Result<Posed, Trouble> {
        if asked.entry.is_empty() {
            return self.pose_typed(asked, now).await;
        }
        let entry = asked.entry.parse().map_err(|_| Problem::NotFound)?;
        let posed = self.pose_entry(entry).await?.ok_or(Problem::NotFound)?;
        if asked.is_entry_alone() || same(&posed.typed(), asked) {
            return Ok(posed);
        }
        self.pose_typed(asked, now).await
    }

    async fn pose_typed(&self, asked: &Asked, now: Timestamp) -> Result<Posed, Trouble> {
        let login = required(&asked.person, "person")?;
        let account = self.named(login).await?.ok_or_else(|| Problem::PersonUnknown.at("person"))?;
        let address: Address = required(&asked.address, "address")?
            .parse()
            .map_err(|_| Problem::AddressMalformed.at("address"))?;
        let at = match asked.at.trim() {
            "" => now,
            text => typed::time(text).ok_or_else(|| Problem::TimeMalformed.at("at"))?,
        };
        let way = match asked.way.trim() {
            "" => Way::Usual,
            code => way_of(code).ok_or_else(|| Problem::NotOffered.at("way"))?,
        };
        let showing = match asked.shown.trim() {
            "" => Showing::Password,
            code => Showing::of(code).ok_or_else(|| Problem::NotOffered.at("shown"))?,
        };
        let question = Question { person: Some(person(&account)), address: Some(address), at, way, showing };
        Ok(Posed { question, account: Some(account), recorded: None })
    }
}

fn required<'a>(text: &'a str, field: &str) -> Result<&'a str, Trouble> {
    Ok(sekisho_app::form::required(text, field)?)
}

/// Whether both ask the same; what is typed may have white space around it.
fn same(one: &Asked, other: &Asked) -> bool {
    let fields = |asked: &Asked| {
        [&asked.person, &asked.address, &asked.at, &asked.way, &asked.shown]
            .map(|text| text.trim().to_owned())
    };
    fields(one) == fields(other)
}
