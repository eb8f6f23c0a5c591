//! The field for a code of a pairing. In the browser the engine judges it at every keystroke, as the server will
//! when it is sent.

#![allow(
    missing_docs,
    reason = "the island macro makes a struct of the properties, which are documented here"
)]

use super::error_text;
use super::text::PairingCodeText as T;
use crate::i18n::{Excerpt, Words};
use crate::ui::{Icon, IconName};
use leptos::html;
use leptos::prelude::*;
use sekisho_engine::pairing::{Application, Typing, judge};

/// The most characters that the field takes: groups set apart as widely as anybody does.
const LONGEST: &str = "60";

/// The field of the application code, and what is to be said of what is typed.
#[island]
pub fn ApplicationCodeInput(
    /// The control's `id`.
    id: String,
    /// The field's name in the form.
    name: String,
    /// What it holds at first.
    value: String,
    /// The ids of what describes the control besides the verdict.
    described_by: String,
    /// Whether what was sent was refused.
    invalid: bool,
    /// The words of the verdict.
    words: Excerpt,
) -> impl IntoView {
    let words = StoredValue::new(Words::from(words));
    let typed = RwSignal::new(value.clone());
    // what was sent and refused is told below the field, by the server
    let touched = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            // what was typed before the page came alive
            typed.set(input.value());
        }
    });
    let typing = Memo::new(move |_| judge::<Application>(&typed.read()));
    let wrong = move || matches!(typing.get(), Typing::Wrong(_));
    let verdict_id = format!("{id}-verdict");
    let described = format!("{described_by} {verdict_id}").trim().to_owned();
    let live = move || match typing.get() {
        Typing::Whole => Some((
            IconName::CheckCircle,
            "code-verdict is-right",
            words.with_value(|w| w.text(T::Whole).into_owned()),
        )),
        Typing::Wrong(error) if touched.get() => {
            Some((IconName::Error, "code-verdict is-wrong", words.with_value(|w| error_text(w, error))))
        }
        _ => None,
    };
    let so_far = move || match typing.get() {
        Typing::SoFar { missing } => {
            words.with_value(|w| w.fill(T::SoFar, &[("missing", &missing.to_string())]))
        }
        _ => String::new(),
    };
    view! {
        <div class="pairing-field">
            <input
                class="input input-code input-code-long"
                id=id
                type="text"
                name=name
                value=value
                maxlength=LONGEST
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                required
                autofocus
                aria-describedby=described
                aria-invalid=move || (wrong() || (invalid && !touched.get())).then_some("true")
                node_ref=input
                on:input=move |event| {
                    touched.set(true);
                    typed.set(event_target_value(&event));
                }
            />
            // said to whoever looks; whoever listens is told when there is something to do
            <p class="code-so-far needs-browser">{so_far}</p>
            <div id=verdict_id role="status" aria-live="polite">
                {move || live().map(|(icon, class, text)| view! {
                    <p class=class><Icon name=icon/><span>{text}</span></p>
                })}
            </div>
        </div>
    }
}
