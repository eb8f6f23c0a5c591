//! Changing a list, a person's own or the portal's, without locking its author out by accident.
//!
//! Whatever the browser previewed is computed again here, on the list as it is in the transaction. A change that
//! leaves the address of this very request uncovered is made only when the person confirmed that address.

use super::store::{self, Owner, StoredRule};
use super::{MOST_RULES, trial};
use crate::core::Core;
use crate::db::Tx;
use crate::error::Trouble;
use crate::history::{By, Scene, record};
use crate::session::require_fresh;
use sekisho_app::allowlist::{Draft, NOTE_MAX, TypedRule, fingerprint};
use sekisho_app::error::Problem;
use sekisho_app::id::RuleId;
use sekisho_app::visit::{SignedIn, Visit};
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{Document, Entry, Rule, holding};
use sekisho_engine::history::{Event, List, Several};
use sekisho_engine::time::Day;
use std::collections::HashMap;

/// Who changes whose list.
#[derive(Debug, Clone, Copy)]
pub struct Author<'a> {
    /// The request.
    pub visit: &'a Visit,
    /// Who asks; they may change the list.
    pub person: &'a SignedIn,
    /// Whose list it is.
    pub owner: Owner,
}

impl Author<'_> {
    pub(super) fn scene(&self) -> Scene<'_> {
        Scene::of(self.visit)
    }

    pub(super) const fn list(&self) -> List {
        trial::list_of(self.owner)
    }

    pub(super) fn by(&self) -> By {
        if self.owner == Some(self.person.account) { By::Oneself } else { By::Person(self.person.account) }
    }
}

/// What a whole list changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Rules that are added.
    pub added: Several,
    /// Rules that are removed.
    pub removed: Several,
    /// How many of the others get another note or end.
    pub amended: u32,
}

impl Changes {
    fn between(before: &[StoredRule], after: &Document) -> Self {
        let known: HashMap<Rule, &Entry> = before.iter().map(|s| (s.entry.rule, &s.entry)).collect();
        let wanted: HashMap<Rule, &Entry> = after.entries.iter().map(|entry| (entry.rule, entry)).collect();
        let differs = |entry: &&Entry| {
            let old = known.get(&entry.rule);
            old.is_some_and(|old| (old.until, &old.note) != (entry.until, &entry.note))
        };
        Self {
            added: after.rules().filter(|rule| !known.contains_key(rule)).collect(),
            removed: before.iter().map(|s| s.entry.rule).filter(|rule| !wanted.contains_key(rule)).collect(),
            amended: u32::try_from(after.entries.iter().filter(differs).count()).unwrap_or(u32::MAX),
        }
    }

    fn is_none(&self) -> bool {
        self.added.count == 0 && self.removed.count == 0 && self.amended == 0
    }
}

/// A whole list that may take the place of the present one, in the transaction that does it.
pub(super) struct Edit {
    pub(super) tx: Tx,
    pub(super) document: Document,
    pub(super) changes: Changes,
    before: Vec<StoredRule>,
}

/// The note without white space around it, if it can be kept.
fn checked_note(note: &str) -> Result<&str, Trouble> {
    let note = note.trim();
    if note.chars().count() > NOTE_MAX {
        return Err(Problem::TooLong { max: NOTE_MAX }.at("note").into());
    }
    if note.chars().any(char::is_control) {
        return Err(Problem::HiddenCharacters.at("note").into());
    }
    Ok(note)
}

/// The end of a rule, if it is one.
fn checked_end(until: &str) -> Result<Option<Day>, Trouble> {
    match until.trim() {
        "" => Ok(None),
        day => day.parse().map(Some).map_err(|_| Problem::DayMalformed.at("until").into()),
    }
}

/// A list as it was written, if it can be kept.
fn checked_list(text: &str) -> Result<Document, Trouble> {
    let read = Document::parse(text);
    if let Some(wrong) = read.wrong.into_iter().next() {
        return Err(Problem::ListLine { line: wrong.line, error: wrong.error }.at("text").into());
    }
    if read.document.entries.len() > MOST_RULES {
        return Err(Problem::TooManyRules { max: MOST_RULES }.at("text").into());
    }
    Ok(read.document)
}

impl Core {
    /// The list as it would be covers the author's address, or the author has agreed that it doesn't.
    fn require_consent(
        author: &Author<'_>,
        after: &[Entry],
        confirmed: Option<Address>,
        field: &str,
    ) -> Result<(), Trouble> {
        let after = holding(after, author.visit.now).rules;
        let problem = match author.visit.address.known() {
            _ if after.is_unrestricted() => return Ok(()),
            Some(address) if after.admits(address) || confirmed == Some(address) => return Ok(()),
            Some(address) => Problem::WouldLockOut { address },
            None => Problem::AddressUnknown,
        };
        tracing::info!(account = author.person.account.0, "a change of rules needs its author's consent");
        Err(problem.at(field).into())
    }

    /// Takes the place of whoever changes the list, and reads it. Nobody else changes it until the transaction
    /// ends.
    async fn locked(&self, author: &Author<'_>) -> Result<(Tx, Vec<StoredRule>), Trouble> {
        require_fresh(author.visit, author.person)?;
        let mut tx = self.db.begin().await?;
        store::changed(&mut tx, author.owner).await?;
        if trial::settle(&mut tx, author.owner, author.visit.now).await?.is_some() {
            return Err(Problem::TrialRuns.into());
        }
        let before = store::list(&mut tx, author.owner).await?;
        Ok((tx, before))
    }

    /// Adds a rule at the end of a list.
    ///
    /// # Errors
    /// As [`AllowlistPort::add`](sekisho_app::allowlist::port::AllowlistPort::add).
    pub async fn add_rule(
        &self,
        author: &Author<'_>,
        typed: TypedRule<'_>,
        confirmed: Option<Address>,
    ) -> Result<(), Trouble> {
        require_fresh(author.visit, author.person)?;
        let rule = Rule::parse(typed.rule).map_err(|error| Problem::Rule { error }.at("rule"))?.rule;
        let (note, until) = (checked_note(typed.note)?.to_owned(), checked_end(typed.until)?);
        let entry = Entry { until, note, ..Entry::from(rule) };
        let (mut tx, before) = self.locked(author).await?;
        if before.len() >= MOST_RULES {
            return Err(Problem::TooManyRules { max: MOST_RULES }.at("rule").into());
        }
        let after: Vec<Entry> =
            before.into_iter().map(|stored| stored.entry).chain([entry.clone()]).collect();
        Self::require_consent(author, &after, confirmed, "rule")?;
        let added = store::insert(&mut tx, author.owner, &entry, author.visit.now).await?;
        added.ok_or_else(|| Problem::RuleDuplicate.at("rule"))?;
        let event = Event::RuleAdded { list: author.list(), rule };
        record(&mut tx, &author.scene(), author.owner, author.by(), &event).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Removes a rule of a list.
    ///
    /// # Errors
    /// As [`AllowlistPort::remove`](sekisho_app::allowlist::port::AllowlistPort::remove).
    pub async fn remove_rule(
        &self,
        author: &Author<'_>,
        id: RuleId,
        confirmed: Option<Address>,
    ) -> Result<(), Trouble> {
        let (mut tx, before) = self.locked(author).await?;
        let rule = before.iter().find(|stored| stored.id == id).ok_or(Problem::NotFound)?.entry.rule;
        let after = before.into_iter().filter(|stored| stored.id != id).map(|stored| stored.entry);
        Self::require_consent(author, &after.collect::<Vec<_>>(), confirmed, "rule")?;
        if !store::remove(&mut tx, author.owner, id).await? {
            return Err(Problem::NotFound.into());
        }
        let event = Event::RuleRemoved { list: author.list(), rule };
        record(&mut tx, &author.scene(), author.owner, author.by(), &event).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Changes the note and the end of a rule.
    ///
    /// # Errors
    /// As [`AllowlistPort::amend`](sekisho_app::allowlist::port::AllowlistPort::amend).
    pub async fn amend_rule(
        &self,
        author: &Author<'_>,
        id: RuleId,
        typed: TypedRule<'_>,
        confirmed: Option<Address>,
    ) -> Result<(), Trouble> {
        require_fresh(author.visit, author.person)?;
        let (note, until) = (checked_note(typed.note)?.to_owned(), checked_end(typed.until)?);
        let (mut tx, before) = self.locked(author).await?;
        let at = before.iter().position(|stored| stored.id == id).ok_or(Problem::NotFound)?;
        let mut after: Vec<Entry> = before.into_iter().map(|stored| stored.entry).collect();
        if (after[at].until, &after[at].note) == (until, &note) {
            return Ok(());
        }
        (after[at].until, after[at].note) = (until, note);
        Self::require_consent(author, &after, confirmed, "until")?;
        store::amend(&mut tx, author.owner, id, &after[at]).await?;
        let event = Event::RuleAmended { list: author.list(), rule: after[at].rule, until };
        record(&mut tx, &author.scene(), author.owner, author.by(), &event).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Checks a whole list against the present one, which nobody changes until the transaction ends.
    pub(super) async fn begin_edit(&self, author: &Author<'_>, draft: Draft<'_>) -> Result<Edit, Trouble> {
        require_fresh(author.visit, author.person)?;
        let document = checked_list(draft.text)?;
        let (mut tx, before) = self.locked(author).await?;
        // taking the place has made the next version
        let version = store::version(&mut tx, author.owner).await? - 1;
        if draft.version != version {
            return Err(Problem::ListChanged.at("text").into());
        }
        if draft.seen != fingerprint(version, draft.text) {
            return Err(Problem::LookFirst.into());
        }
        let changes = Changes::between(&before, &document);
        Ok(Edit { tx, document, changes, before })
    }

    /// Saves a whole list in place of the present one.
    ///
    /// # Errors
    /// As [`AllowlistPort::save`](sekisho_app::allowlist::port::AllowlistPort::save).
    pub async fn save_list(&self, author: &Author<'_>, draft: Draft<'_>) -> Result<(), Trouble> {
        let Edit { mut tx, document, changes, before } = self.begin_edit(author, draft).await?;
        Self::require_consent(author, &document.entries, draft.confirmed, "text")?;
        store::replace(&mut tx, author.owner, &before, &document, author.visit.now).await?;
        if !changes.is_none() {
            let Changes { added, removed, amended } = changes;
            let event = Event::RulesChanged { list: author.list(), added, removed, amended };
            record(&mut tx, &author.scene(), author.owner, author.by(), &event).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
