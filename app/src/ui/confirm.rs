//! Asking again before harm is done, without JavaScript: a button that opens, with the question and the form
//! inside.

use super::button::ButtonKind;
use super::form::FailureInside;
use super::{Icon, IconName, Text};
use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use leptos::tachys::reactive_graph::OwnedView;

/// A button that opens a question, with the form that does it inside. Open from the start when that form could
/// not be done.
#[component]
pub fn Confirm(
    /// What the button says.
    #[prop(into)]
    label: Text,
    /// How much weight it has.
    #[prop(default = ButtonKind::DangerQuiet)]
    kind: ButtonKind,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Whether the words are for screen readers only and the icon stands alone.
    #[prop(optional)]
    icon_only: bool,
    /// What it does, in full, where the words alone don't say to what.
    #[prop(optional, into)]
    describe: Option<String>,
    /// The question, and what will come of it.
    #[prop(into)]
    question: Text,
    /// The form, with a button of kind [`ButtonKind::Danger`].
    children: Children,
) -> impl IntoView {
    let inside = FailureInside::default();
    let owner = Owner::new();
    let content = owner.with(|| {
        provide_context(inside.clone());
        children()
    });
    view! {
        <details class="confirm" name="confirm" open=inside.get()>
            <summary class=kind.class() class:button-icon=icon_only aria-label=describe>
                {icon.map(|name| view! { <Icon name/> })}
                <span class=icon_only.then_some("visually-hidden")>{label}</span>
            </summary>
            <div class="confirm-panel">
                <p class="confirm-question">{question}</p>
                {OwnedView::new_with_owner(content, owner)}
            </div>
        </details>
    }
    .into_any()
}
