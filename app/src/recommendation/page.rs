//! `/security/mfa/choose`: which method to set up.

use super::text::RecommendationText as T;
use crate::email_otp::EmailOtpState;
use crate::page::{PageContext, PageFuture};
use crate::totp::TotpState;
use crate::ui::text::UiText;
use crate::ui::{
    Badge, Button, ButtonKind, Card, EmptyState, Form, Icon, IconName, LinkButton, PortalPage, Section, Tone,
    field_state, say,
};
use leptos::prelude::*;

/// A method that can be set up.
struct Choice {
    name: &'static str,
    icon: IconName,
    title: T,
    what: T,
}

const TOTP: Choice =
    Choice { name: "totp", icon: IconName::Authenticator, title: T::Totp, what: T::TotpWhat };
const PAIRED: Choice =
    Choice { name: "paired", icon: IconName::Phone, title: T::Paired, what: T::PairedWhat };
const EMAIL: Choice = Choice { name: "email", icon: IconName::Mail, title: T::Email, what: T::EmailWhat };

/// `/security/mfa/choose`.
#[must_use]
pub fn choose(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let person = cx.person()?;
        let totp = matches!(cx.ports.totp.state(&cx.visit, person).await?, TotpState::Active { .. });
        let paired = matches!(cx.ports.pairing.state(&cx.visit, person).await?, TotpState::Active { .. });
        let email =
            matches!(cx.ports.email_otp.state(&cx.visit, person).await?, EmailOtpState::Active { .. });
        let offered = [
            (cx.portal.totp_offered && !totp, TOTP),
            (cx.portal.paired_offered && !paired, PAIRED),
            (cx.portal.email_otp_offered && !email, EMAIL),
        ];
        let choices: Vec<Choice> =
            offered.into_iter().filter(|(open, _)| *open).map(|(_, choice)| choice).collect();
        let document = PortalPage::new(Section::Security, cx.words.text(T::ChooseTitle))
            .back("/security/mfa", cx.words.text(UiText::TabMfa));
        Ok(document.render(&cx, move || if choices.is_empty() { nothing_left() } else { form(&choices) }))
    })
}

fn form(choices: &[Choice]) -> AnyView {
    let shown = choices.iter().enumerate().map(|(at, choice)| radio(choice, at == 0)).collect_view();
    view! {
        <Card description=say(T::ChooseWhat) title=say(T::Method)>
            <Form action="/api/recommendation/choose">
                <fieldset class="radio-choices">
                    <legend class="visually-hidden">{say(T::Method)}</legend>
                    {shown}
                </fieldset>
                <div class="form-actions">
                    <Button>{say(T::Choose)}</Button>
                    <LinkButton href="/security/mfa" kind=ButtonKind::Quiet>{say(T::Back)}</LinkButton>
                </div>
            </Form>
        </Card>
    }
    .into_any()
}

fn radio(choice: &Choice, first: bool) -> AnyView {
    let Choice { name, icon, title, what } = *choice;
    let id = format!("{}-{name}", field_state("method", say(T::Method)).id);
    let labelled = id.clone();
    let described = format!("{id}-what");
    let describes = described.clone();
    let badge = first.then(|| view! { <Badge tone=Tone::Good text=say(T::Recommended)/> });
    view! {
        <label class="choice radio-choice" for=labelled>
            <input
                type="radio"
                id=id
                name="method"
                value=name
                checked=first
                required=true
                aria-describedby=described
            />
            <span class="choice-icon"><Icon name=icon/></span>
            <span class="choice-words">
                <span class="choice-title">{say(title)}{badge}</span>
                <span class="choice-what" id=describes>{say(what)}</span>
            </span>
        </label>
    }
    .into_any()
}

fn nothing_left() -> AnyView {
    view! {
        <Card>
            <EmptyState icon=IconName::ShieldCheck title=say(T::AllSetUp) text=say(T::AllSetUpWhat)/>
            <div class="form-actions">
                <LinkButton href="/security/mfa" kind=ButtonKind::Primary>{say(T::Manage)}</LinkButton>
            </div>
        </Card>
    }
    .into_any()
}
