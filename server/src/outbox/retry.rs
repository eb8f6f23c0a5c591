//! When a mail that could not be delivered is tried again: after a minute, then twice as long each time, up
//! to an hour, and up to a quarter more, so that mails that failed together don't come back together.

use sekisho_engine::time::{Seconds, Timestamp};

/// The wait after the first failure.
const FIRST: i64 = 60;
/// The longest wait.
const LONGEST: i64 = 3_600;

/// When to try again after `attempts` failures. `dice` is random.
pub(super) fn next_attempt(now: Timestamp, attempts: i64, dice: u32) -> Timestamp {
    // six doublings are more than an hour
    let wait = (FIRST << (attempts.clamp(1, 7) - 1)).min(LONGEST);
    let jitter = i64::from(dice) % (wait / 4 + 1);
    now.plus(Seconds::new(wait + jitter))
}

#[cfg(test)]
mod tests {
    use super::next_attempt;
    use sekisho_engine::time::Timestamp;

    #[test]
    fn the_wait_doubles_from_a_minute_to_an_hour() {
        let now = Timestamp::from_unix(1_000_000);
        let waits: Vec<i64> =
            (1..=9).map(|attempts| next_attempt(now, attempts, 0).since(now).get()).collect();
        assert_eq!(waits, [60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600]);
        assert_eq!(next_attempt(now, i64::MAX, 0).since(now).get(), 3_600);
    }

    #[test]
    fn the_jitter_only_adds_and_at_most_a_quarter() {
        let now = Timestamp::from_unix(1_000_000);
        let waits: Vec<i64> = (0..100).map(|dice| next_attempt(now, 1, dice).since(now).get()).collect();
        assert_eq!(waits.iter().min(), Some(&60));
        assert_eq!(waits.iter().max(), Some(&75));
    }
}
