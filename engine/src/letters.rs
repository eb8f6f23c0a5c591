//! The letters of codes that people type from one screen or paper to another: Crockford's base 32, which has no I,
//! L, O and U. Case, dashes, spaces and full width don't matter.

/// The letters, in the order of their values.
pub(crate) const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The value of what somebody typed, from 0 to 31; `None` for what can't be meant by any letter.
pub(crate) fn value(character: char) -> Option<u8> {
    let ascii = match character {
        '！'..='～' => char::from_u32(u32::from(character) - 0xfee0)?,
        _ => character,
    };
    let upper = u8::try_from(ascii.to_ascii_uppercase()).ok()?;
    let meant = match upper {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    let at = ALPHABET.iter().position(|letter| *letter == meant)?;
    u8::try_from(at).ok()
}

/// Whether it stands between letters and counts for nothing.
pub(crate) fn is_separator(character: char) -> bool {
    character.is_whitespace() || crate::otp::is_dash(character)
}
