//! Lines of plain text that fit 72 columns, as mail readers and quotations want them (RFC 3676, section 4.2
//! names 78 as the limit).

/// The most columns of a line.
pub(super) const COLUMNS: usize = 72;

/// Breaks each line of `text` so that it fits [`COLUMNS`]. Latin breaks at spaces; Chinese and Japanese
/// break between any two characters, but never before what closes (JIS X 4051). A longer word, such as a
/// link, stays whole.
pub(super) fn wrap(text: &str) -> String {
    text.split('\n').map(wrap_line).collect::<Vec<_>>().join("\n")
}

fn wrap_line(line: &str) -> String {
    let mut wrapped = String::with_capacity(line.len() + 8);
    let mut column = 0;
    for piece in pieces(line) {
        let width: usize = piece.trim_end().chars().map(columns).sum();
        if column > 0 && column + width > COLUMNS {
            wrapped.truncate(wrapped.trim_end().len());
            wrapped.push('\n');
            column = 0;
        }
        wrapped.push_str(piece);
        column += piece.chars().map(columns).sum::<usize>();
    }
    wrapped.truncate(wrapped.trim_end().len());
    wrapped
}

/// The parts of a line that must not be broken inside, each with the spaces that follow it.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let mut characters = rest.char_indices().peekable();
        let end = loop {
            let (_, character) = characters.next()?;
            match characters.peek() {
                None => break rest.len(),
                Some(&(at, next)) if may_break(character, next) => break at,
                Some(_) => {}
            }
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

fn may_break(before: char, after: char) -> bool {
    if before == ' ' {
        return after != ' ';
    }
    let opens = matches!(before, '「' | '『' | '（' | '【');
    let closes = matches!(
        after,
        '、' | '。' | '」' | '』' | '）' | '】' | '：' | 'ー' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | ' '
    );
    !opens && !closes && (is_wide(before) || is_wide(after))
}

/// Columns that a terminal or a mail reader with a fixed font gives to a character.
pub(super) fn columns(character: char) -> usize {
    if is_wide(character) { 2 } else { 1 }
}

/// From the CJK radicals on; enough for the two languages that the portal speaks (UAX #11 has it all).
fn is_wide(character: char) -> bool {
    character >= '\u{2E80}'
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, columns, wrap};

    fn check(text: &str, expected: &str) {
        assert_eq!(wrap(text), expected);
    }

    #[test]
    fn latin_breaks_at_spaces_and_a_long_word_stays_whole() {
        let word = "x".repeat(40);
        check(&format!("{word} {word}"), &format!("{word}\n{word}"));
        let link = format!("https://portal.example.org/reset-password#{}", "y".repeat(60));
        check(&format!("open {link} now"), &format!("open\n{link}\nnow"));
        check("short\n\nlines stay", "short\n\nlines stay");
        check("", "");
    }

    #[test]
    fn japanese_breaks_between_characters_but_not_before_what_closes() {
        check(&"あ".repeat(37), &format!("{}\nあ", "あ".repeat(36)));
        // the full stop takes the last character with it
        check(&format!("{}。", "あ".repeat(36)), &format!("{}\nあ。", "あ".repeat(35)));
        // and what opens goes with what follows
        check(&format!("{}「い」", "あ".repeat(35)), &format!("{}\n「い」", "あ".repeat(35)));
    }

    #[test]
    fn no_line_is_longer_than_the_columns_and_nothing_but_spaces_is_lost() {
        let text =
            "Somebody 誰か, probably you, signed in（サインイン）to {portal} from 2001:db8::1 。".repeat(9);
        let wrapped = wrap(&text);
        for line in wrapped.lines() {
            assert!(line.chars().map(columns).sum::<usize>() <= COLUMNS, "{line:?}");
        }
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(bare(&wrapped), bare(&text));
    }
}
