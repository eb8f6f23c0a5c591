use proptest::prelude::*;

use super::totp::VerifyError;
use super::uri::{Enrolment, UriError};
use super::{
    Algorithm, Code, CodeError, Digits, Key, KeyError, Params, Period, Skew, TimeStep, base32, totp,
};
use crate::time::{Seconds, Timestamp};

#[test]
fn base_32_is_that_of_rfc_4648() {
    let check = |bytes: &str, padded: &str| {
        assert_eq!(base32::encode(bytes.as_bytes()), padded.trim_end_matches('='), "{bytes}");
        assert_eq!(base32::decode(padded).as_deref(), Ok(bytes.as_bytes()), "{padded}");
    };
    check("", "");
    check("f", "MY======");
    check("fo", "MZXQ====");
    check("foo", "MZXW6===");
    check("foob", "MZXW6YQ=");
    check("fooba", "MZXW6YTB");
    check("foobar", "MZXW6YTBOI======");
}

#[test]
fn base_32_that_stands_for_no_bytes_is_refused() {
    for text in ["M", "MZX", "MZXW6Y", "MZ=XW6", "MZXW6YTB1", "MZXW6YT8", "関所", "MR", "MZXX===="] {
        assert!(base32::decode(text).is_err(), "{text}");
    }
}

#[test]
fn a_code_is_read_as_people_type_it() {
    let check = |text: &str, expected: Result<&str, CodeError>| {
        let read = text.parse::<Code>().map(Code::as_text);
        assert_eq!(read.as_deref().map_err(|error| *error), expected, "{text:?}");
    };
    for text in [
        "012345",
        "012 345",
        " 012-345\n",
        "012\u{a0}345",
        "０１２３４５",
        "０１２　３４５",
        "０１２ー３４５",
        "012–345",
    ] {
        check(text, Ok("012345"));
    }
    check("1234567", Ok("1234567"));
    check("00000000", Ok("00000000"));
    check("", Err(CodeError::Empty));
    check(" - ", Err(CodeError::Empty));
    check("12345", Err(CodeError::Length));
    check("123456789", Err(CodeError::Length));
    check("99999999999999999999", Err(CodeError::Length));
    check("12345a", Err(CodeError::NotADigit));
    check("١٢٣٤٥٦", Err(CodeError::NotADigit));
    check("123.456", Err(CodeError::NotADigit));
}

#[test]
fn a_key_has_at_least_128_bits_and_an_end() {
    assert_eq!(Key::new(vec![1; 15]), Err(KeyError::Length));
    assert!(Key::new(vec![1; 16]).is_ok());
    assert!(Key::new(vec![1; 128]).is_ok());
    assert_eq!(Key::new(vec![1; 129]), Err(KeyError::Length));
    assert_eq!(Key::from_base32("not a key!"), Err(KeyError::NotBase32));
}

#[test]
fn debug_prints_neither_key_nor_code() {
    let key = Key::new(b"12345678901234567890".to_vec()).unwrap();
    assert_eq!(format!("{key:?}"), "Key(..)");
    assert_eq!(format!("{:?}", "123456".parse::<Code>().unwrap()), "Code(6 digits)");
}

#[test]
fn a_code_with_another_number_of_digits_is_wrong_even_if_its_value_is_right() {
    let key = Key::new(b"12345678901234567890".to_vec()).unwrap();
    let (params, now) = (Params::default(), Timestamp::from_unix(1_111_111_111));
    let right = totp::generate(&key, &params, TimeStep::at(now, params.period));
    let longer: Code = format!("0{}", right.as_text()).parse().unwrap();
    assert_eq!(longer.value(), right.value());
    assert_eq!(totp::verify(&key, &params, &longer, now, Skew::One, None), Err(VerifyError::Wrong));
}

/// In this key's steps 40515428 and 40515430 the code is the same.
#[test]
fn t02_digits_that_two_steps_share_pass_once() {
    let key = Key::new(b"12345678901234567890".to_vec()).unwrap();
    let params = Params::default();
    let [before, present, next] = [40_515_428, 40_515_429, 40_515_430].map(TimeStep::new);
    let code = totp::generate(&key, &params, before);
    assert_eq!(code, totp::generate(&key, &params, next));

    let verify = |step: TimeStep, last| {
        totp::verify(&key, &params, &code, step.begins(params.period), Skew::One, last)
    };
    assert_eq!(verify(before, None), Ok(before));
    assert_eq!(verify(present, None), Ok(next));
    assert_eq!(verify(present, Some(next)), Err(VerifyError::AlreadyUsed));
    assert_eq!(verify(next, Some(next)), Err(VerifyError::AlreadyUsed));
}

#[test]
fn the_first_steps_and_a_clock_before_1970_are_no_trouble() {
    let key = Key::new(b"12345678901234567890".to_vec()).unwrap();
    let params = Params::default();
    let first = TimeStep::new(0);
    let code = totp::generate(&key, &params, first);
    for now in [i64::MIN, -31, -1, 0, 29, 59] {
        let matched = totp::verify(&key, &params, &code, Timestamp::from_unix(now), Skew::One, None);
        assert_eq!(matched, Ok(first), "at {now}");
    }
    assert_eq!(totp::time_left(&params, Timestamp::from_unix(59)), Seconds::new(1));
    assert_eq!(totp::time_left(&params, Timestamp::from_unix(60)), Seconds::new(30));
}

#[test]
fn a_uri_that_is_none_is_refused_with_the_reason() {
    let check = |uri: &str, expected: UriError| assert_eq!(uri.parse::<Enrolment>(), Err(expected), "{uri}");
    let key = "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    check("otpauth://hotp/a:b?counter=0", UriError::NotTotp);
    check("https://example.org/", UriError::NotTotp);
    check("関所", UriError::NotTotp);
    check("otpauth://totp/a:b", UriError::Secret);
    check("otpauth://totp/a:b?issuer=a", UriError::Secret);
    check("otpauth://totp/a:b?secret=GEZDGNBV", UriError::Secret);
    check(&format!("otpauth://totp/b?{key}"), UriError::Label);
    check(&format!("otpauth://totp/a:?{key}"), UriError::Label);
    check(&format!("otpauth://totp/a:b%2?{key}"), UriError::Encoding);
    check(&format!("otpauth://totp/a:b%+2?{key}"), UriError::Encoding);
    check(&format!("otpauth://totp/a:%FF?{key}"), UriError::Encoding);
    check(&format!("otpauth://totp/a:b?{key}&algorithm=MD5"), UriError::Algorithm);
    check(&format!("otpauth://totp/a:b?{key}&digits=5"), UriError::Digits);
    check(&format!("otpauth://totp/a:b?{key}&period=0"), UriError::Period);
}

#[test]
fn a_uri_without_the_usual_values_has_them() {
    let uri = "otpauth://totp/Example:alice@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&image=x";
    let read: Enrolment = uri.parse().unwrap();
    assert_eq!((read.issuer.as_str(), read.account.as_str()), ("Example", "alice@example.org"));
    assert_eq!(read.params, Params::default());
}

fn params() -> impl Strategy<Value = Params> {
    (prop::sample::select(&Algorithm::ALL[..]), 6..=8_u8, 1..=3_600_u16).prop_map(
        |(algorithm, digits, period)| {
            let (digits, period) = (Digits::try_from(digits).unwrap(), Period::try_from(period).unwrap());
            Params { algorithm, digits, period }
        },
    )
}

fn key() -> impl Strategy<Value = Key> {
    prop::collection::vec(any::<u8>(), 16..=64).prop_map(|bytes| Key::new(bytes).unwrap())
}

/// Labels with all that has gone wrong in them before.
fn label() -> impl Strategy<Value = String> {
    let tricky = prop::sample::select(vec![
        "a b", "a:b", "R&D", "100%", "関所", "é", "?x=1#y", "a+b", "%3A", "😀", "/",
    ]);
    prop_oneof!["\\PC{1,20}", prop::collection::vec(tricky, 1..4).prop_map(|parts| parts.concat())]
}

proptest! {
    #[test]
    fn base_32_reads_back_what_it_wrote(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        let text = base32::encode(&bytes);
        prop_assert_eq!(base32::decode(&text), Ok(bytes.clone()));
        prop_assert_eq!(base32::decode(&text.to_lowercase()), Ok(bytes));
    }

    #[test]
    fn reading_never_panics(text in "\\PC{0,40}") {
        let _ = base32::decode(&text);
        let _ = text.parse::<Code>();
        let _ = text.parse::<Enrolment>();
        let _ = format!("otpauth://totp/{text}").parse::<Enrolment>();
    }

    #[test]
    fn t11_a_uri_reads_back_as_what_it_was_made_of(
        issuer in label(), account in label(), key in key(), params in params()
    ) {
        let enrolment = Enrolment { issuer, account, key, params };
        let uri = enrolment.to_uri();
        prop_assert!(uri.is_ascii() && !uri.contains([' ', '+', '"', '<']), "{}", uri);
        let of_label = usize::from(!enrolment.issuer.contains(':'));
        prop_assert_eq!(uri.matches(':').count(), 1 + of_label, "the scheme's colon and the label's: {}", uri);
        prop_assert_eq!(uri.parse(), Ok(enrolment));
    }

    /// Whatever codes are presented whenever, each step is accepted at most once, and none before it after it.
    #[test]
    fn t02_a_code_is_accepted_once_and_no_older_one_after_it(
        key in key(),
        params in params(),
        presented in prop::collection::vec((0..600_i64, -2..=2_i64), 1..40),
    ) {
        let start = 1_700_000_000;
        let mut last: Option<TimeStep> = None;
        for (at, off) in presented {
            let now = Timestamp::from_unix(start + at);
            let shown = TimeStep::new(TimeStep::at(now, params.period).get() + off);
            let code = totp::generate(&key, &params, shown);
            match totp::verify(&key, &params, &code, now, Skew::One, last) {
                Ok(step) => {
                    prop_assert!(last.is_none_or(|last| step > last));
                    prop_assert!((step.get() - TimeStep::at(now, params.period).get()).abs() <= 1);
                    last = Some(step);
                }
                Err(VerifyError::AlreadyUsed) => prop_assert!(last.is_some()),
                Err(VerifyError::Wrong) => {}
            }
        }
    }

    #[test]
    fn a_used_code_is_told_from_a_wrong_one(key in key(), now in 60..2_000_000_000_i64) {
        let (params, now) = (Params::default(), Timestamp::from_unix(now));
        let present = TimeStep::at(now, params.period);
        let code = totp::generate(&key, &params, present);
        let verify = |last| totp::verify(&key, &params, &code, now, Skew::None, last);
        prop_assert_eq!(verify(None), Ok(present));
        prop_assert_eq!(verify(Some(TimeStep::new(present.get() - 1))), Ok(present));
        prop_assert_eq!(verify(Some(present)), Err(VerifyError::AlreadyUsed));
        prop_assert_eq!(verify(Some(TimeStep::new(present.get() + 5))), Err(VerifyError::AlreadyUsed));
    }
}
