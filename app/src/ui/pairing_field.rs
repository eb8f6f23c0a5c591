//! The field for the application code: judged while it is typed, where there is JavaScript.

use super::Text;
use super::field::around;
use super::form::field_state;
use crate::pairing::island::ApplicationCodeInput;
use leptos::prelude::*;

/// The field for the code that the OTP app shows. What was typed is kept: it is no secret by itself.
#[component]
pub fn ApplicationCodeField(
    /// What it asks for.
    #[prop(into)]
    label: Text,
    /// A sentence below the label.
    #[prop(into)]
    hint: Text,
) -> impl IntoView {
    let state = field_state("application_code", label.clone());
    let control = view! {
        <ApplicationCodeInput
            id=state.id.clone()
            name="application_code".to_owned()
            value=state.typed.clone().unwrap_or_default()
            described_by=state.described_by(true).unwrap_or_default()
            invalid=state.error.is_some()
            words=super::page().words.excerpt(&["pairing_code"])
        />
    };
    around(&state, label, Some(hint), None, control.into_any())
}
