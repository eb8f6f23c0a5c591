//! The pager: to the entries before and after.

use super::document::say;
use super::text::UiText;
use super::{Icon, IconName};
use leptos::prelude::*;

/// Links to the newer and the older entries; draws nothing when there are neither.
#[component]
pub fn Pager(
    /// Where the newer entries are, if there are any.
    newer: Option<String>,
    /// Where the older ones are, if there are any.
    older: Option<String>,
) -> impl IntoView {
    (newer.is_some() || older.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label=say(UiText::Pages)>
                {newer.map(|href| view! {
                    <a class="button button-secondary pager-newer" rel="prev" href=href>
                        <Icon name=IconName::ChevronLeft/><span>{say(UiText::Newer)}</span>
                    </a>
                })}
                {older.map(|href| view! {
                    <a class="button button-secondary pager-older" rel="next" href=href>
                        <span>{say(UiText::Older)}</span><Icon name=IconName::ChevronRight/>
                    </a>
                })}
            </nav>
        }
    })
}
