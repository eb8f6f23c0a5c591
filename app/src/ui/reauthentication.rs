//! "Confirm it's you": what a page shows on top when a form was answered with `ReauthenticationRequired`.
//!
//! The same form is sent once more, with all that it held and with a fresh proof beside it; the server's form
//! layer takes the proof out, checks it, and goes on.

use super::document::{page, say};
use super::form::Form;
use super::text::UiText;
use super::{Button, Card, CodeField, CodeKind, IconName, LinkButton, PasswordField, UsernameHint};
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
                title=say(UiText::ConfirmIdentity)
                description=say(UiText::ConfirmIdentityWhy)
            >
                <Form action=action>
                    {carried}
                    <ProofFields
                        username=username.clone()
                        password="reauthentication_password"
                        code="reauthentication_code"
                        totp=None
                    />
                    <div class="form-actions">
                        <Button>{say(UiText::Continue)}</Button>
                        <LinkButton href=back>{say(UiText::Cancel)}</LinkButton>
                    </div>
                </Form>
            </Card>
        }
    })
}

/// The fields that prove who one is: the password, and a code for whoever uses an authenticator app.
#[component]
pub fn ProofFields(
    /// Whose password it is, for password managers.
    #[prop(into)]
    username: String,
    /// The name of the password's field.
    password: &'static str,
    /// The name of the code's field.
    code: &'static str,
    /// Whether the code is asked for; when it isn't known, it may stay empty and the hint says so.
    totp: Option<bool>,
) -> impl IntoView {
    let code = (totp != Some(false)).then(|| {
        let hint = if totp.is_none() { UiText::AuthenticatorCodeIfAny } else { UiText::AuthenticatorCodeHow };
        view! {
            <CodeField
                name=code
                label=say(UiText::AuthenticatorCode)
                hint=say(hint)
                kind=CodeKind::Totp
                optional=totp.is_none()
            />
        }
    });
    view! {
        <UsernameHint username=username/>
        <PasswordField name=password label=say(UiText::Password) autofocus=true/>
        {code}
    }
    .into_any()
}
