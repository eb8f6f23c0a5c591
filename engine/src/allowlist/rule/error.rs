//! What can be wrong with the text of a rule, where, and what was meant.

use std::fmt;
use std::ops::Range;

use crate::address::{AddressError, AddressErrorKind};

/// Why a text is no rule, which bytes are at fault, and what was probably meant.
///
/// ```
/// use sekisho_engine::allowlist::{Rule, RuleErrorKind};
/// let error = Rule::parse("192.168.1.*").unwrap_err();
/// assert_eq!(error.kind(), RuleErrorKind::Wildcard);
/// assert_eq!(error.span(), 10..11);
/// assert_eq!(error.suggestion(), Some("192.168.1.0/24"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RuleError {
    kind: RuleErrorKind,
    span: Range<usize>,
    suggestion: Option<String>,
}

/// What is wrong with the text of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum RuleErrorKind {
    /// There is nothing but white space.
    Empty,
    /// The text is longer than any rule.
    TooLong,
    /// Several rules in one field.
    SeveralRules,
    /// A range from one address to another, `192.0.2.0-192.0.2.255`.
    Range,
    /// A wildcard, `192.0.2.*`.
    Wildcard,
    /// A host name.
    Name,
    /// A web address.
    Url,
    /// A port after the address.
    Port,
    /// Brackets around the address.
    Brackets,
    /// An IPv6-mapped IPv4 address, `::ffff:192.0.2.1`: the rule is written with the IPv4 address.
    Mapped,
    /// The address itself is wrong.
    Address(AddressErrorKind),
    /// Nothing after the slash.
    MaskMissing,
    /// What follows the slash is neither a length nor a mask.
    MaskUnreadable,
    /// The length after the slash starts with a zero.
    LengthLeadingZero,
    /// The length after the slash is over 32 (IPv4) or 128 (IPv6).
    PrefixTooLong,
    /// A mask of the other family.
    MaskFamilyMismatch,
    /// The ones of the mask aren't all at its beginning.
    NonContiguousMask,
    /// A mask upside down, `0.0.0.255`, as routers' access lists have it.
    InverseMask,
    /// A second slash.
    SecondMask,
}

impl RuleError {
    pub(super) const fn new(kind: RuleErrorKind, span: Range<usize>) -> Self {
        Self { kind, span, suggestion: None }
    }

    /// The same error in a text that has `by` more bytes in front.
    pub(super) const fn moved(mut self, by: usize) -> Self {
        self.span.start += by;
        self.span.end += by;
        self
    }

    pub(super) fn suggest(self, suggestion: impl Into<Option<String>>) -> Self {
        Self { suggestion: suggestion.into(), ..self }
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> RuleErrorKind {
        self.kind
    }

    /// The bytes of the text that are at fault; always within it and on character boundaries.
    #[must_use]
    pub const fn span(&self) -> Range<usize> {
        self.span.start..self.span.end
    }

    /// The canonical form of the rule that was probably meant, to be offered, never to be taken unasked.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }
}

impl RuleErrorKind {
    /// The stable machine name, in `snake_case`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::SeveralRules => "several_rules",
            Self::Range => "range",
            Self::Wildcard => "wildcard",
            Self::Name => "name",
            Self::Url => "url",
            Self::Port => "port",
            Self::Brackets => "brackets",
            Self::Mapped => "mapped",
            Self::Address(kind) => kind.code(),
            Self::MaskMissing => "mask_missing",
            Self::MaskUnreadable => "mask_unreadable",
            Self::LengthLeadingZero => "length_leading_zero",
            Self::PrefixTooLong => "prefix_too_long",
            Self::MaskFamilyMismatch => "mask_family_mismatch",
            Self::NonContiguousMask => "non_contiguous_mask",
            Self::InverseMask => "inverse_mask",
            Self::SecondMask => "second_mask",
        }
    }
}

impl From<AddressError> for RuleError {
    fn from(error: AddressError) -> Self {
        Self::new(RuleErrorKind::Address(error.kind()), error.span())
    }
}

impl fmt::Display for RuleErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the rule is empty",
            Self::TooLong => "longer than any rule",
            Self::SeveralRules => "one rule at a time",
            Self::Range => "a range from one address to another is written as address/length",
            Self::Wildcard => "a wildcard is written as address/length",
            Self::Name => "a rule is an address, not a name",
            Self::Url => "a rule is an address, not a web address",
            Self::Port => "a rule has no port",
            Self::Brackets => "a rule has no brackets",
            Self::Mapped => "an IPv6-mapped address is written as the IPv4 address",
            Self::Address(kind) => return kind.fmt(f),
            Self::MaskMissing => "a length or a mask is missing after the slash",
            Self::MaskUnreadable => "after the slash stands a length, or for IPv4 a mask",
            Self::LengthLeadingZero => "a length must not start with 0",
            Self::PrefixTooLong => "a length is at most 32 for IPv4 and 128 for IPv6",
            Self::MaskFamilyMismatch => "a mask is for IPv4; IPv6 has lengths only",
            Self::NonContiguousMask => "the ones of a mask must all be at its beginning",
            Self::InverseMask => "the mask is upside down",
            Self::SecondMask => "only one length or mask may follow the address",
        })
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        match &self.suggestion {
            Some(suggestion) => write!(f, " (did you mean {suggestion}?)"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for RuleError {}
