//! The banner that tells what has been done, on the page that comes after.

use super::document::page;
use super::text::{UiText, notice_text};
use super::{Icon, IconName};
use crate::form::Notice;
use leptos::prelude::*;

/// Shows the notice that the URL carries, if it is one of ours and nothing has failed since.
#[component]
pub(super) fn NoticeBanner() -> impl IntoView {
    let cx = page();
    let notice = cx.query("done").and_then(Notice::from_code).filter(|_| cx.failure.is_none());
    notice.map(|notice| {
        view! {
            <details class="notice" open>
                <summary class="notice-close">
                    <Icon name=IconName::Close/>
                    <span class="visually-hidden">{cx.words.text(UiText::Dismiss)}</span>
                </summary>
                <div class="alert tone-good" role="status">
                    <Icon name=IconName::CheckCircle/>
                    <div class="alert-body"><p>{cx.words.text(notice_text(notice))}</p></div>
                </div>
            </details>
        }
    })
}
