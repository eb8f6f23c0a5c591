//! The lines of a text, of which only those that were edited are read again.

use std::ops::Range;

/// A text, and what each of its lines was read as.
///
/// ```
/// use sekisho_engine::allowlist::{Line, Lines};
/// let mut read = 0;
/// let mut count = |line: &str| {
///     read += 1;
///     Line::parse(line)
/// };
/// let mut lines = Lines::default();
/// lines.set("192.0.2.7\n192.0.2.8\n192.0.2.9", &mut count);
/// let edit = lines.set("192.0.2.7\n192.0.2.80\n192.0.2.9", &mut count);
/// assert_eq!((edit.before, edit.after), (1..2, 1..2));
/// assert_eq!(read, 3 + 1);
/// ```
///
/// Lines end as [`str::lines`] has them: a line break at the end of the text begins no further line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines<T> {
    text: String,
    read: Vec<T>,
}

/// Which lines an edit replaced, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineEdit {
    /// The lines of the text before that are gone.
    pub before: Range<usize>,
    /// The lines of the text now that stand in their place.
    pub after: Range<usize>,
}

impl<T> Default for Lines<T> {
    fn default() -> Self {
        Self { text: String::new(), read: Vec::new() }
    }
}

impl<T> Lines<T> {
    /// The text is now `text`: reads the lines of it that are other than before, and says which those are.
    pub fn set(&mut self, text: &str, read: impl FnMut(&str) -> T) -> LineEdit {
        if self.text == text {
            let end = self.read.len();
            return LineEdit { before: end..end, after: end..end };
        }
        let (begin, tail) = whole_lines(self.text.as_bytes(), text.as_bytes());
        let first = self.text.as_bytes()[..begin].iter().filter(|byte| **byte == b'\n').count();
        let gone = self.text[begin..self.text.len() - tail].lines().count();
        let came: Vec<T> = text[begin..text.len() - tail].lines().map(read).collect();
        let edit = LineEdit { before: first..first + gone, after: first..first + came.len() };
        self.read.splice(edit.before.clone(), came);
        text.clone_into(&mut self.text);
        edit
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What each line was read as.
    #[must_use]
    pub fn read(&self) -> &[T] {
        &self.read
    }
}

/// How many bytes at the beginning, and how many at the end, are the same whole lines in two texts that differ.
fn whole_lines(old: &[u8], new: &[u8]) -> (usize, usize) {
    let same = same_at_the_beginning(old, new);
    let begin = new[..same].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let end = same_at_the_end(&old[begin..], &new[begin..]);
    let begins_a_line = |text: &[u8]| text[..text.len() - end].last().is_none_or(|byte| *byte == b'\n');
    if begins_a_line(old) && begins_a_line(new) {
        return (begin, end);
    }
    let tail = &new[new.len() - end..];
    (begin, tail.iter().position(|byte| *byte == b'\n').map_or(0, |at| end - at - 1))
}

/// So many bytes are compared at once.
const CHUNK: usize = 64;

fn same_at_the_beginning(a: &[u8], b: &[u8]) -> usize {
    let chunks = a.chunks(CHUNK).zip(b.chunks(CHUNK)).take_while(|(a, b)| a == b);
    let whole = chunks.map(|(a, _)| a.len()).sum();
    whole + a[whole..].iter().zip(&b[whole..]).take_while(|(a, b)| a == b).count()
}

fn same_at_the_end(a: &[u8], b: &[u8]) -> usize {
    let chunks = a.rchunks(CHUNK).zip(b.rchunks(CHUNK)).take_while(|(a, b)| a == b);
    let whole: usize = chunks.map(|(a, _)| a.len()).sum();
    let (a, b) = (&a[..a.len() - whole], &b[..b.len() - whole]);
    whole + a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count()
}
