//! Filters as they stand in a URL: of the page, of its links to newer and older entries, and of the CSV file.

use super::{LogFilter, MailFilter};
use crate::id::{EntryId, MailId};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sekisho_engine::history::{Group, Outcome};
use std::fmt::Display;
use std::str::FromStr;

/// The most characters of a text to look for.
pub const TEXT_MAX: usize = 100;

/// A decoded query, in order.
type Query = [(String, String)];

fn value<'a>(query: &'a Query, name: &str) -> Option<&'a str> {
    query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).filter(|v| !v.is_empty())
}

fn parsed<T: FromStr>(query: &Query, name: &str) -> Option<T> {
    value(query, name)?.parse().ok()
}

fn text(query: &Query) -> Option<String> {
    let text: String = value(query, "text")?.trim().chars().take(TEXT_MAX).collect();
    (!text.is_empty()).then_some(text)
}

fn push(into: &mut String, name: &str, value: Option<impl Display>) {
    if let Some(value) = value {
        let join = if into.is_empty() { "" } else { "&" };
        let value = value.to_string();
        into.push_str(&format!("{join}{name}={}", utf8_percent_encode(&value, NON_ALPHANUMERIC)));
    }
}

impl LogFilter {
    /// The filter that a query asks for; what can't be understood is left out.
    ///
    /// ```
    /// use sekisho_app::history::LogFilter;
    /// let query = [("group".to_owned(), "mfa".to_owned()), ("text".to_owned(), "192.0.2.7".to_owned())];
    /// let filter = LogFilter::from_query(&query);
    /// assert_eq!(filter.group.as_deref(), Some("mfa"));
    /// assert_eq!(filter.query(), "group=mfa&text=192%2E0%2E2%2E7");
    /// ```
    #[must_use]
    pub fn from_query(query: &Query) -> Self {
        Self {
            group: value(query, "group").and_then(Group::from_name).map(|group| group.as_str().to_owned()),
            outcome: value(query, "outcome").and_then(Outcome::from_name),
            text: text(query),
            before: parsed(query, "before"),
            after: parsed(query, "after"),
        }
    }

    /// The query that asks for this filter, wherever in the log.
    #[must_use]
    pub fn query(&self) -> String {
        let mut query = String::new();
        push(&mut query, "group", self.group.as_ref());
        push(&mut query, "outcome", self.outcome.map(Outcome::as_str));
        push(&mut query, "text", self.text.as_ref());
        query
    }

    /// Whether it lets through less than everything.
    #[must_use]
    pub const fn is_narrow(&self) -> bool {
        self.group.is_some() || self.outcome.is_some() || self.text.is_some()
    }

    /// The query for what is older than `entry`.
    #[must_use]
    pub fn older_than(&self, entry: EntryId) -> String {
        let mut query = self.query();
        push(&mut query, "before", Some(entry));
        query
    }

    /// The query for what is newer than `entry`.
    #[must_use]
    pub fn newer_than(&self, entry: EntryId) -> String {
        let mut query = self.query();
        push(&mut query, "after", Some(entry));
        query
    }
}

impl MailFilter {
    /// The filter that a query asks for; what can't be understood is left out.
    #[must_use]
    pub fn from_query(query: &Query) -> Self {
        Self { text: text(query), before: parsed(query, "before"), after: parsed(query, "after") }
    }

    /// The query for what is older than `mail`.
    #[must_use]
    pub fn older_than(&self, mail: MailId) -> String {
        let mut query = self.query();
        push(&mut query, "before", Some(mail));
        query
    }

    /// The query for what is newer than `mail`.
    #[must_use]
    pub fn newer_than(&self, mail: MailId) -> String {
        let mut query = self.query();
        push(&mut query, "after", Some(mail));
        query
    }

    fn query(&self) -> String {
        let mut query = String::new();
        push(&mut query, "text", self.text.as_ref());
        query
    }
}
