//! One's own account: name and language, address, password.

use crate::account::text::AccountText as T;
use crate::account::{AccountView, PendingAddress};
use crate::i18n::Language;
use crate::mfa::section::MfaSection;
use crate::page::{PageContext, PageFuture};
use crate::password::PasswordGuide;
use crate::password::text::PasswordText as P;
use crate::ui::email_enrolment::Resend;
use crate::ui::{
    Alert, Button, ButtonKind, CodeField, CodeKind, Fact, Facts, Field, FieldKind, Form, FormSection, Moment,
    NewPasswordField, PasswordField, PortalPage, Section, SelectField, Text, Tone, UsernameHint,
    duration_text, page, say, say_with,
};
use leptos::prelude::*;
use sekisho_engine::time::Timestamp;

/// `/account`.
#[must_use]
pub fn settings(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let person = cx.person()?;
        let account = cx.ports.account.view(&cx.visit, person).await?;
        let guide = cx.ports.password.guide(&cx.visit, person).await?;
        let mfa = MfaSection::load(&cx).await?;
        let now = cx.visit.now;
        let document = PortalPage::new(Section::Account, cx.words.text(T::Title)).with_islands();
        Ok(document.render(&cx, move || {
            view! {
                <div class="form-sections">
                    {profile(&account)}
                    {address(&account, now)}
                    {password(&account, guide)}
                </div>
                {mfa.card(say(T::SettingsMfa))}
            }
        }))
    })
}

fn profile(account: &AccountView) -> AnyView {
    let mut languages: Vec<(String, Text)> = vec![(String::new(), say(T::LanguageBrowser))];
    languages.extend(Language::ALL.map(|language| (language.tag().to_owned(), language.own_name().into())));
    let chosen = account.language.map(Language::tag).unwrap_or_default();
    let name = account.name.clone();
    view! {
        <FormSection id="profile" title=say(T::ProfileTitle) description=say(T::ProfileWhat)>
            <Form action="/api/account/save">
                <Field name="name" label=say(T::Name) value=name autocomplete="name" maxlength=100/>
                <SelectField name="language" label=say(T::Language) options=languages value=chosen/>
                <div class="form-actions"><Button>{say(T::Save)}</Button></div>
            </Form>
        </FormSection>
    }
    .into_any()
}

fn address(account: &AccountView, now: Timestamp) -> AnyView {
    let content = match &account.pending {
        Some(pending) => pending_address(account, pending, now),
        None => new_address(),
    };
    let email = account.email.clone();
    view! {
        <FormSection id="address" title=say(T::EmailTitle) description=say(T::EmailWhat)>
            <Facts><Fact label=say(T::EmailNow)>{email}</Fact></Facts>
            {content}
        </FormSection>
    }
    .into_any()
}

fn new_address() -> AnyView {
    view! {
        <Form action="/api/account/request-address">
            <Field
                name="email"
                kind=FieldKind::Email
                label=say(T::EmailNew)
                hint=say(T::EmailNewHow)
                autocomplete="email"
            />
            <div class="form-actions">
                <Button kind=ButtonKind::Secondary>{say(T::EmailRequest)}</Button>
            </div>
        </Form>
    }
    .into_any()
}

fn pending_address(account: &AccountView, pending: &PendingAddress, now: Timestamp) -> AnyView {
    let left = pending.sent.expires.since(now);
    let title = say_with(T::PendingTitle, &[("email", &pending.email)]);
    let alive = left.get() > 0;
    let told = if alive {
        say_with(T::PendingWhat, &[("time", &duration_text(&page().words, left))])
    } else {
        say(T::PendingExpired)
    };
    let tone = if alive { Tone::Info } else { Tone::Warning };
    let keep = say_with(T::EmailKeep, &[("email", &account.email)]);
    view! {
        <div class="pending">
            <Alert tone=tone title=title><p>{told}</p></Alert>
            {alive.then(confirm_form)}
            <Resend
                action="/api/account/request-address"
                sent=pending.sent
                label=say(T::EmailResend)
                email=pending.email.clone()
            />
            <Form action="/api/account/cancel-address">
                <Button kind=ButtonKind::Quiet>{keep}</Button>
            </Form>
        </div>
    }
    .into_any()
}

fn confirm_form() -> AnyView {
    view! {
        <Form action="/api/account/confirm-address">
            <CodeField kind=CodeKind::Email label=say(T::Code)/>
            <div class="form-actions"><Button>{say(T::EmailConfirm)}</Button></div>
        </Form>
    }
    .into_any()
}

fn password(account: &AccountView, guide: PasswordGuide) -> AnyView {
    let email = account.email.clone();
    let changed = match account.password_changed {
        Some(at) => view! { <Moment at=at/> }.into_any(),
        None => say(P::NeverChanged).into_any(),
    };
    view! {
        <FormSection id="password" title=say(P::ChangeTitle) description=say(P::ChangeWhat)>
            <Facts><Fact label=say(P::ChangedAt)>{changed}</Fact></Facts>
            <Form action="/api/password/change">
                <UsernameHint username=email/>
                <PasswordField name="current_password" label=say(P::Current)/>
                <NewPasswordField label=say(P::New) guide=guide/>
                <div class="form-actions">
                    <Button kind=ButtonKind::Secondary>{say(P::ChangeSave)}</Button>
                </div>
            </Form>
        </FormSection>
    }
    .into_any()
}
