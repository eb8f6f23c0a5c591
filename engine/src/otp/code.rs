//! A code as somebody typed it.

use std::fmt;
use std::str::FromStr;

use super::Digits;

/// A one-time code: 6 to 8 digits. `Debug` doesn't print it.
///
/// Read as people type it: spaces and hyphens between the digits, and the full-width digits that a Japanese
/// keyboard may leave behind.
///
/// ```
/// use sekisho_engine::otp::Code;
/// let code: Code = "123 456".parse()?;
/// assert_eq!(code, "123-456".parse()?);
/// assert_eq!(code, "１２３４５６".parse()?);
/// assert_eq!(code.as_text(), "123456");
/// # Ok::<(), sekisho_engine::otp::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code {
    value: u32,
    digits: Digits,
}

/// Why a text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum CodeError {
    /// Nothing was typed.
    Empty,
    /// Something other than digits, spaces and hyphens.
    NotADigit,
    /// Fewer than 6 or more than 8 digits.
    Length,
}

impl Code {
    /// The code of `digits` digits that `value` makes; of a larger value, its last digits.
    #[must_use]
    pub const fn new(value: u32, digits: Digits) -> Self {
        Self { value: value % digits.modulus(), digits }
    }

    /// The code as a number.
    #[must_use]
    pub const fn value(self) -> u32 {
        self.value
    }

    /// How many digits it has.
    #[must_use]
    pub const fn digits(self) -> Digits {
        self.digits
    }

    /// The digits, leading zeros included.
    #[must_use]
    pub fn as_text(self) -> String {
        format!("{:0width$}", self.value, width = usize::from(self.digits.get()))
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let (mut value, mut count) = (0_u32, 0_u8);
        for character in text.chars().filter(|character| !is_separator(*character)) {
            let digit = digit(character).ok_or(CodeError::NotADigit)?;
            if count == 8 {
                return Err(CodeError::Length);
            }
            value = value * 10 + digit;
            count += 1;
        }
        match Digits::try_from(count) {
            Ok(digits) => Ok(Self { value, digits }),
            Err(_) if count == 0 => Err(CodeError::Empty),
            Err(_) => Err(CodeError::Length),
        }
    }
}

fn digit(character: char) -> Option<u32> {
    match character {
        '０'..='９' => Some(u32::from(character) - u32::from('０')),
        _ => character.to_digit(10),
    }
}

fn is_separator(character: char) -> bool {
    character.is_whitespace() || is_dash(character)
}

/// The hyphens and dashes that keyboards and mail programs put between groups, the Japanese keyboard's too.
pub(crate) fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' | 'ー' | 'ｰ')
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({} digits)", self.digits.get())
    }
}

impl fmt::Display for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "no code was typed",
            Self::NotADigit => "a code has digits only",
            Self::Length => "a code has 6 to 8 digits",
        })
    }
}

impl std::error::Error for CodeError {}
