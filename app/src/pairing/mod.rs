//! Pairing the portal's own OTP app: the app's code is typed into the page, the page's into the app, and a first
//! code proves that both have the same key.

use crate::i18n::Words;
use sekisho_engine::pairing::{Kind, PairingError};
use text::PairingCodeText as T;

pub mod api;
#[cfg(feature = "ssr")]
pub(crate) mod door;
pub mod island;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub(crate) mod parts;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;

/// A pairing under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairing {
    /// The code that is typed into the app, in groups of four.
    pub user_code: String,
    /// Whether the app's code was taken: a first code is waited for.
    pub paired: bool,
}

/// What is wrong with a text that is no code of the kind that is asked for.
#[must_use]
pub fn error_text(words: &Words, error: PairingError) -> String {
    let message = match error {
        PairingError::Empty => T::Empty,
        PairingError::Letter { letter, at } => {
            return words.fill(T::Letter, &[("letter", &letter.to_string()), ("at", &at.to_string())]);
        }
        PairingError::Short { missing } => {
            return words.fill(T::Short, &[("missing", &missing.to_string())]);
        }
        PairingError::Long => T::Long,
        PairingError::Check => T::Check,
        PairingError::OtherKind(Kind::Application) => T::IsApplication,
        PairingError::OtherKind(Kind::User) => T::IsUser,
    };
    words.text(message).into_owned()
}
