//! The catalogue of messages: typed keys, English and Japanese side by side in each feature's `text.rs`.
//!
//! A message that lacks a language does not compile. An operator's wording file may override any message by
//! its key; overrides are read when the server starts and travel in [`Words`].

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

#[cfg(feature = "ssr")]
mod catalogue;
mod excerpt;
mod number;
#[cfg(feature = "ssr")]
pub use catalogue::{KnownMessage, all_messages};
pub use excerpt::Excerpt;
pub use number::grouped;

/// A language that the portal speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::En, Self::Ja];

    /// The BCP 47 tag, as in `<html lang>`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
        }
    }

    /// The language's own name for itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ja => "日本語",
        }
    }

    /// The language of a BCP 47 tag such as `ja`, `ja-JP` or `EN`; `None` when the portal doesn't speak it.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().trim();
        Self::ALL.into_iter().find(|l| primary.eq_ignore_ascii_case(l.tag()))
    }

    /// The language that an `Accept-Language` header likes best (RFC 9110, section 12.5.4).
    ///
    /// ```
    /// use sekisho_app::i18n::Language;
    /// assert_eq!(Language::negotiate("fr, ja;q=0.8, en;q=0.5"), Some(Language::Ja));
    /// assert_eq!(Language::negotiate("fr"), None);
    /// ```
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for item in accept_language.split(',') {
            let mut parts = item.split(';');
            let Some(language) = parts.next().and_then(Self::from_tag) else { continue };
            let quality = parts
                .find_map(|p| p.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
            if quality > 0.0 && best.is_none_or(|(known, _)| quality > known) {
                best = Some((quality, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

/// A message of the catalogue: a key and a text in each language.
pub trait Message: Copy {
    /// The stable key, `feature.message`, under which an operator overrides the text.
    fn key(self) -> &'static str;
    /// The built-in text. `{name}` marks what [`fill`] puts in.
    fn built_in(self, language: Language) -> &'static str;
}

/// Declares an enum of messages with both languages side by side.
#[macro_export]
macro_rules! messages {
    ($(#[$doc:meta])* pub enum $name:ident in $feature:literal {
        $($variant:ident = $key:literal: $en:literal, $ja:literal;)+
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "a message documents itself: its English text stands beside it")]
        pub enum $name { $($variant),+ }

        impl $name {
            /// Every message of this enum.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }

        impl $crate::i18n::Message for $name {
            fn key(self) -> &'static str {
                match self { $(Self::$variant => concat!($feature, ".", $key)),+ }
            }
            fn built_in(self, language: $crate::i18n::Language) -> &'static str {
                match (self, language) {
                    $(
                        (Self::$variant, $crate::i18n::Language::En) => $en,
                        (Self::$variant, $crate::i18n::Language::Ja) => $ja,
                    )+
                }
            }
        }
    };
}

/// An operator's own texts, by message key, for each language.
pub type Overrides = BTreeMap<Language, BTreeMap<String, String>>;

/// The words of one request: a language, and the operator's overrides.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The language.
    pub language: Language,
    overrides: Arc<Overrides>,
}

impl Words {
    /// The words of `language` with the operator's `overrides`.
    #[must_use]
    pub fn new(language: Language, overrides: Arc<Overrides>) -> Self {
        Self { language, overrides }
    }

    /// The text of `message`.
    #[must_use]
    pub fn text(&self, message: impl Message) -> Cow<'static, str> {
        match self.overrides.get(&self.language).and_then(|texts| texts.get(message.key())) {
            Some(own) => Cow::Owned(own.clone()),
            None => Cow::Borrowed(message.built_in(self.language)),
        }
    }

    /// The text of `message` with `{name}` replaced by its value, for each pair.
    #[must_use]
    pub fn fill(&self, message: impl Message, values: &[(&str, &str)]) -> String {
        fill(&self.text(message), values)
    }
}

/// Replaces each `{name}` of `text` by its value; a name without a value stays as it is. What is put in is
/// not looked at again, so a value can't smuggle in another name.
///
/// ```
/// use sekisho_app::i18n::fill;
/// assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
/// ```
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        match values.iter().find(|(name, _)| *name == &rest[1..close]) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[..=close]),
        }
        rest = &rest[close + 1..];
    }
    filled.push_str(rest);
    filled
}
