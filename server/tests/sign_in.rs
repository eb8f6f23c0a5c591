//! Signing in.

use crate::support::{PASSWORD, otp, portal};
use axum::http::StatusCode;
use sekisho_engine::policy::Role;

const ALICE: &str = "alice@example.org";

on_both! {
    async fn a_right_password_without_a_second_factor_leads_in(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        let answer = alice.begin(ALICE, PASSWORD).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
        assert!(alice.is_in().await);
        assert_eq!(portal.events("sign_in_succeeded").await, 1);
    }

    async fn a_second_factor_is_asked_for_once_it_is_set_up(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        let key = alice.enrol_totp().await;
        let mut again = portal.visitor("192.0.2.7");
        let answer = again.begin(ALICE, PASSWORD).await;
        assert_eq!(answer.location(), "/sign-in/verify");
        assert!(!again.is_in().await);
        portal.clock.advance(30);
        let code = otp::code(&key, portal.clock.unix());
        let answer = again.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"), "{}", answer.body);
        assert!(again.is_in().await);
    }
}
