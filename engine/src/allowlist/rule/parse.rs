//! Reading a rule: what is accepted, strictly.

use super::{Parsed, Rule, RuleError, RuleErrorKind as Kind};
use crate::address::{Address, Prefix, text};

/// Read a rule, white space around it left aside.
pub(super) fn rule(text: &str) -> Result<Parsed, RuleError> {
    let trimmed = text.trim_ascii();
    if trimmed.is_empty() {
        return Err(RuleError::new(Kind::Empty, 0..text.len()));
    }
    if trimmed.eq_ignore_ascii_case("all") {
        return Ok(Parsed { rule: Rule::All, canonical: Rule::All.to_string(), corrected: false });
    }
    let (address, mask) = trimmed.split_once('/').map_or((trimmed, None), |(a, m)| (a, Some(m)));
    let address = Address::from(text::address(address)?);
    let length = match mask {
        None => address.family().bits(),
        Some(mask) => mask.parse().map_err(|_| RuleError::new(Kind::MaskUnreadable, 0..text.len()))?,
    };
    let prefix =
        Prefix::of(address, length).ok_or_else(|| RuleError::new(Kind::PrefixTooLong, 0..text.len()))?;
    let rule = Rule::Prefix(prefix);
    Ok(Parsed { rule, canonical: rule.to_string(), corrected: prefix.first() != address.to_ip() })
}
