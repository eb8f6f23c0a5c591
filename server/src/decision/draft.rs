//! A draft of what decides: the policy, the portal's rules, or both. It takes effect nowhere.

use crate::allowlist::MOST_RULES;
use crate::config::{Config, ConfigError, Place};
use crate::core::Core;
use sekisho_app::error::{ApiError, Problem};
use sekisho_engine::allowlist::{Document, RuleSet, holding};
use sekisho_engine::policy::Policy;
use sekisho_engine::time::Timestamp;

/// What would take the place of what is in force.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// The policy.
    pub policy: Option<Policy>,
    /// The portal's rules that would hold now.
    pub portal_rules: Option<RuleSet>,
}

/// The portal's rules that `text` would put in force at `now`.
///
/// # Errors
/// `ListLine`, `TooManyRules`.
pub fn portal_rules(text: &str, now: Timestamp) -> Result<RuleSet, Problem> {
    let read = Document::parse(text);
    if let Some(wrong) = read.wrong.into_iter().next() {
        return Err(Problem::ListLine { line: wrong.line, error: wrong.error });
    }
    if read.document.entries.len() > MOST_RULES {
        return Err(Problem::TooManyRules { max: MOST_RULES });
    }
    Ok(holding(&read.document.entries, now).rules)
}

/// What is wrong with a draft of the policy, as its author is told.
fn told(error: &ConfigError, text: &str) -> Problem {
    let line = |place: &Place| match place {
        Place::Draft { line } => *line,
        // a key that stands elsewhere, and the draft contradicts: its first line that says anything
        _ => 1 + text.lines().position(|line| line.contains('=')).unwrap_or_default(),
    };
    match error {
        ConfigError::UnknownKey { key, place } => {
            Problem::DraftKey { line: line(place), key: key.as_str().into(), allowed: error.allowed().into() }
        }
        ConfigError::NotPolicy { key, place } => {
            Problem::DraftKey { line: line(place), key: (*key).into(), allowed: error.allowed().into() }
        }
        ConfigError::Value { key, place, problem, allowed } => Problem::DraftValue {
            line: line(place),
            key: (*key).into(),
            problem: problem.as_str().into(),
            allowed: allowed.as_str().into(),
        },
        ConfigError::Syntax { place, message } => {
            Problem::DraftSyntax { line: line(place), message: message.clone() }
        }
        ConfigError::File { .. } | ConfigError::Wording { .. } | ConfigError::Together(_) => {
            Problem::DraftSyntax { line: 1, message: error.to_string() }
        }
    }
}

impl Core {
    /// Reads a draft; of what is empty, what is in force stays.
    ///
    /// # Errors
    /// `DraftKey`, `DraftValue`, `DraftSyntax` (field `policy`); `ListLine`, `TooManyRules` (field `rules`).
    pub(super) fn draft(&self, policy: &str, rules: &str, now: Timestamp) -> Result<Draft, ApiError> {
        let mut draft = Draft::default();
        if !policy.trim().is_empty() {
            let read: Result<Policy, ConfigError> =
                Config::with_policy(&self.config, &self.provenance, policy, |line| Place::Draft { line });
            draft.policy = Some(read.map_err(|error| told(&error, policy).at("policy"))?);
        }
        if !rules.trim().is_empty() {
            draft.portal_rules = Some(portal_rules(rules, now).map_err(|problem| problem.at("rules"))?);
        }
        Ok(draft)
    }
}
