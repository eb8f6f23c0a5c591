//! The networks in their order: what each means, which addresses it holds, whether it is ever reached, and the
//! ways to change it.

use super::judge::{Consequence, Edit, Judge};
use super::page::{PATH, add};
use super::text::NetworkText as T;
use super::wording::{action_about, action_text, action_tone, consequences, reached};
use super::{NetworkView, NetworksView};
use crate::allowlist::wording::Line;
use crate::i18n::grouped;
use crate::id::NetworkId;
use crate::ui::{
    Badge, Button, ButtonKind, Card, Cell, Confirm, EmptyState, Form, Icon, IconName, LinkButton, Table,
    Text, page, say, say_with,
};
use leptos::prelude::*;
use sekisho_engine::address::Address;
use sekisho_engine::network::Reach;

/// How many rules of a network are shown.
const RULES_SHOWN: usize = 4;

/// All networks, or what there is to say where there are none.
pub(super) fn network_list(view: &NetworksView, judge: &Judge) -> AnyView {
    if view.networks.is_empty() {
        return view! {
            <Card>
                <EmptyState icon=IconName::Globe title=say(T::EmptyTitle) text=say(T::Empty)/>
                <p class="network-first">{add()}</p>
            </Card>
        }
        .into_any();
    }
    let reach = judge.reach();
    let columns = [T::ColumnPlace, T::ColumnName, T::ColumnAction, T::ColumnRules];
    let columns = columns.into_iter().map(say).chain(["".into()]).collect();
    let rows = view.networks.iter().enumerate();
    let rows = rows.map(|(at, network)| row(network, at, judge, reach.get(at))).collect_view();
    view! {
        <p class="page-description">{say(T::Intro)}</p>
        <Card><Table caption=say(T::Title) columns=columns>{rows}</Table></Card>
    }
    .into_any()
}

fn row(view: &NetworkView, at: usize, judge: &Judge, reach: Option<&Reach>) -> AnyView {
    let NetworkView { id, network } = view;
    let reach = reach.and_then(|reach| reached(&page().words, judge.networks(), reach));
    let shown = network.rules.iter().take(RULES_SHOWN).map(|rule| {
        view! { <li class="address">{rule.to_string()}</li> }
    });
    let more = network.rules.len().saturating_sub(RULES_SHOWN);
    let more = (more > 0).then(|| {
        view! { <li class="network-more">{say_with(T::RulesMore, &[("count", &grouped(more))])}</li> }
    });
    let name = network.name.clone();
    let edit = say_with(T::EditNamed, &[("name", &name)]);
    let (up, down) = (shift(*id, at, judge, &name, true), shift(*id, at, judge, &name, false));
    let (href, removal) = (format!("{PATH}/{id}"), removal(*id, at, judge, &name));
    let action = network.action;
    let rules = view! { <ul class="network-rules">{shown.collect_view()}{more}</ul> }.into_any();
    view! {
        <tr>
            <Cell label=say(T::ColumnPlace)>{grouped(at + 1)}</Cell>
            <Cell label=say(T::ColumnName) main=true>
                <span class="network-name">{name}</span>
                {reach.map(|reach| told(vec![reach]))}
            </Cell>
            <Cell label=say(T::ColumnAction)>
                <Badge tone=action_tone(action) text=say(action_text(action))/>
                <span class="entry-detail">{say(action_about(action))}</span>
            </Cell>
            <Cell label=say(T::ColumnRules)>{rules}</Cell>
            <Cell label="" actions=true>
                <div class="network-actions">
                    {up}
                    {down}
                    <LinkButton href=href kind=ButtonKind::Quiet describe=edit>
                        {say(T::Edit)}
                    </LinkButton>
                    {removal}
                </div>
            </Cell>
        </tr>
    }
    .into_any()
}

/// Sentences, each with its icon.
pub(super) fn told(lines: Vec<Line>) -> AnyView {
    let lines = lines.into_iter().map(|line| {
        view! {
            <li class=format!("verdict-line tone-{}", line.tone.code())>
                <Icon name=line.tone.icon()/>
                <span>{line.text}</span>
            </li>
        }
    });
    view! { <ul class="verdict-lines">{lines.collect_view()}</ul> }.into_any()
}

/// The arrow that moves a network; where that changes anything for anybody, it asks first. There is none where
/// it can't be moved.
fn shift(id: NetworkId, at: usize, judge: &Judge, name: &str, up: bool) -> Option<AnyView> {
    let other = if up { at.checked_sub(1)? } else { at + 1 };
    if other >= judge.networks().len() {
        return None;
    }
    let (action, icon, label) = if up {
        ("/api/network/raise", IconName::ArrowUp, T::MoveUp)
    } else {
        ("/api/network/lower", IconName::ArrowDown, T::MoveDown)
    };
    let label = say_with(label, &[("name", name)]);
    let consequence = judge.consequence(Edit::Swap(at, other));
    let row = ("id", id.to_string());
    if consequence.groups.is_empty() && consequence.refused_here.is_none() {
        return Some(
            view! {
                <Form action=action row=row inline=true>
                    <Button kind=ButtonKind::Quiet icon=icon describe=label.into_owned()>""</Button>
                </Form>
            }
            .into_any(),
        );
    }
    let submit = say(T::MoveSubmit);
    let question = say(T::MoveQuestion);
    let (asked, confirm) = (asked(&consequence), consequence.refused_here.map(confirmation));
    Some(
        view! {
            <Confirm label=label icon=icon icon_only=true kind=ButtonKind::Quiet question=question>
                {asked}
                <Form action=action row=row>
                    {confirm}
                    <div class="form-actions"><Button kind=ButtonKind::Danger>{submit}</Button></div>
                </Form>
            </Confirm>
        }
        .into_any(),
    )
}

/// The bin: opens what deleting the network would change, and the form that does it.
fn removal(id: NetworkId, at: usize, judge: &Judge, name: &str) -> AnyView {
    let consequence = judge.consequence(Edit::Remove(at));
    let label = say_with(T::Delete, &[("name", name)]);
    let question = say_with(T::DeleteQuestion, &[("name", name)]);
    let (asked, confirm) = (asked(&consequence), consequence.refused_here.map(confirmation));
    view! {
        <Confirm label=label icon=IconName::Trash icon_only=true question=question>
            {asked}
            <Form action="/api/network/remove" row=("id", id.to_string())>
                {confirm}
                <div class="form-actions">
                    <Button kind=ButtonKind::Danger icon=IconName::Trash>{say(T::DeleteSubmit)}</Button>
                </div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn asked(consequence: &Consequence) -> AnyView {
    told(consequences(&page().words, consequence))
}

/// The box to tick before a change is made that shuts out the address one comes from.
pub(super) fn confirmation(address: Address) -> AnyView {
    let address = address.to_string();
    let label: Text = say_with(T::Confirm, &[("address", &address)]);
    view! {
        <label class="checkbox-label confirm-lockout">
            <input type="checkbox" name="confirmed" value=address required/>
            <span>{label}</span>
        </label>
    }
    .into_any()
}
