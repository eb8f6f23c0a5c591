//! All rules, in their order.

use super::{AskedPath, Authority, HostRule, HostRuleError, Need};
use std::fmt;

/// The rules of a portal: the first one that names host and path decides.
///
/// ```
/// use sekisho_engine::gate::{AskedPath, Authority, HostRules};
/// let rules = HostRules::parse(["wiki.example.test/public bypass", "*.example.test two-factors"])?;
/// let wiki = Authority::parse("wiki.example.test", true).unwrap();
/// let at = |path| rules.first_match(&wiki, &AskedPath::parse(path).unwrap()).map(|(at, _)| at);
/// assert_eq!((at("/public/logo.svg"), at("/private")), (Some(0), Some(1)));
/// # Ok::<(), sekisho_engine::gate::HostRulesError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Vec<String>", into = "Vec<String>")
)]
pub struct HostRules(Vec<HostRule>);

/// Which rule can't be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostRulesError {
    /// Its place, from 0.
    pub at: usize,
    /// Why.
    pub error: HostRuleError,
}

impl fmt::Display for HostRulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rule {}, {}", self.at + 1, self.error)
    }
}

impl std::error::Error for HostRulesError {}

impl HostRules {
    /// The rules that `texts` are.
    ///
    /// # Errors
    /// Names the first that can't be read.
    pub fn parse<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Result<Self, HostRulesError> {
        let parsed = texts
            .into_iter()
            .enumerate()
            .map(|(at, text)| text.as_ref().parse().map_err(|error| HostRulesError { at, error }));
        parsed.collect::<Result<Vec<HostRule>, _>>().map(Self)
    }

    /// The first rule that names `host` and `path`, with its place. A rule that asks nothing of anybody is for
    /// the path as it stands: parameters in it are another page.
    #[must_use]
    pub fn first_match(&self, host: &Authority, path: &AskedPath<'_>) -> Option<(usize, &HostRule)> {
        let names = |rule: &HostRule| {
            let begins = rule.path.as_ref().is_none_or(|prefix| {
                prefix.begins(path) && (rule.need != Need::Bypass || !path.has_parameters())
            });
            begins && rule.host.names(host)
        };
        self.0.iter().enumerate().find(|(_, rule)| names(rule))
    }

    /// Whether some rule names `host`, whatever the path.
    #[must_use]
    pub fn knows(&self, host: &Authority) -> bool {
        self.0.iter().any(|rule| rule.host.names(host))
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &HostRule> {
        self.0.iter()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// For the rule at place `at`: the place of an earlier rule that names everything it names, so that it is
    /// never reached.
    #[must_use]
    pub fn shadowed_by(&self, at: usize) -> Option<usize> {
        let rule = self.0.get(at)?;
        let holds = |earlier: &HostRule| {
            let path = match (&earlier.path, &rule.path) {
                (None, _) => true,
                (Some(wide), Some(narrow)) => earlier.need != Need::Bypass && wide.holds(narrow),
                (Some(_), None) => false,
            };
            path && earlier.host.holds(&rule.host)
        };
        self.0[..at].iter().position(holds)
    }
}

impl TryFrom<Vec<String>> for HostRules {
    type Error = HostRulesError;

    fn try_from(texts: Vec<String>) -> Result<Self, HostRulesError> {
        Self::parse(texts)
    }
}

impl From<HostRules> for Vec<String> {
    fn from(rules: HostRules) -> Self {
        rules.0.iter().map(ToString::to_string).collect()
    }
}
