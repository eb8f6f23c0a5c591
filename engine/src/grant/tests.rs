use super::Grant;
use crate::address::Address;
use crate::time::{Seconds, Timestamp};

const NOW: Timestamp = Timestamp::from_unix(1_700_000_000);

fn at(text: &str) -> Address {
    text.parse().unwrap()
}

fn issue(address: &str) -> Grant {
    Grant::issue(at(address), 64, Seconds::hours(14), NOW)
}

#[test]
fn a_grant_counts_for_its_own_address_only() {
    let check = |granted: &str, asked: &str, expected: bool| {
        assert_eq!(issue(granted).in_force(at(asked), NOW), expected, "{granted} for {asked}");
    };
    check("192.0.2.7", "192.0.2.7", true);
    check("192.0.2.7", "::ffff:192.0.2.7", true);
    check("::ffff:192.0.2.7", "192.0.2.7", true);
    check("192.0.2.7", "192.0.2.6", false);
    check("192.0.2.7", "2001:db8::7", false);
    check("2001:db8::7", "2001:db8::ffff:1", true);
    check("2001:db8::7", "2001:db8:0:1::7", false);
    check("2001:db8::7", "192.0.2.7", false);
}

#[test]
fn t24_a_grant_ends_on_time_and_a_clock_that_steps_back_before_it_does_not_open_it() {
    let grant = issue("192.0.2.7");
    let check = |seconds: i64, expected: bool| {
        let now = NOW.plus(Seconds::new(seconds));
        assert_eq!(grant.in_force(at("192.0.2.7"), now), expected, "after {seconds}");
    };
    check(0, true);
    check(14 * 3_600 - 1, true);
    check(14 * 3_600, false);
    check(-1, false);
}
