//! Networks that do nothing, or less than they seem to, because of those before them.

use super::Network;
use crate::address::AddressRange;
use crate::address::runs::{meet, without};

/// How far down an entry of a list of networks addresses get. Places count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Reach {
    /// It holds no address.
    Empty,
    /// It decides about all of its addresses.
    Whole,
    /// These earlier ones decide about some of its addresses; ascending, never empty.
    Part(Vec<usize>),
    /// These earlier ones decide about all of its addresses; ascending, never empty. It is never reached.
    Never(Vec<usize>),
}

/// What becomes of each of `networks`, in their order.
///
/// ```
/// use sekisho_engine::network::{Network, NetworkAction, Reach, lint};
/// let network = |name: &str, rule: &str| Network {
///     name: name.into(),
///     rules: vec![rule.parse().unwrap()],
///     action: NetworkAction::MfaRequire,
/// };
/// let found = lint(&[network("campus", "192.0.2.0/24"), network("guests", "192.0.2.128/25")]);
/// assert_eq!(found, [Reach::Whole, Reach::Never(vec![0])]);
/// ```
#[must_use]
pub fn lint(networks: &[Network]) -> Vec<Reach> {
    // what each entry decides about: its addresses without those of the entries before it
    let mut decided: Vec<Vec<AddressRange>> = Vec::with_capacity(networks.len());
    let mut before: Vec<AddressRange> = Vec::new();
    let mut found = Vec::with_capacity(networks.len());
    for network in networks {
        let own = super::covered(&network.rules);
        let rest = without(own.ranges(), before.iter().copied());
        let takers = || -> Vec<usize> {
            let earlier = decided.iter().enumerate();
            earlier.filter(|(_, taken)| meet(own.ranges(), taken.iter().copied())).map(|(at, _)| at).collect()
        };
        found.push(match (own.is_empty(), rest.is_empty()) {
            (true, _) => Reach::Empty,
            (_, true) => Reach::Never(takers()),
            _ if own.ranges().eq(rest.iter().copied()) => Reach::Whole,
            _ => Reach::Part(takers()),
        });
        before.extend_from_slice(&rest);
        before.sort_unstable();
        decided.push(rest);
    }
    found
}

#[cfg(test)]
mod tests;
