//! The configuration in the environment: `SEKISHO_SECTION__KEY`.

use super::error::ConfigError;
use super::keys::KEYS;
use super::place::Place;
use super::setting::{Given, Setting};
use std::ffi::OsString;
use std::path::PathBuf;

/// What every variable of ours begins with.
pub(super) const PREFIX: &str = "SEKISHO_";

/// The variable that names the configuration file, as `--config` does.
pub const CONFIG_VARIABLE: &str = "SEKISHO_CONFIG";

/// The configuration file that the environment names, if it does.
pub(super) fn named_file(variables: &[(OsString, OsString)]) -> Option<PathBuf> {
    variables.iter().find(|(name, _)| name == CONFIG_VARIABLE).map(|(_, path)| PathBuf::from(path))
}

/// The settings among `variables`.
pub(super) fn read(variables: &[(OsString, OsString)]) -> Result<Vec<(String, Setting)>, ConfigError> {
    let mut settings = Vec::new();
    for (name, value) in variables {
        let name = name.to_string_lossy().into_owned();
        if !is_ours(&name) {
            continue;
        }
        let place = Place::Variable(name.clone());
        let written = value.to_string_lossy().into_owned();
        let given = if value.to_str().is_some() { Given::Words(written) } else { Given::Other(written) };
        match KEYS.iter().find(|key| key.variable() == name) {
            Some(key) => settings.push((key.name.to_owned(), Setting { given, place })),
            None => {
                let key = name[PREFIX.len()..].to_ascii_lowercase().replace("__", ".");
                return Err(ConfigError::UnknownKey { key, place });
            }
        }
    }
    Ok(settings)
}

/// Variables of ours that are no keys: the file's name, the site's folder while developing, our own tests'.
const OTHERS: [&str; 3] = [CONFIG_VARIABLE, "SEKISHO_SITE_DIR", "SEKISHO_TEST_POSTGRES"];

fn is_ours(name: &str) -> bool {
    name.starts_with(PREFIX) && !OTHERS.contains(&name) && !is_service_link(name)
}

/// Kubernetes tells each container of every service in variables such as `SEKISHO_SERVICE_HOST` and
/// `SEKISHO_PORT_8080_TCP_ADDR`. A service by the name of `sekisho` must not keep the portal from starting.
fn is_service_link(name: &str) -> bool {
    let rest = &name[PREFIX.len()..];
    let is = |word: &str| rest == word || rest.strip_prefix(word).is_some_and(|more| more.starts_with('_'));
    !rest.contains("__") && (is("SERVICE_HOST") || is("SERVICE_PORT") || is("PORT"))
}
