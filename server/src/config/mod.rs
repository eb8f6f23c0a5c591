//! The configuration: one struct for each concern, parsed once, with errors that name the key.
//!
//! One TOML file, then the environment, then flags, each over the one before. Two things decide how it is
//! read: an error must say where the value stands (file and line, or the variable) and what is allowed, and
//! `config check` must say of each value where it came from. The libraries that merge sources (figment,
//! config) know the file of a value but not its line, and read a variable by its looks, so that a password of
//! digits becomes a number. So the merging is ours: each source gives dotted keys with their [`Place`], the
//! later one wins, each value is held against its key in [`KEYS`] and against the type, by itself, and then
//! all together become a [`Config`].

mod check;
mod database;
mod draft;
mod environment;
mod error;
mod file;
mod gate;
mod hidden;
mod history;
mod keys;
mod logo;
mod mail;
mod origin;
mod place;
mod portal;
mod preset;
mod proxies;
mod secret;
mod server;
mod setting;
mod telemetry;
#[cfg(test)]
mod tests;
mod web_gate;
mod wording;

pub use database::{Database, DatabaseUrl};
pub use environment::CONFIG_VARIABLE;
pub use error::ConfigError;
pub use file::DEFAULT_FILE;
pub use gate::{Gate, MailGate};
pub use hidden::{Hidden, NOT_SHOWN};
pub use history::History;
pub use keys::{KEYS, Key, Takes};
pub use logo::Logo;
pub use mail::{CodesFrom, Encryption, Mail, Transport};
pub use origin::{Origin, OriginError};
pub use place::{Place, Provenance};
pub use portal::Portal;
pub use preset::{PRESETS, Preset};
pub use proxies::TrustedProxies;
pub use secret::Secret;
pub use server::Server;
pub use telemetry::{LogFormat, LogLevel, Telemetry};
pub use web_gate::WebGate;

use sekisho_app::i18n::Overrides;
use sekisho_engine::policy::Policy;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use setting::{Given, Setting};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

/// Everything that the operator configures. The default is what runs without any configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where the server listens and how it is reached.
    pub server: Server,
    /// Where everything is kept.
    pub database: Database,
    /// Where the secret key is.
    pub secret: Secret,
    /// What people read about the portal.
    pub portal: Portal,
    /// How mails leave, and how many may.
    pub mail: Mail,
    /// What is asked of whom.
    pub policy: Policy,
    /// Mail servers and web servers that ask whether somebody may pass.
    pub gate: Gate,
    /// How long the history is kept.
    pub history: History,
    /// Logs and metrics.
    pub telemetry: Telemetry,
    /// The operator's own words, and those of the preset.
    #[serde(skip)]
    pub words: Overrides,
    /// The operator's logo.
    #[serde(skip)]
    pub logo: Option<Logo>,
}

/// Where the configuration comes from. The default is nowhere: no file is named, no variable, no flag.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The file that was named; without one, [`DEFAULT_FILE`] in the working directory if it is there.
    pub file: Option<PathBuf>,
    /// The environment.
    pub variables: Vec<(OsString, OsString)>,
    /// Flags that set a key.
    pub flags: Vec<Flag>,
}

/// A flag of the command line that sets a key.
#[derive(Debug, Clone)]
pub struct Flag {
    /// The flag, such as `--listen`.
    pub name: &'static str,
    /// The dotted key.
    pub key: &'static str,
    /// The value.
    pub value: String,
}

/// A value in force, as it may be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct InForce {
    /// The dotted key.
    pub key: &'static str,
    /// The value; secrets are not in it.
    pub value: Value,
    /// Where it came from.
    pub place: Place,
}

impl Config {
    /// Reads and merges the sources.
    ///
    /// # Errors
    /// [`ConfigError`] names the first key at fault, where it stands and what is allowed.
    pub fn load(sources: &Sources) -> Result<(Self, Provenance), ConfigError> {
        let named = sources.file.clone().or_else(|| environment::named_file(&sources.variables));
        let mut settings = BTreeMap::new();
        let flags = sources.flags.iter().map(Flag::setting);
        for (name, setting) in file::read(named.as_deref())?
            .into_iter()
            .chain(environment::read(&sources.variables)?)
            .chain(flags)
        {
            let key = Key::named(&name)
                .ok_or_else(|| ConfigError::UnknownKey { key: name, place: setting.place.clone() })?;
            settings.insert(key.name, (key, setting));
        }
        for (name, setting) in preset_settings(&settings)? {
            let key = Key::named(&name)
                .ok_or_else(|| ConfigError::UnknownKey { key: name, place: setting.place.clone() })?;
            settings.entry(key.name).or_insert((key, setting));
        }
        let mut provenance = Provenance::default();
        let mut all = Value::Object(Map::new());
        for (name, (key, setting)) in settings {
            put(&mut all, name, typed(key, &setting)?);
            provenance.record(name, setting.place);
        }
        let mut config: Self = serde_json::from_value(all).map_err(ConfigError::Together)?;
        check::complete(&mut config, &mut provenance)?;
        config.words = wording::of(&config)?;
        if let Some(path) = &config.portal.logo {
            config.logo = Some(Logo::read(path, &provenance)?);
        }
        Ok((config, provenance))
    }

    /// Every key with its value, by section; `null` where an optional key isn't set.
    #[must_use]
    pub fn in_force(&self, provenance: &Provenance) -> Vec<InForce> {
        let all = serde_json::to_value(self).unwrap_or_default();
        let value =
            |name: &str| all.pointer(&format!("/{}", name.replace('.', "/"))).cloned().unwrap_or_default();
        KEYS.iter()
            .map(|key| InForce {
                key: key.name,
                value: value(key.name),
                place: provenance.of(key.name).clone(),
            })
            .collect()
    }
}

impl Flag {
    fn setting(&self) -> (String, Setting) {
        let given = Given::Words(self.value.clone());
        (self.key.to_owned(), Setting { given, place: Place::Flag(self.name) })
    }
}

/// What the preset says that the settings name; nothing without one.
fn preset_settings(
    settings: &BTreeMap<&'static str, (&'static Key, Setting)>,
) -> Result<Vec<(String, Setting)>, ConfigError> {
    let Some((key, setting)) = settings.get("portal.preset") else { return Ok(Vec::new()) };
    let name = typed(key, setting)?;
    name.as_str().and_then(Preset::named).map_or_else(|| Ok(Vec::new()), Preset::settings)
}

/// Whether `name` is a section: there are keys below it.
fn is_section(name: &str) -> bool {
    KEYS.iter().any(|key| key.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

/// The value in the form that the key's type reads, after the type has read it once.
fn typed(key: &'static Key, setting: &Setting) -> Result<Value, ConfigError> {
    let refused = |problem: String| ConfigError::Value {
        key: key.name,
        place: setting.place.clone(),
        problem,
        allowed: key.takes.to_string(),
    };
    let value = setting.given.fit(key).map_err(|written| refused(error::unfit(key, &written)))?;
    let mut alone = Value::Object(Map::new());
    put(&mut alone, key.name, value.clone());
    match serde_json::from_value::<Config>(alone) {
        Ok(_) => Ok(value),
        Err(why) => Err(refused(error::untyped(key, &setting.given.written(), &why))),
    }
}

/// Puts `value` at the dotted `name`.
fn put(tree: &mut Value, name: &str, value: Value) {
    match (tree, name.split_once('.')) {
        (Value::Object(map), Some((section, rest))) => {
            put(map.entry(section).or_insert_with(|| Value::Object(Map::new())), rest, value);
        }
        (Value::Object(map), None) => {
            map.insert(name.to_owned(), value);
        }
        _ => {}
    }
}
