//! The button that copies a text. Without JavaScript it isn't there: the text can be selected.

use super::{Icon, IconName};
use leptos::prelude::*;

/// Copies `text` to the clipboard and says so.
#[island]
pub fn CopyButton(
    /// What is copied.
    text: String,
    /// What the button says.
    label: String,
    /// What it says after copying.
    done: String,
) -> impl IntoView {
    let said = done.clone();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        copy_text(&text);
        copied.set(true);
        set_timeout(move || copied.set(false), std::time::Duration::from_secs(2));
    };
    let shown = move || if copied.get() { said.clone() } else { label.clone() };
    view! {
        <button type="button" class="button button-secondary button-small needs-browser" on:click=copy>
            <Icon name=IconName::Copy/>
            <span>{shown}</span>
        </button>
        // beside the button: what is inside one is its name, and isn't announced
        <span class="visually-hidden" role="status">{move || copied.get().then(|| done.clone())}</span>
    }
}

fn copy_text(text: &str) {
    if let Some(window) = web_sys::window() {
        // the promise's outcome changes nothing: the text stays selectable
        let _ = window.navigator().clipboard().write_text(text);
    }
}
