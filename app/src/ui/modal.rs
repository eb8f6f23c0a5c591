//! A dialog that keeps the rest of the page away until it is answered.
//!
//! In the page it is an open `<dialog>`, which stands in the flow. In the browser it becomes a modal one: focus
//! moves inside and stays there, the page behind is inert, and Escape answers as its form does, so that the answer
//! is remembered.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A modal dialog. Escape submits the first form inside: that must be the one that says no.
#[island]
pub fn Modal(
    /// What it is about, for screen readers.
    label: String,
    /// The content.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            // an open dialog can't become a modal one; closed in between, nothing is drawn
            dialog.close();
            let _ = dialog.show_modal();
        }
    });
    let say_no = move |event: leptos::ev::Event| {
        let form = dialog.get().and_then(|dialog| dialog.query_selector("form").ok().flatten());
        if let Some(form) = form.and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok()) {
            event.prevent_default();
            let _ = form.request_submit();
        }
    };
    view! {
        <dialog class="modal" node_ref=dialog open=true aria-label=label on:cancel=say_no>
            {children()}
        </dialog>
    }
}
