//! Findings one by one, and repairs held to what is covered.

use proptest::prelude::*;

use super::*;
use crate::allowlist::{Difference, RuleSet, arbitrary};

fn rules(texts: &[&str]) -> Vec<Rule> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

/// The findings as `code:places`, and what the list is after each repair.
fn check(list: &[&str], expected: &[&str]) {
    let found = lint(&rules(list), Limits::default());
    let told: Vec<String> = found
        .iter()
        .map(|finding| {
            let places: Vec<String> = finding.rules.iter().map(ToString::to_string).collect();
            format!("{}:{}", finding.code.as_str(), places.join(","))
        })
        .collect();
    assert_eq!(told, expected, "{list:?}");
}

#[test]
fn a_list_without_oddities_has_no_findings() {
    check(&[], &[]);
    check(&["all"], &[]);
    check(&["9.9.9.0/24", "2a00:1450::/32"], &[]);
}

#[test]
fn rules_that_add_nothing_are_told_with_the_rule_that_makes_them_so() {
    check(&["9.9.9.0/24", "9.9.9.7", "2a00::/32"], &["redundant:1"]);
    check(&["9.9.9.7", "9.9.9.0/24", "9.9.9.0/24", "2a00::/32"], &["redundant:0", "duplicate:2"]);
    check(&["all", "9.9.9.9", "all"], &["all_beside_others:0", "duplicate:2"]);
    let found = lint(&rules(&["9.9.0.0/16", "9.9.9.0/24", "9.9.9.7", "::/1"]), Limits::default());
    let by: Vec<Code> = found.iter().map(|finding| finding.code).collect();
    assert!(by.contains(&Code::Redundant { by: 0 }) && by.contains(&Code::Redundant { by: 1 }), "{by:?}");
}

#[test]
fn rules_that_are_one_together_say_which() {
    let merge = |list: &[&str], into: &str, places: &[usize]| {
        let found = lint(&rules(list), Limits::default());
        let finding = found.iter().find(|finding| matches!(finding.code, Code::Mergeable { .. })).unwrap();
        assert_eq!(finding.code, Code::Mergeable { into: into.parse().unwrap() }, "{list:?}");
        assert_eq!(finding.rules, places, "{list:?}");
    };
    merge(&["9.9.9.128/25", "9.9.9.0/25"], "9.9.9.0/24", &[0, 1]);
    merge(&["9.9.9.0/25", "9.9.9.128/26", "9.9.9.192/26", "9.9.9.200"], "9.9.9.0/24", &[0, 1, 2]);
    merge(&["0.0.0.0/0", "::/0"], "all", &[0, 1]);
    merge(&["0.0.0.0/1", "128.0.0.0/1", "::/0"], "all", &[0, 1, 2]);
}

#[test]
fn ranges_that_are_set_aside_and_large_ones_are_told_and_left_to_the_person() {
    check(&["10.1.0.0/16", "fd00::/8"], &["private:0", "private:1", "large:1"]);
    check(&["9.0.0.0/8", "2600::/16"], &["large:0", "large:1"]);
    check(&["0.0.0.0/0", "2a00::1"], &["large:0"]);
    let found = lint(&rules(&["9.0.0.0/16", "2a00::/32"]), Limits { v4: 17, v6: 32 });
    assert_eq!(
        found.iter().map(|finding| (finding.code, finding.repair.is_none())).collect::<Vec<_>>(),
        [(Code::Large, true)]
    );
}

#[test]
fn every_range_that_is_set_aside_is_known_by_its_purpose() {
    let is = |text: &str, special| {
        let prefix = text.parse::<Rule>().unwrap().prefix().unwrap();
        assert_eq!(Special::of(prefix), special, "{text}");
    };
    for (text, special) in [
        ("10.0.0.0/8", Special::Private),
        ("172.31.255.255", Special::Private),
        ("192.168.1.0/24", Special::Private),
        ("fc00::/7", Special::Private),
        ("100.64.0.1", Special::Shared),
        ("127.0.0.1", Special::Loopback),
        ("::1", Special::Loopback),
        ("169.254.1.1", Special::LinkLocal),
        ("fe80::1", Special::LinkLocal),
        ("203.0.113.0/24", Special::Documentation),
        ("2001:db8::/48", Special::Documentation),
        ("3fff::/24", Special::Documentation),
        ("224.0.0.251", Special::Multicast),
        ("ff02::1", Special::Multicast),
        ("255.255.255.255", Special::Reserved),
        ("0.0.0.0", Special::Reserved),
        ("198.18.0.0/16", Special::Reserved),
        ("::", Special::Reserved),
    ] {
        is(text, Some(special));
    }
    for text in ["172.32.0.0/16", "100.128.0.0/10", "9.9.9.9", "2001:db9::/32", "2a00::/16", "10.0.0.0/7"] {
        is(text, None);
    }
}

#[test]
fn an_address_that_its_device_made_up_is_told_with_the_network_that_stays() {
    let is = |text: &str, network: Option<&str>| {
        let rule: Rule = text.parse().unwrap();
        let network = network.map(|network| network.parse::<Rule>().unwrap().prefix().unwrap());
        assert_eq!(special::temporary(rule.prefix().unwrap()), network, "{text}");
    };
    is("2a00:1450:1:2:89ab:c1d2:e3f4:567", Some("2a00:1450:1:2::/64"));
    is("2a00:1450:1:2::25", None);
    is("2a00:1450:1:2:0:0:c0a8:101", None);
    is("2a00:1450:1:2:211:22ff:fe33:4455", None);
    is("2a00:1450:1:2::/64", None);
    is("9.9.9.9", None);
}

#[test]
fn a_list_of_one_family_says_which_is_missing() {
    let missing = |list: &[&str]| {
        let found = lint(&rules(list), Limits::default());
        found.iter().find_map(|finding| match finding.code {
            Code::OneFamily { missing } => Some(missing),
            _ => None,
        })
    };
    assert_eq!(missing(&["9.9.9.9"]), Some(Family::V6));
    assert_eq!(missing(&["2a00::/32"]), Some(Family::V4));
    assert_eq!(missing(&["9.9.9.9", "2a00::/32"]), None);
    assert_eq!(missing(&["all"]), None);
    assert_eq!(missing(&[]), None);
}

fn covers_the_same(before: &[Rule], after: &[Rule]) -> bool {
    let list = |rules: &[Rule]| RuleSet::compile(rules.iter().copied());
    Difference::of(&list(before), &list(after)).is_none()
}

/// The naive model: a rule adds nothing if the list covers the same without it.
fn adds_nothing_by_trying(rules: &[Rule], place: usize) -> bool {
    let mut others = rules.to_vec();
    others.remove(place);
    // an empty list covers everything
    !others.is_empty() && covers_the_same(rules, &others)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_repair_never_changes_what_is_covered_and_leaves_fewer_rules(rules in arbitrary::small_list()) {
        for finding in lint(&rules, Limits::default()) {
            if let Some(repair) = finding.repair {
                let repaired = repair.apply(&rules);
                prop_assert!(repaired.len() < rules.len(), "{:?}", finding.code);
                prop_assert!(covers_the_same(&rules, &repaired), "{:?} {:?}", finding.code, repaired);
            }
        }
    }

    #[test]
    fn all_repairs_at_once_leave_nothing_to_repair_and_change_nothing(rules in arbitrary::small_list()) {
        let repaired = Repair::all(&rules).apply(&rules);
        prop_assert!(covers_the_same(&rules, &repaired), "{:?}", repaired);
        let left: Vec<Finding> = lint(&repaired, Limits::default());
        prop_assert!(left.iter().all(|finding| finding.repair.is_none()), "{:?} of {:?}", left, repaired);
        prop_assert_eq!(Repair::all(&repaired), Repair::default());
    }

    #[test]
    fn the_rule_that_makes_another_needless_is_the_narrowest_and_the_first_of_its_kind(
        rules in arbitrary::small_list(),
    ) {
        let found = lint(&rules, Limits::default());
        for (place, rule) in rules.iter().enumerate() {
            let twin = rules[..place].iter().position(|other| other == rule);
            let wider = (0..rules.len()).filter(|&other| rules[other] != *rule && rules[other].includes(*rule));
            let by = wider.min_by_key(|&other| (rules[other].count(), other)).filter(|&by| rules[by] != Rule::All);
            let expected = twin.map(|of| Code::Duplicate { of }).or(by.map(|by| Code::Redundant { by }));
            let told = found.iter().find_map(|finding| match finding.code {
                code @ (Code::Duplicate { .. } | Code::Redundant { .. }) if finding.rules == [place] => Some(code),
                _ => None,
            });
            prop_assert_eq!(told, expected, "{} of {:?}", place, rules);
        }
    }

    #[test]
    fn what_adds_nothing_by_trying_is_found(rules in arbitrary::small_list()) {
        let found = lint(&rules, Limits::default());
        for place in 0..rules.len() {
            // one of two equals is told, and of rules that fill a wider one those within it are
            let told = found.iter().any(|finding| {
                finding.rules.contains(&place)
                    || matches!(finding.code, Code::Duplicate { of } | Code::Redundant { by: of } if of == place)
                    || matches!(finding.code, Code::AllBesideOthers { .. })
            });
            let idle = adds_nothing_by_trying(&rules, place);
            prop_assert!(told || !idle, "{} of {:?}: {:?}", place, rules, found);
        }
        for finding in &found {
            if let Code::Duplicate { .. } | Code::Redundant { .. } = finding.code {
                prop_assert!(adds_nothing_by_trying(&rules, finding.rules[0]), "{:?} of {:?}", finding, rules);
            }
        }
    }
}
