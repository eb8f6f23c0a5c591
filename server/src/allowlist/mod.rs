//! Authorised addresses: the list, and changing it without being locked out by accident.
//!
//! Whatever the browser previewed is computed again here, on the list as it is in the transaction. A change
//! that leaves the address of this very request uncovered is made only when the person confirmed that
//! address.

mod lists;
pub mod store;

pub use lists::Lists;

use crate::core::Core;
use crate::db::Tx;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::session::require_fresh;
use async_trait::async_trait;
use sekisho_app::allowlist::port::AllowlistPort;
use sekisho_app::allowlist::{AllowlistView, NOTE_MAX, RecentAddress, RuleView};
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::id::{AccountId, RuleId};
use sekisho_app::visit::{SignedIn, Visit};
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{Rule, RuleSet};
use sekisho_engine::history::{Event, List};
use sekisho_engine::policy::{Role, WhoMayEdit};
use sekisho_engine::time::{Seconds, Timestamp};

/// The most rules of one list.
pub const MOST_RULES: usize = 10_000;
/// How far back the addresses go that one came from.
const RECENT: Seconds = Seconds::days(30);
/// How many of them are shown.
const RECENT_SHOWN: i64 = 10;

/// The note without white space around it, if it can be kept.
fn checked_note(note: &str) -> Result<&str, Trouble> {
    let note = note.trim();
    if note.chars().count() > NOTE_MAX || note.chars().any(char::is_control) {
        return Err(Problem::TooLong { max: NOTE_MAX }.at("note").into());
    }
    Ok(note)
}

impl From<store::StoredRule> for RuleView {
    fn from(stored: store::StoredRule) -> Self {
        Self { id: stored.id, rule: stored.rule, note: stored.note, since: stored.since }
    }
}

/// A change of a list.
enum Change<'a> {
    Add { rule: Rule, note: &'a str },
    Remove { id: RuleId, rule: Rule },
}

impl Core {
    async fn allowlist_view(&self, visit: &Visit, person: &SignedIn) -> Result<AllowlistView, ServerError> {
        let mut reader = self.db.read().await?;
        let rules = store::list(&mut reader, Some(person.account)).await?;
        let seen =
            store::seen(&mut reader, person.account, visit.now.minus(RECENT), RECENT_SHOWN + 1).await?;
        let recent =
            seen.into_iter().filter_map(recent).filter(|seen| Some(seen.address) != visit.address.known());
        Ok(AllowlistView {
            rules: rules.into_iter().map(RuleView::from).collect(),
            current: visit.address,
            recent: recent.take(usize::try_from(RECENT_SHOWN).unwrap_or_default()).collect(),
            max_rules: MOST_RULES,
            editable: self.may_edit(person),
        })
    }

    fn may_edit(&self, person: &SignedIn) -> bool {
        match self.policy().allowlist.who_may_edit {
            WhoMayEdit::Everyone => true,
            WhoMayEdit::Administrators => person.role == Role::Admin,
        }
    }

    fn require_edit(&self, visit: &Visit, person: &SignedIn) -> Result<(), Trouble> {
        if self.may_edit(person) { require_fresh(visit, person) } else { Err(Problem::NotAllowed.into()) }
    }

    async fn add_rule(
        &self,
        visit: &Visit,
        person: &SignedIn,
        typed: &str,
        note: &str,
        confirmed: Option<Address>,
    ) -> Result<(), Trouble> {
        self.require_edit(visit, person)?;
        let parsed = Rule::parse(typed).map_err(|error| Problem::Rule { error }.at("rule"))?;
        let note = checked_note(note)?;
        let mut tx = self.db.begin().await?;
        store::changed(&mut tx, Some(person.account)).await?;
        let before = store::list(&mut tx, Some(person.account)).await?;
        if before.len() >= MOST_RULES {
            return Err(Problem::TooManyRules { max: MOST_RULES }.at("rule").into());
        }
        let after = before.iter().map(|stored| stored.rule).chain([parsed.rule]);
        self.require_consent(visit, person, RuleSet::compile(after), confirmed).await?;
        self.change(tx, visit, person, Change::Add { rule: parsed.rule, note }).await
    }

    async fn remove_rule(
        &self,
        visit: &Visit,
        person: &SignedIn,
        id: RuleId,
        confirmed: Option<Address>,
    ) -> Result<(), Trouble> {
        self.require_edit(visit, person)?;
        let mut tx = self.db.begin().await?;
        store::changed(&mut tx, Some(person.account)).await?;
        let before = store::list(&mut tx, Some(person.account)).await?;
        let removed = before.iter().find(|stored| stored.id == id).ok_or(Problem::NotFound)?.rule;
        let after = before.iter().filter(|stored| stored.id != id).map(|stored| stored.rule);
        self.require_consent(visit, person, RuleSet::compile(after), confirmed).await?;
        self.change(tx, visit, person, Change::Remove { id, rule: removed }).await
    }

    /// The list as it would be covers the author's address, or the author has agreed that it doesn't.
    async fn require_consent(
        &self,
        visit: &Visit,
        person: &SignedIn,
        after: RuleSet,
        confirmed: Option<Address>,
    ) -> Result<(), Trouble> {
        let problem = match visit.address.known() {
            _ if after.is_unrestricted() => return Ok(()),
            Some(address) if after.admits(address) || confirmed == Some(address) => return Ok(()),
            Some(address) => Problem::WouldLockOut { address },
            None => Problem::AddressUnknown,
        };
        tracing::info!(account = person.account.0, "a change of rules needs its author's consent");
        Err(problem.at("rule").into())
    }

    async fn change(
        &self,
        mut tx: Tx,
        visit: &Visit,
        person: &SignedIn,
        change: Change<'_>,
    ) -> Result<(), Trouble> {
        let owner = Some(person.account);
        let event = match change {
            Change::Add { rule, note } => {
                let added = store::insert(&mut tx, owner, &rule, note, visit.now).await?;
                added.ok_or_else(|| Problem::RuleDuplicate.at("rule"))?;
                Event::RuleAdded { list: List::Account, rule }
            }
            Change::Remove { id, rule } => {
                if !store::remove(&mut tx, owner, id).await? {
                    return Err(Problem::NotFound.into());
                }
                Event::RuleRemoved { list: List::Account, rule }
            }
        };
        record(&mut tx, &Scene::of(visit), owner, By::Oneself, &event).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Adds a rule to a list at the shell, whoever it keeps out.
    ///
    /// # Errors
    /// `TooLong`, `TooManyRules`, `RuleDuplicate`; `Database`.
    pub async fn add_to_list(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        owner: Option<AccountId>,
        rule: Rule,
        note: &str,
        by: By,
    ) -> Result<(), Trouble> {
        let note = checked_note(note)?;
        store::changed(tx, owner).await?;
        if store::list(tx, owner).await?.len() >= MOST_RULES {
            return Err(Problem::TooManyRules { max: MOST_RULES }.into());
        }
        store::insert(tx, owner, &rule, note, scene.now).await?.ok_or(Problem::RuleDuplicate)?;
        let list = if owner.is_some() { List::Account } else { List::Portal };
        Ok(record(tx, scene, owner, by, &Event::RuleAdded { list, rule }).await?)
    }

    /// Removes a rule from a list at the shell, whoever it lets in; `false`: the list doesn't have it.
    ///
    /// # Errors
    /// `Database`.
    pub async fn remove_from_list(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        owner: Option<AccountId>,
        rule: Rule,
        by: By,
    ) -> Result<bool, ServerError> {
        store::changed(tx, owner).await?;
        let stored = store::list(tx, owner).await?.into_iter().find(|stored| stored.rule == rule);
        let Some(stored) = stored else { return Ok(false) };
        store::remove(tx, owner, stored.id).await?;
        let list = if owner.is_some() { List::Account } else { List::Portal };
        record(tx, scene, owner, by, &Event::RuleRemoved { list, rule }).await?;
        Ok(true)
    }

    /// Removes every rule of a list, for an administrator or at the shell; answers how many there were.
    ///
    /// # Errors
    /// `Database`.
    pub async fn clear_list(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        owner: Option<AccountId>,
        by: By,
    ) -> Result<u32, ServerError> {
        let count = store::clear(tx, owner).await?;
        if count > 0 {
            let list = if owner.is_some() { List::Account } else { List::Portal };
            record(tx, scene, owner, by, &Event::RulesCleared { list, count }).await?;
        }
        Ok(count)
    }
}

fn recent(row: store::SeenRow) -> Option<RecentAddress> {
    Some(RecentAddress {
        address: row.address.parse().ok()?,
        last_used: Timestamp::from_unix(row.last_used),
        count: u32::try_from(row.times).unwrap_or(u32::MAX),
    })
}

#[async_trait]
impl AllowlistPort for Core {
    async fn view(&self, visit: &Visit, person: &SignedIn) -> ApiResult<AllowlistView> {
        Ok(self.allowlist_view(visit, person).await?)
    }

    async fn add(
        &self,
        visit: &Visit,
        person: &SignedIn,
        rule: &str,
        note: &str,
        confirmed: Option<Address>,
    ) -> ApiResult<()> {
        Ok(self.add_rule(visit, person, rule, note, confirmed).await?)
    }

    async fn remove(
        &self,
        visit: &Visit,
        person: &SignedIn,
        rule: RuleId,
        confirmed: Option<Address>,
    ) -> ApiResult<()> {
        Ok(self.remove_rule(visit, person, rule, confirmed).await?)
    }
}
