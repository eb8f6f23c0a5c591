//! Section `secret`: the key that seals what the database must not give away.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Where the secret key is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Secret {
    /// The key file; made on the first start, readable by its owner only.
    pub file: PathBuf,
}

impl Default for Secret {
    fn default() -> Self {
        Self { file: PathBuf::from("data/secret.key") }
    }
}
