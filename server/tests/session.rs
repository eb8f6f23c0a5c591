//! Sessions.

use crate::support::{PASSWORD, portal};
use axum::http::StatusCode;
use sekisho_engine::policy::Role;

const ALICE: &str = "alice@example.org";

on_both! {
    async fn a_session_ends_when_it_was_idle_for_too_long(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        portal.clock.advance(59 * 60);
        assert!(alice.is_in().await);
        portal.clock.advance(59 * 60);
        assert!(alice.is_in().await);
        portal.clock.advance(60 * 60);
        assert!(!alice.is_in().await);
        assert_eq!(portal.events("session_ended").await, 1);
    }

    async fn signing_out_ends_the_session_for_whoever_holds_its_cookie(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        let mut copy = alice.clone();
        let answer = alice.post("/api/sign-in/out", &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(!alice.is_in().await && !copy.is_in().await);
    }
}
