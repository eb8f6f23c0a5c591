//! A day of the calendar, for what an operator sets to the day.

use super::{Seconds, Timestamp};
use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar from 1970-01-01 to 9999-12-31, written `YYYY-MM-DD` (RFC 3339 section 5.6,
/// `full-date`). It begins and ends at midnight UTC.
///
/// ```
/// use sekisho_engine::time::{Day, Timestamp};
/// let last: Day = "2026-11-30".parse()?;
/// assert_eq!(last.ends(), Timestamp::from_unix(1_796_083_200));
/// assert!("2026-02-29".parse::<Day>().is_err());
/// # Ok::<(), sekisho_engine::time::DayError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "String", into = "String")
)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// Not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayError;

impl fmt::Display for DayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a day of the calendar, such as 2027-03-31")
    }
}

impl std::error::Error for DayError {}

impl Day {
    /// The year, such as 2027.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The first moment after the day.
    #[must_use]
    pub const fn ends(self) -> Timestamp {
        Timestamp::from_unix((self.since_epoch() + 1) * Seconds::DAY.get())
    }

    /// Days since 1970-01-01: whole years first, counted from March, so that a leap day is a year's last.
    const fn since_epoch(self) -> i64 {
        let (month, day) = (self.month as i64, self.day as i64);
        let year = self.year as i64 - if month <= 2 { 1 } else { 0 };
        let from_march = (month + 9) % 12;
        let in_year = (153 * from_march + 2) / 5 + day - 1;
        year * 365 + year / 4 - year / 100 + year / 400 + in_year - 719_468
    }

    const fn is_leap(year: u16) -> bool {
        year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
    }

    const fn days_in(year: u16, month: u8) -> u8 {
        match month {
            4 | 6 | 9 | 11 => 30,
            2 if Self::is_leap(year) => 29,
            2 => 28,
            _ => 31,
        }
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return Err(DayError);
        }
        let number = |from: usize, to: usize| text[from..to].parse::<u16>().map_err(|_| DayError);
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let month = u8::try_from(month).map_err(|_| DayError)?;
        let day = u8::try_from(day).map_err(|_| DayError)?;
        let real = year >= 1970 && (1..=12).contains(&month) && day >= 1 && day <= Self::days_in(year, month);
        if real { Ok(Self { year, month, day }) } else { Err(DayError) }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;

    fn try_from(text: String) -> Result<Self, DayError> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, Seconds};

    fn begins(text: &str) -> i64 {
        text.parse::<Day>().unwrap().ends().minus(Seconds::DAY).as_unix()
    }

    #[test]
    fn a_day_begins_when_the_calendar_says() {
        for (text, unix) in [
            ("1970-01-01", 0),
            ("2000-02-29", 951_782_400),
            ("2018-03-03", 1_520_035_200),
            ("2100-03-01", 4_107_542_400),
            ("9999-12-31", 253_402_214_400),
        ] {
            assert_eq!(begins(text), unix, "{text}");
        }
    }

    #[test]
    fn every_day_follows_the_one_before_and_reads_back() {
        let mut before = begins("1999-12-31");
        for year in 2000..2401_u16 {
            for month in 1..=12_u8 {
                for day in 1..=Day::days_in(year, month) {
                    let text = format!("{year:04}-{month:02}-{day:02}");
                    assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
                    assert_eq!(begins(&text), before + Seconds::DAY.get(), "{text}");
                    before = begins(&text);
                }
            }
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2026-2-28",
            "2026-02-29",
            "2100-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "2026-04-31",
            "1969-12-31",
            "2026/01/01",
            "+026-01-01",
            "2026-01-01 ",
            "２０２６-01-01",
        ] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }
}
