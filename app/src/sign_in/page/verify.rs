//! The code page: one factor at a time, and links to the others, or back to the choice among them.

use super::choice;
use crate::error::Problem;
use crate::page::{PageContext, PageFuture};
use crate::sign_in::VerifyView;
use crate::sign_in::text::SignInText as T;
use crate::ui::email_enrolment::Resend;
use crate::ui::{
    Alert, AuthPage, Button, ButtonKind, CodeField, CodeKind, Form, HiddenField, Icon, IconName, Text, Tone,
    duration_text, say, say_with,
};
use crate::visit::{Caller, Visit};
use leptos::prelude::*;
use sekisho_engine::method::Method;
use sekisho_engine::time::Timestamp;

/// `/sign-in/verify?factor=…`: the code of a second factor.
#[must_use]
pub fn verify(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let half = cx.half()?;
        let view = cx.ports.sign_in.verify_view(&cx.visit, &half).await?;
        let asked =
            cx.query("factor").and_then(Method::from_name).filter(|factor| view.factors.contains(factor));
        if asked.is_none() && choice::is_asked(&cx, &view) {
            return Ok(choice::choice(&cx, &view));
        }
        let factor = asked.or_else(|| view.factors.first().copied()).ok_or(Problem::MethodUnavailable)?;
        Ok(page(&cx, &view, factor))
    })
}

fn page(cx: &PageContext, view: &VerifyView, factor: Method) -> AnyView {
    let words = &cx.words;
    let email = view.email.clone().unwrap_or_default();
    let sent = view.sent.filter(|sent| sent.expires > cx.visit.now);
    let (title, what) = match (factor, sent) {
        (Method::Totp, _) => (T::TotpTitle, words.text(T::TotpWhat)),
        (Method::Paired, _) => (T::PairedTitle, words.text(T::PairedWhat)),
        (Method::Recovery, _) => (T::RecoveryTitle, words.text(T::RecoveryWhat)),
        (Method::Email, None) => (T::EmailTitle, words.fill(T::EmailWhat, &[("email", &email)]).into()),
        (Method::Email, Some(sent)) => (T::EmailSentTitle, sent_text(cx, &email, sent.expires)),
    };
    let others: Vec<Method> = view.factors.iter().copied().filter(|other| *other != factor).collect();
    let asked = choice::is_asked(cx, view);
    let forbidden = view.email_forbidden.clone();
    let page = AuthPage::new(words.text(title)).description(what).footer(start_over);
    let page = if cx.portal.support_requests.is_some() { page.without_contact() } else { page };
    page.render(cx, move || {
        let content = match (factor, sent) {
            (Method::Email, None) => send_form(),
            (Method::Email, Some(sent)) => view! {
                {code_form(factor)}
                <Resend action="/api/sign-in/send-code" sent=sent label=say(T::EmailResend) wide=true/>
            }
            .into_any(),
            (Method::Totp | Method::Paired | Method::Recovery, _) => code_form(factor),
        };
        view! {
            {content}
            {email_forbidden(forbidden.as_deref())}
            {if asked { Some(back_to_choice()) } else { (!others.is_empty()).then(|| other_ways(&others)) }}
            {support_way()}
        }
    })
}

fn sent_text(cx: &PageContext, email: &str, until: Timestamp) -> Text {
    let left = duration_text(&cx.words, until.since(cx.visit.now));
    cx.words.fill(T::EmailSentFor, &[("email", email), ("time", &left)]).into()
}

fn code_form(factor: Method) -> AnyView {
    let (kind, label) = match factor {
        Method::Totp | Method::Paired => (CodeKind::Totp, T::Code),
        Method::Email => (CodeKind::Email, T::Code),
        Method::Recovery => (CodeKind::Recovery, T::RecoveryCode),
    };
    view! {
        <Form action="/api/sign-in/verify">
            <HiddenField name="factor" value=factor.as_str()/>
            <CodeField kind=kind label=say(label) autofocus=true/>
            <div class="form-actions">
                <Button wide=true>{say(T::Verify)}</Button>
            </div>
        </Form>
    }
    .into_any()
}

fn send_form() -> AnyView {
    view! {
        <Form action="/api/sign-in/send-code">
            <div class="form-actions">
                <Button wide=true icon=IconName::Mail>{say(T::EmailSend)}</Button>
            </div>
        </Form>
    }
    .into_any()
}

fn other_ways(others: &[Method]) -> AnyView {
    let ways = others.iter().map(|factor| {
        let (icon, label) = match factor {
            Method::Totp => (IconName::Authenticator, T::WayTotp),
            Method::Paired => (IconName::Authenticator, T::WayPaired),
            Method::Email => (IconName::Mail, T::WayEmail),
            Method::Recovery => (IconName::Key, T::WayRecovery),
        };
        let href = format!("/sign-in/verify?factor={}", factor.as_str());
        view! {
            <li>
                <a class="way" href=href>
                    <Icon name=icon/><span>{say(label)}</span><Icon name=IconName::ChevronRight/>
                </a>
            </li>
        }
    });
    view! {
        <section class="ways">
            <h2 class="ways-title">{say(T::OtherWays)}</h2>
            <ul>{ways.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// The way back to the choice among the methods.
fn back_to_choice() -> AnyView {
    view! {
        <section class="ways">
            <ul>
                <li>
                    <a class="way" href="/sign-in/verify">
                        <Icon name=IconName::ShieldCheck/>
                        <span>{say(T::ChooseAnother)}</span>
                        <Icon name=IconName::ChevronRight/>
                    </a>
                </li>
            </ul>
        </section>
    }
    .into_any()
}

/// Why e-mailed codes are not among the ways, where they were.
pub(super) fn email_forbidden(domain: Option<&str>) -> Option<AnyView> {
    domain.map(|domain| {
        let why = say_with(T::EmailForbidden, &[("domain", domain)]);
        view! { <Alert tone=Tone::Warning><p>{why}</p></Alert> }.into_any()
    })
}

/// The way for whoever has no device at hand, and no recovery code; nothing where support takes no requests.
pub(super) fn support_way() -> Option<AnyView> {
    crate::ui::page().portal.support_requests.map(|_| {
        view! {
            <p class="no-device">
                {say(T::NoDevice)}" "<a href="/support/mfa-removal">{say(T::ContactSupport)}</a>
            </p>
        }
        .into_any()
    })
}

/// The way out of a half-finished sign-in; for somebody who is signed in already, back to where they were.
pub(super) fn start_over() -> AnyView {
    let label = if stepping_up() { T::StepUpCancel } else { T::StartOver };
    view! {
        <Form action="/api/sign-in/cancel">
            <Button kind=ButtonKind::Quiet>{say(label)}</Button>
        </Form>
    }
    .into_any()
}

/// Whether the page is for somebody signed in, who shows a second factor again.
pub(super) fn stepping_up() -> bool {
    use_context::<Visit>().is_some_and(|visit| matches!(visit.caller, Caller::SignedIn(_)))
}
