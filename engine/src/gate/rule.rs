//! One rule: `HOST[/PATH] NEED [WHO…]`.

use super::{HostPattern, PathPrefix};
use crate::email_address::EmailAddress;
use crate::policy::Role;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// What is asked of whom for which pages.
///
/// ```
/// use sekisho_engine::gate::{HostRule, Need};
/// let rule: HostRule = "admin.example.test/console two-factors role:admin".parse()?;
/// assert_eq!(rule.need, Need::TwoFactors);
/// assert_eq!(rule.to_string(), "admin.example.test/console two-factors role:admin");
/// # Ok::<(), sekisho_engine::gate::HostRuleError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HostRule {
    /// The hosts.
    pub host: HostPattern,
    /// The beginning of their paths; `None`: all of them.
    pub path: Option<PathPrefix>,
    /// What has to have been shown.
    pub need: Need,
    /// For whom; empty: for everybody who is signed in.
    pub who: Vec<Who>,
}

/// What has to have been shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Need {
    /// Nothing: the page is for anybody, and nobody is looked up.
    Bypass,
    /// What the sign-in asked for.
    OneFactor,
    /// A second factor in the session; a grant in force at the address stands in.
    TwoFactors,
    /// A grant in force at the address, so that the second factor was shown there and not long ago.
    Grant,
}

/// For whom.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Who {
    /// Whoever has this role, and no other.
    Role(Role),
    /// The person with this address.
    Person(EmailAddress),
}

/// What is wrong with a rule, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostRuleError {
    problem: HostRuleProblem,
    span: Range<usize>,
    text: String,
}

/// What is wrong with a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostRuleProblem {
    /// There is nothing.
    Empty,
    /// Not a host.
    Host,
    /// Not the beginning of a path.
    Path,
    /// What is needed isn't said.
    NeedMissing,
    /// Nothing that can be needed.
    Need,
    /// Nobody that a rule can be for.
    Who,
    /// `everyone` beside others.
    EveryoneAndOthers,
    /// A page that anybody may see is for nobody in particular.
    BypassForSome,
}

impl HostRuleError {
    /// What is wrong.
    #[must_use]
    pub const fn problem(&self) -> HostRuleProblem {
        self.problem
    }

    /// Where, in bytes.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

impl fmt::Display for HostRuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { problem, span, text } = self;
        write!(f, "character {}: ", span.start + 1)?;
        match problem {
            HostRuleProblem::Empty => f.write_str("the rule is empty"),
            HostRuleProblem::Host => {
                write!(
                    f,
                    "{text:?} is not a host such as wiki.example.org, wiki.example.org:8443 or *.example.org"
                )
            }
            HostRuleProblem::Path => write!(
                f,
                "{text:?} is not the beginning of a path such as /wiki: nothing in it is encoded, and it has no .. and no //"
            ),
            HostRuleProblem::NeedMissing => {
                f.write_str("what is needed is missing: one-factor, two-factors, grant or bypass")
            }
            HostRuleProblem::Need => {
                write!(f, "{text:?} can't be needed, only one-factor, two-factors, grant or bypass")
            }
            HostRuleProblem::Who => write!(
                f,
                "{text:?} is nobody: a rule is for everyone, role:general, role:support, role:admin or person:EMAIL"
            ),
            HostRuleProblem::EveryoneAndOthers => f.write_str("everyone stands alone"),
            HostRuleProblem::BypassForSome => {
                f.write_str("a page without sign-in is for everyone: nobody is known there")
            }
        }
    }
}

impl std::error::Error for HostRuleError {}

impl Need {
    /// Every need.
    pub const ALL: [Self; 4] = [Self::Bypass, Self::OneFactor, Self::TwoFactors, Self::Grant];

    /// The word in a rule.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bypass => "bypass",
            Self::OneFactor => "one-factor",
            Self::TwoFactors => "two-factors",
            Self::Grant => "grant",
        }
    }
}

/// The word of a role in a rule.
const fn role_word(role: Role) -> &'static str {
    match role {
        Role::General => "role:general",
        Role::Support => "role:support",
        Role::Admin => "role:admin",
    }
}

impl Who {
    fn parse(word: &str) -> Option<Self> {
        if let Some(address) = word.strip_prefix("person:") {
            return address.parse().ok().map(Self::Person);
        }
        let roles = [Role::General, Role::Support, Role::Admin];
        roles.into_iter().find(|role| role_word(*role) == word).map(Self::Role)
    }
}

impl FromStr for HostRule {
    type Err = HostRuleError;

    fn from_str(text: &str) -> Result<Self, HostRuleError> {
        let fault = |problem, span: Range<usize>| HostRuleError {
            problem,
            text: text.get(span.clone()).unwrap_or_default().to_owned(),
            span,
        };
        let mut words = words(text);
        let place = words.next().ok_or_else(|| fault(HostRuleProblem::Empty, 0..0))?;
        let asked = &text[place.clone()];
        let slash = asked.find('/').unwrap_or(asked.len());
        let host = HostPattern::parse(&asked[..slash])
            .map_err(|_| fault(HostRuleProblem::Host, place.start..place.start + slash))?;
        let path = match &asked[slash..] {
            "" => None,
            path => PathPrefix::parse(path)
                .map_err(|_| fault(HostRuleProblem::Path, place.start + slash..place.end))?,
        };
        let span = words.next().ok_or_else(|| fault(HostRuleProblem::NeedMissing, text.len()..text.len()))?;
        let need = Need::ALL.into_iter().find(|need| need.as_str() == &text[span.clone()]);
        let need = need.ok_or_else(|| fault(HostRuleProblem::Need, span))?;
        let (mut who, mut everyone) = (Vec::new(), None);
        for span in words {
            match (&text[span.clone()], &everyone) {
                ("everyone", None) if who.is_empty() => everyone = Some(span),
                ("everyone", _) | (_, Some(_)) => {
                    return Err(fault(HostRuleProblem::EveryoneAndOthers, span));
                }
                (_, None) if need == Need::Bypass => return Err(fault(HostRuleProblem::BypassForSome, span)),
                (word, None) => {
                    who.push(Who::parse(word).ok_or_else(|| fault(HostRuleProblem::Who, span))?);
                }
            }
        }
        Ok(Self { host, path, need, who })
    }
}

/// Where the words of a text are.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split_ascii_whitespace().map(|word| {
        // a word is a part of the text
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role(role) => f.write_str(role_word(*role)),
            Self::Person(address) => write!(f, "person:{address}"),
        }
    }
}

impl fmt::Display for HostRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.host.fmt(f)?;
        if let Some(path) = &self.path {
            path.fmt(f)?;
        }
        write!(f, " {}", self.need.as_str())?;
        self.who.iter().try_for_each(|who| write!(f, " {who}"))
    }
}
