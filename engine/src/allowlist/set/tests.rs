//! Compiled lists against a linear model.

use proptest::prelude::*;

use super::*;
use crate::address::{Family, Prefix};
use crate::allowlist::arbitrary;

/// The place of the narrowest rule that covers `address`; of equal ones, the first.
fn matching(rules: &[Rule], address: Address) -> Option<usize> {
    let covering = rules.iter().enumerate().filter(|(_, rule)| rule.covers(address));
    covering.min_by_key(|(place, rule)| (rule.count(), *place)).map(|(place, _)| place)
}

fn agrees_with_the_model(rules: &[Rule], addresses: impl IntoIterator<Item = Address>) {
    let list = RuleSet::compile(rules.iter().copied());
    assert_eq!(list.rules(), rules);
    for address in addresses {
        let expected = matching(rules, address);
        assert_eq!(list.matching(address), expected, "{address} in {rules:?}");
        assert_eq!(list.covered().contains(address), expected.is_some(), "{address} in {rules:?}");
        let verdict = match expected {
            _ if rules.is_empty() => Verdict::Unrestricted,
            Some(by) => Verdict::Covered { by },
            None => Verdict::NotCovered,
        };
        assert_eq!(list.verdict(address), verdict, "{address} in {rules:?}");
        assert_eq!(list.admits(address), verdict.admits(), "{address} in {rules:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_list_says_of_every_address_what_its_rules_say_one_by_one(rules in arbitrary::small_list()) {
        agrees_with_the_model(&rules, arbitrary::universe());
    }

    #[test]
    fn so_does_a_long_list_at_the_ends_of_its_rules(
        rules in prop::collection::vec(arbitrary::rule(), 0..200),
        addresses in prop::collection::vec(arbitrary::address(), 20),
    ) {
        let ends = rules.iter().flat_map(|rule| rule.ranges()).flat_map(|range| [range.first(), range.last()]);
        let ends: Vec<Address> = ends.take(60).map(Address::from).collect();
        agrees_with_the_model(&rules, ends.into_iter().chain(addresses));
    }

    #[test]
    fn merged_ranges_are_ascending_and_apart_and_hold_what_is_covered(rules in arbitrary::small_list()) {
        let list = RuleSet::compile(rules.iter().copied());
        let ranges: Vec<AddressRange> = list.ranges().collect();
        for pair in ranges.windows(2) {
            let apart = pair[0].family() != pair[1].family() || pair[0].bits().1 + 1 < pair[1].bits().0;
            prop_assert!(pair[0] < pair[1] && apart, "{:?}", ranges);
        }
        for address in arbitrary::universe() {
            let held = ranges.iter().any(|range| range.contains(address));
            prop_assert_eq!(held, matching(&rules, address).is_some());
        }
        prop_assert_eq!(list.count(), ranges.iter().map(|range| range.count()).sum());
        for rule in &rules {
            prop_assert!(rule.ranges().all(|range| list.covered().includes(range)));
        }
    }

    #[test]
    fn the_order_of_a_list_changes_nothing_of_what_it_covers(mut rules in arbitrary::small_list()) {
        let list = RuleSet::compile(rules.iter().copied());
        rules.reverse();
        let reversed = RuleSet::compile(rules);
        prop_assert_eq!(reversed.covered(), list.covered());
    }

    #[test]
    fn a_set_includes_a_range_if_it_contains_each_of_its_addresses(
        rules in arbitrary::small_list(), rule in arbitrary::small_rule(),
    ) {
        let set: AddressSet = rules.iter().flat_map(|rule| rule.prefixes()).collect();
        for range in rule.ranges().filter(|range| range.count() <= 16.into()) {
            let (first, last) = range.bits();
            let each = (first..=last).all(|bits| set.contains(match range.bounds() {
                Bounds::V4(..) => std::net::Ipv4Addr::from_bits(u32::try_from(bits).unwrap()).into(),
                Bounds::V6(..) => std::net::Ipv6Addr::from_bits(bits).into(),
            }));
            prop_assert_eq!(set.includes(range), each, "{} in {:?}", range, rules);
        }
    }
}

#[test]
fn an_empty_list_restricts_nothing_although_it_covers_nothing() {
    let list = RuleSet::default();
    assert!(list.is_unrestricted());
    for address in arbitrary::universe() {
        assert!(list.admits(address) && !list.covered().contains(address));
        assert_eq!((list.verdict(address), list.matching(address)), (Verdict::Unrestricted, None));
    }
    assert_eq!(list.count(), Count::ZERO);
    assert_eq!(list, RuleSet::compile([]));
}

#[test]
fn a_list_with_all_covers_every_address_of_both_families_exactly() {
    let list = RuleSet::compile([Rule::All]);
    assert!(!list.is_unrestricted());
    let families = [Family::V4, Family::V6].map(Prefix::everything);
    assert_eq!(list.covered(), &families.into_iter().collect());
    assert_eq!(list.count().to_string(), "340282366920938463463374607436063178752");
    let halves = ["0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"].map(|rule| rule.parse::<Rule>().unwrap());
    assert_eq!(RuleSet::compile(halves).covered(), list.covered());
}

#[test]
fn a_gate_of_any_size_lets_everything_through_that_is_covered() {
    // 10 ranges have a gate of one byte, 100 and 2,000 have more bits, 3,000 have none.
    for count in [10, 100, 2_000, 3_000_u32] {
        let scattered = (0..count).map(|i| i.wrapping_mul(2_654_435_761));
        let v4 = scattered.clone().map(|bits| Address::from(std::net::Ipv4Addr::from_bits(bits)));
        let v6 = scattered.map(|bits| Address::from(std::net::Ipv6Addr::from_bits(u128::from(bits) << 90)));
        let addresses: Vec<Address> = v4.chain(v6).collect();
        let list = RuleSet::compile(addresses.iter().copied().map(Rule::from));
        for (place, &address) in addresses.iter().enumerate() {
            assert!(list.admits(address), "{address} of {count}");
            assert_eq!(list.matching(address), Some(place));
        }
    }
}

#[test]
fn a_hole_of_a_long_list_is_a_miss_for_every_question() {
    // 10,000 rules, scattered, some within others. The first three are the lowest; 0.16.185.97 is a hole among them.
    let low = ["0.5.14.109", "0.7.159.175", "0.29.156.221"].map(|text| Prefix::host(text.parse().unwrap()));
    let scattered = (1..5_000_u32).flat_map(|i| {
        let bits = i.wrapping_mul(2_654_435_761) | 1 << 29;
        let v4 = Prefix::of(std::net::Ipv4Addr::from_bits(bits).into(), 32 - u8::try_from(i % 19).unwrap());
        let v6 = std::net::Ipv6Addr::from_bits(u128::from(bits) << 96 | u128::from(bits));
        [v4, Prefix::of(v6.into(), 128 - u8::try_from(i % 113).unwrap())].map(Option::unwrap)
    });
    let rules: Vec<Rule> = low.into_iter().chain(scattered).map(Rule::from).collect();
    let mut asked: Vec<Address> = vec!["0.16.185.97".parse().unwrap()];
    for rule in rules.iter().take(3).chain(rules.iter().skip(3).step_by(97)) {
        for range in rule.ranges() {
            let (first, last) = range.bits();
            asked.extend([first.wrapping_sub(1), first, last, last.wrapping_add(1)].map(|bits| {
                match range.bounds() {
                    Bounds::V4(..) => {
                        Address::from(std::net::Ipv4Addr::from_bits(u32::try_from(bits).unwrap()))
                    }
                    Bounds::V6(..) => Address::from(std::net::Ipv6Addr::from_bits(bits)),
                }
            }));
        }
    }
    agrees_with_the_model(&rules, asked.iter().copied());
    let list = RuleSet::compile(rules);
    assert_eq!((list.admits(asked[0]), list.matching(asked[0])), (false, None));
    let covered = asked.iter().filter(|address| list.admits(**address)).count();
    assert!(covered > 200 && asked.len() - covered > 100, "{covered} of {}", asked.len());
}
