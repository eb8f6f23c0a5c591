//! What the OTP app needs of the engine, for `app.js` beside this crate: codes to pair with, the key that they make,
//! and the digits of a MAC. The key itself is used by the browser (WebCrypto) and doesn't come back here.
//!
//! A module of its own and not the islands' one: it is a tenth of the size, and the app must work offline, so all
//! of it is kept on the device.

use sekisho_engine::otp::{Digits, Params, TimeStep, hotp, totp};
use sekisho_engine::pairing::{self, ApplicationCode, ENTROPY, Kind, PairingError, Typing, User, UserCode};
use sekisho_engine::time::Timestamp;
use wasm_bindgen::prelude::wasm_bindgen;

/// The application code of fifteen random bytes, in groups of four; nothing of another number of bytes.
#[wasm_bindgen]
pub fn application_code(entropy: &[u8]) -> Option<String> {
    let entropy = <[u8; ENTROPY]>::try_from(entropy).ok()?;
    Some(ApplicationCode::from_entropy(entropy).in_groups())
}

/// What is to be said of a text that is to become a user code: a word, and after spaces what belongs to it.
///
/// `nothing`, `so_far <missing>`, `whole`, `letter <at> <letter>`, `long`, `check`, `is_application`.
#[wasm_bindgen]
pub fn judge_user_code(text: &str) -> String {
    match pairing::judge::<User>(text) {
        Typing::Nothing | Typing::Wrong(PairingError::Empty) => "nothing".to_owned(),
        Typing::SoFar { missing } | Typing::Wrong(PairingError::Short { missing }) => {
            format!("so_far {missing}")
        }
        Typing::Whole => "whole".to_owned(),
        Typing::Wrong(PairingError::Letter { letter, at }) => format!("letter {at} {letter}"),
        Typing::Wrong(PairingError::Long) => "long".to_owned(),
        Typing::Wrong(PairingError::OtherKind(Kind::Application)) => "is_application".to_owned(),
        Typing::Wrong(PairingError::Check | PairingError::OtherKind(Kind::User)) => "check".to_owned(),
    }
}

/// The twenty bytes of the key that both codes make; nothing where one of them isn't its kind of code.
#[wasm_bindgen]
pub fn derive(application: &str, user: &str) -> Option<Vec<u8>> {
    let (application, user) = (application.parse::<ApplicationCode>().ok()?, user.parse::<UserCode>().ok()?);
    Some(pairing::derive(&application, &user).as_bytes().to_vec())
}

/// The counter of a time in Unix seconds, as the eight bytes that are signed (RFC 4226 section 5.2).
#[wasm_bindgen]
pub fn counter(unix: i64) -> Vec<u8> {
    let step = TimeStep::at(Timestamp::from_unix(unix), Params::default().period);
    step.counter().to_be_bytes().to_vec()
}

/// How many seconds the code of a time in Unix seconds is still good for.
#[wasm_bindgen]
pub fn seconds_left(unix: i64) -> u32 {
    let left = totp::time_left(&Params::default(), Timestamp::from_unix(unix));
    u32::try_from(left.get()).unwrap_or_default()
}

/// The six digits of an HMAC-SHA-1; nothing of another number of bytes.
#[wasm_bindgen]
pub fn digits(mac: &[u8]) -> Option<String> {
    let mac = <[u8; 20]>::try_from(mac).ok()?;
    Some(hotp::from_mac(&mac, Digits::SIX).as_text())
}
