//! Admin → People: who has an account, in which state, and what an administrator can do about it.

use crate::allowlist::RuleView;
use crate::id::AccountId;
use sekisho_engine::method::Method;
use sekisho_engine::policy::{AccountState, Role};
use sekisho_engine::time::Timestamp;

pub mod api;
#[cfg(feature = "ssr")]
mod invite;
#[cfg(feature = "ssr")]
pub(crate) mod labels;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
mod people;
#[cfg(feature = "ssr")]
mod person;
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
    /// Only those who have moved over to two-step sign-in, or have not.
    pub moved: Option<bool>,
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
    /// Whether the portal's own OTP app is active.
    pub paired: bool,
    /// Whether e-mailed codes are active.
    pub email_otp: bool,
    /// Whether the one-step way in is no longer theirs: a second factor is set up, or was chosen for them.
    pub moved: bool,
    /// How many rules the person's list has.
    pub rules: u32,
    /// When the person last signed in.
    pub last_sign_in: Option<Timestamp>,
}

impl PersonRow {
    /// Whether any second factor is active.
    #[must_use]
    pub const fn has_factor(&self) -> bool {
        self.totp || self.paired || self.email_otp
    }
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
    /// How far everybody is on the way to two-step sign-in; `None` where there never was another way.
    pub moved: Option<Moved>,
}

/// How many have moved over to two-step sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    /// How many have.
    pub moved: u32,
    /// Out of how many.
    pub all: u32,
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
    /// The second factors that an administrator may choose for the person.
    pub methods: Vec<Method>,
    /// Whether there is, or was, another way in than the two-step one.
    pub moving: bool,
}

/// The name of a role in forms and URLs.
#[must_use]
pub const fn role_code(role: Role) -> &'static str {
    match role {
        Role::General => "general",
        Role::Support => "support",
        Role::Admin => "admin",
    }
}

/// The roles, in the order in which they are offered.
pub const ROLES: [Role; 3] = [Role::General, Role::Support, Role::Admin];

/// The role of a name.
#[must_use]
pub fn role_from_code(code: &str) -> Option<Role> {
    ROLES.into_iter().find(|role| role_code(*role) == code)
}

/// The page of a person.
#[must_use]
pub fn person_path(id: AccountId) -> String {
    format!("/admin/people/{id}")
}

/// The account that the text of a form's field names.
///
/// # Errors
/// `NotFound` for whatever can't be an account's number.
#[cfg(feature = "ssr")]
pub(crate) fn account_of(text: &str) -> crate::error::ApiResult<AccountId> {
    text.parse().map_err(|_| crate::error::Problem::NotFound.into())
}
