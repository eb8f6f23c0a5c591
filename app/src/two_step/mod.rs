//! From one-step to two-step sign-in: a new password, then a second factor.
//!
//! ```text
//! password ──▶ authenticator ──▶ done
//!     └── codes by e-mail, chosen by an administrator ──▶ done
//! ```
//!
//! Where it goes on follows from the account, so that leaving, coming back, a second tab and the back button all
//! lead to the step that is due.

use crate::password::PasswordGuide;
use sekisho_engine::method::Method;
use serde::{Deserialize, Serialize};

pub mod api;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;

/// The page of all steps.
pub const PATH: &str = "/security/two-step";

/// The step that is due, with what its page needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TwoStepView {
    /// A new password is to be set.
    Password {
        /// Its rules.
        guide: PasswordGuide,
        /// The second factor that belongs to it.
        method: Method,
    },
    /// A second factor is to be set up.
    Authenticator {
        /// Which.
        method: Method,
        /// Whether the new password was set on the way here; no: a second factor that had been set up is out of
        /// use.
        password_set: bool,
    },
    /// All is done: the two-step way is the person's way in.
    Done {
        /// The second factor that is asked for.
        method: Method,
    },
}
