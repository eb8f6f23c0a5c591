//! One's own list, edited as a whole.

#![allow(missing_docs, reason = "an island also becomes a struct, which has no document of its own")]

use super::{Ground, Judged, OwnPlace, Shown, desk, own_agree, own_panel};
use crate::i18n::{Excerpt, Words};
use leptos::prelude::*;

/// The desk of one's own list, with the places that one signs in from.
#[island]
pub fn OwnDraft(
    /// The words to speak in.
    words: Excerpt,
    /// What the draft is judged with; the addresses are those of `places`.
    ground: Ground,
    /// What stands in the form, where that isn't the saved list.
    text: Option<String>,
    /// Whether the form came back, so that the consequences were shown.
    looked: bool,
    /// The places.
    places: Vec<OwnPlace>,
    /// How many more there are.
    more: u32,
) -> impl IntoView {
    let ground = Ground { from: places.iter().map(|place| place.address).collect(), ..ground };
    let panel = move |words: &Words, judged: &Judged| own_panel(words, judged, &places, more);
    desk(Words::from(words), ground, Shown { text, looked }, panel, own_agree)
}
