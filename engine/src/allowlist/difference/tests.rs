//! Differences against a model that asks about every address one by one.

use proptest::prelude::*;

use super::*;
use crate::allowlist::{Rule, arbitrary};

fn list(rules: &[&str]) -> RuleSet {
    RuleSet::compile(rules.iter().map(|rule| rule.parse::<Rule>().unwrap()))
}

fn texts(addresses: &Addresses) -> Vec<String> {
    addresses.prefixes().map(|prefix| prefix.to_string()).collect()
}

/// The fewest prefixes by trying: of each length, the widest first, whatever lies wholly among `bits` of a
/// family of eight bits.
fn fewest(bits: &[bool; 256]) -> usize {
    fn within(bits: &[bool]) -> usize {
        if bits.iter().all(|held| *held) {
            return 1;
        }
        if bits.iter().all(|held| !held) {
            return 0;
        }
        let (left, right) = bits.split_at(bits.len() / 2);
        within(left) + within(right)
    }
    within(bits)
}

#[test]
fn from_nothing_to_one_address_almost_everything_is_lost() {
    let difference = Difference::of(&list(&[]), &list(&["192.0.2.7"]));
    assert!(difference.gained.is_empty());
    assert_eq!(difference.lost.count().to_string(), "340282366920938463463374607436063178751");
    // one prefix of each length from 1 to 32, and the other family
    assert_eq!(difference.lost.prefixes().count(), 33);
    assert_eq!(texts(&difference.lost).last().map(String::as_str), Some("::/0"));
    assert!(!difference.lost.contains("192.0.2.7".parse().unwrap()));
    assert!(difference.lost.contains("192.0.2.6".parse().unwrap()));
    assert!(difference.lost.contains("::1".parse().unwrap()));
}

#[test]
fn the_whole_of_a_family_is_counted_exactly() {
    let difference = Difference::of(&list(&["0.0.0.0/0"]), &list(&["::/0"]));
    assert_eq!(
        (texts(&difference.lost), texts(&difference.gained)),
        (vec!["0.0.0.0/0".into()], vec!["::/0".into()])
    );
    assert_eq!(difference.gained.count().exponent_of_two(), Some(128));
    assert_eq!(difference.lost.count().to_u128(), Some(1 << 32));
}

#[test]
fn rules_that_say_the_same_in_other_words_make_no_difference() {
    let check = |before: &[&str], after: &[&str]| {
        assert!(Difference::of(&list(before), &list(after)).is_none(), "{before:?} {after:?}");
    };
    check(&[], &["all"]);
    check(&["all"], &["0.0.0.0/0", "::/0"]);
    check(&["192.0.2.0/25", "192.0.2.128/25", "192.0.2.7"], &["192.0.2.0/24"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn an_address_is_gained_or_lost_as_the_lists_say_one_by_one(
        before in arbitrary::small_list(), after in arbitrary::small_list(),
    ) {
        let (before, after) = (RuleSet::compile(before), RuleSet::compile(after));
        let difference = Difference::of(&before, &after);
        for address in arbitrary::universe() {
            let (was, is) = (before.admits(address), after.admits(address));
            prop_assert_eq!(difference.gained.contains(address), !was && is, "{}", address);
            prop_assert_eq!(difference.lost.contains(address), was && !is, "{}", address);
            let in_prefixes = |side: &Addresses| side.prefixes().any(|prefix| prefix.contains(address));
            prop_assert_eq!(in_prefixes(&difference.gained), !was && is);
            prop_assert_eq!(in_prefixes(&difference.lost), was && !is);
        }
        let swapped = Difference::of(&after, &before);
        prop_assert_eq!((&swapped.gained, &swapped.lost), (&difference.lost, &difference.gained));
        for side in [&difference.gained, &difference.lost] {
            prop_assert_eq!(side.count(), side.prefixes().map(Prefix::count).sum());
        }
    }

    #[test]
    fn so_it_is_for_lists_from_everywhere(
        before in prop::collection::vec(arbitrary::rule(), 0..60),
        after in prop::collection::vec(arbitrary::rule(), 0..60),
        addresses in prop::collection::vec(arbitrary::address(), 40),
    ) {
        let (before, after) = (RuleSet::compile(before), RuleSet::compile(after));
        let difference = Difference::of(&before, &after);
        let gained: Vec<Prefix> = difference.gained.prefixes().collect();
        prop_assert!(gained.is_sorted());
        for address in addresses {
            let (was, is) = (before.admits(address), after.admits(address));
            prop_assert_eq!(difference.gained.contains(address), !was && is);
            prop_assert_eq!(difference.lost.contains(address), was && !is);
        }
    }

    #[test]
    fn no_fewer_prefixes_would_do(held in prop::collection::vec(any::<bool>(), 256)) {
        let held: [bool; 256] = held.try_into().unwrap();
        let singles = (0..=255_u8).filter(|last| held[usize::from(*last)]);
        let list = RuleSet::compile(singles.map(|last| Rule::from(Address::from(std::net::Ipv4Addr::new(192, 0, 2, last)))));
        let addresses = Addresses(list.ranges().collect());
        prop_assert_eq!(addresses.prefixes().count(), fewest(&held));
    }
}
