//! What makes a password easy: words, repeats, sequences, keyboard rows, years and dates.
//!
//! Each pattern says how long it is and how many guesses it takes, in tenths of a bit: whole numbers, so
//! that the answer is the same natively and in WebAssembly.

use super::common;
use super::guess::Hint;

/// Tenths of a bit.
pub(super) type Cost = u32;

/// A pattern found at some place of a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// How many characters it has.
    pub(super) length: usize,
    /// What it takes to guess it.
    pub(super) cost: Cost,
    /// What is said about it.
    pub(super) hint: Hint,
}

/// Rows and columns of keyboards: what fingers do.
const KEYBOARD: [&str; 16] = [
    "1234567890-=",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "!@#$%^&*()",
    "!\"#$%&'()",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
    "qwertzuiop",
    "azertyuiop",
    "yxcvbnm",
    "147258369",
    "123qweasdzxc",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "qawsedrftgyhujikolp",
];

/// The patterns that begin at the start of `rest`, which isn't empty.
pub(super) fn all(rest: &[char], own_words: &[Vec<char>], found: &mut Vec<Found>) {
    found.clear();
    words(rest, own_words, found);
    found.extend(repeat(rest));
    found.extend(sequence(rest));
    found.extend(keyboard(rest));
    found.extend(date(rest));
}

/// The tenths of a bit in one of `choices` (at least 1) equally likely ones; between powers of two, by the
/// straight line.
pub(super) fn bits(choices: u32) -> Cost {
    let whole = choices.ilog2();
    let above = choices - (1 << whole);
    let tenths = (u64::from(above) * 10) >> whole;
    whole * 10 + u32::try_from(tenths).unwrap_or(10)
}

fn words(rest: &[char], own_words: &[Vec<char>], found: &mut Vec<Found>) {
    for word in own_words {
        if let Some(disguise) = spells(rest, word) {
            found.push(Found { length: word.len(), cost: 10 + disguise, hint: Hint::OwnWord });
        }
    }
    for (rank, word) in common::starting(rest[0]) {
        if let Some(disguise) = spells_ascii(rest, word) {
            let cost = bits(rank + 2) + disguise;
            found.push(Found { length: word.len(), cost, hint: Hint::CommonWord });
        }
    }
}

/// Whether `rest` begins with `word` (lower case), allowing for upper case and for digits and signs that
/// look like letters; and if so, what the disguise adds.
pub(super) fn spells(rest: &[char], word: &[char]) -> Option<Cost> {
    spells_by(rest, word.len(), word.iter().copied())
}

pub(super) fn spells_ascii(rest: &[char], word: &str) -> Option<Cost> {
    spells_by(rest, word.len(), word.bytes().map(char::from))
}

fn spells_by(rest: &[char], length: usize, word: impl Iterator<Item = char>) -> Option<Cost> {
    let typed = rest.get(..length)?;
    let (mut upper, mut swapped) = (0_usize, 0_usize);
    for (typed, meant) in typed.iter().copied().zip(word) {
        match typed {
            _ if typed == meant => {}
            _ if typed.to_lowercase().eq([meant]) => upper += 1,
            _ if looks_like(typed).contains(meant) => swapped += 1,
            _ => return None,
        }
    }
    // One capital, or all of them, is the first thing tried.
    let capitals = if upper == length { 1 } else { upper };
    Some(tenths(capitals) + tenths(swapped.min(3)))
}

/// Whole bits in tenths.
fn tenths(bits: usize) -> Cost {
    u32::try_from(bits).unwrap_or(u32::MAX).saturating_mul(10)
}

/// The letters that a digit or a sign stands for.
pub(super) fn looks_like(sign: char) -> &'static str {
    match sign {
        '0' => "o",
        '1' | '!' | '|' => "il",
        '3' => "e",
        '4' | '@' => "a",
        '5' | '$' => "s",
        '6' | '9' => "g",
        '7' | '+' => "t",
        '8' => "b",
        _ => "",
    }
}

/// A block of 1 to 16 characters, over and over: `aaaa`, `abcabc`.
fn repeat(rest: &[char]) -> Option<Found> {
    let best = (1..=(rest.len() / 2).min(16))
        .map(|block| (block, rest.len().min(block + matching(rest, block))))
        .filter(|(block, length)| *length >= 3 && *length >= 2 * block)
        .map(|(block, length)| (block, length - length % block))
        .max_by_key(|(block, length)| (*length, std::cmp::Reverse(*block)))?;
    let (block, length) = best;
    let times = u32::try_from(length / block).unwrap_or(u32::MAX);
    let cost = u32::try_from(block).unwrap_or(u32::MAX).saturating_mul(33) + bits(times);
    Some(Found { length, cost, hint: Hint::Repeats })
}

/// How many characters equal the one `block` before them, from `block` on.
fn matching(rest: &[char], block: usize) -> usize {
    rest.iter().zip(&rest[block..]).take_while(|(before, after)| before == after).count()
}

/// Neighbours in the alphabet or among the digits, upwards or downwards: `abcd`, `9876`, `あいう`.
fn sequence(rest: &[char]) -> Option<Found> {
    let step = |at: usize| i64::from(u32::from(rest[at + 1])) - i64::from(u32::from(rest[at]));
    if rest.len() < 3 || !matches!(step(0), -2..=-1 | 1..=2) {
        return None;
    }
    let steps = (0..rest.len() - 1).take_while(|at| step(*at) == step(0)).count();
    run(steps + 1, 3, 40, Hint::Sequence)
}

/// Keys beside each other, in either direction.
fn keyboard(rest: &[char]) -> Option<Found> {
    let longest = KEYBOARD.iter().map(|row| along(rest, row)).max()?;
    run(longest, 4, 70, Hint::Keyboard)
}

fn along(rest: &[char], row: &str) -> usize {
    let lower = |typed: &char| typed.to_ascii_lowercase();
    let starts = row.char_indices().filter(|(_, key)| *key == rest[0].to_ascii_lowercase());
    let reach = |at: usize| {
        let forwards = row[at..].chars().zip(rest).take_while(|(key, typed)| *key == lower(typed)).count();
        let backwards =
            row[..=at].chars().rev().zip(rest).take_while(|(key, typed)| *key == lower(typed)).count();
        forwards.max(backwards)
    };
    starts.map(|(at, _)| reach(at)).max().unwrap_or(0)
}

fn run(length: usize, least: usize, start: Cost, hint: Hint) -> Option<Found> {
    let further = u32::try_from(length).unwrap_or(u32::MAX);
    (length >= least).then(|| Found { length, cost: start + bits(further), hint })
}

/// A year from 1900 to 2099, or eight digits with one at either end: a date.
fn date(rest: &[char]) -> Option<Found> {
    let number = |digits: &[char]| {
        digits.iter().try_fold(0, |value, digit| digit.to_digit(10).map(|digit| value * 10 + digit))
    };
    let is_year = |digits: &[char]| number(digits).is_some_and(|year| (1900..2100).contains(&year));
    let is_date =
        |digits: &[char]| number(digits).is_some() && (is_year(&digits[..4]) || is_year(&digits[4..]));
    if rest.get(..8).is_some_and(is_date) {
        return Some(Found { length: 8, cost: 150, hint: Hint::Date });
    }
    rest.get(..4).is_some_and(is_year).then_some(Found { length: 4, cost: 70, hint: Hint::Date })
}
