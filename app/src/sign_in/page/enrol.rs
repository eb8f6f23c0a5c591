//! Setting up a second factor while signing in, for whoever must show one and has none.

use super::choice::large_link;
use super::verify::{start_over, stepping_up};
use crate::page::{PageContext, PageFuture};
use crate::pairing;
use crate::pairing::text::PairingText;
use crate::sign_in::text::SignInText as T;
use crate::ui::totp_enrolment::TotpSteps;
use crate::ui::{AuthPage, Badge, IconName, Text, Tone, email_enrolment::EmailSteps, page, say};
use leptos::prelude::*;
use sekisho_engine::method::{Method, Methods};

/// `/sign-in/enrol?method=…`: the choice, or the steps of one method.
#[must_use]
pub fn enrol(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        match cx.query("method") {
            Some("totp") => totp(&cx).await,
            Some("paired") => pairing::door::paired(&cx, start_over).await,
            Some("email") => email(&cx).await,
            _ => {
                let methods = cx.ports.sign_in.enrolment_methods(&cx.visit, &cx.half()?).await?;
                Ok(choice(&cx, methods))
            }
        }
    })
}

fn choice(cx: &PageContext, methods: Methods) -> AnyView {
    AuthPage::new(cx.words.text(T::EnrolTitle))
        .description(cx.words.text(if stepping_up() { T::StepUpEnrolWhat } else { T::EnrolWhat }))
        .footer(start_over)
        .render(cx, move || {
            let totp = methods.contains(Method::Totp).then(|| {
                let recommended = view! { <Badge tone=Tone::Good text=say(T::Recommended)/> }.into_any();
                let (title, what) = (say(T::EnrolTotp), say(T::EnrolTotpWhat));
                option("totp", IconName::Authenticator, title, what, Some(recommended))
            });
            let paired = methods.contains(Method::Paired).then(|| {
                let (title, what) = (say(PairingText::Method), say(PairingText::MethodWhat));
                option("paired", IconName::Phone, title, what, None)
            });
            let email = methods.contains(Method::Email).then(|| {
                let external = page().portal.email_otp_external;
                let what = if external { T::EnrolExternalWhat } else { T::EnrolEmailWhat };
                option("email", IconName::Mail, say(T::EnrolEmail), say(what), None)
            });
            view! { <ul class="choices">{totp}{paired}{email}</ul> }
        })
}

fn option(method: &str, icon: IconName, title: Text, what: Text, badge: Option<AnyView>) -> AnyView {
    large_link(format!("/sign-in/enrol?method={method}"), icon, title, what, badge)
}

/// What the button says that activates a method: `usual` at the door, and something else inside.
fn submit(usual: T) -> T {
    if stepping_up() { T::StepUpEnrolSubmit } else { usual }
}

async fn totp(cx: &PageContext) -> crate::error::ApiResult<AnyView> {
    let enrolment = cx.ports.totp.enrolment_at_sign_in(&cx.visit, &cx.half()?).await?;
    let document = AuthPage::new(cx.words.text(T::EnrolTotpTitle)).wide().with_islands().footer(start_over);
    Ok(document.render(cx, move || {
        view! {
            <TotpSteps
                enrolment=enrolment
                action="/api/totp/confirm-at-sign-in"
                submit=say(submit(T::EnrolTotpSubmit))
                cancel="/sign-in/enrol"
                cancel_label=say(T::ChooseAnother)
            />
        }
    }))
}

async fn email(cx: &PageContext) -> crate::error::ApiResult<AnyView> {
    let enrolment = cx.ports.email_otp.enrolment_at_sign_in(&cx.visit, &cx.half()?).await?;
    let document = AuthPage::new(cx.words.text(T::EnrolEmailTitle)).footer(start_over);
    Ok(document.render(cx, move || {
        view! {
            <EmailSteps
                enrolment=enrolment
                send="/api/email-otp/send-at-sign-in"
                confirm="/api/email-otp/confirm-at-sign-in"
                submit=say(submit(T::EnrolEmailSubmit))
                cancel="/sign-in/enrol"
                cancel_label=say(T::ChooseAnother)
            />
        }
    }))
}
