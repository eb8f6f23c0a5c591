//! Row identifiers, each its own type, so that a session's number is never taken for an account's.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// An account.
    AccountId,
    /// A signed-in session.
    SessionId,
    /// A browser that stays signed in.
    RememberedId,
    /// A sign-in that has shown a password and not yet a second factor.
    SignInId,
    /// An authenticator bound to an account.
    AuthenticatorId,
    /// A rule of an allowlist.
    RuleId,
    /// A second factor that counts at an address.
    GrantId,
    /// A network.
    NetworkId,
    /// A request to support.
    RequestId,
    /// An entry of the history; they ascend with time.
    EntryId,
    /// A mail of the outbox; they ascend with time.
    MailId,
}
