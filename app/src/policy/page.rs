//! `/admin/policy`.

use super::labels::{Group, label_of, weakness};
use super::text::PolicyText as T;
use super::{Circle, KeyView, PolicyView, Value};
use crate::admin::labels::{AdminTab, admin_tabs};
use crate::admin::text::AdminText;
use crate::forward_auth::RuleView;
use crate::forward_auth::section::applications;
use crate::network::text::NetworkText;
use crate::page::{PageContext, PageFuture};
use crate::ui::{
    Alert, Card, Cell, EmptyState, Fact, Facts, IconName, PortalPage, Row, Rows, Section, Table, Tone, say,
    say_with,
};
use leptos::prelude::*;
use sekisho_engine::policy::Weakness;

/// `/admin/policy`.
pub fn policy(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let view = cx.ports.policy.in_force(&cx.visit, &cx.administrator()?).await?;
        let rules = cx.ports.forward_auth.rules(&cx.visit, &cx.administrator()?).await?;
        let document = PortalPage::new(Section::Admin, cx.words.text(T::Title))
            .tabs(cx.words.text(AdminText::Title), admin_tabs(&cx.words, AdminTab::Policy));
        Ok(document.render(&cx, move || content(&view, &rules)))
    })
}

fn content(view: &PolicyView, rules: &[RuleView]) -> AnyView {
    let preset = match &view.preset {
        Some(name) => view! { <code>{name.clone()}</code> }.into_any(),
        None => say(T::PresetNone).into_any(),
    };
    let groups = Group::ALL.map(|group| {
        let keys: Vec<&KeyView> = view.keys.iter().filter(|key| Group::of(key.name) == group).collect();
        (!keys.is_empty()).then(|| keys_card(group, &keys))
    });
    view! {
        <p class="page-description">{say(T::Intro)}</p>
        <Facts><Fact label=say(T::Preset)>{preset}</Fact></Facts>
        {view.circle.as_ref().map(circle)}
        {weaknesses(&view.weaknesses)}
        <div class="policy-keys">{groups.into_iter().flatten().collect_view()}</div>
        {applications(rules)}
    }
    .into_any()
}

fn circle(circle: &Circle) -> AnyView {
    let what = match circle {
        Circle::ToAccount => say(T::CircleToAccount),
        Circle::ToAnywhere => say(T::CircleToAnywhere),
        Circle::ToDomains { named, more: 0 } => {
            say_with(T::CircleToDomains, &[("domains", &named.join(", "))])
        }
        Circle::ToDomains { named, more } => {
            let domains = [("domains", &*named.join(", ")), ("count", &more.to_string())];
            let domains = say_with(T::CircleDomainsMore, &domains);
            say_with(T::CircleToDomains, &[("domains", &domains)])
        }
    };
    view! { <Alert tone=Tone::Danger title=say(T::CircleTitle)><p>{what}</p></Alert> }.into_any()
}

fn weaknesses(found: &[Weakness]) -> AnyView {
    if found.is_empty() {
        return view! {
            <Card>
                <EmptyState icon=IconName::ShieldCheck title=say(T::WeakNone) text=say(T::WeakNoneWhat)/>
            </Card>
        }
        .into_any();
    }
    let rows = found.iter().map(|found| weakness_row(*found)).collect_view();
    view! {
        <Card icon=IconName::Warning title=say(T::WeakTitle) description=say(T::WeakIntro)>
            <Rows>{rows}</Rows>
        </Card>
    }
    .into_any()
}

fn weakness_row(found: Weakness) -> AnyView {
    let (sentence, key) = weakness(found);
    let change = if key.starts_with('/') {
        view! { <a href=key>{say(NetworkText::Title)}</a> }.into_any()
    } else {
        say_with(T::ChangeBy, &[("key", key)]).into_any()
    };
    view! {
        <Row icon=IconName::Warning tone=Tone::Warning title=say(sentence)>
            <p>{say_with(T::Fails, &[("sections", found.fails())])}</p>
            <p>{change}</p>
        </Row>
    }
    .into_any()
}

fn keys_card(group: Group, keys: &[&KeyView]) -> AnyView {
    let columns = vec![say(T::ColumnWhat), say(T::ColumnValue), say(T::ColumnFrom)];
    let rows = keys.iter().map(|key| key_row(key)).collect_view();
    let title = say(group.title());
    view! {
        <Card title=title.clone()>
            <Table caption=title columns=columns>{rows}</Table>
        </Card>
    }
    .into_any()
}

fn key_row(key: &KeyView) -> AnyView {
    let from = match &key.from {
        Some(place) => view! { <code>{place.clone()}</code> }.into_any(),
        None => view! { <span class="policy-default">{say(T::FromDefault)}</span> }.into_any(),
    };
    let (name, shown) = (key.name, value(&key.value));
    view! {
        <tr>
            <Cell label=say(T::ColumnWhat) main=true>
                {label_of(name).map(say)}
                <span class="entry-detail"><code>{name}</code></span>
            </Cell>
            <Cell label=say(T::ColumnValue)>{shown}</Cell>
            <Cell label=say(T::ColumnFrom)>{from}</Cell>
        </tr>
    }
    .into_any()
}

fn value(value: &Value) -> AnyView {
    match value {
        Value::Nothing => say(T::NotSet).into_any(),
        Value::Switch(true) => say(T::Yes).into_any(),
        Value::Switch(false) => say(T::No).into_any(),
        Value::One(text) => text.clone().into_any(),
        Value::Many(texts) if texts.is_empty() => say(T::Empty).into_any(),
        Value::Many(texts) => texts.join(", ").into_any(),
    }
}
