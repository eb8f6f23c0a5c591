//! Roles and states of accounts.

/// What somebody may do besides looking after their own account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Role {
    /// Nothing more.
    #[default]
    General,
    /// Answers requests for help, and so removes other people's second factors; may not touch an administrator.
    /// Always shows a second factor.
    Support,
    /// Looks after the portal. Always shows a second factor.
    Admin,
}

impl Role {
    /// Whether a second factor is asked for at every sign-in, whatever the policy, the network, an earlier success
    /// or the person says: of those who can do something to other people's accounts.
    #[must_use]
    pub const fn always_shows_second_factor(self) -> bool {
        match self {
            Self::Support | Self::Admin => true,
            Self::General => false,
        }
    }
}

/// Whether an account may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum AccountState {
    /// It may.
    Active,
    /// An administrator locked it.
    Locked,
}
