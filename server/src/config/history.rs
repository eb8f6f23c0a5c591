//! Section `history`: how long it is kept.

use sekisho_engine::policy::Between;
use sekisho_engine::time::Seconds;
use serde::{Deserialize, Serialize};

/// How long the history is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct History {
    /// Days that an event is kept.
    pub keep_days: Between<1, 36_500>,
    /// Days that a mail, without its text, is kept.
    pub keep_mail_days: Between<1, 36_500>,
}

impl History {
    /// How long an event is kept.
    #[must_use]
    pub const fn keep(&self) -> Seconds {
        Seconds::days(self.keep_days.get())
    }

    /// How long a mail is kept.
    #[must_use]
    pub const fn keep_mail(&self) -> Seconds {
        Seconds::days(self.keep_mail_days.get())
    }
}

impl Default for History {
    fn default() -> Self {
        Self { keep_days: Between::constant::<365>(), keep_mail_days: Between::constant::<90>() }
    }
}
