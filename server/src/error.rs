//! What fails in the server that is nobody's input. Logged once, where it crosses into an answer.

use sekisho_app::error::{ApiError, Problem};

/// A failure of the server or of what it stands on.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The database.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The database's shape could not be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The database's address is of no kind that is known.
    #[error("database.url begins with {0:?}, allowed are sqlite: and postgres:")]
    DatabaseUrl(String),
    /// The operating system gave no random bytes.
    #[error("the operating system gives no random bytes")]
    Entropy,
    /// A sealed value could not be opened: another key, another row, or changed.
    #[error("a sealed value does not open with the secret key")]
    Unsealable,
    /// A stored value that this version can't read.
    #[error("a stored {0} can't be read")]
    Stored(&'static str),
    /// A background task ended before its answer.
    #[error("a task was cut off")]
    Cut,
}

impl ServerError {
    /// Whether trying again soon may help: the database is locked, full, restarting or out of reach.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Database(error) => matches!(
                error,
                sqlx::Error::Database(_)
                    | sqlx::Error::Io(_)
                    | sqlx::Error::PoolTimedOut
                    | sqlx::Error::PoolClosed
                    | sqlx::Error::WorkerCrashed
                    | sqlx::Error::Protocol(_)
            ),
            _ => false,
        }
    }
}

/// The boundary: the failure is logged here, and the answer says no more than that it failed.
impl From<ServerError> for ApiError {
    fn from(error: ServerError) -> Self {
        if error.is_transient() {
            tracing::error!(%error, "the database can't be used");
            metrics::counter!("sekisho_unavailable_total").increment(1);
            Problem::Unavailable.into()
        } else {
            tracing::error!(%error, "internal failure");
            metrics::counter!("sekisho_internal_failures_total").increment(1);
            Problem::Internal.into()
        }
    }
}

/// A failure, or a problem to be told.
#[derive(Debug)]
pub enum Trouble {
    /// The server failed.
    Failed(ServerError),
    /// What was asked can't be done, and this is why.
    Told(ApiError),
}

impl From<ServerError> for Trouble {
    fn from(error: ServerError) -> Self {
        Self::Failed(error)
    }
}

impl From<sqlx::Error> for Trouble {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Self::Told(problem.into())
    }
}

impl From<ApiError> for Trouble {
    fn from(error: ApiError) -> Self {
        Self::Told(error)
    }
}

impl From<Trouble> for ApiError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Failed(error) => error.into(),
            Trouble::Told(error) => error,
        }
    }
}
