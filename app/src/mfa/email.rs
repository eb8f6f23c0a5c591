//! The card of e-mailed codes: where they go, and the way to turn them on, change that, or turn them off.

use super::{badge, card, enable, used};
use crate::email_otp::EmailOtpState;
use crate::email_otp::text::EmailOtpText as T;
use crate::ui::{
    Alert, Button, ButtonKind, Confirm, Fact, Facts, Form, IconName, Moment, Tone, page, say, say_with,
};
use leptos::prelude::*;

pub(super) fn email_card(state: EmailOtpState, offered: bool) -> AnyView {
    let heading = say(T::Heading);
    let external = page().portal.email_otp_external;
    let (summary, weaker) =
        if external { (T::ExternalSummary, T::ExternalWeaker) } else { (T::Summary, T::Weaker) };
    let begin = |label| enable("/security/mfa/email", say(label), heading.clone(), ButtonKind::Secondary);
    let (state, actions, body) = match state {
        EmailOtpState::Off => {
            let message = if offered { weaker } else { T::NotOffered };
            let note = view! { <p class="card-note">{say(message)}</p> }.into_any();
            (badge(Tone::Neutral, say(T::Off)), offered.then(|| begin(T::Enable)), note)
        }
        EmailOtpState::Active { email, forbidden, since, last_used } => {
            let (tone, label) =
                if forbidden.is_some() { (Tone::Danger, T::Unusable) } else { (Tone::Good, T::Active) };
            let why = forbidden.map(|domain| {
                let why = say_with(T::UnusableWhy, &[("domain", &domain)]);
                view! { <Alert tone=Tone::Danger><p>{why}</p></Alert> }
            });
            let facts = view! {
                {why}
                <Facts>
                    <Fact label=say(T::GoesTo)>{email}</Fact>
                    <Fact label=say(T::Since)><Moment at=since/></Fact>
                    {used(say(T::LastUsed), say(T::NeverUsed), last_used)}
                </Facts>
            };
            let change = (external && offered).then(|| begin(T::Change));
            let actions = view! { {change} {remove()} }.into_any();
            (badge(tone, say(label)), Some(actions), facts.into_any())
        }
    };
    card(IconName::Mail, heading.clone(), say(summary), state, actions, Some(body))
}

fn remove() -> AnyView {
    view! {
        <Confirm label=say(T::Remove) describe=say(T::RemoveSubmit) question=say(T::RemoveConsequence)>
            <Form action="/api/email-otp/remove">
                <div class="form-actions">
                    <Button kind=ButtonKind::Danger>{say(T::RemoveSubmit)}</Button>
                </div>
            </Form>
        </Confirm>
    }
    .into_any()
}
