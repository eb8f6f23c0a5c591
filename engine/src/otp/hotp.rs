//! HOTP (RFC 4226): the code of a key and a counter.

use hmac::{Hmac, KeyInit, Mac};

use super::{Algorithm, Code, Digits, Key};

/// The code of `key` at `counter` (RFC 4226 section 5.3; over other hashes, RFC 6238 section 1.2).
///
/// ```
/// use sekisho_engine::otp::{Algorithm, Digits, Key, hotp};
/// let key = Key::new(b"12345678901234567890".to_vec())?;
/// assert_eq!(hotp::generate(&key, Algorithm::Sha1, Digits::SIX, 0).as_text(), "755224");
/// # Ok::<(), sekisho_engine::otp::KeyError>(())
/// ```
#[must_use]
pub fn generate(key: &Key, algorithm: Algorithm, digits: Digits, counter: u64) -> Code {
    let counter = counter.to_be_bytes();
    let truncated = match algorithm {
        Algorithm::Sha1 => truncate(&mac::<Hmac<sha1::Sha1>>(key, &counter)),
        Algorithm::Sha256 => truncate(&mac::<Hmac<sha2::Sha256>>(key, &counter)),
        Algorithm::Sha512 => truncate(&mac::<Hmac<sha2::Sha512>>(key, &counter)),
    };
    Code::new(truncated, digits)
}

/// The code of an HMAC-SHA-1 that was computed elsewhere, over a counter as eight bytes, the highest first: for an
/// authenticator that holds its key where it can be used but not read.
///
/// ```
/// use sekisho_engine::otp::{Digits, hotp};
/// // RFC 4226 section 5.4
/// let mac = *b"\x1f\x86\x98\x69\x0e\x02\xca\x16\x61\x85\x50\xef\x7f\x19\xda\x8e\x94\x5b\x55\x5a";
/// assert_eq!(hotp::from_mac(&mac, Digits::SIX).as_text(), "872921");
/// ```
#[must_use]
pub fn from_mac(mac: &[u8; 20], digits: Digits) -> Code {
    Code::new(truncate(mac), digits)
}

fn mac<M: Mac + KeyInit>(key: &Key, message: &[u8]) -> impl AsRef<[u8]> {
    let mac = <M as KeyInit>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
    mac.chain_update(message).finalize().into_bytes()
}

/// Dynamic truncation: 31 bits from where the last four bits point to.
fn truncate(mac: &impl AsRef<[u8]>) -> u32 {
    let mac = mac.as_ref();
    let offset = usize::from(mac[mac.len() - 1] & 0xf);
    let four = [mac[offset], mac[offset + 1], mac[offset + 2], mac[offset + 3]];
    u32::from_be_bytes(four) & 0x7fff_ffff
}
