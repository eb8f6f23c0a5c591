//! What can be wrong with the text of an address, and where.

use std::fmt;
use std::ops::Range;

/// Why a text is no address, and which bytes of it are at fault.
///
/// ```
/// use sekisho_engine::address::{Address, AddressErrorKind};
/// let error = "192.0.2.010".parse::<Address>().unwrap_err();
/// assert_eq!(error.kind(), AddressErrorKind::LeadingZero);
/// assert_eq!(error.span(), 8..11);
/// assert_eq!(error.kind().code(), "leading_zero");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressError {
    kind: AddressErrorKind,
    span: Range<usize>,
}

/// What is wrong with the text of an address.
///
/// Other parsers read several of these as *some* address, each as another one: that is how an address
/// check is passed by (CVE-2021-29921, CVE-2021-28918). Here they are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum AddressErrorKind {
    /// There is no text where an address is expected.
    Missing,
    /// The text is longer than any address.
    TooLong,
    /// A character outside ASCII, such as a full-width digit.
    NotAscii,
    /// A space, tab or line break in or around the address.
    Whitespace,
    /// An IPv6 zone (`fe80::1%eth0`, RFC 4007): it means something on one machine only.
    Zone,
    /// The text has no likeness to an address.
    NotAnAddress,
    /// A number of an IPv4 address is missing, as in `192.0..1`.
    MissingOctet,
    /// A part of an IPv4 address is no decimal number, as in `0x7f.0.0.1`.
    NotDecimal,
    /// A number of an IPv4 address starts with a zero, which some programs read as octal.
    LeadingZero,
    /// A number of an IPv4 address is over 255.
    OctetTooLarge,
    /// An IPv4 address of fewer than four numbers, which programs fill up in different ways.
    TooFewOctets,
    /// An IPv4 address of more than four numbers.
    TooManyOctets,
    /// A group of an IPv6 address is no hexadecimal number.
    NotHex,
    /// A group of an IPv6 address has more than four digits.
    GroupTooLong,
    /// A single colon where a group is missing, at the beginning or the end.
    MissingGroup,
    /// `::` stands in an IPv6 address more than once.
    SecondGap,
    /// An IPv6 address of fewer than eight groups without `::`.
    TooFewGroups,
    /// An IPv6 address of more groups than there is room for.
    TooManyGroups,
}

impl AddressError {
    pub(crate) const fn new(kind: AddressErrorKind, span: Range<usize>) -> Self {
        Self { kind, span }
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> AddressErrorKind {
        self.kind
    }

    /// The bytes of the text that are at fault; always within it and on character boundaries.
    #[must_use]
    pub const fn span(&self) -> Range<usize> {
        self.span.start..self.span.end
    }
}

impl AddressErrorKind {
    /// The stable machine name, in `snake_case`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "address_missing",
            Self::TooLong => "address_too_long",
            Self::NotAscii => "not_ascii",
            Self::Whitespace => "whitespace",
            Self::Zone => "zone",
            Self::NotAnAddress => "not_an_address",
            Self::MissingOctet => "missing_octet",
            Self::NotDecimal => "not_decimal",
            Self::LeadingZero => "leading_zero",
            Self::OctetTooLarge => "octet_too_large",
            Self::TooFewOctets => "too_few_octets",
            Self::TooManyOctets => "too_many_octets",
            Self::NotHex => "not_hex",
            Self::GroupTooLong => "group_too_long",
            Self::MissingGroup => "missing_group",
            Self::SecondGap => "second_gap",
            Self::TooFewGroups => "too_few_groups",
            Self::TooManyGroups => "too_many_groups",
        }
    }

    /// The English description.
    const fn message(self) -> &'static str {
        match self {
            Self::Missing => "the address is missing",
            Self::TooLong => "longer than any address",
            Self::NotAscii => "an address is written in ASCII characters",
            Self::Whitespace => "an address contains no white space",
            Self::Zone => "a zone (after %) means something on one machine only",
            Self::NotAnAddress => "not an IPv4 or IPv6 address",
            Self::MissingOctet => "a number is missing between the dots",
            Self::NotDecimal => "the numbers of an IPv4 address are decimal",
            Self::LeadingZero => "a number must not start with 0",
            Self::OctetTooLarge => "each number of an IPv4 address is at most 255",
            Self::TooFewOctets => "an IPv4 address has four numbers",
            Self::TooManyOctets => "an IPv4 address has only four numbers",
            Self::NotHex => "a group of an IPv6 address is a hexadecimal number",
            Self::GroupTooLong => "a group of an IPv6 address has at most four digits",
            Self::MissingGroup => "a group is missing beside the colon",
            Self::SecondGap => "`::` may stand only once",
            Self::TooFewGroups => "an IPv6 address has eight groups, or `::` in place of some",
            Self::TooManyGroups => "an IPv6 address has at most eight groups",
        }
    }
}

impl fmt::Display for AddressErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl std::error::Error for AddressError {}
