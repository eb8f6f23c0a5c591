//! Section `portal`: what it is called, and whom to ask for help.

use super::preset::Chosen;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What people read about the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Portal {
    /// Its name: in page titles, in mails, and beside the account in authenticator apps.
    pub name: String,
    /// Where to get help: a mail address, a telephone number or a web address, shown as it is.
    pub support_contact: Option<String>,
    /// The preset that the rest goes over, by name.
    pub preset: Option<Chosen>,
    /// A file of the operator's own words.
    pub wording: Option<PathBuf>,
    /// A file with the operator's logo.
    pub logo: Option<PathBuf>,
}

impl Default for Portal {
    fn default() -> Self {
        Self { name: "Sekisho".to_owned(), support_contact: None, preset: None, wording: None, logo: None }
    }
}
