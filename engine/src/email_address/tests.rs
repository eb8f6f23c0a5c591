use proptest::prelude::*;

use super::EmailAddress;
use crate::error::InputError;

#[test]
fn an_address_is_read_or_refused_with_the_reason() {
    let check = |text: &str, expected: Result<&str, InputError>| {
        let read = text.parse::<EmailAddress>();
        assert_eq!(read.as_ref().map(EmailAddress::as_str).map_err(|error| *error), expected, "{text:?}");
    };
    check("alice@example.org", Ok("alice@example.org"));
    check(" alice@example.org　", Ok("alice@example.org"));
    check("Alice.B+tag@MAIL.Example.ORG", Ok("Alice.B+tag@mail.example.org"));
    check("o'brien@xn--fiqs8s.example", Ok("o'brien@xn--fiqs8s.example"));
    check("", Err(InputError::Missing));
    check("  ", Err(InputError::Missing));
    check("a@example.org\r\nBcc: b@example.org", Err(InputError::ControlCharacter));
    check("a\u{0}@example.org", Err(InputError::ControlCharacter));
    for malformed in [
        "alice",
        "@example.org",
        "alice@",
        "alice@example",
        "alice@@example.org",
        "a@b@example.org",
        ".a@example.org",
        "a.@example.org",
        "a..b@example.org",
        "a b@example.org",
        "\"a b\"@example.org",
        "a,b@example.org",
        "a@example.org,b@example.org",
        "a@example.org b@example.org",
        "<a@example.org>",
        "a@-example.org",
        "a@example-.org",
        "a@example..org",
        "a@.example.org",
        "a@example.org.",
        "a@[192.0.2.1]",
        "a@192.0.2.1",
        "a@exa_mple.org",
        "関所@example.org",
        "a@例え.jp",
        "a(c)@example.org",
    ] {
        check(malformed, Err(InputError::Malformed));
    }
    let long = format!("{}@{}.example.org", "a".repeat(64), "b".repeat(63));
    check(&long, Ok(&long));
    check(&format!("{}@example.org", "a".repeat(65)), Err(InputError::Malformed));
    check(&format!("a@{}.org", "b".repeat(64)), Err(InputError::Malformed));
    check(&format!("a@{}org", "b.".repeat(200)), Err(InputError::TooLong { most: 254 }));
}

#[test]
fn an_address_is_looked_up_without_regard_to_case_and_shown_masked() {
    let address: EmailAddress = "Alice@Example.org".parse().unwrap();
    assert_eq!(address.lookup_form(), "alice@example.org");
    assert_eq!((address.local_part(), address.domain()), ("Alice", "example.org"));
    assert_eq!(address.masked(), "A•••@example.org");
}

proptest! {
    #[test]
    fn reading_never_panics_and_what_is_read_reads_back(text in "\\PC{0,20}@?\\PC{0,20}") {
        if let Ok(address) = text.parse::<EmailAddress>() {
            prop_assert!(address.as_str().is_ascii());
            prop_assert_eq!(address.as_str().matches('@').count(), 1);
            prop_assert_eq!(address.as_str().parse(), Ok(address.clone()));
        }
    }
}
