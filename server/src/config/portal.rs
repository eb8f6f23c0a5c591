//! Section `portal`: what it is called, and whom to ask for help.

use serde::{Deserialize, Serialize};

/// What people read about the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Portal {
    /// Its name: in page titles, in mails, and beside the account in authenticator apps.
    pub name: String,
    /// Where to get help: a mail address, a telephone number or a web address, shown as it is.
    pub support_contact: Option<String>,
}

impl Default for Portal {
    fn default() -> Self {
        Self { name: "Sekisho".to_owned(), support_contact: None }
    }
}
