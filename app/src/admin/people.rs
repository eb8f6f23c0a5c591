//! The list of people: found by name, address, state and second factor.

use super::labels::{mfa_badges, moved_badge, role_text, state_badge};
use super::text::AdminText as T;
use super::{Moved, PAGE_SIZE, PeopleFilter, PeopleView, PersonRow, person_path};
use crate::i18n::grouped;
use crate::page::PageContext;
use crate::ui::{
    Button, ButtonKind, Card, Cell, EmptyState, Field, FieldKind, IconName, Moment, NumberedPager,
    SelectField, Table, say, say_with,
};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sekisho_engine::policy::AccountState;

const PATH: &str = "/admin/people";

/// The filter that the page's query asks for; what can't be understood is left out.
pub(super) fn filter_of(cx: &PageContext) -> PeopleFilter {
    let text: String = cx.query("text").unwrap_or_default().trim().chars().take(100).collect();
    PeopleFilter {
        text: (!text.is_empty()).then_some(text),
        state: cx.query("state").and_then(state_from_code),
        mfa: cx.query("mfa").and_then(|mfa| match mfa {
            "with" => Some(true),
            "without" => Some(false),
            _ => None,
        }),
        moved: cx.query("moved").and_then(|moved| match moved {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }),
        page: cx.query("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
    }
}

const fn state_code(state: AccountState) -> &'static str {
    match state {
        AccountState::Active => "active",
        AccountState::Locked => "locked",
    }
}

fn state_from_code(code: &str) -> Option<AccountState> {
    [AccountState::Active, AccountState::Locked].into_iter().find(|state| state_code(*state) == code)
}

const fn mfa_code(mfa: Option<bool>) -> &'static str {
    match mfa {
        Some(true) => "with",
        Some(false) => "without",
        None => "",
    }
}

const fn moved_code(moved: Option<bool>) -> &'static str {
    match moved {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

fn href(filter: &PeopleFilter, page: u32) -> String {
    let text = filter.text.as_deref().unwrap_or_default();
    let text = utf8_percent_encode(text, NON_ALPHANUMERIC);
    let state = filter.state.map(state_code).unwrap_or_default();
    let (mfa, moved) = (mfa_code(filter.mfa), moved_code(filter.moved));
    format!("{PATH}?text={text}&state={state}&mfa={mfa}&moved={moved}&page={page}")
}

/// One page of the list, its filter and its pager.
pub(super) fn people_list(view: PeopleView, filter: &PeopleFilter) -> AnyView {
    let narrow =
        filter.text.is_some() || filter.state.is_some() || filter.mfa.is_some() || filter.moved.is_some();
    let moving = view.moved.is_some();
    let count = match view.total {
        0 => say(T::CountNone),
        1 => say(T::CountOne),
        many => say_with(T::CountMany, &[("count", &grouped(many))]),
    };
    let body = if view.people.is_empty() {
        let text = if narrow { T::NobodyFound } else { T::NobodyYet };
        view! { <EmptyState icon=IconName::People title=say(T::CountNone) text=say(text)/> }.into_any()
    } else {
        let second = second_column(moving);
        let columns =
            [T::ColumnPerson, T::ColumnState, T::ColumnRole, second, T::ColumnRules, T::ColumnLastSignIn];
        let columns = columns.into_iter().map(say).collect();
        let rows = view.people.into_iter().map(|person| row(person, moving)).collect_view();
        view! { <Table caption=say(T::TabPeople) columns=columns>{rows}</Table> }.into_any()
    };
    let (fields, pager) = (filter_form(filter, narrow, moving), pager(filter, view.total, view.page));
    let moved = view.moved.map(|Moved { moved, all }| {
        let counts = [("moved", &*grouped(moved)), ("all", &grouped(all))];
        view! { <p class="moved-count">{say_with(T::MovedCount, &counts)}</p> }
    });
    view! {
        <p class="page-description">{say(T::PeopleIntro)}</p>
        {moved}
        <Card>
            {fields}
            <p class="list-count" role="status">{count}</p>
            {body}
            {pager}
        </Card>
    }
    .into_any()
}

fn filter_form(filter: &PeopleFilter, narrow: bool, moving: bool) -> AnyView {
    let any = || (String::new(), say(T::FilterAny));
    let states = vec![
        any(),
        (state_code(AccountState::Active).to_owned(), say(T::StateActive)),
        (state_code(AccountState::Locked).to_owned(), say(T::StateLocked)),
    ];
    let methods = vec![
        any(),
        (mfa_code(Some(true)).to_owned(), say(T::MfaWith)),
        (mfa_code(Some(false)).to_owned(), say(T::MfaWithout)),
    ];
    let moved = moving.then(|| {
        let ways = vec![
            any(),
            (moved_code(Some(true)).to_owned(), say(T::MovedYes)),
            (moved_code(Some(false)).to_owned(), say(T::MovedNo)),
        ];
        let value = moved_code(filter.moved);
        view! { <SelectField name="moved" label=say(T::FilterMoved) options=ways value=value/> }
    });
    view! {
        <form method="get" action=PATH class="filter" role="search">
            <Field
                name="text"
                kind=FieldKind::Search
                label=say(T::Search)
                value=filter.text.clone().unwrap_or_default()
                maxlength=100
                optional=true
            />
            <SelectField
                name="state"
                label=say(T::FilterState)
                options=states
                value=filter.state.map(state_code).unwrap_or_default()
            />
            <SelectField name="mfa" label=say(T::FilterMfa) options=methods value=mfa_code(filter.mfa)/>
            {moved}
            <div class="filter-actions">
                <Button kind=ButtonKind::Secondary icon=IconName::Search>{say(T::FilterSubmit)}</Button>
                {narrow.then(|| view! { <a class="button button-quiet" href=PATH>{say(T::FilterClear)}</a> })}
            </div>
        </form>
    }
    .into_any()
}

/// What the column of second factors is called: while people move over it tells of that, too.
const fn second_column(moving: bool) -> T {
    if moving { T::FilterMoved } else { T::ColumnMfa }
}

fn row(person: PersonRow, moving: bool) -> AnyView {
    let mfa = match (moving, person.has_factor()) {
        (false, _) => mfa_badges(&person),
        (true, false) => moved_badge(&person),
        (true, true) => view! { {moved_badge(&person)}" "{mfa_badges(&person)} }.into_any(),
    };
    let last = match person.last_sign_in {
        Some(at) => view! { <Moment at=at/> }.into_any(),
        None => say(T::Never).into_any(),
    };
    view! {
        <tr>
            <Cell label=say(T::ColumnPerson) main=true>
                <a class="person-name" href=person_path(person.id)>{person.name}</a>
                <span class="person-email">{person.email}</span>
            </Cell>
            <Cell label=say(T::ColumnState)>{state_badge(person.state)}</Cell>
            <Cell label=say(T::ColumnRole)>{say(role_text(person.role))}</Cell>
            <Cell label=say(second_column(moving))>{mfa}</Cell>
            <Cell label=say(T::ColumnRules)>{person.rules.to_string()}</Cell>
            <Cell label=say(T::ColumnLastSignIn)>{last}</Cell>
        </tr>
    }
    .into_any()
}

/// Which part of the list is shown, and the ways to the parts before and after.
fn pager(filter: &PeopleFilter, total: u32, page: u32) -> Option<AnyView> {
    let pages = total.div_ceil(PAGE_SIZE);
    let at = say_with(T::PageOf, &[("page", &grouped(page)), ("pages", &grouped(pages))]);
    let previous = (page > 1).then(|| href(filter, page - 1));
    let next = (page < pages).then(|| href(filter, page + 1));
    (pages > 1).then(|| view! { <NumberedPager at=at previous=previous next=next/> }.into_any())
}
