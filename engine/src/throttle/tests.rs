use proptest::prelude::*;

use super::{Bar, Bucket, Limit, Place, Refused, Throttle};
use crate::time::{Seconds, Timestamp};

const START: Timestamp = Timestamp::from_unix(1_700_000_000);

/// Charges failures until refused: how many were evaluated, and the refusal.
fn exhaust(mut throttle: Throttle, limit: &Limit, now: Timestamp) -> (u32, Refused) {
    let mut evaluated = 0;
    loop {
        match throttle.charge(limit, now) {
            Ok(charged) => throttle = charged,
            Err(refused) => return (evaluated, refused),
        }
        evaluated += 1;
    }
}

fn wait(bar: Bar) -> Seconds {
    match bar {
        Bar::Wait { retry_after } => retry_after,
        Bar::Disabled => panic!("disabled, not only shut for a time"),
    }
}

#[test]
fn t05_of_a_thousand_attempts_at_once_five_are_evaluated() {
    let attempts = (0..1_000).scan(Throttle::new(START), |throttle, _| {
        let charged = throttle.charge(&Limit::OTP, START);
        *throttle = charged.unwrap_or_else(|refused| refused.throttle);
        Some(charged.is_ok())
    });
    assert_eq!(attempts.filter(|evaluated| *evaluated).count(), 5);
}

#[test]
fn each_window_that_failures_use_up_doubles_the_wait_up_to_an_hour() {
    let (mut throttle, mut now) = (Throttle::new(START), START);
    for minutes in [5, 10, 20, 40, 60, 60] {
        let (evaluated, refused) = exhaust(throttle, &Limit::OTP, now);
        assert_eq!((evaluated, wait(refused.bar)), (5, Seconds::minutes(minutes)));
        let last_second = now.plus(Seconds::minutes(minutes)).minus(Seconds::new(1));
        let still = refused.throttle.barred(&Limit::OTP, last_second);
        assert_eq!(still, Some(Bar::Wait { retry_after: Seconds::new(1) }));
        (throttle, now) = (refused.throttle, now.plus(Seconds::minutes(minutes)));
    }
}

#[test]
fn t06_a_hundred_consecutive_failures_disable_until_bound_again_however_long_one_waits() {
    let (mut throttle, mut now, mut evaluated) = (Throttle::new(START), START, 0);
    let disabled = loop {
        let (more, refused) = exhaust(throttle, &Limit::OTP, now);
        evaluated += more;
        throttle = refused.throttle;
        match refused.bar {
            Bar::Wait { retry_after } => now = now.plus(retry_after),
            Bar::Disabled => break throttle,
        }
    };
    assert_eq!(evaluated, 100);
    let years_later = now.plus(Seconds::days(3_650));
    assert_eq!(disabled.barred(&Limit::OTP, years_later), Some(Bar::Disabled));
    assert_eq!(disabled.rebound().barred(&Limit::OTP, years_later), None);
}

#[test]
fn binding_again_does_not_reopen_a_window() {
    let (_, refused) = exhaust(Throttle::new(START), &Limit::OTP, START);
    assert!(refused.throttle.rebound().charge(&Limit::OTP, START).is_err());
}

#[test]
fn a_success_gives_back_its_own_attempt_and_nobody_elses() {
    let mut throttle = Throttle::new(START);
    for _ in 0..4 {
        throttle = throttle.charge(&Limit::OTP, START).unwrap();
    }
    let throttle = throttle.charge(&Limit::OTP, START).unwrap().succeeded();
    assert_eq!(throttle, Throttle { window_start: START, in_window: 4, consecutive: 0 });
    assert_eq!(exhaust(throttle, &Limit::OTP, START).0, 1);
}

#[test]
fn somebody_who_always_succeeds_is_never_refused() {
    let mut throttle = Throttle::new(START);
    for _ in 0..1_000 {
        throttle = throttle.charge(&Limit::OTP, START).unwrap().succeeded();
    }
    assert_eq!(throttle, Throttle::new(START));
}

#[test]
fn t50_a_clock_that_steps_back_frees_nothing_and_makes_nobody_wait_for_a_date_that_never_was() {
    let (_, refused) = exhaust(Throttle::new(START), &Limit::OTP, START);
    let decade_before = START.minus(Seconds::days(3_650));
    let again = refused.throttle.charge(&Limit::OTP, decade_before).unwrap_err();
    assert_eq!(wait(again.bar), Seconds::minutes(5));
    let kept = again.throttle;
    assert_eq!((kept.in_window, kept.consecutive), (5, 5));
    assert!(kept.charge(&Limit::OTP, decade_before.plus(Seconds::minutes(4))).is_err());
    assert!(kept.charge(&Limit::OTP, decade_before.plus(Seconds::minutes(5))).is_ok());
}

#[test]
fn t12_strangers_cannot_use_up_what_a_known_place_needs() {
    // Strangers from two hundred addresses run the account's throttle for unknown places down.
    let (_, elsewhere) = exhaust(Throttle::new(START), &Limit::PASSWORD_ELSEWHERE, START);
    assert_eq!(wait(elsewhere.bar), Seconds::minutes(15));
    for place in [Place::KnownDevice, Place::KnownAddress] {
        assert!(place.charges().iter().all(|charge| charge.bucket != Bucket::PasswordElsewhere), "{place:?}");
    }
    // Strangers at the owner's own address run that address down for strangers, and not for the owner.
    let (strangers, address) = exhaust(Throttle::new(START), &Limit::ADDRESS, START);
    assert_eq!(strangers, 50);
    let owner = Place::KnownAddress.charges().iter().find(|charge| charge.bucket == Bucket::Address).unwrap();
    assert!(address.throttle.charge(&owner.limit, START).is_ok());
    // A device's throttle is its own.
    assert!(Place::KnownDevice.charges().iter().all(|charge| charge.bucket == Bucket::PasswordAtDevice));
}

#[test]
fn t12_guessing_and_spraying_are_capped_from_every_place() {
    for place in [Place::KnownDevice, Place::KnownAddress, Place::Unknown] {
        for charge in place.charges() {
            let (evaluated, _) = exhaust(Throttle::new(START), &charge.limit, START);
            assert!((1..=200).contains(&evaluated), "{charge:?}");
        }
    }
}

#[test]
fn the_stable_names_of_buckets_differ() {
    let mut names: Vec<_> = Bucket::ALL.map(Bucket::as_str).to_vec();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Bucket::ALL.len());
}

fn limit() -> impl Strategy<Value = Limit> {
    (1..10_u32, 1..1_000_i64, 0..5_000_i64, prop::option::of(1..40_u32)).prop_map(
        |(per_window, window, more, disable_at)| Limit {
            per_window,
            window: Seconds::new(window),
            longest: Seconds::new(window + more),
            disable_at,
        },
    )
}

/// What happens next: real time passes, the clock steps back by so much, and an attempt comes in that is
/// right or wrong.
#[derive(Debug, Clone, Copy)]
struct Event {
    passes: i64,
    steps_back: i64,
    is_right: bool,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = (0..400_i64, prop_oneof![4 => Just(0), 1 => 0..5_000_i64], prop::bool::weighted(0.1))
        .prop_map(|(passes, steps_back, is_right)| Event { passes, steps_back, is_right });
    prop::collection::vec(event, 1..120)
}

proptest! {
    /// However the clock steps back, no more is evaluated than real time allows: one allowance at once and
    /// one for each window that has really gone by. Right attempts aside, which their maker could repeat.
    #[test]
    fn charges_never_exceed_the_limit_whatever_the_clock_does(limit in limit(), events in events()) {
        let (mut real, mut clock) = (0, START);
        let mut throttle = Throttle::new(clock);
        let (mut failures, mut run) = (0_i64, 0_u32);
        for event in events {
            real += event.passes;
            clock = clock.plus(Seconds::new(event.passes)).minus(Seconds::new(event.steps_back));
            match throttle.charge(&limit, clock) {
                Ok(charged) => {
                    throttle = if event.is_right { charged.succeeded() } else { charged };
                    failures += i64::from(!event.is_right);
                    run = if event.is_right { 0 } else { run + 1 };
                }
                Err(refused) => {
                    throttle = refused.throttle;
                    if let Bar::Wait { retry_after } = refused.bar {
                        prop_assert!(retry_after >= Seconds::new(1) && retry_after <= limit.longest);
                    }
                }
            }
            prop_assert!(failures <= i64::from(limit.per_window) * (1 + real / limit.window.get()));
            prop_assert!(limit.disable_at.is_none_or(|most| run <= most));
            prop_assert_eq!(throttle.consecutive, run);
        }
    }

    #[test]
    fn waiting_as_long_as_one_is_told_is_enough(limit in limit(), charges in 1..60_u32) {
        let limit = Limit { disable_at: None, ..limit };
        let (mut throttle, mut now) = (Throttle::new(START), START);
        for _ in 0..charges {
            throttle = match throttle.charge(&limit, now) {
                Ok(charged) => charged,
                Err(refused) => {
                    now = now.plus(wait(refused.bar));
                    let charged = refused.throttle.charge(&limit, now);
                    prop_assert!(charged.is_ok());
                    charged.unwrap_or(throttle)
                }
            };
        }
    }

    #[test]
    fn no_numbers_of_a_row_make_it_panic(
        start in any::<i64>(), in_window in any::<u32>(), consecutive in any::<u32>(), now in any::<i64>()
    ) {
        let row = Throttle { window_start: Timestamp::from_unix(start), in_window, consecutive };
        let _ = row.charge(&Limit::OTP, Timestamp::from_unix(now));
        let _ = row.succeeded().rebound().barred(&Limit::ADDRESS, Timestamp::from_unix(now));
    }
}
