//! The secret key and what it protects.
//!
//! * [`SecretKeys::seal`]: AES-256-GCM, with what the value belongs to as associated data, so that a row's
//!   secret copied to another row doesn't open (OWASP ASVS 5.0, 11.3.3).
//! * [`SecretKeys::tag`]: HMAC-SHA-256, for short codes that a plain hash would give away.
//! * [`Token`]: 256 random bits that somebody holds; only their SHA-256 is stored.
//!
//! Each use has its own key, derived from the secret key by HMAC with the use's name. The key file holds one
//! key a line, the newest first: the first seals, all open, so that a key can be replaced while the portal
//! runs.

use crate::entropy::random;
use crate::error::ServerError;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

mod file;
pub use file::{KeyFileError, add_key, load_or_create};

const NONCE: usize = 12;
const VERSION: u8 = 1;

/// The secret keys, the newest first.
pub struct SecretKeys(Vec<SecretKey>);

struct SecretKey {
    /// The first four bytes of the key's own tag: says which key sealed a value.
    id: [u8; 4],
    bytes: Zeroizing<[u8; 32]>,
}

/// What a sealed value or a tag is for: it opens for nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// The key of an authenticator app.
    TotpKey,
    /// The code that is typed into the OTP app.
    UserCode,
    /// The text of a mail in the outbox.
    MailBody,
    /// Recovery codes that their owner has not saved yet.
    UnsavedRecoveryCodes,
    /// An e-mailed code.
    EmailCode,
    /// What binds a code or enrolment to a session or a sign-in.
    Binding,
    /// What the web gate asks the portal in the name of an application.
    GateEntry,
}

impl Use {
    const fn name(self) -> &'static str {
        match self {
            Self::TotpKey => "totp-key",
            Self::UserCode => "user-code",
            Self::MailBody => "mail-body",
            Self::UnsavedRecoveryCodes => "unsaved-recovery-codes",
            Self::EmailCode => "email-code",
            Self::Binding => "binding",
            Self::GateEntry => "gate-entry",
        }
    }
}

impl SecretKeys {
    /// The keys, the newest first.
    ///
    /// # Errors
    /// `Unsealable` when there is none.
    pub fn new(keys: Vec<[u8; 32]>) -> Result<Self, ServerError> {
        let keys: Vec<SecretKey> = keys
            .into_iter()
            .map(|bytes| {
                let mut key = SecretKey { id: [0; 4], bytes: Zeroizing::new(bytes) };
                let id = key.derive("key-id");
                key.id.copy_from_slice(&id[..4]);
                key
            })
            .collect();
        if keys.is_empty() { Err(ServerError::Unsealable) } else { Ok(Self(keys)) }
    }

    fn newest(&self) -> &SecretKey {
        &self.0[0]
    }

    /// Seals `plain` for `purpose`, bound to `owner` (such as `account:7`).
    ///
    /// # Errors
    /// `Entropy`.
    pub fn seal(&self, purpose: Use, owner: &str, plain: &[u8]) -> Result<Vec<u8>, ServerError> {
        let key = self.newest();
        let nonce = random::<NONCE>()?;
        let aad = associated(purpose, owner);
        let sealed = key
            .cipher(purpose)
            .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: aad.as_bytes() })
            .map_err(|_| ServerError::Unsealable)?;
        Ok([&[VERSION][..], &key.id, &nonce, &sealed].concat())
    }

    /// Opens what [`seal`](Self::seal) sealed for the same purpose and owner.
    ///
    /// # Errors
    /// `Unsealable` with another key, purpose or owner, or when a bit was changed.
    pub fn open(&self, purpose: Use, owner: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, ServerError> {
        let (&version, rest) = sealed.split_first().ok_or(ServerError::Unsealable)?;
        if version != VERSION || rest.len() < 4 + NONCE {
            return Err(ServerError::Unsealable);
        }
        let (id, rest) = rest.split_at(4);
        let (nonce, body) = rest.split_at(NONCE);
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| ServerError::Unsealable)?;
        let key = self.0.iter().find(|key| key.id == id).ok_or(ServerError::Unsealable)?;
        let aad = associated(purpose, owner);
        key.cipher(purpose)
            .decrypt(&Nonce::from(nonce), Payload { msg: body, aad: aad.as_bytes() })
            .map(Zeroizing::new)
            .map_err(|_| ServerError::Unsealable)
    }

    /// Whether the newest key sealed it.
    #[must_use]
    pub fn is_newest(&self, sealed: &[u8]) -> bool {
        sealed.get(1..5) == Some(&self.newest().id)
    }

    /// The tags that `value` may have been stored under: by the newest key first.
    #[must_use]
    pub fn tags(&self, purpose: Use, value: &str) -> Vec<[u8; 32]> {
        self.0.iter().map(|key| hmac(&key.derive(purpose.name())[..], value.as_bytes())).collect()
    }

    /// The tag of `value`, by the newest key.
    #[must_use]
    pub fn tag(&self, purpose: Use, value: &str) -> [u8; 32] {
        hmac(&self.newest().derive(purpose.name())[..], value.as_bytes())
    }
}

impl fmt::Debug for SecretKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKeys({})", self.0.len())
    }
}

impl SecretKey {
    fn derive(&self, name: &str) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(hmac(&self.bytes[..], name.as_bytes()))
    }

    fn cipher(&self, purpose: Use) -> Aes256Gcm {
        Aes256Gcm::new(&(*self.derive(purpose.name())).into())
    }
}

fn associated(purpose: Use, owner: &str) -> String {
    format!("{}:{owner}", purpose.name())
}

fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    use hmac::{Hmac, Mac};
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// The SHA-256 of `bytes`.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// A secret that somebody holds: 256 random bits. Never stored, never shown by `Debug`.
pub struct Token(Zeroizing<[u8; 32]>);

/// What is stored of a [`Token`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenDigest([u8; 32]);

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// `Entropy`.
    pub fn new() -> Result<Self, ServerError> {
        Ok(Self(Zeroizing::new(random()?)))
    }

    /// The token as its holder writes it: base64url, 43 characters.
    #[must_use]
    pub fn reveal(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0[..])
    }

    /// The token that `text` is; `None` for anything that can't be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// What is stored of it.
    #[must_use]
    pub fn digest(&self) -> TokenDigest {
        TokenDigest(sha256(&self.0[..]))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl TokenDigest {
    /// The bytes, as a column takes them.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for TokenDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenDigest({}…)", HEXLOWER.encode(&self.0[..4]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(seeds: &[u8]) -> SecretKeys {
        SecretKeys::new(seeds.iter().map(|&seed| [seed; 32]).collect()).unwrap()
    }

    #[test]
    fn a_sealed_value_opens_only_for_its_purpose_and_owner() {
        let keys = keys(&[1]);
        let sealed = keys.seal(Use::TotpKey, "account:1", b"key").unwrap();
        assert_eq!(&keys.open(Use::TotpKey, "account:1", &sealed).unwrap()[..], b"key");
        assert!(keys.open(Use::TotpKey, "account:2", &sealed).is_err());
        assert!(keys.open(Use::MailBody, "account:1", &sealed).is_err());
    }

    #[test]
    fn a_changed_bit_anywhere_keeps_a_sealed_value_shut() {
        let keys = keys(&[1]);
        let sealed = keys.seal(Use::TotpKey, "account:1", b"key").unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(keys.open(Use::TotpKey, "account:1", &changed).is_err(), "byte {at}");
        }
        assert!(keys.open(Use::TotpKey, "account:1", &[]).is_err());
    }

    #[test]
    fn an_older_key_still_opens_and_the_newest_seals() {
        let sealed = keys(&[1]).seal(Use::TotpKey, "account:1", b"key").unwrap();
        let rotated = keys(&[2, 1]);
        assert!(rotated.open(Use::TotpKey, "account:1", &sealed).is_ok());
        let anew = rotated.seal(Use::TotpKey, "account:1", b"key").unwrap();
        assert!(keys(&[2]).open(Use::TotpKey, "account:1", &anew).is_ok());
        assert!(keys(&[1]).open(Use::TotpKey, "account:1", &anew).is_err());
        assert!(rotated.is_newest(&anew) && !rotated.is_newest(&sealed) && !rotated.is_newest(&[]));
    }

    #[test]
    fn no_secret_is_shown_by_debug() {
        let token = Token::new().unwrap();
        assert!(!format!("{token:?} {:?}", keys(&[7])).contains(&token.reveal()));
        assert_eq!(format!("{:?}", keys(&[7])), "SecretKeys(1)");
    }

    #[test]
    fn a_token_reads_back_and_nothing_else_does() {
        let token = Token::new().unwrap();
        let read = Token::parse(&token.reveal()).unwrap();
        assert_eq!(read.digest(), token.digest());
        for wrong in ["", "abc", &"A".repeat(44), &format!("{}=", token.reveal())] {
            assert!(Token::parse(wrong).is_none(), "{wrong:?}");
        }
    }
}
