//! Previews against a naive model: make the change, compile the list anew, compare.

use proptest::prelude::*;

use super::*;
use crate::allowlist::arbitrary;

/// The rules after a change, each with the place that a preview names it by.
fn changed(rules: &[Rule], change: Change) -> Vec<(usize, Rule)> {
    let mut after: Vec<(usize, Rule)> = rules.iter().copied().enumerate().collect();
    match change {
        Change::None => {}
        Change::Add(rule) => after.push((rules.len(), rule)),
        Change::Remove(place) => after.retain(|(at, _)| *at != place),
    }
    after
}

/// What the list with these rules says about each of `addresses`.
fn verdicts(rules: &[(usize, Rule)], addresses: &[Address]) -> Vec<Verdict> {
    let list = RuleSet::compile(rules.iter().map(|(_, rule)| *rule));
    let verdict = |address: &Address| match list.verdict(*address) {
        Verdict::Covered { by } => Verdict::Covered { by: rules[by].0 },
        other => other,
    };
    addresses.iter().map(verdict).collect()
}

fn agrees_with_the_model(rules: &[Rule], change: Change) {
    let list = RuleSet::compile(rules.iter().copied());
    let addresses = arbitrary::universe();
    let preview = Preview::of(&list, change, &addresses);

    let after = changed(rules, change);
    assert_eq!(preview.restriction, Restriction::new(!rules.is_empty(), !after.is_empty()));
    let before = verdicts(&changed(rules, Change::None), &addresses);
    let verdicts = before.into_iter().zip(verdicts(&after, &addresses));
    let expected = addresses.into_iter().zip(verdicts);
    let expected: Vec<AddressPreview> =
        expected.map(|(address, (before, after))| AddressPreview { address, before, after }).collect();
    assert_eq!(preview.addresses, expected, "{change:?} to {rules:?}");

    let rule = match change {
        Change::None => None,
        Change::Add(rule) => Some(rule),
        Change::Remove(place) => rules.get(place).copied(),
    };
    assert_eq!(preview.rule, rule);
    let Some(rule) = rule else {
        assert_eq!((preview.covered, preview.includes), (Coverage::No, vec![]));
        return;
    };
    let removed = if let Change::Remove(place) = change { Some(place) } else { None };
    let others: Vec<(usize, Rule)> =
        changed(rules, Change::None).into_iter().filter(|(at, _)| Some(*at) != removed).collect();
    assert_eq!(preview.covered, coverage(&others, rule), "{change:?} to {rules:?}");
    let includes: Vec<usize> = others
        .iter()
        .filter(|(_, other)| rule.includes(*other) && rule != *other)
        .map(|(at, _)| *at)
        .collect();
    assert_eq!(preview.includes, includes, "{change:?} to {rules:?}");
}

fn coverage(others: &[(usize, Rule)], rule: Rule) -> Coverage {
    let around = others.iter().filter(|(_, other)| other.includes(rule));
    match around.min_by_key(|(at, other)| (other.count(), *at)) {
        Some((at, other)) if *other == rule => Coverage::Duplicate(*at),
        Some((at, _)) => Coverage::By(*at),
        None => {
            let together = RuleSet::compile(others.iter().map(|(_, other)| *other));
            let filled = rule.ranges().all(|range| together.covered().includes(range));
            if filled { Coverage::Together } else { Coverage::No }
        }
    }
}

proptest! {
    #[test]
    fn adding_a_rule_does_what_the_preview_says(rules in arbitrary::small_list(), rule in arbitrary::small_rule()) {
        agrees_with_the_model(&rules, Change::Add(rule));
    }

    #[test]
    fn adding_a_rule_that_is_there_does_what_the_preview_says(
        rules in prop::collection::vec(arbitrary::small_rule(), 1..12), place in any::<prop::sample::Index>(),
    ) {
        agrees_with_the_model(&rules, Change::Add(rules[place.index(rules.len())]));
    }

    #[test]
    fn removing_a_rule_does_what_the_preview_says(rules in arbitrary::small_list(), place in 0..13_usize) {
        agrees_with_the_model(&rules, Change::Remove(place));
    }

    #[test]
    fn no_change_changes_nothing(rules in arbitrary::small_list()) {
        agrees_with_the_model(&rules, Change::None);
    }

    #[test]
    fn halves_cover_the_whole_together(halves in arbitrary::small_rule().prop_filter("has halves", has_halves)) {
        let [low, high] = self::halves(halves);
        agrees_with_the_model(&[low, high], Change::Add(halves));
        agrees_with_the_model(&[low, halves, high], Change::Remove(1));
        agrees_with_the_model(&[low, halves], Change::Remove(1));
    }
}

fn has_halves(rule: &Rule) -> bool {
    rule.count() > 1.into()
}

/// Two rules that are apart and together cover what `rule` does.
fn halves(rule: Rule) -> [Rule; 2] {
    let Rule::Prefix(prefix) = rule else {
        return ["0.0.0.0/0", "::/0"].map(|family| family.parse().unwrap());
    };
    [prefix.first(), prefix.last()].map(|ip| Prefix::of(ip.into(), prefix.length() + 1).unwrap().into())
}

fn preview(list: &[&str], change: Change, addresses: &[&str]) -> Preview {
    let list = RuleSet::compile(list.iter().map(|rule| rule.parse::<Rule>().unwrap()));
    let addresses: Vec<Address> = addresses.iter().map(|address| address.parse().unwrap()).collect();
    Preview::of(&list, change, &addresses)
}

#[test]
fn the_first_rule_begins_to_restrict_and_the_last_one_ends_it() {
    let rule = Change::Add("192.0.2.0/24".parse().unwrap());
    let begins = preview(&[], rule, &["192.0.2.1", "198.51.100.1", "2001:db8::1"]);
    assert_eq!(begins.restriction, Restriction::Begins);
    assert_eq!(begins.addresses.iter().map(AddressPreview::is_lost).collect::<Vec<_>>(), [false, true, true]);

    let ends = preview(&["192.0.2.0/24"], Change::Remove(0), &["192.0.2.1", "198.51.100.1"]);
    assert_eq!(ends.restriction, Restriction::Ends);
    assert_eq!(ends.addresses.iter().map(AddressPreview::is_gained).collect::<Vec<_>>(), [false, true]);
    assert_eq!(ends.addresses[0].after, Verdict::Unrestricted);

    assert_eq!(preview(&[], Change::Remove(0), &[]).restriction, Restriction::Never);
    assert_eq!(preview(&["all"], Change::Remove(7), &[]).restriction, Restriction::Stays);
}

#[test]
fn a_candidate_comes_with_its_ranges_and_their_exact_count() {
    let shown = |rule: &str| {
        let preview = preview(&[], Change::Add(rule.parse().unwrap()), &[]);
        let ranges: Vec<String> = preview.ranges().map(|range| range.to_string()).collect();
        (ranges.join(" "), preview.count().to_string())
    };
    assert_eq!(shown("192.0.2.9/30"), ("192.0.2.8-192.0.2.11".to_owned(), "4".to_owned()));
    let v6 = "340282366920938463463374607431768211456";
    assert_eq!(shown("::/0"), ("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff".to_owned(), v6.to_owned()));
}
