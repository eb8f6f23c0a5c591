//! The alert: a message that stands out from the page around it.

use super::{Icon, IconName, Text};
use leptos::prelude::*;

/// What a badge, an alert or a message is about; decides colour and icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    Neutral,
    /// Something to know.
    Info,
    /// It is well.
    Good,
    /// Something to look after.
    Warning,
    /// It has failed, or will do harm.
    Danger,
}

impl Tone {
    /// The tone's name in class names.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }

    /// The icon that goes with it.
    #[must_use]
    pub const fn icon(self) -> IconName {
        match self {
            Self::Neutral | Self::Info => IconName::Info,
            Self::Good => IconName::CheckCircle,
            Self::Warning => IconName::Warning,
            Self::Danger => IconName::Error,
        }
    }
}

/// A message that stands out. It isn't announced by itself: what appears after an action sits in a live
/// region, or is the first thing on a new page.
#[component]
pub fn Alert(
    /// What it is about.
    tone: Tone,
    /// A short heading in bold, if the message has one.
    #[prop(optional, into)]
    title: Option<Text>,
    /// The message.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("alert tone-{}", tone.code())>
            <Icon name=tone.icon()/>
            <div class="alert-body">
                {title.map(|title| view! { <p class="alert-title">{title}</p> })}
                {children()}
            </div>
        </div>
    }
}
