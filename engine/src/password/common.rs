//! The very common passwords, and the words that they are made of, the most common first.
//!
//! A small list for every keystroke in the browser; the server looks at a larger one besides.

use std::sync::OnceLock;

use super::pattern;

/// Separated by white space, in lower case, in order of how common they are.
const WORDS: &str = include_str!("common.txt");

/// The words by their first byte, each with its rank.
type Index = Vec<Vec<(u32, &'static str)>>;

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = vec![Vec::new(); 128];
        for (rank, word) in (0..).zip(WORDS.split_ascii_whitespace()) {
            index[usize::from(word.as_bytes()[0])].push((rank, word));
        }
        index
    })
}

/// The words that may begin with `first`, in either case or as what it looks like; each with its rank, from 0.
pub(super) fn starting(first: char) -> impl Iterator<Item = (u32, &'static str)> {
    let meant = pattern::looks_like(first).chars();
    let letters = meant.chain([first.to_ascii_lowercase()]);
    let lists = letters.filter_map(|letter| index().get(usize::try_from(u32::from(letter)).ok()?));
    lists.flatten().copied()
}

/// Whether `password` is one of the words, in any case, or with digits and signs that look like its letters.
pub(super) fn contains(password: &[char]) -> bool {
    let Some(first) = password.first() else { return false };
    starting(*first)
        .any(|(_, word)| word.len() == password.len() && pattern::spells_ascii(password, word).is_some())
}
