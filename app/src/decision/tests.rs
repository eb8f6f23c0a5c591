use super::compare::pairs;
use super::recorded::{agrees, asked_again};
use super::tell::Teller;
use super::{Asked, Showing, WAYS, way_code, way_of};
use crate::i18n::{Language, Words};
use crate::ui::Tone;
use sekisho_engine::history::{CodeFailure, Event, MailProtocol};
use sekisho_engine::method::{Method, Methods};
use sekisho_engine::sign_in::{
    Coverage, Decision, Due, Enrolment, How, Outcome, Reason, Refusal, Shown, Throttled, Way,
};
use sekisho_engine::throttle::{Bar, Bucket};
use sekisho_engine::time::Seconds;
use std::sync::Arc;

fn decision(outcome: Outcome) -> Decision {
    Decision { outcome, reasons: Vec::new() }
}

fn words(language: Language) -> Words {
    Words::new(language, Arc::default())
}

#[test]
fn every_code_names_what_it_was_made_from() {
    for way in WAYS {
        assert_eq!(way_of(way_code(way)), Some(way));
    }
    for showing in Showing::ALL {
        assert_eq!(Showing::of(showing.code()), Some(showing));
    }
    assert_eq!((way_of(""), Showing::of("")), (None, None));
    assert_eq!(Showing::RememberedWithFactor.shown(Method::Email), Shown::Remembered(Some(Method::Email)));
}

#[test]
fn a_question_reads_as_it_was_written_into_an_address_and_its_draft_stays_behind() {
    let asked = Asked {
        person: " ada&co@example.org ".to_owned(),
        address: "2001:db8::7".to_owned(),
        at: "2026-01-31T09:00+09:00".to_owned(),
        way: "mail".to_owned(),
        shown: "password".to_owned(),
        entry: String::new(),
        policy: "[policy]".to_owned(),
        rules: "all".to_owned(),
    };
    let path = asked.path();
    let query = path.strip_prefix("/admin/decisions?").unwrap();
    let fields: Vec<(String, String)> = query
        .split('&')
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            let value = percent_encoding::percent_decode_str(value).decode_utf8().unwrap();
            (name.to_owned(), value.into_owned())
        })
        .collect();
    let expected = Asked {
        person: "ada&co@example.org".to_owned(),
        policy: String::new(),
        rules: String::new(),
        ..asked.clone()
    };
    assert_eq!(Asked::from_fields(&fields), expected);
    assert!(asked.compares() && !expected.compares());
}

#[test]
fn an_entry_speaks_for_itself_only_where_nothing_else_is_typed() {
    let alone = Asked { entry: "7".to_owned(), rules: "all".to_owned(), ..Asked::default() };
    assert!(alone.is_entry_alone());
    assert!(!Asked { person: "ada".to_owned(), ..alone }.is_entry_alone());
    assert!(!Asked::default().is_entry_alone() && Asked::default().is_empty());
}

#[test]
fn a_recorded_sign_in_is_asked_about_as_it_came() {
    let check = |event: Event, expected: Option<(Way, Showing)>| {
        assert_eq!(asked_again(&event), expected, "{event:?}");
    };
    let refused = |refusal| Event::SignInRefused { refusal };
    let mail = |refusal| Event::MailRefused { protocol: MailProtocol::Imap, refusal };
    check(Event::SignInSucceeded { how: How::Grant }, Some((Way::Usual, Showing::Password)));
    check(Event::SignInSucceeded { how: How::OneStep }, Some((Way::OneStep, Showing::Password)));
    let totp = How::SecondFactor(Method::Totp);
    check(Event::SignInSucceeded { how: totp }, Some((Way::Usual, Showing::PasswordAnd(Method::Totp))));
    check(refused(Refusal::WrongPassword), Some((Way::Usual, Showing::WrongPassword)));
    check(refused(Refusal::NotByOneStep), Some((Way::OneStep, Showing::Password)));
    check(mail(Refusal::NoGrantHere), Some((Way::Mail, Showing::Password)));
    check(mail(Refusal::WrongPassword), Some((Way::Mail, Showing::WrongPassword)));
    check(Event::Throttled { bucket: Bucket::Otp }, Some((Way::Usual, Showing::Password)));
    check(Event::Throttled { bucket: Bucket::ResetRequest }, None);
    check(
        Event::ApplicationRefused { host: "wiki.example.org".to_owned() },
        Some((Way::Usual, Showing::Password)),
    );
    check(Event::LanguageChanged, None);
    check(Event::SignedOut, None);
}

#[test]
fn what_was_recorded_agrees_with_the_same_ground_or_reason_alone() {
    let check = |event: Event, outcome: Outcome, expected: Option<bool>| {
        assert_eq!(agrees(&event, &decision(outcome)), expected, "{event:?} {outcome:?}");
    };
    let allowed = |how| Outcome::Allowed { how, enrolment: Enrolment::Settled };
    let refused = |refusal| Event::SignInRefused { refusal };
    check(Event::SignInSucceeded { how: How::Grant }, allowed(How::Grant), Some(true));
    check(Event::SignInSucceeded { how: How::Grant }, allowed(How::SingleFactor), Some(false));
    check(refused(Refusal::AccountLocked), Outcome::Refused(Refusal::AccountLocked), Some(true));
    check(refused(Refusal::AccountLocked), Outcome::Refused(Refusal::WrongPassword), Some(false));
    let failed = Event::SecondFactorFailed { method: Method::Totp, failure: CodeFailure::Wrong };
    let due = Outcome::SecondFactorDue { methods: Methods::from([Method::Totp]), preferred: Method::Totp };
    check(failed.clone(), due, Some(true));
    check(failed, allowed(How::SingleFactor), Some(false));
    let bar = |seconds| Refusal::Throttled {
        of: Throttled::Account,
        bar: Bar::Wait { retry_after: Seconds::new(seconds) },
    };
    check(refused(bar(5)), Outcome::Refused(bar(90)), Some(true));
    check(Event::Throttled { bucket: Bucket::Otp }, Outcome::Refused(bar(1)), Some(true));
    let elsewhere = Event::MailRefused { protocol: MailProtocol::Imap, refusal: Refusal::NotForOthers };
    check(elsewhere, allowed(How::Grant), None);
}

#[test]
fn steps_stand_side_by_side_in_the_order_of_the_decision() {
    let open = Reason::PortalRules(Coverage::Unrestricted);
    let shut = Reason::PortalRules(Coverage::NotCovered);
    let own = Reason::AccountRules(Coverage::Unrestricted);
    let due = Reason::SecondFactor(Due::Policy);
    let (now, draft) = ([open.clone(), own.clone(), due.clone()], [shut.clone()]);
    let found = pairs(&now, &draft);
    let seen: Vec<_> = found.iter().map(|pair| (pair.now, pair.draft, pair.differs())).collect();
    assert_eq!(seen, [(Some(&open), Some(&shut), true), (Some(&own), None, true), (Some(&due), None, true)]);
    assert!(pairs(&now, &now).iter().all(|pair| !pair.differs()));
}

#[test]
fn sentences_name_the_person_the_place_and_the_rule() {
    let address = "192.0.2.7".parse().unwrap();
    let english = words(Language::En);
    let teller = Teller::new(&english, Some("Ada"), Some(address));
    let covered = Reason::AccountRules(Coverage::CoveredBy { rule: "192.0.2.0/24".parse().unwrap(), at: 2 });
    let told = teller.reason(&covered);
    assert_eq!(told.found, "Rule 3 of Ada, 192.0.2.0/24, covers 192.0.2.7.");
    assert_eq!(told.tone, Tone::Good);
    let (tone, sentence) = teller.outcome(&Outcome::Refused(Refusal::NotInAccountRules));
    assert_eq!((tone, &*sentence), (Tone::Danger, "Refused: the rules of Ada do not cover 192.0.2.7."));
    let japanese = words(Language::Ja);
    let (_, sentence) =
        Teller::new(&japanese, Some("青山 花子"), Some(address)).outcome(&Outcome::FirstFactorDue);
    assert_eq!(sentence, "青山 花子 さんはパスワードの入力を求められます。");
    let nowhere = Teller::new(&english, None, None);
    let (_, sentence) = nowhere.outcome(&Outcome::Refused(Refusal::NotInPortalRules));
    assert_eq!(sentence, "Refused: the portal rules do not cover an address that is not known.");
}
