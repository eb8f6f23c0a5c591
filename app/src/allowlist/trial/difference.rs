//! What one list lets in that another doesn't, as the engine computes it: the fewest prefixes, and exact counts.

use super::text::TrialText as T;
use crate::allowlist::wording::number;
use crate::i18n::grouped;
use crate::ui::{Text, Tone, say, say_with};
use leptos::prelude::*;
use sekisho_engine::address::{Count, Prefix};
use sekisho_engine::allowlist::{Addresses, Difference, RuleSet};

/// How many prefixes are shown of each side.
const SHOWN: usize = 12;

/// What becomes of addresses when `after` takes the place of `before`.
pub(super) fn difference(before: &RuleSet, after: &RuleSet) -> AnyView {
    let difference = Difference::of(before, after);
    if difference.is_none() {
        return view! { <p>{say(T::Nothing)}</p> }.into_any();
    }
    let open = match (before.is_unrestricted(), after.is_unrestricted()) {
        (true, _) => Some(T::WasOpen),
        (_, true) => Some(T::IsOpen),
        _ => None,
    };
    view! {
        {open.map(|open| view! { <p>{say(open)}</p> })}
        <div class="trial-sides">
            {side(T::LostHeading, Tone::Danger, &difference.lost)}
            {side(T::GainedHeading, Tone::Good, &difference.gained)}
        </div>
    }
    .into_any()
}

fn side(heading: T, tone: Tone, addresses: &Addresses) -> Option<AnyView> {
    if addresses.is_empty() {
        return None;
    }
    let heading = say_with(heading, &[("count", &counted(addresses.count()))]);
    let prefixes: Vec<Prefix> = addresses.prefixes().collect();
    let more = prefixes.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| {
        view! { <li class="trial-note">{say_with(T::More, &[("count", &grouped(more))])}</li> }
    });
    let rows = prefixes.into_iter().take(SHOWN).map(row).collect_view();
    Some(
        view! {
            <div class=format!("trial-side tone-{}", tone.code())>
                <h2 class="trial-heading">{heading}</h2>
                <ul class="trial-prefixes">{rows}{more}</ul>
            </div>
        }
        .into_any(),
    )
}

fn row(prefix: Prefix) -> AnyView {
    view! {
        <li><span class="address">{prefix.to_string()}</span>" "<span class="trial-note">{counted(prefix.range().count())}</span></li>
    }
    .into_any()
}

fn counted(count: Count) -> Text {
    match number(count) {
        one if one == "1" => say(T::One),
        many => say_with(T::Many, &[("count", &many)]),
    }
}
