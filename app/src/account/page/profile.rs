//! My profile: who one is here, and whether a second factor protects it.

use crate::account::AccountView;
use crate::account::text::AccountText as T;
use crate::i18n::Language;
use crate::mfa::section::MfaSection;
use crate::page::{PageContext, PageFuture};
use crate::ui::{Card, Fact, Facts, IconName, LinkButton, Moment, PortalPage, Section, say};
use leptos::prelude::*;

/// `/profile`.
#[must_use]
pub fn profile(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let account = cx.ports.account.view(&cx.visit, cx.person()?).await?;
        let mfa = MfaSection::load(&cx).await?;
        let document = PortalPage::new(Section::Profile, cx.words.text(T::MyProfileTitle)).with_islands();
        Ok(document.render(&cx, move || {
            view! {
                {who(&account)}
                {mfa.card(say(T::MyProfileMfa))}
            }
        }))
    })
}

fn who(account: &AccountView) -> AnyView {
    let AccountView { name, email, since, .. } = account.clone();
    let language =
        account.language.map_or_else(|| say(T::LanguageBrowser), |own| Language::own_name(own).into());
    let change = view! { <LinkButton href="/account">{say(T::MyProfileChange)}</LinkButton> }.into_any();
    view! {
        <Card icon=IconName::Person title=say(T::ProfileTitle) description=say(T::MyProfileWhat) actions=change>
            <Facts>
                <Fact label=say(T::Name)>{name}</Fact>
                <Fact label=say(T::EmailTitle)>{email}</Fact>
                <Fact label=say(T::Language)>{language}</Fact>
                <Fact label=say(T::MemberSince)><Moment at=since/></Fact>
            </Facts>
        </Card>
    }
    .into_any()
}
