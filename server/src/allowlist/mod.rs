//! Authorised addresses: the list, and changing it without being locked out by accident.

mod draft;
pub mod edit;
pub mod http;
mod lists;
mod shell;
pub mod store;
pub mod trial;

pub use edit::Author;
pub(crate) use lists::admits;
pub use lists::{InForce, Lists};

use crate::core::Core;
use crate::error::{ServerError, Trouble};
use async_trait::async_trait;
use sekisho_app::allowlist::port::AllowlistPort;
use sekisho_app::allowlist::{
    AllowlistView, Draft, DraftView, RecentAddress, RuleView, TrialView, TypedRule,
};
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::id::RuleId;
use sekisho_app::visit::{SignedIn, Visit};
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{Document, RuleSet};
use sekisho_engine::policy::{Role, WhoMayEdit};
use sekisho_engine::time::{Seconds, Timestamp};

/// The most rules of one list.
pub const MOST_RULES: usize = 10_000;
/// How far back the addresses go that one came from.
pub const RECENT: Seconds = Seconds::days(30);
/// How many of them are shown.
const RECENT_SHOWN: i64 = 10;

/// A rule as its list shows it; `holding` are the rules that hold now, without any trial.
#[must_use]
pub fn view(stored: store::StoredRule, holding: &RuleSet) -> RuleView {
    let store::StoredRule { id, entry, since, .. } = stored;
    let holds = entry.until.is_none() || holding.rules().contains(&entry.rule);
    RuleView { id, rule: entry.rule, note: entry.note, until: entry.until, holds, since }
}

/// A list with all that its page shows of it.
#[derive(Debug)]
pub struct Shown {
    /// The rules.
    pub rules: Vec<RuleView>,
    /// How often it was changed.
    pub version: i64,
    /// As text.
    pub text: String,
    /// The trial that runs.
    pub trial: Option<TrialView>,
}

impl Core {
    /// A list as it is at `now`, for somebody at `address`, if that is known.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn shown_list(
        &self,
        owner: store::Owner,
        address: Option<Address>,
        now: Timestamp,
    ) -> Result<Shown, ServerError> {
        let mut reader = self.db.read().await?;
        let version = store::version(&mut reader, owner).await?;
        let stored = store::list(&mut reader, owner).await?;
        let below = store::below(&mut reader, owner).await?;
        let trial = trial::store::find(&mut reader, owner).await?.filter(|trial| trial.runs(now));
        let entries: Vec<_> = stored.iter().map(|stored| stored.entry.clone()).collect();
        let holding = sekisho_engine::allowlist::holding(&entries, now).rules;
        let trial = trial.map(|trial| TrialView {
            covers_here: address.map(|address| trial.judged(now).tried.admits(address)),
            text: trial.document.to_string(),
            until: trial.until,
        });
        Ok(Shown {
            rules: stored.into_iter().map(|stored| view(stored, &holding)).collect(),
            version,
            text: Document { entries, below }.to_string(),
            trial,
        })
    }

    async fn allowlist_view(&self, visit: &Visit, person: &SignedIn) -> Result<AllowlistView, ServerError> {
        let list = self.shown_list(Some(person.account), visit.address.known(), visit.now).await?;
        let mut reader = self.db.read().await?;
        let seen =
            store::seen(&mut reader, person.account, visit.now.minus(RECENT), RECENT_SHOWN + 1).await?;
        let recent =
            seen.into_iter().filter_map(recent).filter(|seen| Some(seen.address) != visit.address.known());
        Ok(AllowlistView {
            rules: list.rules,
            current: visit.address,
            recent: recent.take(usize::try_from(RECENT_SHOWN).unwrap_or_default()).collect(),
            max_rules: MOST_RULES,
            editable: self.may_edit(person),
            version: list.version,
            text: list.text,
            trial: list.trial,
        })
    }

    fn may_edit(&self, person: &SignedIn) -> bool {
        match self.policy().allowlist.who_may_edit {
            WhoMayEdit::Everyone => true,
            WhoMayEdit::Administrators => person.role == Role::Admin,
        }
    }

    /// The author of a change of one's own list, if one may change it.
    fn own<'a>(&self, visit: &'a Visit, person: &'a SignedIn) -> Result<Author<'a>, Trouble> {
        if self.may_edit(person) {
            Ok(Author { visit, person, owner: Some(person.account) })
        } else {
            Err(Problem::NotAllowed.into())
        }
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

    async fn draft(&self, visit: &Visit, person: &SignedIn) -> ApiResult<DraftView> {
        Ok(self.draft_view(visit, person).await?)
    }

    async fn export(&self, visit: &Visit, person: &SignedIn) -> ApiResult<String> {
        let list = self.shown_list(Some(person.account), visit.address.known(), visit.now).await?;
        Ok(list.text)
    }

    async fn add(
        &self,
        visit: &Visit,
        person: &SignedIn,
        typed: TypedRule<'_>,
        confirmed: Option<Address>,
    ) -> ApiResult<()> {
        Ok(self.add_rule(&self.own(visit, person)?, typed, confirmed).await?)
    }

    async fn amend(
        &self,
        visit: &Visit,
        person: &SignedIn,
        id: RuleId,
        typed: TypedRule<'_>,
        confirmed: Option<Address>,
    ) -> ApiResult<()> {
        Ok(self.amend_rule(&self.own(visit, person)?, id, typed, confirmed).await?)
    }

    async fn remove(
        &self,
        visit: &Visit,
        person: &SignedIn,
        rule: RuleId,
        confirmed: Option<Address>,
    ) -> ApiResult<()> {
        Ok(self.remove_rule(&self.own(visit, person)?, rule, confirmed).await?)
    }

    async fn save(&self, visit: &Visit, person: &SignedIn, draft: Draft<'_>) -> ApiResult<()> {
        Ok(self.save_list(&self.own(visit, person)?, draft).await?)
    }

    async fn begin_trial(&self, visit: &Visit, person: &SignedIn, draft: Draft<'_>) -> ApiResult<()> {
        Ok(Self::begin_trial(self, &self.own(visit, person)?, draft).await?)
    }

    async fn confirm_trial(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()> {
        Ok(Self::confirm_trial(self, &self.own(visit, person)?).await?)
    }

    async fn undo_trial(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()> {
        // whoever may not change the list any more may still have it as it was
        Ok(Self::undo_trial(self, &Author { visit, person, owner: Some(person.account) }).await?)
    }
}
