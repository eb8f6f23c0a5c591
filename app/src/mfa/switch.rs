//! The card with which a person switches second factors off and on, their methods staying set up.

use super::text::MfaText as T;
use super::{MfaSwitch, NO, YES};
use crate::ui::{Alert, Badge, Button, Card, Form, Icon, IconName, Text, Tone, field_state, say};
use leptos::prelude::*;

/// The card; nothing where the policy doesn't leave it to people.
#[must_use]
pub(super) fn switch_card(switch: MfaSwitch) -> Option<AnyView> {
    let (on, methods) = match switch {
        MfaSwitch::NotOffered => return None,
        MfaSwitch::Compulsory => return Some(compulsory()),
        MfaSwitch::On { methods } => (true, methods),
        MfaSwitch::Off { methods } => (false, methods),
    };
    let none_yet = (on && !methods).then(|| {
        view! {
            <Alert tone=Tone::Warning title=say(T::NoMethodTitle)><p>{say(T::NoMethodWhat)}</p></Alert>
        }
    });
    Some(view! {
        <Card id="use" icon=IconName::ShieldCheck title=say(T::Use) description=say(T::UseWhat) state=state(on)>
            {none_yet}
            <Form action="/api/mfa/switch">
                {choice(on)}
                <div class="form-actions"><Button>{say(T::SwitchSubmit)}</Button></div>
            </Form>
        </Card>
    }
    .into_any())
}

/// What an administrator is shown in its place.
fn compulsory() -> AnyView {
    view! {
        <Card id="use" icon=IconName::ShieldCheck title=say(T::Use) state=state(true)>
            <p class="card-note">{say(T::AlwaysOn)}</p>
        </Card>
    }
    .into_any()
}

fn state(on: bool) -> AnyView {
    let (tone, text) = if on { (Tone::Good, T::On) } else { (Tone::Warning, T::Off) };
    view! { <Badge tone=tone text=say(text)/> }.into_any()
}

fn choice(on: bool) -> AnyView {
    let field = field_state("on", say(T::Use));
    let typed = field.typed.clone();
    let chosen = match typed.as_deref() {
        Some(YES) => true,
        Some(NO) => false,
        _ => on,
    };
    let error = field.error.clone().map(|error| {
        view! { <p class="field-error" id=field.error_id()><Icon name=IconName::Error/><span>{error}</span></p> }
    });
    view! {
        <fieldset class="radio-choices">
            <legend class="visually-hidden">{say(T::Use)}</legend>
            {radio(field.id.clone(), YES, chosen, say(T::Yes), say(T::YesWhat))}
            {radio(format!("{}-{NO}", field.id), NO, !chosen, say(T::No), say(T::NoWhat))}
            {error}
        </fieldset>
    }
    .into_any()
}

fn radio(id: String, value: &'static str, checked: bool, title: Text, what: Text) -> AnyView {
    let (labelled, described) = (id.clone(), format!("{id}-what"));
    let describes = described.clone();
    view! {
        <label class="choice radio-choice" for=labelled>
            <input type="radio" id=id name="on" value=value checked=checked required=true aria-describedby=described/>
            <span class="choice-words">
                <span class="choice-title">{title}</span>
                <span class="choice-what" id=describes>{what}</span>
            </span>
        </label>
    }
    .into_any()
}
