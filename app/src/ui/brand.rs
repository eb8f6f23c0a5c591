//! The portal's mark or its operator's logo, with the portal's name.

use super::Mark;
use super::document::page;
use leptos::prelude::*;

/// The way home.
#[component]
pub fn Brand() -> impl IntoView {
    let portal = page().portal.clone();
    let mark = match portal.logo.clone() {
        // the name stands beside it
        Some(logo) => view! { <img class="mark" src=logo alt="" width="32" height="32"/> }.into_any(),
        None => view! { <Mark/> }.into_any(),
    };
    view! {
        <a class="brand" href="/">{mark}<span class="brand-name">{portal.name.clone()}</span></a>
    }
    .into_any()
}
