//! The rows of accounts.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::{exec, row, rows};
use sekisho_app::i18n::Language;
use sekisho_app::id::AccountId;
use sekisho_engine::email_address::EmailAddress;
use sekisho_engine::method::Method;
use sekisho_engine::policy::{AccountState, Role};
use sekisho_engine::sign_in::MfaChoice;
use sekisho_engine::time::Timestamp;

/// An account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// Its e-mail address.
    pub email: EmailAddress,
    /// Its user name, if it has one.
    pub username: Option<String>,
    /// What the person is called.
    pub name: String,
    /// The person's role.
    pub role: Role,
    /// Whether it may be used.
    pub state: AccountState,
    /// The person's language; `None` follows the browser.
    pub language: Option<Language>,
    /// The password's hash; `None` until one was set.
    pub password_hash: Option<String>,
    /// When the password was set.
    pub password_changed_at: Option<Timestamp>,
    /// Whether the person switched second factors on.
    pub mfa: MfaChoice,
    /// Which method is asked for first.
    pub preferred: Option<Method>,
    /// Counts the changes of the person's rules.
    pub rules_version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When the person last signed in.
    pub last_sign_in_at: Option<Timestamp>,
    /// When the person put off the recommendation of a second factor.
    pub recommendation_put_off_at: Option<Timestamp>,
    /// When the person set a new password on the way from one-step to two-step sign-in.
    pub new_way_password_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct AccountRow {
    id: i64,
    email: String,
    username: Option<String>,
    name: String,
    role: String,
    state: String,
    language: Option<String>,
    password_hash: Option<String>,
    password_changed_at: Option<i64>,
    mfa: String,
    preferred_method: Option<String>,
    rules_version: i64,
    created_at: i64,
    last_sign_in_at: Option<i64>,
    recommendation_put_off_at: Option<i64>,
    new_way_password_at: Option<i64>,
}

/// The role as it is stored.
#[must_use]
pub const fn role_name(role: Role) -> &'static str {
    match role {
        Role::General => "general",
        Role::Support => "support",
        Role::Admin => "admin",
    }
}

/// The role of a stored name.
///
/// # Errors
/// `Stored`.
pub fn role_of(name: &str) -> Result<Role, ServerError> {
    match name {
        "general" => Ok(Role::General),
        "support" => Ok(Role::Support),
        "admin" => Ok(Role::Admin),
        _ => Err(ServerError::Stored("role")),
    }
}

/// The state of a stored name.
///
/// # Errors
/// `Stored`.
pub fn state_of(name: &str) -> Result<AccountState, ServerError> {
    match name {
        "active" => Ok(AccountState::Active),
        "locked" => Ok(AccountState::Locked),
        _ => Err(ServerError::Stored("account state")),
    }
}

impl TryFrom<AccountRow> for Account {
    type Error = ServerError;

    fn try_from(row: AccountRow) -> Result<Self, ServerError> {
        Ok(Self {
            id: AccountId(row.id),
            email: row.email.parse().map_err(|_| ServerError::Stored("e-mail address"))?,
            username: row.username,
            name: row.name,
            role: role_of(&row.role)?,
            state: state_of(&row.state)?,
            language: row.language.as_deref().and_then(Language::from_tag),
            password_hash: row.password_hash,
            password_changed_at: row.password_changed_at.map(Timestamp::from_unix),
            mfa: if row.mfa == "on" { MfaChoice::On } else { MfaChoice::Off },
            preferred: row.preferred_method.as_deref().and_then(Method::from_name),
            rules_version: row.rules_version,
            created_at: Timestamp::from_unix(row.created_at),
            last_sign_in_at: row.last_sign_in_at.map(Timestamp::from_unix),
            recommendation_put_off_at: row.recommendation_put_off_at.map(Timestamp::from_unix),
            new_way_password_at: row.new_way_password_at.map(Timestamp::from_unix),
        })
    }
}

const BY_ID: &str = "SELECT id, email, username, name, role, state, language, password_hash,
    password_changed_at, mfa, preferred_method, rules_version, created_at, last_sign_in_at, recommendation_put_off_at,
    new_way_password_at FROM accounts WHERE id = $1";
const BY_EMAIL: &str = "SELECT id, email, username, name, role, state, language, password_hash,
    password_changed_at, mfa, preferred_method, rules_version, created_at, last_sign_in_at, recommendation_put_off_at,
    new_way_password_at FROM accounts WHERE email_key = $1";
const BY_USERNAME: &str = "SELECT id, email, username, name, role, state, language, password_hash,
    password_changed_at, mfa, preferred_method, rules_version, created_at, last_sign_in_at, recommendation_put_off_at,
    new_way_password_at FROM accounts WHERE username_key = $1";

/// The account with this number.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn find(on: &mut impl Queryable, id: AccountId) -> Result<Option<Account>, ServerError> {
    row!(on, AccountRow, BY_ID, id.0)?.map(Account::try_from).transpose()
}

/// The account with this address, however its letters are written.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn find_by_email(
    on: &mut impl Queryable,
    email: &EmailAddress,
) -> Result<Option<Account>, ServerError> {
    row!(on, AccountRow, BY_EMAIL, email.lookup_form())?.map(Account::try_from).transpose()
}

/// The account with this user name, however its letters are written.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn find_by_username(
    on: &mut impl Queryable,
    username: &str,
) -> Result<Option<Account>, ServerError> {
    row!(on, AccountRow, BY_USERNAME, username.trim().to_lowercase())?.map(Account::try_from).transpose()
}

/// What a new account is made of.
#[derive(Debug, Clone)]
pub struct NewAccount<'a> {
    /// Its e-mail address.
    pub email: &'a EmailAddress,
    /// Its user name, if it has one.
    pub username: Option<&'a str>,
    /// What the person is called.
    pub name: &'a str,
    /// The person's role.
    pub role: Role,
    /// The person's language.
    pub language: Option<Language>,
    /// The password's hash, if one is set already.
    pub password_hash: Option<&'a str>,
}

/// Makes an account; `None` when the address or user name is taken.
///
/// # Errors
/// `Database`.
pub async fn insert(
    tx: &mut Tx,
    new: &NewAccount<'_>,
    now: Timestamp,
) -> Result<Option<AccountId>, ServerError> {
    let made: Option<(i64,)> = row!(
        tx,
        (i64,),
        "INSERT INTO accounts (email, email_key, username, username_key, name, role, state, language,
             password_hash, password_changed_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'active', $7, $8, $9, $10)
         ON CONFLICT DO NOTHING RETURNING id",
        new.email.as_str(),
        new.email.lookup_form(),
        new.username,
        new.username.map(|name| name.trim().to_lowercase()),
        new.name,
        role_name(new.role),
        new.language.map(Language::tag),
        new.password_hash,
        new.password_hash.map(|_| now.as_unix()),
        now.as_unix(),
    )?;
    Ok(made.map(|(id,)| AccountId(id)))
}

/// Sets the password's hash.
///
/// # Errors
/// `Database`.
pub async fn set_password(tx: &mut Tx, id: AccountId, hash: &str, now: Timestamp) -> Result<(), ServerError> {
    exec!(
        tx,
        "UPDATE accounts SET password_hash = $2, password_changed_at = $3 WHERE id = $1",
        id.0,
        hash,
        now.as_unix(),
    )?;
    Ok(())
}

/// Stores a newer hash of the password that `account` was read with. Nothing happens where the password has been
/// changed since.
///
/// # Errors
/// `Database`.
pub async fn renew_hash(tx: &mut Tx, account: &Account, hash: &str) -> Result<(), ServerError> {
    exec!(
        tx,
        "UPDATE accounts SET password_hash = $3 WHERE id = $1 AND password_hash = $2",
        account.id.0,
        account.password_hash.as_deref(),
        hash,
    )?;
    Ok(())
}

/// Sets the state; answers whether it changed.
///
/// # Errors
/// `Database`.
pub async fn set_state(tx: &mut Tx, id: AccountId, state: AccountState) -> Result<bool, ServerError> {
    let name = match state {
        AccountState::Active => "active",
        AccountState::Locked => "locked",
    };
    let changed = exec!(tx, "UPDATE accounts SET state = $2 WHERE id = $1 AND state <> $2", id.0, name)?;
    Ok(changed == 1)
}

/// Remembers whether second factors are on.
///
/// # Errors
/// `Database`.
pub async fn set_mfa(tx: &mut Tx, id: AccountId, mfa: MfaChoice) -> Result<(), ServerError> {
    let name = match mfa {
        MfaChoice::Off => "off",
        MfaChoice::On => "on",
    };
    exec!(tx, "UPDATE accounts SET mfa = $2 WHERE id = $1", id.0, name)?;
    Ok(())
}

/// Remembers which method was used last: it is asked for first the next time.
///
/// # Errors
/// `Database`.
pub async fn set_preferred(tx: &mut Tx, id: AccountId, method: Method) -> Result<(), ServerError> {
    exec!(tx, "UPDATE accounts SET preferred_method = $2 WHERE id = $1", id.0, method.as_str())?;
    Ok(())
}

/// Forgets which method was used last.
///
/// # Errors
/// `Database`.
pub async fn forget_preferred(tx: &mut Tx, id: AccountId) -> Result<(), ServerError> {
    exec!(tx, "UPDATE accounts SET preferred_method = NULL WHERE id = $1", id.0)?;
    Ok(())
}

/// Remembers that the person put off the recommendation of a second factor.
///
/// # Errors
/// `Database`.
pub async fn put_off_recommendation(tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<(), ServerError> {
    exec!(tx, "UPDATE accounts SET recommendation_put_off_at = $2 WHERE id = $1", id.0, now.as_unix())?;
    Ok(())
}

/// Claims the step of the new password on the way to two-step sign-in; `false`: it was done before.
///
/// # Errors
/// `Database`.
pub async fn claim_new_way(tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<bool, ServerError> {
    let claimed = exec!(
        tx,
        "UPDATE accounts SET new_way_password_at = $2 WHERE id = $1 AND new_way_password_at IS NULL",
        id.0,
        now.as_unix(),
    )?;
    Ok(claimed == 1)
}

/// Remembers a sign-in. Done first in its transaction: whoever ends what an account has open changes the
/// account before that, too, so that no two wait for each other.
///
/// # Errors
/// `Database`.
pub async fn touch_sign_in(tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<(), ServerError> {
    exec!(tx, "UPDATE accounts SET last_sign_in_at = $2 WHERE id = $1", id.0, now.as_unix())?;
    Ok(())
}

/// Saves name and language.
///
/// # Errors
/// `Database`.
pub async fn set_profile(
    tx: &mut Tx,
    id: AccountId,
    name: &str,
    language: Option<Language>,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "UPDATE accounts SET name = $2, language = $3 WHERE id = $1",
        id.0,
        name,
        language.map(Language::tag),
    )?;
    Ok(())
}

/// Changes the address; answers `false` when another account has it.
///
/// # Errors
/// `Database`.
pub async fn set_email(tx: &mut Tx, id: AccountId, email: &EmailAddress) -> Result<bool, ServerError> {
    let key = email.lookup_form();
    let changed = exec!(
        tx,
        "UPDATE accounts SET email = $2, email_key = $3
         WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM accounts other WHERE other.email_key = $3 AND other.id <> $1)",
        id.0,
        email.as_str(),
        key,
    )?;
    Ok(changed == 1)
}

/// The addresses of all accounts that are in use.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn emails(on: &mut impl Queryable) -> Result<Vec<EmailAddress>, ServerError> {
    let found = rows!(on, (String,), "SELECT email FROM accounts WHERE state = 'active'")?;
    let parsed = found.into_iter().map(|(email,)| email.parse());
    parsed.collect::<Result<_, _>>().map_err(|_| ServerError::Stored("e-mail address"))
}

/// How many accounts there are, and how many active administrators.
///
/// # Errors
/// `Database`.
pub async fn count(on: &mut impl Queryable) -> Result<(i64, i64), ServerError> {
    let counted: Option<(i64, i64)> = row!(
        on,
        (i64, i64),
        "SELECT COUNT(*), COUNT(CASE WHEN role = 'admin' AND state = 'active' THEN 1 END) FROM accounts",
    )?;
    Ok(counted.unwrap_or_default())
}
