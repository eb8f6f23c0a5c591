//! The list of rules: found by a part of their text, shown a hundred at a time, each with what deleting it
//! would do.

use super::draft::page::export;
use super::draft::text::DraftText as D;
use super::judge::Judge;
use super::text::AllowlistText as T;
use super::{NOTE_MAX, RuleView, verdict, wording};
use crate::error::Problem;
use crate::i18n::grouped;
use crate::page::PageContext;
use crate::ui::{
    Alert, Badge, Button, ButtonKind, Card, Cell, Confirm, EmptyState, Field, FieldKind, Form, IconName,
    LinkButton, Moment, NumberedPager, Table, Text, Tone, page, say, say_with,
};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// How many rules a page of the list shows.
const PAGE_SIZE: usize = 100;

/// From how many rules on there is a field to find one.
const FILTER_FROM: usize = 10;

const REMOVE: &str = "/api/allowlist/remove";
const AMEND: &str = "/api/allowlist/amend";

/// The part of a list that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Excerpt {
    /// Places in the list, of those that match.
    places: Vec<usize>,
    /// How many match in all.
    total: usize,
    /// How many of those that match come before.
    before: usize,
}

/// The rules whose text or note holds `text`, from the `page`th hundred (from 1) on; where `show` is one of
/// them, the hundred that it is in.
fn excerpt(rules: &[RuleView], text: &str, page: usize, show: Option<usize>) -> Excerpt {
    let wanted = text.trim().to_lowercase();
    let matches = |rule: &RuleView| {
        wanted.is_empty()
            || rule.rule.to_string().contains(&wanted)
            || rule.note.to_lowercase().contains(&wanted)
    };
    let found: Vec<usize> = (0..rules.len()).filter(|at| matches(&rules[*at])).collect();
    let pages = found.len().div_ceil(PAGE_SIZE).max(1);
    let shown = show.and_then(|show| found.iter().position(|at| *at == show)).map(|at| at / PAGE_SIZE);
    let before = shown.unwrap_or(page.clamp(1, pages) - 1) * PAGE_SIZE;
    let total = found.len();
    Excerpt { places: found.into_iter().skip(before).take(PAGE_SIZE).collect(), total, before }
}

/// The list, or what there is to say where it is empty.
/// `judge` has the same list, compiled; `editable` says whether rules can be deleted.
pub(super) fn rule_list(rules: &[RuleView], judge: &Judge, editable: bool) -> AnyView {
    let cx = page();
    let filter = cx.query("q").unwrap_or_default().to_owned();
    let number = cx.query("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let excerpt = excerpt(rules, &filter, number, failed(&cx, rules));
    let badge = view! { <Badge tone=Tone::Neutral text=count(rules.len())/> }.into_any();
    let unrestricted = judge.admits_everybody().then(|| {
        view! { <Alert tone=Tone::Info><p>{say(T::Unrestricted)}</p></Alert> }
    });
    let body = if rules.is_empty() {
        view! { <EmptyState icon=IconName::Globe title=say(T::CountNone) text=say(T::Empty)/> }.into_any()
    } else if excerpt.total == 0 {
        let none = say_with(T::FilterNone, &[("text", &filter)]);
        view! { <p class="list-none">{none}</p> }.into_any()
    } else {
        table(rules, judge, &excerpt, editable)
    };
    let fields = (rules.len() >= FILTER_FROM || !filter.is_empty()).then(|| filter_form(&filter));
    let pages = pages(&filter, &excerpt);
    let edit = editable.then(|| {
        view! {
            <LinkButton href="/security/allowlist/edit" kind=ButtonKind::Quiet icon=IconName::Pencil>
                {say(D::EditAll)}
            </LinkButton>
        }
    });
    let actions = view! { {edit}{export()} }.into_any();
    view! {
        <Card title=say(T::ListHeading) state=badge actions=actions id="rules">
            {unrestricted}
            {fields}
            {body}
            {pages}
        </Card>
    }
    .into_any()
}

/// The rule that could not be deleted or changed, if that is why the page is shown.
fn failed(cx: &PageContext, rules: &[RuleView]) -> Option<usize> {
    let id = cx.failure_of(REMOVE).or_else(|| cx.failure_of(AMEND))?.value("id")?;
    rules.iter().position(|rule| rule.id.to_string() == id)
}

fn count(rules: usize) -> Text {
    match rules {
        0 => say(T::CountNone),
        1 => say(T::CountOne),
        many => say_with(T::CountMany, &[("count", &grouped(many))]),
    }
}

fn filter_form(filter: &str) -> AnyView {
    view! {
        <form method="get" action="/security/allowlist" class="filter" role="search">
            <div class="field">
                <label class="field-label" for="rule-filter">{say(T::Filter)}</label>
                <input class="input" id="rule-filter" type="search" name="q" value=filter.to_owned() maxlength="100"/>
            </div>
            <Button kind=ButtonKind::Secondary icon=IconName::Search>{say(T::FilterSubmit)}</Button>
            {(!filter.is_empty()).then(|| view! {
                <a class="button button-quiet" href="/security/allowlist">{say(T::FilterClear)}</a>
            })}
        </form>
    }
    .into_any()
}

fn table(rules: &[RuleView], judge: &Judge, excerpt: &Excerpt, editable: bool) -> AnyView {
    let columns = [T::ColumnPlace, T::ColumnRule, T::ColumnCovers, T::ColumnNote, T::ColumnSince];
    let mut columns: Vec<_> = columns.into_iter().map(|column| say(column)).collect();
    if editable {
        columns.push("".into());
    }
    let rows = excerpt.places.iter().map(|&at| row(&rules[at], at, judge, editable)).collect_view();
    view! { <Table caption=say(T::ListHeading) columns>{rows}</Table> }.into_any()
}

fn row(view: &RuleView, at: usize, judge: &Judge, editable: bool) -> AnyView {
    let rule = view.rule;
    let RuleView { note, since, .. } = view.clone();
    let end = end(view);
    let actions = editable.then(|| view! { {amendment(view, judge)}{removal(view, at, judge)} });
    view! {
        <tr>
            <Cell label=say(T::ColumnPlace)>{wording::place(at)}</Cell>
            <Cell label=say(T::ColumnRule) main=true><span class="address">{rule.to_string()}</span></Cell>
            <Cell label=say(T::ColumnCovers)>
                {wording::range(rule).map(|range| view! { <span class="address rule-range">{range}</span> })}
                <span class="rule-extent">{wording::extent(&page().words, rule)}</span>
            </Cell>
            <Cell label=say(T::ColumnNote)>
                {(!note.is_empty()).then_some(note)}
                {end}
            </Cell>
            <Cell label=say(T::ColumnSince)><Moment at=since/></Cell>
            {actions.map(|actions| view! {
                <Cell label="" actions=true><div class="rule-actions">{actions}</div></Cell>
            })}
        </tr>
    }
    .into_any()
}

/// When the rule ends, or that it has.
fn end(view: &RuleView) -> Option<AnyView> {
    let day = view.until?.to_string();
    let over = view.until.is_some_and(|day| day.ends() <= page().visit.now);
    let (class, message) = match (over, view.holds) {
        (false, _) => ("rule-end rule-end-day", D::UntilDay),
        (true, false) => ("rule-end rule-end-day tone-warning", D::HasEnded),
        (true, true) => ("rule-end tone-warning", D::LastToEnd),
    };
    let text = say_with(message, &[("day", &day)]);
    Some(view! { <span class=class>{text}</span> }.into_any())
}

/// The pencil: opens the note and the end of the rule.
fn amendment(view: &RuleView, judge: &Judge) -> AnyView {
    let id = view.id.to_string();
    let named = [("rule", &*view.rule.to_string())];
    let (label, question) = (say_with(D::Amend, &named), say_with(D::AmendQuestion, &named));
    let cx = page();
    let failure = cx.failure_of(AMEND).filter(|failure| failure.value("id") == Some(&id));
    let consent = failure.and_then(|failure| match failure.error.problem {
        Problem::WouldLockOut { address } if judge.current() == Some(address) => Some(address),
        _ => None,
    });
    let confirmation = consent.map(|address| verdict::confirmation(&cx.words, address, NodeRef::new()));
    let (note, until) = (view.note.clone(), view.until.map(|day| day.to_string()).unwrap_or_default());
    view! {
        <Confirm label=label icon=IconName::Pencil icon_only=true kind=ButtonKind::Quiet question=question>
            <Form action=AMEND row=("id", id)>
                <Field
                    name="note"
                    label=say(D::AmendNote)
                    value=note
                    maxlength=u32::try_from(NOTE_MAX).unwrap_or(u32::MAX)
                    optional=true
                />
                <Field
                    name="until"
                    kind=FieldKind::Day
                    label=say(D::AmendUntil)
                    hint=say(D::UntilHint)
                    value=until
                    optional=true
                />
                {confirmation}
                <div class="form-actions"><Button>{say(D::AmendSubmit)}</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

/// The bin: opens what deleting the rule would do, and the form that does it.
fn removal(view: &RuleView, at: usize, judge: &Judge) -> AnyView {
    let consequence = judge.removal(at);
    let lines =
        consequence.as_ref().map(|consequence| verdict::list(wording::removing(&page().words, consequence)));
    let confirmation = consequence
        .and_then(|consequence| consequence.here.to_confirm())
        .map(|address| verdict::confirmation(&page().words, address, NodeRef::new()));
    let id = view.id.to_string();
    let question = say_with(T::DeleteQuestion, &[("rule", &view.rule.to_string())]);
    let label = say_with(T::Delete, &[("rule", &view.rule.to_string())]);
    view! {
        <Confirm label=label icon=IconName::Trash icon_only=true question=question>
            {lines}
            <Form action=REMOVE row=("id", id)>
                {confirmation}
                <div class="form-actions">
                    <Button kind=ButtonKind::Danger icon=IconName::Trash>{say(T::DeleteSubmit)}</Button>
                </div>
            </Form>
        </Confirm>
    }
    .into_any()
}

/// Which part of the list is shown, and the ways to the parts before and after.
fn pages(filter: &str, excerpt: &Excerpt) -> Option<AnyView> {
    if excerpt.total <= PAGE_SIZE {
        return None;
    }
    let after = excerpt.before + excerpt.places.len();
    let bounds = [excerpt.before + 1, after, excerpt.total].map(grouped);
    let at = say_with(T::PageOf, &[("first", &bounds[0]), ("last", &bounds[1]), ("total", &bounds[2])]);
    let number = excerpt.before / PAGE_SIZE + 1;
    let href = |page: usize| {
        let text = utf8_percent_encode(filter, NON_ALPHANUMERIC);
        format!("/security/allowlist?q={text}&page={page}#rules")
    };
    let previous = (excerpt.before > 0).then(|| href(number - 1));
    let next = (after < excerpt.total).then(|| href(number + 1));
    Some(view! { <NumberedPager at=at previous=previous next=next/> }.into_any())
}
