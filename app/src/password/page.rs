//! The pages for whoever has forgotten the password: ask for a link, and choose a new one by it.

use super::ResetView;
use super::text::PasswordText as T;
use crate::form::Notice;
use crate::page::{PageContext, PageFuture};
use crate::ui::{
    Alert, AuthPage, Button, ButtonKind, Field, FieldKind, Form, LinkButton, NewPasswordField, Tone,
    UsernameHint, say,
};
use leptos::prelude::*;
use sekisho_engine::email_address::EmailAddress;

/// `/forgot-password`: asks for a link; then says where to look for it.
#[must_use]
pub fn forgot_password(cx: PageContext) -> PageFuture {
    let sent = cx.query("done").and_then(Notice::from_code) == Some(Notice::ResetRequested);
    Box::pin(async move { Ok(if sent && cx.failure.is_none() { sent_page(&cx) } else { ask_page(&cx) }) })
}

fn ask_page(cx: &PageContext) -> AnyView {
    // an address that was typed on the first page of signing in needn't be typed again
    let typed = cx.visit.held.identifier.clone();
    let known = typed.filter(|typed| typed.parse::<EmailAddress>().is_ok()).unwrap_or_default();
    AuthPage::new(cx.words.text(T::ForgotTitle)).description(cx.words.text(T::ForgotWhat)).render(
        cx,
        move || {
            view! {
                <Form action="/api/password/forgot">
                    <Field
                        name="email"
                        kind=FieldKind::Email
                        label=say(T::Email)
                        value=known
                        autocomplete="username"
                        autofocus=true
                    />
                    <div class="form-actions form-actions-stacked">
                        <Button wide=true>{say(T::ForgotSend)}</Button>
                        <a class="quiet-link" href="/sign-in">{say(T::BackToSignIn)}</a>
                    </div>
                </Form>
            }
        },
    )
}

/// Says the same whether there is such an account or not.
fn sent_page(cx: &PageContext) -> AnyView {
    let page = AuthPage::new(cx.words.text(T::ForgotSentTitle)).description(cx.words.text(T::ForgotSentWhat));
    page.without_notice().render(cx, move || {
        view! {
            <Alert tone=Tone::Info><p>{say(T::ForgotSentNext)}</p></Alert>
            <div class="form-actions form-actions-stacked">
                <LinkButton href="/sign-in" kind=ButtonKind::Primary wide=true>{say(T::BackToSignIn)}</LinkButton>
                <a class="quiet-link" href="/forgot-password">{say(T::SendAgain)}</a>
            </div>
        }
    })
}

/// What the person should know before.
fn clears() -> AnyView {
    view! { <Alert tone=Tone::Warning title=say(T::ResetClearsTitle)><p>{say(T::ResetClears)}</p></Alert> }
        .into_any()
}

/// `/reset-password`: a new password, by the link that was opened.
#[must_use]
pub fn reset_password(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let ResetView { guide, email, clears_mfa } = cx.ports.password.reset_view(&cx.visit).await?;
        let what = if clears_mfa { T::ResetEnds } else { T::ResetWhat };
        let page =
            AuthPage::new(cx.words.text(T::ResetTitle)).description(cx.words.text(what)).with_islands();
        Ok(page.render(&cx, move || {
            view! {
                {clears_mfa.then(clears)}
                <Form action="/api/password/reset">
                    <UsernameHint username=email/>
                    <NewPasswordField label=say(T::New) guide=guide/>
                    <div class="form-actions">
                        <Button wide=true>{say(T::ResetSave)}</Button>
                    </div>
                </Form>
            }
        }))
    })
}
