//! The facts of an account, gathered for the engine's decision. The decision itself is the engine's alone.

use crate::account::store::Account;
use crate::core::Core;
use crate::db::Queryable;
use crate::error::ServerError;
use crate::throttle::{self, Key};
use crate::{allowlist, email_otp, recovery, totp};
use sekisho_app::id::AccountId;
use sekisho_engine::address::ClientAddress;
use sekisho_engine::allowlist::RuleSet;
use sekisho_engine::method::{Method, Methods};
use sekisho_engine::network::Networks;
use sekisho_engine::sign_in::{AccountFacts, Decision, Facts, Shown, Way, decide};
use sekisho_engine::throttle::{Bar, Bucket, Charge, Limit};
use sekisho_engine::time::Timestamp;
use std::sync::Arc;

/// What is charged for a guess at a one-time code of an account.
pub const OTP: Charge = Charge { bucket: Bucket::Otp, limit: Limit::OTP };
/// What is charged for a guess at a recovery code.
pub const RECOVERY: Charge = Charge { bucket: Bucket::Recovery, limit: Limit::RECOVERY };

/// The key under which an account's guesses are counted.
#[must_use]
pub fn account_key(account: AccountId) -> Key {
    Key::of(&["account", &account.to_string()])
}

/// The second factors of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factors {
    /// What it can use.
    pub registered: Methods,
    /// What was disabled after too many failures.
    pub disabled: Methods,
    /// Recovery codes left.
    pub recovery_left: u32,
}

impl Factors {
    /// Whether the account has a second factor of its own; recovery codes are only a way back to one.
    #[must_use]
    pub fn any(&self) -> bool {
        !self.registered.without(Method::Recovery).is_empty()
    }
}

/// All that the decision about one account stands on.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// The account, if there is one.
    pub account: Option<Account>,
    /// Its second factors.
    pub factors: Factors,
    /// Its rules.
    pub rules: Arc<RuleSet>,
    /// The portal's rules.
    pub portal_rules: Arc<RuleSet>,
    /// What stands in the way of the account's guesses.
    pub bar: Option<Bar>,
    /// What stands in the way of the address.
    pub address_bar: Option<Bar>,
}

/// The second factors of an account.
///
/// # Errors
/// `Database`.
pub async fn factors(on: &mut impl Queryable, account: AccountId) -> Result<Factors, ServerError> {
    let active = totp::store::find(on, account, totp::store::State::Active).await?.is_some();
    let disabled = totp::store::find(on, account, totp::store::State::Disabled).await?.is_some();
    let email = email_otp::store::method(on, account).await?.is_some();
    let left = recovery::store::left(on, account).await?;
    let mut registered = Methods::NONE;
    for (there, method) in
        [(active || disabled, Method::Totp), (email, Method::Email), (left > 0, Method::Recovery)]
    {
        registered = if there { registered.with(method) } else { registered };
    }
    let disabled = if disabled && !active { Methods::from([Method::Totp]) } else { Methods::NONE };
    Ok(Factors { registered, disabled, recovery_left: left })
}

impl Core {
    /// Gathers the facts of an account (or of nobody: the same work is done).
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn gather(&self, account: Option<Account>) -> Result<Gathered, ServerError> {
        let mut reader = self.db.read().await?;
        let nobody = AccountId(0);
        let id = account.as_ref().map_or(nobody, |account| account.id);
        let factors = factors(&mut reader, id).await?;
        let portal_version = allowlist::store::portal_version(&mut reader).await?;
        drop(reader);
        let version = account.as_ref().map_or(0, |account| account.rules_version);
        let rules = self.lists.get(&self.db, Some(id), version).await?;
        let portal_rules = self.lists.get(&self.db, None, portal_version).await?;
        Ok(Gathered { account, factors, rules, portal_rules, bar: None, address_bar: None })
    }

    /// What stands in the way of the account's one-time codes, without charging one.
    ///
    /// # Errors
    /// `Database`.
    pub async fn otp_bar(&self, account: AccountId, now: Timestamp) -> Result<Option<Bar>, ServerError> {
        throttle::bar(&self.db, OTP, account_key(account), now).await
    }

    /// The engine's decision.
    #[must_use]
    pub fn decide(
        &self,
        gathered: &Gathered,
        address: ClientAddress,
        way: Way,
        shown: Shown,
        now: Timestamp,
    ) -> Decision {
        let account = gathered.account.as_ref().map(|account| AccountFacts {
            role: account.role,
            state: account.state,
            rules: &gathered.rules,
            bar: gathered.bar,
            registered: gathered.factors.registered,
            disabled: gathered.factors.disabled,
            mfa: account.mfa,
            preferred: account.preferred,
            grants: &[],
        });
        decide(&Facts {
            policy: self.policy(),
            portal_rules: &gathered.portal_rules,
            networks: &Networks::default(),
            account,
            address,
            address_bar: gathered.address_bar,
            way,
            shown,
            now,
        })
    }
}
