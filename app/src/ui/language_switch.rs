//! The switch between the portal's languages: a small form, so that it works for whoever isn't signed in.

use super::document::{page, say};
use super::text::UiText;
use super::{Icon, IconName};
use crate::i18n::Language;
use crate::page::PageContext;
use leptos::prelude::*;

/// A button for each language; each says its own name in its own language.
#[component]
pub(super) fn LanguageSwitch() -> impl IntoView {
    let cx = page();
    let buttons = Language::ALL
        .into_iter()
        .map(|language| {
            let current = language == cx.words.language;
            view! {
                <button
                    class="language"
                    type="submit"
                    name="language"
                    value=language.tag()
                    lang=language.tag()
                    aria-current=current.then_some("true")
                >
                    {language.own_name()}
                </button>
            }
        })
        .collect_view();
    view! {
        <form
            class="language-switch"
            method="post"
            action="/api/account/language"
            aria-label=say(UiText::Language)
        >
            <Icon name=IconName::Globe/>
            <input type="hidden" name="next" value=here(&cx)/>
            {buttons}
        </form>
    }
    .into_any()
}

/// The page shown, without the notice that it came with.
pub(crate) fn here(cx: &PageContext) -> String {
    let query: Vec<String> = cx
        .query
        .iter()
        .filter(|(name, _)| name != "done" && name != "token")
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    if query.is_empty() { cx.path.clone() } else { format!("{}?{}", cx.path, query.join("&")) }
}

fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
