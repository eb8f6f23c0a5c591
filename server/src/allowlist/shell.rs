//! Break-glass: changing a list at the shell, whoever it keeps out, and emptying one for an administrator. A trial
//! that runs ends by it.

use super::store::{self, Owner};
use super::{MOST_RULES, trial};
use crate::core::Core;
use crate::db::Tx;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use sekisho_app::error::Problem;
use sekisho_engine::allowlist::{Entry, Rule};
use sekisho_engine::history::Event;

impl Core {
    /// Adds a rule to a list at the shell, whoever it keeps out.
    ///
    /// # Errors
    /// `TooManyRules`, `RuleDuplicate`; `Database`.
    pub async fn add_to_list(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        owner: Owner,
        entry: &Entry,
        by: By,
    ) -> Result<(), Trouble> {
        store::changed(tx, owner).await?;
        trial::end(tx, scene, owner, by).await?;
        if store::list(tx, owner).await?.len() >= MOST_RULES {
            return Err(Problem::TooManyRules { max: MOST_RULES }.into());
        }
        store::insert(tx, owner, entry, scene.now).await?.ok_or(Problem::RuleDuplicate)?;
        let event = Event::RuleAdded { list: trial::list_of(owner), rule: entry.rule };
        Ok(record(tx, scene, owner, by, &event).await?)
    }

    /// Removes a rule from a list at the shell, whoever it lets in; `false`: the list doesn't have it.
    ///
    /// # Errors
    /// `Database`.
    pub async fn remove_from_list(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        owner: Owner,
        rule: Rule,
        by: By,
    ) -> Result<bool, ServerError> {
        store::changed(tx, owner).await?;
        let stored = store::list(tx, owner).await?.into_iter().find(|stored| stored.entry.rule == rule);
        let Some(stored) = stored else { return Ok(false) };
        trial::end(tx, scene, owner, by).await?;
        store::remove(tx, owner, stored.id).await?;
        record(tx, scene, owner, by, &Event::RuleRemoved { list: trial::list_of(owner), rule }).await?;
        Ok(true)
    }

    /// Ends the trial of a list at the shell: it is as before. `false`: none runs.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn end_trial(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        owner: Owner,
        by: By,
    ) -> Result<bool, ServerError> {
        store::changed(tx, owner).await?;
        trial::end(tx, scene, owner, by).await
    }

    /// Removes every rule of a list, for an administrator or at the shell; answers how many there were.
    ///
    /// # Errors
    /// `Database`.
    pub async fn clear_list(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        owner: Owner,
        by: By,
    ) -> Result<u32, ServerError> {
        store::changed(tx, owner).await?;
        trial::end(tx, scene, owner, by).await?;
        let count = store::clear(tx, owner).await?;
        if count > 0 {
            let event = Event::RulesCleared { list: trial::list_of(owner), count };
            record(tx, scene, owner, by, &event).await?;
        }
        Ok(count)
    }
}
