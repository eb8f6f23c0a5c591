//! What is over is forgotten, and nothing else.

use crate::support::{PASSWORD, TestPortal, portal};
use sekisho::housekeeping::forget;
use sekisho::{exec, row};
use sekisho_engine::policy::Role;

const MINUTE: i64 = 60;
const DAY: i64 = 86_400;

/// A kind of row: how one is made, and how many there are. `$1` is its time, `$2` something that no other row
/// has, `$3` whose it is.
struct Kind {
    what: &'static str,
    /// The time from which on it is kept, relative to now.
    kept_from: i64,
    insert: &'static str,
    count: &'static str,
}

const KINDS: &[Kind] = &[
    Kind {
        what: "a session, a day after its last hour",
        kept_from: -(DAY + 60 * MINUTE),
        insert: "INSERT INTO sessions (token, account_id, created_at, last_seen_at, authenticated_at, factor, user_agent)
                 VALUES ($2, $3, $1, $1, $1, 'totp', '')",
        count: "SELECT COUNT(*) FROM sessions WHERE last_seen_at = $1",
    },
    Kind {
        what: "a session that was used to the end, a day after it",
        kept_from: -2 * DAY,
        insert: "INSERT INTO sessions (token, account_id, created_at, last_seen_at, authenticated_at, factor, user_agent)
                 VALUES ($2, $3, $1, $1 + 86400, $1, 'totp', '')",
        count: "SELECT COUNT(*) FROM sessions WHERE created_at = $1",
    },
    Kind {
        what: "a half-finished sign-in",
        kept_from: -(DAY + 60 * MINUTE),
        insert: "INSERT INTO sign_ins (token, account_id, created_at, user_agent) VALUES ($2, $3, $1, '')",
        count: "SELECT COUNT(*) FROM sign_ins WHERE created_at = $1",
    },
    Kind {
        what: "a browser, a year after it was last used",
        kept_from: -365 * DAY,
        insert: "INSERT INTO devices (token, account_id, created_at, last_used_at) VALUES ($2, $3, 0, $1)",
        count: "SELECT COUNT(*) FROM devices WHERE last_used_at = $1",
    },
    Kind {
        what: "a browser that stays signed in, a day after its last fortnight",
        kept_from: -15 * DAY,
        insert: "INSERT INTO remembered_browsers (account_id, family, token, created_at, rotated_at, used_at, user_agent)
                 VALUES ($3, $2, $2, $1, $1, $1, '')",
        count: "SELECT COUNT(*) FROM remembered_browsers WHERE created_at = $1",
    },
    Kind {
        what: "a browser that stayed signed in to the end, a day after it",
        kept_from: -91 * DAY,
        insert: "INSERT INTO remembered_browsers (account_id, family, token, created_at, rotated_at, used_at, user_agent)
                 VALUES ($3, $2, $2, $1, $1 + 7776000, $1 + 7776000, '')",
        count: "SELECT COUNT(*) FROM remembered_browsers WHERE created_at = $1",
    },
    Kind {
        what: "an e-mailed code, a day after its time",
        kept_from: -DAY,
        insert: "INSERT INTO email_codes (account_id, purpose, binding, email, digest, created_at, expires_at)
                 VALUES ($3, 'sign_in', $2, 'alice@example.org', $2, 0, $1)",
        count: "SELECT COUNT(*) FROM email_codes WHERE expires_at = $1",
    },
    Kind {
        what: "a link, a day after its time",
        kept_from: -DAY,
        insert: "INSERT INTO links (purpose, account_id, token, created_at, expires_at)
                 VALUES ('password_reset', $3, $2, 0, $1)",
        count: "SELECT COUNT(*) FROM links WHERE expires_at = $1",
    },
    Kind {
        what: "recovery codes that nobody saved",
        kept_from: 0,
        insert: "INSERT INTO recovery_unsaved (account_id, session_id, sealed, expires_at) VALUES ($3, 1, $2, $1)",
        count: "SELECT COUNT(*) FROM recovery_unsaved WHERE expires_at = $1",
    },
    Kind {
        what: "a count of wrong passwords, a month after the last one",
        kept_from: -30 * DAY,
        insert: "INSERT INTO throttles (bucket, key, window_start, in_window, consecutive, updated_at)
                 SELECT 'password_elsewhere', $2, 0, 1, 1, $1 WHERE $3 > 0",
        count: "SELECT COUNT(*) FROM throttles WHERE updated_at = $1",
    },
    Kind {
        what: "a mail that was sent, after 90 days",
        kept_from: -90 * DAY,
        insert: "INSERT INTO outbox (account_id, message_id, kind, purpose, class, recipient, recipient_key, subject,
                                     state, created_at, next_attempt_at, expires_at, ended_at)
                 SELECT $3, CAST($1 AS TEXT), 'new_place', '', 'notice', '', '', '', 'sent', 0, 0, 0, $1
                 WHERE LENGTH($2) > 0",
        count: "SELECT COUNT(*) FROM outbox WHERE ended_at = $1",
    },
    Kind {
        what: "an entry of the history, after a year",
        kept_from: -365 * DAY,
        insert: "INSERT INTO history (at, account_id, actor, event, event_group, outcome, detail, user_agent, request_id)
                 SELECT $1, $3, 'self', 'signed_out', 'sign_in', 'done', '{}', '', '' WHERE LENGTH($2) > 0",
        count: "SELECT COUNT(*) FROM history WHERE at = $1",
    },
];

/// What is counted without an end: it stays however old it is.
const FOR_EVER: &[(&str, &str)] = &[
    (
        "a run of wrong codes",
        "INSERT INTO throttles (bucket, key, window_start, in_window, consecutive, updated_at)
         VALUES ('otp', $1, 0, 1, 99, 0)",
    ),
    (
        "a run of wrong recovery codes",
        "INSERT INTO throttles (bucket, key, window_start, in_window, consecutive, updated_at)
         VALUES ('recovery', $1, 0, 1, 99, 0)",
    ),
    (
        "a mail that still waits",
        "INSERT INTO outbox (message_id, kind, purpose, class, recipient, recipient_key, subject, sealed_body, state,
                             created_at, next_attempt_at, expires_at)
         VALUES ('waiting', 'new_place', '', 'notice', '', '', '', $1, 'queued', 0, 0, 0)",
    ),
];

async fn count(portal: &TestPortal, sql: &'static str, at: i64) -> i64 {
    let mut reader = portal.core.db.read().await.unwrap();
    let counted: Option<(i64,)> = row!(&mut reader, (i64,), sql, at).unwrap();
    counted.unwrap().0
}

on_both! {
    async fn what_is_over_is_forgotten_on_time_and_what_is_not_stays(fresh) {
        let portal = portal(fresh).await;
        let (alice, bob) = (
            portal.account("alice@example.org", Role::General).await,
            portal.account("bob@example.org", Role::General).await,
        );
        let now = portal.clock.unix();
        let mut tx = portal.core.db.begin().await.unwrap();
        for (nth, kind) in KINDS.iter().enumerate() {
            let kept_from = now + kind.kept_from;
            for (at, whose) in [(kept_from - 1, alice), (kept_from, bob)] {
                let own = format!("{nth} {at}").into_bytes();
                let made = exec!(&mut tx, kind.insert, at, own, whose.0).unwrap();
                assert_eq!(made, 1, "{}", kind.what);
            }
        }
        for (what, insert) in FOR_EVER {
            assert_eq!(exec!(&mut tx, *insert, what.as_bytes()).unwrap(), 1, "{what}");
        }
        tx.commit().await.unwrap();

        assert_eq!(forget(&portal.core).await.unwrap(), KINDS.len() as u64);
        for kind in KINDS {
            let kept_from = now + kind.kept_from;
            assert_eq!(count(&portal, kind.count, kept_from - 1).await, 0, "{} is over", kind.what);
            assert_eq!(count(&portal, kind.count, kept_from).await, 1, "{} is not over yet", kind.what);
        }
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM throttles WHERE updated_at = 0 AND consecutive > $1", 1).await, 2);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM outbox WHERE state = 'queued' AND created_at < $1", 1).await, 1);
        assert_eq!(forget(&portal.core).await.unwrap(), 0, "nothing is over twice");
    }

    async fn how_long_history_and_mails_are_kept_is_the_operators_choice(fresh) {
        let portal = TestPortal::with(fresh.open().await, |config| {
            config.history = toml::from_str("keep_days = 2\nkeep_mail_days = 1").unwrap();
        });
        portal.account("alice@example.org", Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin("alice@example.org", PASSWORD).await;
        portal.clock.advance(2 * DAY);
        forget(&portal.core).await.unwrap();
        assert_eq!(portal.events("sign_in_succeeded").await, 1);
        portal.clock.advance(1);
        forget(&portal.core).await.unwrap();
        assert_eq!(portal.events("sign_in_succeeded").await, 0);
    }

    async fn nobody_who_is_still_in_is_put_out(fresh) {
        let portal = portal(fresh).await;
        portal.account("alice@example.org", Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin("alice@example.org", PASSWORD).await;
        for _ in 0..30 {
            portal.clock.advance(45 * MINUTE);
            forget(&portal.core).await.unwrap();
            assert!(alice.is_in().await);
        }
    }
}
