//! What roles, states and second factors are called, and the badges that show them.

use super::PersonRow;
use super::text::AdminText as T;
use crate::ui::{Badge, Tab, Tone, say};
use leptos::prelude::*;
use sekisho_engine::policy::{AccountState, Role};

pub(crate) const fn role_text(role: Role) -> T {
    match role {
        Role::General => T::RoleGeneral,
        Role::Support => T::RoleSupport,
        Role::Admin => T::RoleAdmin,
    }
}

pub(super) fn state_badge(state: AccountState) -> AnyView {
    let (tone, text) = match state {
        AccountState::Active => (Tone::Good, T::StateActive),
        AccountState::Locked => (Tone::Danger, T::StateLocked),
    };
    view! { <Badge tone=tone text=say(text)/> }.into_any()
}

/// A badge for each active method, or one that says there is none.
pub(crate) fn mfa_badges(row: &PersonRow) -> AnyView {
    let methods = [(row.totp, T::MfaTotp), (row.email_otp, T::MfaEmail)];
    let badges = methods.into_iter().filter(|(active, _)| *active).map(|(_, text)| {
        view! { <Badge tone=Tone::Good text=say(text)/>" " }
    });
    let none = !row.totp && !row.email_otp;
    view! {
        {badges.collect_view()}
        {none.then(|| view! { <Badge tone=Tone::Warning text=say(T::MfaNone)/> })}
    }
    .into_any()
}

/// A tab of Admin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AdminTab {
    /// People.
    People,
    /// History.
    History,
}

/// The tabs of Admin.
pub(super) fn admin_tabs(words: &crate::i18n::Words, current: AdminTab) -> Vec<Tab> {
    [(AdminTab::People, "/admin/people", T::TabPeople), (AdminTab::History, "/admin/history", T::TabHistory)]
        .into_iter()
        .map(|(tab, href, label)| Tab {
            href: href.to_owned(),
            label: words.text(label),
            current: tab == current,
        })
        .collect()
}
