//! A list that is being edited, judged again at each keystroke.

use std::ops::Range;

use super::ordered::{Asked, Ordered};
use super::{AddressPreview, Difference, Finding, Limits, Rule, RuleSet, Verdict, lint};
use crate::address::{Address, AddressRange};

mod lines;

pub use lines::{LineEdit, Lines};

/// A list while somebody edits it, beside the list as it is saved, and the addresses that it is judged for.
///
/// It says the same as a list that is compiled anew ([`RuleSet::compile`], [`Difference::of`],
/// [`lint`](super::lint()), [`RuleSet::verdict`]), at a fraction of the cost: rules and addresses are kept in order, so
/// that an edit moves a few rules and an answer is one walk along both. Answers are computed when they are asked
/// for.
///
/// ```
/// use sekisho_engine::allowlist::{Code, Draft, Limits, Rule, Verdict};
/// let rule = |text: &str| text.parse::<Rule>().unwrap();
/// let (home, office) = ("203.0.113.7".parse()?, "192.0.2.9".parse()?);
/// let mut draft = Draft::new(&[rule("192.0.2.0/24")], &[home, office]);
///
/// // a line is typed after the first
/// draft.edit(1..1, &[rule("203.0.113.7")]);
/// assert_eq!(draft.difference().gained.count().to_string(), "1");
/// assert_eq!(draft.addresses()[0].after, Verdict::Covered { by: 1 });
/// assert!(draft.addresses()[0].is_gained());
///
/// // the first is made narrower
/// draft.edit(0..1, &[rule("192.0.2.128/25")]);
/// assert!(draft.addresses()[1].is_lost());
/// let codes: Vec<Code> = draft.findings(Limits::default()).iter().map(|finding| finding.code).collect();
/// assert_eq!(codes.len(), 3, "two are ranges of documentation, and IPv6 is missing");
/// # Ok::<(), sekisho_engine::address::AddressError>(())
/// ```
///
/// For the text that rules are typed in there is [`Lines`].
#[derive(Debug, Clone)]
pub struct Draft {
    saved: Saved,
    rules: Vec<Rule>,
    ordered: Ordered,
    from: Vec<Address>,
    asked: Asked,
}

/// The list that the draft would take the place of.
#[derive(Debug, Clone)]
struct Saved {
    rules: Vec<Rule>,
    /// What it lets through.
    passing: Vec<AddressRange>,
    /// What it says about each of the addresses.
    verdicts: Vec<Verdict>,
}

impl Draft {
    /// With more rules to move than this they are put in order anew.
    const MANY: usize = 64;

    /// A draft that is as the list `saved` is, judged for the addresses `from`; the order of these is kept, and one
    /// may be there several times.
    #[must_use]
    pub fn new(saved: &[Rule], from: &[Address]) -> Self {
        let (ordered, asked) = (Ordered::of(saved), Asked::of(from));
        let saved = Saved {
            rules: saved.to_vec(),
            passing: ordered.passing(),
            verdicts: verdicts(&ordered, &asked).collect(),
        };
        Self { rules: saved.rules.clone(), saved, ordered, from: from.to_vec(), asked }
    }

    /// Puts `rules` in the place of those at `places`. To insert, give an empty range; to remove, no rules. What of
    /// `places` lies beyond the end of the list is not there.
    pub fn edit(&mut self, places: Range<usize>, rules: &[Rule]) {
        let end = places.end.min(self.rules.len());
        let places = places.start.min(end)..end;
        if places.len() + rules.len() <= Self::MANY {
            self.ordered.replace(&places, &self.rules[places.clone()], rules);
            self.rules.splice(places, rules.iter().copied());
        } else {
            self.rules.splice(places, rules.iter().copied());
            self.ordered = Ordered::of(&self.rules);
        }
    }

    /// Makes the draft the list `rules`. Only what stands between the rules that are the same at the beginning and
    /// those that are the same at the end is edited.
    pub fn set(&mut self, rules: &[Rule]) {
        let begin = common(self.rules.iter(), rules.iter());
        let end = common(self.rules[begin..].iter().rev(), rules[begin..].iter().rev());
        self.edit(begin..self.rules.len() - end, &rules[begin..rules.len() - end]);
    }

    /// The rules of the draft, in their order.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rules of the list that it would take the place of.
    #[must_use]
    pub fn saved(&self) -> &[Rule] {
        &self.saved.rules
    }

    /// Whether its rules are other than those of the saved list, or in another order.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.rules != self.saved.rules
    }

    /// Whether it has no rules, and so restricts nothing.
    #[must_use]
    pub const fn is_unrestricted(&self) -> bool {
        self.ordered.is_unrestricted()
    }

    /// What becomes of addresses when the draft takes the place of the saved list, as [`Difference::of`] says.
    #[must_use]
    pub fn difference(&self) -> Difference {
        Difference::between(&self.saved.passing, &self.ordered.passing())
    }

    /// What is odd about the draft, as [`lint`](super::lint()) says.
    #[must_use]
    pub fn findings(&self, limits: Limits) -> Vec<Finding> {
        lint::findings(&self.rules, &self.ordered, limits)
    }

    /// For each of the addresses, in their order: what the saved list says and what the draft would.
    #[must_use]
    pub fn addresses(&self) -> Vec<AddressPreview> {
        let before = self.saved.verdicts.iter();
        let both = self.from.iter().zip(before).zip(verdicts(&self.ordered, &self.asked));
        both.map(|((&address, &before), after)| AddressPreview { address, before, after }).collect()
    }

    /// The draft, compiled: for what is asked of it besides.
    #[must_use]
    pub fn compile(&self) -> RuleSet {
        RuleSet::compile(self.rules.iter().copied())
    }
}

/// How many rules are the same before the first that differ.
fn common<'a>(a: impl Iterator<Item = &'a Rule>, b: impl Iterator<Item = &'a Rule>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

/// What a list says about each address.
fn verdicts(ordered: &Ordered, asked: &Asked) -> impl Iterator<Item = Verdict> {
    let unrestricted = ordered.is_unrestricted();
    ordered.matching(asked).into_iter().map(move |by| match by {
        _ if unrestricted => Verdict::Unrestricted,
        Some(by) => Verdict::Covered { by },
        None => Verdict::NotCovered,
    })
}

#[cfg(test)]
mod tests;
