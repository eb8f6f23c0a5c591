//! The sign-in page. No script, no image, one stylesheet: it is usable before anything else has loaded.

use super::text::SignInText as T;
use crate::page::{PageContext, PageFuture};
use crate::ui::{AuthPage, Button, Field, FieldKind, Form, HiddenField, PasswordField, say};
use leptos::prelude::*;

mod enrol;
mod verify;
pub use enrol::enrol;
pub use verify::verify;

/// `/sign-in?next=…`: address and password.
#[must_use]
pub fn sign_in(cx: PageContext) -> PageFuture {
    Box::pin(async move { Ok(form(&cx)) })
}

fn form(cx: &PageContext) -> AnyView {
    let next = cx.query("next").unwrap_or_default().to_owned();
    let failed = cx.failure.is_some();
    AuthPage::new(cx.words.text(T::Title)).render(cx, move || {
        view! {
            <Form action="/api/sign-in/begin">
                <HiddenField name="next" value=next/>
                <Field
                    name="identifier"
                    kind=FieldKind::Email
                    label=say(T::Email)
                    autocomplete="username"
                    autofocus=!failed
                />
                <PasswordField label=say(T::Password) autofocus=failed/>
                <div class="form-actions form-actions-stacked">
                    <Button wide=true>{say(T::Submit)}</Button>
                    <a class="quiet-link" href="/forgot-password">{say(T::Forgot)}</a>
                </div>
            </Form>
        }
    })
}
