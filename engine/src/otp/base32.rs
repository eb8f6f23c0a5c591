//! Base 32 (RFC 4648 section 6), as keys are written in authenticator applications.

use std::fmt;

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Writes bytes in base 32: upper case, without padding.
///
/// ```
/// use sekisho_engine::otp::base32;
/// assert_eq!(base32::encode(b"foobar"), "MZXW6YTBOI");
/// assert_eq!(base32::decode("mzxw 6ytb oi======").as_deref(), Ok(&b"foobar"[..]));
/// ```
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for group in bytes.chunks(5) {
        let mut padded = [0_u8; 8];
        padded[3..3 + group.len()].copy_from_slice(group);
        let bits = u64::from_be_bytes(padded);
        for letter in 0..(group.len() * 8).div_ceil(5) {
            text.push(char::from(ALPHABET[(bits >> (35 - 5 * letter) & 31) as usize]));
        }
    }
    text
}

/// Reads base 32 as people type it: either case, spaces and hyphens between letters, padding or none.
///
/// # Errors
/// [`Base32Error`] when there is another letter, padding in the middle, a length that no bytes have, or
/// bits left over that aren't zero.
pub fn decode(text: &str) -> Result<Vec<u8>, Base32Error> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut bits, mut held, mut padded) = (0_u32, 0_u8, false);
    for letter in text.bytes().filter(|letter| !matches!(letter, b' ' | b'-' | b'\t' | b'\r' | b'\n')) {
        if letter == b'=' {
            padded = true;
            continue;
        }
        let value = value(letter).filter(|_| !padded).ok_or(Base32Error)?;
        bits = bits << 5 | u32::from(value);
        held += 5;
        if held >= 8 {
            held -= 8;
            let [.., byte] = (bits >> held).to_be_bytes();
            bytes.push(byte);
            bits &= (1 << held) - 1;
        }
    }
    // Of 1, 3 or 6 letters the last one or more hold no whole byte.
    if held < 5 && bits == 0 { Ok(bytes) } else { Err(Base32Error) }
}

fn value(letter: u8) -> Option<u8> {
    match letter.to_ascii_uppercase() {
        upper @ b'A'..=b'Z' => Some(upper - b'A'),
        digit @ b'2'..=b'7' => Some(digit - b'2' + 26),
        _ => None,
    }
}

/// A text that isn't base 32.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Base32Error;

impl fmt::Display for Base32Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not base 32")
    }
}

impl std::error::Error for Base32Error {}
