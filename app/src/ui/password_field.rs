//! Fields for a password: the one that somebody has, and the one that they choose.

use super::Text;
use super::field::{around, field_error};
use super::form::field_state;
use crate::password::PasswordGuide;
use crate::password::island::PasswordMeter;
use leptos::prelude::*;

/// The most characters that any password field takes; the rules may allow fewer.
pub(crate) const MAX_TYPED: u32 = 1_024;

/// A field for the password that one has.
#[component]
pub fn PasswordField(
    /// The field's name in the form.
    #[prop(default = "password")]
    name: &'static str,
    /// What it asks for.
    #[prop(into)]
    label: Text,
    /// A sentence below the label.
    #[prop(optional, into)]
    hint: Option<Text>,
    /// Whether it has the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let state = field_state(name, label.clone());
    let control = view! {
        <input
            class="input"
            id=state.id.clone()
            type="password"
            name=name
            autocomplete="current-password"
            maxlength=MAX_TYPED.to_string()
            required
            autofocus=autofocus || state.error.is_some()
            aria-describedby=state.described_by(hint.is_some())
            aria-invalid=state.invalid()
        />
    };
    around(&state, label, hint, None, control.into_any())
}

/// A field for a new password, with the rules below it. With JavaScript they are ticked off while typing, by
/// the engine that the server judges with, and what was typed can be shown.
#[component]
pub fn NewPasswordField(
    /// The field's name in the form.
    #[prop(default = "new_password")]
    name: &'static str,
    /// What it asks for.
    #[prop(into)]
    label: Text,
    /// The rules.
    guide: PasswordGuide,
    /// Fields of the same form that hold words to avoid: what is typed there counts while it is typed.
    #[prop(optional)]
    beside: &'static [&'static str],
) -> impl IntoView {
    let state = field_state(name, label.clone());
    let words = super::page().words.excerpt(&["password_rule"]);
    let class = if state.error.is_some() { "field has-error" } else { "field" };
    view! {
        <div class=class>
            <label class="field-label" for=state.id.clone()>{label}</label>
            <PasswordMeter
                id=state.id.clone()
                name=name.to_owned()
                described_by=state.described_by(false).unwrap_or_default()
                invalid=state.error.is_some()
                guide=guide
                beside=beside.iter().map(|name| (*name).to_owned()).collect()
                words=words
            />
            {field_error(&state)}
        </div>
    }
    .into_any()
}
