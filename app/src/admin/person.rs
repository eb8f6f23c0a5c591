//! One person: facts, rules, what an administrator can do, and what happened lately.

use super::labels::{mfa_badges, moved_badge, role_text, state_badge};
use super::text::AdminText as T;
use super::{PersonRow, PersonView};
use crate::allowlist::{RuleView, wording};
use crate::history::log_table::LogRows;
use crate::history::{LogEntry, Page};
use crate::i18n::grouped;
use crate::id::AccountId;
use crate::ui::{
    Alert, Badge, Button, ButtonKind, Card, Cell, Confirm, Fact, Facts, Form, IconName, LinkButton, Moment,
    SelectField, Table, Text, Tone, page, say, say_with,
};
use leptos::prelude::*;
use sekisho_engine::method::Method;
use sekisho_engine::policy::AccountState;

/// How many rules are listed.
const RULES_SHOWN: usize = 20;

/// How many entries of the history are shown.
const ENTRIES_SHOWN: usize = 10;

/// Everything about one person.
pub(super) fn person_cards(view: &PersonView, log: Page<LogEntry>) -> AnyView {
    view! {
        {facts(view)}
        {actions(view)}
        {rules(&view.rules)}
        {history(&view.row, log)}
    }
    .into_any()
}

fn facts(view: &PersonView) -> AnyView {
    let row = view.row.clone();
    let PersonView { since, sessions, recovery_left, .. } = *view;
    let mfa = mfa_badges(&row);
    let moved = view.moving.then(|| moved_badge(&row));
    let moved = moved.map(|badge| view! { <Fact label=say(T::FilterMoved)>{badge}</Fact> });
    let you = view.own.then(|| view! { " "<Badge tone=Tone::Info text=say(T::You)/> });
    let last = match row.last_sign_in {
        Some(at) => view! { <Moment at=at/> }.into_any(),
        None => say(T::Never).into_any(),
    };
    let state = view! { {state_badge(row.state)}{you} }.into_any();
    view! {
        <Card icon=IconName::Person title=say(T::Facts) state=state>
            <Facts>
                <Fact label=say(T::FactEmail)>{row.email}</Fact>
                <Fact label=say(T::ColumnRole)>{say(role_text(row.role))}</Fact>
                <Fact label=say(T::ColumnMfa)>{mfa}</Fact>
                {moved}
                <Fact label=say(T::FactRecovery)>{recovery_left.to_string()}</Fact>
                <Fact label=say(T::FactSessions)>{sessions.to_string()}</Fact>
                <Fact label=say(T::ColumnLastSignIn)>{last}</Fact>
                <Fact label=say(T::FactSince)><Moment at=since/></Fact>
            </Facts>
        </Card>
    }
    .into_any()
}

/// Something an administrator can do to a person.
struct Action {
    endpoint: &'static str,
    label: T,
    about: T,
    consequence: Text,
    submit: Text,
    kind: ButtonKind,
}

fn actions(view: &PersonView) -> AnyView {
    let rows = offered(view).into_iter().map(|action| action_row(view.row.id, action)).collect_view();
    let (own, method) = (view.own, set_method(view));
    view! {
        <Card title=say(T::Actions)>
            {own.then(|| view! { <Alert tone=Tone::Info><p>{say(T::Own)}</p></Alert> })}
            <ul class="actions">{method}{rows}</ul>
        </Card>
    }
    .into_any()
}

/// What can be done: only what would change something, and nothing to oneself that shuts one out.
fn offered(view: &PersonView) -> Vec<Action> {
    let row = &view.row;
    let named = |message: T| -> Text { say_with(message, &[("name", &row.name)]) };
    let mut actions = Vec::new();
    if row.state == AccountState::Locked {
        actions.push(Action {
            endpoint: "/api/admin/unlock",
            label: T::Unlock,
            about: T::UnlockAbout,
            consequence: named(T::UnlockConsequence),
            submit: named(T::UnlockSubmit),
            kind: ButtonKind::Primary,
        });
    }
    if view.sessions > 0 {
        let own = if view.own { say(T::EndSessionsOwn) } else { named(T::EndSessionsConsequence) };
        actions.push(Action {
            endpoint: "/api/admin/end-sessions",
            label: T::EndSessions,
            about: T::EndSessionsAbout,
            consequence: own,
            submit: say(T::EndSessionsSubmit),
            kind: ButtonKind::Danger,
        });
    }
    if !view.rules.is_empty() {
        actions.push(Action {
            endpoint: "/api/admin/clear-rules",
            label: T::ClearRules,
            about: T::ClearRulesAbout,
            consequence: clearing(view),
            submit: say(T::ClearRulesSubmit),
            kind: ButtonKind::Danger,
        });
    }
    if !view.own && (row.has_factor() || view.recovery_left > 0) {
        actions.push(Action {
            endpoint: "/api/admin/reset-mfa",
            label: T::ResetMfa,
            about: T::ResetMfaAbout,
            consequence: named(T::ResetMfaConsequence),
            submit: say(T::ResetMfaSubmit),
            kind: ButtonKind::Danger,
        });
    }
    if !view.own && row.state == AccountState::Active {
        actions.push(Action {
            endpoint: "/api/admin/lock",
            label: T::Lock,
            about: T::LockAbout,
            consequence: named(T::LockConsequence),
            submit: named(T::LockSubmit),
            kind: ButtonKind::Danger,
        });
    }
    actions
}

/// The choice of the person's second factor.
fn set_method(view: &PersonView) -> Option<AnyView> {
    let row = &view.row;
    if view.own || view.methods.is_empty() {
        return None;
    }
    let options: Vec<(String, Text)> = view
        .methods
        .iter()
        .map(|method| {
            let label = match method {
                Method::Email => T::MethodEmail,
                Method::Paired => T::MethodPaired,
                Method::Totp | Method::Recovery => T::MethodTotp,
            };
            (method.as_str().to_owned(), say(label))
        })
        .collect();
    let row_field = ("id", row.id.to_string());
    let now = match (row.totp, row.paired, row.email_otp) {
        (false, true, _) => Method::Paired,
        (false, false, true) => Method::Email,
        _ => Method::Totp,
    };
    let question = say_with(T::SetMethodConsequence, &[("name", &row.name), ("email", &row.email)]);
    Some(
        view! {
            <li class="action">
                <p class="action-about">{say(T::SetMethodAbout)}</p>
                <Confirm label=say(T::SetMethod) kind=ButtonKind::Secondary question=question>
                    <Form action="/api/admin/set-method" row=row_field>
                        <SelectField
                            name="method"
                            label=say(T::SetMethodField)
                            options=options
                            value=now.as_str()
                        />
                        <div class="form-actions"><Button>{say(T::SetMethodSubmit)}</Button></div>
                    </Form>
                </Confirm>
            </li>
        }
        .into_any(),
    )
}

fn clearing(view: &PersonView) -> Text {
    let message = if view.rules.len() == 1 { T::ClearRulesConsequenceOne } else { T::ClearRulesConsequence };
    let count = grouped(view.rules.len());
    say_with(message, &[("name", &view.row.name), ("count", &count)])
}

fn action_row(id: AccountId, action: Action) -> AnyView {
    let quiet =
        if action.kind == ButtonKind::Danger { ButtonKind::DangerQuiet } else { ButtonKind::Secondary };
    view! {
        <li class="action">
            <p class="action-about">{say(action.about)}</p>
            <Confirm label=say(action.label) kind=quiet question=action.consequence>
                <Form action=action.endpoint row=("id", id.to_string())>
                    <div class="form-actions"><Button kind=action.kind>{action.submit}</Button></div>
                </Form>
            </Confirm>
        </li>
    }
    .into_any()
}

fn rules(rules: &[RuleView]) -> AnyView {
    let more = rules.len().saturating_sub(RULES_SHOWN);
    let rows = rules.iter().take(RULES_SHOWN).map(rule_row).collect_view();
    let body = if rules.is_empty() {
        view! { <p class="list-none">{say(T::RulesNone)}</p> }.into_any()
    } else {
        let columns = [T::Rule, T::RuleNote, T::RuleSince].into_iter().map(say).collect();
        view! {
            <Table caption=say(T::Rules) columns=columns>{rows}</Table>
            {(more > 0).then(|| view! {
                <p class="list-none">{say_with(T::RulesMore, &[("count", &grouped(more))])}</p>
            })}
        }
        .into_any()
    };
    view! { <Card icon=IconName::Place title=say(T::Rules)>{body}</Card> }.into_any()
}

fn rule_row(view: &RuleView) -> AnyView {
    let RuleView { rule, note, since, .. } = view.clone();
    view! {
        <tr>
            <Cell label=say(T::Rule) main=true>
                <span class="address">{rule.to_string()}</span>
                <span class="entry-detail">{wording::extent(&page().words, rule)}</span>
            </Cell>
            <Cell label=say(T::RuleNote)>{(!note.is_empty()).then_some(note)}</Cell>
            <Cell label=say(T::RuleSince)><Moment at=since/></Cell>
        </tr>
    }
    .into_any()
}

fn history(row: &PersonRow, log: Page<LogEntry>) -> AnyView {
    let entries: Vec<LogEntry> = log.entries.into_iter().take(ENTRIES_SHOWN).collect();
    let all = format!("/admin/history?account={}", row.id);
    view! {
        <Card icon=IconName::History title=say(T::History)>
            <LogRows entries=entries why=true/>
            <p class="card-foot">
                <LinkButton href=all kind=ButtonKind::Quiet>{say(T::HistoryAll)}</LinkButton>
            </p>
        </Card>
    }
    .into_any()
}
