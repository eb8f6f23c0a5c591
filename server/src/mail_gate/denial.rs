//! Why a door says no. Every way out of a door that isn't "yes" is one of these.

use crate::error::{ServerError, Trouble};
use sekisho_app::error::{ApiError, Problem};

/// Why a door says no.
#[derive(Debug)]
pub(super) enum Denial {
    /// The mail server shows no secret, or a wrong one.
    Secret,
    /// What it asks can't be read.
    Malformed(&'static str),
    /// The person may not.
    Refused,
    /// Too many ask at once: later, perhaps.
    Busy,
    /// Something failed.
    Failing(&'static str),
}

impl Denial {
    /// Its name in the metrics.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Secret => "wrong_secret",
            Self::Malformed(_) => "malformed",
            Self::Refused => "refused",
            Self::Busy => "busy",
            Self::Failing(_) => "failing",
        }
    }

    /// Whether asking again later may help, though nothing is changed.
    pub(super) const fn is_temporary(&self) -> bool {
        matches!(self, Self::Busy | Self::Failing(_))
    }
}

impl From<ServerError> for Denial {
    fn from(error: ServerError) -> Self {
        // logged in full here, and told to nobody
        let _ = ApiError::from(error);
        Self::Failing("failed")
    }
}

impl From<sqlx::Error> for Denial {
    fn from(error: sqlx::Error) -> Self {
        ServerError::from(error).into()
    }
}

impl From<Trouble> for Denial {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Failed(error) => error.into(),
            Trouble::Told(told) => match told.problem {
                Problem::Busy { .. } => Self::Busy,
                Problem::Internal | Problem::Unavailable => Self::Failing("failed"),
                // too many attempts: to mail software that is a wrong password
                _ => Self::Refused,
            },
        }
    }
}
