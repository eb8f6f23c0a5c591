//! Section `gate.web`: applications behind web servers that ask the portal whether somebody may pass.

use sekisho_engine::gate::HostRules;
use serde::{Deserialize, Serialize};

/// Which applications there are, what they need and for whom they are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WebGate {
    /// In their order: the first one that names host and path decides.
    pub rules: HostRules,
}
