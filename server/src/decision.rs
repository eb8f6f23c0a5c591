//! The facts of an account, gathered for the engine's decision. The decision itself is the engine's alone. Below it,
//! decisions that are only asked about: of past and made-up sign-ins, and with a draft in force.

mod asked;
mod draft;
mod facts;
mod port;
mod replay;
mod store;

pub use asked::Posed;
pub use draft::{Draft, portal_rules};

use crate::account::store::Account;
use crate::core::Core;
use crate::db::Queryable;
use crate::error::ServerError;
use crate::mail::EmailAddress;
use crate::throttle::Key;
use crate::totp::Kind;
use crate::totp::store::State;
use crate::{allowlist, email_otp, grant, network, recovery, totp};
use sekisho_app::id::AccountId;
use sekisho_engine::address::ClientAddress;
use sekisho_engine::allowlist::RuleSet;
use sekisho_engine::grant::Grant;
use sekisho_engine::method::{Method, Methods};
use sekisho_engine::network::Networks;
use sekisho_engine::policy::{Domain, Policy};
use sekisho_engine::sign_in::{AccountFacts, Decision, Facts, MfaChoice, Shown, Way, decide};
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factors {
    /// What it can use.
    pub registered: Methods,
    /// What was disabled after too many failures.
    pub disabled: Methods,
    /// Where e-mailed codes go.
    pub codes_to: Option<EmailAddress>,
    /// Recovery codes left.
    pub recovery_left: u32,
}

impl Factors {
    /// Whether the account has a second factor of its own; recovery codes are only a way back to one.
    #[must_use]
    pub fn any(&self) -> bool {
        !self.registered.without(Method::Recovery).is_empty()
    }

    /// The domain because of which e-mailed codes can't be used: it was forbidden after the address was proved.
    #[must_use]
    pub fn forbidden_domain<'a>(&self, policy: &'a Policy) -> Option<&'a Domain> {
        self.codes_to.as_ref().and_then(|to| policy.forbids_codes_to(to))
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
    /// The networks.
    pub networks: Arc<Networks>,
    /// The grants that have not ended.
    pub grants: Vec<Grant>,
    /// What stands in the way of the account's guesses.
    pub bar: Option<Bar>,
    /// What stands in the way of the address.
    pub address_bar: Option<Bar>,
}

impl Gathered {
    /// The same for somebody who is in a session already: whether it goes on where they are was asked of the lists
    /// before, and a list on trial lets it go on where a sign-in may not begin.
    #[must_use]
    pub fn within_session(self) -> Self {
        Self { rules: Arc::default(), portal_rules: Arc::default(), ..self }
    }
}

/// The second factors of an account.
///
/// # Errors
/// `Database`.
pub async fn factors(on: &mut impl Queryable, account: AccountId) -> Result<Factors, ServerError> {
    let mut registered = Methods::NONE;
    let mut out_of_use = Methods::NONE;
    for kind in Kind::ALL {
        let active = totp::store::find(on, account, kind, State::Active).await?.is_some();
        let disabled = totp::store::find(on, account, kind, State::Disabled).await?.is_some();
        if active || disabled {
            registered = registered.with(kind.method());
        }
        if disabled && !active {
            out_of_use = out_of_use.with(kind.method());
        }
    }
    let email = email_otp::store::method(on, account).await?;
    let left = recovery::store::left(on, account).await?;
    for (there, method) in [(email.is_some(), Method::Email), (left > 0, Method::Recovery)] {
        registered = if there { registered.with(method) } else { registered };
    }
    let codes_to = email.and_then(|row| row.email.parse().ok());
    Ok(Factors { registered, disabled: out_of_use, codes_to, recovery_left: left })
}

impl Core {
    /// Gathers the facts of an account (or of nobody: the same work is done), with the rules that are in force and
    /// the grants that have not ended at `now`.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn gather(&self, account: Option<Account>, now: Timestamp) -> Result<Gathered, ServerError> {
        let mut reader = self.db.read().await?;
        let nobody = AccountId(0);
        let id = account.as_ref().map_or(nobody, |account| account.id);
        let factors = factors(&mut reader, id).await?;
        let portal_version = allowlist::store::portal_version(&mut reader).await?;
        let networks_version = network::store::version(&mut reader).await?;
        let grants = grant::store::list(&mut reader, id, now).await?;
        let grants = grants.into_iter().map(|stored| stored.grant).collect();
        drop(reader);
        let version = account.as_ref().map_or(0, |account| account.rules_version);
        let rules = self.lists.get(&self.db, Some(id), version, now).await?.rules.clone();
        let portal_rules = self.lists.get(&self.db, None, portal_version, now).await?.rules.clone();
        let networks = self.networks.get(&self.db, networks_version).await?;
        let (bar, address_bar) = (None, None);
        Ok(Gathered { account, factors, rules, portal_rules, networks, grants, bar, address_bar })
    }

    /// Whether the person has second factors on: as they switched, or, where nobody switches, because they have
    /// one.
    #[must_use]
    pub fn mfa_choice(&self, account: &Account, factors: &Factors) -> MfaChoice {
        choice(self.policy(), account.mfa, factors.registered)
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
        gathered.decide(self.policy(), address, way, shown, now)
    }
}

/// Whether somebody has second factors on by `policy`: as they switched, or, where nobody switches, because they
/// have one of their own.
fn choice(policy: &Policy, switched: MfaChoice, registered: Methods) -> MfaChoice {
    let any = !registered.without(Method::Recovery).is_empty();
    if any && !policy.people_switch() { MfaChoice::On } else { switched }
}

/// What can't be used of the second factors that are set up: what was disabled, and e-mailed codes that go where
/// `policy` has come to forbid it. They stay registered, so that nobody is asked to set up others at the door:
/// whoever stole the password would be the one to do so.
fn out_of_use(policy: &Policy, disabled: Methods, codes_to: Option<&EmailAddress>) -> Methods {
    if is_forbidden(policy, codes_to) { disabled.with(Method::Email) } else { disabled }
}

/// What counts of what is shown: a code that came where none may go any more doesn't, as one by a method that the
/// operator withdrew doesn't.
fn counting(policy: &Policy, shown: Shown, codes_to: Option<&EmailAddress>) -> Shown {
    match shown {
        Shown::PasswordAnd(Method::Email) if is_forbidden(policy, codes_to) => Shown::Password,
        Shown::Remembered(Some(Method::Email)) if is_forbidden(policy, codes_to) => Shown::Remembered(None),
        _ => shown,
    }
}

fn is_forbidden(policy: &Policy, codes_to: Option<&EmailAddress>) -> bool {
    codes_to.is_some_and(|to| policy.forbids_codes_to(to).is_some())
}

impl Gathered {
    /// The engine's decision by `policy`.
    #[must_use]
    pub fn decide(
        &self,
        policy: &Policy,
        address: ClientAddress,
        way: Way,
        shown: Shown,
        now: Timestamp,
    ) -> Decision {
        let codes_to = self.factors.codes_to.as_ref();
        let account = self.account.as_ref().map(|account| AccountFacts {
            role: account.role,
            state: account.state,
            rules: &self.rules,
            bar: self.bar,
            registered: self.factors.registered,
            disabled: out_of_use(policy, self.factors.disabled, codes_to),
            mfa: choice(policy, account.mfa, self.factors.registered),
            preferred: account.preferred,
            grants: &self.grants,
        });
        decide(&Facts {
            policy,
            portal_rules: &self.portal_rules,
            networks: &self.networks,
            account,
            address,
            address_bar: self.address_bar,
            way,
            shown: counting(policy, shown, codes_to),
            now,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sekisho_engine::policy::CodesTo;

    #[test]
    fn a_code_that_came_where_none_may_go_any_more_counts_for_nothing() {
        let mut policy = Policy::default();
        policy.mfa.email.to = CodesTo::External;
        policy.external_mail_forbidden_domains = vec!["kit.example".parse().unwrap()];
        let check = |shown: Shown, to: &str, expected: Shown| {
            let to: EmailAddress = to.parse().unwrap();
            assert_eq!(counting(&policy, shown, Some(&to)), expected, "{shown:?} {to:?}");
        };
        let (inside, outside) = ("a@mail.kit.example", "a@example.org");
        let by_mail = Shown::PasswordAnd(Method::Email);
        check(by_mail, outside, by_mail);
        check(by_mail, inside, Shown::Password);
        check(Shown::Remembered(Some(Method::Email)), inside, Shown::Remembered(None));
        for other in [Shown::PasswordAnd(Method::Totp), Shown::Remembered(Some(Method::Totp)), Shown::Nothing]
        {
            check(other, inside, other);
        }
        assert_eq!(counting(&policy, by_mail, None), by_mail);
    }
}
