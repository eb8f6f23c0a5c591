//! Who signs in: the identifier, on the page of the password or on one of its own before it.
//!
//! Nothing on the password's page depends on whether there is such an account.

use super::ways::Ways;
use crate::page::PageContext;
use crate::sign_in::text::SignInText as T;
use crate::sign_in::{WAY, page_path, way_from_code};
use crate::ui::{
    Alert, AuthPage, Button, CheckBox, Field, FieldKind, FixedField, Form, HiddenField, PasswordField, Text,
    Tone, page, say, say_with,
};
use leptos::prelude::*;
use sekisho_engine::policy::Identifier;
use sekisho_engine::sign_in::Way;

/// What the policy calls the identifier, and what is typed for it.
fn kind(identifier: Identifier) -> (FieldKind, Text) {
    match identifier {
        Identifier::Email => (FieldKind::Email, say(T::Email)),
        Identifier::Username => (FieldKind::Username, say(T::Username)),
    }
}

/// Why somebody who is signed in is asked again, if they are.
pub(super) fn waits() -> Option<AnyView> {
    page()
        .visit
        .held
        .waiting
        .then(|| view! { <Alert tone=Tone::Info><p>{say(T::Waits)}</p></Alert> }.into_any())
}

/// The field that is typed into.
pub(super) fn field(autofocus: bool) -> AnyView {
    let cx = page();
    let (kind, label) = kind(cx.portal.sign_in.identifier);
    let value = cx.visit.held.identifier.clone().unwrap_or_default();
    view! {
        <Field
            name="identifier"
            kind=kind
            label=label
            value=value
            autocomplete="username"
            autofocus=autofocus
        />
    }
    .into_any()
}

/// The box that keeps the browser signed in, where that is offered.
pub(super) fn remember() -> Option<AnyView> {
    let policy = page().portal.remember_me;
    policy.offered.then(|| {
        let days = policy.idle_days.get().to_string();
        let hint = say_with(T::RememberWhat, &[("days", &days)]);
        view! { <CheckBox name="remember" label=say(T::Remember) hint=hint/> }.into_any()
    })
}

/// The page that asks for the identifier alone.
pub(super) fn identifier(cx: &PageContext) -> AnyView {
    let next = cx.query("next").unwrap_or_default().to_owned();
    let ways = Ways::of(cx);
    let mut document = AuthPage::new(cx.words.text(T::Title)).description(cx.words.text(T::IdentifierWhat));
    if ways.are_two() {
        document = document.wide();
    }
    document.render(cx, move || {
        let to = next.clone();
        let form = view! {
            <Form action="/api/sign-in/identify">
                <HiddenField name="next" value=next/>
                {ways.field()}
                {field(true)}
                <div class="form-actions form-actions-stacked">
                    <Button wide=true>{say(T::Next)}</Button>
                </div>
            </Form>
        };
        let form = view! { {waits()}{form} };
        ways.around(cx, &to, form.into_any())
    })
}

/// The page that asks for the password of `identifier`.
pub(super) fn password(cx: &PageContext, identifier: String) -> AnyView {
    let next = cx.query("next").unwrap_or_default().to_owned();
    let ways = Ways::of(cx);
    let back = page_path("/sign-in", cx.query(WAY).map_or(Way::Usual, way_from_code), &next);
    AuthPage::new(cx.words.text(T::PasswordTitle)).render(cx, move || {
        let (kind, label) = kind(cx.portal.sign_in.identifier);
        view! {
            <Form action=super::BEGIN>
                <HiddenField name="next" value=next/>
                {ways.field()}
                <FixedField
                    name="identifier"
                    kind=kind
                    label=label
                    value=identifier
                    autocomplete="username"
                >
                    <a class="quiet-link" href=back>{say(T::Another)}</a>
                </FixedField>
                <PasswordField label=say(T::Password) autofocus=true/>
                {if ways.is_one_step() { None } else { remember() }}
                <div class="form-actions form-actions-stacked">
                    <Button wide=true>{say(T::Submit)}</Button>
                    <a class="quiet-link" href="/forgot-password">{say(T::Forgot)}</a>
                </div>
            </Form>
        }
    })
}
