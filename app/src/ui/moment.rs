//! Points and lengths of time as people read them. The server writes UTC; [`LocalTimes`](super::LocalTimes)
//! rewrites that into the browser's zone.

use super::document::page;
use super::text::UiText;
use crate::i18n::{Language, Words};
use leptos::prelude::*;
use sekisho_engine::time::{Day, Seconds, Timestamp};

/// The months in full, for a day that people plan by.
const MONTHS_IN_FULL: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// How much of a moment is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MomentStyle {
    /// Date and time, to the minute.
    #[default]
    Full,
    /// The time of day, to the second.
    Clock,
}

/// A point in time.
#[component]
pub fn Moment(
    /// When.
    at: Timestamp,
    /// How much of it is shown.
    #[prop(optional)]
    style: MomentStyle,
) -> impl IntoView {
    let text = moment_text(page().words.language, at, style);
    let local = match style {
        MomentStyle::Full => "moment",
        MomentStyle::Clock => "clock",
    };
    view! { <time class="moment" datetime=iso(at) data-local=local>{text}</time> }.into_any()
}

/// The parts of a moment in UTC.
struct Civil {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
}

/// The civil date of a day number, by Howard Hinnant's `civil_from_days`: years are counted from March, in
/// eras of 400 years.
fn civil(at: Timestamp) -> Civil {
    let (days, of_day) = (at.as_unix().div_euclid(86_400), at.as_unix().rem_euclid(86_400));
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    Civil {
        year: year_of_era + era * 400 + i64::from(month <= 2),
        month,
        day: of_year - (153 * march_month + 2) / 5 + 1,
        hour: of_day / 3_600,
        minute: of_day / 60 % 60,
        second: of_day % 60,
    }
}

/// RFC 3339, as in the `datetime` attribute.
fn iso(at: Timestamp) -> String {
    let Civil { year, month, day, hour, minute, second } = civil(at);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// A point in time in words, in UTC: "21 Nov 2026, 14:03 UTC".
#[must_use]
pub fn moment_text(language: Language, at: Timestamp, style: MomentStyle) -> String {
    let Civil { year, month, day, hour, minute, second } = civil(at);
    match (style, language) {
        (MomentStyle::Clock, _) => format!("{hour:02}:{minute:02}:{second:02} UTC"),
        (MomentStyle::Full, Language::En) => {
            let name = usize::try_from(month - 1).ok().and_then(|month| MONTHS.get(month)).unwrap_or(&"");
            format!("{day} {name} {year}, {hour:02}:{minute:02} UTC")
        }
        (MomentStyle::Full, Language::Ja) => format!("{year}年{month}月{day}日 {hour:02}:{minute:02} UTC"),
    }
}

/// A day in words: "31 March 2027".
#[must_use]
pub fn day_text(language: Language, day: Day) -> String {
    let (year, month, of_month) = (day.year(), day.month(), day.day());
    match language {
        Language::En => {
            let name = MONTHS_IN_FULL.get(usize::from(month).wrapping_sub(1)).unwrap_or(&"");
            format!("{of_month} {name} {year}")
        }
        Language::Ja => format!("{year}年{month}月{of_month}日"),
    }
}

/// A length of time in words, in its largest unit, rounded up: what somebody who has to wait is told.
#[must_use]
pub fn duration_text(words: &Words, length: Seconds) -> String {
    let seconds = length.get().max(0);
    let (count, one, many) = match seconds {
        0..=90 => (seconds, UiText::Second, UiText::Seconds),
        91..=5_400 => (units(seconds, 60), UiText::Minute, UiText::Minutes),
        5_401..=172_800 => (units(seconds, 3_600), UiText::Hour, UiText::Hours),
        _ => (units(seconds, 86_400), UiText::Day, UiText::Days),
    };
    words.fill(if count == 1 { one } else { many }, &[("count", &count.to_string())])
}

const fn units(seconds: i64, unit: i64) -> i64 {
    (seconds + unit - 1).div_euclid(unit)
}
