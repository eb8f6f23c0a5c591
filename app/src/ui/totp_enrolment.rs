//! The steps that bind an authenticator app: the QR code, the key to type by hand, the first code.

use super::document::say;
use super::text::UiText;
use super::{Button, CodeField, CodeKind, CopyButton, Form, LinkButton, Text};
use crate::totp::TotpEnrolment;
use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// QR code, key and the form for the first code.
#[component]
pub fn TotpSteps(
    /// What is to be bound.
    enrolment: TotpEnrolment,
    /// The server function that the code goes to; its field is `code`.
    action: &'static str,
    /// What the code's field is called, where it isn't called as everywhere.
    #[prop(optional, into)]
    code_label: Option<Text>,
    /// What the button says.
    #[prop(into)]
    submit: Text,
    /// Where the way out leads.
    #[prop(into)]
    cancel: String,
    /// What the way out is called.
    #[prop(into)]
    cancel_label: Text,
) -> impl IntoView {
    let copied = enrolment.key.replace(' ', "");
    view! {
        <ol class="steps">
            <li class="step">
                <h2 class="step-title">{say(UiText::TotpScan)}</h2>
                <p class="step-text">{say(UiText::TotpScanHow)}</p>
                <div class="totp-binding">
                    <QrImage text=enrolment.uri.clone() label=say(UiText::TotpQrLabel)/>
                    <div class="totp-by-hand">
                        <p class="step-text">{say(UiText::TotpByHand)}</p>
                        <p class="secret-key"><code>{enrolment.key.clone()}</code></p>
                        <CopyButton
                            text=copied
                            label=say(UiText::CopyKey).into_owned()
                            done=say(UiText::Copied).into_owned()
                        />
                        <dl class="totp-facts">
                            <div><dt>{say(UiText::TotpAccount)}</dt><dd>{enrolment.label.clone()}</dd></div>
                            <div><dt>{say(UiText::TotpKind)}</dt><dd>{say(UiText::TotpKindValue)}</dd></div>
                        </dl>
                    </div>
                </div>
            </li>
            <li class="step">
                <h2 class="step-title">{say(UiText::TotpProve)}</h2>
                <Form action=action>
                    <CodeField
                        kind=CodeKind::Totp
                        label=code_label.unwrap_or_else(|| say(UiText::OneTimeCode))
                        hint=say(UiText::TotpProveHow)
                    />
                    <div class="form-actions">
                        <Button>{submit}</Button>
                        <LinkButton href=cancel>{cancel_label}</LinkButton>
                    </div>
                </Form>
            </li>
        </ol>
    }
    .into_any()
}

/// A QR code as inline SVG: one path, dark on white in every colour scheme, since scanners want it so.
#[component]
pub fn QrImage(
    /// What it holds.
    text: String,
    /// What it is, for screen readers.
    #[prop(into)]
    label: Text,
) -> impl IntoView {
    qr_path(&text).map(|(size, path)| {
        // whole pixels for every module, or a scanner sees squares of two widths
        let side = (size * if size > 96 { 2 } else { 3 }).to_string();
        view! {
            <svg class="qr" viewBox=format!("0 0 {size} {size}") width=side.clone() height=side role="img" aria-label=label shape-rendering="crispEdges">
                <rect class="qr-paper" width=size.to_string() height=size.to_string()></rect>
                <path class="qr-ink" d=path></path>
            </svg>
        }
    })
}

/// The width of the picture in modules, quiet zone of four included, and the path of the dark ones. `None`
/// when the text is too long for any QR code.
pub(super) fn qr_path(text: &str) -> Option<(usize, String)> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let modules = code.to_colors();
    let mut path = String::with_capacity(width * width * 3);
    for (y, row) in modules.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|colour| **colour == Color::Dark).count();
            if run > 0 {
                // writing to a String can't fail
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    Some((width + 2 * QUIET, path))
}
