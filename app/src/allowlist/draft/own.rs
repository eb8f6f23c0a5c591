//! The places that one signs in from: whether each is let in now and would be, by which line, and how many of
//! one's sign-ins would have been refused.

use super::desk::Agree;
use super::judge::Judged;
use super::panels::{panel, told};
use super::text::DraftText as T;
use crate::allowlist::text::AllowlistText;
use crate::allowlist::wording::{Line, status};
use crate::i18n::{Words, grouped};
use crate::ui::{Icon, IconName, Tone};
use leptos::prelude::*;
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::AddressPreview;
use serde::{Deserialize, Serialize};

/// How many addresses are named in a sentence.
const NAMED: usize = 3;

/// A place that one signed in from, or that somebody tried to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPlace {
    /// Its address.
    pub address: Address,
    /// What is said of it: that one is there now, or when it was last used.
    pub note: String,
    /// How many sign-ins came from it.
    pub count: u32,
    /// How many were refused because of the address.
    pub refused: u32,
}

/// How past sign-ins would have fared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Fared<'a> {
    /// How many came in.
    pub(super) count: u64,
    /// How many of them would have been refused.
    pub(super) lost: u64,
    /// From where attempts were refused because of the address and would be let in, and how many.
    pub(super) let_in: Vec<(Address, &'a OwnPlace)>,
}

/// What a replay of the sign-ins from `places` comes to, with the draft as the account's rules.
pub(super) fn fared<'a>(places: &'a [OwnPlace], judged: &Judged) -> Fared<'a> {
    let mut fared = Fared::default();
    for place in places {
        let Some(preview) = judged.at(place.address) else { continue };
        fared.count += u64::from(place.count);
        if !preview.after.admits() {
            fared.lost += u64::from(place.count);
        }
        if place.refused > 0 && preview.is_gained() {
            fared.let_in.push((place.address, place));
        }
    }
    fared
}

/// The panel; `more` are addresses that are not listed.
pub fn own_panel(words: &Words, judged: &Judged, places: &[OwnPlace], more: u32) -> AnyView {
    let fared = fared(places, judged);
    let lines = replayed(words, &fared);
    let listed = places.iter().filter(|place| place.count > 0 || place.refused == 0);
    let rows = listed.filter_map(|place| Some(row(words, judged, place, judged.at(place.address)?)));
    let rows: Vec<AnyView> = rows.collect();
    let list = if rows.is_empty() {
        view! { <p class="draft-idle">{words.text(T::PlacesNone)}</p> }.into_any()
    } else {
        // what scrolls can be scrolled by keyboard, too
        let label = words.text(T::PlacesTitle);
        view! { <ul class="places draft-places" tabindex="0" aria-label=label>{rows}</ul> }.into_any()
    };
    let more = (more > 0).then(|| {
        view! { <p class="draft-more">{words.fill(T::PlacesMore, &[("count", &grouped(more))])}</p> }
    });
    let body = view! {
        {told(lines)}
        {list}
        {more}
        <p class="draft-period">{words.text(T::PlacesPeriod)}</p>
    };
    panel(words.text(T::PlacesTitle), body.into_any())
}

/// The box to tick before a list is saved that leaves out the address one comes from. Its value names the address, so
/// that it can't be ticked for another one.
pub fn own_agree(words: &Words, judged: &Judged) -> Option<Agree> {
    let value = judged.to_confirm()?.to_string();
    Some(Agree { label: words.fill(AllowlistText::Confirm, &[("address", &value)]), value })
}

fn replayed(words: &Words, fared: &Fared<'_>) -> Vec<Line> {
    let count = grouped(fared.count);
    let sign_ins = match (fared.count, fared.lost) {
        (0, _) => None,
        (_, 0) => Some(Line { tone: Tone::Good, text: words.fill(T::ReplayKept, &[("count", &count)]) }),
        (_, lost) => {
            let values = [("lost", &*grouped(lost)), ("count", &count)];
            Some(Line { tone: Tone::Danger, text: words.fill(T::ReplayLost, &values) })
        }
    };
    sign_ins.into_iter().chain(let_in(words, fared)).collect()
}

/// Whom the draft would let in that was kept out: oneself where one had moved, or somebody else.
fn let_in(words: &Words, fared: &Fared<'_>) -> Option<Line> {
    let attempts: u64 = fared.let_in.iter().map(|(_, place)| u64::from(place.refused)).sum();
    let named: Vec<String> =
        fared.let_in.iter().take(NAMED).map(|(address, _)| address.to_string()).collect();
    let named = named.join(", ");
    let text = match (attempts, fared.let_in.len().saturating_sub(NAMED)) {
        (0, _) => return None,
        (1, _) => words.fill(T::LetInOne, &[("address", &named)]),
        (_, 0) => words.fill(T::LetIn, &[("count", &grouped(attempts)), ("addresses", &named)]),
        (_, more) => {
            let named = format!("{named} {}", words.fill(T::More, &[("count", &grouped(more))]));
            words.fill(T::LetIn, &[("count", &grouped(attempts)), ("addresses", &named)])
        }
    };
    Some(Line { tone: Tone::Warning, text })
}

fn row(words: &Words, judged: &Judged, place: &OwnPlace, preview: &AddressPreview) -> AnyView {
    let (tone, message) = status(judged.changed, preview);
    let icon = if tone == Tone::Good { IconName::Check } else { IconName::Close };
    let by = judged.by(preview.after).map(|held| {
        let day = held.until.map(|day| day.to_string());
        let values = [
            ("line", &*held.line.to_string()),
            ("rule", &*held.rule.to_string()),
            ("day", day.as_deref().unwrap_or_default()),
        ];
        words.fill(if day.is_some() { T::PlaceByUntil } else { T::PlaceBy }, &values)
    });
    view! {
        <li class="place">
            <span class="address">{place.address.to_string()}</span>
            <span class="place-note">
                {place.note.clone()}
                {by.map(|by| view! { <span class="place-by">{by}</span> })}
            </span>
            <span class=format!("badge badge-icon place-state tone-{}", tone.code())>
                <Icon name=icon/>
                {words.text(message)}
            </span>
        </li>
    }
    .into_any()
}
