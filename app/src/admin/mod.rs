//! Admin → People: who has an account, in which state, and what an administrator can do about it.

use crate::allowlist::RuleView;
use crate::id::AccountId;
use sekisho_engine::sign_in::{AccountState, Role};
use sekisho_engine::time::Timestamp;

pub mod api;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;

/// How many people a page shows.
pub const PAGE_SIZE: u32 = 25;

/// Which people to show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PeopleFilter {
    /// Only those whose name or address holds this text.
    pub text: Option<String>,
    /// Only those in this state.
    pub state: Option<AccountState>,
    /// Only those with, or without, a second factor.
    pub mfa: Option<bool>,
    /// The page, from 1.
    pub page: u32,
}

/// A person in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The account.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The role.
    pub role: Role,
    /// The state.
    pub state: AccountState,
    /// Whether an authenticator app is active.
    pub totp: bool,
    /// Whether e-mailed codes are active.
    pub email_otp: bool,
    /// How many rules the person's list has.
    pub rules: u32,
    /// When the person last signed in.
    pub last_sign_in: Option<Timestamp>,
}

/// The list of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleView {
    /// One page of them, by name.
    pub people: Vec<PersonRow>,
    /// How many the filter lets through in all.
    pub total: u32,
    /// The page shown, from 1.
    pub page: u32,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// The row of the list.
    pub row: PersonRow,
    /// When the account was made.
    pub since: Timestamp,
    /// Sessions open now.
    pub sessions: u32,
    /// Recovery codes left.
    pub recovery_left: u32,
    /// The person's rules.
    pub rules: Vec<RuleView>,
    /// Whether it is the administrator who asks.
    pub own: bool,
}
