//! Rules as they are typed into a box: one a line.

use crate::allowlist::{Parsed, Rule, RuleError};

/// One line that isn't empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which line it is, from 1.
    pub number: usize,
    /// The rule, or why it is none.
    pub read: Result<Parsed, RuleError>,
}

/// The lines of `text` that aren't empty.
///
/// ```
/// use sekisho_engine::network::lines;
/// let read = lines("192.0.2.0/24\n\n  192.0.2.256\r\n");
/// assert_eq!(read.len(), 2);
/// assert_eq!(read[0].read.as_ref().unwrap().canonical, "192.0.2.0/24");
/// assert!(read[1].number == 3 && read[1].read.is_err());
/// ```
#[must_use]
pub fn lines(text: &str) -> Vec<Line> {
    let numbered = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    numbered.map(|(number, line)| Line { number, read: Rule::parse(line) }).collect()
}
