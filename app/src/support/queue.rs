//! The queue: open requests, or those that are over.

use super::text::RequestText as T;
use super::{PAGE_SIZE, QueueFilter, QueueView, RequestRow, RequestState, request_path};
use crate::i18n::grouped;
use crate::ui::{Badge, Card, Cell, EmptyState, IconName, Moment, NumberedPager, Table, Tone, say, say_with};
use leptos::prelude::*;

const PATH: &str = "/admin/requests";

/// Open or done, and one page of it.
pub(super) fn queue_cards(view: QueueView, filter: QueueFilter) -> AnyView {
    let kinds = kinds(&view, filter);
    let pager = pager(&view, filter);
    let body = if view.requests.is_empty() {
        empty(filter.done, view.offered)
    } else {
        let columns = [T::ColumnWho, T::ColumnCompany, T::ColumnReceived, T::ColumnState];
        let columns = columns.into_iter().map(say).collect();
        let rows = view.requests.into_iter().map(row).collect_view();
        view! { <Table caption=say(T::Back) columns=columns>{rows}</Table> }.into_any()
    };
    view! {
        <p class="page-description">{say(T::Intro)}</p>
        <Card>{kinds}{body}{pager}</Card>
    }
    .into_any()
}

fn kinds(view: &QueueView, filter: QueueFilter) -> AnyView {
    let kinds = [(false, PATH.to_owned(), T::Open, view.open), (true, href(true, 1), T::Over, view.done)];
    let links = kinds.into_iter().map(|(done, href, label, count)| {
        view! {
            <li>
                <a class="request-kind" href=href aria-current=(done == filter.done).then_some("true")>
                    {say(label)}" "<span class="request-count">{grouped(count)}</span>
                </a>
            </li>
        }
    });
    view! {
        <nav class="request-kinds" aria-label=say(T::Kinds)><ul>{links.collect_view()}</ul></nav>
    }
    .into_any()
}

fn empty(done: bool, offered: bool) -> AnyView {
    let (title, text) = match (done, offered) {
        (true, _) => (T::NoneDone, T::NoneDoneWhat),
        (false, true) => (T::NoneOpen, T::NoneOpenWhat),
        (false, false) => (T::NoneOpen, T::NotOffered),
    };
    view! { <EmptyState icon=IconName::Mail title=say(title) text=say(text)/> }.into_any()
}

fn row(request: RequestRow) -> AnyView {
    let RequestRow { id, state, received, name, email, company, known, effect } = request;
    let unknown = (!known).then(|| view! { " "<Badge tone=Tone::Warning text=say(T::NoAccount)/> });
    let effect = effect.filter(|_| state == RequestState::Approved).map(|at| {
        view! { <span class="entry-detail">{say(T::Effect)}" "<Moment at=at/></span> }
    });
    view! {
        <tr>
            <Cell label=say(T::ColumnWho) main=true>
                <a class="person-name" href=request_path(id)><bdi>{name}</bdi></a>
                <span class="person-email">{email}{unknown}</span>
            </Cell>
            <Cell label=say(T::ColumnCompany)><bdi>{company}</bdi></Cell>
            <Cell label=say(T::ColumnReceived)><Moment at=received/></Cell>
            <Cell label=say(T::ColumnState)>{state_badge(state)}{effect}</Cell>
        </tr>
    }
    .into_any()
}

/// The badge of a state.
pub(super) fn state_badge(state: RequestState) -> AnyView {
    let tone = match state {
        RequestState::Received => Tone::Info,
        RequestState::InReview | RequestState::Approved => Tone::Warning,
        RequestState::Done => Tone::Good,
        RequestState::Refused | RequestState::Stopped => Tone::Neutral,
    };
    view! { <Badge tone=tone text=say(state_text(state))/> }.into_any()
}

/// What a state is called.
pub(super) const fn state_text(state: RequestState) -> T {
    match state {
        RequestState::Received => T::StateReceived,
        RequestState::InReview => T::StateInReview,
        RequestState::Approved => T::StateApproved,
        RequestState::Refused => T::StateRefused,
        RequestState::Stopped => T::StateStopped,
        RequestState::Done => T::StateDone,
    }
}

fn href(done: bool, page: u32) -> String {
    let state = if done { "done" } else { "open" };
    format!("{PATH}?state={state}&page={page}")
}

fn pager(view: &QueueView, filter: QueueFilter) -> Option<AnyView> {
    let pages = if filter.done { view.done } else { view.open }.div_ceil(PAGE_SIZE);
    let page = view.page;
    let at = say_with(T::PageOf, &[("page", &grouped(page)), ("pages", &grouped(pages))]);
    let previous = (page > 1).then(|| href(filter.done, page - 1));
    let next = (page < pages).then(|| href(filter.done, page + 1));
    (pages > 1).then(|| view! { <NumberedPager at=at previous=previous next=next/> }.into_any())
}
