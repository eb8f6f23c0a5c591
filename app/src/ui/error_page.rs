//! The page that tells what went wrong: what happened, what to do next, and the request's number.

use super::document::say;
use super::language_switch::here;
use super::text::UiText;
use super::{AuthPage, ButtonKind, LinkButton, problem};
use crate::error::{ApiError, Problem};
use crate::page::PageContext;
use crate::visit::Caller;
use leptos::prelude::*;

/// Renders the page for `error`.
#[must_use]
pub fn error_page(cx: &PageContext, error: &ApiError) -> AnyView {
    if error.problem == Problem::ReauthenticationRequired
        && let Ok(page) = crate::session::page::proof_page(cx, here(cx), None)
    {
        return page;
    }
    let told = problem::page_text(&cx.words, &error.problem);
    let (href, label) = next_step(cx, &error.problem);
    let number = error.request_id.clone();
    AuthPage::new(told.title).description(told.what).render(cx, move || {
        view! {
            <p class="error-next">{told.next}</p>
            <div class="form-actions">
                <LinkButton href=href kind=ButtonKind::Primary>{say(label)}</LinkButton>
            </div>
            {(!number.is_empty()).then(|| view! {
                <p class="request-number">{say(UiText::RequestNumber)}" "<code>{number}</code></p>
            })}
        }
    })
}

/// Where to go from here.
fn next_step(cx: &PageContext, problem: &Problem) -> (String, UiText) {
    match (problem, &cx.visit.caller) {
        (Problem::Unavailable | Problem::Busy { .. } | Problem::Throttled { .. } | Problem::Internal, _) => {
            (cx.path.clone(), UiText::TryAgain)
        }
        (_, Caller::SignedIn(_)) => ("/".to_owned(), UiText::ToDashboard),
        // such a link comes with the approval alone: nobody can ask for a new one
        (Problem::LinkSpent, _) if cx.path.starts_with("/support/") => {
            ("/sign-in".to_owned(), UiText::ToSignIn)
        }
        (Problem::LinkSpent, _) => ("/forgot-password".to_owned(), UiText::NewLink),
        _ => ("/sign-in".to_owned(), UiText::ToSignIn),
    }
}
