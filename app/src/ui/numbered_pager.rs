//! The pager of a list that is shown in numbered parts.

use super::document::say;
use super::text::UiText;
use super::{Icon, IconName, Text};
use leptos::prelude::*;

/// Which part is shown, between links to the parts before and after.
#[component]
pub fn NumberedPager(
    /// Which part is shown: `101–200 of 1,310`.
    #[prop(into)]
    at: Text,
    /// Where the part before is, if there is one.
    previous: Option<String>,
    /// Where the part after is, if there is one.
    next: Option<String>,
) -> impl IntoView {
    view! {
        <nav class="pager" aria-label=say(UiText::Pages)>
            {previous.map(|href| view! {
                <a class="button button-secondary pager-newer" rel="prev" href=href>
                    <Icon name=IconName::ChevronLeft/><span>{say(UiText::Previous)}</span>
                </a>
            })}
            <span class="pager-at">{at}</span>
            {next.map(|href| view! {
                <a class="button button-secondary pager-older" rel="next" href=href>
                    <span>{say(UiText::Next)}</span><Icon name=IconName::ChevronRight/>
                </a>
            })}
        </nav>
    }
    .into_any()
}
