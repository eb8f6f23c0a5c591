//! The question's form: who, from where, when, by which way, showing what; and a draft to compare with.

use super::text::DecisionText as T;
use super::{Asked, POLICY_MAX, RULES_MAX, Showing, WAYS, way_code};
use crate::history::tell::method_text;
use crate::ui::{
    Button, Card, Field, FieldKind, Form, HiddenField, Icon, IconName, LinkButton, SelectField, Text,
    TextArea, page, say, say_with,
};
use leptos::prelude::*;
use sekisho_engine::sign_in::Way;

pub(super) const ASK: &str = "/api/decision/ask";
const PATH: &str = "/admin/decisions";

/// The form, filled with `asked`; `again`: below an answer.
pub(super) fn question_form(asked: &Asked, again: bool) -> AnyView {
    let ways = WAYS.map(|way| (way_code(way).to_owned(), say(way_text(way)))).to_vec();
    let showings = Showing::ALL.map(|showing| (showing.code().to_owned(), showing_text(showing))).to_vec();
    let title = if again { T::AskAgain } else { T::Ask };
    let asked = asked.clone();
    let drafted = asked.clone();
    view! {
        <Card icon=IconName::Search title=say(title)>
            <Form action=ASK>
                {(!asked.entry.is_empty()).then(|| view! { <HiddenField name="entry" value=asked.entry/> })}
                <div class="decision-fields">
                    <Field
                        name="person"
                        kind=FieldKind::Username
                        label=say(T::Person)
                        hint=say(T::PersonHint)
                        value=asked.person
                    />
                    <Field
                        name="address"
                        kind=FieldKind::Username
                        label=say(T::Address)
                        hint=say(T::AddressHint)
                        value=asked.address
                    />
                    <Field
                        name="at"
                        kind=FieldKind::Username
                        label=say(T::At)
                        hint=say(T::AtHint)
                        value=asked.at
                        maxlength=40
                        optional=true
                    />
                    <SelectField name="way" label=say(T::Way) options=ways value=asked.way/>
                    <SelectField name="shown" label=say(T::Shown) options=showings value=asked.shown/>
                </div>
                {draft(&drafted)}
                <div class="form-actions">
                    <Button>{say(T::Submit)}</Button>
                    {again.then(|| view! { <LinkButton href=PATH>{say(T::StartAgain)}</LinkButton> })}
                </div>
            </Form>
        </Card>
    }
    .into_any()
}

/// The draft, folded away while there is none and nothing is wrong with it.
fn draft(asked: &Asked) -> AnyView {
    let cx = page();
    let failure = cx.failure_of(ASK);
    let wrong = failure.and_then(|failure| failure.error.field.as_deref());
    let open = asked.compares() || matches!(wrong, Some("policy" | "rules"));
    let (policy, rules) = (asked.policy.clone(), asked.rules.clone());
    view! {
        <details class="decision-draft" open=open>
            <summary class="decision-draft-summary"><Icon name=IconName::ChevronDown/><span>{say(T::Compare)}</span></summary>
            <div class="decision-draft-body">
                <p class="decision-note">{say(T::CompareHint)}</p>
                <TextArea
                    name="policy"
                    label=say(T::DraftPolicy)
                    hint=say(T::DraftPolicyHint)
                    value=policy
                    maxlength=POLICY_MAX
                    lines=5
                    optional=true
                />
                <TextArea
                    name="rules"
                    label=say(T::DraftRules)
                    hint=say(T::DraftRulesHint)
                    value=rules
                    maxlength=RULES_MAX
                    lines=5
                    optional=true
                />
            </div>
        </details>
    }
    .into_any()
}

/// What a way is called.
pub(super) const fn way_text(way: Way) -> T {
    match way {
        Way::Usual | Way::Resumed => T::WayUsual,
        Way::OneStep => T::WayOneStep,
        Way::Mail => T::WayMail,
        Way::StepUp => T::WayStepUp,
    }
}

/// What is shown, in words.
pub(super) fn showing_text(showing: Showing) -> Text {
    match showing {
        Showing::Password => say(T::ShownPassword),
        Showing::PasswordAnd(method) => {
            let method = page().words.text(method_text(method));
            say_with(T::ShownPasswordAnd, &[("method", &method)])
        }
        Showing::Remembered => say(T::ShownRemembered),
        Showing::RememberedWithFactor => say(T::ShownRememberedFactor),
        Showing::WrongPassword => say(T::ShownWrong),
        Showing::Nothing => say(T::ShownNothing),
    }
}
