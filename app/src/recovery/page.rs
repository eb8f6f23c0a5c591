//! Recovery codes: how many are left, and new ones to save, once.

use super::RecoveryView;
use super::text::RecoveryText as T;
use crate::form::{Notice, ReturnPath};
use crate::page::{PageContext, PageFuture};
use crate::totp::TotpState;
use crate::ui::text::UiText;
use crate::ui::{
    Button, ButtonKind, Card, Confirm, CopyButton, Fact, Facts, Form, HiddenField, Icon, IconName,
    LinkButton, Moment, PortalPage, PrintButton, Section, page as ui_page, say, say_with,
};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

const SAVED: &str = "/api/recovery/saved";

/// `/security/mfa/recovery`; `?next=` is where to go on.
pub fn recovery(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let person = cx.person()?;
        let view = cx.ports.recovery.view(&cx.visit, person).await?;
        let apps =
            [cx.ports.totp.state(&cx.visit, person).await?, cx.ports.pairing.state(&cx.visit, person).await?];
        let available = apps.iter().any(|app| matches!(app, TotpState::Active { .. }));
        let kept = cx.failure_of(SAVED).and_then(|failure| failure.value("next"));
        let next = kept.or_else(|| cx.query("next")).and_then(ReturnPath::parse);
        let email = person.email.clone();
        let title = if view.unsaved.is_some() { T::SaveTitle } else { T::Heading };
        let document = PortalPage::new(Section::Security, cx.words.text(title))
            .back("/security/mfa", cx.words.text(UiText::TabMfa))
            .with_islands();
        Ok(document.render(&cx, move || match &view.unsaved {
            Some(codes) => unsaved(codes, &email, next.as_ref()),
            None => state(&view, available, next.as_ref()),
        }))
    })
}

/// The codes in the clear, on another page than their own, from where the way leads on to `next`.
pub(crate) fn codes_to_save(codes: &[String], email: &str, next: &str) -> AnyView {
    unsaved(codes, email, ReturnPath::parse(next).as_ref())
}

/// The codes in the clear, with every way to keep them.
fn unsaved(codes: &[String], email: &str, next: Option<&ReturnPath>) -> AnyView {
    let head = say_with(T::FileHead, &[("email", email), ("portal", &ui_page().portal.name)]).into_owned();
    let all = codes.join("\n");
    let file = format!("{head}\n\n{all}\n");
    let href = format!("data:text/plain;charset=utf-8,{}", utf8_percent_encode(&file, NON_ALPHANUMERIC));
    let next = next.map(|next| next.as_str().to_owned());
    // codes that come with a new authenticator end its set-up
    let new = ui_page().query("done").and_then(Notice::from_code) == Some(Notice::TotpEnabled);
    let saved = if new { T::SavedFirst } else { T::Saved };
    let items = codes.iter().map(|code| view! { <li><code>{code.clone()}</code></li> }).collect_view();
    view! {
        <Card title=say(T::Codes) description=say(T::SaveIntro)>
            <p class="codes-head">{head}</p>
            <ol class="codes">{items}</ol>
            <p class="codes-once">{say(T::Once)}</p>
            <div class="codes-keep">
                <a class="button button-secondary button-small" download=say(T::FileName) href=href>
                    <Icon name=IconName::Download/><span>{say(T::Download)}</span>
                </a>
                <CopyButton
                    text=all
                    label=say(T::Copy).into_owned()
                    done=say(T::Copied).into_owned()
                />
                <PrintButton label=say(T::PrintPage).into_owned()/>
            </div>
            <p class="field-hint">{say(T::Print)}</p>
            <Form action=SAVED>
                {next.map(|next| view! { <HiddenField name="next" value=next/> })}
                <div class="form-actions"><Button icon=IconName::Check>{say(saved)}</Button></div>
            </Form>
        </Card>
    }
    .into_any()
}

/// How many are left, and the way to new ones, where they are to be had.
fn state(view: &RecoveryView, available: bool, next: Option<&ReturnPath>) -> AnyView {
    let left = say_with(T::Left, &[("left", &view.left.to_string()), ("made", &view.made.to_string())]);
    let next = next.map(|next| next.as_str().to_owned());
    let body = match view.since {
        Some(since) => view! {
            <Facts>
                <Fact label=say(T::Codes)>{left}</Fact>
                <Fact label=say(T::Since)><Moment at=since/></Fact>
            </Facts>
        }
        .into_any(),
        None if available => make(T::Make, ButtonKind::Primary),
        None => view! { <p class="card-note">{say(T::NeedsTotp)}</p> }.into_any(),
    };
    let anew = (available && view.since.is_some()).then(|| {
        view! {
            <Confirm label=say(T::MakeNew) question=say(T::MakeConsequence)>
                {make(T::MakeSubmit, ButtonKind::Danger)}
            </Confirm>
        }
        .into_any()
    });
    let anew = anew.unwrap_or_else(|| ().into_any());
    view! {
        <Card icon=IconName::Key title=say(T::Codes) description=say(T::Summary) actions=anew>
            {body}
            {next.map(|next| view! {
                <div class="form-actions">
                    <LinkButton href=next kind=ButtonKind::Primary>{say(T::Continue)}</LinkButton>
                </div>
            })}
        </Card>
    }
    .into_any()
}

fn make(label: T, kind: ButtonKind) -> AnyView {
    view! {
        <Form action="/api/recovery/make">
            <div class="form-actions"><Button kind=kind>{say(label)}</Button></div>
        </Form>
    }
    .into_any()
}
