//! Many at once.

use crate::support::{PASSWORD, portal};
use axum::http::StatusCode;
use sekisho_engine::policy::Role;

const ALICE: &str = "alice@example.org";
const NEW: &str = "slow rain on warm tin roofs";

on_both! {
    async fn t45_a_thousand_sign_ins_at_once_are_served_or_told_to_come_back_and_every_permit_is_free_after(fresh) {
        let portal = portal(fresh).await;
        portal.account("alice@example.org", Role::General).await;
        let mut asked = tokio::task::JoinSet::new();
        for at in 0..1_000_u32 {
            let address = format!("10.{}.{}.{}", at >> 16, (at >> 8) & 255, at & 255);
            let mut visitor = portal.visitor(&address);
            let email = if at % 10 == 0 { "alice@example.org".to_owned() } else { format!("nobody{at}@example.org") };
            asked.spawn(async move { visitor.begin(&email, PASSWORD).await });
        }
        let mut alive = portal.visitor("192.0.2.7");
        assert_eq!(alive.get("/healthz").await.status, StatusCode::OK, "health answers meanwhile");
        // half of them are abandoned
        let mut answers = Vec::new();
        while let Some(answer) = asked.join_next().await {
            answers.push(answer);
            if answers.len() == 500 {
                asked.abort_all();
            }
        }
        let mut busy = 0;
        for answer in answers.iter().flatten() {
            match answer.status {
                StatusCode::SERVICE_UNAVAILABLE => {
                    busy += 1;
                    assert!(answer.headers.contains_key("retry-after"));
                }
                StatusCode::SEE_OTHER | StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS => {}
                other => panic!("{other}"),
            }
        }
        assert!(busy > 0, "nothing was shed");
        let (_, size) = portal.core.hasher.free();
        while portal.core.hasher.free() != (size, size) {
            tokio::task::yield_now().await;
        }
        let again = portal.visitor("192.0.2.7").begin("alice@example.org", PASSWORD).await;
        assert_ne!(again.status, StatusCode::SERVICE_UNAVAILABLE);
    }

    async fn t45_what_a_busy_portal_cannot_hash_is_told_to_come_back_and_counts_as_no_attempt(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        let again = [("password", PASSWORD)];
        let change = [("current_password", PASSWORD), ("new_password", NEW), ("repeat_password", NEW)];
        let busy = portal.busy();
        // more often than a place has guesses
        for _ in 0..12 {
            let mut stranger = portal.visitor("192.0.2.8");
            for answer in [
                stranger.begin(ALICE, PASSWORD).await,
                alice.post("/api/session/reauthenticate", &again).await,
                alice.post("/api/password/change", &change).await,
            ] {
                assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
                assert!(answer.headers.contains_key("retry-after"));
            }
        }
        assert_eq!(portal.charges().await, 0);
        drop(busy);
        let mut stranger = portal.visitor("192.0.2.8");
        stranger.begin(ALICE, PASSWORD).await;
        assert!(stranger.is_in().await);
        let done = alice.post("/api/session/reauthenticate", &again).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }

    async fn t45_whoever_is_barred_takes_no_permit_and_is_told_so_by_a_busy_portal_too(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        for _ in 0..10 {
            portal.visitor("192.0.2.8").begin(ALICE, "a wrong password").await;
        }
        let _busy = portal.busy();
        let barred = portal.visitor("192.0.2.8").begin(ALICE, PASSWORD).await;
        assert_eq!(barred.status, StatusCode::TOO_MANY_REQUESTS);
        let other = portal.visitor("192.0.2.9").begin(ALICE, PASSWORD).await;
        assert_eq!(other.status, StatusCode::SERVICE_UNAVAILABLE);
    }
}
