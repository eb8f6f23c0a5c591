//! Pairing the OTP app while signing in: first the application code, then the user code, then six digits.

use super::Pairing;
use super::parts::{application_field, code_field, get_app, user_code};
use super::text::PairingText as T;
use crate::error::ApiResult;
use crate::page::PageContext;
use crate::sign_in::text::SignInText;
use crate::ui::{AuthPage, Button, ButtonKind, Form, LinkButton, Text, say};
use leptos::prelude::*;

const PATH: &str = "/sign-in/enrol?method=paired";
const USER: &str = "/sign-in/enrol?method=paired&step=user";
const CODE: &str = "/sign-in/enrol?method=paired&step=code";
const TAKE: &str = "/api/pairing/take-at-sign-in";
const CONFIRM: &str = "/api/pairing/confirm-at-sign-in";

/// `/sign-in/enrol?method=paired&step=…`. `out` is the way out, below the card.
pub(crate) async fn paired(cx: &PageContext, out: fn() -> AnyView) -> ApiResult<AnyView> {
    let pairing = cx.ports.pairing.pairing_at_sign_in(&cx.visit, &cx.half()?).await?;
    Ok(match cx.query("step") {
        Some("user") if pairing.paired => user(cx, out, pairing),
        Some("code") if pairing.paired => code(cx, out),
        _ => application(cx, out),
    })
}

fn page(cx: &PageContext, title: T, out: fn() -> AnyView) -> AuthPage {
    AuthPage::new(cx.words.text(title)).wide().with_islands().footer(out)
}

fn application(cx: &PageContext, out: fn() -> AnyView) -> AnyView {
    let what = cx.words.text(T::StepApplicationWhat);
    page(cx, T::DoorApplicationTitle, out).description(what).render(cx, || {
        view! {
            {get_app()}
            <Form action=TAKE>
                {application_field()}
                <div class="form-actions">
                    <Button>{say(T::ApplicationSubmit)}</Button>
                    <LinkButton href="/sign-in/enrol">{say(SignInText::ChooseAnother)}</LinkButton>
                </div>
            </Form>
        }
    })
}

fn user(cx: &PageContext, out: fn() -> AnyView, pairing: Pairing) -> AnyView {
    let what = cx.words.text(T::DoorUserWhat);
    page(cx, T::DoorUserTitle, out).description(what).render(cx, move || {
        view! {
            {user_code(&pairing.user_code)}
            <div class="form-actions">
                <LinkButton href=CODE kind=ButtonKind::Primary>{say(T::Next)}</LinkButton>
                {link(PATH, say(T::AnotherApplicationCode))}
            </div>
        }
    })
}

fn code(cx: &PageContext, out: fn() -> AnyView) -> AnyView {
    page(cx, T::DoorCodeTitle, out).render(cx, || {
        view! {
            <Form action=CONFIRM>
                {code_field()}
                <div class="form-actions">
                    <Button>{say(T::CodeSubmit)}</Button>
                    {link(USER, say(T::ShowUserCode))}
                </div>
            </Form>
        }
    })
}

fn link(href: &'static str, label: Text) -> AnyView {
    view! { <LinkButton href=href>{label}</LinkButton> }.into_any()
}
