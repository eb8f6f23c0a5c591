//! Admin → Policy: the policy's keys with where each value came from.

use crate::config::{InForce, Place};
use crate::core::Core;
use async_trait::async_trait;
use sekisho_app::error::ApiResult;
use sekisho_app::policy::port::PolicyPort;
use sekisho_app::policy::{KeyView, PolicyView, Value};
use sekisho_app::visit::{Administrator, Visit};
use serde_json::Value as Json;

#[async_trait]
impl PolicyPort for Core {
    async fn in_force(&self, _: &Visit, _: &Administrator) -> ApiResult<PolicyView> {
        let keys = self.config.in_force(&self.provenance);
        Ok(PolicyView {
            preset: self.config.portal.preset.map(String::from),
            keys: keys.into_iter().filter(|key| key.key.starts_with("policy.")).map(view).collect(),
            weaknesses: self.policy().weaknesses(),
        })
    }
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
