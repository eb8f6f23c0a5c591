//! The HTML document around every page: what is in its head, and what the widgets inside may know.

use super::form::FailureClaimed;
use super::{LocalTimes, Text};
use crate::i18n::Message;
use crate::page::PageContext;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use leptos::tachys::reactive_graph::OwnedView;
use std::sync::Arc;

/// The request that the page is rendered for, as the widgets inside a document see it.
///
/// # Panics
/// Outside a document: a widget is rendered only by the closure that a page hands to its document.
#[must_use]
pub fn page() -> Arc<PageContext> {
    use_context().expect("a widget is rendered inside a document, which provides the page's context")
}

/// The text of `message` in the words of the request: for the views inside a document.
#[must_use]
pub fn say(message: impl Message) -> Text {
    page().words.text(message)
}

/// The text of `message` with `{name}` replaced by its value, for each pair.
#[must_use]
pub fn say_with(message: impl Message, values: &[(&str, &str)]) -> Text {
    page().words.fill(message, values).into()
}

/// A part of a page that is made inside the document, where widgets find what they need.
pub(super) type Later = Box<dyn FnOnce() -> AnyView>;

/// Which part of the browser half a page loads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Islands {
    /// None: it has no islands.
    None,
    /// The islands of ordinary pages.
    Small,
    /// These and the editors of whole lists.
    Editors,
}

/// Renders the whole document around what `body` makes.
///
/// The stylesheet is one file and nothing else is loaded, unless the page has islands.
pub(super) fn document<V: IntoView + 'static>(
    cx: &PageContext,
    title: Text,
    islands: Islands,
    body: impl FnOnce() -> V,
) -> AnyView {
    let boot = match islands {
        Islands::None => None,
        Islands::Small => cx.portal.boot_script.clone(),
        Islands::Editors => cx.portal.editors_script.clone(),
    };
    let head = || boot.map(|boot| view! { <script type="module" src=boot></script> });
    bare_document(cx, title, head, || {
        let language = cx.words.language.tag().to_owned();
        let body = body();
        view! {
            {body}
            {(islands != Islands::None).then(|| view! { <LocalTimes language=language/> })}
        }
    })
}

/// Renders a document that has more in its head than the others.
pub fn bare_document<H: IntoView + 'static, V: IntoView + 'static>(
    cx: &PageContext,
    title: Text,
    head: impl FnOnce() -> H,
    body: impl FnOnce() -> V,
) -> AnyView {
    let owner = Owner::new();
    let view = owner.with(|| {
        provide_context(Arc::new(cx.clone()));
        provide_context(FailureClaimed::default());
        let body = body().into_any();
        shell(cx, title, head().into_any(), body)
    });
    OwnedView::new_with_owner(view, owner).into_any()
}

/// The mark for the browser's tab, in the address itself: nothing more to fetch.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E\
    %3Crect width='32' height='32' rx='8' fill='%2337449f'/%3E\
    %3Cpath d='M6 10.2c3.2 1 6.5 1.5 10 1.5s6.8-.5 10-1.5M10.5 11.5V25m11-13.5V25M10.5 16.5h11' fill='none' \
    stroke='%23fff' stroke-width='2.4' stroke-linecap='round'/%3E%3C/svg%3E";

fn shell(cx: &PageContext, title: Text, head: AnyView, body: AnyView) -> AnyView {
    let language = cx.words.language.tag();
    let title =
        if title == cx.portal.name { title.into_owned() } else { format!("{title} · {}", cx.portal.name) };
    view! {
        <!DOCTYPE html>
        <html lang=language>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="robots" content="noindex"/>
                <meta name="referrer" content="same-origin"/>
                <title>{title}</title>
                <link rel="icon" type="image/svg+xml" href=ICON/>
                <link rel="stylesheet" href=cx.portal.stylesheet.clone()/>
                {head}
            </head>
            <body>
                {body}
            </body>
        </html>
    }
    .into_any()
}
