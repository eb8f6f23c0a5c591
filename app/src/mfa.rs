//! Security → Multi-Factor Authentication: the methods, each with its state and the way to turn it on or off.

pub mod api;
mod email;
pub mod port;
pub mod section;
mod switch;
pub mod text;

use crate::grant;
use crate::page::{PageContext, PageFuture};
use crate::pairing::text::PairingText;
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

/// What the form says that switches second factors on.
const YES: &str = "yes";
/// What it says that switches them off.
const NO: &str = "no";

/// Whether second factors are on for a person, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MfaSwitch {
    /// The policy doesn't leave it to people: it follows from the methods that are set up.
    NotOffered,
    /// They are on, and nobody asks this person.
    Compulsory,
    /// The person has them on.
    On {
        /// Whether a method is set up.
        methods: bool,
    },
    /// The person has them off.
    Off {
        /// Whether a method is set up.
        methods: bool,
    },
}

/// What came of switching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switched {
    /// They are on.
    On,
    /// They are on, and asked for where the person is: they sign in again.
    OnSignInAgain,
    /// They are off.
    Off,
    /// They were as the person wants them.
    Unchanged,
}

/// How few recovery codes are few.
const FEW: u32 = 3;

/// `/security/mfa`.
pub fn mfa(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let person = cx.person()?;
        let totp = cx.ports.totp.state(&cx.visit, person).await?;
        let paired = cx.ports.pairing.state(&cx.visit, person).await?;
        let totp_shown = cx.portal.totp_offered || totp != TotpState::Off;
        let paired_shown = cx.portal.paired_offered || paired != TotpState::Off;
        let email = cx.ports.email_otp.state(&cx.visit, person).await?;
        let recovery = cx.ports.recovery.view(&cx.visit, person).await?;
        let offered = cx.portal.email_otp_offered;
        let switch = cx.ports.mfa.state(&cx.visit, person).await?;
        let grants = cx.ports.grant.view(&cx.visit, person).await?;
        let tabs = security_tabs(&cx.words, SecurityTab::Mfa);
        let document = PortalPage::new(Section::Security, cx.words.text(UiText::TabMfa))
            .tabs(cx.words.text(UiText::MenuSecurity), tabs)
            .with_islands();
        Ok(document.render(&cx, move || {
            view! {
                <p class="page-description">{say(TotpText::MfaIntro)}</p>
                {switch::switch_card(switch)}
                {grant::section::section(grants.as_ref())}
                {totp_shown.then(|| authenticator_card(&APP, totp))}
                {paired_shown.then(|| authenticator_card(&PAIRED, paired))}
                {email::email_card(email, offered)}
                {recovery_card([totp, paired], &recovery)}
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

/// What is said of a kind of authenticator app, and what can be done with it.
struct Kind {
    heading: Label,
    summary: Label,
    enable: Label,
    disabled_why: Label,
    set_up: &'static str,
    remove: Removal,
}

/// A text of one of the two features.
type Label = fn() -> Text;

/// Taking a method away.
struct Removal {
    action: &'static str,
    label: Label,
    consequence: Label,
    submit: Label,
}

const APP: Kind = Kind {
    heading: || say(TotpText::Heading),
    summary: || say(TotpText::Summary),
    enable: || say(TotpText::Enable),
    disabled_why: || say(TotpText::DisabledWhy),
    set_up: "/security/mfa/totp",
    remove: Removal {
        action: "/api/totp/remove",
        label: || say(TotpText::Remove),
        consequence: || say(TotpText::RemoveConsequence),
        submit: || say(TotpText::RemoveSubmit),
    },
};

const PAIRED: Kind = Kind {
    heading: || say(PairingText::Heading),
    summary: || say(PairingText::Summary),
    enable: || say(PairingText::Enable),
    disabled_why: || say(PairingText::DisabledWhy),
    set_up: "/security/mfa/paired",
    remove: Removal {
        action: "/api/pairing/remove",
        label: || say(PairingText::Remove),
        consequence: || say(PairingText::RemoveConsequence),
        submit: || say(PairingText::RemoveSubmit),
    },
};

fn authenticator_card(kind: &'static Kind, state: TotpState) -> AnyView {
    let heading = (kind.heading)();
    let begin = |label: Text| enable(kind.set_up, label, heading.clone(), ButtonKind::Primary);
    let (tone, text, actions) = match state {
        TotpState::Off => (Tone::Neutral, TotpText::Off, begin((kind.enable)())),
        TotpState::Active { .. } => (Tone::Good, TotpText::Active, remove_app(&kind.remove)),
        TotpState::Disabled { .. } => {
            let both = view! { {begin(say(TotpText::SetUpAgain))} {remove_app(&kind.remove)} }.into_any();
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
                <Alert tone=Tone::Danger><p>{(kind.disabled_why)()}</p></Alert>
                <Facts><Fact label=say(TotpText::DisabledSince)><Moment at=since/></Fact></Facts>
            }
            .into_any(),
        ),
    };
    card(
        IconName::Authenticator,
        heading.clone(),
        (kind.summary)(),
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

fn remove_app(remove: &'static Removal) -> AnyView {
    let Removal { action, label, consequence, submit } = *remove;
    view! {
        <Confirm label=label() describe=submit() question=consequence()>
            <Form action=action>
                <div class="form-actions">
                    <Button kind=ButtonKind::Danger>{submit()}</Button>
                </div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn recovery_card(apps: [TotpState; 2], view: &RecoveryView) -> AnyView {
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
    let available = apps.iter().any(|app| matches!(app, TotpState::Active { .. }));
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
