//! The form: a plain form onto a server function. When it could not be done it is shown again with what was
//! typed, a summary on top, and the error at its field.

use super::document::{page, say};
use super::reauthentication::asks_who;
use super::text::UiText;
use super::{Icon, IconName, Text, problem};
use crate::form::FormFailure;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use leptos::tachys::reactive_graph::OwnedView;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// What the fields of a form know of it.
#[derive(Clone)]
struct FormState {
    /// Makes the ids of its fields differ from those of other forms.
    scope: String,
    failure: Option<FormFailure>,
    /// Name and label of each field, in order.
    fields: Arc<Mutex<Vec<(&'static str, Text)>>>,
}

/// Set when a form that could not be done is inside: then what hides it is open.
#[derive(Clone, Default)]
pub(super) struct FailureInside(Arc<AtomicBool>);

impl FailureInside {
    pub(super) fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Set when the form that could not be done is on the page: then it tells what went wrong.
#[derive(Clone, Default)]
pub(super) struct FailureClaimed(Arc<AtomicBool>);

/// What went wrong with a form that the page no longer has, such as the form for a code that is used up by
/// now: told on top of the page. Rendered after everything else, so that the form could claim it.
pub(super) fn unclaimed_failure() -> Option<AnyView> {
    let claimed = use_context::<FailureClaimed>().is_some_and(|claimed| claimed.0.load(Ordering::Relaxed));
    let cx = page();
    let failure = cx.failure.as_ref().filter(|failure| !claimed && !asks_who(failure))?;
    Some(alert(view! { <p>{problem::text(&cx.words, &failure.error.problem)}</p> }.into_any(), true))
}

/// How one field of the form around it fares. For controls of one's own; the widgets use it too.
#[derive(Debug, Clone)]
pub struct FieldState {
    /// The control's `id`.
    pub id: String,
    /// What was typed, if the form is shown again and the field is no secret.
    pub typed: Option<String>,
    /// What is wrong with it.
    pub error: Option<String>,
}

impl FieldState {
    /// The `id` of the element that holds the hint.
    #[must_use]
    pub fn hint_id(&self) -> String {
        format!("{}-hint", self.id)
    }

    /// The `id` of the element that holds the error.
    #[must_use]
    pub fn error_id(&self) -> String {
        format!("{}-error", self.id)
    }

    /// The `aria-describedby` of the control; `None` when there is nothing to point at.
    #[must_use]
    pub fn described_by(&self, hint: bool) -> Option<String> {
        let ids: Vec<String> = [self.error.as_ref().map(|_| self.error_id()), hint.then(|| self.hint_id())]
            .into_iter()
            .flatten()
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The `aria-invalid` of the control.
    #[must_use]
    pub fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }
}

/// Registers the field `name` with the form around it and says how it fares. Outside a form: nothing typed,
/// nothing wrong.
#[must_use]
pub fn field_state(name: &'static str, label: impl Into<Text>) -> FieldState {
    let Some(form) = use_context::<FormState>() else {
        return FieldState { id: name.to_owned(), typed: None, error: None };
    };
    if let Ok(mut fields) = form.fields.lock() {
        fields.push((name, label.into()));
    }
    let failure = form.failure.as_ref();
    let error = failure
        .filter(|failure| failure.error.field.as_deref() == Some(name))
        .map(|failure| problem::text(&page().words, &failure.error.problem));
    FieldState {
        id: format!("{}-{name}", form.scope),
        typed: failure.and_then(|failure| failure.value(name)).map(str::to_owned),
        error,
    }
}

/// A form that posts to a server function.
///
/// Several forms of one page may post to the same place: `row` tells them apart. It is sent along as a hidden
/// field, and a failure belongs to the form whose `row` has the same value.
#[component]
pub fn Form(
    /// The server function's path.
    action: &'static str,
    /// The name and value of the hidden field that tells this form from others with the same action.
    #[prop(optional)]
    row: Option<(&'static str, String)>,
    /// Where its buttons post to besides: what could not be done there comes back to it, too.
    #[prop(optional)]
    also: &'static [&'static str],
    /// Whether it stands in a line with other things instead of below them.
    #[prop(optional)]
    inline: bool,
    /// The fields and buttons.
    children: Children,
) -> impl IntoView {
    let cx = page();
    let mut actions = std::iter::once(&action).chain(also);
    let failure = actions.find_map(|action| cx.failure_of(action));
    let failure = failure.filter(|failure| belongs(failure, row.as_ref())).cloned();
    if failure.is_some()
        && let Some(claimed) = use_context::<FailureClaimed>()
    {
        claimed.0.store(true, Ordering::Relaxed);
    }
    if failure.as_ref().is_some_and(|failure| !asks_who(failure))
        && let Some(inside) = use_context::<FailureInside>()
    {
        inside.0.store(true, Ordering::Relaxed);
    }
    let scope = scope(action, row.as_ref());
    let state = FormState { scope: scope.clone(), failure: failure.clone(), fields: Arc::default() };
    let fields = Arc::clone(&state.fields);
    let owner = Owner::new();
    let content = owner.with(|| {
        provide_context(state);
        children()
    });
    let fields = fields.lock().map(|mut fields| std::mem::take(&mut *fields)).unwrap_or_default();
    let summary = failure.as_ref().and_then(|failure| summary(failure, &scope, &fields));
    let class = if inline { "form form-inline" } else { "form" };
    view! {
        <form method="post" action=action class=class>
            {summary}
            {row.map(|(name, value)| view! { <input type="hidden" name=name value=value/> })}
            {OwnedView::new_with_owner(content, owner)}
        </form>
    }
    .into_any()
}

fn belongs(failure: &FormFailure, row: Option<&(&'static str, String)>) -> bool {
    row.is_none_or(|(name, value)| failure.value(name) == Some(value))
}

/// `/api/session/revoke` with the row 7 → `session-revoke-7`.
fn scope(action: &str, row: Option<&(&'static str, String)>) -> String {
    let mut scope = action.trim_start_matches("/api/").replace('/', "-");
    if let Some((_, value)) = row {
        scope.push('-');
        scope.extend(value.chars().filter(char::is_ascii_alphanumeric));
    }
    scope
}

/// What is said on top of a form that could not be done: where to look, or what is wrong when it is no single
/// field. Proving who one is has a place of its own, at the top of the page.
fn summary(failure: &FormFailure, scope: &str, fields: &[(&'static str, Text)]) -> Option<AnyView> {
    let field = failure.error.field.as_deref();
    if asks_who(failure) {
        return None;
    }
    let known = fields.iter().find(|(name, _)| Some(*name) == field);
    let message = match known {
        Some((name, label)) => view! {
            <p>{say(UiText::CheckField)}" "<a href=format!("#{scope}-{name}")>{label.clone()}</a></p>
        }
        .into_any(),
        None => view! { <p>{problem::text(&page().words, &failure.error.problem)}</p> }.into_any(),
    };
    Some(alert(message, known.is_none()))
}

fn alert(message: AnyView, autofocus: bool) -> AnyView {
    view! {
        <div class="alert tone-danger" role="alert" tabindex="-1" autofocus=autofocus>
            <Icon name=IconName::Error/>
            <div class="alert-body">{message}</div>
        </div>
    }
    .into_any()
}
