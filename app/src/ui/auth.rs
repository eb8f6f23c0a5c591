//! The pages around signing in: one card in the middle, nothing to load but the stylesheet.

use super::document::{Islands, Later, document, say};
use super::form::unclaimed_failure;
use super::language_switch::LanguageSwitch;
use super::notice::NoticeBanner;
use super::text::UiText;
use super::{Brand, Text};
use crate::allowlist::trial::banners;
use crate::page::PageContext;
use leptos::prelude::*;

/// A page with one card in the middle, being put together.
pub struct AuthPage {
    title: Text,
    description: Option<Text>,
    footer: Option<Later>,
    islands: Islands,
    wide: bool,
    notice: bool,
    contact: bool,
}

impl AuthPage {
    /// A page with this title.
    #[must_use]
    pub fn new(title: impl Into<Text>) -> Self {
        Self {
            title: title.into(),
            description: None,
            footer: None,
            islands: Islands::None,
            wide: false,
            notice: true,
            contact: true,
        }
    }

    /// A sentence below the title.
    #[must_use]
    pub fn description(mut self, text: impl Into<Text>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// What stands below the card.
    #[must_use]
    pub fn footer<V: IntoView + 'static>(mut self, footer: impl FnOnce() -> V + 'static) -> Self {
        self.footer = Some(Box::new(move || footer().into_any()));
        self
    }

    /// The page has islands. Sign-in pages have none.
    #[must_use]
    pub const fn with_islands(mut self) -> Self {
        self.islands = Islands::Small;
        self
    }

    /// The page itself tells what was done.
    #[must_use]
    pub const fn without_notice(mut self) -> Self {
        self.notice = false;
        self
    }

    /// The page itself leads to support.
    #[must_use]
    pub const fn without_contact(mut self) -> Self {
        self.contact = false;
        self
    }

    /// The card is wide enough for a QR code beside its key.
    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// Renders the whole document around what `content` makes.
    pub fn render<V: IntoView + 'static>(self, cx: &PageContext, content: impl FnOnce() -> V) -> AnyView {
        let (title, islands) = (self.title.clone(), self.islands);
        document(cx, title, islands, || self.body(cx, content))
    }

    fn body<V: IntoView + 'static>(self, cx: &PageContext, content: impl FnOnce() -> V) -> AnyView {
        let content = content().into_any();
        let unclaimed = unclaimed_failure();
        view! {
            <a class="skip-link" href="#main">{say(UiText::SkipToContent)}</a>
            <div class="auth" class:auth-wide=self.wide>
                <header class="auth-brand">
                    <Brand/>
                </header>
                <main class="auth-main" id="main" tabindex="-1">
                    {banners(cx, None)}
                    {self.notice.then(|| view! { <NoticeBanner/> })}
                    <div class="auth-card">
                        <h1 class="auth-title">{self.title}</h1>
                        {self.description.map(|text| view! { <p class="auth-description">{text}</p> })}
                        {unclaimed}
                        {content}
                    </div>
                    {self.footer.map(|footer| view! { <div class="auth-footer">{footer()}</div> })}
                </main>
                <footer class="auth-foot"><LanguageSwitch/>{self.contact.then(|| support(cx))}</footer>
            </div>
        }
        .into_any()
    }
}

/// The link to support, if the operator named one.
fn support(cx: &PageContext) -> Option<AnyView> {
    let contact = &cx.portal.support_contact;
    (!contact.is_empty()).then(|| {
        let href = if contact.contains("://") { contact.clone() } else { format!("mailto:{contact}") };
        view! { <a class="support-link" href=href>{say(UiText::Support)}</a> }.into_any()
    })
}
