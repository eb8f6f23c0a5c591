//! The field for a code: one field for all digits, so that it can be pasted, filled in by the browser and read
//! aloud. Spaces and hyphens between the digits are the server's to leave out.

use super::Text;
use super::field::around;
use super::form::field_state;
use leptos::prelude::*;

/// Which code is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// Digits from an authenticator app.
    Totp,
    /// Digits from a mail.
    Email,
    /// A recovery code: letters and digits.
    Recovery,
}

/// A field for a code. Never filled in again after a failure.
#[component]
pub fn CodeField(
    /// The field's name in the form.
    #[prop(default = "code")]
    name: &'static str,
    /// What it asks for.
    #[prop(into)]
    label: Text,
    /// A sentence below the label.
    #[prop(optional, into)]
    hint: Option<Text>,
    /// Which code is typed.
    kind: CodeKind,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Whether it has the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let state = field_state(name, label.clone());
    let recovery = kind == CodeKind::Recovery;
    let control = view! {
        <input
            class="input input-code"
            class:input-code-long=recovery
            id=state.id.clone()
            type="text"
            name=name
            inputmode=if recovery { "text" } else { "numeric" }
            autocomplete=if recovery { "off" } else { "one-time-code" }
            maxlength=if recovery { "40" } else { "16" }
            autocapitalize="none"
            spellcheck="false"
            required=!optional
            autofocus=autofocus || state.error.is_some()
            aria-describedby=state.described_by(hint.is_some())
            aria-invalid=state.invalid()
        />
    };
    around(&state, label, hint, None, control.into_any())
}
