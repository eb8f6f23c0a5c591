//! Admin → Policy: the policy's keys with where each value came from.

use crate::account::store as accounts;
use crate::config::{InForce, Place};
use crate::core::Core;
use crate::error::ServerError;
use crate::mail::EmailAddress;
use crate::network;
use async_trait::async_trait;
use sekisho_app::error::ApiResult;
use sekisho_app::policy::port::PolicyPort;
use sekisho_app::policy::{Circle, KeyView, PolicyView, Value};
use sekisho_app::visit::{Administrator, Visit};
use sekisho_engine::method::Method;
use sekisho_engine::policy::{CodesTo, Policy, Weakness};
use serde_json::Value as Json;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many domains a warning names.
const NAMED: usize = 3;

#[async_trait]
impl PolicyPort for Core {
    async fn in_force(&self, _: &Visit, _: &Administrator) -> ApiResult<PolicyView> {
        let keys = self.config.in_force(&self.provenance);
        let mut weaknesses = self.policy().weaknesses();
        if self.skips_somewhere().await? {
            weaknesses.push(Weakness::NetworksSkipMfa);
        }
        Ok(PolicyView {
            preset: self.config.portal.preset.map(String::from),
            keys: keys.into_iter().filter(|key| key.key.starts_with("policy.")).map(view).collect(),
            weaknesses,
            circle: self.circle().await?,
        })
    }
}

impl Core {
    /// Whether an e-mailed code may have to be read in the mailbox that it opens.
    async fn circle(&self) -> Result<Option<Circle>, ServerError> {
        let policy = self.policy();
        if self.config.gate.mail.secret.is_none() || !policy.mfa.methods.contains(Method::Email) {
            return Ok(None);
        }
        Ok(match policy.mfa.email.to {
            CodesTo::Account => Some(Circle::ToAccount),
            CodesTo::External if policy.external_mail_forbidden_domains.is_empty() => {
                Some(Circle::ToAnywhere)
            }
            CodesTo::External => left_open(policy, &accounts::emails(&mut self.db.read().await?).await?),
        })
    }

    /// Whether there is a network where no second factor is asked for.
    async fn skips_somewhere(&self) -> Result<bool, ServerError> {
        network::store::skips(&mut self.db.read().await?).await
    }
}

/// The domains of `emails` to which codes may go: who has mail there may have it behind the gate.
fn left_open(policy: &Policy, emails: &[EmailAddress]) -> Option<Circle> {
    let mut accounts: BTreeMap<String, usize> = BTreeMap::new();
    for email in emails.iter().filter(|email| policy.forbids_codes_to(email).is_none()) {
        let lookup = email.lookup_form();
        let domain = lookup.rsplit_once('@').map_or(&*lookup, |(_, domain)| domain);
        *accounts.entry(domain.to_owned()).or_default() += 1;
    }
    let mut domains: Vec<(String, usize)> = accounts.into_iter().collect();
    domains.sort_by_key(|(_, accounts)| Reverse(*accounts));
    let more = domains.len().saturating_sub(NAMED);
    let named: Vec<String> = domains.into_iter().take(NAMED).map(|(domain, _)| domain).collect();
    (!named.is_empty()).then_some(Circle::ToDomains { named, more })
}

fn view(key: InForce) -> KeyView {
    let set = !matches!(key.place, Place::Default | Place::FollowsFrom(_));
    KeyView { name: key.key, value: value(key.value), from: set.then(|| key.place.to_string()) }
}

fn value(json: Json) -> Value {
    match json {
        Json::Null => Value::Nothing,
        Json::Bool(switch) => Value::Switch(switch),
        Json::Array(items) => Value::Many(items.into_iter().map(text).collect()),
        other => Value::One(text(other)),
    }
}

fn text(json: Json) -> String {
    match json {
        Json::String(text) => text,
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use crate::config::KEYS;
    use sekisho_app::policy::label_of;

    #[test]
    fn every_key_of_the_policy_has_a_name_on_the_page() {
        let policy = KEYS.iter().filter(|key| key.name.starts_with("policy."));
        let nameless: Vec<&str> =
            policy.map(|key| key.name).filter(|name| label_of(name).is_none()).collect();
        assert!(nameless.is_empty(), "{nameless:?}");
    }
}
