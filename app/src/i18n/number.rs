//! Numbers as people read them.

use std::fmt::Display;

/// `number` with a comma before every group of three digits, as both languages write it.
///
/// ```
/// use sekisho_app::i18n::grouped;
/// assert_eq!(grouped(65_536), "65,536");
/// assert_eq!(grouped(256), "256");
/// ```
#[must_use]
pub fn grouped(number: impl Display) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
