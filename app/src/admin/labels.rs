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
    let methods = [(row.totp, T::MfaTotp), (row.paired, T::MfaPaired), (row.email_otp, T::MfaEmail)];
    let badges = methods.into_iter().filter(|(active, _)| *active).map(|(_, text)| {
        view! { <Badge tone=Tone::Good text=say(text)/>" " }
    });
    let none = !row.has_factor();
    view! {
        {badges.collect_view()}
        {none.then(|| view! { <Badge tone=Tone::Warning text=say(T::MfaNone)/> })}
    }
    .into_any()
}

/// Whether somebody has moved over to two-step sign-in; who had a method chosen for them has it to set up yet.
pub(super) fn moved_badge(row: &PersonRow) -> AnyView {
    let (tone, text) = match (row.moved, row.has_factor()) {
        (false, _) => (Tone::Warning, T::MovedNo),
        (true, false) => (Tone::Info, T::MovedWaiting),
        (true, true) => (Tone::Good, T::MovedYes),
    };
    view! { <Badge tone=tone text=say(text)/> }.into_any()
}

/// A tab of Admin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AdminTab {
    /// People.
    People,
    /// Networks.
    Networks,
    /// Portal rules.
    PortalRules,
    /// Requests to support.
    Requests,
    /// Policy.
    Policy,
    /// Decisions.
    Decisions,
    /// History.
    History,
}

/// The tabs of Admin.
pub(crate) fn admin_tabs(words: &crate::i18n::Words, current: AdminTab) -> Vec<Tab> {
    let tabs = [
        (AdminTab::People, "/admin/people", T::TabPeople),
        (AdminTab::Networks, "/admin/networks", T::TabNetworks),
        (AdminTab::PortalRules, "/admin/portal-rules", T::TabPortalRules),
        (AdminTab::Requests, "/admin/requests", T::TabRequests),
        (AdminTab::Policy, "/admin/policy", T::TabPolicy),
        (AdminTab::Decisions, "/admin/decisions", T::TabDecisions),
        (AdminTab::History, "/admin/history", T::TabHistory),
    ];
    tabs.into_iter()
        .map(|(tab, href, label)| Tab {
            href: href.to_owned(),
            label: words.text(label),
            current: tab == current,
        })
        .collect()
}
