//! Paths: the one that a request asks for, read in the one way that leaves no doubt, and those of a rule.
//!
//! A proxy, the portal and an application read a path each for itself, and where two of them read different
//! pages out of it a rule is passed by. So what can be read in two ways is refused: steps up (`..`), empty
//! segments, encoded slashes, backslashes, controls. What is left is decoded once (RFC 3986 section 2.1). A
//! segment's parameters (`;jsessionid=…`) are cut off before it is compared, because many applications do.

use std::borrow::Cow;
use std::fmt;

/// The path that a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedPath<'a> {
    /// Decoded, parameters cut off.
    plain: Cow<'a, [u8]>,
    has_parameters: bool,
}

/// Why a path is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathError {
    /// It doesn't begin with a slash.
    NotRooted,
    /// A segment is `.` or `..`, encoded or not, with or without parameters.
    Dots,
    /// Two slashes in a row.
    EmptySegment,
    /// A slash or backslash that is encoded, or a backslash.
    HiddenSlash,
    /// A control character, encoded or not, or a character that no path holds.
    Character,
    /// A percent sign that encodes nothing, or a character that is encoded twice.
    Encoding,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotRooted => "the path does not begin with a slash",
            Self::Dots => "the path has a segment . or ..",
            Self::EmptySegment => "the path has two slashes in a row",
            Self::HiddenSlash => "the path has a backslash, or an encoded slash",
            Self::Character => "the path has a control or another character that no path holds",
            Self::Encoding => "the path has a percent sign that encodes nothing, or one encoded twice",
        })
    }
}

impl std::error::Error for PathError {}

impl<'a> AskedPath<'a> {
    /// The path that `raw` is: as it was sent, without its query.
    ///
    /// ```
    /// use sekisho_engine::gate::{AskedPath, PathError};
    /// assert!(AskedPath::parse("/wiki/%E5%B1%B1?".trim_end_matches('?')).is_ok());
    /// assert_eq!(AskedPath::parse("/public/%2e%2E/admin"), Err(PathError::Dots));
    /// assert_eq!(AskedPath::parse("/public%2F..%2Fadmin"), Err(PathError::HiddenSlash));
    /// ```
    ///
    /// # Errors
    /// For whatever could be read in two ways.
    pub fn parse(raw: &'a str) -> Result<Self, PathError> {
        if !raw.starts_with('/') {
            return Err(PathError::NotRooted);
        }
        let decoded = decode(raw)?;
        let mut has_parameters = false;
        let last = decoded.iter().filter(|&&byte| byte == b'/').count();
        for (at, segment) in decoded.split(|&byte| byte == b'/').enumerate() {
            let name = cut(segment);
            has_parameters |= name.len() != segment.len();
            if matches!(name, b"." | b"..") {
                return Err(PathError::Dots);
            }
            if name.is_empty() && at != 0 && (at != last || name.len() != segment.len()) {
                return Err(PathError::EmptySegment);
            }
        }
        let plain = if has_parameters { Cow::Owned(without_parameters(&decoded)) } else { decoded };
        Ok(Self { plain, has_parameters })
    }

    /// Whether some segment has parameters.
    #[must_use]
    pub const fn has_parameters(&self) -> bool {
        self.has_parameters
    }
}

/// A segment without its parameters.
fn cut(segment: &[u8]) -> &[u8] {
    segment.split(|&byte| byte == b';').next().unwrap_or_default()
}

fn without_parameters(decoded: &[u8]) -> Vec<u8> {
    let segments: Vec<&[u8]> = decoded.split(|&byte| byte == b'/').map(cut).collect();
    segments.join(&b'/')
}

fn decode(raw: &str) -> Result<Cow<'_, [u8]>, PathError> {
    let plain = |byte: u8| match byte {
        b'\\' => Err(PathError::HiddenSlash),
        b'#' | b'?' | b' ' | 0x7f => Err(PathError::Character),
        byte if byte < 0x20 => Err(PathError::Character),
        byte => Ok(byte),
    };
    if !raw.contains('%') {
        raw.bytes().try_for_each(|byte| plain(byte).map(|_| ()))?;
        return Ok(Cow::Borrowed(raw.as_bytes()));
    }
    let mut decoded = Vec::with_capacity(raw.len());
    let mut bytes = raw.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(if byte == b'%' { encoded(bytes.next(), bytes.next())? } else { plain(byte)? });
    }
    // whoever decodes once more would read another path
    let twice = |three: &[u8]| three[0] == b'%' && three[1..].iter().all(u8::is_ascii_hexdigit);
    if decoded.windows(3).any(twice) { Err(PathError::Encoding) } else { Ok(Cow::Owned(decoded)) }
}

/// The byte that two hexadecimal digits stand for.
fn encoded(high: Option<u8>, low: Option<u8>) -> Result<u8, PathError> {
    let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
    let (Some(high), Some(low)) = (digit(high), digit(low)) else { return Err(PathError::Encoding) };
    match u8::try_from(high * 16 + low).map_err(|_| PathError::Encoding)? {
        b'/' | b'\\' => Err(PathError::HiddenSlash),
        byte if byte < 0x20 || byte == 0x7f => Err(PathError::Character),
        byte => Ok(byte),
    }
}

/// The beginning of the paths that a rule names: whole segments, so that `/admin` holds `/admin/x` and not
/// `/administrator`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PathPrefix(String);

impl PathPrefix {
    /// The beginning that `text` is, as people read it: nothing in it is encoded. A slash at its end changes
    /// nothing, and a slash alone is every path (`None`).
    ///
    /// # Errors
    /// For what no request's path could be.
    pub fn parse(text: &str) -> Result<Option<Self>, PathError> {
        if text.contains(['%', ';']) {
            return Err(PathError::Encoding);
        }
        AskedPath::parse(text)?;
        let text = text.strip_suffix('/').unwrap_or(text);
        Ok((!text.is_empty()).then(|| Self(text.to_owned())))
    }

    /// Whether `asked` begins with it.
    #[must_use]
    pub fn begins(&self, asked: &AskedPath<'_>) -> bool {
        let rest = asked.plain.strip_prefix(self.0.as_bytes());
        rest.is_some_and(|rest| rest.is_empty() || rest[0] == b'/')
    }

    /// Whether every path that begins with `other` begins with this.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        other.0.strip_prefix(&self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl fmt::Display for PathPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
