//! Showing a second factor again, for somebody who is signed in: why, and the way on.

use crate::form::ReturnPath;
use crate::page::{PageContext, PageFuture};
use crate::sign_in::text::SignInText as T;
use crate::ui::{AuthPage, Button, Form, HiddenField, LinkButton, say};
use leptos::prelude::*;

/// `/sign-in/step-up?next=…`. Nothing begins by opening it: a code is sent, or asked for, after the button.
#[must_use]
pub fn step_up(cx: PageContext) -> PageFuture {
    let next = cx.query("next").and_then(ReturnPath::parse);
    Box::pin(async move {
        let page = AuthPage::new(cx.words.text(T::StepUpTitle)).description(cx.words.text(T::StepUpWhat));
        Ok(page.render(&cx, move || {
            view! {
                <Form action="/api/sign-in/step-up">
                    {next.map(|next| view! { <HiddenField name="next" value=next.as_str().to_owned()/> })}
                    <div class="form-actions">
                        <Button>{say(T::StepUpGo)}</Button>
                        <LinkButton href="/">{say(T::StepUpCancel)}</LinkButton>
                    </div>
                </Form>
            }
        }))
    })
}
