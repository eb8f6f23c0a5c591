//! What a browser that stays signed in holds: the name of its family, which stays, and a token, which changes
//! with every use. Both are random and only their digests are stored.

use crate::error::ServerError;
use crate::secret::Token;
use std::fmt;

/// Family and token, as they travel in the cookie.
pub struct BrowserKey {
    /// What stays.
    pub family: Token,
    /// What changes.
    pub token: Token,
}

impl BrowserKey {
    /// A new family and its first token.
    ///
    /// # Errors
    /// `Entropy`.
    pub fn new() -> Result<Self, ServerError> {
        Ok(Self { family: Token::new()?, token: Token::new()? })
    }

    /// What `text` is, as [`reveal`](Self::reveal) writes it; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (family, token) = text.split_once('.')?;
        Some(Self { family: Token::parse(family)?, token: Token::parse(token)? })
    }

    /// The same family with another token.
    #[must_use]
    pub fn followed_by(self, token: Token) -> Self {
        Self { token, ..self }
    }

    /// Both in one text: base64url, a full stop between them.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("{}.{}", self.family.reveal(), self.token.reveal())
    }
}

impl fmt::Debug for BrowserKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BrowserKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_and_nothing_else_does() {
        let key = BrowserKey::new().unwrap();
        let read = BrowserKey::parse(&key.reveal()).unwrap();
        assert_eq!(read.family.digest(), key.family.digest());
        assert_eq!(read.token.digest(), key.token.digest());
        let family = key.family.reveal();
        for wrong in
            ["", ".", &family, &format!("{family}."), &format!("{family}.x"), &format!("{}.x", key.reveal())]
        {
            assert!(BrowserKey::parse(wrong).is_none(), "{wrong:?}");
        }
        assert!(!format!("{key:?}").contains(&family));
    }
}
