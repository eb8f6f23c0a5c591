//! Characters outside ASCII that stand for one that a rule is made of.

/// `text` with look-alikes in ASCII; `None` if a character stands for nothing in a rule.
///
/// Full-width forms and Japanese punctuation come from a keyboard in kana mode, dashes and spaces from word
/// processors, characters without width from pages that text was copied from.
pub(super) fn to_ascii(text: &str) -> Option<String> {
    let mut ascii = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_ascii() => ascii.push(c),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            _ => ascii.push(lookalike(c)?),
        }
    }
    Some(ascii)
}

fn lookalike(c: char) -> Option<char> {
    Some(match c {
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{301c}' | '\u{ff5e}' => '-',
        '。' | '｡' => '.',
        '、' | '､' => ',',
        '\u{2044}' | '\u{2215}' => '/',
        // Full-width forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5d}' => char::from_u32(u32::from(c) - 0xfee0)?,
        _ => digit(c)?,
    })
}

/// The ASCII digit for a decimal digit of another script that is in daily use.
fn digit(c: char) -> Option<char> {
    /// The zeros of Arabic-Indic, extended Arabic-Indic, Devanagari, Bengali and Thai digits.
    const ZEROS: [u32; 5] = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];
    let value = ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(*zero).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}
