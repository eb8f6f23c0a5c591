//! Setting up an authenticator app, in two steps: the QR code and the key, then the first code.

use super::TotpEnrolment;
use super::text::TotpText as T;
use crate::error::Problem;
use crate::page::{PageContext, PageFuture};
use crate::ui::text::UiText;
use crate::ui::totp_enrolment::QrImage;
use crate::ui::{
    Button, ButtonKind, Card, CodeField, CodeKind, CopyButton, Form, LinkButton, PortalPage, Section, say,
    say_with,
};
use leptos::prelude::*;

const PATH: &str = "/security/mfa/totp";
const CONFIRM: &str = "/api/totp/confirm";

/// `/security/mfa/totp`, and its second step with `?step=code`.
pub fn totp(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let enrolment = cx.ports.totp.enrolment(&cx.visit, cx.person()?).await?;
        let failed = cx.failure_of(CONFIRM).map(|failure| &failure.error.problem);
        let over = failed == Some(&Problem::EnrolmentExpired);
        let second = !over && (cx.query("step") == Some("code") || failed.is_some());
        let document = PortalPage::new(Section::Security, cx.words.text(T::SetupTitle))
            .back("/security/mfa", cx.words.text(UiText::TabMfa))
            .with_islands();
        Ok(document.render(&cx, move || if second { code(&enrolment) } else { binding(&enrolment) }))
    })
}

/// The first step: into the app.
fn binding(enrolment: &TotpEnrolment) -> AnyView {
    let label = [("label", enrolment.label.as_str())];
    let (picture, settings) = (say_with(T::QrLabel, &label), say_with(T::KeySettings, &label));
    let TotpEnrolment { uri, key, .. } = enrolment.clone();
    let copied = key.replace(' ', "");
    view! {
        <Card title=say(T::StepOne) description=say(T::Scan)>
            <div class="totp-binding">
                <QrImage text=uri.clone() label=picture/>
                <div class="totp-by-hand">
                    <p class="totp-cannot-scan">{say(T::CannotScan)}</p>
                    <p class="secret-key" aria-label=say(T::Key)><code>{key}</code></p>
                    <CopyButton
                        text=copied
                        label=say(T::CopyKey).into_owned()
                        done=say(UiText::Copied).into_owned()
                    />
                    <p class="totp-settings">{settings}</p>
                    <p><a href=uri>{say(T::OpenApp)}</a></p>
                </div>
            </div>
            <div class="form-actions">
                <LinkButton href=format!("{PATH}?step=code") kind=ButtonKind::Primary>
                    {say(T::Continue)}
                </LinkButton>
                <LinkButton href="/security/mfa">{say(T::Cancel)}</LinkButton>
            </div>
        </Card>
    }
    .into_any()
}

/// The second step: the code that proves it.
fn code(enrolment: &TotpEnrolment) -> AnyView {
    let hint = say_with(T::CodeHint, &[("label", &enrolment.label)]);
    view! {
        <Card title=say(T::StepTwo)>
            <Form action=CONFIRM>
                <CodeField kind=CodeKind::Totp label=say(T::Code) hint=hint autofocus=true/>
                <div class="form-actions">
                    <Button>{say(T::Submit)}</Button>
                    <LinkButton href=PATH>{say(T::Back)}</LinkButton>
                </div>
            </Form>
        </Card>
    }
    .into_any()
}
