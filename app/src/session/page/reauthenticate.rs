//! Proving again who one is, before a page that asks for it.

use crate::error::ApiResult;
use crate::form::ReturnPath;
use crate::page::{PageContext, PageFuture};
use crate::session::text::SessionText as T;
use crate::ui::{AuthPage, Button, Form, HiddenField, LinkButton, ProofFields, say};
use leptos::prelude::*;

/// `/reauthenticate?next=…`.
#[must_use]
pub fn reauthenticate(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let next = cx.query("next").and_then(ReturnPath::parse);
        let next = next.map_or_else(|| "/".to_owned(), |next| next.as_str().to_owned());
        let totp = cx.ports.session.reauthentication(&cx.visit, cx.person()?).await?.totp;
        proof_page(&cx, next, Some(totp))
    })
}

/// The page that asks for the proof and goes on to `next`. Whether a code is asked for may not be known.
pub(crate) fn proof_page(cx: &PageContext, next: String, totp: Option<bool>) -> ApiResult<AnyView> {
    let username = cx.person()?.email.clone();
    let page = AuthPage::new(cx.words.text(T::ReauthenticateTitle))
        .description(cx.words.text(T::ReauthenticateWhat));
    Ok(page.render(cx, move || {
        view! {
            <Form action="/api/session/reauthenticate">
                <HiddenField name="next" value=next/>
                <ProofFields username=username password="password" code="code" totp=totp/>
                <div class="form-actions">
                    <Button>{say(T::Confirm)}</Button>
                    <LinkButton href="/">{say(T::Cancel)}</LinkButton>
                </div>
            </Form>
        }
    }))
}
