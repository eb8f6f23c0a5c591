//! The tabs of a section: links, since each is a page.

use super::Text;
use super::text::UiText;
use crate::i18n::Words;
use leptos::prelude::*;

/// A tab.
#[derive(Debug, Clone)]
pub struct Tab {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub label: Text,
    /// Whether its page is the one shown.
    pub current: bool,
}

/// A tab of Security.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecurityTab {
    /// Multi-Factor Authentication.
    Mfa,
    /// Authorized IP Access.
    Allowlist,
    /// Sessions and devices.
    Sessions,
}

/// A tab of History.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryTab {
    /// Log.
    Log,
    /// Email.
    Mail,
}

fn tab(words: &Words, current: bool, href: &str, label: UiText) -> Tab {
    Tab { href: href.to_owned(), label: words.text(label), current }
}

/// The tabs of Security.
#[must_use]
pub fn security_tabs(words: &Words, current: SecurityTab) -> Vec<Tab> {
    vec![
        tab(words, current == SecurityTab::Mfa, "/security/mfa", UiText::TabMfa),
        tab(words, current == SecurityTab::Allowlist, "/security/allowlist", UiText::TabAllowlist),
        tab(words, current == SecurityTab::Sessions, "/security/sessions", UiText::TabSessions),
    ]
}

/// The tabs of History.
#[must_use]
pub fn history_tabs(words: &Words, current: HistoryTab) -> Vec<Tab> {
    vec![
        tab(words, current == HistoryTab::Log, "/history/log", UiText::TabLog),
        tab(words, current == HistoryTab::Mail, "/history/mail", UiText::TabMail),
    ]
}

/// The bar of tabs below a page's title.
pub(super) fn tab_bar(label: Text, tabs: Vec<Tab>) -> AnyView {
    let tabs = tabs
        .into_iter()
        .map(|tab| {
            view! {
                <li><a class="tab" href=tab.href aria-current=tab.current.then_some("page")>{tab.label}</a></li>
            }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=label><ul>{tabs}</ul></nav> }.into_any()
}
