//! A value as somebody wrote it, and whether it fits its key.

use super::keys::{Key, Takes};
use super::place::Place;
use sekisho_engine::time::Day;
use serde_json::{Value, json};

/// A value as it was written, and where.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    pub(super) given: Given,
    pub(super) place: Place,
}

/// A value as it was written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Given {
    /// In an environment variable or flag, where everything is text.
    Words(String),
    /// A text of the file.
    Text(String),
    /// A whole number of the file.
    Number(i64),
    /// A list of the file.
    List(Vec<Given>),
    /// Something else of the file, as it is written: a date, a switch, a number with a fraction.
    Other(String),
    /// An empty table of the file.
    Nothing,
}

impl Given {
    /// The value in the form that its key's type reads; `Err` with what doesn't fit, as it was written.
    pub(super) fn fit(&self, key: &Key) -> Result<Value, String> {
        match key.takes {
            Takes::Number(least, most) => {
                let number = self.number().filter(|number| (least..=most).contains(number));
                number.map(|number| json!(number)).ok_or_else(|| self.written())
            }
            Takes::Switch => self.switch(),
            Takes::Day => self.day(),
            Takes::OneOf(words) => self.word(words),
            Takes::SomeOf(words) => self.list(|item| item.word(words)),
            Takes::Text(_) => self.text(),
            Takes::Hidden(_) => self.secret(),
            Takes::Texts(_) => self.list(Self::text),
        }
    }

    fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Words(words) => words.trim().parse().ok(),
            _ => None,
        }
    }

    fn switch(&self) -> Result<Value, String> {
        match self {
            Self::Other(word) | Self::Words(word) => {
                word.trim().parse::<bool>().map(Value::Bool).map_err(|_| self.written())
            }
            _ => Err(self.written()),
        }
    }

    /// A day, as a date of the file or between quotes.
    fn day(&self) -> Result<Value, String> {
        match self {
            Self::Other(text) | Self::Words(text) | Self::Text(text) => {
                text.trim().parse::<Day>().map(|day| json!(day.to_string())).map_err(|_| self.written())
            }
            _ => Err(self.written()),
        }
    }

    /// A text that isn't empty and can't break out of its line, be it a header's or a log's.
    fn text(&self) -> Result<Value, String> {
        match self {
            Self::Text(text) | Self::Words(text)
                if !text.trim().is_empty() && !text.contains(char::is_control) =>
            {
                Ok(json!(text.trim()))
            }
            _ => Err(self.written()),
        }
    }

    /// A text as it is: white space at its ends may belong to it.
    fn secret(&self) -> Result<Value, String> {
        self.text()?;
        match self {
            Self::Text(text) | Self::Words(text) => Ok(json!(text)),
            _ => Err(self.written()),
        }
    }

    fn word(&self, words: &[&str]) -> Result<Value, String> {
        let text = self.text()?;
        if words.iter().any(|word| text == *word) { Ok(text) } else { Err(self.written()) }
    }

    fn list(&self, item: impl Fn(&Self) -> Result<Value, String>) -> Result<Value, String> {
        let items: Vec<Self> = match self {
            Self::List(items) => items.clone(),
            Self::Words(words) => {
                let parts = words.split(',').map(str::trim).filter(|part| !part.is_empty());
                parts.map(|part| Self::Words(part.to_owned())).collect()
            }
            _ => return Err(self.written()),
        };
        items.iter().map(item).collect::<Result<Vec<Value>, String>>().map(Value::Array)
    }

    /// The value as it was written, more or less.
    pub(super) fn written(&self) -> String {
        match self {
            Self::Words(text) | Self::Text(text) | Self::Other(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Nothing => "{}".to_owned(),
            Self::List(items) => {
                format!("[{}]", items.iter().map(Self::written).collect::<Vec<_>>().join(", "))
            }
        }
    }
}
