//! The banner that tells what has been done, on the page that comes after.

use super::document::{page, say};
use super::text::{UiText, notice_text, notice_tone};
use super::{Icon, IconName};
use crate::form::Notice;
use leptos::prelude::*;

/// Shows the notice that the URL carries, if it is one of ours and nothing has failed since.
#[component]
pub(super) fn NoticeBanner() -> impl IntoView {
    let cx = page();
    let notice = cx.query("done").and_then(Notice::from_code).filter(|_| cx.failure.is_none());
    notice.map(|notice| {
        let tone = notice_tone(notice);
        view! {
            <details class="notice" open>
                <summary class="notice-close">
                    <Icon name=IconName::Close/>
                    <span class="visually-hidden">{say(UiText::Dismiss)}</span>
                </summary>
                <div class=format!("alert tone-{}", tone.code()) role="status">
                    <Icon name=tone.icon()/>
                    <div class="alert-body"><p>{say(notice_text(notice))}</p></div>
                </div>
            </details>
        }
    })
}
