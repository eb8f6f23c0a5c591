use proptest::prelude::*;

use super::code::LETTERS;
use super::*;
use crate::letters::ALPHABET;

fn swapped(text: &str, one: usize, other: usize) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    letters.swap(one, other);
    letters.into_iter().collect()
}

#[test]
fn a_code_carries_75_bits() {
    assert_eq!(ENTROPY * 5, 75);
    let mut reached = std::collections::BTreeSet::new();
    for byte in 0..=255 {
        reached.insert(UserCode::from_entropy([byte; ENTROPY]).normal_form());
    }
    assert_eq!(reached.len(), 32, "every character equally often");
}

#[test]
fn a_code_is_read_as_people_type_it() {
    let check = |text: &str| {
        let read = text.parse::<ApplicationCode>().map(|code| code.in_groups());
        assert_eq!(read.as_deref(), Ok("10AB-CDEF-GHJK-MNPQ"), "{text}");
    };
    let code =
        ApplicationCode::from_entropy(*b"\x01\x00\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16");
    assert_eq!(code.in_groups(), "10AB-CDEF-GHJK-MNPQ");
    check("10AB-CDEF-GHJK-MNPQ");
    check("10ab cdef ghjk mnpq");
    check(" loabcdefghjkmnpq\n");
    check("IOab–cdef—ghjk‐mnpq");
    check("１０ＡＢーＣＤＥＦー ＧＨＪＫ　ｍｎｐｑ");
}

#[test]
fn what_is_no_code_is_refused_with_the_reason_and_the_place() {
    let check = |text: &str, expected: PairingError| {
        assert_eq!(text.parse::<ApplicationCode>(), Err(expected), "{text}");
    };
    check("", PairingError::Empty);
    check(" - ", PairingError::Empty);
    check("10AB-CDEF-GHJK-MNP", PairingError::Short { missing: 1 });
    check("1", PairingError::Short { missing: 15 });
    check("10AB-CDEF-GHJK-MNPQQ", PairingError::Long);
    check("10AB-CU", PairingError::Letter { letter: 'U', at: 6 });
    check("10AB-é", PairingError::Letter { letter: 'é', at: 5 });
    check("10AB-CDEF-GHJK-MNPY", PairingError::Check);
    check("01AB-CDEF-GHJK-MNPQ", PairingError::Check);
    let user = UserCode::from_entropy([3; ENTROPY]).in_groups();
    check(&user, PairingError::OtherKind(Kind::User));
}

#[test]
fn typing_is_judged_as_far_as_it_goes() {
    let check = |text: &str, expected: Typing| assert_eq!(judge::<Application>(text), expected, "{text}");
    check("", Typing::Nothing);
    check("-", Typing::Nothing);
    check("10a", Typing::SoFar { missing: 13 });
    check("10a!", Typing::Wrong(PairingError::Letter { letter: '!', at: 4 }));
    check("10AB-CDEF-GHJK-MNPQ", Typing::Whole);
    check("10AB-CDEF-GHJK-MNPQ-", Typing::Whole);
    check("10AB-CDEF-GHJK-MNP0", Typing::Wrong(PairingError::Check));
    check("10AB-CDEF-GHJK-MNPQ-1", Typing::Wrong(PairingError::Long));
}

#[test]
fn neither_kind_has_a_code_of_one_character_alone_that_the_other_has() {
    for byte in 0..32 {
        let application = ApplicationCode::from_entropy([byte; ENTROPY]).normal_form();
        assert_ne!(application, UserCode::from_entropy([byte; ENTROPY]).normal_form());
    }
    assert!("0000000000000000".parse::<ApplicationCode>().is_err());
    assert!("0000000000000000".parse::<UserCode>().is_err());
}

#[test]
fn debug_prints_no_code() {
    let code = UserCode::from_entropy([7; ENTROPY]);
    assert_eq!(format!("{code:?}"), "PairingCode(user, ..)");
}

proptest! {
    #[test]
    fn a_printed_code_reads_back_as_itself(entropy in any::<[u8; ENTROPY]>()) {
        let code = ApplicationCode::from_entropy(entropy);
        prop_assert_eq!(code.in_groups().parse(), Ok(code));
        prop_assert_eq!(code.normal_form().to_lowercase().parse(), Ok(code));
        prop_assert_eq!(code.in_groups().len(), 19);
    }

    #[test]
    fn every_single_wrong_character_is_caught(entropy in any::<[u8; ENTROPY]>()) {
        let code = UserCode::from_entropy(entropy).normal_form();
        for at in 0..LETTERS {
            for letter in ALPHABET {
                let mut typed = code.clone().into_bytes();
                typed[at] = *letter;
                let typed = String::from_utf8(typed).unwrap();
                prop_assert_eq!(typed.parse::<UserCode>().is_ok(), typed == code, "{}", typed);
            }
        }
    }

    #[test]
    fn every_swap_of_two_is_caught(entropy in any::<[u8; ENTROPY]>()) {
        let code = ApplicationCode::from_entropy(entropy).normal_form();
        for one in 0..LETTERS {
            for other in 0..one {
                let typed = swapped(&code, one, other);
                prop_assert_eq!(typed.parse::<ApplicationCode>().is_ok(), typed == code, "{}", typed);
            }
        }
    }

    #[test]
    fn a_code_in_the_others_field_is_named(entropy in any::<[u8; ENTROPY]>()) {
        let application = ApplicationCode::from_entropy(entropy).in_groups();
        prop_assert_eq!(application.parse::<UserCode>(), Err(PairingError::OtherKind(Kind::Application)));
        let user = UserCode::from_entropy(entropy).in_groups();
        prop_assert_eq!(user.parse::<ApplicationCode>(), Err(PairingError::OtherKind(Kind::User)));
    }

    #[test]
    fn a_beginning_of_a_code_is_never_wrong(entropy in any::<[u8; ENTROPY]>(), length in 1_usize..19) {
        let shown = UserCode::from_entropy(entropy).in_groups();
        let so_far = matches!(judge::<User>(&shown[..length]), Typing::SoFar { .. });
        prop_assert!(so_far, "{}", &shown[..length]);
    }

    #[test]
    fn reading_never_panics(text in "\\PC{0,40}") {
        let read = text.parse::<UserCode>().is_ok();
        prop_assert_eq!(judge::<User>(&text) == Typing::Whole, read);
    }

    #[test]
    fn every_bit_of_either_code_counts_for_the_key(
        entropy in any::<[u8; ENTROPY]>(),
        other in any::<[u8; ENTROPY]>(),
        at in 0..ENTROPY,
        bit in 0_u8..5,
    ) {
        let (application, user) = (ApplicationCode::from_entropy(entropy), UserCode::from_entropy(other));
        let key = derive(&application, &user);
        prop_assert_eq!(key.as_bytes().len(), KEY_LENGTH);
        let flipped = |mut bytes: [u8; ENTROPY]| {
            bytes[at] ^= 1 << bit;
            bytes
        };
        prop_assert_ne!(&derive(&ApplicationCode::from_entropy(flipped(entropy)), &user), &key);
        prop_assert_ne!(&derive(&application, &UserCode::from_entropy(flipped(other))), &key);
    }
}
