//! The catalogue of messages, as a whole.

#![cfg(feature = "ssr")]

use sekisho_app::i18n::all_messages;
use std::collections::{BTreeMap, BTreeSet};

/// The names between braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

#[test]
fn both_languages_of_a_message_have_the_same_placeholders() {
    for message in all_messages() {
        assert_eq!(placeholders(message.en), placeholders(message.ja), "{}", message.key);
    }
}

#[test]
fn a_key_belongs_to_one_message() {
    let mut seen = BTreeMap::new();
    for message in all_messages() {
        if let Some(other) = seen.insert(message.key, message.en) {
            panic!("{}: {other:?} and {:?}", message.key, message.en);
        }
        let (feature, name) = message.key.split_once('.').unwrap();
        let plain = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        assert!(plain(feature) && plain(name), "{}", message.key);
    }
}

#[test]
fn no_message_is_empty_and_none_has_stray_white_space() {
    for message in all_messages() {
        for text in [message.en, message.ja] {
            assert!(!text.trim().is_empty(), "{}", message.key);
            let closing = ["; ", "、"].contains(&text);
            assert!(closing || text.trim() == text, "{}: {text:?}", message.key);
            assert!(!text.contains("  "), "{}: {text:?}", message.key);
        }
    }
}

#[test]
fn japanese_is_japanese_and_english_is_not() {
    let japanese =
        |text: &str| text.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'));
    for message in all_messages() {
        assert!(!japanese(message.en), "{}: {}", message.key, message.en);
        let words = message.ja.split(['{', '}']).step_by(2).collect::<String>();
        // names, numbers and signs are the same in both languages
        let spoken = message.en.split_whitespace().count() > 3;
        assert!(!spoken || japanese(&words), "{}: {}", message.key, message.ja);
    }
}
