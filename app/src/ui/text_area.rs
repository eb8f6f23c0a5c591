//! The field for several lines of text.

use super::Text;
use super::field::{around, optional_word};
use super::form::field_state;
use leptos::prelude::*;

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The field's name in the form.
    name: &'static str,
    /// What it asks for.
    #[prop(into)]
    label: Text,
    /// A sentence below the label.
    #[prop(optional, into)]
    hint: Option<Text>,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// The most characters.
    maxlength: usize,
    /// Lines shown at first; it grows with what is typed where the browser can do that.
    #[prop(default = 4)]
    lines: u32,
    /// Whether it may stay empty; the label says so.
    #[prop(optional)]
    optional: bool,
    /// What it holds whatever was typed: the page has made something else of that.
    #[prop(optional, into)]
    instead: Option<String>,
    /// Whether it is written line by line for a program: no line is broken, nothing is corrected, and it may stay
    /// empty.
    #[prop(optional)]
    code: bool,
) -> impl IntoView {
    let state = field_state(name, label.clone());
    // leptos writes what is between these tags as it is
    let typed = escaped(instead.as_deref().or(state.typed.as_deref()).unwrap_or(&value));
    let control = view! {
        <textarea
            class="input text-area"
            class:text-area-code=code
            id=state.id.clone()
            name=name
            rows=lines.to_string()
            maxlength=maxlength.to_string()
            required=!optional && !code
            wrap=code.then_some("off")
            spellcheck=code.then_some("false")
            autocapitalize=code.then_some("none")
            autofocus=state.error.is_some()
            aria-describedby=state.described_by(hint.is_some())
            aria-invalid=state.invalid()
            inner_html=typed
        ></textarea>
    };
    around(&state, label, hint, optional.then(optional_word), control.into_any())
}

/// The text as the content of an element: nothing in it is markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
