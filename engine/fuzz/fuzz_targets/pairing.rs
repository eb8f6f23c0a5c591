//! A text is one kind of code, the other, or neither; what is a code prints and reads back as itself, and judging
//! it while it is typed says the same as reading it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekisho_engine::pairing::{Application, ApplicationCode, PairingError, Typing, User, UserCode, judge};

fuzz_target!(|text: &str| {
    let (application, user) = (text.parse::<ApplicationCode>(), text.parse::<UserCode>());
    assert!(application.is_err() || user.is_err());
    assert_eq!(judge::<Application>(text) == Typing::Whole, application.is_ok());
    assert_eq!(judge::<User>(text) == Typing::Whole, user.is_ok());
    match (application, user) {
        (Ok(code), other) => {
            assert!(matches!(other, Err(PairingError::OtherKind(_))));
            assert_eq!(code.in_groups().parse(), Ok(code));
        }
        (_, Ok(code)) => assert_eq!(code.normal_form().parse(), Ok(code)),
        _ => {}
    }
});
