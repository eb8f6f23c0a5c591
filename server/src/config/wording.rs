//! The operator's own words: a file of texts by language and message key.
//!
//! ```toml
//! [en.sign_in]
//! title = "Welcome"
//!
//! [ja.sign_in]
//! title = "ようこそ"
//! ```
//!
//! A key that the catalogue doesn't have stops the start, as does a `{name}` that the message doesn't fill in: a
//! text that is never shown, or shown with a hole in it, is a mistake that nobody would find later.

use super::error::ConfigError;
use super::place::Place;
use super::{Config, file};
use crate::config::setting::Given;
use sekisho_app::i18n::{KnownMessage, Language, Overrides, all_messages};
use std::collections::BTreeSet;

/// The most characters of one text.
const LONGEST: usize = 1_000;

/// The words of the preset, and over them those of the operator's file.
pub(super) fn of(config: &Config) -> Result<Overrides, ConfigError> {
    let mut words = match config.portal.preset {
        Some(chosen) => chosen.preset().words()?,
        None => Overrides::new(),
    };
    if let Some(path) = &config.portal.wording {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::File {
            named_by: "portal.wording",
            path: path.clone(),
            source,
        })?;
        for (language, texts) in parse(&text, |line| Place::File { path: path.clone(), line })? {
            words.entry(language).or_default().extend(texts);
        }
    }
    Ok(words)
}

/// The texts of a file of words.
pub(super) fn parse(text: &str, place: impl Fn(usize) -> Place) -> Result<Overrides, ConfigError> {
    let known = all_messages();
    let mut words = Overrides::new();
    for (key, setting) in file::parse_any(text, place)? {
        let refused = |problem: String| ConfigError::Wording { place: setting.place.clone(), problem };
        let (tag, message) = key.split_once('.').unwrap_or((&key, ""));
        let language = Language::ALL.into_iter().find(|language| language.tag() == tag);
        let language = language.ok_or_else(|| {
            let tags = Language::ALL.map(Language::tag).join(", ");
            refused(format!("there is no language {tag:?}; allowed are {tags}"))
        })?;
        let known = find(&known, message).map_err(&refused)?;
        let Given::Text(own) = &setting.given else {
            return Err(refused(format!("{message} is a text, between quotes")));
        };
        check(known, own).map_err(refused)?;
        words.entry(language).or_default().insert(known.key.to_owned(), own.clone());
    }
    Ok(words)
}

fn find<'a>(known: &'a [KnownMessage], key: &str) -> Result<&'a KnownMessage, String> {
    if let Some(message) = known.iter().find(|message| message.key == key) {
        return Ok(message);
    }
    let likeness = |message: &KnownMessage| strsim::normalized_damerau_levenshtein(key, message.key);
    let near = known.iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    Err(match near.filter(|message| likeness(message) > 0.6) {
        Some(meant) => format!("there is no message {key:?}; did you mean {}?", meant.key),
        None => format!("there is no message {key:?}; `sekisho preset messages` lists them"),
    })
}

fn check(message: &KnownMessage, own: &str) -> Result<(), String> {
    let key = message.key;
    if own.trim().is_empty() {
        return Err(format!("{key} is empty"));
    }
    if own.contains(char::is_control) {
        return Err(format!("{key} has a line break or another control character"));
    }
    if own.chars().count() > LONGEST {
        return Err(format!("{key} has more than {LONGEST} characters"));
    }
    let filled = holes(message.en);
    match holes(own).difference(&filled).next() {
        None => Ok(()),
        Some(unknown) if filled.is_empty() => {
            Err(format!("{key} has {{{unknown}}}, and nothing is filled in there"))
        }
        Some(unknown) => {
            let all: Vec<String> = filled.iter().map(|name| format!("{{{name}}}")).collect();
            Err(format!("{key} has {{{unknown}}}; filled in are {}", all.join(", ")))
        }
    }
}

/// The names between braces.
fn holes(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::{Language, Place, parse};

    fn refused(text: &str) -> String {
        let place = |line| Place::File { path: "words.toml".into(), line };
        parse(text, place).expect_err("it must be refused").to_string()
    }

    #[test]
    fn words_are_read_by_language_and_key() {
        let text = "[en.sign_in]\ntitle = \"Welcome\"\n[ja]\nsign_in.title = \"ようこそ\"\n";
        let words = parse(text, |_| Place::Default).unwrap();
        assert_eq!(words[&Language::En]["sign_in.title"], "Welcome");
        assert_eq!(words[&Language::Ja]["sign_in.title"], "ようこそ");
    }

    #[test]
    fn what_would_never_be_shown_or_be_shown_with_a_hole_is_refused_where_it_stands() {
        for (text, says) in [
            (
                "[en.sign_in]\ntitel = \"x\"",
                "words.toml:2: there is no message \"sign_in.titel\"; did you mean sign_in.title?",
            ),
            ("[fr.sign_in]\ntitle = \"x\"", "words.toml:2: there is no language \"fr\"; allowed are en, ja"),
            ("[en.zzz]\nqqq = \"x\"", "`sekisho preset messages` lists them"),
            ("[en.sign_in]\ntitle = 3", "words.toml:2: sign_in.title is a text, between quotes"),
            ("[en.sign_in]\ntitle = \" \"", "sign_in.title is empty"),
            ("[en.sign_in]\ntitle = \"a\\nb\"", "sign_in.title has a line break"),
            ("[en.sign_in]\ntitle = \"{name}\"", "sign_in.title has {name}, and nothing is filled in there"),
            ("[en.sign_in]\nemail_what = \"{mail}\"", "sign_in.email_what has {mail}; filled in are {email}"),
            ("[en.sign_in\n", "words.toml:1: "),
        ] {
            let error = refused(text);
            assert!(error.contains(says) && !error.contains('\n'), "{error}");
        }
    }
}
