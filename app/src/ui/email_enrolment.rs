//! The steps that turn e-mailed codes on: send one, enter it; another one after a while.

use super::document::{page, say, say_with};
use super::moment::duration_text;
use super::text::UiText;
use super::{
    Button, ButtonKind, CodeField, CodeKind, Field, FieldKind, Form, HiddenField, IconName, LinkButton, Text,
};
use crate::email_otp::text::EmailOtpText;
use crate::email_otp::{EmailEnrolment, External};
use crate::sign_in::SentCode;
use leptos::prelude::*;
use sekisho_engine::time::Seconds;

/// The form that sends a code, and once one was sent the form that takes it.
#[component]
pub fn EmailSteps(
    /// Where codes go, and the one that was sent.
    enrolment: EmailEnrolment,
    /// The server function that sends a code.
    send: &'static str,
    /// The server function that takes it; its field is `code`.
    confirm: &'static str,
    /// What the button says that takes it.
    #[prop(into)]
    submit: Text,
    /// Where the way out leads.
    #[prop(into)]
    cancel: String,
    /// What the way out is called.
    #[prop(into)]
    cancel_label: Text,
) -> impl IntoView {
    let cx = page();
    let asked = asked_for_address(&enrolment, send).cloned();
    let EmailEnrolment { email, external, sent } = enrolment;
    let way_out = {
        let (href, label) = (cancel.clone(), cancel_label.clone());
        move || view! { <LinkButton href=href>{label}</LinkButton> }
    };
    let email = email.unwrap_or_default();
    match (asked, sent.filter(|sent| sent.expires > cx.visit.now)) {
        (Some(external), _) => view! {
            <p class="step-text">{say(EmailOtpText::ExternalIntro)}</p>
            <AddressForm external=external send=send cancel=cancel cancel_label=cancel_label/>
        }
        .into_any(),
        (None, None) => view! {
            <p class="step-text">{say_with(UiText::EmailWillGo, &[("email", &email)])}</p>
            <Form action=send>
                <div class="form-actions">
                    <Button icon=IconName::Mail>{say(UiText::EmailSend)}</Button>
                    {way_out()}
                </div>
            </Form>
        }
        .into_any(),
        (None, Some(sent)) => {
            let left = duration_text(&cx.words, sent.expires.since(cx.visit.now));
            let resend = say(UiText::EmailResend);
            let told = say_with(UiText::EmailWent, &[("email", &email), ("time", &left)]);
            let again = external.is_some().then(|| email.clone());
            view! {
                <p class="step-text">{told}</p>
                <Form action=confirm>
                    <CodeField kind=CodeKind::Email label=say(UiText::OneTimeCode) autofocus=true/>
                    <div class="form-actions">
                        <Button>{submit}</Button>
                        {way_out()}
                    </div>
                </Form>
                <Resend action=send sent=sent label=resend email=again/>
                {external.map(|_| another_address())}
            }
            .into_any()
        }
    }
}

/// What to ask the address with, where the person says where codes go and has yet to: there is none so far,
/// they want another one, or the one that they typed can't be it.
#[must_use]
pub fn asked_for_address<'a>(enrolment: &'a EmailEnrolment, send: &'static str) -> Option<&'a External> {
    let cx = page();
    let sent_to = enrolment.sent.filter(|sent| sent.expires > cx.visit.now).and(enrolment.email.as_deref());
    let typed = cx.failure_of(send).map(|failure| failure.value("email").unwrap_or_default().trim());
    let wants_another = cx.query(ANOTHER).is_some();
    enrolment
        .external
        .as_ref()
        .filter(|_| sent_to.is_none() || wants_another || typed.is_some_and(|typed| Some(typed) != sent_to))
}

/// The part of the page's address that says that the person wants another address.
const ANOTHER: &str = "another";

/// The way back to the form for the address, once a code was sent.
#[must_use]
pub fn another_address() -> AnyView {
    let cx = page();
    let kept = cx.query.iter().find(|(name, _)| name == "method").map(|(_, value)| value.clone());
    let href = match kept {
        Some(method) => format!("?method={method}&{ANOTHER}=1"),
        None => format!("?{ANOTHER}=1"),
    };
    view! { <p><a href=href>{say(EmailOtpText::ExternalAnother)}</a></p> }.into_any()
}

/// The form for an address of the person's own choice.
#[component]
pub fn AddressForm(
    /// What they are told of it.
    external: External,
    /// The server function that sends a code there; its field is `email`.
    send: &'static str,
    /// Where the way out leads.
    #[prop(into)]
    cancel: String,
    /// What the way out is called.
    #[prop(into)]
    cancel_label: Text,
) -> impl IntoView {
    let domains = external.forbidden.iter().map(|domain| format!("@{domain}")).collect::<Vec<_>>();
    let hint = if domains.is_empty() {
        say(EmailOtpText::ExternalExample)
    } else {
        say_with(EmailOtpText::ExternalForbidden, &[("domains", &domains.join(", "))])
    };
    let present = external
        .present
        .map(|email| view! { <p>{say_with(EmailOtpText::ExternalPresent, &[("email", &email)])}</p> });
    view! {
        {present}
        <Form action=send>
            <Field
                name="email"
                kind=FieldKind::Email
                label=say(EmailOtpText::ExternalAddress)
                hint=hint
                autocomplete="email"
                maxlength=254
            />
            <div class="form-actions">
                <Button icon=IconName::Mail>{say(EmailOtpText::ExternalSend)}</Button>
                <LinkButton href=cancel>{cancel_label}</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

/// The form that sends a code once more, and from when on it may.
#[component]
pub fn Resend(
    /// The server function that sends a code.
    action: &'static str,
    /// The code that was sent.
    sent: SentCode,
    /// What the button says.
    #[prop(into)]
    label: Text,
    /// Where it goes, if the server function has to be told.
    #[prop(optional_no_strip, into)]
    email: Option<String>,
    /// Whether the button is as wide as the form.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    let wait = sent.resend_from.since(page().visit.now);
    let note = if wait.get() > 0 { countdown(wait) } else { say(UiText::ResendNow).into_any() };
    view! {
        <div class="resend">
            <Form action=action>
                {email.map(|email| view! { <HiddenField name="email" value=email/> })}
                <p class="resend-note">{note}</p>
                <Button kind=ButtonKind::Secondary wide=wide>{label}</Button>
            </Form>
        </div>
    }
    .into_any()
}

/// How long to wait, and the script (`app/browser/countdown.js`) that counts it down, holds the button of the
/// form around it, and says when the wait is over.
fn countdown(wait: Seconds) -> AnyView {
    let cx = page();
    let at_first = say_with(UiText::ResendLater, &[("time", &duration_text(&cx.words, wait))]);
    let script = cx.portal.countdown_script.clone();
    view! {
        <span
            class="countdown"
            role="timer"
            data-wait=wait.get().to_string()
            data-waiting=say(UiText::ResendIn)
            data-ready=say(UiText::ResendNow)
        >
            {at_first}
        </span>
        <span role="status"></span>
        {script.map(|script| view! { <script src=script defer></script> })}
    }
    .into_any()
}
