//! Turning e-mailed codes on: send a code to the registered address, and type it in.

use super::EmailEnrolment;
use super::text::EmailOtpText as T;
use crate::page::{PageContext, PageFuture};
use crate::sign_in::SentCode;
use crate::ui::email_enrolment::Resend;
use crate::ui::text::UiText;
use crate::ui::{
    Alert, Button, Card, CodeField, CodeKind, Form, IconName, LinkButton, Moment, MomentStyle, PortalPage,
    Section, Tone, say, say_with,
};
use leptos::prelude::*;
use sekisho_engine::time::Timestamp;

const SEND: &str = "/api/email-otp/send";

/// `/security/mfa/email`.
#[must_use]
pub fn email_otp(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let enrolment = cx.ports.email_otp.enrolment(&cx.visit, cx.person()?).await?;
        let now = cx.visit.now;
        let document = PortalPage::new(Section::Security, cx.words.text(T::SetupTitle))
            .back("/security/mfa", cx.words.text(UiText::TabMfa))
            .with_islands();
        Ok(document.render(&cx, move || {
            view! {
                <Card icon=IconName::Mail title=say(T::Heading) description=say(T::Weaker)>
                    {match enrolment.sent.filter(|sent| sent.expires > now) {
                        Some(sent) => code(&enrolment, sent),
                        None => first(&enrolment, now),
                    }}
                </Card>
            }
        }))
    })
}

/// Where the code goes, and the button that sends it.
fn first(enrolment: &EmailEnrolment, now: Timestamp) -> AnyView {
    let over = enrolment.sent.is_some_and(|sent| sent.expires <= now);
    let over = over.then(|| {
        let told = say_with(T::SentOver, &[("email", &enrolment.email)]);
        view! { <Alert tone=Tone::Warning><p>{told}</p></Alert> }
    });
    view! {
        {over}
        <p>{say_with(T::SetupIntro, &[("email", &enrolment.email)])}</p>
        <p><a href="/account">{say(T::ChangeAddress)}</a></p>
        <Form action=SEND>
            <div class="form-actions">
                <Button icon=IconName::Mail>{say(T::Send)}</Button>
                <LinkButton href="/security/mfa">{say(T::Cancel)}</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

/// The field for the code that was sent, and the button that sends another.
fn code(enrolment: &EmailEnrolment, sent: SentCode) -> AnyView {
    let told = say_with(T::Sent, &[("email", &enrolment.email)]);
    let (before, after) = told.split_once("{until}").unwrap_or((&told, ""));
    view! {
        <p>{before.to_owned()}<Moment at=sent.expires style=MomentStyle::Clock/>{after.to_owned()}</p>
        <Form action="/api/email-otp/confirm">
            <CodeField kind=CodeKind::Email label=say(T::Code) autofocus=true/>
            <div class="form-actions">
                <Button>{say(T::Submit)}</Button>
                <LinkButton href="/security/mfa">{say(T::Cancel)}</LinkButton>
            </div>
        </Form>
        <Resend action=SEND sent=sent label=say(T::Send)/>
        <p><a href="/account">{say(T::ChangeAddress)}</a></p>
    }
    .into_any()
}
