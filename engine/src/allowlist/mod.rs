//! Lists of rules: from which addresses somebody may sign in.
//!
//! | noun | what it is |
//! |---|---|
//! | [`Rule`] | one line of a list: `all`, an address, or an address with a mask |
//! | [`RuleSet`] | a list, compiled: does it let an address pass, and by which rule |
//! | [`Preview`] | what adding or removing a rule would do, for the addresses that one comes from |
//! | [`Difference`] | which addresses gain and which lose when one list takes the place of another |
//! | [`lint`](fn@lint) | which rules are redundant, could be one, or are not what they seem |
//! | [`Entry`] | a rule with its end and its note, as a list holds it |
//! | [`Document`] | a list as text, comments kept |
//! | [`Draft`] | a list while it is edited, with all of the above at each keystroke |
//! | [`Trial`] | a list that holds for a time and goes back by itself |
//!
//! **A list without any rule restricts nothing.** [`RuleSet::verdict`] tells that apart from "covered".

#[cfg(test)]
pub(crate) mod arbitrary;
mod difference;
mod document;
mod draft;
mod entry;
mod lint;
mod ordered;
mod preview;
mod rule;
mod set;
mod trial;

pub use difference::{Addresses, Difference};
pub use document::{Document, Line, LineError, Reading, WrongLine};
pub use draft::{Draft, LineEdit, Lines};
pub use entry::{Entry, Holding, held_at, holding};
pub use lint::{Code, Finding, Limits, Repair, Special, lint};
pub use preview::{AddressPreview, Change, Coverage, Preview, Restriction};
pub use rule::{Parsed, Rule, RuleError, RuleErrorKind};
pub use set::{RuleSet, Verdict};
pub use trial::{ConfirmError, Trial, in_force};
