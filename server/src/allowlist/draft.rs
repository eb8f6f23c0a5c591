//! What the editor of one's whole list stands on: the list, and where one's sign-ins came from.

use super::{MOST_RULES, RECENT, store};
use crate::core::Core;
use crate::error::ServerError;
use sekisho_app::allowlist::{DraftView, SeenAddress};
use sekisho_app::visit::{SignedIn, Visit};
use sekisho_engine::time::Timestamp;

/// How many addresses that one signed in from are shown.
const SEEN_SHOWN: i64 = 100;
/// How many addresses at which somebody was kept out are judged.
const KEPT_OUT: i64 = 50;

fn count(times: i64) -> u32 {
    u32::try_from(times).unwrap_or(u32::MAX)
}

/// Addresses that were used with those that were refused, each once.
fn together(used: Vec<store::SeenRow>, kept_out: Vec<store::KeptOutRow>) -> Vec<SeenAddress> {
    let used = used.into_iter().filter_map(|row| {
        Some(SeenAddress {
            address: row.address.parse().ok()?,
            last_used: Timestamp::from_unix(row.last_used),
            count: count(row.times),
            refused: 0,
        })
    });
    let mut seen: Vec<SeenAddress> = used.collect();
    for row in kept_out {
        let Ok(address) = row.address.parse() else { continue };
        match seen.iter_mut().find(|seen| seen.address == address) {
            Some(known) => known.refused = count(row.times),
            None => seen.push(SeenAddress {
                address,
                last_used: Timestamp::from_unix(row.last_tried),
                count: 0,
                refused: count(row.times),
            }),
        }
    }
    seen
}

impl Core {
    pub(super) async fn draft_view(
        &self,
        visit: &Visit,
        person: &SignedIn,
    ) -> Result<DraftView, ServerError> {
        let (account, since) = (person.account, visit.now.minus(RECENT));
        let list = self.shown_list(Some(account), visit.address.known(), visit.now).await?;
        let mut reader = self.db.read().await?;
        let used = store::seen(&mut reader, account, since, SEEN_SHOWN).await?;
        let kept_out = store::kept_out(&mut reader, account, since, KEPT_OUT).await?;
        let all = store::seen_addresses(&mut reader, account, since).await?;
        let trial = self.policy().allowlist.trial().minutes_rounded_up();
        Ok(DraftView {
            text: list.text,
            version: list.version,
            max_rules: MOST_RULES,
            editable: self.may_edit(person),
            current: visit.address,
            more: all.saturating_sub(count(used.len().try_into().unwrap_or(i64::MAX))),
            seen: together(used, kept_out),
            trial_minutes: count(trial),
            trial: list.trial,
        })
    }
}
