//! Security → Multi-Factor Authentication: the methods, each with its state and the way to turn it on or off.

pub mod section;
pub mod text;

use crate::email_otp::EmailOtpState;
use crate::email_otp::text::EmailOtpText;
use crate::page::{PageContext, PageFuture};
use crate::recovery::RecoveryView;
use crate::recovery::text::RecoveryText;
use crate::totp::TotpState;
use crate::totp::text::TotpText;
use crate::ui::text::UiText;
use crate::ui::{
    Alert, Badge, Button, ButtonKind, Card, Confirm, Fact, Facts, Form, IconName, LinkButton, Moment,
    PortalPage, Section, SecurityTab, Text, Tone, say, say_with, security_tabs,
};
use leptos::prelude::*;
use sekisho_engine::time::Timestamp;

/// How few recovery codes are few.
const FEW: u32 = 3;

/// `/security/mfa`.
pub fn mfa(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let person = cx.person()?;
        let totp = cx.ports.totp.state(&cx.visit, person).await?;
        let email = cx.ports.email_otp.state(&cx.visit, person).await?;
        let recovery = cx.ports.recovery.view(&cx.visit, person).await?;
        let offered = cx.portal.email_otp_offered;
        let tabs = security_tabs(&cx.words, SecurityTab::Mfa);
        let document = PortalPage::new(Section::Security, cx.words.text(UiText::TabMfa))
            .tabs(cx.words.text(UiText::MenuSecurity), tabs)
            .with_islands();
        Ok(document.render(&cx, move || {
            view! {
                <p class="page-description">{say(TotpText::MfaIntro)}</p>
                {totp_card(totp)}
                {email_card(email, offered)}
                {recovery_card(totp, &recovery)}
            }
        }))
    })
}

fn badge(tone: Tone, text: Text) -> AnyView {
    view! { <Badge tone=tone text=text/> }.into_any()
}

/// The link that begins to set a method up.
fn enable(href: &'static str, label: Text, method: Text, kind: ButtonKind) -> AnyView {
    let describe = say_with(TotpText::EnableMethod, &[("enable", &label), ("method", &method)]);
    view! { <LinkButton href=href kind=kind describe=describe>{label}</LinkButton> }.into_any()
}

fn totp_card(state: TotpState) -> AnyView {
    let heading = say(TotpText::Heading);
    let begin =
        |label: TotpText| enable("/security/mfa/totp", say(label), heading.clone(), ButtonKind::Primary);
    let (tone, text, actions) = match state {
        TotpState::Off => (Tone::Neutral, TotpText::Off, begin(TotpText::Enable)),
        TotpState::Active { .. } => (Tone::Good, TotpText::Active, remove_totp()),
        TotpState::Disabled { .. } => {
            let both = view! { {begin(TotpText::SetUpAgain)} {remove_totp()} }.into_any();
            (Tone::Danger, TotpText::Disabled, both)
        }
    };
    let body = match state {
        TotpState::Off => None,
        TotpState::Active { since, last_used } => Some(
            view! {
                <Facts>
                    <Fact label=say(TotpText::Since)><Moment at=since/></Fact>
                    {used(say(TotpText::LastUsed), say(TotpText::NeverUsed), last_used)}
                </Facts>
            }
            .into_any(),
        ),
        TotpState::Disabled { since } => Some(
            view! {
                <Alert tone=Tone::Danger><p>{say(TotpText::DisabledWhy)}</p></Alert>
                <Facts><Fact label=say(TotpText::DisabledSince)><Moment at=since/></Fact></Facts>
            }
            .into_any(),
        ),
    };
    card(
        IconName::Authenticator,
        heading,
        say(TotpText::Summary),
        badge(tone, say(text)),
        Some(actions),
        body,
    )
}

fn used(label: Text, never: Text, last_used: Option<Timestamp>) -> AnyView {
    let content = match last_used {
        Some(at) => view! { <Moment at=at/> }.into_any(),
        None => never.into_any(),
    };
    view! { <Fact label=label>{content}</Fact> }.into_any()
}

fn card(
    icon: IconName,
    heading: Text,
    summary: Text,
    state: AnyView,
    actions: Option<AnyView>,
    body: Option<AnyView>,
) -> AnyView {
    let actions = actions.unwrap_or_else(|| ().into_any());
    match body {
        Some(body) => view! {
            <Card title=heading description=summary icon=icon state=state actions=actions>{body}</Card>
        }
        .into_any(),
        None => view! { <Card title=heading description=summary icon=icon state=state actions=actions/> }
            .into_any(),
    }
}

fn remove_totp() -> AnyView {
    view! {
        <Confirm label=say(TotpText::Remove) describe=say(TotpText::RemoveSubmit) question=say(TotpText::RemoveConsequence)>
            <Form action="/api/totp/remove">
                <div class="form-actions">
                    <Button kind=ButtonKind::Danger>{say(TotpText::RemoveSubmit)}</Button>
                </div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn email_card(state: EmailOtpState, offered: bool) -> AnyView {
    let heading = say(EmailOtpText::Heading);
    let (state, actions, body) = match state {
        EmailOtpState::Off => {
            let message = if offered { EmailOtpText::Weaker } else { EmailOtpText::NotOffered };
            let note = view! { <p class="card-note">{say(message)}</p> }.into_any();
            let label = say(EmailOtpText::Enable);
            let begin =
                offered.then(|| enable("/security/mfa/email", label, heading.clone(), ButtonKind::Secondary));
            (badge(Tone::Neutral, say(EmailOtpText::Off)), begin, note)
        }
        EmailOtpState::Active { email, since, last_used } => {
            let facts = view! {
                <Facts>
                    <Fact label=say(EmailOtpText::GoesTo)>{email}</Fact>
                    <Fact label=say(EmailOtpText::Since)><Moment at=since/></Fact>
                    {used(say(EmailOtpText::LastUsed), say(EmailOtpText::NeverUsed), last_used)}
                </Facts>
            };
            (badge(Tone::Good, say(EmailOtpText::Active)), Some(remove_email()), facts.into_any())
        }
    };
    card(IconName::Mail, heading, say(EmailOtpText::Summary), state, actions, Some(body))
}

fn remove_email() -> AnyView {
    view! {
        <Confirm label=say(EmailOtpText::Remove) describe=say(EmailOtpText::RemoveSubmit) question=say(EmailOtpText::RemoveConsequence)>
            <Form action="/api/email-otp/remove">
                <div class="form-actions">
                    <Button kind=ButtonKind::Danger>{say(EmailOtpText::RemoveSubmit)}</Button>
                </div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn recovery_card(totp: TotpState, view: &RecoveryView) -> AnyView {
    let made = view.since.is_some();
    let (tone, state) = match (made, view.left) {
        (false, _) => (Tone::Neutral, say(RecoveryText::None)),
        (true, 0) => (Tone::Danger, say(RecoveryText::NoneLeft)),
        (true, left) => {
            let tone = if left <= FEW { Tone::Warning } else { Tone::Good };
            let counts = [("left", &*left.to_string()), ("made", &view.made.to_string())];
            (tone, say_with(RecoveryText::Left, &counts))
        }
    };
    let available = matches!(totp, TotpState::Active { .. });
    let actions = (available || made).then(|| {
        let describe = say(RecoveryText::ManageInFull);
        view! { <LinkButton href="/security/mfa/recovery" describe=describe>{say(RecoveryText::Manage)}</LinkButton> }
            .into_any()
    });
    let note = match (made, view.left) {
        (false, _) if !available => Some(RecoveryText::NeedsTotp),
        (true, left) if left <= FEW => Some(RecoveryText::FewLeft),
        _ => None,
    };
    let body = note.map(|note| view! { <p class="card-note">{say(note)}</p> }.into_any());
    let heading = say(RecoveryText::Heading);
    card(IconName::Key, heading, say(RecoveryText::Summary), badge(tone, state), actions, body)
}
