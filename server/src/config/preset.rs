//! Presets: a policy with a name, and the words that go with it.
//!
//! A preset is two texts: a configuration file, which counts less than every other source, and a file of words.
//! Nothing in the program asks for a preset's name; what it does differently, it does by its keys and words.

use super::error::ConfigError;
use super::place::Place;
use super::setting::Setting;
use super::{file, wording};
use sekisho_app::i18n::Overrides;
use serde::{Deserialize, Serialize};

/// A preset.
#[derive(Debug)]
pub struct Preset {
    /// Its name, as `portal.preset` and `--preset` take it.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub summary: &'static str,
    /// Its configuration file, with comments.
    pub configuration: &'static str,
    /// Its words.
    pub wording: &'static str,
}

macro_rules! presets {
    ($($name:literal: $summary:literal,)+) => {
        /// The presets' names.
        pub(super) const NAMES: &[&str] = &[$($name),+];

        /// Every preset.
        pub const PRESETS: &[Preset] = &[$(Preset {
            name: $name,
            summary: $summary,
            configuration: include_str!(concat!("../../presets/", $name, ".toml")),
            wording: include_str!(concat!("../../presets/", $name, ".wording.toml")),
        }),+];
    };
}

presets! {
    "client-portal": "second factors and authorized addresses as each person wishes",
    "business-portal": "everybody moves from one-step to two-step sign-in by a day",
    "service-sign-in": "address first, browsers that stay signed in, a reset by mail that clears second factors",
    "success-portal": "second factors recommended at sign-in, removed by support for whoever lost theirs",
    "campus-mail": "second factors as each person wishes, asked for off campus and then good for mail software there",
}

/// A preset, as the configuration names it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Chosen(&'static Preset);

impl Chosen {
    /// The preset.
    #[must_use]
    pub const fn preset(self) -> &'static Preset {
        self.0
    }
}

impl PartialEq for Chosen {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Chosen {}

impl TryFrom<String> for Chosen {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Preset::named(&name).map(Self).ok_or_else(|| format!("there is no preset {name:?}"))
    }
}

impl From<Chosen> for String {
    fn from(chosen: Chosen) -> Self {
        chosen.0.name.to_owned()
    }
}

impl Preset {
    /// The preset of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// Its settings, in the order of its file.
    pub(super) fn settings(&self) -> Result<Vec<(String, Setting)>, ConfigError> {
        file::parse(self.configuration, |line| Place::Preset { name: self.name, line })
    }

    /// Its words.
    pub(super) fn words(&self) -> Result<Overrides, ConfigError> {
        wording::parse(self.wording, |line| Place::Preset { name: self.name, line })
    }
}
