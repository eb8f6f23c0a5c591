//! A mail server's words, made fit for the history: one line, at most 200 characters, and nothing in it that
//! the mail itself was to tell in secret.

/// The most characters that are kept.
const MOST: usize = 200;
/// A code has at least so many characters.
const SHORTEST_SECRET: usize = 4;

/// `said`, cleaned; `text` is the mail's own text, whose codes and links must not show up.
pub(super) fn cleaned(said: &str, text: &str) -> String {
    let one_line: String = said.chars().map(|c| if is_shown(c) { c } else { ' ' }).collect();
    let told = without_marks(text);
    let words = one_line.split_whitespace().map(|word| if tells(word, &told) { "…" } else { word });
    let mut cleaned = words.collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = cleaned.char_indices().nth(MOST) {
        cleaned.truncate(at);
    }
    cleaned
}

/// Neither a control character nor one that turns the direction of what follows.
fn is_shown(character: char) -> bool {
    let turns =
        matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    !character.is_control() && !turns && character != '\u{feff}'
}

/// Whether a word with a digit in it also stands in the mail, whatever marks are around and inside it. Takes
/// away a date now and then, which nobody misses.
fn tells(word: &str, told: &str) -> bool {
    let bare = without_marks(word);
    let parts = word.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
    parts.map(without_marks).chain([bare]).any(|part| {
        part.len() >= SHORTEST_SECRET
            && part.bytes().any(|byte| byte.is_ascii_digit())
            && told.contains(&part)
    })
}

fn without_marks(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::{MOST, cleaned};

    const TEXT: &str = "Your code:\n\n123456\n\nhttps://portal.example.org/reset-password/Ab3-xYz_9876543210";

    fn check(said: &str, expected: &str) {
        assert_eq!(cleaned(said, TEXT), expected);
    }

    #[test]
    fn the_words_stay_as_they_are_in_one_line() {
        check("5.1.1 User unknown", "5.1.1 User unknown");
        check("mailbox full\r\nBcc: x@example.org\u{1b}[2J\0", "mailbox full Bcc: x@example.org [2J");
        check("not \u{202e}here\u{feff}", "not here");
        check("", "");
    }

    #[test]
    fn a_code_or_link_that_the_server_repeats_is_taken_out() {
        check("spam: 'code 123456' refused", "spam: 'code … refused");
        check("123-456", "…");
        check("<123456>,", "…");
        check("bad link https://portal.example.org/reset-password/Ab3-xYz_9876543210", "bad link …");
        check("token=Ab3-xYz_9876543210", "…");
        // a queue number that isn't in the mail
        check("queued as 4F2A9C", "queued as 4F2A9C");
    }

    #[test]
    fn no_more_than_200_characters_are_kept_whatever_their_size() {
        assert_eq!(cleaned(&"あ".repeat(1_000), TEXT).chars().count(), MOST);
    }
}
