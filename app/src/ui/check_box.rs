//! The box that is ticked.

use super::Text;
use super::field::field_error;
use super::form::field_state;
use leptos::prelude::*;

/// What a box that is ticked sends.
pub const TICKED: &str = "yes";

/// A box to be ticked; it sends [`TICKED`], or nothing.
#[component]
pub fn CheckBox(
    /// The field's name in the form.
    name: &'static str,
    /// What ticking it says.
    #[prop(into)]
    label: Text,
    /// A sentence below it.
    #[prop(optional, into)]
    hint: Option<Text>,
    /// Whether the form can't be sent without it.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let state = field_state(name, label.clone());
    let class = if state.error.is_some() { "field has-error" } else { "field" };
    view! {
        <div class=class>
            <label class="checkbox-label" for=state.id.clone()>
                <input
                    type="checkbox"
                    id=state.id.clone()
                    name=name
                    value=TICKED
                    checked=state.typed.as_deref() == Some(TICKED)
                    required=required
                    aria-describedby=state.described_by(hint.is_some())
                    aria-invalid=state.invalid()
                />
                <span>{label}</span>
            </label>
            {hint.map(|hint| view! { <p class="field-hint checkbox-hint" id=state.hint_id()>{hint}</p> })}
            {field_error(&state)}
        </div>
    }
    .into_any()
}
