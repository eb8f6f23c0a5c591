//! The cookies, all `__Host-`, `Secure`, `HttpOnly` (OWASP ASVS 5.0, 3.3).
//!
//! | name | holds | until |
//! |---|---|---|
//! | `__Host-sekisho` | a signed-in session's token | the browser is closed, or the session ends |
//! | `__Host-sekisho-sign-in` | a half-finished sign-in's token | ten minutes |
//! | `__Host-sekisho-link` | the token of a mailed link that was opened | twenty minutes |
//! | `__Host-sekisho-device` | proof that accounts have signed in from this browser | a year |
//! | `__Host-sekisho-remembered` | family and token of a browser that stays signed in | its absolute limit |
//! | `__Host-sekisho-identifier` | the identifier that was typed, where the password is asked for on a page of its own | ten minutes |
//! | `__Host-sekisho-language` | the chosen language | a year |
//! | `__Host-sekisho-gate` | on an application's host: that somebody may use it | the browser is closed, or the session ends |
//! | `__Host-sekisho-enter` | on an application's host: which browser asked the portal | ten minutes |
//!
//! A half-finished sign-in and a session are different cookies looked up in different tables: the one can't
//! be taken for the other. `SameSite=Lax`, because people arrive by links in mails.

use crate::remembered::BrowserKey;
use crate::secret::Token;
use axum::http::{HeaderMap, header};
use data_encoding::BASE64URL_NOPAD;
use sekisho_app::i18n::Language;
use sekisho_app::visit::SetCookies;
use sekisho_engine::time::Seconds;

/// A cookie of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// A signed-in session.
    Session,
    /// A half-finished sign-in.
    SignIn,
    /// A mailed link that was opened.
    Link,
    /// A browser that has signed in before.
    Device,
    /// A browser that stays signed in.
    Remembered,
    /// The identifier that was typed.
    Identifier,
    /// The chosen language.
    Language,
    /// On an application's host: that somebody may use it.
    Gate,
    /// On an application's host: which browser asked the portal.
    Enter,
}

const YEAR: u32 = 31_536_000;

impl Cookie {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Session => "__Host-sekisho",
            Self::SignIn => "__Host-sekisho-sign-in",
            Self::Link => "__Host-sekisho-link",
            Self::Device => "__Host-sekisho-device",
            Self::Remembered => "__Host-sekisho-remembered",
            Self::Identifier => "__Host-sekisho-identifier",
            Self::Language => "__Host-sekisho-language",
            Self::Gate => "__Host-sekisho-gate",
            Self::Enter => "__Host-sekisho-enter",
        }
    }

    /// `Max-Age` in seconds; `None` lives as long as the browser.
    const fn max_age(self) -> Option<u32> {
        match self {
            Self::Session | Self::Gate => None,
            Self::SignIn | Self::Identifier | Self::Enter => Some(600),
            Self::Link => Some(1_200),
            // a browser that stays signed in has limits of its own, at most a year
            Self::Device | Self::Remembered | Self::Language => Some(YEAR),
        }
    }

    /// Its value in a request. A name that comes twice counts as absent: one of the two was planted.
    #[must_use]
    pub fn read(self, headers: &HeaderMap) -> Option<&str> {
        let mut values = headers
            .get_all(header::COOKIE)
            .iter()
            // an application may put other bytes than ASCII into a cookie of its own
            .flat_map(|line| line.as_bytes().split(|&byte| byte == b';'))
            .filter_map(|pair| pair.trim_ascii().strip_prefix(self.name().as_bytes())?.strip_prefix(b"="));
        match (values.next(), values.next()) {
            (Some(value), None) => std::str::from_utf8(value).ok(),
            _ => None,
        }
    }

    /// The token in a request.
    #[must_use]
    pub fn token(self, headers: &HeaderMap) -> Option<Token> {
        self.read(headers).and_then(Token::parse)
    }

    fn line(self, value: &str, max_age: Option<u32>) -> String {
        let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        format!("{}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}", self.name())
    }

    /// Sets it to a token.
    pub fn set(self, cookies: &SetCookies, token: &Token) {
        cookies.push(self.line(&token.reveal(), self.max_age()));
    }

    /// Removes it from a browser that has it.
    pub fn clear_if(self, held: bool, cookies: &SetCookies) {
        if held {
            self.clear(cookies);
        }
    }

    /// Removes it.
    pub fn clear(self, cookies: &SetCookies) {
        cookies.push(self.line("", Some(0)));
    }
}

/// Keeps what a browser that stays signed in holds, for as long as it may.
pub fn set_remembered(cookies: &SetCookies, key: &BrowserKey, life: Seconds) {
    let life = u32::try_from(life.get()).unwrap_or(0);
    cookies.push(Cookie::Remembered.line(&key.reveal(), Some(life)));
}

/// Keeps the identifier for the password's page. It may hold any character, and the cookie may not.
pub fn set_identifier(cookies: &SetCookies, identifier: &str) {
    let value = BASE64URL_NOPAD.encode(identifier.as_bytes());
    cookies.push(Cookie::Identifier.line(&value, Cookie::Identifier.max_age()));
}

/// The identifier in a request.
#[must_use]
pub fn identifier(headers: &HeaderMap) -> Option<String> {
    let value = Cookie::Identifier.read(headers)?;
    String::from_utf8(BASE64URL_NOPAD.decode(value.as_bytes()).ok()?).ok()
}

/// Remembers the chosen language.
pub fn set_language(cookies: &SetCookies, language: Language) {
    cookies.push(Cookie::Language.line(language.tag(), Cookie::Language.max_age()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[&str]) -> HeaderMap {
        let value = |line: &&str| http::HeaderValue::from_bytes(line.as_bytes()).unwrap();
        lines.iter().map(|line| (header::COOKIE, value(line))).collect()
    }

    #[test]
    fn a_cookie_is_read_by_its_whole_name_and_never_when_it_comes_twice() {
        let check = |lines: &[&str], expected| {
            assert_eq!(Cookie::Session.read(&headers(lines)), expected, "{lines:?}");
        };
        check(&["a=1; __Host-sekisho=x; b=2"], Some("x"));
        check(&["a=1", "__Host-sekisho=x"], Some("x"));
        check(&["__Host-sekisho-sign-in=x"], None);
        check(&["__Host-sekisho=x; __Host-sekisho=y"], None);
        check(&["__Host-sekisho=x", "__Host-sekisho=y"], None);
        check(&[""], None);
        check(&["a=\u{e9}; __Host-sekisho=x"], Some("x"));
    }

    #[test]
    fn every_cookie_is_bound_to_this_host_and_hidden_from_scripts() {
        let cookies = SetCookies::default();
        let token = Token::new().unwrap();
        for cookie in [Cookie::Session, Cookie::SignIn, Cookie::Link, Cookie::Device] {
            cookie.set(&cookies, &token);
        }
        set_language(&cookies, Language::Ja);
        set_identifier(&cookies, "山田; Path=/x");
        set_remembered(&cookies, &BrowserKey::new().unwrap(), Seconds::DAY);
        for line in cookies.take() {
            assert!(
                line.starts_with("__Host-") && line.contains("; Path=/; Secure; HttpOnly; SameSite=Lax"),
                "{line}"
            );
        }
    }

    #[test]
    fn an_identifier_reads_back_whatever_it_holds() {
        for typed in ["hanako@example.org", "山田; Path=/x", "a=b; c", ""] {
            let cookies = SetCookies::default();
            set_identifier(&cookies, typed);
            let line = cookies.take().remove(0);
            let (pair, _) = line.split_once(';').unwrap();
            assert_eq!(identifier(&headers(&[pair])).as_deref(), Some(typed));
        }
        assert_eq!(identifier(&headers(&["__Host-sekisho-identifier=%%"])), None);
    }
}
