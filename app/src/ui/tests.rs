//! What the widgets make of their values.

use super::form::FieldState;
use super::moment::{MomentStyle, duration_text, moment_text};
use super::{IconName, problem};
use crate::error::Problem;
use crate::form::Notice;
use crate::i18n::{Language, Words};
use sekisho_engine::time::{Seconds, Timestamp};
use std::collections::BTreeSet;
use std::sync::Arc;

fn words(language: Language) -> Words {
    Words::new(language, Arc::default())
}

#[test]
fn a_moment_is_the_civil_date_in_utc() {
    let check = |unix, en: &str, ja: &str| {
        let at = Timestamp::from_unix(unix);
        assert_eq!(moment_text(Language::En, at, MomentStyle::Full), en);
        assert_eq!(moment_text(Language::Ja, at, MomentStyle::Full), ja);
    };
    check(0, "1 Jan 1970, 00:00 UTC", "1970年1月1日 00:00 UTC");
    check(-1, "31 Dec 1969, 23:59 UTC", "1969年12月31日 23:59 UTC");
    check(951_825_599, "29 Feb 2000, 11:59 UTC", "2000年2月29日 11:59 UTC");
    check(1_709_164_800, "29 Feb 2024, 00:00 UTC", "2024年2月29日 00:00 UTC");
    check(4_107_542_400, "1 Mar 2100, 00:00 UTC", "2100年3月1日 00:00 UTC");
    let at = Timestamp::from_unix(1_795_269_805);
    assert_eq!(moment_text(Language::En, at, MomentStyle::Clock), "14:03:25 UTC");
}

#[test]
fn a_length_of_time_is_told_in_its_largest_unit_and_rounded_up() {
    let check = |seconds, en: &str, ja: &str| {
        let length = Seconds::new(seconds);
        assert_eq!(duration_text(&words(Language::En), length), en);
        assert_eq!(duration_text(&words(Language::Ja), length), ja);
    };
    check(-5, "0 seconds", "0 秒");
    check(1, "1 second", "1 秒");
    check(90, "90 seconds", "90 秒");
    check(91, "2 minutes", "2 分");
    check(3_600, "60 minutes", "60 分");
    check(5_401, "2 hours", "2 時間");
    check(172_801, "3 days", "3 日");
}

/// One of each problem that has nothing to do with an engine's error.
fn problems() -> Vec<Problem> {
    let wait = Seconds::new(130);
    vec![
        Problem::SignInRequired,
        Problem::ReauthenticationRequired,
        Problem::NotAllowed,
        Problem::NotFound,
        Problem::CrossOrigin,
        Problem::Malformed,
        Problem::BodyTooLarge { max: 65_536 },
        Problem::TooSlow,
        Problem::Throttled { retry_after: wait },
        Problem::Busy { retry_after: wait },
        Problem::Unavailable,
        Problem::Internal,
        Problem::SignInRefused,
        Problem::SignInExpired,
        Problem::CodeWrong,
        Problem::CodeExpired,
        Problem::EnrolmentExpired,
        Problem::AlreadyDone,
        Problem::MethodUnavailable,
        Problem::AuthenticatorDisabled,
        Problem::LinkSpent,
        Problem::Missing,
        Problem::TooLong { max: 100 },
        Problem::NotOffered,
        Problem::EmailMalformed,
        Problem::EmailUnusable,
        Problem::DomainForbidden { domain: "example.org".to_owned() },
        Problem::CodesForbidden { domain: "example.org".to_owned() },
        Problem::PasswordWrong,
        Problem::PasswordGuessable,
        Problem::RuleDuplicate,
        Problem::TooManyRules { max: 1_000 },
        Problem::WouldLockOut { address: "203.0.113.9".parse().expect("an address") },
        Problem::AddressUnknown,
        Problem::OwnAccount,
        Problem::LastAdministrator,
    ]
}

#[test]
fn every_problem_is_told_in_full_in_both_languages() {
    for language in Language::ALL {
        let mut told = BTreeSet::new();
        for problem in problems() {
            let text = problem::text(&words(language), &problem);
            assert!(text.ends_with(['.', '。']), "{problem:?}: {text}");
            assert!(!text.contains(['{', '}']), "{problem:?}: {text}");
            assert!(told.insert(text.clone()), "{problem:?} says the same as another: {text}");
        }
    }
}

#[test]
fn a_problem_names_the_numbers_that_matter() {
    let en = words(Language::En);
    let check = |problem, part: &str| {
        let text = problem::text(&en, &problem);
        assert!(text.contains(part), "{text}");
    };
    check(Problem::TooLong { max: 100 }, "100");
    check(Problem::Throttled { retry_after: Seconds::new(130) }, "3 minutes");
    check(Problem::TooManyRules { max: 1_000 }, "1000");
    check(Problem::WouldLockOut { address: "2001:db8::7".parse().unwrap() }, "2001:db8::7");
}

#[test]
fn a_refused_password_names_every_rule_it_breaks_and_no_other() {
    use sekisho_engine::password::{Rules, judge};
    let findings = judge::<&str>(&Rules::Nist { least: 15, most: 128 }, "password", &[]).findings;
    let text = problem::text(&words(Language::En), &Problem::PasswordRefused { findings });
    assert!(text.contains("At least 15 characters"), "{text}");
    assert!(text.contains("Not a very common password"), "{text}");
    assert!(!text.contains("At most"), "{text}");
}

#[test]
fn every_notice_is_told_in_both_languages() {
    use super::text::notice_text;
    for language in Language::ALL {
        let told: BTreeSet<_> =
            Notice::ALL.iter().map(|notice| words(language).text(notice_text(*notice))).collect();
        assert_eq!(told.len(), Notice::ALL.len());
    }
}

#[test]
fn a_control_is_described_by_its_error_first_and_by_its_hint() {
    let mut state = FieldState { id: "a-b".to_owned(), typed: None, error: None };
    assert_eq!(state.described_by(false), None);
    assert_eq!(state.described_by(true).as_deref(), Some("a-b-hint"));
    assert_eq!(state.invalid(), None);
    state.error = Some("wrong".to_owned());
    assert_eq!(state.described_by(true).as_deref(), Some("a-b-error a-b-hint"));
    assert_eq!(state.described_by(false).as_deref(), Some("a-b-error"));
    assert_eq!(state.invalid(), Some("true"));
}

#[test]
fn no_two_icons_are_the_same() {
    let drawn: BTreeSet<&str> = IconName::ALL.iter().map(|icon| icon.path()).collect();
    assert_eq!(drawn.len(), IconName::ALL.len());
}

mod qr {
    use crate::ui::totp_enrolment::qr_path;

    #[test]
    fn it_has_a_quiet_zone_of_four_and_the_finder_in_the_corner() {
        let (size, path) = qr_path("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP").unwrap();
        assert_eq!((size - 8 - 17) % 4, 0, "{size} modules with the quiet zone");
        assert!(path.starts_with("M4 4h7v1h-7z"), "the first dark run is the finder's upper edge");
        assert!(!path.contains("M0 ") && !path.contains("M3 "), "nothing in the quiet zone");
    }

    #[test]
    fn a_text_that_fits_no_code_draws_nothing() {
        assert_eq!(qr_path(&"x".repeat(3_000)), None);
    }
}
