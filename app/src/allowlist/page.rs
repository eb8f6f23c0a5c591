//! The page of Authorized IP Access: the editor of a new rule, and the list.

use super::draft::text::DraftText as D;
use super::island::{Control, Ground, RuleEditor};
use super::list::rule_list;
use super::text::AllowlistText as T;
use super::trial::card;
use super::verdict::Place;
use super::{AllowlistView, RecentAddress, RuleView};
use crate::error::Problem;
use crate::page::{PageContext, PageFuture};
use crate::ui::text::UiText;
use crate::ui::{
    Alert, Card, Form, PortalPage, Section, SecurityTab, Text, Tone, duration_text, field_state, page, say,
    say_with, security_tabs,
};
use leptos::prelude::*;
use sekisho_engine::history::List;

/// `/security/allowlist`.
pub fn allowlist(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let view = cx.ports.allowlist.view(&cx.visit, cx.person()?).await?;
        let judge = ground(&view, Vec::new()).judge_with(view.recent.iter().map(|recent| recent.address));
        let tabs = security_tabs(&cx.words, SecurityTab::Allowlist);
        let document = PortalPage::new(Section::Security, cx.words.text(T::Title))
            .tabs(cx.words.text(UiText::MenuSecurity), tabs)
            .with_islands();
        let document = if view.trial.is_some() { document.with_trial_card(List::Account) } else { document };
        Ok(document.render(&cx, move || {
            let top = match &view.trial {
                Some(trial) => card(List::Account, &view.text, trial),
                None if view.editable => editor(&view),
                None => read_only(),
            };
            // one change after the other
            let editable = view.editable && view.trial.is_none();
            view! {
                <p class="page-description">{say(T::Intro)}</p>
                {top}
                {rule_list(&view.rules, &judge, editable)}
            }
        }))
    })
}

fn read_only() -> AnyView {
    view! { <Alert tone=Tone::Info><p>{say(T::NotEditable)}</p></Alert> }.into_any()
}

fn editor(view: &AllowlistView) -> AnyView {
    let ground = ground(view, places(view));
    view! {
        <Card title=say(T::AddHeading)>
            <Form action="/api/allowlist/add">
                <EditorFields ground/>
            </Form>
        </Card>
    }
    .into_any()
}

/// What the list is judged with: of its rules those that hold, each on the line of its number.
fn ground(view: &AllowlistView, places: Vec<Place>) -> Ground {
    let line = |rule: &RuleView| if rule.holds { rule.rule.to_string() } else { String::new() };
    let ended = view.rules.iter().filter(|rule| !rule.holds).count();
    Ground {
        rules: view.rules.iter().map(line).collect::<Vec<_>>().join("\n"),
        current: view.current.known(),
        places,
        max_rules: view.max_rules.saturating_sub(ended),
    }
}

/// The island, told what the form around it knows.
#[component]
fn EditorFields(ground: Ground) -> impl IntoView {
    let words = page().words.excerpt(&["allowlist", "rule_error", "draft"]);
    let rule = control("rule", page().words.text(T::Rule));
    let note = control("note", page().words.text(T::Note));
    let until = control("until", page().words.text(D::Until));
    view! { <RuleEditor words ground rule note until/> }
}

/// A field as it stands: what was typed and could not be saved, else what the query asks to check.
fn control(name: &'static str, label: Text) -> Control {
    let state = field_state(name, label);
    let cx = page();
    let value = state.typed.or_else(|| cx.query(name).map(str::to_owned)).unwrap_or_default();
    // what the verdict says by itself isn't said twice
    let told_by_verdict = cx.failure.as_ref().is_some_and(|failure| {
        matches!(
            failure.error.problem,
            Problem::Rule { .. } | Problem::TooManyRules { .. } | Problem::WouldLockOut { .. }
        ) && !value.trim().is_empty()
    });
    Control { id: state.id, value, error: state.error.filter(|_| !told_by_verdict) }
}

/// The places that the person signs in from, the current one first.
fn places(view: &AllowlistView) -> Vec<Place> {
    let current = view.current.known();
    let here = current.map(|address| Place { address, note: say(T::Here).into_owned() });
    let recent = view.recent.iter().filter(|recent| Some(recent.address) != current);
    here.into_iter().chain(recent.map(place)).collect()
}

fn place(recent: &RecentAddress) -> Place {
    let time = duration_text(&page().words, page().visit.now.since(recent.last_used));
    Place { address: recent.address, note: say_with(T::LastUsed, &[("time", &time)]).into_owned() }
}
