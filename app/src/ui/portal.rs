//! The pages of whoever is signed in: brand, menu, account menu, title, content.
//!
//! On a wide screen the menu is a column on the left with the account at its foot; on a narrow one the brand
//! and the account are a bar on top and the menu is a bar at the bottom. The same markup does both.

use super::document::{Islands, Later, document, say};
use super::form::unclaimed_failure;
use super::language_switch::LanguageSwitch;
use super::notice::NoticeBanner;
use super::reauthentication::ConfirmIdentity;
use super::tabs::{Tab, tab_bar};
use super::text::UiText;
use super::{Brand, Form, Icon, IconName, Text};
use crate::allowlist::trial::banners;
use crate::page::PageContext;
use crate::visit::{Caller, SignedIn};
use leptos::prelude::*;
use sekisho_engine::history::List;
use sekisho_engine::policy::Role;

/// A section of the portal: an entry of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The dashboard.
    Dashboard,
    /// Security.
    Security,
    /// History.
    History,
    /// Admin; in the menu of administrators, and of support.
    Admin,
    /// Who one is; reached by the account menu.
    Profile,
    /// The person's own account; reached by the account menu.
    Account,
}

impl Section {
    const MENU: [(Self, &'static str, IconName, UiText); 4] = [
        (Self::Dashboard, "/", IconName::Dashboard, UiText::MenuDashboard),
        (Self::Security, "/security/mfa", IconName::Shield, UiText::MenuSecurity),
        (Self::History, "/history/log", IconName::History, UiText::MenuHistory),
        (Self::Admin, "/admin/people", IconName::People, UiText::MenuAdmin),
    ];
}

/// A page of the portal, being put together.
pub struct PortalPage {
    section: Section,
    title: Text,
    heading: Text,
    description: Option<Text>,
    back: Option<(String, Text)>,
    tabs: Option<(Text, Vec<Tab>)>,
    actions: Option<Later>,
    islands: Islands,
    trial_card: Option<List>,
}

impl PortalPage {
    /// A page of `section` with this title.
    #[must_use]
    pub fn new(section: Section, title: impl Into<Text>) -> Self {
        let title = title.into();
        Self {
            section,
            heading: title.clone(),
            title,
            description: None,
            back: None,
            tabs: None,
            actions: None,
            islands: Islands::None,
            trial_card: None,
        }
    }

    /// Another heading than the title, which stays the document's.
    #[must_use]
    pub fn heading(mut self, heading: impl Into<Text>) -> Self {
        self.heading = heading.into();
        self
    }

    /// A sentence below the heading.
    #[must_use]
    pub fn description(mut self, text: impl Into<Text>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// A link above the heading, to the page that this one is part of.
    #[must_use]
    pub fn back(mut self, href: impl Into<String>, label: impl Into<Text>) -> Self {
        self.back = Some((href.into(), label.into()));
        self
    }

    /// The section's tabs: then the heading is the section's, and the title names the page.
    #[must_use]
    pub fn tabs(mut self, heading: impl Into<Text>, tabs: Vec<Tab>) -> Self {
        self.heading = heading.into();
        self.tabs = Some((self.heading.clone(), tabs));
        self
    }

    /// Buttons at the end of the heading's line.
    #[must_use]
    pub fn actions<V: IntoView + 'static>(mut self, actions: impl FnOnce() -> V + 'static) -> Self {
        self.actions = Some(Box::new(move || actions().into_any()));
        self
    }

    /// The page has islands: the browser half is loaded, and times are shown in the browser's zone.
    #[must_use]
    pub const fn with_islands(mut self) -> Self {
        self.islands = Islands::Small;
        self
    }

    /// The page has an editor of a whole list: the part of the browser half with the editors is loaded.
    #[must_use]
    pub const fn with_editors(mut self) -> Self {
        self.islands = Islands::Editors;
        self
    }

    /// The page has the [card](crate::allowlist::trial::card) of this list's trial, in place of the banner.
    #[must_use]
    pub const fn with_trial_card(mut self, list: List) -> Self {
        self.trial_card = Some(list);
        self
    }

    /// Renders the whole document around what `content` makes.
    pub fn render<V: IntoView + 'static>(self, cx: &PageContext, content: impl FnOnce() -> V) -> AnyView {
        document(cx, self.title.clone(), self.islands, || self.body(cx, content))
    }

    fn body<V: IntoView + 'static>(self, cx: &PageContext, content: impl FnOnce() -> V) -> AnyView {
        let Self { section, heading, description, back, tabs, actions, trial_card, .. } = self;
        let content = content().into_any();
        let unclaimed = unclaimed_failure();
        view! {
            <a class="skip-link" href="#main">{say(UiText::SkipToContent)}</a>
            <div class="portal">
                {side(cx, section)}
                <main class="portal-main" id="main" tabindex="-1">
                    <div class="page">
                        {banners(cx, trial_card)}
                        <NoticeBanner/>
                        <header class="page-head">
                            {back.map(|(href, label)| view! {
                                <a class="back-link" href=href><Icon name=IconName::ChevronLeft/>{label}</a>
                            })}
                            <div class="page-title-line">
                                <h1 class="page-title">{heading}</h1>
                                {actions.map(|actions| view! { <div class="page-actions">{actions()}</div> })}
                            </div>
                            {description.map(|text| view! { <p class="page-description">{text}</p> })}
                        </header>
                        {tabs.map(|(label, tabs)| tab_bar(label, tabs))}
                        <div class="page-content">
                            <ConfirmIdentity/>
                            {unclaimed}
                            {content}
                        </div>
                    </div>
                </main>
            </div>
        }
        .into_any()
    }
}

/// Brand, menu and account menu.
fn side(cx: &PageContext, section: Section) -> AnyView {
    let person = match &cx.visit.caller {
        Caller::SignedIn(person) => Some(person),
        _ => None,
    };
    view! {
        <header class="side">
            <Brand/>
            {person.map(|person| menu(section, person))}
            {person.map(|person| account_menu(section, person))}
        </header>
    }
    .into_any()
}

fn menu(section: Section, person: &SignedIn) -> AnyView {
    let entries = Section::MENU
        .into_iter()
        .filter(|(entry, ..)| *entry != Section::Admin || person.role != Role::General)
        .map(|(entry, href, icon, label)| {
            // of Admin, support sees the requests alone
            let requests = entry == Section::Admin && person.role == Role::Support;
            let href = if requests { "/admin/requests" } else { href };
            view! {
                <li>
                    <a class="menu-entry" href=href aria-current=(entry == section).then_some("true")>
                        <Icon name=icon/><span>{say(label)}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <nav class="menu" aria-label=say(UiText::Menu)><ul>{entries}</ul></nav> }.into_any()
}

/// A popover rather than a disclosure: it closes by itself when something else is touched, without JavaScript.
fn account_menu(section: Section, person: &SignedIn) -> AnyView {
    view! {
        <div class="account-menu">
            <button class="account-button" type="button" popovertarget="account-panel">
                <span class="avatar" aria-hidden="true">{initial(&person.name)}</span>
                <span class="account-who">
                    <span class="visually-hidden">{say(UiText::AccountMenu)}</span>
                    <span class="account-name">{person.name.clone()}</span>
                    <span class="account-email">{person.email.clone()}</span>
                </span>
                <Icon name=IconName::ChevronDown/>
            </button>
            <div class="account-panel" id="account-panel" popover="auto">
                <a class="panel-entry" href="/profile" aria-current=(section == Section::Profile).then_some("page")>
                    <Icon name=IconName::Person/><span>{say(UiText::MyProfile)}</span>
                </a>
                <a class="panel-entry" href="/account" aria-current=(section == Section::Account).then_some("page")>
                    <Icon name=IconName::Settings/><span>{say(UiText::AccountSettings)}</span>
                </a>
                <LanguageSwitch/>
                <Form action="/api/sign-in/out">
                    <button class="panel-entry" type="submit">
                        <Icon name=IconName::SignOut/><span>{say(UiText::SignOut)}</span>
                    </button>
                </Form>
            </div>
        </div>
    }
    .into_any()
}

/// What stands in the avatar: the name's first character.
fn initial(name: &str) -> String {
    name.trim().chars().next().map(|first| first.to_uppercase().collect()).unwrap_or_default()
}
