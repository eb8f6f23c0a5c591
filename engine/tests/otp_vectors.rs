//! The vectors of RFC 4226 appendix D and RFC 6238 appendix B as they stand, and which steps a skew names
//! (T04). They are data, so that a runner in WebAssembly reads the very same file.

use sekisho_engine::otp::{Algorithm, Digits, Key, Params, Period, Skew, TimeStep, hotp, totp};
use sekisho_engine::time::Timestamp;
use serde_json::Value;

fn vectors(kind: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("vectors/otp.json")).expect("the vectors are JSON");
    all[kind].as_array().expect("there are vectors of this kind").clone()
}

fn text<'a>(vector: &'a Value, name: &str) -> &'a str {
    vector[name].as_str().unwrap_or_else(|| panic!("{name} is a text in {vector}"))
}

fn number<T: TryFrom<i64>>(vector: &Value, name: &str) -> T {
    let number = vector[name].as_i64().unwrap_or_else(|| panic!("{name} is a number in {vector}"));
    T::try_from(number).unwrap_or_else(|_| panic!("{name} is in range in {vector}"))
}

fn key(vector: &Value) -> Key {
    Key::new(text(vector, "key").as_bytes().to_vec()).expect("the seeds have 20, 32 and 64 bytes")
}

fn algorithm(vector: &Value) -> Algorithm {
    Algorithm::from_name(text(vector, "algorithm")).expect("the algorithm is known")
}

fn digits(vector: &Value) -> Digits {
    Digits::try_from(number::<u8>(vector, "digits")).expect("6 to 8 digits")
}

#[test]
fn t04_hotp_gives_the_codes_of_rfc_4226() {
    let vectors = vectors("hotp");
    assert_eq!(vectors.len(), 10);
    for vector in vectors {
        let code =
            hotp::generate(&key(&vector), algorithm(&vector), digits(&vector), number(&vector, "counter"));
        assert_eq!(code.as_text(), text(&vector, "code"), "{vector}");
    }
}

#[test]
fn t04_totp_gives_the_codes_of_rfc_6238() {
    let vectors = vectors("totp");
    assert_eq!(vectors.len(), 18);
    for vector in vectors {
        let period = Period::try_from(number::<u16>(&vector, "period")).expect("a period");
        let params = Params { algorithm: algorithm(&vector), digits: digits(&vector), period };
        let now = Timestamp::from_unix(number(&vector, "time"));
        let step = TimeStep::at(now, period);
        assert_eq!(totp::generate(&key(&vector), &params, step).as_text(), text(&vector, "code"), "{vector}");

        let code = text(&vector, "code").parse().expect("a code");
        assert_eq!(totp::verify(&key(&vector), &params, &code, now, Skew::None, None), Ok(step), "{vector}");
    }
}

#[test]
fn t04_only_the_steps_that_the_skew_names_are_accepted() {
    let params = Params::default();
    let vectors = vectors("skew");
    assert!(!vectors.is_empty());
    for vector in vectors {
        let now = Timestamp::from_unix(number(&vector, "time"));
        let skew = Skew::try_from(number::<u8>(&vector, "skew")).expect("a skew");
        let step = TimeStep::new(TimeStep::at(now, params.period).get() + number::<i64>(&vector, "step"));
        let code = totp::generate(&key(&vector), &params, step);
        let matched = totp::verify(&key(&vector), &params, &code, now, skew, None);
        let expected = if vector["accepted"] == true { Ok(step) } else { Err(totp::VerifyError::Wrong) };
        assert_eq!(matched, expected, "{vector}");
    }
}
