//! The choice among several methods, where the policy has people asked; and how a method is offered as a large
//! link, there and where one is set up.

use super::verify::{email_forbidden, start_over, support_way};
use crate::page::PageContext;
use crate::sign_in::VerifyView;
use crate::sign_in::text::SignInText as T;
use crate::ui::{AuthPage, Badge, Icon, IconName, Text, Tone, say, say_with};
use leptos::prelude::*;
use sekisho_engine::method::Method;

/// Whether somebody is to choose: recovery codes are a way out, and no choice by themselves.
pub(super) fn is_asked(cx: &PageContext, view: &VerifyView) -> bool {
    let own = view.factors.iter().filter(|factor| **factor != Method::Recovery).count();
    cx.portal.asks_method && own > 1
}

/// `/sign-in/verify` without a method: which one to use, the one that was used last first.
pub(super) fn choice(cx: &PageContext, view: &VerifyView) -> AnyView {
    let what = cx.words.text(T::ChoiceWhat);
    let page = AuthPage::new(cx.words.text(T::ChoiceTitle)).description(what).footer(start_over);
    let page = if cx.portal.support_requests.is_some() { page.without_contact() } else { page };
    page.render(cx, move || {
        let offers = view.factors.iter().map(|factor| offer(*factor, view)).collect_view();
        view! {
            <ul class="choices">{offers}</ul>
            {email_forbidden(view.email_forbidden.as_deref())}
            {support_way()}
        }
    })
}

fn offer(factor: Method, view: &VerifyView) -> AnyView {
    let email = view.email.clone().unwrap_or_default();
    let (icon, title, what) = match factor {
        Method::Totp => (IconName::Authenticator, T::ChoiceTotp, say(T::ChoiceTotpWhat)),
        Method::Paired => (IconName::Authenticator, T::ChoicePaired, say(T::ChoicePairedWhat)),
        Method::Email => (IconName::Mail, T::ChoiceEmail, say_with(T::ChoiceEmailWhat, &[("email", &email)])),
        Method::Recovery => (IconName::Key, T::ChoiceRecovery, say(T::ChoiceRecoveryWhat)),
    };
    let usual = (view.usual == Some(factor))
        .then(|| view! { <Badge tone=Tone::Info text=say(T::ChoiceUsual)/> }.into_any());
    let href = format!("/sign-in/verify?factor={}", factor.as_str());
    large_link(href, icon, say(title), what, usual)
}

/// A method as a large link.
pub(super) fn large_link(
    href: String,
    icon: IconName,
    title: Text,
    what: Text,
    badge: Option<AnyView>,
) -> AnyView {
    view! {
        <li>
            <a class="choice" href=href>
                <span class="choice-icon"><Icon name=icon/></span>
                <span class="choice-words">
                    <span class="choice-title">{title}{badge}</span>
                    <span class="choice-what">{what}</span>
                </span>
                <Icon name=IconName::ChevronRight/>
            </a>
        </li>
    }
    .into_any()
}
