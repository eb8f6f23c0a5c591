//! Pairing the OTP app from the preferences: first the user code, then the application code, then six digits.

use super::Pairing;
use super::parts::{application_field, code_field, get_app, user_code};
use super::text::PairingText as T;
use crate::error::Problem;
use crate::form::ReturnPath;
use crate::page::{PageContext, PageFuture};
use crate::ui::text::UiText;
use crate::ui::{
    Alert, Button, ButtonKind, Card, Form, IconName, LinkButton, PortalPage, Section, Tone, say,
};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

const PATH: &str = "/security/mfa/paired";
const APPLICATION: &str = "/security/mfa/paired?step=application";
const TAKE: &str = "/api/pairing/take";
const CONFIRM: &str = "/api/pairing/confirm";

/// What is shown.
enum Step {
    User,
    Application,
    Code,
}

/// `/security/mfa/paired?step=…`.
pub fn paired(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        if cx.query("step") == Some("done") && cx.failure.is_none() {
            return done(&cx).await;
        }
        let pairing = cx.ports.pairing.pairing(&cx.visit, cx.person()?).await?;
        let step = step(&cx, &pairing);
        let document = PortalPage::new(Section::Security, cx.words.text(T::SetupTitle))
            .back("/security/mfa", cx.words.text(UiText::TabMfa))
            .with_islands();
        Ok(document.render(&cx, move || match step {
            Step::User => user(&pairing),
            Step::Application => application(),
            Step::Code => code(&pairing),
        }))
    })
}

/// The step that is asked for, as far as those before it are done. Whose codes waited too long begins anew.
fn step(cx: &PageContext, pairing: &Pairing) -> Step {
    let expired = cx.failure.as_ref().is_some_and(|failure| failure.error.problem == Problem::PairingExpired);
    match cx.query("step") {
        _ if expired => Step::User,
        Some("code") if pairing.paired => Step::Code,
        Some("code" | "application") => Step::Application,
        _ => Step::User,
    }
}

fn user(pairing: &Pairing) -> AnyView {
    let shown = user_code(&pairing.user_code);
    view! {
        <Card title=say(T::StepUser) description=say(T::StepUserWhat)>
            {shown}
            <div class="form-actions">
                <LinkButton href=APPLICATION kind=ButtonKind::Primary>{say(T::Next)}</LinkButton>
                <LinkButton href="/security/mfa">{say(T::Cancel)}</LinkButton>
            </div>
        </Card>
    }
    .into_any()
}

fn application() -> AnyView {
    view! {
        <Card title=say(T::StepApplication) description=say(T::StepApplicationWhat)>
            {get_app()}
            <Form action=TAKE>
                {application_field()}
                <div class="form-actions">
                    <Button>{say(T::ApplicationSubmit)}</Button>
                    <LinkButton href=PATH>{say(T::Back)}</LinkButton>
                </div>
            </Form>
        </Card>
    }
    .into_any()
}

fn code(pairing: &Pairing) -> AnyView {
    let shown = user_code(&pairing.user_code);
    view! {
        <Card title=say(T::StepCode) description=say(T::StepCodeWhat)>
            {shown}
            <Form action=CONFIRM>
                {code_field()}
                <div class="form-actions">
                    <Button>{say(T::CodeSubmit)}</Button>
                    <LinkButton href=APPLICATION>{say(T::AnotherApplicationCode)}</LinkButton>
                </div>
            </Form>
        </Card>
    }
    .into_any()
}

/// The page that says that the app is registered, from where the way leads on to `next`.
pub(super) fn path_when_done(next: Option<&ReturnPath>) -> String {
    let next = next.map(|next| utf8_percent_encode(next.as_str(), NON_ALPHANUMERIC).to_string());
    next.map_or_else(|| format!("{PATH}?step=done"), |next| format!("{PATH}?step=done&next={next}"))
}

async fn done(cx: &PageContext) -> crate::error::ApiResult<AnyView> {
    let unsaved = cx.ports.recovery.view(&cx.visit, cx.person()?).await?.unsaved.is_some();
    let next = cx.query("next").and_then(ReturnPath::parse);
    let save = unsaved.then(|| crate::recovery::path_to_save(next.as_ref()));
    let home = next.map_or_else(|| "/".to_owned(), |next| next.as_str().to_owned());
    let document = PortalPage::new(Section::Security, cx.words.text(T::SetupTitle));
    Ok(document.render(cx, move || {
        let save_link = save.map(|href| {
            view! { <LinkButton href=href icon=IconName::Key>{say(T::SaveCodes)}</LinkButton> }
        });
        view! {
            <Card>
                <Alert tone=Tone::Good title=say(T::DoneTitle)>
                    <p>{say(T::DoneWhat)}</p>
                    {unsaved.then(|| view! { <p>{say(T::DoneCodes)}</p> })}
                </Alert>
                <p class="card-note">{say(T::DoneBoth)}</p>
                <div class="form-actions">
                    <LinkButton href=home kind=ButtonKind::Primary>{say(T::Home)}</LinkButton>
                    {save_link}
                    <LinkButton href="/security/mfa" kind=ButtonKind::Quiet>{say(T::Methods)}</LinkButton>
                </div>
            </Card>
        }
    }))
}
