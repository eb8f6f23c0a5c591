//! The verdict in words, for the cases that people meet.

use super::judge::{Here, Judge, Typed};
use super::text::AllowlistText as T;
use super::wording::{self, Line};
use crate::i18n::{Language, Words};
use crate::ui::Tone;
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::Rule;

const HERE: &str = "203.0.113.7";

fn words() -> Words {
    Words::new(Language::En, std::sync::Arc::default())
}

fn address(text: &str) -> Address {
    text.parse().expect("an address")
}

fn rule(text: &str) -> Rule {
    text.parse().expect("a rule")
}

fn judge_at(current: Option<&str>, rules: &[&str]) -> Judge {
    let recent = ["198.51.100.20", "2001:db8:1:2::3"].map(address);
    Judge::new(rules.iter().map(|text| rule(text)), current.map(address), recent, 10)
}

fn judge(rules: &[&str]) -> Judge {
    judge_at(Some(HERE), rules)
}

/// What is said of adding `text`, and whether it has to be confirmed.
fn adding(judge: &Judge, text: &str) -> (Vec<Line>, Option<Address>) {
    let Typed::Rule { consequence, .. } = judge.typed(text) else { panic!("{text} is a rule") };
    (wording::adding(&words(), judge, &consequence), consequence.here.to_confirm())
}

fn removing(judge: &Judge, place: usize) -> (Vec<Line>, Option<Address>) {
    let consequence = judge.removal(place).expect("a rule at this place");
    (wording::removing(&words(), &consequence), consequence.here.to_confirm())
}

fn texts(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.text.as_str()).collect()
}

fn said(message: T, values: &[(&str, &str)]) -> String {
    words().fill(message, values)
}

#[test]
fn the_first_rule_that_leaves_me_out_says_so_first_and_asks_for_confirmation() {
    let (lines, confirm) = adding(&judge(&[]), "192.0.2.0/24");
    assert_eq!(lines[0].tone, Tone::Danger);
    assert_eq!(
        texts(&lines),
        [
            "You would no longer be able to sign in from 203.0.113.7, where you are now.",
            "Sign-ins from 2 addresses that you used lately would be refused.",
            "So far you can sign in from anywhere. From this first rule on, only from the addresses in the list.",
        ]
    );
    assert_eq!(confirm, Some(address(HERE)));
}

#[test]
fn the_first_rule_that_covers_me_tells_that_the_list_restricts_from_now_on() {
    let (lines, confirm) = adding(&judge(&[]), "203.0.113.0/24");
    assert_eq!(lines[0], Line { tone: Tone::Good, text: said(T::KeepsHere, &[("address", HERE)]) });
    assert!(lines.contains(&Line { tone: Tone::Warning, text: said(T::Begins, &[]) }));
    assert_eq!(confirm, None);
}

#[test]
fn all_as_the_first_rule_restricts_nothing() {
    let (lines, confirm) = adding(&judge(&[]), "all");
    assert_eq!(texts(&lines), [said(T::KeepsHere, &[("address", HERE)]), said(T::AllAdmits, &[])]);
    assert_eq!(confirm, None);
}

#[test]
fn a_rule_that_lets_me_in_again_is_good_news() {
    let (lines, confirm) = adding(&judge(&["192.0.2.0/24"]), HERE);
    assert_eq!(lines[0], Line { tone: Tone::Good, text: said(T::GainsHere, &[("address", HERE)]) });
    assert_eq!(confirm, None);
}

#[test]
fn a_list_that_leaves_me_out_already_still_asks_for_confirmation() {
    let (lines, confirm) = adding(&judge(&["192.0.2.0/24"]), "192.0.3.0/24");
    assert_eq!(lines[0], Line { tone: Tone::Danger, text: said(T::StaysOutHere, &[("address", HERE)]) });
    assert_eq!(confirm, Some(address(HERE)));
}

#[test]
fn what_is_in_the_list_already_is_named_with_its_number() {
    let list = judge(&["203.0.113.0/24", "192.0.2.0/24"]);
    let (lines, _) = adding(&list, "192.0.2.0/255.255.255.0");
    assert!(texts(&lines).contains(&said(T::Duplicate, &[("place", "2")]).as_str()));
    let (lines, _) = adding(&list, "192.0.2.128/25");
    let covered = said(T::CoveredBy, &[("place", "2"), ("rule", "192.0.2.0/24")]);
    assert!(texts(&lines).contains(&covered.as_str()));
    let (lines, _) = adding(&list, "192.0.2.0/23");
    let includes = said(T::IncludesOne, &[("place", "2"), ("rule", "192.0.2.0/24")]);
    assert!(texts(&lines).contains(&includes.as_str()));
    let (lines, _) = adding(&list, "all");
    let includes = said(T::IncludesMany, &[("count", "2"), ("place", "1"), ("rule", "203.0.113.0/24")]);
    assert!(texts(&lines).contains(&includes.as_str()));
}

#[test]
fn two_halves_cover_the_whole_together() {
    let (lines, _) = adding(&judge(&["203.0.113.0/25", "203.0.113.128/25"]), "203.0.113.0/24");
    assert!(texts(&lines).contains(&said(T::CoveredTogether, &[]).as_str()));
}

#[test]
fn removing_the_rule_that_covers_me_has_to_be_confirmed() {
    let (lines, confirm) = removing(&judge(&["203.0.113.0/24", "198.51.100.0/24"]), 0);
    assert_eq!(lines[0], Line { tone: Tone::Danger, text: said(T::LosesHere, &[("address", HERE)]) });
    assert_eq!(confirm, Some(address(HERE)));
}

#[test]
fn removing_the_last_rule_lets_me_in_from_anywhere() {
    let (lines, confirm) = removing(&judge(&["192.0.2.0/24"]), 0);
    assert_eq!(texts(&lines), [said(T::DeleteEnds, &[])]);
    assert_eq!(confirm, None);
}

#[test]
fn removing_what_another_rule_covers_changes_nothing() {
    let (lines, confirm) = removing(&judge(&["203.0.113.0/24", HERE]), 1);
    assert_eq!(texts(&lines), [said(T::KeepsHere, &[("address", HERE)]), said(T::DeleteChangesNothing, &[])]);
    assert_eq!(confirm, None);
    assert!(judge(&[HERE]).removal(1).is_none());
}

#[test]
fn one_recent_address_that_is_lost_is_named() {
    let (lines, _) = removing(&judge(&["203.0.113.0/24", "198.51.100.0/24"]), 1);
    let lost = said(T::LosesOne, &[("address", "198.51.100.20")]);
    assert!(lines.contains(&Line { tone: Tone::Warning, text: lost }));
}

#[test]
fn where_my_address_is_unknown_an_addition_is_said_to_be_refused() {
    let list = judge_at(None, &[]);
    let Typed::Rule { consequence, .. } = list.typed("192.0.2.0/24") else { panic!("a rule") };
    assert_eq!(consequence.here, Here::Unknown);
    let lines = wording::adding(&words(), &list, &consequence);
    assert_eq!(lines[0], Line { tone: Tone::Danger, text: said(T::UnknownRestricts, &[]) });
    assert_eq!(consequence.here.to_confirm(), None);
}

#[test]
fn a_full_list_says_so_before_anything_is_sent() {
    let rules: Vec<String> = (0..10).map(|n| format!("203.0.113.{n}")).collect();
    let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
    let (lines, _) = adding(&judge(&rules), "192.0.2.1");
    assert_eq!(lines[0].text, said(T::ListFull, &[("max", "10")]));
}

#[test]
fn what_is_typed_is_nothing_no_rule_or_a_rule() {
    let list = judge(&[]);
    assert_eq!(list.typed(" \t"), Typed::Nothing);
    let Typed::NotARule { text, error } = list.typed("192.0.2.256") else { panic!("no rule") };
    assert_eq!(&text[error.span()], "256");
    let Typed::Rule { parsed, .. } = list.typed(" 192.0.2.7/24 ") else { panic!("a rule") };
    assert_eq!((parsed.canonical.as_str(), parsed.corrected), ("192.0.2.0/24", true));
}

fn check_covers(text: &str, expected: &str) {
    assert_eq!(wording::covers(&words(), rule(text)), expected, "{text}");
}

#[test]
fn counts_are_exact_and_readable() {
    check_covers("192.0.2.7", "Covers 1 address");
    check_covers("192.0.2.0/24", "Covers 256 addresses");
    check_covers("10.0.0.0/8", "Covers 16,777,216 addresses");
    check_covers("0.0.0.0/0", "Covers 4,294,967,296 addresses");
    check_covers("2001:db8::/64", "Covers 2⁶⁴ addresses");
    check_covers("::/0", "Covers 2¹²⁸ addresses");
    check_covers("all", "Covers every IPv4 and IPv6 address");
}

#[test]
fn ranges_go_from_the_first_to_the_last_address() {
    assert_eq!(wording::range(rule("192.0.2.0/30")).as_deref(), Some("192.0.2.0 – 192.0.2.3"));
    assert_eq!(
        wording::range(rule("2001:db8::/64")).as_deref(),
        Some("2001:db8:: – 2001:db8::ffff:ffff:ffff:ffff")
    );
    assert_eq!(wording::range(rule("192.0.2.7")), None);
    assert_eq!(wording::range(rule("all")), None);
}
