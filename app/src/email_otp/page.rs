//! Turning e-mailed codes on: send a code to the registered address, or to one of the person's own choice, and
//! type it in.

use super::EmailEnrolment;
use super::text::EmailOtpText as T;
use crate::page::{PageContext, PageFuture};
use crate::sign_in::SentCode;
use crate::ui::email_enrolment::{AddressForm, Resend, another_address, asked_for_address};
use crate::ui::text::UiText;
use crate::ui::{
    Button, Card, CodeField, CodeKind, Form, IconName, LinkButton, Moment, MomentStyle, PortalPage, Section,
    say, say_with,
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
            let weaker = if enrolment.external.is_some() { T::ExternalWeaker } else { T::Weaker };
            view! {
                <Card icon=IconName::Mail title=say(T::Heading) description=say(weaker)>
                    {content(&enrolment, now)}
                </Card>
            }
        }))
    })
}

fn content(enrolment: &EmailEnrolment, now: Timestamp) -> AnyView {
    if let Some(external) = asked_for_address(enrolment, SEND).cloned() {
        return view! {
            <p>{say(T::ExternalIntro)}</p>
            <AddressForm external=external send=SEND cancel="/security/mfa" cancel_label=say(T::Cancel)/>
        }
        .into_any();
    }
    let email = enrolment.email.clone().unwrap_or_default();
    match enrolment.sent.filter(|sent| sent.expires > now) {
        Some(sent) => code(email, sent, enrolment.external.is_some()),
        None => first(&email),
    }
}

/// Where the code goes, and the button that sends it.
fn first(email: &str) -> AnyView {
    view! {
        <p>{say_with(T::SetupIntro, &[("email", email)])}</p>
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
fn code(email: String, sent: SentCode, external: bool) -> AnyView {
    let told = say_with(T::Sent, &[("email", &email)]);
    let (before, after) = told.split_once("{until}").unwrap_or((&told, ""));
    let to = external.then_some(email);
    let elsewhere = if external {
        another_address()
    } else {
        view! { <p><a href="/account">{say(T::ChangeAddress)}</a></p> }.into_any()
    };
    view! {
        <p>{before.to_owned()}<Moment at=sent.expires style=MomentStyle::Clock/>{after.to_owned()}</p>
        <Form action="/api/email-otp/confirm">
            <CodeField kind=CodeKind::Email label=say(T::Code) autofocus=true/>
            <div class="form-actions">
                <Button>{say(T::Submit)}</Button>
                <LinkButton href="/security/mfa">{say(T::Cancel)}</LinkButton>
            </div>
        </Form>
        <Resend action=SEND sent=sent label=say(T::Send) email=to/>
        {elsewhere}
    }
    .into_any()
}
