//! `sekisho user`

use super::failure::{Done, Failure};
use super::{open, output};
use crate::account::store as accounts;
use crate::account::store::{Account, NewAccount, role_name};
use crate::admin::store as people;
use crate::allowlist::store as rules;
use crate::config::{Config, Sources};
use crate::core::Core;
use crate::decision;
use crate::error::Trouble;
use crate::history::{By, Scene, record};
use crate::session::store as sessions;
use crate::setup;
use clap::{Args, Subcommand, ValueEnum};
use sekisho_app::admin::{PeopleFilter, PersonRow};
use sekisho_app::error::{ApiError, Problem};
use sekisho_app::i18n::Language;
use sekisho_engine::email_address::EmailAddress;
use sekisho_engine::history::Event;
use sekisho_engine::method::Method;
use sekisho_engine::policy::{AccountState, Role};
use sekisho_engine::sign_in::MfaChoice;
use serde::Serialize;
use std::io::Read;
use zeroize::Zeroizing;

/// The longest password that is read, in bytes: far more than any rule allows.
const LONGEST_INPUT: u64 = 4_096;

/// People with an account.
#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Make an account
    Add(Add),
    /// List all accounts
    List {
        /// Print one JSON value
        #[arg(long)]
        json: bool,
    },
    /// Show one account
    Show(One),
    /// Let nobody sign in with an account, and end its sessions
    Lock(One),
    /// Let its owner sign in again
    Unlock(One),
    /// Remove every second factor and end every session
    ResetMfa(One),
    /// Choose the second factor, in place of those that are set up, and end every session
    SetMethod(SetMethod),
}

/// Makes an account.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// The e-mail address
    #[arg(long)]
    email: EmailAddress,
    /// The user name
    #[arg(long, value_parser = username)]
    username: Option<String>,
    /// What the person is called [default: the user name, else what stands before the @]
    #[arg(long)]
    name: Option<String>,
    /// The role
    #[arg(long, value_enum, default_value_t = RoleName::General)]
    role: RoleName,
    /// The language [default: the browser's]
    #[arg(long, value_enum)]
    language: Option<LanguageName>,
    /// Read the password from the standard input stream
    #[arg(long, required = true)]
    password_stdin: bool,
    /// Take the password whatever the rules say: for accounts that come from an older portal
    #[arg(long)]
    any_password: bool,
    /// Print one JSON value
    #[arg(long)]
    json: bool,
}

/// One account.
#[derive(Debug, Args)]
pub(super) struct One {
    /// The e-mail address or user name
    #[arg(value_name = "EMAIL")]
    user: String,
    /// Print one JSON value
    #[arg(long)]
    json: bool,
}

/// The second factor of one account.
#[derive(Debug, Args)]
pub(super) struct SetMethod {
    #[command(flatten)]
    one: One,
    /// The method
    #[arg(value_enum)]
    method: MethodName,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum MethodName {
    /// An authenticator app, which its owner sets up at the next sign-in
    Totp,
    /// The portal's own OTP app, which its owner pairs at the next sign-in
    Paired,
    /// Codes by e-mail to the account's address
    Email,
}

impl From<MethodName> for Method {
    fn from(name: MethodName) -> Self {
        match name {
            MethodName::Totp => Self::Totp,
            MethodName::Paired => Self::Paired,
            MethodName::Email => Self::Email,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    General,
    Support,
    Admin,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LanguageName {
    En,
    Ja,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::General => Self::General,
            RoleName::Support => Self::Support,
            RoleName::Admin => Self::Admin,
        }
    }
}

impl From<LanguageName> for Language {
    fn from(name: LanguageName) -> Self {
        match name {
            LanguageName::En => Self::En,
            LanguageName::Ja => Self::Ja,
        }
    }
}

/// A user name can't be taken for an e-mail address, and is at most 64 characters long.
fn username(text: &str) -> Result<String, String> {
    let name = text.trim();
    let fits = (1..=64).contains(&name.chars().count());
    if fits && !name.contains(|c: char| c == '@' || c.is_whitespace() || c.is_control()) {
        Ok(name.to_owned())
    } else {
        Err("a user name is 1 to 64 characters without @ and white space".to_owned())
    }
}

impl User {
    pub(super) async fn run(self, sources: &Sources) -> Done {
        match self {
            Self::Add(add) => add.run(sources).await,
            Self::List { json } => list(&open::existing(sources).await?, json).await,
            Self::Show(one) => one.show(&open::existing(sources).await?).await,
            Self::Lock(one) => one.change(&open::existing(sources).await?, Change::Lock).await,
            Self::Unlock(one) => one.change(&open::existing(sources).await?, Change::Unlock).await,
            Self::ResetMfa(one) => one.change(&open::existing(sources).await?, Change::ResetMfa).await,
            Self::SetMethod(SetMethod { one, method }) => {
                one.change(&open::existing(sources).await?, Change::SetMethod(method.into())).await
            }
        }
    }
}

impl Add {
    /// May be the first thing that is done with a database, so that an installation can be scripted.
    async fn run(self, sources: &Sources) -> Done {
        let password = password()?;
        let core = open::ready(Config::load(sources)?.0).await?;
        let email = self.email.as_str();
        let name = self.name.as_deref().or(self.username.as_deref()).unwrap_or(self.email.local_part());
        let name = setup::name(name).map_err(|problem| problem.at("name"))?;
        let role = Role::from(self.role);
        let hash = if self.any_password {
            hash_any(&core, &password).await?
        } else {
            let guide = core.guide_for(role, &[name, email]);
            core.hash_new(&guide, &password).await.map_err(password_failed)?
        };
        let new = NewAccount {
            email: &self.email,
            username: self.username.as_deref(),
            name,
            role,
            language: self.language.map(Language::from),
            password_hash: Some(&hash),
        };
        let now = core.clock.now();
        let mut tx = core.db.begin().await?;
        let Some(id) = accounts::insert(&mut tx, &new, now).await? else {
            return Err(Failure::new("there is an account with this e-mail address or user name already"));
        };
        record(&mut tx, &Scene::outside(now), Some(id), By::CommandLine, &Event::AccountCreated { role })
            .await?;
        tx.commit().await?;
        if self.json {
            output::json(&Made { id: id.0, email })
        } else {
            output::line(&format!("{email} has an account"))
        }
    }
}

#[derive(Serialize)]
struct Made<'a> {
    id: i64,
    email: &'a str,
}

/// The password on the standard input stream, without the line break at its end.
fn password() -> Result<Zeroizing<String>, Failure> {
    let mut bytes = Zeroizing::new(Vec::new());
    std::io::stdin().take(LONGEST_INPUT + 1).read_to_end(&mut bytes)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Failure::new("the password is not UTF-8"))?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if bytes.len() as u64 > LONGEST_INPUT {
        return Err(Failure::new("the password is too long"));
    }
    Ok(Zeroizing::new(text.to_owned()))
}

/// The hash of a password that no rule is held against: its owner sets a new one on the way to two-step sign-in.
async fn hash_any(core: &Core, password: &str) -> Result<String, Failure> {
    if password.is_empty() {
        return Err(Problem::Missing.at("password").into());
    }
    Ok(core.hasher.hash(password).await?)
}

/// A form's field has a name of its own for the new password; at the shell there is only one.
fn password_failed(trouble: Trouble) -> Failure {
    match trouble {
        Trouble::Told(ApiError { problem, .. }) => problem.at("password").into(),
        failed @ Trouble::Failed(_) => failed.into(),
    }
}

/// An account as it is printed.
#[derive(Serialize)]
struct Person {
    id: i64,
    email: String,
    name: String,
    role: &'static str,
    state: &'static str,
    totp: bool,
    paired: bool,
    email_otp: bool,
    moved: bool,
    rules: u32,
    last_sign_in: Option<String>,
}

impl From<PersonRow> for Person {
    fn from(row: PersonRow) -> Self {
        Self {
            id: row.id.0,
            email: row.email,
            name: row.name,
            role: role_name(row.role),
            state: state_name(row.state),
            totp: row.totp,
            paired: row.paired,
            email_otp: row.email_otp,
            moved: row.moved,
            rules: row.rules,
            last_sign_in: row.last_sign_in.map(output::utc),
        }
    }
}

const fn state_name(state: AccountState) -> &'static str {
    match state {
        AccountState::Active => "active",
        AccountState::Locked => "locked",
    }
}

async fn list(core: &Core, json: bool) -> Done {
    let mut reader = core.db.read().await?;
    let mut all: Vec<Person> = Vec::new();
    for page in 1.. {
        let filter = PeopleFilter { page, ..PeopleFilter::default() };
        let (found, total) = people::list(&mut reader, &filter).await?;
        let end = found.is_empty();
        all.extend(found.into_iter().map(Person::from));
        if end || all.len() >= total as usize {
            break;
        }
    }
    if json {
        return output::json(&all);
    }
    let row = |person: &Person| {
        let factors: Vec<&str> =
            [(person.totp, "totp"), (person.paired, "paired"), (person.email_otp, "email")]
                .iter()
                .filter(|(on, _)| *on)
                .map(|(_, name)| *name)
                .collect();
        let factors = if factors.is_empty() { "no second factor".to_owned() } else { factors.join("+") };
        vec![
            person.email.clone(),
            person.role.to_owned(),
            person.state.to_owned(),
            factors,
            person.name.clone(),
        ]
    };
    output::table(&all.iter().map(row).collect::<Vec<_>>(), "no accounts")
}

/// Everything about one account.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    person: Person,
    username: Option<String>,
    language: Option<&'static str>,
    has_password: bool,
    mfa: &'static str,
    totp_disabled: bool,
    paired_disabled: bool,
    recovery_codes_left: u32,
    sessions: usize,
    created: String,
    authorized: Vec<String>,
}

impl Shown {
    fn rows(&self) -> Vec<Vec<String>> {
        let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
        let or_none = |text: Option<&str>| text.unwrap_or("none").to_owned();
        let person = &self.person;
        let app = |is, disabled| match disabled {
            true => "disabled after too many failures".to_owned(),
            false => yes(is),
        };
        let rules =
            if self.authorized.is_empty() { "all addresses".to_owned() } else { self.authorized.join(", ") };
        [
            ("e-mail address", person.email.clone()),
            ("user name", or_none(self.username.as_deref())),
            ("name", person.name.clone()),
            ("role", person.role.to_owned()),
            ("state", person.state.to_owned()),
            ("language", self.language.unwrap_or("the browser's").to_owned()),
            ("created", self.created.clone()),
            ("last sign-in", or_none(person.last_sign_in.as_deref())),
            ("password", yes(self.has_password)),
            ("second factor switched on", yes(self.mfa == "on")),
            ("authenticator app", app(person.totp, self.totp_disabled)),
            ("OTP app", app(person.paired, self.paired_disabled)),
            ("e-mailed codes", yes(person.email_otp)),
            ("recovery codes left", self.recovery_codes_left.to_string()),
            ("sessions", self.sessions.to_string()),
            ("may sign in from", rules),
        ]
        .map(|(name, value)| vec![name.to_owned(), value])
        .into()
    }
}

impl One {
    async fn show(self, core: &Core) -> Done {
        let account = open::account(core, &self.user).await?;
        let shown = shown(core, &account).await?;
        if self.json {
            return output::json(&shown);
        }
        output::table(&shown.rows(), "")
    }

    async fn change(self, core: &Core, change: Change) -> Done {
        let account = open::account(core, &self.user).await?;
        let now = core.clock.now();
        let scene = Scene::outside(now);
        let mut tx = core.db.begin().await?;
        let changed = match change {
            Change::Lock => core.lock_account(&mut tx, &scene, &account, By::CommandLine).await?,
            Change::Unlock => core.unlock_account(&mut tx, &scene, &account, By::CommandLine).await?,
            Change::ResetMfa => {
                core.reset_factors(&mut tx, &scene, &account, By::CommandLine).await?;
                true
            }
            Change::SetMethod(method) => {
                core.choose_method(&mut tx, &scene, account.id, method, By::CommandLine).await?;
                true
            }
        };
        tx.commit().await?;
        let email = account.email.as_str();
        if self.json {
            return output::json(&Changed { email, changed });
        }
        output::line(&format!("{email} {}", change.told(changed)))
    }
}

/// What is done to an account.
#[derive(Debug, Clone, Copy)]
enum Change {
    Lock,
    Unlock,
    ResetMfa,
    SetMethod(Method),
}

impl Change {
    const fn told(self, changed: bool) -> &'static str {
        match (self, changed) {
            (Self::Lock, true) => "is locked",
            (Self::Lock, false) => "was locked already",
            (Self::Unlock, true) => "is unlocked",
            (Self::Unlock, false) => "was not locked",
            (Self::ResetMfa, _) => "has no second factor any more",
            (Self::SetMethod(Method::Email), _) => "gets codes by e-mail from now on",
            (Self::SetMethod(Method::Paired), _) => {
                "pairs the portal's own OTP app at the next sign-in, unless there is one"
            }
            (Self::SetMethod(_), _) => {
                "sets up an authenticator app at the next sign-in, unless there is one"
            }
        }
    }
}

#[derive(Serialize)]
struct Changed<'a> {
    email: &'a str,
    changed: bool,
}

async fn shown(core: &Core, account: &Account) -> Result<Shown, Failure> {
    let mut reader = core.db.read().await?;
    let row = people::one(&mut reader, account.id).await?;
    let row = row.ok_or_else(|| Failure::from(ApiError::from(Problem::NotFound)))?;
    let factors = decision::factors(&mut reader, account.id).await?;
    let authorized = rules::list(&mut reader, Some(account.id)).await?;
    Ok(Shown {
        person: row.into(),
        username: account.username.clone(),
        language: account.language.map(Language::tag),
        has_password: account.password_hash.is_some(),
        mfa: if account.mfa == MfaChoice::On { "on" } else { "off" },
        totp_disabled: factors.disabled.contains(Method::Totp),
        paired_disabled: factors.disabled.contains(Method::Paired),
        recovery_codes_left: factors.recovery_left,
        sessions: sessions::list(&mut reader, account.id).await?.len(),
        created: output::utc(account.created_at),
        authorized: authorized.iter().map(|stored| stored.entry.to_string()).collect(),
    })
}
