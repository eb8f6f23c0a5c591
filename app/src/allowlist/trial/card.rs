//! The card of a trial, on the page of its list: in place of the banner, with what the changes let in and shut out.

use super::banner::told;
use super::difference::difference;
use super::text::TrialText as T;
use crate::allowlist::TrialView;
use crate::i18n::grouped;
use crate::ui::{page, say, say_with};
use crate::visit::RunningTrial;
use leptos::prelude::*;
use sekisho_engine::allowlist::{Document, holding};
use sekisho_engine::history::List;

/// How many lines of the tried list are shown.
const LINES: usize = 100;

/// What is on trial against the `saved` list, as text. The page says to
/// [`PortalPage::with_trial_card`](crate::ui::PortalPage::with_trial_card) that it has one.
#[must_use]
pub fn card(list: List, saved: &str, trial: &TrialView) -> AnyView {
    let cx = page();
    let rules = |text: &str| holding(&Document::parse(text).document.entries, cx.visit.now).rules;
    let (before, after) = (rules(saved), rules(&trial.text));
    let covered = trial.covers_here.unwrap_or_else(|| after.is_unrestricted());
    let running = RunningTrial { until: trial.until, covered };
    view! {
        <section class="trial trial-card" id="trial">
            {told(list, running, ().into_any())}
            <div class="trial-body">
                <p class="trial-note">{say(T::Signing)}</p>
                {difference(&before, &after)}
                {tried(&trial.text)}
            </div>
        </section>
    }
    .into_any()
}

/// The tried list as it was written, folded.
fn tried(text: &str) -> Option<AnyView> {
    let rules = Document::parse(text).document.entries.len();
    if rules == 0 {
        return None;
    }
    let lines: Vec<&str> = text.lines().collect();
    let shown = lines[..lines.len().min(LINES)].join("\n");
    let more = lines.len().saturating_sub(LINES);
    let more = (more > 0)
        .then(|| view! { <p class="trial-note">{say_with(T::ListMore, &[("count", &grouped(more))])}</p> });
    Some(
        view! {
            <details class="trial-list">
                <summary>{say_with(T::ListOf, &[("count", &grouped(rules))])}</summary>
                <pre class="address" tabindex="0">{shown}</pre>
                {more}
            </details>
        }
        .into_any(),
    )
}
