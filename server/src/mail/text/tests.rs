use super::Setting;
use crate::mail::wrap::{COLUMNS, columns};
use crate::mail::{EmailAddress, Letter};
use sekisho_app::i18n::{Language, Message, Overrides, Words};
use sekisho_app::mail::text::MailText;
use sekisho_engine::email_otp::Purpose;
use sekisho_engine::method::Method;
use sekisho_engine::time::{Seconds, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;

const NOW: Timestamp = Timestamp::from_unix(1_795_299_420);
const CODE: &str = "123456";
const LINK: &str = "https://portal.example.org/reset-password/0123456789012345678901234567890123456789012";

fn setting() -> Setting<'static> {
    Setting {
        portal: "Sekisho",
        origin: "https://portal.example.org",
        contact: Some("support@example.org"),
        now: NOW,
        from: "2001:db8::1".parse().ok(),
    }
}

fn words(language: Language) -> Words {
    Words::new(language, Arc::default())
}

fn every_letter(to: &EmailAddress) -> Vec<Letter<'_>> {
    let until = NOW.plus(Seconds::minutes(10));
    let codes = Purpose::ALL.map(|purpose| Letter::Code { purpose, code: CODE, until });
    let methods = Method::ALL.into_iter().flat_map(|method| {
        [
            Letter::AuthenticatorAdded(method),
            Letter::AuthenticatorRemoved(method),
            Letter::AuthenticatorDisabled(method),
        ]
    });
    let others = [
        Letter::PasswordReset { link: LINK, until },
        Letter::Invitation { link: LINK, until: NOW.plus(Seconds::days(3)) },
        Letter::PasswordChanged,
        Letter::AddressChangeRequested { to },
        Letter::AddressChanged { to },
        Letter::MfaReset,
        Letter::MfaSwitched { on: true },
        Letter::MfaSwitched { on: false },
        Letter::SupportRequestReceived,
        Letter::SupportRequestApproved { link: LINK, effect: until },
        Letter::SupportRequestRefused,
        Letter::SupportRequestStopped,
        Letter::SupportRequestDone,
        Letter::RecoveryCodesMade,
        Letter::RecoveryCodeUsed { left: 7 },
        Letter::RulesCleared,
        Letter::AccountLocked,
        Letter::AccountUnlocked,
        Letter::NewPlace,
        Letter::SuspiciousAttempts,
    ];
    codes.into_iter().chain(methods).chain(others).collect()
}

#[test]
fn every_letter_is_whole_in_both_languages_and_fits_72_columns() {
    let to: EmailAddress = "new@example.net".parse().unwrap();
    for language in Language::ALL {
        for letter in every_letter(&to) {
            let subject = letter.subject(&words(language), "Sekisho");
            assert!(!subject.is_empty() && !subject.contains(['{', '\n']), "{letter:?}: {subject}");
            let text = letter.text(&words(language), &setting());
            assert!(!text.contains(['{', '}']), "{letter:?} has a gap: {text}");
            assert!(text.contains("Sekisho") && text.contains("support@example.org"), "{letter:?}: {text}");
            for line in text.lines().filter(|line| *line != LINK) {
                assert!(line.chars().map(columns).sum::<usize>() <= COLUMNS, "{letter:?}: {line}");
            }
        }
    }
}

#[test]
fn a_code_stands_alone_in_its_line_and_the_subject_is_the_guides() {
    let letter = Letter::Code { purpose: Purpose::Enrol, code: CODE, until: NOW.plus(Seconds::new(541)) };
    let text = letter.text(&words(Language::En), &setting());
    assert!(text.lines().any(|line| line == CODE), "{text}");
    assert!(text.contains("for 10 minutes"), "{text}");
    assert_eq!(letter.subject(&words(Language::En), "Sekisho"), "Confirmation Code");
    assert_eq!(letter.subject(&words(Language::Ja), "Sekisho"), "確認コード");
}

#[test]
fn a_link_is_never_broken() {
    let until = NOW.plus(Seconds::hours(71));
    let approved = Letter::SupportRequestApproved { link: LINK, effect: until };
    for letter in
        [Letter::PasswordReset { link: LINK, until }, Letter::Invitation { link: LINK, until }, approved]
    {
        let text = letter.text(&words(Language::Ja), &setting());
        assert!(text.lines().any(|line| line == LINK), "{text}");
    }
    let invitation = Letter::Invitation { link: LINK, until }.text(&words(Language::En), &setting());
    assert!(invitation.contains("within\n71 hours"), "{invitation}");
}

#[test]
fn a_notice_says_when_and_from_where_and_what_to_do() {
    let text = Letter::PasswordChanged.text(&words(Language::En), &setting());
    assert!(text.contains("Time: 2026-11-21 22:17 UTC\nAddress: 2001:db8::1\n"), "{text}");
    assert!(text.contains("If this was not you"), "{text}");
    let by_command_line = Setting { from: None, ..setting() };
    assert!(!Letter::AccountLocked.text(&words(Language::En), &by_command_line).contains("Address:"));
}

#[test]
fn an_operators_own_words_are_used_and_a_subject_stays_one_line() {
    let own = BTreeMap::from([
        (MailText::CodeSubject.key().to_owned(), "Your\r\nBcc: x@example.org".to_owned()),
        (MailText::CodeEnrol.key().to_owned(), "The code for {portal}:".to_owned()),
    ]);
    let words = Words::new(Language::En, Arc::new(Overrides::from([(Language::En, own)])));
    let letter = Letter::Code { purpose: Purpose::Enrol, code: CODE, until: NOW.plus(Seconds::MINUTE) };
    assert_eq!(letter.subject(&words, "Sekisho"), "Your  Bcc: x@example.org");
    assert!(letter.text(&words, &setting()).starts_with("The code for Sekisho:\n"));
}

#[test]
fn debug_shows_neither_code_nor_link() {
    let to: EmailAddress = "new@example.net".parse().unwrap();
    for letter in every_letter(&to) {
        let shown = format!("{letter:?}");
        assert!(!shown.contains(CODE) && !shown.contains("https"), "{shown}");
    }
}
