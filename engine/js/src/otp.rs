//! Time-based one-time codes (RFC 6238) and what authenticators are told.

use sekisho_engine::otp::uri::Enrolment;
use sekisho_engine::otp::{Algorithm, Code, CodeError, Digits, Key, Params, Period, Skew, TimeStep, totp};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use crate::list::timestamp;
use crate::object::object;

/// A key with all that authenticator and verifier agree on.
#[wasm_bindgen]
pub struct Authenticator {
    key: Key,
    params: Params,
}

#[wasm_bindgen]
impl Authenticator {
    /// The one of the key of these bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(key: Vec<u8>, algorithm: &str, digits: u8, period: u16) -> Result<Authenticator, JsError> {
        let algorithm = Algorithm::from_name(algorithm).ok_or(JsError::new("there is no such algorithm"))?;
        let (digits, period) = (Digits::try_from(digits)?, Period::try_from(period)?);
        Ok(Self { key: Key::new(key)?, params: Params { algorithm, digits, period } })
    }

    /// The code of the time step that `at`, in Unix seconds, is in.
    pub fn code(&self, at: f64) -> String {
        totp::generate(&self.key, &self.params, TimeStep::at(timestamp(at), self.params.period)).as_text()
    }

    /// For how many seconds the code of `at` is still shown.
    #[wasm_bindgen(js_name = secondsLeft)]
    pub fn seconds_left(&self, at: f64) -> u32 {
        u32::try_from(totp::time_left(&self.params, timestamp(at)).get()).unwrap_or_default()
    }

    /// `{ ok: true, step }` or `{ ok: false, code, message }`. With `last_step`, no step up to it is accepted.
    pub fn verify(&self, code: &str, at: f64, skew: u8, last_step: Option<f64>) -> Result<JsValue, JsError> {
        let skew = Skew::try_from(skew)?;
        let last = last_step.map(|step| TimeStep::new(timestamp(step).as_unix()));
        let wrong = |code: &str, message: String| {
            object([("ok", false.into()), ("code", code.into()), ("message", message.into())])
        };
        let code: Code = match code.parse() {
            Ok(code) => code,
            Err(error) => return Ok(wrong(no_code(error), error.to_string())),
        };
        Ok(match totp::verify(&self.key, &self.params, &code, timestamp(at), skew, last) {
            Ok(step) => object([("ok", true.into()), ("step", number(step))]),
            Err(error @ totp::VerifyError::Wrong) => wrong("wrong", error.to_string()),
            Err(error @ totp::VerifyError::AlreadyUsed) => wrong("already-used", error.to_string()),
        })
    }

    /// The `otpauth` URI. It holds the key.
    pub fn uri(&self, issuer: String, account: String) -> String {
        Enrolment { issuer, account, key: self.key.clone(), params: self.params }.to_uri()
    }

    /// The key in base 32 in groups of four, to be typed by hand.
    #[wasm_bindgen(js_name = keyInGroups)]
    pub fn key_in_groups(&self) -> String {
        self.key.in_groups()
    }
}

/// The bytes of a key in base 32, as somebody types it.
#[wasm_bindgen(js_name = readKey)]
pub fn read_key(base32: &str) -> Result<Vec<u8>, JsError> {
    Ok(Key::from_base32(base32)?.as_bytes().to_vec())
}

/// `{ issuer, account, key, algorithm, digits, period }` of an `otpauth` URI, the key in base 32.
#[wasm_bindgen(js_name = readUri)]
pub fn read_uri(uri: &str) -> Result<JsValue, JsError> {
    let Enrolment { issuer, account, key, params } = uri.parse()?;
    Ok(object([
        ("issuer", issuer.into()),
        ("account", account.into()),
        ("key", key.to_base32().into()),
        ("algorithm", params.algorithm.as_str().into()),
        ("digits", params.digits.get().into()),
        ("period", params.period.get().into()),
    ]))
}

/// Why a text is no code.
const fn no_code(error: CodeError) -> &'static str {
    match error {
        CodeError::Empty => "empty",
        CodeError::NotADigit => "not-a-digit",
        CodeError::Length => "length",
    }
}

/// The number of a step, far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "steps are counted from 1970")]
fn number(step: TimeStep) -> JsValue {
    JsValue::from(step.get() as f64)
}
