//! Asking the server whom a draft would lock out, where too many signed in to tell the browser of all of them. It is
//! asked when nothing was typed for a moment, and the answer is for the text that stands there when it comes.

use super::JUDGE;
use super::judge::Outcome;
use super::text::PortalRulesText as T;
use super::who::people;
use crate::i18n::Words;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sekisho_engine::time::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};

/// How long nothing is typed before the server is asked.
const PAUSE: Duration = Duration::from_millis(400);

/// What is known.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    /// What the server said about the text.
    Known(Arc<Outcome>),
    /// It was asked.
    Waiting,
    /// It did not answer.
    Failed,
}

/// The server, and what it said last.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    answer: RwSignal<Answer>,
    /// The text that it was asked about last.
    text: StoredValue<Option<String>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Asking {
    /// At first the server said `outcome` about `text`.
    pub(super) fn new(outcome: Outcome, text: String) -> Self {
        Self {
            answer: RwSignal::new(Answer::Known(Arc::new(outcome))),
            text: StoredValue::new(Some(text)),
            timer: StoredValue::new(None),
        }
    }

    /// What is known now; whoever asks is asked anew when that changes.
    pub(super) fn known(self) -> Arc<Outcome> {
        match self.answer.get() {
            Answer::Known(outcome) => outcome,
            Answer::Waiting | Answer::Failed => Arc::default(),
        }
    }

    /// Asks soon, unless the text is as before. Effects run in the browser only.
    pub(super) fn soon(self) {
        Effect::new(move |_| {
            self.timer.with_value(|timer| timer.as_ref().inspect(|timer| timer.clear()).is_some());
            self.timer.set_value(set_timeout_with_handle(move || self.ask(), PAUSE).ok());
        });
    }

    fn ask(self) {
        let Some(text) = written() else { return };
        if self.text.with_value(|known| known.as_deref() == Some(&*text)) {
            return;
        }
        self.text.set_value(Some(text.clone()));
        self.answer.set(Answer::Waiting);
        spawn_local(async move {
            let outcome = judged(&text).await;
            // another text was asked about in the meantime
            if self.text.try_with_value(|known| known.as_deref() == Some(&*text)) != Some(true) {
                return;
            }
            if outcome.is_none() {
                // the same text may be asked about again
                self.text.set_value(None);
            }
            self.answer.set(outcome.map_or(Answer::Failed, |outcome| Answer::Known(Arc::new(outcome))));
        });
    }

    /// Who is concerned, as far as it is known.
    pub(super) fn view(self, words: &Words, now: Timestamp) -> AnyView {
        let words = words.clone();
        let body = move || match self.answer.get() {
            Answer::Known(outcome) => people(&words, now, &outcome),
            Answer::Waiting => view! { <p class="draft-idle">{words.text(T::Asking)}</p> }.into_any(),
            Answer::Failed => view! { <p class="field-error">{words.text(T::Unanswered)}</p> }.into_any(),
        };
        view! { <div>{body}</div> }.into_any()
    }
}

/// What stands in the form.
fn written() -> Option<String> {
    let document = web_sys::window()?.document()?;
    let area = document.query_selector("textarea[name=text]").ok()??;
    Some(area.dyn_into::<web_sys::HtmlTextAreaElement>().ok()?.value())
}

async fn judged(text: &str) -> Option<Outcome> {
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_body(&JsValue::from_str(text));
    let answer = web_sys::window()?.fetch_with_str_and_init(JUDGE, &init).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    let body = if answer.ok() { answer.text().ok()?.await.ok()? } else { return None };
    serde_json::from_str(&body.as_string()?).ok()
}
