//! The same rules in the form of each crate.

use ipnet::IpNet;
use iptrie::{Ipv4LCTrieSet, Ipv4RTrieSet, Ipv6LCTrieSet, Ipv6RTrieSet};
use prefix_trie::joint::JointPrefixSet;
use sekisho_engine::address::Prefix;
use sekisho_engine::allowlist::{Rule, RuleSet};
use ts_bart::RoutingTable;

/// The rules as the other crates take them.
pub(crate) fn nets(rules: &[Prefix]) -> Vec<IpNet> {
    rules.iter().map(|prefix| IpNet::new_assert(prefix.first(), prefix.length())).collect()
}

pub(crate) fn sekisho(rules: &[Prefix]) -> RuleSet {
    RuleSet::compile(rules.iter().copied().map(Rule::from))
}

/// The compressed form, whose look-ups are the fastest.
pub(crate) fn iptrie(nets: &[IpNet]) -> (Ipv4LCTrieSet, Ipv6LCTrieSet) {
    let (mut v4, mut v6) = (Ipv4RTrieSet::new(), Ipv6RTrieSet::new());
    for net in nets {
        match net {
            IpNet::V4(net) => drop(v4.insert((*net).into())),
            IpNet::V6(net) => drop(v6.insert((*net).into())),
        }
    }
    (v4.compress(), v6.compress())
}

pub(crate) fn ts_bart(nets: &[IpNet]) -> ts_bart::Table<()> {
    let mut table = ts_bart::Table::default();
    for net in nets {
        table.insert(*net, ());
    }
    table
}

pub(crate) fn prefix_trie(nets: &[IpNet]) -> JointPrefixSet<IpNet> {
    nets.iter().copied().collect()
}
