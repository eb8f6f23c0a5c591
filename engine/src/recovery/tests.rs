use proptest::prelude::*;

use super::{ALPHABET, ENTROPY, RecoveryCode, RecoveryCodeError};

#[test]
fn a_code_has_at_least_64_bits() {
    let letters: std::collections::BTreeSet<_> = ALPHABET.iter().collect();
    assert_eq!(letters.len(), 32, "five bits a letter");
    let mut reached = std::collections::BTreeSet::new();
    for byte in 0..=255 {
        reached.insert(RecoveryCode::from_entropy([byte; ENTROPY]).normal_form());
    }
    assert_eq!(reached.len(), 32, "and every letter equally often");
    const { assert!(ENTROPY * 5 >= 64) };
}

#[test]
fn a_code_is_read_as_people_type_it() {
    let check = |text: &str| {
        let read = text.parse::<RecoveryCode>().map(|code| code.in_groups());
        assert_eq!(read.as_deref(), Ok("1010-7KQ2-M9XD-T"), "{text}");
    };
    check("1010-7KQ2-M9XD-T");
    check("1010 7kq2 m9xd t");
    check(" loiO7kq2M9xdt\n");
    check("I0l0–7kq2—m9xd‐t");
    check("１０１０ー７ＫＱ２ー Ｍ９ＸＤ　ｔ");
}

#[test]
fn what_is_no_code_is_refused_with_the_reason() {
    let check = |text: &str, expected: RecoveryCodeError| {
        assert_eq!(text.parse::<RecoveryCode>(), Err(expected), "{text}");
    };
    check("", RecoveryCodeError::Empty);
    check(" - ", RecoveryCodeError::Empty);
    check("1010-7KQ2-M9XD", RecoveryCodeError::Length);
    check("1010-7KQ2-M9XD-TT", RecoveryCodeError::Length);
    check("1010-7KQ2-M9XD-U", RecoveryCodeError::Letter);
    check("1010-7KQ2-M9XD-!", RecoveryCodeError::Letter);
    check("1010-7KQ2-M9XD-é", RecoveryCodeError::Letter);
}

#[test]
fn debug_prints_no_code() {
    let code = RecoveryCode::from_entropy([7; ENTROPY]);
    assert_eq!(format!("{code:?}"), "RecoveryCode(..)");
}

proptest! {
    #[test]
    fn a_printed_code_reads_back_as_itself(entropy in any::<[u8; ENTROPY]>()) {
        let code = RecoveryCode::from_entropy(entropy);
        prop_assert_eq!(code.in_groups().parse(), Ok(code));
        prop_assert_eq!(code.normal_form().to_lowercase().parse(), Ok(code));
        prop_assert_eq!(code.in_groups().len(), 16);
    }

    #[test]
    fn reading_never_panics(text in "\\PC{0,40}") {
        let _ = text.parse::<RecoveryCode>();
    }
}
