//! The field for a new password with its rules below. In the browser the engine judges what is typed at every
//! keystroke, as the server will when it is sent; without JavaScript the rules just stand there.

#![allow(
    missing_docs,
    reason = "the island macro makes a struct of the properties, which are documented here"
)]

use super::text::RuleText as T;
use super::wording::{check_text, hint_text, strength_text};
use super::{PasswordGuide, normal_form};
use crate::i18n::{Excerpt, Words};
use crate::ui::{Icon, IconName};
use leptos::html;
use leptos::prelude::*;
use sekisho_engine::password::{Finding, Verdict, judge};
use wasm_bindgen::JsCast;

/// The most characters that the field takes; the rules may allow fewer, and say so.
const MAX_TYPED: &str = "1024";

/// The field, a button that shows what is typed, the strength and the checklist.
#[island]
pub fn PasswordMeter(
    /// The control's `id`.
    id: String,
    /// The field's name in the form.
    name: String,
    /// The ids of what describes the control besides the checklist.
    described_by: String,
    /// Whether what was sent was refused.
    invalid: bool,
    /// The rules, and the words to avoid.
    guide: PasswordGuide,
    /// Fields of the same form that hold more words to avoid.
    beside: Vec<String>,
    /// The words of the rules.
    words: Excerpt,
) -> impl IntoView {
    let words = StoredValue::new(Words::from(words));
    let typed = RwSignal::new(String::new());
    let shown = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let own_words = RwSignal::new(Vec::<String>::new());
    Effect::new(move |_| {
        let Some(input) = input.get() else { return };
        // what was typed, or filled in by the browser, before the page came alive
        typed.set(input.value());
        let beside = beside.clone();
        let read = move || {
            let words: Vec<String> = beside.iter().filter_map(|name| value_beside(&input, name)).collect();
            if words != own_words.get_untracked() {
                own_words.set(words);
            }
        };
        read();
        // the fields belong to the page, not to this island: their events are heard where they arrive
        window_event_listener(leptos::ev::input, move |_| read());
    });
    let checklist_id = format!("{id}-rules");
    let described_by =
        if described_by.is_empty() { checklist_id.clone() } else { described_by + " " + &checklist_id };
    let verdict = Memo::new(move |_| {
        let context: Vec<String> = own_words.get().into_iter().chain(guide.context.iter().cloned()).collect();
        judge(&guide.rules, &normal_form(&typed.get()), &context)
    });
    let reveal = move || words.with_value(|words| words.text(if shown.get() { T::Hide } else { T::Show }));
    view! {
        <div class="password-new">
            <div class="password-input">
                <input
                    class="input"
                    id=id
                    name=name
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete="new-password"
                    autocapitalize="none"
                    spellcheck="false"
                    maxlength=MAX_TYPED
                    required
                    aria-describedby=described_by
                    aria-invalid=invalid.then_some("true")
                    node_ref=input
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <button
                    type="button"
                    class="reveal needs-browser"
                    aria-pressed=move || shown.get().to_string()
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {reveal}
                </button>
            </div>
            {move || words.with_value(|words| strength(words, &verdict.get(), typed.with(String::is_empty)))}
            <div class="checklist" id=checklist_id>
                <p class="checklist-title">{words.with_value(|words| words.text(T::Checklist))}</p>
                <ul>
                    {move || {
                        let empty = typed.with(String::is_empty);
                        let findings = verdict.get().findings;
                        let line = |finding| words.with_value(|words| line(words, finding, empty));
                        findings.into_iter().map(line).collect_view()
                    }}
                </ul>
            </div>
        </div>
    }
}

/// What the field `name` of the form around `input` holds.
fn value_beside(input: &web_sys::HtmlInputElement, name: &str) -> Option<String> {
    let form = input.closest("form").ok()??;
    let field = form.query_selector(&format!("input[name={name}]")).ok()??;
    Some(field.dyn_into::<web_sys::HtmlInputElement>().ok()?.value())
}

/// How hard it is to guess, as a bar and in words; nothing is said of an empty field.
fn strength(words: &Words, verdict: &Verdict, empty: bool) -> impl IntoView + use<> {
    let level = if empty { "none".to_owned() } else { verdict.strength.level().to_string() };
    let said = if empty { String::new() } else { strength_text(words, verdict.strength) };
    let hint = verdict.hint.filter(|_| !empty).map(|hint| hint_text(words, hint)).unwrap_or_default();
    view! {
        <div class="strength needs-browser" data-level=level>
            <div class="strength-bar" aria-hidden="true"><i></i><i></i><i></i><i></i></div>
            <p class="strength-text" aria-live="polite"><span class="strength-word">{said}</span>" "<span>{hint}</span></p>
        </div>
    }
}

/// A line of the checklist.
fn line(words: &Words, finding: Finding, empty: bool) -> impl IntoView + use<> {
    let (class, icon, state) = match (empty, finding.satisfied) {
        (true, _) => ("check", IconName::Dot, None),
        (false, true) => ("check is-met", IconName::Check, Some(T::Met)),
        (false, false) => ("check", IconName::Dot, Some(T::NotMet)),
    };
    let state = state.map(|state| words.text(state).into_owned()).unwrap_or_default();
    view! {
        <li class=class>
            <Icon name=icon/>
            <span>{check_text(words, finding.check)}</span>
            <span class="visually-hidden">{state}</span>
        </li>
    }
}
