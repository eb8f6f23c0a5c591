//! A list of things, each with an icon, a title, what is known of it, and what can be done with it.

use super::{Icon, IconName, Text, Tone};
use leptos::prelude::*;

/// The list.
#[component]
pub fn Rows(
    /// The [`Row`]s.
    children: Children,
) -> impl IntoView {
    view! { <ul class="rows">{children()}</ul> }.into_any()
}

/// One thing.
#[component]
pub fn Row(
    /// What kind of thing it is.
    icon: IconName,
    /// The colour of the icon.
    #[prop(default = Tone::Neutral)]
    tone: Tone,
    /// What it is called.
    #[prop(into)]
    title: Text,
    /// A badge beside the title.
    #[prop(optional_no_strip, into)]
    state: Option<AnyView>,
    /// What can be done with it.
    #[prop(optional_no_strip, into)]
    actions: Option<AnyView>,
    /// What is known of it.
    children: Children,
) -> impl IntoView {
    view! {
        <li class="row">
            <span class=format!("row-icon tone-{}", tone.code())><Icon name=icon/></span>
            <div class="row-body">
                <p class="row-title-line"><span class="row-title">{title}</span>{state}</p>
                <div class="row-facts">{children()}</div>
            </div>
            {actions.map(|actions| view! { <div class="row-actions">{actions}</div> })}
        </li>
    }
    .into_any()
}
