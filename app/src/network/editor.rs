//! The form of one network: name, what it means, rules one a line, and what saving it would change.

use super::island::{NetworkVerdict, Typed, judged, told};
use super::list::confirmation;
use super::text::NetworkText as T;
use super::wording::{action_about, action_text};
use super::{ACTIONS, Ground, MOST_VISITORS, NAME_MAX, NetworksView, action_code, fingerprint, pack};
use crate::id::NetworkId;
use crate::ui::{Button, Card, Field, Form, HiddenField, LinkButton, SelectField, Text, TextArea, page, say};
use leptos::prelude::*;
use sekisho_engine::network::{Network, NetworkAction};

const SAVE: &str = "/api/network/save";
/// The most characters of the box: a thousand of the longest rules.
const RULES_MAX: usize = 50_000;

/// The network that is edited.
pub(super) struct Edited {
    pub(super) place: usize,
    pub(super) id: NetworkId,
    pub(super) network: Network,
}

/// The form, with the verdict inside.
pub(super) fn editor(view: &NetworksView, edited: Option<Edited>) -> AnyView {
    let id = edited.as_ref().map_or_else(|| "new".to_owned(), |edited| edited.id.to_string());
    let place = edited.as_ref().map(|edited| edited.place);
    let network = edited.map(|edited| edited.network);
    let (name, action, rules) = match network {
        Some(Network { name, rules, action }) => {
            let rules = rules.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
            (name, action, rules)
        }
        None => (String::new(), NetworkAction::MfaSkip, String::new()),
    };
    let options: Vec<(String, Text)> = ACTIONS
        .into_iter()
        .map(|action| (action_code(action).to_owned(), say(action_text(action))))
        .collect();
    let meanings = ACTIONS.map(|action| {
        view! { <div><dt>{say(action_text(action))}</dt><dd>{say(action_about(action))}</dd></div> }
    });
    let verdict = verdict_of(view, place, action, rules.clone());
    view! {
        <Card>
            <Form action=SAVE>
                <HiddenField name="id" value=id/>
                <Field
                    name="name"
                    label=say(T::Name)
                    hint=say(T::NameHint)
                    value=name
                    maxlength=u32::try_from(NAME_MAX).unwrap_or(u32::MAX)
                />
                <SelectField
                    name="action"
                    label=say(T::Action)
                    options=options
                    value=action_code(action)
                />
                <dl class="network-meanings">{meanings.into_iter().collect_view()}</dl>
                <TextArea
                    name="rules"
                    label=say(T::Rules)
                    hint=say(T::RulesHint)
                    value=rules
                    maxlength=RULES_MAX
                    lines=6
                />
                {verdict}
                <div class="form-actions">
                    <Button>{say(T::Save)}</Button>
                    <LinkButton href=super::page::PATH>{say(T::Cancel)}</LinkButton>
                </div>
            </Form>
        </Card>
    }
    .into_any()
}

/// What saving would change. Where the form comes back, that is judged by what was typed, and shown at once.
fn verdict_of(view: &NetworksView, place: Option<usize>, action: NetworkAction, rules: String) -> AnyView {
    let cx = page();
    let failure = cx.failure_of(SAVE);
    let typed = |field: &str| failure.and_then(|failure| failure.value(field)).map(str::to_owned);
    let name = typed("name").unwrap_or_default();
    let action = typed("action").unwrap_or_else(|| action_code(action).to_owned());
    let rules = typed("rules").unwrap_or(rules);
    let shown = failure.is_some();
    if view.visitors.len() > MOST_VISITORS {
        return by_the_server(view, place, &Typed { name, action, rules }, shown);
    }
    let ground = Ground {
        networks: view.networks.iter().map(|view| view.network.clone()).collect(),
        place,
        version: view.version,
        current: view.current,
        asking: view.asking,
        visitors: pack(&view.visitors),
    };
    let words = cx.words.excerpt(&["network", "rule_error"]);
    view! { <NetworkVerdict words ground action rules shown/> }.into_any()
}

/// The same where too many signed in to tell the browser of: whatever is changed is shown before it is saved.
fn by_the_server(view: &NetworksView, place: Option<usize>, typed: &Typed, shown: bool) -> AnyView {
    let words = page().words.clone();
    let (read, consequence) = judged(&super::page::judge(view), place, typed);
    let seen = if shown { fingerprint(view.version, &typed.action, &typed.rules) } else { String::new() };
    let confirmation =
        consequence.as_ref().filter(|_| shown).and_then(|it| it.refused_here).map(confirmation);
    let body = if shown {
        told(&words, &read, consequence.as_ref(), true)
    } else {
        view! { <p class="network-idle">{say(T::TooManyVisitors)}</p> }.into_any()
    };
    view! {
        <section class="network-verdict" aria-label=say(T::Verdict)>
            <h2 class="network-verdict-title">{say(T::Verdict)}</h2>
            {body}
            <p class="network-period">{say(T::Period)}</p>
            {confirmation}
            <input type="hidden" name="seen" value=seen/>
        </section>
    }
    .into_any()
}
