//! `/admin/decisions`.

use super::compare::comparison;
use super::form::{ASK, question_form, showing_text, way_text};
use super::recorded::agrees;
use super::tell::{Lead, Teller, Told};
use super::text::DecisionText as T;
use super::{Answer, Asked, Person, Recorded};
use crate::admin::labels::{AdminTab, admin_tabs};
use crate::admin::person_path;
use crate::admin::text::AdminText;
use crate::form::FormFailure;
use crate::history::tell::tell;
use crate::page::{PageContext, PageFuture};
use crate::ui::{Alert, Card, Fact, Facts, Icon, IconName, Moment, PortalPage, Section, Tone, page, say};
use leptos::prelude::*;
use sekisho_engine::history::Event;
use sekisho_engine::sign_in::Decision;

/// `/admin/decisions`: the form, and the answer where something is asked by the URL or by the form.
pub fn decisions(mut cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let admin = cx.administrator()?;
        let asked = asked(&cx);
        let answer = if cx.failure_of(ASK).is_some() || asked.is_empty() {
            None
        } else {
            match cx.ports.decision.answer(&cx.visit, &admin, &asked).await {
                Ok(answer) => Some(answer),
                // typed into the address bar, or bookmarked: told at the form's field all the same
                Err(error) if error.field.is_some() => {
                    let values = cx.query.clone();
                    cx.failure = Some(FormFailure { endpoint: ASK.to_owned(), error, values });
                    None
                }
                Err(error) => return Err(error),
            }
        };
        let document = PortalPage::new(Section::Admin, cx.words.text(T::Title))
            .tabs(cx.words.text(AdminText::Title), admin_tabs(&cx.words, AdminTab::Decisions))
            .with_islands();
        Ok(document.render(&cx, move || match &answer {
            Some(answer) => view! { {told(answer)}{question_form(&answer.asked, true)} }.into_any(),
            None => view! {
                <p class="page-description">{say(T::Intro)}</p>
                {question_form(&asked, false)}
            }
            .into_any(),
        }))
    })
}

/// What is asked: by the form that could not be done, by the form that this page answers, or by the URL.
fn asked(cx: &PageContext) -> Asked {
    let fields = match cx.failure_of(ASK) {
        Some(failure) => &failure.values,
        None if cx.answered.is_empty() => &cx.query,
        None => &cx.answered,
    };
    Asked::from_fields(fields)
}

fn told(answer: &Answer) -> AnyView {
    let words = &page().words;
    let question = &answer.question;
    let teller = Teller::new(words, question.person.as_ref().map(|person| &*person.name), question.address);
    let (tone, sentence) = teller.outcome(&answer.judged.decision.outcome);
    let recorded = answer.recorded.as_ref().map(|found| recorded(found, &answer.judged.decision));
    let compared = answer.draft.as_ref().map(|found| comparison(&teller, answer, found));
    let (facts, steps) = (question_facts(answer), steps(&teller, answer));
    view! {
        <Card icon=IconName::ShieldCheck title=say(T::Answer)>
            <Alert tone=tone><p class="decision-outcome">{sentence}</p></Alert>
            {facts}
        </Card>
        {recorded}
        {steps}
        {compared}
    }
    .into_any()
}

fn question_facts(answer: &Answer) -> AnyView {
    let question = &answer.question;
    let person = match question.person.clone() {
        Some(Person { id, name, email }) => {
            let email = (email != name).then(|| view! { " "<span class="decision-from">{email}</span> });
            view! { <a href=person_path(id)>{name}</a>{email} }.into_any()
        }
        None => say(T::Nobody).into_any(),
    };
    let address = question.address.map_or_else(|| say(T::AddressUnknown), |it| it.to_string().into());
    let (at, way, shown) = (question.at, way_text(question.way), showing_text(question.showing));
    view! {
        <Facts>
            <Fact label=say(T::Person)>{person}</Fact>
            <Fact label=say(T::Address)><span class="address">{address}</span></Fact>
            <Fact label=say(T::At)><Moment at=at/></Fact>
            <Fact label=say(T::Way)>{say(way)}</Fact>
            <Fact label=say(T::Shown)>{shown}</Fact>
        </Facts>
    }
    .into_any()
}

/// What the history says of it, and whether that is what would be decided today.
fn recorded(found: &Recorded, now: &Decision) -> AnyView {
    let told = tell(&page().words, &found.event);
    let (tone, verdict) = match agrees(&found.event, now) {
        Some(true) => (Tone::Good, T::RecordedAgrees),
        Some(false) => (Tone::Warning, T::RecordedDiffers),
        None => (Tone::Info, T::RecordedElsewhere),
    };
    let application =
        matches!(found.event, Event::ApplicationOpened { .. } | Event::ApplicationRefused { .. });
    let rules = application.then(|| {
        view! { <a class="decision-lead" href="/admin/policy">{say(T::LeadApplications)}</a> }
    });
    view! {
        <Card icon=IconName::History title=say(T::Recorded)>
            <p class="decision-recorded">
                <span class="entry-title">{told.title}</span>
                {told.detail.map(|detail| view! { <span class="entry-detail">{detail}</span> })}
            </p>
            <Alert tone=tone><p>{say(verdict)}" "{rules}</p></Alert>
        </Card>
    }
    .into_any()
}

fn steps(teller: &Teller<'_>, answer: &Answer) -> AnyView {
    let steps = answer.judged.decision.reasons.iter().map(|reason| step(teller.reason(reason), answer));
    let steps = steps.collect_view();
    view! {
        <Card icon=IconName::CheckCircle title=say(T::Steps)>
            <ol class="decision-steps">{steps}</ol>
            <p class="decision-note">{say(T::StepsStop)}" "{say(T::AsOfToday)}</p>
        </Card>
    }
    .into_any()
}

fn step(told: Told, answer: &Answer) -> AnyView {
    let Told { step, found, tone, lead } = told;
    let link = lead.and_then(|lead| Some((href(lead, answer)?, lead_text(lead)))).map(|(href, text)| {
        view! { <a class="decision-lead" href=href>{say(text)}</a> }
    });
    view! {
        <li class=format!("decision-step tone-{}", tone.code())>
            <Icon name=tone.icon()/>
            <div class="decision-step-body">
                <h3 class="decision-step-name">{step}</h3>
                <p class="decision-step-found">{found}" "{link}</p>
            </div>
        </li>
    }
    .into_any()
}

/// Where a reason can be looked at; a person who has no account can't.
fn href(lead: Lead, answer: &Answer) -> Option<String> {
    let person = answer.question.person.as_ref();
    match lead {
        Lead::PortalRules => Some("/admin/portal-rules".to_owned()),
        Lead::Policy => Some("/admin/policy".to_owned()),
        Lead::Networks => Some(match answer.judged.network {
            Some(id) => format!("/admin/networks/{id}"),
            None => "/admin/networks".to_owned(),
        }),
        Lead::Person => person.map(|person| person_path(person.id)),
        Lead::Attempts => person.map(|person| format!("/admin/history?account={}&group=sign_in", person.id)),
    }
}

const fn lead_text(lead: Lead) -> T {
    match lead {
        Lead::PortalRules => T::LeadPortalRules,
        Lead::Person => T::LeadPerson,
        Lead::Attempts => T::LeadHistory,
        Lead::Networks => T::LeadNetworks,
        Lead::Policy => T::LeadPolicy,
    }
}
