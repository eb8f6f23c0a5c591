//! The sections about grants: one's own below Multi-Factor Authentication, a person's below Admin → People.

use super::text::GrantText as T;
use super::{GrantView, GrantsView, other_than};
use crate::id::AccountId;
use crate::session::page::device;
use crate::ui::{
    Badge, Button, ButtonKind, Card, Cell, Confirm, EmptyState, Fact, Facts, Form, IconName, LinkButton,
    Moment, Table, Text, Tone, page, say, say_with,
};
use leptos::prelude::*;
use sekisho_engine::address::{Family, Prefix};

/// The forms that end grants, and what they say.
struct Ends {
    one: &'static str,
    one_label: T,
    one_named: T,
    one_question: T,
    all: &'static str,
    all_label: T,
    all_question: T,
}

const OWN: Ends = Ends {
    one: "/api/grant/revoke",
    one_label: T::Revoke,
    one_named: T::RevokeAt,
    one_question: T::RevokeQuestion,
    all: "/api/grant/revoke-all",
    all_label: T::RevokeAll,
    all_question: T::RevokeAllQuestion,
};

const SOMEBODYS: Ends = Ends {
    one: "/api/grant/end",
    one_label: T::End,
    one_named: T::EndAt,
    one_question: T::EndQuestion,
    all: "/api/grant/end-all",
    all_label: T::EndAll,
    all_question: T::EndAllQuestion,
};

/// One's own grants; nothing where a second factor counts for the session alone.
#[must_use]
pub fn section(view: Option<&GrantsView>) -> Option<AnyView> {
    let view = view?;
    let (tone, state) = match (view.here, &view.waived_by) {
        (Some(_), _) => (Tone::Good, T::CountsHere),
        (None, Some(_)) => (Tone::Info, T::NotNeeded),
        (None, None) => (Tone::Warning, T::NotHere),
    };
    let state = view! { <Badge tone=tone text=say(state)/> }.into_any();
    let what = say_with(T::What, &[("hours", &view.hours.to_string())]);
    let (facts, notes) = (facts(view), notes(view));
    let list = if view.grants.is_empty() {
        view! { <EmptyState icon=IconName::Place title=say(T::None) text=say(T::NoneWhat)/> }.into_any()
    } else {
        table(&view.grants, &OWN)
    };
    let all = (view.grants.len() > 1).then(|| end_all(&OWN, None));
    Some(
        view! {
            <Card icon=IconName::Place title=say(T::Title) description=what state=state id="mfa-status">
                {facts}
                {notes}
                <div class="form-actions">
                    <LinkButton href="/sign-in/step-up?next=%2Fsecurity%2Fmfa" kind=ButtonKind::Primary>
                        {say(T::StepUp)}
                    </LinkButton>
                </div>
                {list}
                {all}
            </Card>
        }
        .into_any(),
    )
}

fn facts(view: &GrantsView) -> AnyView {
    let address = match view.address.known() {
        Some(address) => view! { <code class="address">{address.to_string()}</code> }.into_any(),
        None => say(T::AddressUnknown).into_any(),
    };
    let until = view.here.map(|at| view! { <Fact label=say(T::Until)><Moment at=at/></Fact> });
    let covers = covers(view).map(|covers| view! { <Fact label=say(T::Covers)>{covers}</Fact> });
    view! { <Facts><Fact label=say(T::Address)>{address}</Fact>{until}{covers}</Facts> }.into_any()
}

/// The families that are covered, and where the other one is without being proved beside the first.
fn covers(view: &GrantsView) -> Option<Text> {
    let text = match (view.covered.as_slice(), view.besides.as_slice()) {
        ([], _) => return None,
        ([family], besides @ [_, ..]) => {
            let other = family_name(other_than(*family));
            let places = places(besides);
            let parts = [("family", family_name(*family)), ("other", other), ("places", &places)];
            return Some(say_with(T::CoversBesides, &parts));
        }
        ([Family::V4], _) => T::CoversV4,
        ([Family::V6], _) => T::CoversV6,
        _ => T::CoversBoth,
    };
    Some(say(text))
}

fn places(sources: &[Prefix]) -> String {
    sources.iter().map(|source| source_text(*source)).collect::<Vec<_>>().join(", ")
}

/// What stands in the way: the other family of addresses, or nothing because no second factor is asked for.
/// Where the other address can be proved, a script does (`app/browser/prove.js`), and says so.
fn notes(view: &GrantsView) -> AnyView {
    let waived = view.waived_by.as_ref().map(|name| {
        view! { <p class="card-note">{say_with(T::WaivedBy, &[("name", name)])}</p> }
    });
    let other = view.uncovered().map(|family| {
        let family = family_name(family);
        let note = if view.besides.is_empty() {
            say_with(T::OtherFamily, &[("family", family)])
        } else {
            let parts = [("family", family), ("places", &places(&view.besides))];
            say_with(T::OtherFamilyAt, &parts)
        };
        let proving = say_with(T::Proving, &[("family", family)]);
        let proved = say_with(T::Proved, &[("family", family)]);
        let script = page().portal.prove_script.clone().filter(|_| view.can_prove);
        let script = script.map(|script| {
            view! {
                <p
                    class="grant-proving"
                    role="status"
                    data-prove="/api/grant/offer"
                    data-proving=proving
                    data-proved=proved
                ></p>
                <script src=script defer></script>
            }
        });
        view! { <div class="card-note grant-family"><p>{note}</p>{script}</div> }
    });
    view! { {waived}{other} }.into_any()
}

/// Proves the address of the other family where somebody arrives who has just shown a second factor: nothing is
/// seen of it, and Multi-Factor Authentication says what came of it.
#[must_use]
pub fn silent_proof(proves: bool) -> Option<AnyView> {
    let script = page().portal.prove_script.clone().filter(|_| proves)?;
    Some(
        view! {
            <span hidden data-prove="/api/grant/offer"></span>
            <script src=script defer></script>
        }
        .into_any(),
    )
}

const fn family_name(family: Family) -> &'static str {
    match family {
        Family::V4 => "IPv4",
        Family::V6 => "IPv6",
    }
}

/// A person's grants, for an administrator; nothing where a second factor counts for the session alone.
#[must_use]
pub fn of_person(account: AccountId, grants: Option<&[GrantView]>) -> Option<AnyView> {
    let grants = grants?;
    let list = if grants.is_empty() {
        view! { <p class="list-none">{say(T::PersonNone)}</p> }.into_any()
    } else {
        table(grants, &SOMEBODYS)
    };
    let all = (grants.len() > 1).then(|| end_all(&SOMEBODYS, Some(account)));
    Some(
        view! {
            <Card icon=IconName::Place title=say(T::Title) description=say(T::PersonWhat)>
                {list}
                {all}
            </Card>
        }
        .into_any(),
    )
}

fn table(grants: &[GrantView], ends: &'static Ends) -> AnyView {
    let columns = [T::ColumnAddress, T::ColumnIssued, T::ColumnEnds, T::ColumnBrowser];
    let columns = columns.into_iter().map(say).chain(["".into()]).collect();
    let rows = grants.iter().map(|grant| row(grant, ends)).collect_view();
    view! { <Table caption=say(T::List) columns=columns>{rows}</Table> }.into_any()
}

/// An address as it is known, a network as it is written: `192.0.2.7`, `2001:db8::/64`.
fn source_text(source: Prefix) -> String {
    let text = source.to_string();
    let alone = source.length() == source.family().bits();
    match text.split_once('/') {
        Some((address, _)) if alone => address.to_owned(),
        _ => text,
    }
}

fn row(grant: &GrantView, ends: &'static Ends) -> AnyView {
    let source = source_text(grant.source);
    let (browser, _) = device(&grant.user_agent);
    let (issued, until) = (grant.issued, grant.ends);
    let end = end_one(grant, &source, ends);
    view! {
        <tr>
            <Cell label=say(T::ColumnAddress) main=true><span class="address">{source}</span></Cell>
            <Cell label=say(T::ColumnIssued)><Moment at=issued/></Cell>
            <Cell label=say(T::ColumnEnds)><Moment at=until/></Cell>
            <Cell label=say(T::ColumnBrowser)>{browser}</Cell>
            <Cell label="" actions=true>{end}</Cell>
        </tr>
    }
    .into_any()
}

fn end_one(grant: &GrantView, source: &str, ends: &'static Ends) -> AnyView {
    let describe = say_with(ends.one_named, &[("address", source)]).into_owned();
    let question = say_with(ends.one_question, &[("address", source)]);
    let row = ("id", grant.id.to_string());
    view! {
        <Confirm
            label=say(ends.one_label)
            describe=describe
            question=question
            kind=ButtonKind::Secondary
        >
            <Form action=ends.one row=row>
                <div class="form-actions"><Button kind=ButtonKind::Danger>{say(ends.one_label)}</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn end_all(ends: &'static Ends, account: Option<AccountId>) -> AnyView {
    let button: Text = say(ends.all_label);
    let id = account.map(|id| view! { <input type="hidden" name="id" value=id.to_string()/> });
    view! {
        <Confirm label=say(ends.all_label) question=say(ends.all_question)>
            <Form action=ends.all>
                {id}
                <div class="form-actions"><Button kind=ButtonKind::Danger>{button}</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}
