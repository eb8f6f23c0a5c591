//! The page of Admin → Portal rules: the editor, or while the list is on trial what the trial does.

use super::island::PortalRulesDesk;
use super::judge::{Judge, Timed, timed};
use super::text::PortalRulesText as T;
use super::{Audience, MOST_VISITS, PortalRulesView, pack, trial, visits};
use crate::admin::labels::{AdminTab, admin_tabs};
use crate::admin::text::AdminText;
use crate::allowlist::draft::{Caution, Ground, Ways, edited};
use crate::page::{PageContext, PageFuture};
use crate::ui::{
    ButtonKind, Card, EmptyState, Form, HiddenField, IconName, LinkButton, PortalPage, Section, TextArea,
    page, say,
};
use leptos::prelude::*;
use sekisho_engine::allowlist::Document;
use sekisho_engine::history::List;

const LOOK: &str = "/api/portal-rules/look";
const SAVE: &str = "/api/portal-rules/save";
const TRY: &str = "/api/portal-rules/try";
/// The most characters of the text: more than a form can carry.
const TEXT_MAX: usize = crate::page::LIST_BODY;

/// What the form held, where it came back.
struct Typed {
    text: String,
    /// The change of the text that a button stands for.
    edit: String,
}

impl Typed {
    fn of(cx: &PageContext) -> Option<Self> {
        let failed = cx.failure_of(SAVE).or_else(|| cx.failure_of(TRY));
        let fields = failed.map_or(&cx.answered, |failure| &failure.values);
        let value =
            |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        Some(Self { text: value("text")?, edit: value("edit").unwrap_or_default() })
    }
}

/// `/admin/portal-rules`.
pub fn portal_rules(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let view = cx.ports.portal_rules.view(&cx.visit, &cx.administrator()?).await?;
        let typed = Typed::of(&cx);
        let document = PortalPage::new(Section::Admin, cx.words.text(T::Title))
            .tabs(cx.words.text(AdminText::Title), admin_tabs(&cx.words, AdminTab::PortalRules))
            .with_editors();
        let document = if view.trial.is_some() { document.with_trial_card(List::Portal) } else { document };
        let document = if view.rules.is_empty() { document } else { document.actions(export) };
        Ok(document.render(&cx, move || {
            let trial = view.trial.as_ref().map(|tried| trial::state(&view, tried));
            let empty = (trial.is_none() && view.rules.is_empty()).then(|| {
                view! {
                    <Card><EmptyState icon=IconName::Globe title=say(T::EmptyTitle) text=say(T::Empty)/></Card>
                }
            });
            // what was typed before a trial began elsewhere stays
            let editor = (trial.is_none() || typed.is_some()).then(|| editor(view, typed));
            view! {
                <p class="page-description">{say(T::Intro)}</p>
                {trial}
                {empty}
                {editor}
                <p class="portal-break-glass">
                    {say(T::BreakGlass)}
                    " "
                    <code>"sekisho allowlist list|add|remove|clear --portal"</code>
                </p>
            }
        }))
    })
}

fn export() -> AnyView {
    view! {
        <LinkButton href="/admin/portal-rules/export" kind=ButtonKind::Quiet icon=IconName::Download>
            {say(T::Export)}
        </LinkButton>
    }
    .into_any()
}

/// The rules of a text, with their ends. Lines that can't be read are left out.
pub(super) fn rules(text: &str) -> Vec<Timed> {
    timed(&Document::parse(text).document.entries)
}

fn editor(view: PortalRulesView, typed: Option<Typed>) -> AnyView {
    let cx = page();
    let ground = Ground {
        saved: view.text,
        version: view.version,
        now: cx.visit.now,
        current: view.current.known(),
        // the island knows them from the people
        from: Vec::new(),
        max_rules: view.max_rules,
        trial_minutes: view.trial_minutes,
        caution: Caution::AnyLoss,
        ways: Ways { look: LOOK.to_owned(), save: SAVE.to_owned(), attempt: TRY.to_owned() },
    };
    let looked = typed.is_some();
    let text = typed.map(|typed| edited(&ground, &typed.text.replace("\r\n", "\n"), &typed.edit));
    let shown = text.clone().unwrap_or_else(|| ground.saved.clone());
    let audience = if visits(&view.people) > MOST_VISITS {
        let mut judge = Judge::new(ground.current, ground.now, view.people);
        Audience::Asked(judge.between(&rules(&ground.saved), &rules(&shown)))
    } else {
        Audience::Everybody(pack(&view.people, ground.now))
    };
    let words = cx.words.excerpt(&["allowlist", "rule_error", "draft", "portal_rules"]);
    view! {
        <div class="draft">
            <Form action=SAVE also=&[TRY]>
                <HiddenField name="version" value=ground.version.to_string()/>
                <TextArea
                    name="text"
                    label=say(T::Rules)
                    hint=say(T::RulesHint)
                    instead=shown
                    maxlength=TEXT_MAX
                    lines=12
                    code=true
                    optional=true
                />
                <PortalRulesDesk words ground text looked audience/>
            </Form>
        </div>
    }
    .into_any()
}
