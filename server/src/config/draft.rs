//! A draft of the policy: a `[policy]` section that is read over what is in force, by the same reader, and takes
//! effect nowhere.

use super::error::ConfigError;
use super::keys::Key;
use super::{Config, Place, Provenance, check, file, put, typed};
use sekisho_engine::policy::Policy;
use serde_json::{Value, json};

impl Config {
    /// The policy in force with the settings of `text` in it; `place` says where a line is.
    ///
    /// # Errors
    /// [`ConfigError`] names the first key at fault, where it stands and what is allowed; a key outside `[policy]`
    /// is one.
    pub fn with_policy(
        &self,
        provenance: &Provenance,
        text: &str,
        place: impl Fn(usize) -> Place,
    ) -> Result<Policy, ConfigError> {
        let mut provenance = provenance.clone();
        let mut tree =
            json!({ "policy": serde_json::to_value(&self.policy).map_err(ConfigError::Together)? });
        for (name, setting) in file::parse(text, place)? {
            let place = setting.place.clone();
            let key = match Key::named(&name) {
                Some(key) if key.name.starts_with("policy.") => key,
                Some(key) => return Err(ConfigError::NotPolicy { key: key.name, place }),
                None => return Err(ConfigError::UnknownKey { key: name, place }),
            };
            put(&mut tree, key.name, typed(key, &setting)?);
            provenance.record(key.name, place);
        }
        let policy = tree.get_mut("policy").map(Value::take).unwrap_or_default();
        let policy = serde_json::from_value(policy).map_err(ConfigError::Together)?;
        let config = Self { policy, ..self.clone() };
        check::consistent(&config, &provenance)?;
        Ok(config.policy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{PRESETS, Sources};
    use sekisho_engine::policy::MfaMode;

    fn draft(text: &str) -> Result<Policy, ConfigError> {
        let (config, provenance) = Config::load(&Sources::default()).unwrap();
        config.with_policy(&provenance, text, |line| Place::Draft { line })
    }

    #[test]
    fn a_draft_that_says_nothing_is_what_is_in_force_whatever_the_preset() {
        for preset in PRESETS {
            let variables = [("SEKISHO_PORTAL__PRESET", preset.name)];
            let variables = variables.map(|(name, value)| (name.into(), value.into())).to_vec();
            let (config, provenance) = Config::load(&Sources { variables, ..Sources::default() }).unwrap();
            let same = config.with_policy(&provenance, "[policy]\n", |line| Place::Draft { line }).unwrap();
            assert_eq!(same, config.policy, "{}", preset.name);
        }
    }

    #[test]
    fn a_draft_changes_what_it_names_and_nothing_else() {
        let (config, _) = Config::load(&Sources::default()).unwrap();
        let read = draft("[policy.mfa]\nmode = \"never\"\n").unwrap();
        assert_eq!(read.mfa.mode, MfaMode::Never);
        let mut expected = config.policy;
        expected.mfa.mode = MfaMode::Never;
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_what_is_allowed() {
        let check = |text: &str, expected: &str| {
            assert_eq!(draft(text).unwrap_err().to_string(), expected, "{text}");
        };
        check(
            "\n[policy]\nmfa.mode = \"sometimes\"",
            "draft:3: policy.mfa.mode: \"sometimes\" can't be used; allowed: never, opt-in, recommended, required",
        );
        check("mfa.mode = \"never\"", "draft:1: there is no key \"mfa.mode\"; did you mean policy.mfa.mode?");
        let outside = draft("[gate.mail]\nsecret = \"hunter2\"").unwrap_err().to_string();
        assert!(outside.starts_with("draft:2: gate.mail.secret is no key of the policy; allowed are "));
        assert!(!outside.contains("hunter2"));
        let torn = draft("[policy").unwrap_err().to_string();
        assert!(torn.starts_with("draft:1: "), "{torn}");
    }
}
