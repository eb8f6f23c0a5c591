//! The configuration file: TOML, with the line of each key.

use super::error::ConfigError;
use super::place::Place;
use super::setting::{Given, Setting};
use std::io;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// The file that is read when none is named, if it is there.
pub const DEFAULT_FILE: &str = "sekisho.toml";

/// The settings of the named file, or of the usual one if it is there; dotted keys, in the file's order.
pub(super) fn read(named: Option<&Path>) -> Result<Vec<(String, Setting)>, ConfigError> {
    let path = named.unwrap_or(Path::new(DEFAULT_FILE));
    match std::fs::read_to_string(path) {
        Ok(text) => parse(&text, |line| Place::File { path: path.to_owned(), line }),
        Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(source) => Err(ConfigError::File { named_by: "--config", path: path.to_owned(), source }),
    }
}

/// The settings of a configuration file's text; `place` says where a line is.
pub(super) fn parse(
    text: &str,
    place: impl Fn(usize) -> Place,
) -> Result<Vec<(String, Setting)>, ConfigError> {
    let mut settings = parse_any(text, place)?;
    // an empty section says nothing, if it is one
    settings.retain(|(key, setting)| setting.given != Given::Nothing || !super::is_section(key));
    Ok(settings)
}

/// What a TOML text holds, by dotted key, whatever the keys are; an empty table is [`Given::Nothing`].
pub(super) fn parse_any(
    text: &str,
    place: impl Fn(usize) -> Place,
) -> Result<Vec<(String, Setting)>, ConfigError> {
    let place = |at: usize| place(line(text, at));
    let table = DeTable::parse(text).map_err(|error| ConfigError::Syntax {
        place: place(error.span().map_or(0, |span| span.start)),
        message: error.message().replace('\n', ", "),
    })?;
    let mut settings = Vec::new();
    collect("", table.get_ref(), &place, &mut settings);
    Ok(settings)
}

fn line(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

fn collect(
    section: &str,
    table: &DeTable<'_>,
    place: &impl Fn(usize) -> Place,
    settings: &mut Vec<(String, Setting)>,
) {
    for (name, value) in table {
        let key = if section.is_empty() {
            name.get_ref().to_string()
        } else {
            format!("{section}.{}", name.get_ref())
        };
        match value.get_ref() {
            DeValue::Table(inner) if !inner.is_empty() => collect(&key, inner, place, settings),
            leaf => {
                settings.push((key, Setting { given: given(leaf), place: place(name.span().start) }));
            }
        }
    }
}

fn given(value: &DeValue<'_>) -> Given {
    match value {
        DeValue::String(text) => Given::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Given::Other(number.to_string()), Given::Number),
        DeValue::Array(items) => Given::List(items.iter().map(|item| given(item.get_ref())).collect()),
        DeValue::Float(number) => Given::Other(number.as_str().to_owned()),
        DeValue::Boolean(switch) => Given::Other(switch.to_string()),
        DeValue::Datetime(date) => Given::Other(date.to_string()),
        DeValue::Table(_) => Given::Nothing,
    }
}
