//! Two decisions side by side, and what would become of everybody else under a draft.

use super::tell::{Teller, Told, met};
use super::text::DecisionText as T;
use super::{Answer, Comparison, Person, Replay, ReplayGroup};
use crate::admin::person_path;
use crate::i18n::grouped;
use crate::ui::{Alert, Badge, Card, Cell, IconName, Table, Text, Tone, page, say, say_with};
use leptos::prelude::*;
use sekisho_engine::address::Address;
use sekisho_engine::sign_in::{Decision, Outcome, Reason};

/// What one step finds with what is in force, and with a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair<'a> {
    pub(super) now: Option<&'a Reason>,
    pub(super) draft: Option<&'a Reason>,
}

impl Pair<'_> {
    pub(super) fn differs(&self) -> bool {
        self.now != self.draft
    }
}

/// The steps of both decisions, in the order in which they are taken. No decision takes a step twice.
pub(super) fn pairs<'a>(now: &'a [Reason], draft: &'a [Reason]) -> Vec<Pair<'a>> {
    (0..=LAST)
        .filter_map(|place| {
            let find = |reasons: &'a [Reason]| reasons.iter().find(|reason| place_of(reason) == place);
            let pair = Pair { now: find(now), draft: find(draft) };
            (pair.now.is_some() || pair.draft.is_some()).then_some(pair)
        })
        .collect()
}

const LAST: u8 = 13;

/// Where a step stands in the order of all decisions.
const fn place_of(reason: &Reason) -> u8 {
    match reason {
        Reason::PortalRules(_) => 0,
        Reason::AccountRules(_) => 1,
        Reason::Network(_) => 2,
        Reason::Account(_) => 3,
        Reason::AccountThrottle(_) => 4,
        Reason::AddressThrottle(_) => 5,
        Reason::OneStep(_) => 6,
        Reason::FirstFactor(_) => 7,
        Reason::SecondFactor(_) => 8,
        Reason::Remembered(_) => 9,
        Reason::SecondFactorShown(_) => 10,
        Reason::Grant(_) => 11,
        Reason::Enrolment(_) => 12,
        Reason::Methods { .. } => LAST,
    }
}

/// Both decisions, and what would become of everybody.
pub(super) fn comparison(teller: &Teller<'_>, answer: &Answer, found: &Comparison) -> AnyView {
    view! {
        {side_by_side(teller, &answer.judged.decision, &found.judged.decision)}
        {everybody(&found.replay)}
    }
    .into_any()
}

fn side_by_side(teller: &Teller<'_>, now: &Decision, draft: &Decision) -> AnyView {
    let (tone, verdict) = match (now.outcome == draft.outcome, now.reasons == draft.reasons) {
        (true, true) => (Tone::Good, T::DraftSame),
        (true, false) => (Tone::Info, T::DraftReasons),
        (false, _) => (Tone::Warning, T::DraftDiffers),
    };
    let outcome = row(
        say(T::RowOutcome),
        Some(outcome(teller, &now.outcome)),
        Some(outcome(teller, &draft.outcome)),
        now.outcome != draft.outcome,
    );
    let steps = pairs(&now.reasons, &draft.reasons).into_iter().map(|pair| {
        let told = |reason: Option<&Reason>| reason.map(|reason| teller.reason(reason));
        let (now, draft) = (told(pair.now), told(pair.draft));
        let step = now.as_ref().or(draft.as_ref()).map(|told| told.step.clone()).unwrap_or_default();
        let found = |told: Option<Told>| told.map(|told| (told.tone, told.found));
        row(step.into(), found(now), found(draft), pair.differs())
    });
    let steps = steps.collect_view();
    let columns = [T::ColumnStep, T::ColumnNow, T::ColumnDraft].into_iter().map(say).collect();
    view! {
        <Card icon=IconName::Settings title=say(T::SideBySide) id="comparison">
            <Alert tone=tone><p>{say(verdict)}</p></Alert>
            <Table caption=say(T::SideBySide) columns=columns>{outcome}{steps}</Table>
        </Card>
    }
    .into_any()
}

fn outcome(teller: &Teller<'_>, outcome: &Outcome) -> (Tone, String) {
    teller.outcome(outcome)
}

fn row(step: Text, now: Option<(Tone, String)>, draft: Option<(Tone, String)>, differs: bool) -> AnyView {
    let cell = |found: Option<(Tone, String)>| match found {
        Some((tone, text)) => {
            view! { <span class=format!("decision-found tone-{}", tone.code())>{text}</span> }.into_any()
        }
        None => view! { <span class="decision-unreached">{say(T::NotReached)}</span> }.into_any(),
    };
    let badge = differs.then(|| view! { " "<Badge tone=Tone::Warning text=say(T::Differs)/> });
    view! {
        <tr class:decision-differs=differs>
            <Cell label=say(T::ColumnStep) main=true>{step}{badge}</Cell>
            <Cell label=say(T::ColumnNow)>{cell(now)}</Cell>
            <Cell label=say(T::ColumnDraft)>{cell(draft)}</Cell>
        </tr>
    }
    .into_any()
}

fn everybody(replay: &Replay) -> AnyView {
    let all = grouped(replay.people);
    let (tone, verdict) = match (replay.people, replay.refused) {
        (0, _) => (Tone::Neutral, say(T::ReplayNobody)),
        (_, 0) => (Tone::Good, say_with(T::ReplayNone, &[("all", &all)])),
        (_, refused) => {
            let counts = [("count", &*grouped(refused)), ("all", &all)];
            (Tone::Warning, say_with(T::ReplayRefused, &counts))
        }
    };
    let already = (replay.refused_already > 0).then(|| {
        let count = grouped(replay.refused_already);
        view! { <p>{say_with(T::ReplayAlready, &[("count", &count)])}</p> }
    });
    let same = (replay.people > 0 && replay.groups.is_empty()).then(|| {
        view! { <p>{say(T::ReplaySame)}</p> }
    });
    let groups = replay.groups.iter().map(group).collect_view();
    view! {
        <Card icon=IconName::People title=say(T::Everybody) description=say(T::EverybodyHint) id="everybody">
            <Alert tone=tone><p>{verdict}</p>{already}{same}</Alert>
            {groups}
        </Card>
    }
    .into_any()
}

fn group(group: &ReplayGroup) -> AnyView {
    let cx = page();
    let words = &cx.words;
    let (was, is, count) = (met(words, group.was), met(words, group.is), grouped(group.people));
    let title = say_with(T::ReplayGroup, &[("was", &was), ("is", &is), ("count", &count)]);
    let more = group.people.saturating_sub(group.named.len());
    let more = (more > 0).then(|| {
        view! { <li class="decision-more">{say_with(T::ReplayMore, &[("count", &grouped(more))])}</li> }
    });
    let people = group.named.iter().map(|(person, address)| named(person, *address)).collect_view();
    view! {
        <section class="decision-group">
            <h3 class="decision-group-title">{title}</h3>
            <ul class="decision-people">{people}{more}</ul>
        </section>
    }
    .into_any()
}

fn named(person: &Person, address: Option<Address>) -> AnyView {
    let from = address.map(|address| {
        let from = say_with(T::ReplayFrom, &[("address", &address.to_string())]);
        view! { " "<span class="decision-from">{from}</span> }
    });
    view! { <li><a href=person_path(person.id)>{person.name.clone()}</a>{from}</li> }.into_any()
}
