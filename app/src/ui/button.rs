//! Buttons, and links that look like them.

use super::{Icon, IconName};
use leptos::prelude::*;

/// How much weight a button has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one obvious next step of a page or card.
    Primary,
    /// Another thing that can be done.
    Secondary,
    /// Does harm that can't be undone; only where it is confirmed.
    Danger,
    /// Leads to something that does harm.
    DangerQuiet,
    /// As light as a link.
    Quiet,
}

impl ButtonKind {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button button-secondary",
            Self::Danger => "button button-danger",
            Self::DangerQuiet => "button button-danger-quiet",
            Self::Quiet => "button button-quiet",
        }
    }
}

/// Submits the form around it.
#[component]
pub fn Button(
    /// How much weight it has.
    #[prop(default = ButtonKind::Primary)]
    kind: ButtonKind,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Whether it is as wide as the form.
    #[prop(optional)]
    wide: bool,
    /// What it does, in full, where the words alone don't say to what.
    #[prop(optional, into)]
    describe: Option<String>,
    /// The words: a verb, and what it is done to.
    children: Children,
) -> impl IntoView {
    view! {
        <button type="submit" class=kind.class() class:button-wide=wide aria-label=describe>
            {icon.map(|name| view! { <Icon name/> })}
            <span>{children()}</span>
        </button>
    }
    .into_any()
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much weight it has.
    #[prop(default = ButtonKind::Secondary)]
    kind: ButtonKind,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Whether it is as wide as what it stands in.
    #[prop(optional)]
    wide: bool,
    /// Where it leads, in full, where the words alone don't say to what.
    #[prop(optional, into)]
    describe: Option<String>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class=kind.class() class:button-wide=wide aria-label=describe>
            {icon.map(|name| view! { <Icon name/> })}
            <span>{children()}</span>
        </a>
    }
    .into_any()
}
