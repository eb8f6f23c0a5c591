//! The card about browsers that stay signed in, on Security → Sessions and devices.

use super::RememberedView;
use super::text::RememberedText as T;
use crate::session::page::{device, place};
use crate::ui::{
    Badge, Button, ButtonKind, Card, Confirm, EmptyState, Form, IconName, Moment, Row, Rows, Tone, page, say,
    say_with,
};
use leptos::prelude::*;

/// The card; none where nothing of the kind is offered or left over.
pub(crate) fn card(browsers: &[RememberedView]) -> Option<AnyView> {
    let policy = page().portal.remember_me;
    if !policy.offered && browsers.is_empty() {
        return None;
    }
    let (idle, absolute) = (policy.idle_days.get().to_string(), policy.absolute_days.get().to_string());
    let limits = say_with(T::Limits, &[("idle", &idle), ("absolute", &absolute)]);
    let content = if browsers.is_empty() {
        view! { <EmptyState icon=IconName::Device title=say(T::None) text=say(T::NoneWhat)/> }.into_any()
    } else {
        let rows = browsers.iter().map(row).collect_view();
        view! { <Rows>{rows}</Rows> }.into_any()
    };
    let card = view! {
        <Card title=say(T::Title) description=say(T::What)>
            {content}
            <p class="card-note">{limits}</p>
        </Card>
    };
    Some(card.into_any())
}

fn row(browser: &RememberedView) -> AnyView {
    let (device, icon) = device(&browser.user_agent);
    let state = browser.current.then(|| view! { <Badge tone=Tone::Good text=say(T::This)/> }.into_any());
    let actions = forget(browser, &device);
    let place = place(browser.address);
    let (since, last_used, ends) = (browser.since, browser.last_used, browser.ends);
    view! {
        <Row icon=icon title=device state=state actions=Some(actions)>
            <p class="dotted">
                <span>{place}</span>
                <span>{say(T::LastUsed)}" "<Moment at=last_used/></span>
            </p>
            <p class="dotted">
                <span>{say(T::Since)}" "<Moment at=since/></span>
                <span>{say(T::Ends)}" "<Moment at=ends/></span>
            </p>
        </Row>
    }
    .into_any()
}

fn forget(browser: &RememberedView, device: &str) -> AnyView {
    let describe = say_with(T::ForgetOf, &[("device", device)]).into_owned();
    let row = ("browser", browser.id.to_string());
    view! {
        <Confirm label=say(T::Forget) describe=describe question=say(T::ForgetQuestion) kind=ButtonKind::Secondary>
            <Form action="/api/remembered/forget" row=row>
                <Button kind=ButtonKind::Danger>{say(T::Forget)}</Button>
            </Form>
        </Confirm>
    }
    .into_any()
}
