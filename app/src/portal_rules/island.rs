//! The editor of the portal's list: the same desk as for one's own, and beside it whom the draft would lock out.

#![allow(missing_docs, reason = "an island also becomes a struct, which has no document of its own")]

use super::asking::Asking;
use super::judge::Judge;
use super::text::PortalRulesText as T;
use super::who::{Everybody, agree, people, who};
use super::{Audience, MOST_VISITS, unpack};
use crate::allowlist::draft::{Ground, Judged, Shown, desk};
use crate::i18n::{Excerpt, Words, grouped};
use leptos::prelude::*;

/// The desk of the portal's list, with the people who signed in lately.
#[island]
pub fn PortalRulesDesk(
    /// The words to speak in.
    words: Excerpt,
    /// What the draft is judged with; the addresses are those of the people.
    ground: Ground,
    /// What stands in the form, where that isn't the saved list.
    text: Option<String>,
    /// Whether the form came back, so that the consequences were shown.
    looked: bool,
    /// The people.
    audience: Audience,
) -> impl IntoView {
    let (words, shown, now) = (Words::from(words), Shown { text, looked }, ground.now);
    match audience {
        Audience::Everybody(packet) => {
            // made by the server; a packet that can't be read tells of nobody
            let judge = Judge::new(ground.current, now, unpack(&packet, now).unwrap_or_default());
            let ground = Ground { from: judge.others().to_vec(), ..ground };
            let everybody = Everybody::new(judge);
            let known = everybody.clone();
            let panel = move |words: &Words, judged: &Judged| {
                who(words, people(words, now, &everybody.outcome(judged)))
            };
            desk(words, ground, shown, panel, move |words, judged| {
                agree(words, judged, &known.outcome(judged))
            })
        }
        Audience::Asked(outcome) => {
            let first = shown.text.clone().unwrap_or_else(|| ground.saved.clone());
            let asking = Asking::new(outcome, first);
            let panel = move |words: &Words, _: &Judged| {
                asking.soon();
                let hint = words.fill(T::ServerAnswers, &[("max", &grouped(MOST_VISITS))]);
                let body = view! { <p class="field-hint">{hint}</p>{asking.view(words, now)} };
                who(words, body.into_any())
            };
            desk(words, ground, shown, panel, move |words, judged| agree(words, judged, &asking.known()))
        }
    }
}
