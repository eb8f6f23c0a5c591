//! What was meant by a text that is no rule: a better reason than the strict reader's, and a suggestion.
//!
//! Nothing here is accepted as a rule. A suggestion is read by the strict reader before it is offered.

use std::net::IpAddr;
use std::ops::Range;

use super::lookalike::to_ascii;
use super::parse::{rule, strict};
use super::{Rule, RuleError, RuleErrorKind as Kind};
use crate::address::{Address, AddressErrorKind, Prefix, text};

/// The best explanation for why the strict reader refused `text` with `error`.
pub(super) fn explain(text: &str, error: RuleError) -> RuleError {
    let shapes = [not_ascii, url, range, several, wildcard, zone, brackets, port, name];
    shapes.iter().find_map(|shape| shape(text)).unwrap_or_else(|| {
        let suggestion = error.suggestion().map(str::to_owned).or_else(|| repaired(text, error.kind()));
        error.suggest(suggestion)
    })
}

/// The canonical form of `text`, if it is a rule.
fn canonical(text: &str) -> Option<String> {
    strict(text).ok().map(|parsed| parsed.canonical)
}

/// A character outside ASCII, such as those of a Japanese keyboard: `１９２．０．２．１`.
fn not_ascii(text: &str) -> Option<RuleError> {
    let start = text.find(|c: char| !c.is_ascii())?;
    let rest = &text[start..];
    let end = start + rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len());
    // ASCII now, so this goes no deeper.
    let suggestion = to_ascii(text).and_then(|ascii| match rule(&ascii) {
        Ok(parsed) => Some(parsed.canonical),
        Err(error) => error.suggestion().map(str::to_owned),
    });
    Some(RuleError::new(Kind::Address(AddressErrorKind::NotAscii), start..end).suggest(suggestion))
}

/// `https://192.0.2.1/path`.
fn url(text: &str) -> Option<RuleError> {
    let (_, rest) = text.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let suggestion = canonical(rest.trim_end_matches('/')).or_else(|| canonical(bare_host(host)));
    Some(RuleError::new(Kind::Url, 0..text.len()).suggest(suggestion))
}

/// A host without its brackets and port.
fn bare_host(host: &str) -> &str {
    match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((inside, _)) => inside,
        None => host.split_once(':').filter(|(_, port)| !port.contains(':')).map_or(host, |(name, _)| name),
    }
}

/// `192.0.2.0-192.0.2.255`, `192.0.2.16-31`, `192.0.2.0..192.0.2.255`.
fn range(text: &str) -> Option<RuleError> {
    let (first, last) = text.split_once('-').or_else(|| text.split_once(".."))?;
    let first = first.trim_ascii().parse::<Address>().ok()?;
    let last = last.trim_ascii();
    let last = last.parse::<Address>().ok().or_else(|| with_last_octet(first, last));
    let suggestion =
        last.and_then(|last| one_prefix(first, last)).map(|prefix| Rule::from(prefix).to_string());
    Some(RuleError::new(Kind::Range, 0..text.len()).suggest(suggestion))
}

/// `first` with another last number.
fn with_last_octet(first: Address, octet: &str) -> Option<Address> {
    let IpAddr::V4(v4) = first.to_ip() else { return None };
    let [a, b, c, _] = v4.octets();
    text::v4(&format!("{a}.{b}.{c}.{octet}"), 0).ok().map(Address::from)
}

/// The prefix that begins at `first` and ends at `last`, if there is one.
fn one_prefix(first: Address, last: Address) -> Option<Prefix> {
    let bits = first.family().bits();
    let prefixes = (0..=bits).filter_map(|length| Prefix::of(first, length));
    prefixes.into_iter().find(|prefix| prefix.first() == first.to_ip() && prefix.last() == last.to_ip())
}

/// White space or a comma within: several rules, or one with a gap in it.
fn several(text: &str) -> Option<RuleError> {
    let separates = |c: char| c.is_ascii_whitespace() || c == ',' || c == ';';
    let gap = text.find(separates)?;
    let parts: Vec<&str> = text.split(separates).filter(|part| !part.is_empty()).collect();
    let space = Kind::Address(AddressErrorKind::Whitespace);
    let first_gap = &text[gap..];
    let gap_end = gap + first_gap.find(|c| !separates(c)).unwrap_or(first_gap.len());
    let only_spaces = !text.contains([',', ';']);
    if only_spaces && let Some(meant) = closed_up(text).or_else(|| address_and_mask(&parts)) {
        return Some(RuleError::new(space, gap..gap_end).suggest(meant));
    }
    let all_rules = parts.iter().all(|part| strict(part).is_ok());
    let kind = if all_rules || !only_spaces { Kind::SeveralRules } else { space };
    // A comma at the end, or a remark behind the rule, which is no part of it.
    let is_remark = |part: &&str| !part.contains(|c: char| c.is_ascii_digit() || c == '/');
    let alone = parts.len() == 1 || (only_spaces && parts[1..].iter().all(is_remark));
    let suggestion = parts.first().filter(|_| alone).and_then(|part| canonical(part));
    Some(RuleError::new(kind, gap..text.len()).suggest(suggestion))
}

/// The rule that is left when white space beside punctuation goes: `192.0.2.0 / 24`.
fn closed_up(text: &str) -> Option<String> {
    let mut closed = String::with_capacity(text.len());
    for part in text.split_ascii_whitespace() {
        let joins = |c: Option<char>| c.is_none_or(|c| "/.:".contains(c));
        if !joins(closed.chars().last()) && !joins(part.chars().next()) {
            return None;
        }
        closed.push_str(part);
    }
    canonical(&closed)
}

/// `192.0.2.0 255.255.255.0`.
fn address_and_mask(parts: &[&str]) -> Option<String> {
    let [address, mask] = parts else { return None };
    mask.contains('.').then(|| canonical(&format!("{address}/{mask}"))).flatten()
}

/// `192.0.2.*`, `2001:db8:*`, `*`.
fn wildcard(text: &str) -> Option<RuleError> {
    let (start, end) = (text.find('*')?, text.rfind('*')? + 1);
    if looks_like_a_name(text) {
        return None;
    }
    Some(RuleError::new(Kind::Wildcard, start..end).suggest(without_wildcards(text)))
}

fn without_wildcards(text: &str) -> Option<String> {
    if text == "*" {
        return Some(Rule::All.to_string());
    }
    let separator = if text.contains(':') { ':' } else { '.' };
    let parts: Vec<&str> = text.split(separator).collect();
    let fixed = parts.iter().position(|&part| part == "*")?;
    if parts.len() > 8 || parts[fixed..].iter().any(|&part| part != "*") {
        return None;
    }
    match separator {
        ':' => canonical(&format!("{}::/{}", parts[..fixed].join(":"), 16 * fixed)),
        _ => filled_up(&parts[..fixed], 8 * fixed),
    }
}

/// The IPv4 rule whose first numbers are `octets` and whose others are zero.
fn filled_up(octets: &[&str], length: usize) -> Option<String> {
    let mut octets = octets.to_vec();
    if octets.len() > 3 {
        return None;
    }
    octets.resize(4, "0");
    canonical(&format!("{}/{length}", octets.join(".")))
}

/// `fe80::1%eth0`.
fn zone(text: &str) -> Option<RuleError> {
    let start = text.find('%')?;
    let end = text[start..].find('/').map_or(text.len(), |slash| start + slash);
    let suggestion = canonical(&without(text, start..end)).filter(|_| text.contains(':'));
    Some(RuleError::new(Kind::Address(AddressErrorKind::Zone), start..end).suggest(suggestion))
}

fn without(text: &str, span: Range<usize>) -> String {
    format!("{}{}", &text[..span.start], &text[span.end..])
}

/// `[2001:db8::1]`, `[2001:db8::1]:443`, `[2001:db8::]/32`.
fn brackets(text: &str) -> Option<RuleError> {
    let (inside, after) = text.strip_prefix('[')?.split_once(']')?;
    let close = inside.len() + 2;
    if after.starts_with(':') {
        return Some(RuleError::new(Kind::Port, close..text.len()).suggest(canonical(inside)));
    }
    Some(RuleError::new(Kind::Brackets, 0..close).suggest(canonical(&format!("{inside}{after}"))))
}

/// `192.0.2.1:443`.
fn port(text: &str) -> Option<RuleError> {
    let start = text.find(':')?;
    let end = text[start..].find('/').map_or(text.len(), |slash| start + slash);
    let suggestion = canonical(&without(text, start..end))?;
    let is_port = text[start + 1..end].bytes().all(|byte| byte.is_ascii_digit());
    is_port.then(|| RuleError::new(Kind::Port, start..end).suggest(suggestion))
}

/// `portal.example.org`.
fn name(text: &str) -> Option<RuleError> {
    let suggestion = text.eq_ignore_ascii_case("any").then(|| Rule::All.to_string());
    let end = text.find('/').unwrap_or(text.len());
    looks_like_a_name(text).then(|| RuleError::new(Kind::Name, 0..end).suggest(suggestion))
}

/// Whether what stands before a slash or a port is a name: it begins with a letter, or its last label does.
fn looks_like_a_name(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or(text);
    let (host, port) = host.split_once(':').unwrap_or((host, ""));
    let label = host.trim_end_matches('.').rsplit('.').next().unwrap_or(host);
    let is_name = host.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        || (label.len() > 1 && label.bytes().all(|byte| byte.is_ascii_alphabetic()));
    is_name && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// The rule that is left when the fault that the strict reader found is mended in the likeliest way.
fn repaired(text: &str, kind: Kind) -> Option<String> {
    let (address, mask) = text.split_once('/').map_or((text, None), |(a, m)| (a, Some(m)));
    let Kind::Address(fault) = kind else {
        return (kind == Kind::LengthLeadingZero).then(|| canonical(&without_leading_zeros(text))).flatten();
    };
    match fault {
        AddressErrorKind::LeadingZero => canonical(&without_leading_zeros(text)),
        AddressErrorKind::TooFewOctets | AddressErrorKind::MissingOctet => {
            let octets: Vec<&str> = address.trim_end_matches('.').split('.').collect();
            match mask {
                None => filled_up(&octets, 8 * octets.len()),
                Some(mask) => filled_up(&octets, mask.parse().ok()?),
            }
        }
        AddressErrorKind::TooFewGroups | AddressErrorKind::MissingGroup => {
            canonical(&format!("{}::/{}", address.trim_end_matches(':'), mask?))
        }
        _ => None,
    }
}

/// The text with every number's leading zeros gone; numbers are read as decimal, as people mean them.
fn without_leading_zeros(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let begins = !kept.ends_with(|before: char| before.is_ascii_digit());
        let goes_on = rest.peek().is_some_and(char::is_ascii_digit);
        if !(c == '0' && begins && goes_on) {
            kept.push(c);
        }
    }
    kept
}
