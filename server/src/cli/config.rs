//! `sekisho config`

use super::failure::Done;
use super::output;
use crate::config::{self, InForce, Place, Sources};
use clap::Subcommand;
use sekisho_engine::policy::Weakness;
use serde::Serialize;
use serde_json::Value;

/// The configuration.
#[derive(Debug, Subcommand)]
pub(super) enum Config {
    /// Print every value in force and where it came from; secrets are not printed
    Check {
        /// Print one JSON value
        #[arg(long)]
        json: bool,
    },
}

/// What `config check` prints.
#[derive(Serialize)]
struct Checked {
    values: Vec<Shown>,
    weaknesses: Vec<Weak>,
}

#[derive(Serialize)]
struct Shown {
    key: &'static str,
    value: Value,
    from: String,
    set: bool,
}

/// A choice that is weaker than today's standards ask for.
#[derive(Serialize)]
struct Weak {
    weakness: Weakness,
    fails: &'static str,
}

impl Config {
    pub(super) fn run(self, sources: &Sources) -> Done {
        let Self::Check { json } = self;
        let (config, provenance) = config::Config::load(sources)?;
        let values = config.in_force(&provenance);
        let weaknesses = config.policy.weaknesses();
        if json {
            let weak = |weakness: Weakness| Weak { weakness, fails: weakness.fails() };
            return output::json(&Checked {
                values: values.into_iter().map(Shown::from).collect(),
                weaknesses: weaknesses.into_iter().map(weak).collect(),
            });
        }
        let rows: Vec<Vec<String>> = values.iter().map(row).collect();
        output::table(&rows, "")?;
        for weakness in weaknesses {
            let name = serde_json::to_value(weakness)?;
            let name = name.as_str().unwrap_or_default().replace('_', " ");
            output::line(&format!("weaker than today's standards ask for: {name} ({})", weakness.fails()))?;
        }
        Ok(())
    }
}

impl From<InForce> for Shown {
    fn from(value: InForce) -> Self {
        let set = !matches!(value.place, Place::Default | Place::FollowsFrom(_));
        Self { key: value.key, value: value.value, from: value.place.to_string(), set }
    }
}

fn row(value: &InForce) -> Vec<String> {
    let shown = match &value.value {
        Value::Null => "(not set)".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    vec![value.key.to_owned(), shown, value.place.to_string()]
}
