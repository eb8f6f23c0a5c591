//! The key that authenticator and verifier share.

use std::fmt;
use std::hint::black_box;

use super::base32;

/// A shared key: 16 to 128 bytes (RFC 4226 section 4, R6: at least 128 bits). `Debug` prints nothing of it,
/// and it is overwritten when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(Vec<u8>);

impl Key {
    /// The least length in bytes.
    pub const LEAST: usize = 16;
    /// The greatest length in bytes.
    pub const MOST: usize = 128;

    /// The key of these bytes. A new key has [`Algorithm::key_length`](super::Algorithm::key_length) random
    /// bytes.
    ///
    /// # Errors
    /// [`KeyError::Length`] outside 16 to 128 bytes.
    pub fn new(bytes: Vec<u8>) -> Result<Self, KeyError> {
        let key = Self(bytes);
        if (Self::LEAST..=Self::MOST).contains(&key.0.len()) { Ok(key) } else { Err(KeyError::Length) }
    }

    /// Reads a key in base 32, as somebody types it.
    ///
    /// # Errors
    /// [`KeyError::NotBase32`] or [`KeyError::Length`].
    pub fn from_base32(text: &str) -> Result<Self, KeyError> {
        Self::new(base32::decode(text).map_err(|_| KeyError::NotBase32)?)
    }

    /// The key's bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The key in base 32, upper case, without padding: as in an `otpauth` URI.
    #[must_use]
    pub fn to_base32(&self) -> String {
        base32::encode(&self.0)
    }

    /// The key in base 32 in groups of four, to be typed by hand.
    ///
    /// ```
    /// use sekisho_engine::otp::Key;
    /// let key = Key::new(b"12345678901234567890".to_vec())?;
    /// assert_eq!(key.in_groups(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    /// assert_eq!(Key::from_base32("gezd gnbv gy3t qojq gezd gnbv gy3t qojq")?, key);
    /// # Ok::<(), sekisho_engine::otp::KeyError>(())
    /// ```
    #[must_use]
    pub fn in_groups(&self) -> String {
        let letters = self.to_base32();
        let mut grouped = String::with_capacity(letters.len() + letters.len() / 4);
        for (at, letter) in letters.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(letter);
        }
        grouped
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0.fill(0);
        // Without a reader after it, the compiler might leave the overwriting out.
        black_box(&self.0);
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// Why something is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyError {
    /// A letter outside base 32.
    NotBase32,
    /// Fewer than 16 or more than 128 bytes.
    Length,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotBase32 => "a key has the letters A to Z and the digits 2 to 7 only",
            Self::Length => "a key has 16 to 128 bytes",
        })
    }
}

impl std::error::Error for KeyError {}
