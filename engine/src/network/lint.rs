//! Networks that do nothing, or less than they seem to, because of those before them.

use super::Network;
use crate::address::AddressRange;

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

/// Whether two ascending runs of ranges have an address in common.
fn meet(a: impl Iterator<Item = AddressRange>, b: impl Iterator<Item = AddressRange>) -> bool {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    while let (Some(one), Some(other)) = (a.peek(), b.peek()) {
        if ends_before(*one, *other) {
            a.next();
        } else if ends_before(*other, *one) {
            b.next();
        } else {
            return true;
        }
    }
    false
}

/// The ranges of the ascending `all` without those of the ascending `less`.
fn without(
    all: impl Iterator<Item = AddressRange>,
    less: impl Iterator<Item = AddressRange>,
) -> Vec<AddressRange> {
    let mut less = less.peekable();
    let mut left = Vec::new();
    for range in all {
        let mut rest = Some(range);
        while let Some(now) = rest {
            match less.peek() {
                Some(cut) if ends_before(*cut, now) => {
                    less.next();
                }
                Some(cut) if !ends_before(now, *cut) => {
                    let (before, after) = now.cut(*cut);
                    left.extend(before);
                    rest = after;
                }
                _ => {
                    left.push(now);
                    rest = None;
                }
            }
        }
    }
    left
}

/// Whether all of `one` comes before all of `other`.
fn ends_before(one: AddressRange, other: AddressRange) -> bool {
    (one.family(), one.bits().1) < (other.family(), other.bits().0)
}

#[cfg(test)]
mod tests;
