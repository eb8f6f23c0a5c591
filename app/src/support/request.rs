//! One request: what was asked, beside it the account's record, what was done, and what can be done.

use super::queue::{state_badge, state_text};
use super::text::RequestText as T;
use super::{Asked, Doubt, NOTE_MAX, RequestState, RequestView, Requester, Standing, Step, StepNote};
use crate::admin::labels::{mfa_badges, role_text};
use crate::admin::person_path;
use crate::admin::text::AdminText as A;
use crate::history::browser::browser;
use crate::history::log_table::LogRows;
use crate::id::RequestId;
use crate::ui::{
    Alert, Badge, Button, ButtonKind, Card, Confirm, Fact, Facts, Form, IconName, LinkButton, Moment, Row,
    Rows, Text, TextArea, Tone, duration_text, page, say, say_with,
};
use leptos::prelude::*;
use sekisho_engine::policy::AccountState;

/// Everything about one request. An administrator is led on to the account.
pub(super) fn request_cards(view: RequestView, administers: bool) -> AnyView {
    view! {
        {doubts(&view.doubts)}
        <div class="request-sides">
            {asked(&view)}
            {record(view.requester.as_ref(), administers)}
        </div>
        {decide(&view)}
        {steps(&view.steps)}
        {view.requester.map(recent)}
    }
    .into_any()
}

fn doubts(doubts: &[Doubt]) -> Option<AnyView> {
    let items = doubts.iter().map(|doubt| -> AnyView {
        let text = match doubt {
            Doubt::NoAccount => T::DoubtNoAccount,
            Doubt::NameDiffers => T::DoubtName,
            Doubt::AccountLocked => T::DoubtLocked,
            Doubt::NothingToRemove => T::DoubtNothing,
            Doubt::UnknownPlace => T::DoubtPlace,
        };
        view! { <li>{say(text)}</li> }.into_any()
    });
    let items: Vec<AnyView> = items.collect();
    (!doubts.is_empty()).then(|| {
        view! {
            <Alert tone=Tone::Warning title=say(T::DoubtsTitle)>
                <ul class="doubts">{items}</ul>
            </Alert>
        }
        .into_any()
    })
}

fn asked(view: &RequestView) -> AnyView {
    let Asked { email, name, company, phone, case_number, summary } = view.asked.clone();
    let optional = |text: String| match text.is_empty() {
        true => view! { <span class="not-given">{say(T::NotGiven)}</span> }.into_any(),
        false => typed(text),
    };
    let address = match view.address {
        Some(address) => view! { <code>{address.to_string()}</code> }.into_any(),
        None => say(T::UnknownAddress).into_any(),
    };
    let with = browser(&view.user_agent).map(|browser| browser.program);
    let effect = view.effect.filter(|_| view.state == RequestState::Approved);
    let (received, state) = (view.received, state_badge(view.state));
    view! {
        <Card icon=IconName::Mail title=say(T::AskedTitle) description=say(T::AskedWhat) state=state>
            <Facts>
                {effect.map(|at| view! { <Fact label=say(T::Effect)><Moment at=at/></Fact> })}
                <Fact label=say(A::FactEmail)>{typed(email)}</Fact>
                <Fact label=say(super::text::SupportText::Name)>{typed(name)}</Fact>
                <Fact label=say(T::ColumnCompany)>{typed(company)}</Fact>
                <Fact label=say(super::text::SupportText::Phone)>{typed(phone)}</Fact>
                <Fact label=say(super::text::SupportText::CaseNumber)>{optional(case_number)}</Fact>
                <Fact label=say(super::text::SupportText::Summary)>{optional(summary)}</Fact>
                <Fact label=say(T::ColumnReceived)><Moment at=received/></Fact>
                <Fact label=say(T::From)>
                    {address}{with.map(|with| view! { " "<bdi>{with}</bdi> })}
                </Fact>
            </Facts>
        </Card>
    }
    .into_any()
}

/// What somebody typed: as text, with its line breaks, and apart from the direction of what is around it.
fn typed(text: String) -> AnyView {
    view! { <bdi class="typed">{text}</bdi> }.into_any()
}

fn record(requester: Option<&Requester>, administers: bool) -> AnyView {
    let Some(requester) = requester else {
        return view! {
            <Card icon=IconName::Person title=say(T::RecordTitle)>
                <p class="list-none">{say(T::RecordNone)}</p>
            </Card>
        }
        .into_any();
    };
    let row = requester.row.clone();
    let (since, left) = (requester.since, requester.recovery_left);
    let mfa = mfa_badges(&row);
    let locked = (row.state == AccountState::Locked)
        .then(|| view! { <Badge tone=Tone::Danger text=say(T::RecordLocked)/> }.into_any());
    let last = match row.last_sign_in {
        Some(at) => view! { <Moment at=at/> }.into_any(),
        None => say(A::Never).into_any(),
    };
    let more = administers.then(|| {
        view! {
            <p class="card-foot">
                <LinkButton href=person_path(row.id) kind=ButtonKind::Quiet>{say(T::RecordMore)}</LinkButton>
            </p>
        }
    });
    view! {
        <Card icon=IconName::Person title=say(T::RecordTitle) state=locked>
            <Facts>
                <Fact label=say(A::FactEmail)>{row.email}</Fact>
                <Fact label=say(T::RecordName)>{typed(row.name)}</Fact>
                <Fact label=say(A::ColumnRole)>{say(role_text(row.role))}</Fact>
                <Fact label=say(A::ColumnMfa)>{mfa}</Fact>
                <Fact label=say(A::FactRecovery)>{left.to_string()}</Fact>
                <Fact label=say(A::ColumnLastSignIn)>{last}</Fact>
                <Fact label=say(A::FactSince)><Moment at=since/></Fact>
            </Facts>
            {more}
        </Card>
    }
    .into_any()
}

fn decide(view: &RequestView) -> Option<AnyView> {
    let content = match view.standing {
        Standing::Own => view! { <Alert tone=Tone::Info><p>{say(T::Own)}</p></Alert> }.into_any(),
        Standing::AdministratorsOnly => {
            view! { <Alert tone=Tone::Info><p>{say(T::AdministratorsOnly)}</p></Alert> }.into_any()
        }
        Standing::MayDecide => {
            let take = (view.state == RequestState::Received).then(|| take(view.id));
            let approve = (view.state == RequestState::InReview && view.approvable)
                .then(|| if view.needs_another { another_approves() } else { approve(view) });
            let refuse = refuse(view);
            view! { <ul class="actions">{take}{approve}{refuse}</ul> }.into_any()
        }
    };
    view.state.is_open().then(|| view! { <Card title=say(T::DecideTitle)>{content}</Card> }.into_any())
}

fn take(id: RequestId) -> AnyView {
    view! {
        <li class="action">
            <p class="action-about">{say(T::TakeAbout)}</p>
            <Form action="/api/support/take" row=("id", id.to_string())>
                <Button kind=ButtonKind::Secondary>{say(T::Take)}</Button>
            </Form>
        </li>
    }
    .into_any()
}

fn another_approves() -> AnyView {
    view! { <li class="action"><p class="action-about">{say(T::AnotherApproves)}</p></li> }.into_any()
}

fn approve(view: &RequestView) -> AnyView {
    let name = view.requester.as_ref().map_or(view.asked.name.as_str(), |known| known.row.name.as_str());
    let question: Text = match view.wait.get() {
        0 => say_with(T::ApproveQuestionAtOnce, &[("name", name)]),
        _ => {
            let time = duration_text(&page().words, view.wait);
            say_with(T::ApproveQuestion, &[("name", name), ("time", &time)])
        }
    };
    let row = ("id", view.id.to_string());
    view! {
        <li class="action">
            <p class="action-about">{say(T::ApproveAbout)}</p>
            <Confirm label=say(T::Approve) kind=ButtonKind::Secondary question=question>
                <Form action="/api/support/approve" row=row>
                    <Note/>
                    <div class="form-actions"><Button kind=ButtonKind::Danger>{say(T::ApproveSubmit)}</Button></div>
                </Form>
            </Confirm>
        </li>
    }
    .into_any()
}

fn refuse(view: &RequestView) -> AnyView {
    let about = if view.state == RequestState::Approved { T::RefuseApprovedAbout } else { T::RefuseAbout };
    let row = ("id", view.id.to_string());
    view! {
        <li class="action">
            <p class="action-about">{say(about)}</p>
            <Confirm label=say(T::Refuse) question=say(T::RefuseQuestion)>
                <Form action="/api/support/refuse" row=row>
                    <Note/>
                    <div class="form-actions"><Button kind=ButtonKind::Danger>{say(T::RefuseSubmit)}</Button></div>
                </Form>
            </Confirm>
        </li>
    }
    .into_any()
}

#[component]
fn Note() -> impl IntoView {
    view! {
        <TextArea
            name="note"
            label=say(T::Note)
            hint=say(T::NoteHint)
            maxlength=NOTE_MAX
            lines=2
            optional=true
        />
    }
}

fn steps(steps: &[Step]) -> AnyView {
    let rows = steps.iter().map(step).collect_view();
    view! { <Card icon=IconName::History title=say(T::StepsTitle)><Rows>{rows}</Rows></Card> }.into_any()
}

fn step(step: &Step) -> AnyView {
    let Step { at, state, .. } = *step;
    let (icon, tone) = match state {
        RequestState::Received => (IconName::Mail, Tone::Info),
        RequestState::InReview => (IconName::Search, Tone::Neutral),
        RequestState::Approved => (IconName::Check, Tone::Warning),
        RequestState::Done => (IconName::CheckCircle, Tone::Good),
        RequestState::Refused | RequestState::Stopped => (IconName::Close, Tone::Neutral),
    };
    let who: Text = match (&step.actor, state) {
        (Some(name), _) => say_with(T::By, &[("who", name)]),
        (None, RequestState::Received) => say(T::ByRequester),
        (None, RequestState::Stopped) => say(T::ByPerson),
        (None, _) => say(T::ByPortal),
    };
    let note = match &step.note {
        StepNote::Typed(text) if text.is_empty() => None,
        StepNote::Typed(text) => Some(view! { <p>{typed(text.clone())}</p> }.into_any()),
        StepNote::AccountLocked => Some(view! { <p>{say(T::LockedMeanwhile)}</p> }.into_any()),
        StepNote::AdministratorsAccount => Some(view! { <p>{say(T::AdministratorMeanwhile)}</p> }.into_any()),
    };
    let when = view! { <div class="row-meta"><Moment at=at/></div> }.into_any();
    view! {
        <Row icon=icon tone=tone title=say(state_text(state)) actions=when>
            <p><bdi>{who}</bdi></p>
            {note}
        </Row>
    }
    .into_any()
}

fn recent(requester: Requester) -> AnyView {
    let content = if requester.recent.is_empty() {
        view! { <p class="list-none">{say(T::RecentNone)}</p> }.into_any()
    } else {
        view! { <LogRows entries=requester.recent/> }.into_any()
    };
    view! { <Card icon=IconName::History title=say(T::RecentTitle)>{content}</Card> }.into_any()
}
