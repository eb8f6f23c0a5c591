//! `/security/allowlist/edit`: one's own list, edited as a whole.

use super::island::OwnDraft;
use super::text::DraftText as T;
use super::{Caution, Ground, OwnPlace, Ways, edited};
use crate::allowlist::text::AllowlistText;
use crate::allowlist::trial::card;
use crate::allowlist::{DraftView, SeenAddress};
use crate::history::log_table::LogRows;
use crate::history::{LogEntry, LogFilter};
use crate::page::{PageContext, PageFuture};
use crate::ui::{
    Alert, ButtonKind, Card, Form, HiddenField, IconName, LinkButton, PortalPage, Section, TextArea, Tone,
    duration_text, page, say, say_with,
};
use leptos::prelude::*;
use sekisho_engine::history::{Group, List};
use sekisho_engine::time::Timestamp;

const SAVE: &str = "/api/allowlist/save";
const TRY: &str = "/api/allowlist/try";
const LOOK: &str = "/api/allowlist/look";
/// The most characters of the text: more than a form can carry.
const TEXT_MAX: usize = crate::form::LIST_BODY;

/// What the form held, where it came back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Typed {
    text: Option<String>,
    /// The change of the text that a button stands for.
    edit: String,
    /// When the author began.
    since: Option<Timestamp>,
    /// The version of the list that the author began with.
    version: Option<i64>,
}

impl Typed {
    fn of(cx: &PageContext) -> Self {
        let failed = cx.failure_of(SAVE).or_else(|| cx.failure_of(TRY));
        let fields = failed.map_or(&cx.answered, |failure| &failure.values);
        let value =
            |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let number = |name: &str| value(name).and_then(|value| value.parse().ok());
        Self {
            text: value("text"),
            edit: value("edit").unwrap_or_default(),
            since: number("since").map(Timestamp::from_unix),
            version: number("version"),
        }
    }
}

/// `/security/allowlist/edit`.
pub fn edit(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let person = cx.person()?;
        let view = cx.ports.allowlist.draft(&cx.visit, person).await?;
        let typed = Typed::of(&cx);
        let meanwhile = match (typed.version, typed.since) {
            (Some(version), Some(since)) if version != view.version => {
                let filter =
                    LogFilter { group: Some(Group::Allowlist.as_str().to_owned()), ..LogFilter::default() };
                let log = cx.ports.history.log(&cx.visit, person, &filter).await?;
                log.entries.into_iter().filter(|entry| entry.at >= since).collect()
            }
            _ => Vec::new(),
        };
        let document = PortalPage::new(Section::Security, cx.words.text(T::Title))
            .back("/security/allowlist", cx.words.text(T::Back))
            .description(cx.words.text(T::Intro))
            .actions(export)
            .with_editors();
        let document = if view.trial.is_some() { document.with_trial_card(List::Account) } else { document };
        Ok(document.render(&cx, move || {
            if !view.editable {
                return view! { <Alert tone=Tone::Info><p>{say(AllowlistText::NotEditable)}</p></Alert> }
                    .into_any();
            }
            let card = view.trial.as_ref().map(|trial| card(List::Account, &view.text, trial));
            // what was typed before a trial began elsewhere stays
            let editor = (card.is_none() || typed.text.is_some()).then(|| editor(view, typed));
            view! { {card}{meanwhile_card(meanwhile)}{editor} }.into_any()
        }))
    })
}

/// The way to the list as a file.
pub(in crate::allowlist) fn export() -> AnyView {
    view! {
        <LinkButton href="/security/allowlist/export" kind=ButtonKind::Quiet icon=IconName::Download>
            {say(T::Export)}
        </LinkButton>
    }
    .into_any()
}

/// What was changed since the author began.
fn meanwhile_card(entries: Vec<LogEntry>) -> Option<AnyView> {
    (!entries.is_empty()).then(|| {
        view! {
            <Card title=say(T::MeanwhileTitle) description=say(T::MeanwhileText)>
                <LogRows entries=entries whose=false why=false/>
            </Card>
        }
        .into_any()
    })
}

fn editor(view: DraftView, typed: Typed) -> AnyView {
    let cx = page();
    let places = places(&view);
    let (version, more) = (view.version, view.more);
    let ground = Ground {
        saved: view.text,
        version,
        now: cx.visit.now,
        current: view.current.known(),
        // the island knows them from the places
        from: Vec::new(),
        max_rules: view.max_rules,
        trial_minutes: view.trial_minutes,
        caution: Caution::Here,
        ways: Ways { look: LOOK.to_owned(), save: SAVE.to_owned(), attempt: TRY.to_owned() },
    };
    let looked = typed.text.is_some();
    let text = typed.text.map(|text| {
        let judged = Ground { from: Vec::new(), ..ground.clone() };
        edited(&judged, &text.replace("\r\n", "\n"), &typed.edit)
    });
    let shown = text.clone().unwrap_or_else(|| ground.saved.clone());
    let since = typed.since.filter(|_| typed.version == Some(version)).unwrap_or(cx.visit.now);
    let words = cx.words.excerpt(&["allowlist", "rule_error", "draft"]);
    view! {
        <div class="draft">
            <Form action=SAVE also=&[TRY]>
                <HiddenField name="version" value=version.to_string()/>
                <HiddenField name="since" value=since.as_unix().to_string()/>
                <TextArea
                    name="text"
                    label=say(T::Text)
                    hint=say(T::TextHint)
                    instead=shown
                    maxlength=TEXT_MAX
                    lines=14
                    code=true
                />
                <OwnDraft words ground text looked places more/>
            </Form>
        </div>
    }
    .into_any()
}

/// The places that the person signs in from, the current one first.
fn places(view: &DraftView) -> Vec<OwnPlace> {
    let current = view.current.known();
    let used = |seen: &SeenAddress| {
        let time = duration_text(&page().words, page().visit.now.since(seen.last_used));
        let message = if seen.count == 1 { T::PlaceUsedOnce } else { T::PlaceUsed };
        say_with(message, &[("time", &time), ("count", &seen.count.to_string())]).into_owned()
    };
    let here = current.map(|address| {
        let seen = view.seen.iter().find(|seen| seen.address == address);
        OwnPlace {
            address,
            note: say(T::PlaceHere).into_owned(),
            count: seen.map_or(0, |seen| seen.count),
            refused: seen.map_or(0, |seen| seen.refused),
        }
    });
    let others = view.seen.iter().filter(|seen| Some(seen.address) != current);
    let others = others.map(|seen| OwnPlace {
        address: seen.address,
        note: used(seen),
        count: seen.count,
        refused: seen.refused,
    });
    here.into_iter().chain(others).collect()
}
