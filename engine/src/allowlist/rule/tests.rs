//! Rules as people type them. The table of texts is `tests/vectors/rules.json`, which runs in WebAssembly
//! too; here are the properties.

use proptest::prelude::*;

use super::*;
use crate::allowlist::arbitrary;

/// Texts made of what rules and their mistakes are made of.
fn nearly_a_rule() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[0-9]{1,3}",
        3 => "\\.",
        1 => "[0-9a-fA-F]{0,5}",
        1 => "[:]{1,2}",
        1 => "[/*%,; \\-\\[\\]]",
        1 => "(all|ALL|::ffff:|0x|://|255\\.255\\.|example|1２３|。|\u{200b}|\u{3000})",
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// What holds for every text.
fn holds(text: &str) {
    match Rule::parse(text) {
        Ok(parsed) => {
            assert_eq!(parsed.canonical, parsed.rule.to_string());
            let again =
                Rule::parse(&parsed.canonical).map(|again| (again.rule, again.canonical, again.corrected));
            assert_eq!(again, Ok((parsed.rule, parsed.canonical, false)), "canonical form of {text:?}");
        }
        Err(error) => {
            assert!(text.get(error.span()).is_some(), "span {:?} of {text:?}", error.span());
            if let Some(suggestion) = error.suggestion() {
                let parsed = Rule::parse(suggestion).map(|parsed| (parsed.canonical, parsed.corrected));
                assert_eq!(parsed, Ok((suggestion.to_owned(), false)), "suggestion for {text:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_printed_rule_reads_back_as_itself(rule in arbitrary::rule()) {
        let parsed = Rule::parse(&rule.to_string()).unwrap();
        prop_assert_eq!((parsed.rule, parsed.corrected), (rule, false));
    }

    #[test]
    fn t22_any_text_is_a_rule_or_an_error_within_it(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn t22_any_text_that_resembles_a_rule_is_one_or_an_error_within_it(text in nearly_a_rule()) {
        holds(&text);
    }

    #[test]
    fn host_bits_are_cleared_and_reported(address in arbitrary::address(), length in 0..=128_u8) {
        let length = length.min(address.family().bits());
        let parsed = Rule::parse(&format!("{address}/{length}")).unwrap();
        let prefix = Prefix::of(address, length).unwrap();
        prop_assert_eq!(parsed.rule, Rule::Prefix(prefix));
        prop_assert_eq!(parsed.corrected, prefix.first() != address.to_ip());
    }

    #[test]
    fn a_dotted_mask_means_its_length(address in any::<std::net::Ipv4Addr>(), length in 0..=32_u32) {
        let mask = std::net::Ipv4Addr::from_bits(u32::MAX.checked_shl(32 - length).unwrap_or(0));
        let dotted = Rule::parse(&format!("{address}/{mask}"));
        prop_assert_eq!(dotted, Rule::parse(&format!("{address}/{length}")));
    }

    #[test]
    fn a_mask_with_a_hole_is_refused(mask in any::<u32>()) {
        let ones = mask.leading_ones();
        let result = Rule::parse(&format!("192.0.2.0/{}", std::net::Ipv4Addr::from_bits(mask)));
        prop_assert_eq!(result.is_ok(), mask.count_ones() == ones);
    }

    #[test]
    fn white_space_around_a_rule_changes_nothing_but_the_place_of_an_error(
        text in nearly_a_rule(), before in "[ \t\r\n]{0,3}", after in "[ \t\r\n]{0,3}",
    ) {
        let text = text.trim_ascii();
        prop_assume!(!text.is_empty());
        let moved = |error: RuleError| error.moved(before.len());
        prop_assert_eq!(Rule::parse(&format!("{before}{text}{after}")), Rule::parse(text).map_err(moved));
    }

    #[test]
    fn a_rule_includes_another_if_it_covers_all_of_it(
        one in arbitrary::small_rule(), other in arbitrary::small_rule(),
    ) {
        let mut covered = arbitrary::universe();
        covered.retain(|address| other.covers(*address));
        let all = covered.iter().all(|address| one.covers(*address));
        // What is covered beyond the small universe shows in the count.
        let expected = all && !covered.is_empty() && one.count() >= other.count();
        prop_assert!(one.includes(other) == expected || covered.is_empty());
    }
}

#[test]
fn all_is_more_than_either_family() {
    let [all, v4, v6] = ["all", "0.0.0.0/0", "::/0"].map(|text| text.parse::<Rule>().unwrap());
    assert!(all != v4 && all != v6 && v4 != v6);
    let reach =
        |rule: Rule| ["192.0.2.1", "2001:db8::1"].map(|address| rule.covers(address.parse().unwrap()));
    assert_eq!([reach(all), reach(v4), reach(v6)], [[true, true], [true, false], [false, true]]);
    assert_eq!(all.count(), v4.count() + v6.count());
    assert!(all.includes(v4) && all.includes(v6) && !v4.includes(all) && !v6.includes(all));
}

#[test]
fn an_error_is_shown_with_what_was_meant() {
    let shown = |text: &str| Rule::parse(text).unwrap_err().to_string();
    assert_eq!(shown("192.0.2.0/33"), "a length is at most 32 for IPv4 and 128 for IPv6");
    assert_eq!(shown("10/8"), "an IPv4 address has four numbers (did you mean 10.0.0.0/8?)");
}

#[cfg(feature = "serde")]
#[test]
fn a_rule_travels_as_its_canonical_text_and_a_wrong_one_does_not_arrive() {
    let rule: Rule = serde_json::from_str("\"192.0.2.9/255.255.255.0\"").unwrap();
    assert_eq!(serde_json::to_string(&rule).unwrap(), "\"192.0.2.0/24\"");
    assert!(serde_json::from_str::<Rule>("\"192.0.2.0/33\"").is_err());
}
