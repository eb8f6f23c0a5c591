//! Why a command did not do what was asked: one line.

use crate::config::ConfigError;
use crate::error::{ServerError, Trouble};
use crate::secret::KeyFileError;
use sekisho_app::error::ApiError;
use sekisho_app::i18n::{Language, Overrides, Words};
use sekisho_app::ui::problem;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

/// What every command answers.
pub(super) type Done = Result<(), Failure>;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(super) struct Failure(String);

impl Failure {
    /// For this reason.
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }

    /// The reason.
    pub(super) fn reason(self) -> String {
        self.0
    }

    /// Tells it on the standard error stream, in one line.
    pub(super) fn told(&self) -> ExitCode {
        let line = self.0.replace(char::is_control, " ");
        // whoever closed the stream doesn't want to know
        let _ = writeln!(io::stderr(), "sekisho: {line}");
        ExitCode::FAILURE
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        let words = Words::new(Language::En, Arc::new(Overrides::default()));
        let text = problem::text(&words, &error.problem);
        let text = text.trim_end_matches('.');
        Self(match error.field {
            Some(field) => format!("{field}: {text}"),
            None => text.to_owned(),
        })
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Failed(error) => error.into(),
            Trouble::Told(error) => error.into(),
        }
    }
}

macro_rules! by_their_words {
    ($($error:ty),+ $(,)?) => {$(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::new(said(&error))
            }
        }
    )+};
}

by_their_words!(ConfigError, ServerError, sqlx::Error, KeyFileError, io::Error, crate::outbox::PostError);
by_their_words!(serde_json::Error, crate::telemetry::MetricsError);

fn said(error: &dyn Display) -> String {
    error.to_string()
}
