//! The pages on the way to two-step sign-in: a new password, a second factor, done.

use super::text::TwoStepText as T;
use super::{PATH, TwoStepView};
use crate::page::{PageContext, PageFuture};
use crate::password::PasswordGuide;
use crate::recovery::page::codes_to_save;
use crate::sign_in::text::SignInText;
use crate::totp::TotpEnrolment;
use crate::ui::totp_enrolment::TotpSteps;
use crate::ui::{
    Alert, Button, ButtonKind, Card, Form, Icon, IconName, LinkButton, NewPasswordField, PortalPage, Section,
    Tone, UsernameHint, day_text, page, say, say_with,
};
use leptos::prelude::*;
use sekisho_engine::method::Method;
use sekisho_engine::time::Day;

const REGISTER: &str = "/api/two-step/register";
/// The part of the address that shows the authenticator's QR code.
const SET_UP: &str = "set-up";

/// `/security/two-step`: the step that is due; `?step=set-up` goes on from the changed password to the QR code.
#[must_use]
pub fn two_step(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let person = cx.person()?;
        let view = cx.ports.two_step.view(&cx.visit, person).await?;
        let asked = cx.query("step") == Some(SET_UP) || cx.failure_of(REGISTER).is_some();
        let content = match view {
            TwoStepView::Password { guide, method } => Content::Password { guide, method },
            TwoStepView::Authenticator { method: Method::Totp, .. } if asked => {
                Content::Totp(cx.ports.totp.enrolment(&cx.visit, person).await?)
            }
            TwoStepView::Authenticator { method, password_set } => Content::Next { method, password_set },
            TwoStepView::Done { method } => {
                let unsaved = cx.ports.recovery.view(&cx.visit, person).await?.unsaved;
                Content::Done { method, unsaved: unsaved.unwrap_or_default() }
            }
        };
        let email = person.email.clone();
        let document = PortalPage::new(Section::Security, cx.words.text(T::Title)).with_islands();
        Ok(document.render(&cx, move || {
            let progress = progress(&content);
            let content = match content {
                Content::Password { guide, .. } => password(guide, email),
                Content::Next { method, password_set } => next(method, password_set),
                Content::Totp(enrolment) => totp(enrolment),
                Content::Done { method, unsaved } => done(method, &email, &unsaved),
            };
            view! { {progress}{content} }
        }))
    })
}

/// What is shown.
enum Content {
    Password { guide: PasswordGuide, method: Method },
    Next { method: Method, password_set: bool },
    Totp(TotpEnrolment),
    Done { method: Method, unsaved: Vec<String> },
}

/// The steps, those behind and the one that is due.
fn progress(content: &Content) -> AnyView {
    let (at, method) = match content {
        Content::Password { method, .. } => (0, *method),
        Content::Next { method, .. } => (1, *method),
        Content::Totp(_) => (1, Method::Totp),
        Content::Done { method, .. } => (2, *method),
    };
    let second = if method == Method::Email { T::ProgressEmail } else { T::ProgressTotp };
    let over = |step: usize| step < at || at == 2;
    let steps = [T::ProgressPassword, second, T::ProgressEnd].into_iter().enumerate().map(|(step, label)| {
        let mark = if over(step) {
            view! { <Icon name=IconName::Check/> }.into_any()
        } else {
            (step + 1).to_string().into_any()
        };
        let told = over(step).then(|| {
            view! { <span class="visually-hidden">{format!(" ({})", say(T::ProgressDone))}</span> }
        });
        view! {
            <li
                class="progress-step"
                class:is-done=over(step)
                aria-current=(step == at).then_some("step")
            >
                <span class="progress-mark" aria-hidden="true">{mark}</span>
                <span>{say(label)}{told}</span>
            </li>
        }
    });
    view! { <ol class="progress" aria-label=say(T::Progress)>{steps.collect_view()}</ol> }.into_any()
}

fn later() -> AnyView {
    view! { <LinkButton href="/">{say(T::Later)}</LinkButton> }.into_any()
}

fn password(guide: PasswordGuide, email: String) -> AnyView {
    view! {
        <Card icon=IconName::Key title=say(T::PasswordTitle) description=say(T::PasswordWhat)>
            <Form action="/api/two-step/password">
                <UsernameHint username=email/>
                <NewPasswordField label=say(T::NewPassword) guide=guide/>
                <div class="form-actions"><Button>{say(T::ChangePassword)}</Button>{later()}</div>
            </Form>
        </Card>
    }
    .into_any()
}

/// Between the steps: the password is set, and where it goes on.
fn next(method: Method, password_set: bool) -> AnyView {
    let email = method == Method::Email;
    let (tone, title, what) = match (password_set, email) {
        (true, false) => (Tone::Good, T::PasswordDoneTitle, T::PasswordDoneWhat),
        (true, true) => (Tone::Good, T::PasswordDoneTitle, T::PasswordDoneEmail),
        (false, _) => (Tone::Warning, T::SetUpAgainTitle, T::SetUpAgainWhat),
    };
    let (href, label) = if email {
        ("/security/mfa/email".to_owned(), T::SetUpEmail)
    } else {
        (format!("{PATH}?step={SET_UP}"), T::SetUpTotp)
    };
    let may_ask = !email && page().portal.email_otp_offered;
    view! {
        <Card>
            <Alert tone=tone title=say(title)><p>{say(what)}</p></Alert>
            <div class="form-actions">
                <LinkButton href=href kind=ButtonKind::Primary>{say(label)}</LinkButton>
                {later()}
            </div>
            {may_ask.then(|| view! { <p class="card-note">{say(T::NoDevice)}</p> })}
        </Card>
    }
    .into_any()
}

fn totp(enrolment: TotpEnrolment) -> AnyView {
    view! {
        <Card icon=IconName::Authenticator title=say(T::TotpTitle)>
            <TotpSteps
                enrolment=enrolment
                action=REGISTER
                code_label=say(T::VerifyCode)
                submit=say(T::Register)
                cancel="/"
                cancel_label=say(T::Later)
            />
        </Card>
    }
    .into_any()
}

/// The end, and what is left to keep.
fn done(method: Method, email: &str, unsaved: &[String]) -> AnyView {
    let way = say(SignInText::TwoStepWay);
    let told = match method {
        Method::Email => say_with(T::DoneEmail, &[("way", &way), ("email", email)]),
        Method::Totp | Method::Paired | Method::Recovery => say_with(T::DoneTotp, &[("way", &way)]),
    };
    let left = (!unsaved.is_empty()).then(|| view! { <p>{say(T::DoneCodes)}</p> });
    let on = unsaved.is_empty().then(|| {
        view! {
            <div class="form-actions">
                <LinkButton href="/" kind=ButtonKind::Primary>{say(T::ToDashboard)}</LinkButton>
            </div>
        }
    });
    view! {
        <div class="screen-only">
            <Card>
                <Alert tone=Tone::Good title=say(T::DoneTitle)><p>{told}</p>{left}</Alert>
                {on}
            </Card>
        </div>
        {(!unsaved.is_empty()).then(|| codes_to_save(unsaved, email, PATH))}
    }
    .into_any()
}

/// What the dashboard shows on top to whoever has not moved yet.
pub(crate) fn invitation(last: Option<Day>) -> AnyView {
    let language = page().words.language;
    let until = last.map(|last| say_with(T::DueUntil, &[("day", &day_text(language, last))]));
    view! {
        <section class="recommendation">
            <span class="recommendation-icon"><Icon name=IconName::ShieldCheck/></span>
            <div class="recommendation-words">
                <h2 class="recommendation-title">{say(T::DueTitle)}</h2>
                <p>{say(T::DueWhat)}</p>
                {until.map(|until| view! { <p>{until}</p> })}
            </div>
            <LinkButton href=PATH kind=ButtonKind::Primary>{say(T::Link)}</LinkButton>
        </section>
    }
    .into_any()
}
