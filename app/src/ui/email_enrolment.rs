//! The steps that turn e-mailed codes on: send one, enter it; another one after a while.

use super::document::{page, say, say_with};
use super::moment::duration_text;
use super::text::UiText;
use super::{Button, ButtonKind, CodeField, CodeKind, Form, HiddenField, IconName, LinkButton, Text};
use crate::email_otp::EmailEnrolment;
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
    let way_out = move || view! { <LinkButton href=cancel>{cancel_label}</LinkButton> };
    match enrolment.sent.filter(|sent| sent.expires > cx.visit.now) {
        None => view! {
            <p class="step-text">{say_with(UiText::EmailWillGo, &[("email", &enrolment.email)])}</p>
            <Form action=send>
                <div class="form-actions">
                    <Button icon=IconName::Mail>{say(UiText::EmailSend)}</Button>
                    {way_out()}
                </div>
            </Form>
        }
        .into_any(),
        Some(sent) => {
            let left = duration_text(&cx.words, sent.expires.since(cx.visit.now));
            let resend = say(UiText::EmailResend);
            let told = say_with(UiText::EmailWent, &[("email", &enrolment.email), ("time", &left)]);
            view! {
                <p class="step-text">{told}</p>
                <Form action=confirm>
                    <CodeField kind=CodeKind::Email label=say(UiText::OneTimeCode) autofocus=true/>
                    <div class="form-actions">
                        <Button>{submit}</Button>
                        {way_out()}
                    </div>
                </Form>
                <Resend action=send sent=sent label=resend/>
            }
            .into_any()
        }
    }
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
    #[prop(optional, into)]
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
