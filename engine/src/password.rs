//! Rules for new passwords, and the strength meter: the same in the browser at every keystroke and on the
//! server when the password is set.
//!
//! Two sets of rules: [`Rules::Nist`] (SP 800-63B-4 section 3.1.1.2: long, any characters, nothing common)
//! and [`Rules::Compat`] (shorter, with digits and both cases, as older portals ask for).
//!
//! Lengths count Unicode code points. A password is judged exactly as it is given, all of it; nothing is
//! trimmed, folded or normalised here. Whoever normalises before hashing (SP 800-63B-4 recommends NFC)
//! normalises before judging too.
//!
//! | file | what it knows |
//! |---|---|
//! | `password.rs` | rules, checks, the verdict |
//! | `password/guess.rs` | how many guesses a password takes, and what makes it easy |
//! | `password/pattern.rs` | words, repeats, sequences, keyboard rows, years |
//! | `password/common.rs` | the very common passwords |

mod common;
mod guess;
mod pattern;

pub use guess::{Hint, Strength};

/// Whether a password stands alone or always has a second factor beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Stands {
    /// It is the only factor.
    Alone,
    /// A second factor is always shown with it.
    WithMfa,
}

/// The rules in force for one person's next password. Lengths in Unicode code points, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(tag = "rules", rename_all = "snake_case")
)]
pub enum Rules {
    /// Long, any characters, nothing common or easily guessed.
    Nist {
        /// The least length.
        least: u16,
        /// The greatest length.
        most: u16,
    },
    /// Digits and letters of both cases.
    Compat {
        /// The least length.
        least: u16,
        /// The greatest length.
        most: u16,
        /// Digits needed.
        digits: u16,
        /// Upper-case letters needed.
        upper: u16,
        /// Lower-case letters needed.
        lower: u16,
    },
}

/// One line of the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Check {
    /// At least this many characters.
    AtLeast(u16),
    /// At most this many characters.
    AtMost(u16),
    /// At least this many digits (ASCII).
    Digits(u16),
    /// At least this many upper-case letters (of any script that has them).
    Upper(u16),
    /// At least this many lower-case letters.
    Lower(u16),
    /// Not one of the very common passwords.
    NotCommon,
    /// More than the person's, the organisation's or the portal's own names.
    NotOwnWords,
    /// Not easily guessed: at least [`Strength::Fair`].
    NotEasilyGuessed,
}

/// A line of the checklist, and whether the password meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Finding {
    /// What is checked.
    pub check: Check,
    /// Whether it is met.
    pub satisfied: bool,
}

/// What the rules say about a password.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Verdict {
    /// The checklist, always the same lines in the same order for the same rules.
    pub findings: Vec<Finding>,
    /// How hard it is to guess.
    pub strength: Strength,
    /// What makes it easy to guess, if something does.
    pub hint: Option<Hint>,
}

impl Verdict {
    /// Whether every line is met.
    #[must_use]
    pub fn is_acceptable(&self) -> bool {
        self.findings.iter().all(|finding| finding.satisfied)
    }

    /// The lines that aren't met.
    #[must_use]
    pub fn broken(&self) -> Vec<Finding> {
        self.findings.iter().filter(|finding| !finding.satisfied).copied().collect()
    }
}

/// Judges `password` by `rules`. `own_words` are words that say nothing secret about this person here: user
/// name, e-mail address, name, the organisation's and the portal's names.
///
/// Takes about a tenth of a millisecond at most, so that it can run at every keystroke.
///
/// ```
/// use sekisho_engine::password::{Check, Hint, Rules, Strength, judge};
/// let rules = Rules::Nist { least: 15, most: 128 };
/// let good = judge(&rules, "velvet otter mends a kettle", &["alice@example.org"]);
/// assert!(good.is_acceptable());
/// assert_eq!(good.strength, Strength::VeryStrong);
///
/// let long = judge(&rules, "aaaaaaaaaaaaaaaaaaaaaaaa", &["alice@example.org"]);
/// assert_eq!(long.broken()[0].check, Check::NotEasilyGuessed);
/// assert_eq!(long.hint, Some(Hint::Repeats));
/// ```
#[must_use]
pub fn judge<W: AsRef<str>>(rules: &Rules, password: &str, own_words: &[W]) -> Verdict {
    let characters: Vec<char> = password.chars().collect();
    let words = own_parts(own_words);
    let guessed = guess::estimate(&characters, &words);
    let finding = |check| Finding { check, satisfied: is_met(check, &characters, &words, guessed.strength) };
    let findings = checks(rules).into_iter().map(finding).collect();
    Verdict { findings, strength: guessed.strength, hint: guessed.hint }
}

fn checks(rules: &Rules) -> Vec<Check> {
    match *rules {
        Rules::Nist { least, most } => vec![
            Check::AtLeast(least),
            Check::AtMost(most),
            Check::NotCommon,
            Check::NotOwnWords,
            Check::NotEasilyGuessed,
        ],
        Rules::Compat { least, most, digits, upper, lower } => {
            let mut checks = vec![Check::AtLeast(least), Check::AtMost(most)];
            let composition =
                [(digits, Check::Digits(digits)), (upper, Check::Upper(upper)), (lower, Check::Lower(lower))];
            checks.extend(composition.into_iter().filter(|(needed, _)| *needed > 0).map(|(_, check)| check));
            checks.extend([Check::NotCommon, Check::NotOwnWords]);
            checks
        }
    }
}

fn is_met(check: Check, password: &[char], own_words: &[Vec<char>], strength: Strength) -> bool {
    let has = |needed: u16, of: fn(char) -> bool| {
        password.iter().filter(|character| of(**character)).count() >= usize::from(needed)
    };
    match check {
        Check::AtLeast(least) => password.len() >= usize::from(least),
        Check::AtMost(most) => password.len() <= usize::from(most),
        Check::Digits(needed) => has(needed, |character| character.is_ascii_digit()),
        Check::Upper(needed) => has(needed, char::is_uppercase),
        Check::Lower(needed) => has(needed, char::is_lowercase),
        Check::NotCommon => !common::contains(password),
        Check::NotOwnWords => has_more_than(password, own_words),
        Check::NotEasilyGuessed => strength >= Strength::Fair,
    }
}

/// The shortest part of an own word that is looked for.
const OWN_PART: usize = 4;
/// What a password needs besides own words, in characters.
const BESIDES_OWN_WORDS: usize = 6;

/// Own words and their parts, in lower case: `Alice.Smith@example.org` is known by `alice`, `smith`,
/// `example` and as a whole.
fn own_parts<W: AsRef<str>>(words: &[W]) -> Vec<Vec<char>> {
    let mut parts: Vec<Vec<char>> = Vec::new();
    for word in words {
        let lower = word.as_ref().to_lowercase();
        let split = lower.split(|character: char| !character.is_alphanumeric());
        for part in split.chain([lower.as_str()]) {
            let part: Vec<char> = part.chars().collect();
            if part.len() >= OWN_PART && !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
    // The longest first: what is taken out of a password is the whole name rather than a part of it.
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts
}

/// Whether enough is left of `password` when every own word is taken out of it. An empty field isn't made of
/// own words: it is too short, which another line says.
fn has_more_than(password: &[char], own_words: &[Vec<char>]) -> bool {
    let (mut at, mut besides, mut found) = (0, 0, false);
    while at < password.len() {
        match own_words.iter().find(|word| pattern::spells(&password[at..], word).is_some()) {
            Some(word) => {
                at += word.len();
                found = true;
            }
            None => {
                at += 1;
                besides += 1;
            }
        }
    }
    !found || besides >= BESIDES_OWN_WORDS
}

#[cfg(test)]
mod tests;
