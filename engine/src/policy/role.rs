//! Roles and states of accounts.

/// What somebody may do besides looking after their own account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Role {
    /// Nothing more.
    #[default]
    General,
    /// Answers requests for help; may not touch an administrator.
    Support,
    /// Looks after the portal. Always shows a second factor.
    Admin,
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
