//! What the pages of both orders are made of: the user code, the way to the app, the fields.

use super::text::PairingText as T;
use crate::ui::text::UiText;
use crate::ui::totp_enrolment::QrImage;
use crate::ui::{ApplicationCodeField, CodeField, CodeKind, CopyButton, page, say};
use leptos::prelude::*;

/// The user code, to be read, and a button that copies it.
pub(super) fn user_code(code: &str) -> AnyView {
    let copied = code.to_owned();
    view! {
        <div class="pairing-code">
            <p class="pairing-code-label" id="user-code-label">{say(T::UserCode)}</p>
            <p class="pairing-code-value" aria-labelledby="user-code-label"><code>{code.to_owned()}</code></p>
            <CopyButton
                text=copied
                label=say(T::CopyUserCode).into_owned()
                done=say(UiText::Copied).into_owned()
            />
        </div>
    }
    .into_any()
}

/// Where the app is: to be opened on another device, or on this one.
pub(super) fn get_app() -> AnyView {
    let address = page().portal.authenticator.clone();
    view! {
        <div class="pairing-get">
            <QrImage text=address.clone() label=say(T::QrLabel)/>
            <div class="pairing-get-words">
                <p>{say(T::GetApp)}</p>
                <p class="pairing-address">
                    <a href="/authenticator" target="_blank" rel="noopener">{address}</a>
                </p>
                <p class="field-hint">{say(T::GetAppKeep)}</p>
            </div>
        </div>
    }
    .into_any()
}

/// The field of the application code.
pub(super) fn application_field() -> AnyView {
    view! { <ApplicationCodeField label=say(T::ApplicationCode) hint=say(T::ApplicationCodeHint)/> }
        .into_any()
}

/// The field of the six digits.
pub(super) fn code_field() -> AnyView {
    view! { <CodeField kind=CodeKind::Totp label=say(T::Code) hint=say(T::CodeHint) autofocus=true/> }
        .into_any()
}
