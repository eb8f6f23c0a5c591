//! Named networks: where a second factor is waived, asked for, or nobody gets in at all.
//!
//! They are ordered, and the first one that holds the address decides. An address in none of them is
//! judged by the policy alone.
//!
//! | noun | what it is |
//! |---|---|
//! | [`Network`] | a name, rules, and what they mean |
//! | [`Networks`] | all of them, compiled: which one decides about an address |
//! | [`lines`] | the rules of one as they are typed, one a line |
//! | [`lint`] | which are never reached, and of which others decide a part |
//! | [`affected`] | who would be asked or refused otherwise, if they were others |

use crate::address::{Address, AddressSet};
use crate::allowlist::Rule;

mod affected;
mod lines;
mod lint;

pub use affected::{Asking, Change, Met, Seen, affected};
pub use lines::{Line, lines};
pub use lint::{Reach, lint};

/// What a network means for a sign-in from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum NetworkAction {
    /// The second factor is waived.
    MfaSkip,
    /// The second factor is due, whatever the person chose.
    MfaRequire,
    /// Nobody signs in from here.
    Deny,
}

/// A network as the operator writes it: a name, what belongs to it, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Network {
    /// What History and the administrator call it.
    pub name: String,
    /// What belongs to it. Without any rule nothing does (unlike a list of rules for signing in, which then
    /// restricts nothing).
    pub rules: Vec<Rule>,
    /// What it means.
    pub action: NetworkAction,
}

/// All networks of a portal, compiled, in their order.
///
/// ```
/// use sekisho_engine::network::{Network, NetworkAction, Networks};
/// let networks = Networks::compile(vec![
///     Network { name: "guests".into(), rules: vec!["192.0.2.128/25".parse()?], action: NetworkAction::MfaRequire },
///     Network { name: "campus".into(), rules: vec!["192.0.2.0/24".parse()?], action: NetworkAction::MfaSkip },
/// ]);
/// let named = |address: &str| networks.first_match(address.parse().unwrap()).map(|n| n.name.as_str());
/// assert_eq!(named("192.0.2.200"), Some("guests"));
/// assert_eq!(named("192.0.2.20"), Some("campus"));
/// assert_eq!(named("198.51.100.1"), None);
/// # Ok::<(), sekisho_engine::allowlist::RuleError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Networks {
    compiled: Vec<(Network, AddressSet)>,
}

impl Networks {
    /// Compile networks, keeping their order.
    #[must_use]
    pub fn compile(networks: Vec<Network>) -> Self {
        let compiled = networks.into_iter().map(|network| (covered(&network.rules), network));
        Self { compiled: compiled.map(|(set, network)| (network, set)).collect() }
    }

    /// The first network that `address` belongs to.
    #[must_use]
    pub fn first_match(&self, address: Address) -> Option<&Network> {
        self.compiled.iter().find(|(_, set)| set.contains(address)).map(|(network, _)| network)
    }

    /// All networks in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Network> {
        self.compiled.iter().map(|(network, _)| network)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.compiled.is_empty()
    }
}

fn covered(rules: &[Rule]) -> AddressSet {
    rules.iter().flat_map(|rule| rule.prefixes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(name: &str, rules: &[&str], action: NetworkAction) -> Network {
        Network { name: name.into(), rules: rules.iter().map(|rule| rule.parse().unwrap()).collect(), action }
    }

    fn campus() -> Vec<Network> {
        vec![
            network("banned", &["192.0.2.66", "2001:db8:bad::/48"], NetworkAction::Deny),
            network("wireless", &["192.0.2.128/25"], NetworkAction::MfaRequire),
            network("nowhere", &[], NetworkAction::Deny),
            network("campus", &["192.0.2.0/24", "2001:db8::/32"], NetworkAction::MfaSkip),
        ]
    }

    #[test]
    fn the_first_network_that_holds_the_address_decides() {
        let networks = Networks::compile(campus());
        let check = |address: &str, expected: Option<(&str, NetworkAction)>| {
            let found = networks.first_match(address.parse().unwrap());
            assert_eq!(found.map(|network| (network.name.as_str(), network.action)), expected, "{address}");
        };
        check("192.0.2.66", Some(("banned", NetworkAction::Deny)));
        check("192.0.2.67", Some(("campus", NetworkAction::MfaSkip)));
        check("::ffff:192.0.2.200", Some(("wireless", NetworkAction::MfaRequire)));
        check("2001:db8:bad::1", Some(("banned", NetworkAction::Deny)));
        check("2001:db8:900d::1", Some(("campus", NetworkAction::MfaSkip)));
        check("203.0.113.1", None);
    }

    #[test]
    fn without_networks_no_address_is_in_one() {
        assert!(Networks::default().is_empty());
        assert_eq!(Networks::default().first_match("192.0.2.1".parse().unwrap()), None);
        assert_eq!(Networks::default(), Networks::compile(Vec::new()));
    }

    #[test]
    fn a_last_network_of_all_holds_whatever_is_left() {
        let mut networks = campus();
        networks.push(network("elsewhere", &["all"], NetworkAction::MfaRequire));
        let networks = Networks::compile(networks);
        assert_eq!(networks.iter().count(), 5);
        for address in ["203.0.113.1", "::1"] {
            let found = networks.first_match(address.parse().unwrap());
            assert_eq!(found.map(|network| network.name.as_str()), Some("elsewhere"));
        }
    }

    #[cfg(feature = "serde")]
    #[test]
    fn a_network_is_read_with_its_rules_and_nothing_unknown() {
        let text = r#"{"name":"campus","rules":["192.0.2.0/24"],"action":"mfa_skip"}"#;
        let read: Network = serde_json::from_str(text).unwrap();
        assert_eq!(read, network("campus", &["192.0.2.0/24"], NetworkAction::MfaSkip));
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        let unknown = text.replace("\"name\"", "\"title\"");
        assert!(serde_json::from_str::<Network>(&unknown).is_err());
    }
}
