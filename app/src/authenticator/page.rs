//! The page of the OTP app: everything that it may show, most of it hidden until its script moves it.

use super::text::AuthenticatorText as T;
use crate::i18n::Language;
use crate::page::{PageContext, PageFuture};
use crate::pairing::text::PairingCodeText as C;
use crate::ui::{Icon, IconName, Mark, bare_document, page, say};
use leptos::prelude::*;

/// The path.
pub const PATH: &str = "/authenticator";

/// The colours of the page's ground, light and dark, for the frame that a browser draws around it; as in
/// `style/tokens.css`.
pub const GROUNDS: [&str; 2] = ["#f8f9fb", "#0f1116"];

/// The page's address in a language.
#[must_use]
pub fn path_in(language: Language) -> String {
    format!("{PATH}?language={}", language.tag())
}

/// Where the browser learns how to install the app in a language.
#[must_use]
pub fn manifest_in(language: Language) -> String {
    format!("{PATH}/manifest.webmanifest?language={}", language.tag())
}

/// `/authenticator?language=…`.
pub fn authenticator(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let title = cx.words.text(T::Title);
        Ok(bare_document(&cx, title, head, body))
    })
}

fn head() -> AnyView {
    let cx = page();
    let files = &cx.portal.authenticator_files;
    let script = files.script.clone().map(|script| view! { <script type="module" src=script></script> });
    let icon = files.touch_icon.clone().map(|icon| view! { <link rel="apple-touch-icon" href=icon/> });
    let [light, dark] = GROUNDS;
    view! {
        <link rel="manifest" href=manifest_in(cx.words.language)/>
        {ground("light", light)}
        {ground("dark", dark)}
        {icon}
        {script}
    }
    .into_any()
}

fn ground(scheme: &'static str, colour: &'static str) -> AnyView {
    let media = format!("(prefers-color-scheme: {scheme})");
    leptos::html::meta().name("theme-color").content(colour).attr("media", media).into_any()
}

fn body() -> AnyView {
    let portal = page().portal.name.clone();
    let named = portal.clone();
    view! {
        <div
            class="auth authenticator"
            id="authenticator"
            data-portal=named
            data-insecure=say(T::Insecure)
            data-crypto=say(T::Crypto)
            data-storage=say(T::Storage)
            data-engine=say(T::Engine)
            data-not-kept=say(T::NotKept)
            data-hidden=say(T::Hidden)
            data-say-code=say(T::SayCode)
            data-say-left=say(T::SayLeft)
            data-say-hidden=say(T::SayHidden)
            data-renamed=say(T::Renamed)
            data-removed=say(T::Removed)
            data-registered=say(T::Registered)
            data-copy=say(T::Copy)
            data-copied=say(T::Copied)
            data-empty=say(C::Empty)
            data-letter=say(C::Letter)
            data-short=say(C::Short)
            data-long=say(C::Long)
            data-check=say(C::Check)
            data-is-application=say(C::IsApplication)
            data-so-far=say(C::SoFar)
            data-whole=say(C::Whole)
        >
            <header class="auth-brand">
                <p class="brand"><Mark/><span class="brand-name">{portal}</span></p>
            </header>
            <main class="auth-main">
                <div class="auth-card">
                    <h1 class="auth-title">{say(T::Title)}</h1>
                    // there until the script has taken over; without one it stays
                    <p class="authenticator-starting">{say(T::NoScript)}</p>
                    <p class="authenticator-lacking" data-part="lacking" role="alert" hidden=true></p>
                    {home()}
                    {adding()}
                    <p class="visually-hidden" data-part="status" role="status" aria-live="assertive"></p>
                    {account()}
                </div>
                {about()}
            </main>
            <footer class="auth-foot">{languages()}</footer>
        </div>
    }
    .into_any()
}

/// The accounts.
fn home() -> AnyView {
    view! {
        <section class="authenticator-home" data-part="home" hidden=true>
            <p class="authenticator-notice" data-part="notice" role="status" hidden=true></p>
            <p class="authenticator-none" data-part="none" hidden=true>{say(T::NoAccounts)}</p>
            <ul class="authenticator-accounts" data-part="accounts"></ul>
            <button type="button" class="button button-primary button-wide" data-part="add">
                <Icon name=IconName::Plus/><span>{say(T::Add)}</span>
            </button>
        </section>
    }
    .into_any()
}

/// One account, of which the script makes as many as there are.
fn account() -> AnyView {
    view! {
        <template data-part="account">
            <li class="authenticator-account">
                <h2 class="authenticator-name" data-part="name"></h2>
                <div class="authenticator-shown">
                    <p class="authenticator-code" data-part="code"></p>
                    <div class="authenticator-time">
                        <svg class="authenticator-ring" viewBox="0 0 36 36" width="36" height="36" aria-hidden="true">
                            <circle class="ring-ground" cx="18" cy="18" r="15.915"></circle>
                            <circle class="ring-left" cx="18" cy="18" r="15.915" data-part="ring" stroke-dasharray="0 100"></circle>
                        </svg>
                        <span data-part="left"></span>
                    </div>
                </div>
                <button type="button" class="button button-secondary view-code" data-part="view" aria-pressed="false">
                    {say(T::ViewCode)}
                </button>
                <details class="authenticator-manage">
                    <summary>{say(T::Manage)}</summary>
                    <form class="form" data-part="rename">
                        <label class="field">
                            <span class="field-label">{say(T::AccountName)}</span>
                            <input class="input" type="text" name="name" maxlength="60" required=true autocomplete="off"/>
                        </label>
                        <div class="form-actions">
                            <button type="submit" class="button button-secondary">{say(T::Rename)}</button>
                        </div>
                    </form>
                    <p class="authenticator-remove">{say(T::RemoveWhat)}</p>
                    <button type="button" class="button button-danger" data-part="remove">{say(T::Remove)}</button>
                </details>
            </li>
        </template>
    }
    .into_any()
}

/// Pairing: one's own code, and the field for the other.
fn adding() -> AnyView {
    view! {
        <section class="authenticator-adding" data-part="adding" hidden=true>
            <h2 class="authenticator-title" data-part="adding-title" tabindex="-1">{say(T::AddTitle)}</h2>
            <div class="pairing-code">
                <p class="pairing-code-label" id="application-code">{say(T::ApplicationCode)}</p>
                <p class="pairing-code-value">
                    <code data-part="application" aria-labelledby="application-code"></code>
                </p>
                <button type="button" class="button button-secondary button-small" data-part="copy">{say(T::Copy)}</button>
                <p class="field-hint">{say(T::ApplicationWhat)}</p>
            </div>
            <form class="form" data-part="form" novalidate=true>
                <div class="field">
                    <label class="field-label" for="user-code">{say(T::UserCode)}</label>
                    <p class="field-hint" id="user-code-hint">{say(T::UserWhat)}</p>
                    <input
                        class="input input-code input-code-long"
                        id="user-code"
                        data-part="user"
                        type="text"
                        maxlength="60"
                        required=true
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        aria-describedby="user-code-hint user-code-verdict"
                    />
                    <p class="code-so-far" data-part="so-far"></p>
                    <p class="code-verdict" id="user-code-verdict" data-part="verdict" role="status"></p>
                </div>
                <div class="field">
                    <label class="field-label" for="account-name">{say(T::AccountName)}</label>
                    <p class="field-hint" id="account-name-hint">{say(T::NameWhat)}</p>
                    <input
                        class="input"
                        id="account-name"
                        data-part="label"
                        type="text"
                        maxlength="60"
                        autocomplete="off"
                        aria-describedby="account-name-hint"
                    />
                </div>
                <div class="form-actions">
                    <button type="submit" class="button button-primary">{say(T::Register)}</button>
                    <button type="button" class="button button-secondary" data-part="cancel">{say(T::Cancel)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What is to be known of it.
fn about() -> AnyView {
    view! {
        <section class="authenticator-about" data-part="about" aria-label=say(T::About) hidden=true>
            <p>{say(T::HoldHint)}</p>
            <p>{say(T::Clock)}" "<strong data-part="clock"></strong>" "{say(T::ClockWhat)}</p>
            <p class="authenticator-offline" data-part="offline" hidden=true>
                <Icon name=IconName::CheckCircle/><span>{say(T::Offline)}</span>
            </p>
            <p>{say(T::SameDevice)}</p>
            <p>{say(T::KeyWhat)}" "{say(T::Install)}</p>
        </section>
    }
    .into_any()
}

/// Links, not a form: the language is part of the address, so that no cookie has to keep it.
fn languages() -> AnyView {
    let spoken = page().words.language;
    let links = Language::ALL.into_iter().map(|language| {
        let current = (language == spoken).then_some("true");
        view! {
            <a class="language" href=path_in(language) lang=language.tag() hreflang=language.tag() aria-current=current>
                {language.own_name()}
            </a>
        }
    });
    view! {
        <nav class="language-switch" aria-label=say(T::Language)><Icon name=IconName::Globe/>{links.collect_view()}</nav>
    }
    .into_any()
}

/// What the app is called where it is installed, and what it is for.
#[must_use]
pub fn name_and_purpose(words: &crate::i18n::Words, portal: &str) -> [String; 3] {
    let named = [("portal", portal)];
    [words.fill(T::Name, &named), words.text(T::ShortName).into_owned(), words.fill(T::Description, &named)]
}
