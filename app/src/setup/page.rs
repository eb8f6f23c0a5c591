//! The page on which an account is set up: the first administrator's, or that of whoever was invited.

use super::SetupView;
use super::text::SetupText as T;
use crate::page::{PageContext, PageFuture};
use crate::password::PasswordGuide;
use crate::ui::{AuthPage, Button, Field, FieldKind, Form, NewPasswordField, UsernameHint, say};
use leptos::prelude::*;

/// `/setup`: by the one-time link that was opened.
#[must_use]
pub fn setup(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        Ok(match cx.ports.setup.view(&cx.visit).await? {
            SetupView::FirstAdministrator { guide } => first(&cx, guide),
            SetupView::Invited { email, name, guide } => invited(&cx, &email, &name, guide),
        })
    })
}

fn first(cx: &PageContext, guide: PasswordGuide) -> AnyView {
    let page =
        AuthPage::new(cx.words.text(T::FirstTitle)).description(cx.words.text(T::FirstWhat)).with_islands();
    page.render(cx, move || {
        view! {
            <Form action="/api/setup/complete">
                <Field
                    name="email"
                    kind=FieldKind::Email
                    label=say(T::Email)
                    hint=say(T::EmailWhy)
                    autocomplete="username"
                    autofocus=true
                />
                <Field name="name" label=say(T::Name) autocomplete="name" maxlength=100/>
                <NewPasswordField label=say(T::Password) guide=guide beside=&["name", "email"]/>
                <div class="form-actions">
                    <Button wide=true>{say(T::FirstSubmit)}</Button>
                </div>
            </Form>
        }
    })
}

fn invited(cx: &PageContext, email: &str, name: &str, guide: PasswordGuide) -> AnyView {
    let email = email.to_owned();
    let page = AuthPage::new(cx.words.fill(T::InvitedTitle, &[("name", name)]))
        .description(cx.words.fill(T::InvitedWhat, &[("email", &email)]))
        .with_islands();
    page.render(cx, move || {
        view! {
            <Form action="/api/setup/complete">
                <UsernameHint username=email/>
                <NewPasswordField label=say(T::Password) guide=guide/>
                <div class="form-actions">
                    <Button wide=true>{say(T::InvitedSubmit)}</Button>
                </div>
            </Form>
        }
    })
}
