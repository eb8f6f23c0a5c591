//! While the portal's list is on trial: its card, whom it keeps out, and whose sign-ins it refused so far.

use super::judge::Judge;
use super::page::rules;
use super::text::PortalRulesText as T;
use super::{Attempt, PortalRulesView, Tried, who};
use crate::allowlist::trial::card;
use crate::i18n::grouped;
use crate::ui::{ButtonKind, Card, Cell, LinkButton, Moment, Table, page, say, say_with};
use leptos::prelude::*;
use sekisho_engine::history::List;

/// Where the history tells of refused sign-ins.
const REFUSED: &str = "/admin/history?group=sign_in&outcome=refused";

pub(super) fn state(view: &PortalRulesView, tried: &Tried) -> AnyView {
    let cx = page();
    let now = cx.visit.now;
    let mut judge = Judge::new(view.current.known(), now, view.people.clone());
    let outcome = judge.between(&rules(&view.text), &rules(&tried.trial.text));
    let card = card(List::Portal, &view.text, &tried.trial);
    let (refused, people) = (refused(tried), who::people(&cx.words, now, &outcome));
    view! {
        {card}
        <Card title=say(T::TrialRefused) description=say(T::TrialRefusedIntro)>{refused}</Card>
        <Card title=say(T::TrialWho) description=say(T::Period)>{people}</Card>
    }
    .into_any()
}

fn refused(tried: &Tried) -> AnyView {
    if tried.refused.is_empty() {
        return view! { <p class="draft-idle">{say(T::TrialRefusedNone)}</p> }.into_any();
    }
    let columns = [T::ColumnWho, T::ColumnAddress, T::ColumnLast, T::ColumnTimes];
    let columns = columns.into_iter().map(say).collect();
    let rows = tried.refused.iter().map(row).collect_view();
    let more = (tried.more > 0).then(|| {
        view! { <p class="draft-more">{say_with(T::RefusedMore, &[("count", &grouped(tried.more))])}</p> }
    });
    view! {
        <Table caption=say(T::TrialRefused) columns=columns>{rows}</Table>
        {more}
        <p class="card-foot">
            <LinkButton href=REFUSED kind=ButtonKind::Quiet>{say(T::HistoryLink)}</LinkButton>
        </p>
    }
    .into_any()
}

fn row(attempt: &Attempt) -> AnyView {
    let Attempt { account, name, address, last, times } = attempt.clone();
    view! {
        <tr>
            <Cell label=say(T::ColumnWho) main=true>
                <a href=format!("/admin/people/{account}")>{name}</a>
            </Cell>
            <Cell label=say(T::ColumnAddress)><span class="address">{address.to_string()}</span></Cell>
            <Cell label=say(T::ColumnLast)><Moment at=last/></Cell>
            <Cell label=say(T::ColumnTimes)>{grouped(times)}</Cell>
        </tr>
    }
    .into_any()
}
