use proptest::prelude::*;

use super::{CLOCK_TOLERANCE, Ended, Limits, State, Times, is_fresh};
use crate::time::{Seconds, Timestamp};

const CREATED: Timestamp = Timestamp::from_unix(1_700_000_000);
const LIMITS: Limits = Limits { idle: Seconds::HOUR, absolute: Seconds::DAY };

fn after(seconds: i64) -> Timestamp {
    CREATED.plus(Seconds::new(seconds))
}

#[test]
fn a_session_ends_at_the_first_of_its_limits() {
    let check = |seen: i64, now: i64, expected: State| {
        let times = Times { created: CREATED, last_seen: after(seen) };
        assert_eq!(LIMITS.judge(times, after(now)), expected, "seen {seen}, now {now}");
    };
    check(0, 0, State::Live { ends: after(3_600) });
    check(0, 3_599, State::Live { ends: after(3_600) });
    check(0, 3_600, State::Ended(Ended::Idle));
    check(86_000, 86_399, State::Live { ends: after(86_400) });
    check(86_399, 86_400, State::Ended(Ended::Absolute));
}

#[test]
fn a_half_session_lasts_ten_minutes_whatever_is_done_in_it() {
    let times = |seen| Times { created: CREATED, last_seen: after(seen) };
    assert_eq!(Limits::HALF.judge(times(599), after(599)), State::Live { ends: after(600) });
    assert_eq!(Limits::HALF.judge(times(599), after(600)), State::Ended(Ended::Absolute));
}

#[test]
fn t50_a_session_does_not_outlive_a_clock_that_steps_back() {
    let times = Times { created: CREATED, last_seen: after(1_800) };
    let within = after(1_800).minus(CLOCK_TOLERANCE);
    assert!(matches!(LIMITS.judge(times, within), State::Live { .. }));
    let beyond = within.minus(Seconds::new(1));
    assert_eq!(LIMITS.judge(times, beyond), State::Ended(Ended::ClockSteppedBack));
}

#[test]
fn factors_are_fresh_for_ten_minutes_and_not_from_the_future() {
    let check = |now: i64, expected: bool| assert_eq!(is_fresh(CREATED, after(now)), expected, "after {now}");
    check(0, true);
    check(599, true);
    check(600, false);
    check(-60, true);
    check(-61, false);
}

proptest! {
    #[test]
    fn an_ended_session_does_not_come_back_as_time_goes_on(
        seen in 0..90_000_i64, now in 0..200_000_i64, later in 0..200_000_i64
    ) {
        let times = Times { created: CREATED, last_seen: after(seen) };
        let ended = |at| matches!(LIMITS.judge(times, at), State::Ended(Ended::Idle | Ended::Absolute));
        prop_assert!(!ended(after(now)) || ended(after(now + later)));
    }

    #[test]
    fn no_times_make_it_panic(created in any::<i64>(), seen in any::<i64>(), now in any::<i64>()) {
        let times = Times { created: Timestamp::from_unix(created), last_seen: Timestamp::from_unix(seen) };
        let _ = LIMITS.judge(times, Timestamp::from_unix(now));
        let _ = is_fresh(times.created, Timestamp::from_unix(now));
    }
}
