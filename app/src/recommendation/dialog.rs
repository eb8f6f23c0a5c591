//! The dialog on the dashboard. Without JavaScript it stands on top of the page, and its buttons are a link and a
//! plain form all the same.

use super::text::RecommendationText as T;
use crate::ui::{Button, ButtonKind, Form, Icon, IconName, LinkButton, Modal, say};
use leptos::prelude::*;

/// The recommendation, as a dialog.
#[must_use]
pub fn dialog() -> AnyView {
    view! {
        <Modal label=say(T::Title).into_owned()>
            <span class="modal-icon"><Icon name=IconName::ShieldCheck/></span>
            <h2 class="modal-title">{say(T::Title)}</h2>
            <p class="modal-text">{say(T::What)}</p>
            <div class="modal-actions">
                <LinkButton href="/security/mfa/choose" kind=ButtonKind::Primary>{say(T::SetUp)}</LinkButton>
                <Form action="/api/recommendation/put-off">
                    <Button kind=ButtonKind::Secondary wide=true>{say(T::NotNow)}</Button>
                </Form>
            </div>
        </Modal>
    }
    .into_any()
}
