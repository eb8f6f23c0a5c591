use proptest::prelude::*;

use super::{Challenge, ChallengeError, Context, Purpose, Sending, State, generate};
use crate::policy::{Between, EmailCodes};
use crate::time::{Seconds, Timestamp};

const NOW: Timestamp = Timestamp::from_unix(1_700_000_000);

fn here() -> Context {
    Context { purpose: Purpose::SignIn, session: b"here".to_vec() }
}

fn challenge() -> Challenge {
    Challenge::new(here(), &EmailCodes::default(), NOW)
}

fn after(seconds: i64) -> Timestamp {
    NOW.plus(Seconds::new(seconds))
}

#[test]
fn t09_a_code_works_only_in_its_own_session_for_its_own_purpose() {
    for purpose in Purpose::ALL {
        for session in ["here", "there", ""] {
            let presented = Context { purpose, session: session.into() };
            let expected = presented == here();
            let charged = challenge().charge(&presented, NOW);
            assert_eq!(charged.is_ok(), expected, "{purpose:?} {session}");
            assert!(expected || charged == Err(ChallengeError::OtherContext));
        }
    }
}

#[test]
fn t09_a_code_works_in_its_time() {
    let check = |seconds: i64, expected: bool| {
        let charged = challenge().charge(&here(), after(seconds));
        assert_eq!(charged.is_ok(), expected, "after {seconds}");
        assert!(expected || charged == Err(ChallengeError::Expired));
    };
    check(0, true);
    check(599, true);
    check(600, false);
    check(-60, true);
    check(-61, false);
}

#[test]
fn t09_the_newest_code_wins_and_a_used_one_is_used() {
    let with = |state| Challenge { state, ..challenge() }.charge(&here(), NOW);
    assert_eq!(with(State::Superseded), Err(ChallengeError::Superseded));
    assert_eq!(with(State::Used), Err(ChallengeError::Used));
}

#[test]
fn a_guess_is_charged_before_it_is_compared_and_there_are_five() {
    let mut challenge = challenge();
    for left in (0..5).rev() {
        challenge = challenge.charge(&here(), NOW).unwrap();
        assert_eq!(challenge.state, State::Open { attempts_left: left });
    }
    assert_eq!(challenge.charge(&here(), NOW), Err(ChallengeError::AttemptsUsedUp));
}

#[test]
fn the_wait_before_another_code_doubles() {
    let limits = EmailCodes { per_hour: Between::constant::<30>(), ..EmailCodes::default() };
    let (mut sending, mut now) = (Sending::charge(None, &limits, NOW).unwrap(), NOW);
    for wait in [30, 60, 120, 240, 480] {
        assert_eq!(sending.next_allowed(&limits, now), now.plus(Seconds::new(wait)));
        let early = Sending::charge(Some(sending), &limits, now.plus(Seconds::new(wait - 1)));
        assert_eq!(early.map_err(|error| error.retry_after), Err(Seconds::new(1)));
        now = now.plus(Seconds::new(wait));
        sending = Sending::charge(Some(sending), &limits, now).unwrap();
    }
}

#[test]
fn t50_a_clock_that_steps_back_sends_no_more_and_holds_nobody_up_for_long() {
    let limits = EmailCodes::default();
    let sending = Sending::charge(None, &limits, NOW).unwrap();
    let year_before = NOW.minus(Seconds::days(365));
    let early = Sending::charge(Some(sending), &limits, year_before).unwrap_err();
    assert_eq!(early.retry_after, Seconds::new(30));
    assert_eq!(sending.next_allowed(&limits, year_before), year_before.plus(Seconds::new(30)));
}

#[test]
fn every_code_is_equally_likely() {
    // The last, incomplete million of 32-bit words is drawn again; each million before it has every code once.
    let whole_millions = u32::MAX / 1_000_000;
    let mut words = [u32::MAX, whole_millions * 1_000_000, whole_millions * 1_000_000 - 1].into_iter();
    let code = generate(&mut || words.next().unwrap());
    assert_eq!(code.as_text(), "999999");
    assert_eq!(words.next(), None, "two words were drawn again");
    assert_eq!(generate(&mut || 0).as_text(), "000000");
}

#[test]
fn purposes_have_names_that_read_back() {
    for purpose in Purpose::ALL {
        assert_eq!(Purpose::from_name(purpose.as_str()), Some(purpose));
    }
    assert_eq!(Purpose::from_name("anything"), None);
}

proptest! {
    #[test]
    fn never_more_codes_than_the_hour_allows(
        per_hour in 1..=30_i64, first_wait in 10..=600_i64, asks in prop::collection::vec(0..400_i64, 1..200)
    ) {
        let limits = EmailCodes {
            per_hour: Between::try_from(per_hour).unwrap(),
            resend_seconds: Between::try_from(first_wait).unwrap(),
            ..EmailCodes::default()
        };
        let (mut now, mut sending, mut sent) = (NOW, None, 0);
        for pause in asks {
            now = now.plus(Seconds::new(pause));
            match Sending::charge(sending, &limits, now) {
                Ok(charged) => {
                    sending = Some(charged);
                    sent += 1;
                }
                Err(error) => prop_assert!((1..=3_600).contains(&error.retry_after.get())),
            }
            prop_assert!(sent <= per_hour * (1 + now.since(NOW).get() / 3_600));
        }
    }

    #[test]
    fn waiting_as_long_as_one_is_told_is_enough(per_hour in 1..=30_i64, codes in 1..40) {
        let limits = EmailCodes { per_hour: Between::try_from(per_hour).unwrap(), ..EmailCodes::default() };
        let (mut now, mut sending) = (NOW, Sending::charge(None, &limits, NOW).unwrap());
        for _ in 0..codes {
            now = sending.next_allowed(&limits, now);
            let charged = Sending::charge(Some(sending), &limits, now);
            prop_assert!(charged.is_ok());
            sending = charged.unwrap_or(sending);
        }
    }
}
