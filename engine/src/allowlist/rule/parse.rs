//! Reading a rule: what is accepted, strictly.
//!
//! [`strict`] alone decides what is a rule. Where it refuses, [`explain`](super::meant::explain) looks for a
//! better reason and for what was meant; it can't accept anything.

use std::net::{IpAddr, Ipv6Addr};

use super::{Parsed, Rule, RuleError, RuleErrorKind as Kind, meant};
use crate::address::{Address, Family, Prefix, text};

/// The longest text that is looked at, in bytes: any rule, also in full-width characters, is shorter.
const LONGEST: usize = 128;

/// Read a rule, white space around it left aside.
pub(super) fn rule(text: &str) -> Result<Parsed, RuleError> {
    let trimmed = text.trim_ascii();
    if trimmed.is_empty() {
        return Err(RuleError::new(Kind::Empty, 0..text.len()));
    }
    let at = text.len() - text.trim_ascii_start().len();
    if trimmed.len() > LONGEST {
        return Err(RuleError::new(Kind::TooLong, at..at + trimmed.len()));
    }
    strict(trimmed).map_err(|error| meant::explain(trimmed, error).moved(at))
}

/// Read a rule without anything around it.
pub(super) fn strict(text: &str) -> Result<Parsed, RuleError> {
    if text.eq_ignore_ascii_case("all") {
        return Ok(parsed(Rule::All, false));
    }
    let (address, mask) = text.split_once('/').map_or((text, None), |(a, m)| (a, Some(m)));
    let ip = text::address(address)?;
    if let IpAddr::V6(v6) = ip
        && v6.to_ipv4_mapped().is_some()
    {
        return Err(mapped(v6, address.len(), mask));
    }
    let address_length = address.len();
    let address = Address::from(ip);
    let family = address.family();
    let length = mask.map_or(Ok(family.bits()), |mask| length(mask, address_length + 1, address))?;
    let span = address_length + 1..text.len();
    let prefix = Prefix::of(address, length).ok_or_else(|| RuleError::new(Kind::PrefixTooLong, span))?;
    Ok(parsed(Rule::Prefix(prefix), prefix.first() != ip))
}

fn parsed(rule: Rule, corrected: bool) -> Parsed {
    Parsed { rule, canonical: rule.to_string(), corrected }
}

/// The length that `mask`, `at` bytes into the text, gives a prefix of `address`.
fn length(mask: &str, at: usize, address: Address) -> Result<u8, RuleError> {
    let fault = |kind| RuleError::new(kind, at..at + mask.len());
    let like = |length| Prefix::of(address, length).map(|prefix| Rule::from(prefix).to_string());
    if mask.is_empty() {
        return Err(RuleError::new(Kind::MaskMissing, at - 1..at));
    }
    if let Some(second) = mask.find('/') {
        return Err(RuleError::new(Kind::SecondMask, at + second..at + mask.len()));
    }
    match (address.family(), mask.contains('.'), mask.contains(':')) {
        (Family::V4, true, false) => {
            let bits = text::v4(mask, at)?.to_bits();
            contiguous(u128::from(bits) << 96).ok_or_else(|| match contiguous(u128::from(!bits) << 96) {
                Some(length) => fault(Kind::InverseMask).suggest(like(length)),
                None => fault(Kind::NonContiguousMask),
            })
        }
        (Family::V6, false, true) => {
            let length = text::v6(mask, at).ok().and_then(|mask| contiguous(mask.to_bits()));
            Err(fault(Kind::MaskUnreadable).suggest(length.and_then(like)))
        }
        (_, false, false) => decimal_length(mask, address.family()).map_err(fault),
        _ => Err(fault(Kind::MaskFamilyMismatch)),
    }
}

fn decimal_length(mask: &str, family: Family) -> Result<u8, Kind> {
    if !mask.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Kind::MaskUnreadable);
    }
    if mask.len() > 1 && mask.starts_with('0') {
        return Err(Kind::LengthLeadingZero);
    }
    match mask.parse() {
        Ok(length) if length <= family.bits() => Ok(length),
        _ => Err(Kind::PrefixTooLong),
    }
}

/// The number of ones of a mask, if they are all at its beginning.
fn contiguous(mask: u128) -> Option<u8> {
    let ones = mask.leading_ones();
    (mask.count_ones() == ones).then(|| u8::try_from(ones).ok()).flatten()
}

/// The error for an IPv6-mapped address, with the IPv4 rule that it stands for.
fn mapped(v6: Ipv6Addr, end: usize, mask: Option<&str>) -> RuleError {
    let length = match mask.map(|mask| decimal_length(mask, Family::V6)) {
        None => Some(Family::V4.bits()),
        // What is wider than /96 reaches beyond the mapped addresses.
        Some(length) => length.ok().and_then(|length| length.checked_sub(96)),
    };
    let prefix = length.and_then(|length| Prefix::of(Address::from(v6), length));
    RuleError::new(Kind::Mapped, 0..end).suggest(prefix.map(|prefix| Rule::from(prefix).to_string()))
}
