//! Cards, facts and what is shown where there is nothing yet.

use super::{Icon, IconName, Text};
use leptos::prelude::*;

/// A part of a page: a heading, perhaps a state and something to do about it, and content.
#[component]
pub fn Card(
    /// The heading.
    #[prop(optional, into)]
    title: Option<Text>,
    /// A sentence below the heading.
    #[prop(optional, into)]
    description: Option<Text>,
    /// An icon before the heading.
    #[prop(optional)]
    icon: Option<IconName>,
    /// A badge beside the heading.
    #[prop(optional_no_strip, into)]
    state: Option<AnyView>,
    /// Buttons at the end of the heading's line.
    #[prop(optional_no_strip, into)]
    actions: Option<AnyView>,
    /// An anchor, for links within the page.
    #[prop(optional)]
    id: Option<&'static str>,
    /// The content.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let head = title.map(|title| {
        view! {
            <header class="card-head">
                {icon.map(|name| view! { <span class="card-icon"><Icon name/></span> })}
                <div class="card-heading">
                    <div class="card-title-line"><h2 class="card-title">{title}</h2>{state}</div>
                    {description.map(|text| view! { <p class="card-description">{text}</p> })}
                </div>
                {actions.map(|actions| view! { <div class="card-actions">{actions}</div> })}
            </header>
        }
    });
    view! {
        <section class="card" id=id>
            {head}
            {children.map(|children| view! { <div class="card-body">{children()}</div> })}
        </section>
    }
    .into_any()
}

/// A part of a page of settings: what it is about on the left, its form on the right; one above the other
/// where there is no room.
#[component]
pub fn FormSection(
    /// The heading.
    #[prop(into)]
    title: Text,
    /// A sentence below the heading.
    #[prop(into)]
    description: Text,
    /// An anchor, for links within the page.
    id: &'static str,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="form-section" id=id>
            <div class="form-section-head">
                <h2 class="card-title">{title}</h2>
                <p class="card-description">{description}</p>
            </div>
            <div class="form-section-body">{children()}</div>
        </section>
    }
    .into_any()
}

/// A list of facts: what it is called, and what it is.
#[component]
pub fn Facts(
    /// The [`Fact`]s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }.into_any()
}

/// One fact.
#[component]
pub fn Fact(
    /// What it is called.
    #[prop(into)]
    label: Text,
    /// What it is.
    children: Children,
) -> impl IntoView {
    view! { <div class="fact"><dt>{label}</dt><dd>{children()}</dd></div> }.into_any()
}

/// What is shown where there is nothing yet: why, and what to do.
#[component]
pub fn EmptyState(
    /// An icon above the words.
    icon: IconName,
    /// What isn't there.
    #[prop(into)]
    title: Text,
    /// Why, or what to do.
    #[prop(into)]
    text: Text,
    /// A button, perhaps.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-icon"><Icon name=icon/></span>
            <p class="empty-title">{title}</p>
            <p class="empty-text">{text}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
