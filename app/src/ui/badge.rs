//! The badge: a state in one or two words, told by text and colour.

use super::{Text, Tone};
use leptos::prelude::*;

/// A state in one or two words.
#[component]
pub fn Badge(
    /// What kind of state it is.
    tone: Tone,
    /// The words.
    #[prop(into)]
    text: Text,
) -> impl IntoView {
    view! { <span class=format!("badge tone-{}", tone.code())>{text}</span> }
}
