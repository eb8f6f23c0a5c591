//! The sign-in page. No script, no image, one stylesheet: it is usable before anything else has loaded.

use super::text::SignInText as T;
use crate::page::{PageContext, PageFuture};
use crate::ui::{AuthPage, Button, Form, HiddenField, PasswordField, say};
use leptos::prelude::*;
use sekisho_engine::policy::SignInPage;
use ways::Ways;

mod choice;
mod enrol;
mod identifier;
mod step_up;
mod verify;
mod ways;
pub use enrol::enrol;
pub use step_up::step_up;
pub use verify::verify;

const BEGIN: &str = "/api/sign-in/begin";

/// `/sign-in?next=…`: identifier and password, or the identifier alone.
#[must_use]
pub fn sign_in(cx: PageContext) -> PageFuture {
    let typed =
        cx.failure_of(BEGIN).map(|failure| failure.value("identifier").unwrap_or_default().to_owned());
    Box::pin(async move {
        Ok(match (cx.portal.sign_in.page, typed) {
            (SignInPage::Combined, _) => form(&cx),
            (SignInPage::IdentifierFirst, None) => identifier::identifier(&cx),
            (SignInPage::IdentifierFirst, Some(typed)) => identifier::password(&cx, typed),
        })
    })
}

/// `/sign-in/password?next=…`: the password of whoever was named on the page before.
#[must_use]
pub fn password(cx: PageContext) -> PageFuture {
    let named = cx.visit.held.identifier.clone().unwrap_or_default();
    Box::pin(async move { Ok(identifier::password(&cx, named)) })
}

fn form(cx: &PageContext) -> AnyView {
    let next = cx.query("next").unwrap_or_default().to_owned();
    let failed = cx.failure.is_some();
    let ways = Ways::of(cx);
    let mut page = AuthPage::new(cx.words.text(T::Title));
    if ways.are_two() {
        page = page.wide();
    }
    page.render(cx, move || {
        let to = next.clone();
        let form = view! {
            <Form action=BEGIN>
                <HiddenField name="next" value=next/>
                {ways.field()}
                {identifier::field(!failed)}
                <PasswordField label=say(T::Password) autofocus=failed/>
                {if ways.is_one_step() { None } else { identifier::remember() }}
                <div class="form-actions form-actions-stacked">
                    <Button wide=true>{say(T::Submit)}</Button>
                    <a class="quiet-link" href="/forgot-password">{say(T::Forgot)}</a>
                </div>
            </Form>
        };
        let form = view! { {identifier::waits()}{form} };
        ways.around(cx, &to, form.into_any())
    })
}
