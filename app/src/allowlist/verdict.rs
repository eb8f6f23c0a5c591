//! What the rule in the field would do, as it is shown: by the server after a check, by the browser at every
//! keystroke.

use super::error_text::rule_error;
use super::judge::{Judge, Typed};
use super::text::AllowlistText as T;
use super::wording::{self, Line};
use crate::i18n::Words;
use crate::ui::{Icon, IconName, Tone};
use leptos::prelude::*;
use sekisho_engine::address::{Address, AddressErrorKind};
use sekisho_engine::allowlist::{AddressPreview, Parsed, Rule, RuleError, RuleErrorKind};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A place that one signs in from, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its address.
    pub address: Address,
    /// What is said of it: that one is there now, or when it was last used.
    pub note: String,
}

/// What the verdict needs to offer another text for the field: a link that works without JavaScript, and what
/// to do with it in the browser.
#[derive(Clone, Copy)]
pub struct Offer {
    /// Puts the text into the field.
    pub fill: Callback<String>,
}

impl Offer {
    /// A button that puts `rule` into the field. As a link it asks the server for the verdict; what a rule is
    /// written with needs no escaping in a query.
    pub(super) fn button(self, rule: String, label: String) -> AnyView {
        let href = format!("/security/allowlist?rule={rule}");
        let fill = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            self.fill.run(rule.clone());
        };
        view! { <a class="button button-secondary button-small" href=href on:click=fill>{label}</a> }
            .into_any()
    }
}

/// Whether it is a rule, what it covers, and what adding it would do.
pub(super) fn verdict(words: &Words, judge: &Judge, typed: &Typed, offer: Offer) -> AnyView {
    match typed {
        Typed::Nothing => idle(words, judge),
        Typed::NotARule { text, error } => not_a_rule(words, text, error, offer),
        Typed::Rule { text, parsed, consequence } => {
            let lines = wording::adding(words, judge, consequence);
            view! {
                {headline(words, parsed)}
                {rewritten(words, text, parsed, offer)}
                {list(lines)}
            }
            .into_any()
        }
    }
}

fn idle(words: &Words, judge: &Judge) -> AnyView {
    view! {
        <p class="verdict-idle"><Icon name=IconName::ShieldCheck/><span>{words.text(T::Idle)}</span></p>
        {list(wording::now(words, judge).into_iter().collect())}
    }
    .into_any()
}

/// What the rule is and covers.
fn headline(words: &Words, parsed: &Parsed) -> AnyView {
    let rule = parsed.rule;
    view! {
        <p class="verdict-head tone-good">
            <Icon name=IconName::CheckCircle/>
            <span class="dotted">
                <span class="verdict-title">{words.text(T::Valid)}</span>
                <span class="verdict-covers">{wording::covers(words, rule)}</span>
            </span>
            {wording::range(rule).map(|range| view! { <span class="verdict-range address">{range}</span> })}
        </p>
    }
    .into_any()
}

/// How the rule is saved, where that differs from what was typed.
fn rewritten(words: &Words, text: &str, parsed: &Parsed, offer: Offer) -> Option<AnyView> {
    let canonical = parsed.canonical.as_str();
    if parsed.corrected {
        let address = text.split('/').next().unwrap_or_default().parse::<Address>().ok();
        let only = address.map(|address| {
            let label = words.fill(T::UseAddress, &[("rule", &address.to_string())]);
            offer.button(address.to_string(), label)
        });
        return Some(
            view! {
                <p class="verdict-note">{words.fill(T::Corrected, &[("typed", text), ("rule", canonical)])}</p>
                <p class="verdict-offers">{only}</p>
            }
            .into_any(),
        );
    }
    (text != canonical).then(|| {
        view! { <p class="verdict-note">{words.fill(T::SavedAs, &[("rule", canonical)])}</p> }.into_any()
    })
}

/// What is wrong, with the part at fault marked, and what was probably meant.
fn not_a_rule(words: &Words, text: &str, error: &RuleError, offer: Offer) -> AnyView {
    let tone = if is_unfinished(text, error) { Tone::Neutral } else { Tone::Danger };
    let (before, fault, after) = around(text, error.span());
    let suggestion = error.suggestion().map(|rule| {
        let label = words.fill(T::UseSuggestion, &[("rule", rule)]);
        view! { <p class="verdict-offers">{offer.button(rule.to_owned(), label)}</p> }
    });
    view! {
        <p class=format!("verdict-head tone-{}", tone.code())>
            <Icon name=tone.icon()/>
            <span class="verdict-title">{words.text(T::Invalid)}</span>
            <code class="verdict-echo">{before}<mark>{fault}</mark>{after}</code>
        </p>
        <p class="verdict-note">{rule_error(words, error)}</p>
        {suggestion}
    }
    .into_any()
}

/// The text before the part at fault, that part, and the text after it.
fn around(text: &str, span: Range<usize>) -> (String, String, String) {
    let part = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
    (part(0..span.start), part(span.clone()), part(span.end..text.len()))
}

/// Whether what was typed may well become a rule by typing on: then it isn't told off in red yet.
fn is_unfinished(text: &str, error: &RuleError) -> bool {
    let at_end = error.span().end == text.trim_end().len();
    at_end
        && matches!(
            error.kind(),
            RuleErrorKind::MaskMissing
                | RuleErrorKind::MaskUnreadable
                | RuleErrorKind::Address(
                    AddressErrorKind::TooFewOctets
                        | AddressErrorKind::MissingOctet
                        | AddressErrorKind::TooFewGroups
                        | AddressErrorKind::MissingGroup
                )
        )
}

/// Sentences, each with its icon.
pub(super) fn list(lines: Vec<Line>) -> AnyView {
    let lines = lines
        .into_iter()
        .map(|line| {
            view! {
                <li class=format!("verdict-line tone-{}", line.tone.code())>
                    <Icon name=line.tone.icon()/>
                    <span>{line.text}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="verdict-lines">{lines}</ul> }.into_any()
}

/// The places that one signs in from: whether each is let in, now and after the change.
pub(super) fn places(words: &Words, judge: &Judge, typed: &Typed, places: &[Place]) -> AnyView {
    let (change, previews) = match typed {
        Typed::Rule { consequence, .. } => (true, consequence.preview.addresses.clone()),
        Typed::Nothing | Typed::NotARule { .. } => (false, judge.now()),
    };
    let heading = match typed {
        Typed::Rule { parsed, .. } => words.fill(T::PlacesIfAdded, &[("rule", &parsed.canonical)]),
        Typed::Nothing | Typed::NotARule { .. } => words.text(T::PlacesNow).into_owned(),
    };
    let rows = places.iter().map(|place| {
        let preview = previews.iter().find(|preview| preview.address == place.address);
        place_row(words, place, change, preview)
    });
    view! {
        <h3 class="places-title">
            {words.text(T::PlacesHeading)}
            <span class="places-when">{heading}</span>
        </h3>
        {if places.is_empty() {
            view! { <p class="places-none">{words.text(T::PlacesNone)}</p> }.into_any()
        } else {
            view! { <ul class="places">{rows.collect_view()}</ul> }.into_any()
        }}
    }
    .into_any()
}

fn place_row(words: &Words, place: &Place, change: bool, preview: Option<&AddressPreview>) -> AnyView {
    let badge = preview.map(|preview| {
        let (tone, message) = wording::status(change, preview);
        let icon = if tone == Tone::Good { IconName::Check } else { IconName::Close };
        view! {
            <span class=format!("badge badge-icon place-state tone-{}", tone.code())>
                <Icon name=icon/>
                {words.text(message)}
            </span>
        }
    });
    view! {
        <li class="place">
            <span class="address">{place.address.to_string()}</span>
            <span class="place-note">{place.note.clone()}</span>
            {badge}
        </li>
    }
    .into_any()
}

/// The box to tick before a change is saved that leaves out the address one comes from. Its value names the
/// address, so that it can't be ticked for another one. `consent` is told of the box.
pub(super) fn confirmation(
    words: &Words,
    address: Address,
    consent: NodeRef<leptos::html::Input>,
) -> AnyView {
    let address = address.to_string();
    view! {
        <label class="checkbox-label confirm-lockout">
            <input type="checkbox" name="confirmed" value=address.clone() required node_ref=consent/>
            <span>{words.fill(T::Confirm, &[("address", &address)])}</span>
        </label>
    }
    .into_any()
}

/// The rules that can be taken over with one click: the address one comes from, and its usual network.
pub(super) fn own_rules(words: &Words, address: Address, offer: Offer) -> AnyView {
    let network = super::judge::usual_network(address).map(|rule: Rule| {
        let rule = rule.to_string();
        let label = words.fill(T::AddNetwork, &[("rule", &rule)]);
        offer.button(rule, label)
    });
    view! { {offer.button(address.to_string(), words.text(T::AddCurrent).into_owned())} {network} }.into_any()
}
