use proptest::prelude::*;

use super::{Check, Hint, Rules, Strength, common, judge};

const ALONE: Rules = Rules::Nist { least: 15, most: 128 };
const WITH_MFA: Rules = Rules::Nist { least: 8, most: 128 };
const COMPAT: Rules = Rules::Compat { least: 6, most: 32, digits: 1, upper: 1, lower: 1 };
const OWN: [&str; 3] = ["Alice.Smith@example.org", "Alice Smith", "Sekisho"];

fn broken(rules: &Rules, password: &str) -> Vec<Check> {
    judge(rules, password, &OWN).broken().into_iter().map(|finding| finding.check).collect()
}

#[test]
fn t19_nist_asks_for_length_and_nothing_common_and_for_no_kind_of_character() {
    let check = |rules: &Rules, password: &str, expected: &[Check]| {
        assert_eq!(broken(rules, password), expected, "{password:?}");
    };
    check(&ALONE, "velvet otter kettle", &[]);
    check(&ALONE, "vqzjwkxptmbgdyh", &[]);
    check(&ALONE, "わたしのねこはさかなをたべない", &[]);
    check(&ALONE, "vqzjwkxptmbgdy", &[Check::AtLeast(15)]);
    check(&WITH_MFA, "vqzjwkxp", &[]);
    check(&WITH_MFA, "vqzjwkx", &[Check::AtLeast(8)]);
    check(&WITH_MFA, "", &[Check::AtLeast(8), Check::NotEasilyGuessed]);
    check(&WITH_MFA, "password", &[Check::NotCommon, Check::NotEasilyGuessed]);
    check(&WITH_MFA, "P@ssw0rd", &[Check::NotCommon, Check::NotEasilyGuessed]);
    check(&ALONE, "PasswordPassword", &[Check::NotEasilyGuessed]);
    check(&ALONE, "1234567890123456", &[Check::NotEasilyGuessed]);
    check(&ALONE, "qwertyuiopasdfghjkl", &[Check::NotEasilyGuessed]);
    check(&ALONE, "aaaaaaaaaaaaaaaaaaaaaaa", &[Check::NotEasilyGuessed]);
}

#[test]
fn t19_lengths_count_code_points_of_the_whole_password() {
    let long = "vq7Zj{w?Kx2pTm+b".repeat(8).replacen("vq", "犬🦦", 3);
    assert_eq!(long.chars().count(), 128);
    assert_eq!(broken(&ALONE, &long), []);
    assert_eq!(broken(&ALONE, &format!("{long}x")), [Check::AtMost(128)]);
    // fifteen characters of three bytes each, and one of them of two code points
    assert_eq!(broken(&ALONE, "犬も歩けば棒に当たる論より証拠"), []);
    assert_eq!(broken(&ALONE, "が犬も歩けば棒に当たる論より証"), []);
    assert_eq!(broken(&ALONE, "犬も歩けば棒に当たる論より証"), [Check::AtLeast(15)]);
    // spaces count, at the ends too
    assert_eq!(broken(&WITH_MFA, " vqzjwk "), []);
}

#[test]
fn t19_compat_asks_for_six_to_thirty_two_with_digits_and_both_cases() {
    let check = |password: &str, expected: &[Check]| {
        assert_eq!(broken(&COMPAT, password), expected, "{password:?}");
    };
    check("Rt5mKq", &[]);
    check("Rt5mK", &[Check::AtLeast(6)]);
    check("rt5mkq", &[Check::Upper(1)]);
    check("RT5MKQ", &[Check::Lower(1)]);
    check("RtxmKq", &[Check::Digits(1)]);
    check("５tRmKq", &[Check::Digits(1)]);
    check("", &[Check::AtLeast(6), Check::Digits(1), Check::Upper(1), Check::Lower(1)]);
    check("Rt5mKqRt5mKqRt5mKqRt5mKqRt5mKqRt", &[]);
    check("Rt5mKqRt5mKqRt5mKqRt5mKqRt5mKqRtx", &[Check::AtMost(32)]);
    check("Passw0rd", &[Check::NotCommon]);
    check("Password1", &[Check::NotCommon]);
}

#[test]
fn compat_without_composition_has_no_lines_about_it() {
    let rules = Rules::Compat { least: 6, most: 32, digits: 0, upper: 0, lower: 2 };
    let lines: Vec<_> = judge(&rules, "", &OWN).findings.into_iter().map(|finding| finding.check).collect();
    assert_eq!(
        lines,
        [Check::AtLeast(6), Check::AtMost(32), Check::Lower(2), Check::NotCommon, Check::NotOwnWords]
    );
}

#[test]
fn t19_a_password_needs_more_than_ones_own_words() {
    let check = |password: &str, expected: bool| {
        let own = !broken(&WITH_MFA, password).contains(&Check::NotOwnWords);
        assert_eq!(own, expected, "{password:?}");
    };
    check("alicesmith", false);
    check("Al1ce$m1th", false);
    check("alice.smith@example.org", false);
    check("Sekisho2026!", false);
    check("sekisho-sekisho", false);
    check("alice and the otter", true);
    check("velvet otter", true);
    check("", true);
}

#[test]
fn the_meter_says_how_strong_and_why_not() {
    let check = |password: &str, strength: Strength, hint: Option<Hint>| {
        let verdict = judge(&WITH_MFA, password, &OWN);
        assert_eq!((verdict.strength, verdict.hint), (strength, hint), "{password:?}");
    };
    check("", Strength::VeryWeak, Some(Hint::Short));
    check("x7", Strength::VeryWeak, Some(Hint::Short));
    check("vq7zj", Strength::Weak, Some(Hint::Short));
    check("monkey", Strength::VeryWeak, Some(Hint::CommonWord));
    check("M0nkey", Strength::VeryWeak, Some(Hint::CommonWord));
    check("dragondragon", Strength::VeryWeak, Some(Hint::CommonWord));
    check("xqxqxqxqxqxqxqxq", Strength::VeryWeak, Some(Hint::Repeats));
    check("abcdefghijklm", Strength::VeryWeak, Some(Hint::Sequence));
    check("987654321098", Strength::Weak, Some(Hint::Sequence));
    check("あいうえおかきくけこ", Strength::Weak, Some(Hint::Sequence));
    check("qwertyuiop[]", Strength::Weak, Some(Hint::CommonWord));
    check("lkjhgfdsa", Strength::Weak, Some(Hint::Keyboard));
    check("20011231", Strength::Weak, Some(Hint::Date));
    check("31121999", Strength::Weak, Some(Hint::Date));
    check("alicesmith", Strength::VeryWeak, Some(Hint::OwnWord));
    check("vqzjwkxp", Strength::Fair, Some(Hint::Short));
    check("vqzjwkxpt", Strength::Strong, None);
    check("vqzjwkxptmb", Strength::VeryStrong, None);
}

#[test]
fn every_common_password_is_refused_as_it_stands_in_capitals_and_in_disguise() {
    let words: Vec<_> = include_str!("common.txt").split_ascii_whitespace().collect();
    assert!(words.len() > 800 && include_str!("common.txt").len() <= 6 * 1024);
    for word in words {
        assert!(word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()), "{word}");
        let disguised = word.replace('a', "@").replace('o', "0").replace('e', "3").replace('s', "$");
        for form in [word.to_owned(), word.to_uppercase(), disguised] {
            let characters: Vec<char> = form.chars().collect();
            assert!(common::contains(&characters), "{form}");
            assert!(judge(&WITH_MFA, &form, &OWN).strength <= Strength::Weak, "{form}");
        }
    }
    assert!(!common::contains(&[]));
    assert!(!common::contains(&['v', 'q', 'z', 'j', 'w', 'k']));
}

proptest! {
    #[test]
    fn t22_no_password_makes_it_panic_and_the_lines_are_always_the_same(
        password in "\\PC{0,200}", own in prop::collection::vec("\\PC{0,30}", 0..4)
    ) {
        for rules in [ALONE, COMPAT] {
            let lines = |password: &str| -> Vec<Check> {
                judge(&rules, password, &own).findings.into_iter().map(|finding| finding.check).collect()
            };
            prop_assert_eq!(lines(&password), lines(""));
        }
    }

    #[test]
    fn more_characters_never_break_the_least_length(password in "\\PC{0,40}", more in "\\PC{0,10}") {
        let met = |text: &str| judge(&ALONE, text, &OWN).findings[0].satisfied;
        prop_assert!(!met(&password) || met(&(password.clone() + &more)));
    }

    #[test]
    fn a_verdict_is_acceptable_when_nothing_is_broken(password in "\\PC{0,40}") {
        let verdict = judge(&COMPAT, &password, &OWN);
        prop_assert_eq!(verdict.is_acceptable(), verdict.broken().is_empty());
    }

    #[test]
    fn random_letters_are_never_called_weak_for_long(password in "[a-zA-Z0-9]{24,64}") {
        prop_assert!(judge(&ALONE, &password, &OWN).strength >= Strength::Strong);
    }
}
