//! "Confirm it's you": what a page shows on top when a form was answered with `ReauthenticationRequired`.
//!
//! The same form is sent once more, with all that it held and with a fresh proof beside it; the server's form
//! layer takes the proof out, checks it, and goes on.

use super::document::page;
use super::form::Form;
use super::text::UiText;
use super::{Button, Card, CodeField, CodeKind, IconName, LinkButton, PasswordField};
use crate::error::Problem;
use crate::form::{FormFailure, REAUTHENTICATION_FIELDS};
use crate::visit::Caller;
use leptos::prelude::*;

/// Whether `failure` waits for a fresh proof, or for a right one.
pub(super) fn asks_who(failure: &FormFailure) -> bool {
    let field = failure.error.field.as_deref();
    failure.error.problem == Problem::ReauthenticationRequired
        || field.is_some_and(|field| REAUTHENTICATION_FIELDS.contains(&field))
}

/// The card that asks for the proof; draws nothing when no form waits for one.
#[component]
pub(super) fn ConfirmIdentity() -> impl IntoView {
    let cx = page();
    let words = cx.words.clone();
    let route = cx.failure.as_ref().filter(|failure| asks_who(failure)).and_then(|failure| {
        crate::page::form(&failure.endpoint).map(|route| (route.endpoint, failure.values.clone()))
    });
    let username = match &cx.visit.caller {
        Caller::SignedIn(person) => person.email.clone(),
        _ => String::new(),
    };
    let back = cx.path.clone();
    route.map(move |(action, values)| {
        let carried = values
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
            .collect_view();
        view! {
            <Card
                icon=IconName::Lock
                title=words.text(UiText::ConfirmIdentity)
                description=words.text(UiText::ConfirmIdentityWhy)
            >
                <Form action=action>
                    {carried}
                    <input class="visually-hidden" type="text" name="" value=username autocomplete="username" readonly tabindex="-1" aria-hidden="true"/>
                    <PasswordField
                        name="reauthentication_password"
                        label=words.text(UiText::Password)
                        autofocus=true
                    />
                    <CodeField
                        name="reauthentication_code"
                        label=words.text(UiText::AuthenticatorCode)
                        hint=words.text(UiText::AuthenticatorCodeIfAny)
                        kind=CodeKind::Totp
                        optional=true
                    />
                    <div class="form-actions">
                        <Button>{words.text(UiText::Continue)}</Button>
                        <LinkButton href=back>{words.text(UiText::Cancel)}</LinkButton>
                    </div>
                </Form>
            </Card>
        }
    })
}
