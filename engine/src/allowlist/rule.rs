//! One rule of a list: which addresses it covers.

use std::fmt;
use std::str::FromStr;

use crate::address::{Address, AddressRange, Count, Family, Prefix};

mod error;
mod lookalike;
mod meant;
mod parse;

pub use error::{RuleError, RuleErrorKind};

/// One line of a list.
///
/// | text | covers |
/// |---|---|
/// | `all` (in any case) | every address of both families |
/// | `192.0.2.7`, `2001:db8::7` | that address |
/// | `192.0.2.0/24`, `2001:db8::/64` | the addresses that begin with the same 24 or 64 bits |
/// | `192.0.2.0/255.255.255.0` | the same as `/24` |
///
/// `0.0.0.0/0` and `::/0` cover one family each: they are not `all`.
///
/// A rule is printed in one canonical form, which reads back as the same rule:
///
/// ```
/// use sekisho_engine::allowlist::Rule;
/// let rule: Rule = " 192.0.2.0/255.255.255.0 ".parse()?;
/// assert_eq!(rule.to_string(), "192.0.2.0/24");
/// assert_eq!("ALL".parse::<Rule>()?, Rule::All);
/// # Ok::<(), sekisho_engine::allowlist::RuleError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub enum Rule {
    /// Every address of both families.
    All,
    /// The addresses of a prefix; a single address is its longest prefix.
    Prefix(Prefix),
}

/// A rule that was read, and what was made of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The rule.
    pub rule: Rule,
    /// Its canonical form, which is how it is saved and shown.
    pub canonical: String,
    /// Host bits were set, as in `192.0.2.7/24`: it was read as `192.0.2.0/24`, and the person should be
    /// shown that.
    pub corrected: bool,
}

impl Rule {
    /// Read a rule as a person types it. White space around it is ignored.
    ///
    /// ```
    /// use sekisho_engine::allowlist::{Rule, RuleErrorKind};
    /// let parsed = Rule::parse("192.0.2.7/24")?;
    /// assert_eq!((parsed.canonical.as_str(), parsed.corrected), ("192.0.2.0/24", true));
    ///
    /// let error = Rule::parse("192.0.2.0/255.0.255.0").unwrap_err();
    /// assert_eq!(error.kind(), RuleErrorKind::NonContiguousMask);
    /// assert_eq!(error.span(), 10..21);
    /// # Ok::<(), sekisho_engine::allowlist::RuleError>(())
    /// ```
    ///
    /// # Errors
    /// [`RuleError`]: what is wrong, where, and what was probably meant.
    pub fn parse(text: &str) -> Result<Parsed, RuleError> {
        parse::rule(text)
    }

    /// Whether it covers `address`.
    #[must_use]
    pub fn covers(self, address: Address) -> bool {
        match self {
            Self::All => true,
            Self::Prefix(prefix) => prefix.contains(address),
        }
    }

    /// Whether it covers every address that `other` covers.
    #[must_use]
    pub fn includes(self, other: Self) -> bool {
        match (self, other) {
            (Self::All, _) => true,
            (Self::Prefix(_), Self::All) => false,
            (Self::Prefix(own), Self::Prefix(other)) => own.includes(other),
        }
    }

    /// Its prefix; `None` for `all`.
    #[must_use]
    pub const fn prefix(self) -> Option<Prefix> {
        match self {
            Self::All => None,
            Self::Prefix(prefix) => Some(prefix),
        }
    }

    /// The prefixes that it stands for: one, or for `all` one of each family.
    pub fn prefixes(self) -> impl Iterator<Item = Prefix> {
        let (first, second) = match self {
            Self::All => (Prefix::everything(Family::V4), Some(Prefix::everything(Family::V6))),
            Self::Prefix(prefix) => (prefix, None),
        };
        std::iter::once(first).chain(second)
    }

    /// The ranges that it covers: one, or for `all` one of each family.
    pub fn ranges(self) -> impl Iterator<Item = AddressRange> {
        self.prefixes().map(AddressRange::from)
    }

    /// How many addresses it covers.
    #[must_use]
    pub fn count(self) -> Count {
        self.prefixes().map(Prefix::count).sum()
    }
}

impl From<Prefix> for Rule {
    fn from(prefix: Prefix) -> Self {
        Self::Prefix(prefix)
    }
}

impl From<Address> for Rule {
    fn from(address: Address) -> Self {
        Self::Prefix(Prefix::host(address))
    }
}

impl From<Rule> for String {
    fn from(rule: Rule) -> Self {
        rule.to_string()
    }
}

impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).map(|parsed| parsed.rule)
    }
}

impl TryFrom<String> for Rule {
    type Error = RuleError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Prefix(prefix) if prefix.length() == prefix.family().bits() => prefix.first().fmt(f),
            Self::Prefix(prefix) => prefix.fmt(f),
        }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests;
