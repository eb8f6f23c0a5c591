//! Reading the text of an address, strictly: one spelling rule, no guessing.
//!
//! IPv4: four decimal numbers 0 to 255 without leading zeros (RFC 6943 section 3.1.1, "strict" form).
//! IPv6: RFC 4291 section 2.2, with the last 32 bits in IPv4 form if wished; no zone.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use super::error::{AddressError, AddressErrorKind as Kind};

/// No address is longer: eight groups of four digits, the last two in IPv4 form.
const LONGEST: usize = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".len();

/// Read an address of either family. The result is not canonical yet.
pub(crate) fn address(text: &str) -> Result<IpAddr, AddressError> {
    let whole = 0..text.len();
    if text.is_empty() {
        return Err(AddressError::new(Kind::Missing, whole));
    }
    if text.len() > LONGEST {
        return Err(AddressError::new(Kind::TooLong, whole));
    }
    if let Some(error) = foreign_character(text) {
        return Err(error);
    }
    if text.contains(':') {
        v6(text, 0).map(IpAddr::V6)
    } else if text.bytes().any(|b| b.is_ascii_digit()) {
        v4(text, 0).map(IpAddr::V4)
    } else {
        Err(AddressError::new(Kind::NotAnAddress, whole))
    }
}

/// The first character that no address of any form contains, if it has a name of its own.
fn foreign_character(text: &str) -> Option<AddressError> {
    text.char_indices().find_map(|(at, c)| {
        let (kind, end) = match c {
            '%' => (Kind::Zone, text.len()),
            _ if !c.is_ascii() => (Kind::NotAscii, at + c.len_utf8()),
            _ if c.is_ascii_whitespace() => (Kind::Whitespace, at + 1),
            _ => return None,
        };
        Some(AddressError::new(kind, at..end))
    })
}

/// Read an IPv4 address that stands `at` bytes into the text that spans are counted in.
pub(crate) fn v4(text: &str, at: usize) -> Result<Ipv4Addr, AddressError> {
    let mut octets = [0_u8; 4];
    let mut seen = 0;
    if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        // One number, which some programs read as all 32 bits.
        return Err(AddressError::new(Kind::TooFewOctets, at..at + text.len()));
    }
    for (part, span) in parts(text, '.', at) {
        if seen == octets.len() {
            return Err(AddressError::new(Kind::TooManyOctets, span.start..at + text.len()));
        }
        octets[seen] = octet(part).map_err(|kind| AddressError::new(kind, span))?;
        seen += 1;
    }
    if seen < octets.len() {
        return Err(AddressError::new(Kind::TooFewOctets, at..at + text.len()));
    }
    Ok(Ipv4Addr::from(octets))
}

/// One number of an IPv4 address.
fn octet(part: &str) -> Result<u8, Kind> {
    if part.is_empty() {
        return Err(Kind::MissingOctet);
    }
    if !part.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Kind::NotDecimal);
    }
    if part.len() > 1 && part.starts_with('0') {
        return Err(Kind::LeadingZero);
    }
    part.parse().map_err(|_| Kind::OctetTooLarge)
}

/// Read an IPv6 address that stands `at` bytes into the text that spans are counted in.
pub(crate) fn v6(text: &str, at: usize) -> Result<Ipv6Addr, AddressError> {
    text.parse().map_err(|_| v6_error(text, at))
}

/// What is wrong with a text that isn't an IPv6 address.
fn v6_error(text: &str, at: usize) -> AddressError {
    let whole = at..at + text.len();
    let gaps: Vec<usize> = text.match_indices("::").map(|(i, _)| i).collect();
    // `:::` is one match and a colon, `::::` two matches.
    let second = text.find(":::").map(|i| i + 2).or(gaps.get(1).copied());
    if let Some(i) = second {
        return AddressError::new(Kind::SecondGap, at + i..at + text.len());
    }
    let mut groups = 0;
    for (part, span) in parts(text, ':', at) {
        let beside_gap = gaps.first().is_some_and(|&gap| (gap..=gap + 2).contains(&(span.start - at)));
        match group(part, &span, span.end == whole.end) {
            Ok(width) => groups += width,
            Err(error) if error.kind() == Kind::MissingGroup && beside_gap => {}
            Err(error) => return error,
        }
    }
    if groups < 8 && gaps.is_empty() {
        AddressError::new(Kind::TooFewGroups, whole)
    } else {
        AddressError::new(Kind::TooManyGroups, whole)
    }
}

/// How many groups `part` stands for: one, or two for the IPv4 form at the end.
fn group(part: &str, span: &Range<usize>, last: bool) -> Result<usize, AddressError> {
    if part.is_empty() {
        return Err(AddressError::new(Kind::MissingGroup, span.clone()));
    }
    if last && part.contains('.') {
        return v4(part, span.start).map(|_| 2);
    }
    if !part.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(AddressError::new(Kind::NotHex, span.clone()));
    }
    if part.len() > 4 {
        return Err(AddressError::new(Kind::GroupTooLong, span.clone()));
    }
    Ok(1)
}

/// The parts of `text` between separators, each with its span, counted from `at`.
pub(crate) fn parts(text: &str, separator: char, at: usize) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut start = at;
    text.split(separator).map(move |part| {
        let span = start..start + part.len();
        start = span.end + separator.len_utf8();
        (part, span)
    })
}
