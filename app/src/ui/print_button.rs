//! The button that prints the page. Without JavaScript it isn't there: the browser's own menu prints.

use super::{Icon, IconName};
use leptos::prelude::*;

/// Prints the page.
#[island]
pub fn PrintButton(
    /// What the button says.
    label: String,
) -> impl IntoView {
    let print = |_| {
        if let Some(window) = web_sys::window() {
            // a browser that can't print says so itself
            let _ = window.print();
        }
    };
    view! {
        <button type="button" class="button button-secondary button-small needs-browser" on:click=print>
            <Icon name=IconName::Print/>
            <span>{label}</span>
        </button>
    }
}
