//! A new password by a mailed link, and what becomes of second factors.

use crate::support::portal::Answer;
use crate::support::{Fresh, PASSWORD, TestPortal, Visitor, otp};
use axum::http::StatusCode;
use sekisho::config::Config;
use sekisho_engine::policy::Role;

const ALICE: &str = "alice@example.org";
const NEW: &str = "slow rain on warm tin roofs";
const REMEMBERED: &str = "__Host-sekisho-remembered";

fn lenient(config: &mut Config) {
    config.policy.reset_clears_mfa = true;
    config.policy.remember_me.offered = true;
}

fn strict(config: &mut Config) {
    config.policy.remember_me.offered = true;
}

/// Alice, with an authenticator app, in a browser that stays signed in; and her key.
async fn alice(portal: &TestPortal) -> (Visitor, String) {
    portal.account(ALICE, Role::General).await;
    let mut browser = portal.visitor("192.0.2.7");
    browser.begin(ALICE, PASSWORD).await;
    let key = browser.enrol_totp().await;
    browser.cookies.clear();
    portal.clock.advance(60);
    let fields = [("identifier", ALICE), ("password", PASSWORD), ("remember", "yes")];
    browser.post("/api/sign-in/begin", &fields).await;
    let code = otp::code(&key, portal.clock.unix());
    browser.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
    assert!(browser.cookies.contains_key(REMEMBERED) && browser.is_in().await);
    (browser, key)
}

/// Asks for a link and opens it.
async fn open(portal: &TestPortal, email: &str) -> (Visitor, Answer) {
    let mut visitor = portal.visitor("198.51.100.7");
    visitor.post("/api/password/forgot", &[("email", email)]).await;
    let link = portal.mailed_link(email).await;
    visitor.get(&link).await;
    let page = visitor.get("/reset-password").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    (visitor, page)
}

async fn set(visitor: &mut Visitor) {
    let done = visitor.post("/api/password/reset", &[("new_password", NEW), ("repeat_password", NEW)]).await;
    assert_eq!(done.location(), "/sign-in?done=password_reset", "{}", done.body);
}

async fn rows(portal: &TestPortal) -> i64 {
    portal
        .count(
            "SELECT (SELECT COUNT(*) FROM sessions WHERE factor <> $1) + (SELECT COUNT(*) FROM sign_ins)
                 + (SELECT COUNT(*) FROM remembered_browsers) + (SELECT COUNT(*) FROM devices)",
            "",
        )
        .await
}

async fn factors(portal: &TestPortal) -> i64 {
    portal
        .count(
            "SELECT (SELECT COUNT(*) FROM totp_authenticators WHERE state <> $1)
                 + (SELECT COUNT(*) FROM email_authenticators) + (SELECT COUNT(*) FROM recovery_codes)",
            "",
        )
        .await
}

async fn with(fresh: &Fresh, policy: fn(&mut Config)) -> TestPortal {
    TestPortal::with(fresh.open().await, policy)
}

on_both! {
    async fn t17_a_reset_does_not_skip_the_second_factor(fresh) {
        let portal = with(fresh, strict).await;
        let (mut browser, key) = alice(&portal).await;
        let before = factors(&portal).await;
        let (mut visitor, page) = open(&portal, ALICE).await;
        assert!(page.body.contains("If you use a second factor, it stays on."), "{}", page.body);
        set(&mut visitor).await;
        assert!(!visitor.is_in().await, "a new password signs nobody in");
        assert_eq!(rows(&portal).await, 0, "everything that was open has ended");
        assert!(!browser.is_in().await && !browser.cookies.contains_key(REMEMBERED));
        assert_eq!(factors(&portal).await, before);
        assert_eq!(portal.events("mfa_cleared_by_reset").await, 0);

        assert_eq!(visitor.begin(ALICE, NEW).await.location(), "/sign-in/verify");
        assert!(!visitor.is_in().await);
        portal.clock.advance(60);
        let code = otp::code(&key, portal.clock.unix());
        visitor.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
        assert!(visitor.is_in().await);
    }

    async fn t17_where_the_policy_says_so_a_reset_clears_it_and_tells_and_ends_everything(fresh) {
        let portal = with(fresh, lenient).await;
        let (mut browser, _) = alice(&portal).await;
        // codes by mail as well, at an address that is no longer the account's
        browser.post("/api/email-otp/send", &[]).await;
        let code = portal.mailed_code(ALICE).await;
        let on = browser.post("/api/email-otp/confirm", &[("code", &code)]).await;
        assert_eq!(on.status, StatusCode::SEE_OTHER, "{}", on.body);
        let elsewhere = "alice@elsewhere.example.org";
        let mut tx = portal.core.db.begin().await.unwrap();
        sekisho::exec!(&mut tx, "UPDATE email_authenticators SET email = $1", elsewhere).unwrap();
        tx.commit().await.unwrap();
        // and somebody half-way in
        let mut half = portal.visitor("203.0.113.66");
        half.begin(ALICE, PASSWORD).await;

        let (mut visitor, page) = open(&portal, ALICE).await;
        assert!(page.body.contains("Your second factors are switched off"), "{}", page.body);
        assert!(factors(&portal).await > 0, "opening the link changes nothing");
        set(&mut visitor).await;
        assert_eq!((factors(&portal).await, rows(&portal).await), (0, 0));
        assert!(!browser.is_in().await && !half.is_in().await);
        assert_eq!(half.get("/sign-in/verify").await.location(), "/sign-in");
        for (event, count) in [("mfa_cleared_by_reset", 1), ("password_reset", 1), ("session_revoked", 1)] {
            assert!(portal.events(event).await >= count, "{event}");
        }
        for address in [ALICE, elsewhere] {
            let told = portal.mails(address).await;
            let about = "Every method of multi-factor authentication was removed";
            assert!(told.iter().any(|mail| mail.contains(about)), "{address}: {told:?}");
        }

        assert_eq!(visitor.begin(ALICE, NEW).await.location(), "/");
        assert!(visitor.is_in().await);
        let account = visitor.get("/account").await.body;
        assert!(account.contains("Set up"), "{account}");
        visitor.enrol_totp().await;
        portal.clock.advance(60);
        visitor.cookies.clear();
        assert_eq!(visitor.begin(ALICE, NEW).await.location(), "/sign-in/verify", "set up again, it counts again");
    }

    async fn t17_a_reset_never_clears_the_second_factor_of_administrators_and_supporters(fresh) {
        let portal = with(fresh, lenient).await;
        for (email, role) in [("ada@example.org", Role::Admin), ("rosa@example.org", Role::Support)] {
            portal.account(email, role).await;
            portal.visitor("192.0.2.7").enrol_at_the_door(email, PASSWORD).await;
            let before = factors(&portal).await;
            let (mut visitor, page) = open(&portal, email).await;
            assert!(!page.body.contains("switched off") && page.body.contains("it stays on"), "{}", page.body);
            set(&mut visitor).await;
            assert_eq!(factors(&portal).await, before);
            assert_eq!(visitor.begin(email, NEW).await.location(), "/sign-in/verify");
        }
    }

    async fn a_reset_of_somebody_without_a_second_factor_tells_of_none(fresh) {
        let portal = with(fresh, lenient).await;
        portal.account(ALICE, Role::General).await;
        let (mut visitor, _) = open(&portal, ALICE).await;
        set(&mut visitor).await;
        assert_eq!(portal.events("mfa_cleared_by_reset").await, 0);
        assert!(!portal.mails(ALICE).await.iter().any(|mail| mail.contains("Every method of multi-factor")));
    }
}
