//! The page that the link in an approval leads to. Opening it stops nothing; what is over says so.

use super::StopView;
use super::text::SupportText as T;
use crate::page::PageContext;
use crate::ui::{Alert, AuthPage, Button, ButtonKind, Form, LinkButton, MomentStyle, Tone, moment_text, say};
use leptos::prelude::*;

pub(super) fn stop_page(cx: &PageContext, view: StopView) -> AnyView {
    match view {
        StopView::Waiting { effect } => {
            let when = moment_text(cx.words.language, effect, MomentStyle::Full);
            let what = cx.words.fill(T::StopWhat, &[("when", &when)]);
            AuthPage::new(cx.words.text(T::StopTitle)).description(what).render(cx, waiting)
        }
        StopView::Stopped => over(cx, [T::StoppedTitle, T::StoppedWhat, T::StoppedNext], Tone::Info),
        StopView::Refused => over(cx, [T::RefusedTitle, T::RefusedWhat, T::RefusedNext], Tone::Info),
        StopView::Done => over(cx, [T::DoneTitle, T::DoneWhat, T::DoneNext], Tone::Warning),
    }
}

fn waiting() -> AnyView {
    view! {
        <p>{say(T::StopWhy)}</p>
        <Form action="/api/support/stop">
            <div class="form-actions">
                <Button kind=ButtonKind::Danger wide=true>{say(T::Stop)}</Button>
            </div>
        </Form>
    }
    .into_any()
}

fn over(cx: &PageContext, [title, what, next]: [T; 3], tone: Tone) -> AnyView {
    AuthPage::new(cx.words.text(title)).description(cx.words.text(what)).render(cx, move || {
        view! {
            <Alert tone=tone><p>{say(next)}</p></Alert>
            <div class="form-actions">
                <LinkButton href="/sign-in" kind=ButtonKind::Primary wide=true>{say(T::ToSignIn)}</LinkButton>
            </div>
        }
    })
}
