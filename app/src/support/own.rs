//! The banner on one's own dashboard while a request about one's account is open.

use super::OwnRequest;
use super::text::SupportText as T;
use crate::ui::{Alert, Button, ButtonKind, Form, MomentStyle, Tone, moment_text, page, say, say_with};
use leptos::prelude::*;

/// What was asked, when it takes effect, and the button that stops it.
#[must_use]
pub fn own_request(request: OwnRequest) -> AnyView {
    let told = match request.effect {
        None => say(T::OwnOpen),
        Some(effect) => {
            let when = moment_text(page().words.language, effect, MomentStyle::Full);
            say_with(T::OwnApproved, &[("when", &when)])
        }
    };
    view! {
        <Alert tone=Tone::Warning title=say(T::OwnTitle)>
            <p>{told}</p>
            <Form action="/api/support/stop-own">
                <div class="form-actions">
                    <Button kind=ButtonKind::Secondary>{say(T::Stop)}</Button>
                </div>
            </Form>
        </Alert>
    }
    .into_any()
}
