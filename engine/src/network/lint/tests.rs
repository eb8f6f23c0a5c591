use std::net::IpAddr;

use proptest::prelude::*;

use super::{Reach, lint};
use crate::address::{Address, AddressRange};
use crate::allowlist::{Rule, arbitrary};
use crate::network::{Network, NetworkAction, Networks};

fn networks(lists: Vec<Vec<Rule>>) -> Vec<Network> {
    let named = lists.into_iter().enumerate();
    named.map(|(at, rules)| Network { name: at.to_string(), rules, action: NetworkAction::Deny }).collect()
}

/// Addresses such that between any two neighbours no network begins or ends: the first of each range, and the
/// first after it.
fn corners(networks: &[Network]) -> Vec<Address> {
    let next = |last: IpAddr| match last {
        IpAddr::V4(v4) => v4.to_bits().checked_add(1).map(|bits| IpAddr::V4(bits.into())),
        IpAddr::V6(v6) => v6.to_bits().checked_add(1).map(|bits| IpAddr::V6(bits.into())),
    };
    let ranges = || networks.iter().flat_map(|network| &network.rules).flat_map(|rule| rule.ranges());
    let firsts = ranges().map(AddressRange::first);
    firsts.chain(ranges().filter_map(|range| next(range.last()))).map(Address::from).collect()
}

/// The same by asking who decides about each corner.
fn naive(networks: &[Network]) -> Vec<Reach> {
    let corners = corners(networks);
    let compiled = Networks::compile(networks.to_vec());
    let decider = |address| compiled.first_match(address).and_then(|network| network.name.parse().ok());
    let reach = |(at, network): (usize, &Network)| {
        let own = corners.iter().filter(|corner| network.rules.iter().any(|rule| rule.covers(**corner)));
        let mut by: Vec<usize> = own.filter_map(|corner| decider(*corner)).collect();
        by.sort_unstable();
        by.dedup();
        let reached = by.contains(&at);
        by.retain(|other| *other != at);
        match (reached, by.is_empty()) {
            (false, true) => Reach::Empty,
            (true, true) => Reach::Whole,
            (true, false) => Reach::Part(by),
            (false, false) => Reach::Never(by),
        }
    };
    networks.iter().enumerate().map(reach).collect()
}

#[test]
fn each_entry_is_told_who_decides_before_it() {
    let check = |lists: &[&[&str]], expected: &[Reach]| {
        let read = |rules: &&[&str]| rules.iter().map(|rule| rule.parse().unwrap()).collect();
        assert_eq!(lint(&networks(lists.iter().map(read).collect())), expected, "{lists:?}");
    };
    check(&[], &[]);
    check(&[&[]], &[Reach::Empty]);
    check(&[&["10.0.0.0/8"], &["192.0.2.0/24"]], &[Reach::Whole, Reach::Whole]);
    check(&[&["10.0.0.0/8"], &["10.1.0.0/16"]], &[Reach::Whole, Reach::Never(vec![0])]);
    check(&[&["10.1.0.0/16"], &["10.0.0.0/8"]], &[Reach::Whole, Reach::Part(vec![0])]);
    // two halves together cover the whole, and the third decides about nothing of the fourth
    check(
        &[&["10.0.0.0/9"], &["10.128.0.0/9"], &["10.1.0.0/16"], &["10.0.0.0/8"]],
        &[Reach::Whole, Reach::Whole, Reach::Never(vec![0]), Reach::Never(vec![0, 1])],
    );
    check(&[&["all"], &["::/0", "0.0.0.0/0"]], &[Reach::Whole, Reach::Never(vec![0])]);
    check(&[&["::/0"], &["all"], &["all"]], &[Reach::Whole, Reach::Part(vec![0]), Reach::Never(vec![0, 1])]);
    check(&[&["255.255.255.255"], &["255.255.255.0/24", "::/128"]], &[Reach::Whole, Reach::Part(vec![0])]);
}

proptest! {
    #[test]
    fn it_agrees_with_asking_about_every_corner(lists in prop::collection::vec(arbitrary::small_list(), 0..6)) {
        let networks = networks(lists);
        prop_assert_eq!(lint(&networks), naive(&networks));
    }

    #[test]
    fn whoever_is_never_reached_can_go(lists in prop::collection::vec(arbitrary::small_list(), 0..6)) {
        let all = networks(lists);
        let found = lint(&all);
        let kept = all.iter().zip(&found).filter(|(_, reach)| !matches!(reach, Reach::Never(_) | Reach::Empty));
        let fewer = Networks::compile(kept.map(|(network, _)| network.clone()).collect());
        let all = Networks::compile(all);
        for address in arbitrary::universe() {
            prop_assert_eq!(fewer.first_match(address), all.first_match(address), "{}", address);
        }
    }
}
