//! Security → Sessions and devices.

use super::text::SessionText as T;
use super::{SessionView, ShownInSession};
use crate::history::browser::browser;
use crate::page::{PageContext, PageFuture};
use crate::remembered;
use crate::ui::{
    Badge, Button, ButtonKind, Card, Confirm, Form, IconName, Moment, PortalPage, Row, Rows, Section,
    SecurityTab, Text, Tone, say, say_with, security_tabs, text::UiText,
};
use leptos::prelude::*;
use sekisho_engine::address::Address;

mod reauthenticate;
pub(crate) use reauthenticate::proof_page;
pub use reauthenticate::reauthenticate;

/// `/security/sessions`: where one is signed in, and ending that.
#[must_use]
pub fn sessions(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let person = cx.person()?;
        let sessions = cx.ports.session.list(&cx.visit, person).await?;
        let browsers = cx.ports.remembered.list(&cx.visit, person).await?;
        let page = PortalPage::new(Section::Security, cx.words.text(UiText::TabSessions))
            .tabs(cx.words.text(UiText::MenuSecurity), security_tabs(&cx.words, SecurityTab::Sessions))
            .with_islands();
        Ok(page.render(&cx, move || {
            view! {
                {content(&sessions)}
                {remembered::page::card(&browsers)}
            }
        }))
    })
}

fn content(sessions: &[SessionView]) -> AnyView {
    let others = sessions.iter().any(|session| !session.current);
    let end_others = others.then(end_others);
    let only = (!others).then(|| view! { <p class="card-note">{say(T::OnlyThis)}</p> });
    let rows = sessions.iter().map(row).collect_view();
    view! {
        <Card
            title=say(UiText::TabSessions)
            description=say(T::What)
            actions=end_others
        >
            <Rows>{rows}</Rows>
            {only}
        </Card>
    }
    .into_any()
}

fn row(session: &SessionView) -> AnyView {
    let (device, icon) = device(&session.user_agent);
    let state =
        session.current.then(|| view! { <Badge tone=Tone::Good text=say(T::ThisDevice)/> }.into_any());
    let actions = (!session.current).then(|| end(session, &device));
    let place = place(session.address);
    let (last_used, since) = (session.last_used, session.since);
    let proof = match session.shown {
        ShownInSession::SecondFactor => T::WithSecondFactor,
        ShownInSession::Password => T::PasswordOnly,
        ShownInSession::Remembered => T::Remembered,
    };
    view! {
        <Row icon=icon title=device state=state actions=actions>
            <p class="dotted"><span>{place}</span><span>{say(proof)}</span></p>
            <p class="dotted">
                <span>{say(T::LastUsed)}" "<Moment at=last_used/></span>
                <span>{say(T::SignedIn)}" "<Moment at=since/></span>
            </p>
        </Row>
    }
    .into_any()
}

/// An address, or that it isn't known.
pub(crate) fn place(address: Option<Address>) -> AnyView {
    match address {
        Some(address) => view! { <code>{address.to_string()}</code> }.into_any(),
        None => say(T::UnknownAddress).into_any(),
    }
}

/// What the browser calls itself, in short, and a picture of what it runs on.
pub(crate) fn device(user_agent: &str) -> (Text, IconName) {
    let Some(browser) = browser(user_agent) else { return (say(T::UnknownBrowser), IconName::Device) };
    let icon = match browser.system {
        Some("iPhone" | "iPad" | "Android") => IconName::Phone,
        _ => IconName::Device,
    };
    let name = match browser.system {
        Some(system) => say_with(T::BrowserOnSystem, &[("browser", &browser.program), ("system", system)]),
        None => browser.program.into(),
    };
    (name, icon)
}

fn end(session: &SessionView, device: &str) -> AnyView {
    let describe = say_with(T::EndOf, &[("device", device)]).into_owned();
    let row = ("session", session.id.to_string());
    let (label, question) = (say(T::End), say(T::EndQuestion));
    let button = label.clone();
    view! {
        <Confirm label=label describe=describe question=question kind=ButtonKind::Secondary>
            <Form action="/api/session/revoke" row=row>
                <Button kind=ButtonKind::Danger>{button}</Button>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn end_others() -> AnyView {
    let (label, question) = (say(T::EndOthers), say(T::EndOthersQuestion));
    let button = label.clone();
    view! {
        <Confirm label=label question=question>
            <Form action="/api/session/revoke-others">
                <Button kind=ButtonKind::Danger>{button}</Button>
            </Form>
        </Confirm>
    }
    .into_any()
}
