//! How many guesses a password takes.
//!
//! The password is cut into patterns and single characters in the way that is cheapest to guess; the sum is
//! its strength. A light estimate for a meter: what it calls weak is weak, what it calls strong may still be
//! a word of a language that it doesn't know.

use super::pattern::{self, Cost, Found};

/// How hard a password is to guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Strength {
    /// Less than 2¹⁰ guesses.
    VeryWeak,
    /// Less than 2²⁰.
    Weak,
    /// Less than 2²⁷.
    Fair,
    /// Less than 2³⁴.
    Strong,
    /// 2³⁴ and more.
    VeryStrong,
}

impl Strength {
    /// From 0 to 4, for a meter.
    #[must_use]
    pub const fn level(self) -> u8 {
        self as u8
    }

    const fn of(cost: Cost) -> Self {
        match cost {
            0..100 => Self::VeryWeak,
            100..200 => Self::Weak,
            200..270 => Self::Fair,
            270..340 => Self::Strong,
            _ => Self::VeryStrong,
        }
    }
}

/// What makes a password easy to guess: the longest part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Hint {
    /// It is short.
    Short,
    /// It has a very common password or word.
    CommonWord,
    /// It has the person's, the organisation's or the portal's name.
    OwnWord,
    /// It repeats itself.
    Repeats,
    /// It goes along the alphabet or the digits.
    Sequence,
    /// It goes along the keyboard.
    Keyboard,
    /// It has a year or a date.
    Date,
}

/// The estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guessed {
    pub(super) strength: Strength,
    pub(super) hint: Option<Hint>,
}

/// Beyond so many characters the estimate adds nothing: whatever is there is either more of a pattern or
/// more than strong enough.
const LOOKED_AT: usize = 64;
/// A character that belongs to no pattern.
const ANY: Cost = 33;
/// Where one pattern ends and another begins.
const JOINT: Cost = 10;

/// The cheapest way to guess the characters from some place to the end.
#[derive(Clone, Copy)]
struct Way {
    cost: Cost,
    /// The pattern it begins with; `None`: a single character.
    first: Option<Found>,
}

pub(super) fn estimate(password: &[char], own_words: &[Vec<char>]) -> Guessed {
    let looked_at = &password[..password.len().min(LOOKED_AT)];
    let ways = cheapest(looked_at, own_words);
    let strength = Strength::of(ways[0].cost);
    let hint = (strength < Strength::Strong).then(|| longest_pattern(&ways).unwrap_or(Hint::Short));
    Guessed { strength, hint }
}

/// The cheapest way from every place, the end included.
fn cheapest(password: &[char], own_words: &[Vec<char>]) -> Vec<Way> {
    let mut ways = vec![Way { cost: 0, first: None }; password.len() + 1];
    let mut patterns = Vec::new();
    for at in (0..password.len()).rev() {
        let mut best = Way { cost: ANY + ways[at + 1].cost, first: None };
        pattern::all(&password[at..], own_words, &mut patterns);
        for found in &patterns {
            let rest = at + found.length;
            let joint = if rest < password.len() { JOINT } else { 0 };
            let cost = found.cost + joint + ways[rest].cost;
            if cost < best.cost {
                best = Way { cost, first: Some(*found) };
            }
        }
        ways[at] = best;
    }
    ways
}

fn longest_pattern(ways: &[Way]) -> Option<Hint> {
    let mut at = 0;
    let mut longest: Option<Found> = None;
    while at + 1 < ways.len() {
        match ways[at].first {
            Some(found) => {
                if longest.is_none_or(|known| found.length > known.length) {
                    longest = Some(found);
                }
                at += found.length;
            }
            None => at += 1,
        }
    }
    longest.map(|found| found.hint)
}
