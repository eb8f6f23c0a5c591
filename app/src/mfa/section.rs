//! Second factors as one card of another page: on or off, and the button that changes it.

use super::text::MfaText as T;
use super::{MfaSwitch, NO, YES};
use crate::email_otp::EmailOtpState;
use crate::error::ApiResult;
use crate::page::PageContext;
use crate::totp::TotpState;
use crate::ui::{
    Badge, Button, ButtonKind, Card, Confirm, Form, HiddenField, IconName, LinkButton, Text, Tone, say,
};
use leptos::prelude::*;

const SWITCH: &str = "/api/mfa/switch";

/// Whether second factors are on, and by which method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MfaSection {
    totp: bool,
    paired: bool,
    email: bool,
    /// Whether the person switches them all at once.
    switch: MfaSwitch,
    /// Where setting one up begins.
    begin: &'static str,
}

impl MfaSection {
    /// The state of whoever is signed in.
    ///
    /// # Errors
    /// `SignInRequired`, or what the ports say.
    pub async fn load(cx: &PageContext) -> ApiResult<Self> {
        let person = cx.person()?;
        let totp = cx.ports.totp.state(&cx.visit, person).await?;
        let paired = cx.ports.pairing.state(&cx.visit, person).await?;
        let email = cx.ports.email_otp.state(&cx.visit, person).await?;
        let switch = cx.ports.mfa.state(&cx.visit, person).await?;
        // with one method on offer there is nothing to choose
        let offered = (cx.portal.totp_offered, cx.portal.paired_offered, cx.portal.email_otp_offered);
        let begin = match offered {
            (true, false, false) | (false, false, false) => "/security/mfa/totp",
            (false, true, false) => "/security/mfa/paired",
            (false, false, true) => "/security/mfa/email",
            _ => "/security/mfa/choose",
        };
        let active = |app| matches!(app, TotpState::Active { .. });
        let email = matches!(email, EmailOtpState::Active { .. });
        Ok(Self { totp: active(totp), paired: active(paired), email, switch, begin })
    }

    /// The card, under a heading of the page's own.
    #[must_use]
    pub fn card(self, title: Text) -> AnyView {
        let switched_off = matches!(self.switch, MfaSwitch::Off { .. });
        let on = (self.totp || self.paired || self.email) && !switched_off;
        let (tone, state) = if on { (Tone::Good, T::On) } else { (Tone::Warning, T::Off) };
        let state = view! { <Badge tone=tone text=say(state)/> }.into_any();
        let actions = if on { self.switch_off() } else { self.switch_on() };
        view! {
            <Card
                id="mfa"
                icon=IconName::ShieldCheck
                title=title
                description=say(T::SectionWhat)
                state=state
                actions=actions
            >
                <p class="card-foot">
                    <LinkButton href="/security/mfa" kind=ButtonKind::Quiet>{say(T::Manage)}</LinkButton>
                </p>
            </Card>
        }
        .into_any()
    }

    fn switch_on(self) -> AnyView {
        if self.switch == (MfaSwitch::Off { methods: true }) {
            return view! {
                <Form action=SWITCH>
                    <HiddenField name="on" value=YES/>
                    <Button>{say(T::Enable)}</Button>
                </Form>
            }
            .into_any();
        }
        view! { <LinkButton href=self.begin kind=ButtonKind::Primary>{say(T::Enable)}</LinkButton> }
            .into_any()
    }

    /// With several methods on, switching off is a choice that Security offers one by one.
    fn switch_off(self) -> AnyView {
        if matches!(self.switch, MfaSwitch::On { .. }) {
            return switch_all_off();
        }
        let action = match (self.totp, self.paired, self.email) {
            (true, false, false) => "/api/totp/remove",
            (false, true, false) => "/api/pairing/remove",
            (false, false, true) => "/api/email-otp/remove",
            _ => {
                return view! { <LinkButton href="/security/mfa">{say(T::Disable)}</LinkButton> }.into_any();
            }
        };
        view! {
            <Confirm label=say(T::Disable) question=say(T::DisableConsequence)>
                <Form action=action>
                    <div class="form-actions">
                        <Button kind=ButtonKind::Danger>{say(T::DisableSubmit)}</Button>
                    </div>
                </Form>
            </Confirm>
        }
        .into_any()
    }
}

/// Switches second factors off as a whole, the methods staying set up.
fn switch_all_off() -> AnyView {
    view! {
        <Confirm label=say(T::Disable) question=say(T::SwitchConsequence)>
            <Form action=SWITCH>
                <HiddenField name="on" value=NO/>
                <div class="form-actions">
                    <Button kind=ButtonKind::Danger>{say(T::DisableSubmit)}</Button>
                </div>
            </Form>
        </Confirm>
    }
    .into_any()
}
