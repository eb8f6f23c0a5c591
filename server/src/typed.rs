//! What people type, made fit to be shown: no character in it that can't be seen, and none that turns the
//! direction of what follows; and points in time, read and written.

use jiff::Timestamp as Instant;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use sekisho_engine::time::Timestamp;

/// Whether a character can be shown in a line of text. Neither a control character, nor one that turns the
/// direction of the text around it (Unicode UAX #9), nor an invisible mark. The two joiners are letters' own
/// business in many scripts, and stay.
#[must_use]
pub(crate) fn is_shown(character: char) -> bool {
    let turns = matches!(character, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}');
    let unseen =
        matches!(character, '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{feff}');
    !character.is_control() && !turns && !unseen
}

/// One line: line breaks and tabs are spaces, what can't be shown is left out.
pub(crate) fn line(text: &str) -> String {
    let spaced = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
    spaced.filter(|c| is_shown(*c)).collect::<String>().trim().to_owned()
}

/// Several lines: each as [`line`], with `\n` between them.
pub(crate) fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.split('\n').map(line).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// A point in time: RFC 3339, or a day with or without a time of day, which is UTC's.
#[must_use]
pub(crate) fn time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    // a number of seconds is none: nobody types that without a mistake
    if !text.contains('-') {
        return None;
    }
    let instant = text.parse::<Instant>().ok().or_else(|| {
        let civil: DateTime = text.parse().ok()?;
        let zoned = text.contains('[') || text.get(10..).is_some_and(|rest| rest.contains(['+', '-']));
        if zoned { None } else { civil.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp()) }
    })?;
    Some(Timestamp::from_unix(instant.as_second()))
}

/// A point in time as RFC 3339 in UTC.
#[must_use]
pub(crate) fn utc(time: Timestamp) -> String {
    Instant::from_second(time.as_unix()).map(|instant| instant.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{is_shown, line, lines, time, utc};
    use sekisho_engine::time::Timestamp;

    #[test]
    fn a_time_reads_in_any_zone_or_as_utc_and_nothing_else_does() {
        let check = |text: &str, expected: Option<i64>| {
            assert_eq!(time(text), expected.map(Timestamp::from_unix), "{text}");
        };
        check("2026-01-31T09:00:00Z", Some(1_769_850_000));
        check("2026-01-31T09:00Z", Some(1_769_850_000));
        check("2026-01-31T09:00", Some(1_769_850_000));
        check(" 2026-01-31 09:00 ", Some(1_769_850_000));
        check("2026-01-31T18:00:00+09:00", Some(1_769_850_000));
        check("2026-01-31T18:00+09:00", Some(1_769_850_000));
        check("2026-01-31", Some(1_769_817_600));
        for wrong in
            ["2026-02-30", "yesterday", "1769850000", "", "2026-01-31T25:00", "2026-01-31T09:00+99:00"]
        {
            check(wrong, None);
        }
        assert_eq!(utc(Timestamp::from_unix(1_769_850_000)), "2026-01-31T09:00:00Z");
    }

    #[test]
    fn what_can_not_be_seen_is_left_out_and_what_can_stays() {
        let check = |typed: &str, kept: &str| assert_eq!(line(typed), kept, "{typed:?}");
        check("  Ada Example ", "Ada Example");
        check("Ada\u{202e}elpmaxE", "AdaelpmaxE");
        check("\u{202a}+81 3-1234-5678\u{202c}", "+81 3-1234-5678");
        check("a\nb\tc\0d", "a b cd");
        check("山田　太郎", "山田　太郎");
        // a joiner between letters of Persian
        check("می\u{200c}خواهم", "می\u{200c}خواهم");
        check("\u{feff}\u{200b}", "");
        assert!(!is_shown('\u{2067}'));
    }

    #[test]
    fn line_breaks_of_several_lines_stay() {
        assert_eq!(lines("one\r\ntwo\rthree\u{2029}\n\n four\u{7}\n"), "one\ntwo\nthree\n\nfour");
    }
}
