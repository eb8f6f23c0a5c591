//! The list that everybody's address has to be in. It is kept, changed and tried out as anybody's own list is
//! ([`allowlist`](crate::allowlist)); here is what is the portal's alone: whom a change would lock out, and that
//! nobody narrows it for everybody at once without having agreed to that.

pub mod http;
mod store;

use crate::allowlist::{Author, MOST_RULES, RECENT, Shown, trial};
use crate::core::Core;
use crate::error::{ServerError, Trouble};
use crate::session::require_fresh;
use async_trait::async_trait;
use sekisho_app::allowlist::{Draft, fingerprint};
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::portal_rules::judge::{Judge, NAMED, Outcome, Timed, held, timed};
use sekisho_app::portal_rules::port::PortalRulesPort;
use sekisho_app::portal_rules::{PortalRulesView, Tried};
use sekisho_app::visit::{Administrator, Visit};
use sekisho_engine::allowlist::{Difference, Document, RuleSet};
use sekisho_engine::time::Timestamp;

/// An administrator as the author of a change of the portal's list.
fn author<'a>(visit: &'a Visit, admin: &'a Administrator) -> Author<'a> {
    Author { visit, person: admin.person(), owner: None }
}

/// The rules of a text, with their ends. Lines that can't be read are left out.
fn rules(text: &str) -> Vec<Timed> {
    timed(&Document::parse(text).document.entries)
}

/// Whether any address that `before` lets in at `now` is not let in by `after`.
fn narrows(before: &[Timed], after: &[Timed], now: Timestamp) -> bool {
    let compiled = |rules: &[Timed]| RuleSet::compile(held(rules, now));
    !Difference::of(&compiled(before), &compiled(after)).lost.is_empty()
}

impl Core {
    /// Whom it would lock out to put the list `text` in the place of the saved one, at `visit`.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn judge_portal_rules(&self, visit: &Visit, text: &str) -> Result<Outcome, ServerError> {
        let saved = self.shown_list(None, visit.address.known(), visit.now).await?;
        let mut reader = self.db.read().await?;
        let people = store::people(&mut reader, visit.now.minus(RECENT)).await?;
        drop(reader);
        let mut judge = Judge::new(visit.address.known(), visit.now, people);
        Ok(judge.between(&rules(&saved.text), &rules(text)))
    }

    async fn portal_rules_view(&self, visit: &Visit) -> Result<PortalRulesView, ServerError> {
        let Shown { rules, version, text, trial } =
            self.shown_list(None, visit.address.known(), visit.now).await?;
        let mut reader = self.db.read().await?;
        let people = store::people(&mut reader, visit.now.minus(RECENT)).await?;
        let tried = match (trial, trial::store::find(&mut reader, None).await?) {
            (Some(trial), Some(stored)) => {
                let saved = RuleSet::compile(held(&self::rules(&text), visit.now));
                let mut refused = store::refused(&mut reader, stored.from).await?;
                // what the list before would have refused, too, is nothing new
                refused.retain(|attempt| saved.admits(attempt.address));
                let more = refused.len().saturating_sub(NAMED);
                refused.truncate(NAMED);
                Some(Tried { trial, refused, more })
            }
            _ => None,
        };
        Ok(PortalRulesView {
            rules,
            version,
            text,
            trial: tried,
            current: visit.address,
            people,
            max_rules: MOST_RULES,
            trial_minutes: u32::try_from(self.policy().allowlist.trial_minutes.get()).unwrap_or_default(),
        })
    }

    /// A list that takes any address away is saved at once only if its author has agreed to that. Whether it does is
    /// judged by the list of the version that the draft was made from; another version isn't saved at all.
    async fn require_agreement(&self, visit: &Visit, draft: &Draft<'_>, agreed: bool) -> Result<(), Trouble> {
        if agreed {
            return Ok(());
        }
        let saved = self.shown_list(None, None, visit.now).await?;
        let read = Document::parse(draft.text);
        // a draft that can't be saved as it is, is told so by what saves it
        let savable = draft.version == saved.version
            && draft.seen == fingerprint(saved.version, draft.text)
            && read.wrong.is_empty();
        if !savable || !narrows(&rules(&saved.text), &timed(&read.document.entries), visit.now) {
            return Ok(());
        }
        let outcome = self.judge_portal_rules(visit, draft.text).await?;
        Err(Problem::WouldRefuse { people: outcome.refused.people() }.into())
    }

    async fn save_portal_rules(
        &self,
        visit: &Visit,
        admin: &Administrator,
        draft: Draft<'_>,
        agreed: bool,
    ) -> Result<(), Trouble> {
        require_fresh(visit, admin.person())?;
        self.require_agreement(visit, &draft, agreed).await?;
        self.save_list(&author(visit, admin), draft).await
    }
}

#[async_trait]
impl PortalRulesPort for Core {
    async fn view(&self, visit: &Visit, _: &Administrator) -> ApiResult<PortalRulesView> {
        Ok(self.portal_rules_view(visit).await?)
    }

    async fn save(
        &self,
        visit: &Visit,
        admin: &Administrator,
        draft: Draft<'_>,
        agreed: bool,
    ) -> ApiResult<()> {
        Ok(self.save_portal_rules(visit, admin, draft, agreed).await?)
    }

    async fn begin_trial(&self, visit: &Visit, admin: &Administrator, draft: Draft<'_>) -> ApiResult<()> {
        Ok(Self::begin_trial(self, &author(visit, admin), draft).await?)
    }

    async fn confirm_trial(&self, visit: &Visit, admin: &Administrator) -> ApiResult<()> {
        Ok(Self::confirm_trial(self, &author(visit, admin)).await?)
    }

    async fn undo_trial(&self, visit: &Visit, admin: &Administrator) -> ApiResult<()> {
        Ok(Self::undo_trial(self, &author(visit, admin)).await?)
    }
}
