//! Admin → People.

use crate::support::portal::ORIGIN;
use crate::support::{PASSWORD, TestPortal, Visitor, otp, portal};
use axum::http::StatusCode;
use sekisho_app::id::AccountId;
use sekisho_engine::policy::Role;

const ALICE: &str = "alice@example.org";
const ADMIN: &str = "admin@example.org";

/// An administrator, signed in with a second factor set up at the door.
async fn administrator(portal: &TestPortal) -> (AccountId, Visitor) {
    let id = portal.account(ADMIN, Role::Admin).await;
    let mut admin = portal.visitor("192.0.2.1");
    assert_eq!(admin.begin(ADMIN, PASSWORD).await.location(), "/sign-in/enrol");
    let page = admin.get("/sign-in/enrol?method=totp").await;
    let code = otp::code(&otp::key_on(&page.body), portal.clock.unix());
    let done = admin.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(admin.is_in().await);
    (id, admin)
}

on_both! {
    async fn an_administrator_always_shows_a_second_factor_and_can_not_switch_the_last_one_off(fresh) {
        let portal = portal(fresh).await;
        let (_, mut admin) = administrator(&portal).await;
        let answer = admin.post("/api/totp/remove", &[]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
        let mut again = portal.visitor("192.0.2.1");
        assert_eq!(again.begin(ADMIN, PASSWORD).await.location(), "/sign-in/verify");
        assert_ne!(again.get("/sign-in/enrol?method=totp").await.status, StatusCode::OK, "no set-up instead");
    }

    async fn somebody_invited_sets_a_password_by_the_mailed_link_once(fresh) {
        let portal = portal(fresh).await;
        let (_, mut admin) = administrator(&portal).await;
        let fields = [("email", ALICE), ("name", "Alice"), ("role", "general"), ("language", "ja")];
        let invited = admin.post("/api/admin/invite", &fields).await;
        assert_eq!(invited.status, StatusCode::SEE_OTHER, "{}", invited.body);
        let taken = admin.post("/api/admin/invite", &fields).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(taken.body.contains("value=\"Alice\""), "what was typed is kept");
        let link = portal.mailed_link(ALICE).await;
        let mut alice = portal.visitor("192.0.2.7");
        assert_eq!(alice.get(&link).await.location(), "/setup");
        let new = [("new_password", PASSWORD), ("repeat_password", PASSWORD)];
        let weak = alice.post("/api/setup/complete", &[("new_password", "short"), ("repeat_password", "short")]).await;
        assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(alice.post("/api/setup/complete", &new).await.status, StatusCode::SEE_OTHER);
        let mut thief = portal.visitor("203.0.113.1");
        thief.get(&link).await;
        assert_eq!(thief.post("/api/setup/complete", &new).await.status, StatusCode::GONE);
        assert_eq!(alice.begin(ALICE, PASSWORD).await.location(), "/");
    }

    async fn locking_ends_every_session_at_the_next_request_and_unlocking_lets_in_again(fresh) {
        let portal = portal(fresh).await;
        let (_, mut admin) = administrator(&portal).await;
        let id = portal.account(ALICE, Role::General).await.to_string();
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        assert_eq!(admin.post("/api/admin/lock", &[("id", &id)]).await.status, StatusCode::SEE_OTHER);
        assert!(!alice.is_in().await);
        assert_eq!(alice.begin(ALICE, PASSWORD).await.status, StatusCode::FORBIDDEN);
        assert_eq!(admin.post("/api/admin/unlock", &[("id", &id)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(alice.begin(ALICE, PASSWORD).await.status, StatusCode::SEE_OTHER);
        assert_eq!((portal.events("account_locked").await, portal.events("account_unlocked").await), (1, 1));
    }

    async fn clearing_rules_and_resetting_second_factors_let_a_locked_out_person_in(fresh) {
        let portal = portal(fresh).await;
        let (_, mut admin) = administrator(&portal).await;
        let id = portal.account(ALICE, Role::General).await.to_string();
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        alice.enrol_totp().await;
        alice.post("/api/allowlist/add", &[("rule", "192.0.2.7")]).await;
        let mut elsewhere = portal.visitor("198.51.100.1");
        assert_eq!(elsewhere.begin(ALICE, PASSWORD).await.status, StatusCode::FORBIDDEN);
        assert_eq!(admin.post("/api/admin/clear-rules", &[("id", &id)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(elsewhere.begin(ALICE, PASSWORD).await.location(), "/sign-in/verify");
        assert_eq!(admin.post("/api/admin/reset-mfa", &[("id", &id)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(elsewhere.begin(ALICE, PASSWORD).await.location(), "/");
        assert_eq!((portal.events("rules_cleared").await, portal.events("mfa_reset").await), (1, 1));
        let page = admin.get(&format!("/admin/people/{id}")).await;
        assert_eq!(page.status, StatusCode::OK);
    }

    async fn nobody_locks_or_resets_themselves_and_nobody_else_is_found_where_there_is_nobody(fresh) {
        let portal = portal(fresh).await;
        let (own, mut admin) = administrator(&portal).await;
        for action in ["lock", "reset-mfa", "clear-rules", "end-sessions"] {
            let path = format!("/api/admin/{action}");
            assert_eq!(admin.post(&path, &[("id", &own.to_string())]).await.status, StatusCode::CONFLICT, "{action}");
            assert_eq!(admin.post(&path, &[("id", "4711")]).await.status, StatusCode::NOT_FOUND, "{action}");
        }
    }

    async fn the_file_of_the_log_holds_what_the_page_shows_that_leads_to_it(fresh) {
        let portal = portal(fresh).await;
        let (_, mut admin) = administrator(&portal).await;
        let id = portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, "a wrong password").await;
        alice.begin(ALICE, PASSWORD).await;
        let check = async |admin: &mut Visitor, query: &str, link: &str| {
            let page = admin.get(&format!("/admin/history{query}")).await.body;
            assert!(page.contains(&format!("href=\"{}\"", link.replace('&', "&amp;"))), "{link} in {page}");
            admin.get(link).await.body
        };
        let all = check(&mut admin, "", "/admin/history.csv?").await;
        assert!(all.contains(ALICE) && all.contains(ADMIN), "{all}");
        let refused = check(&mut admin, "?outcome=refused", "/admin/history.csv?outcome=refused").await;
        assert!(refused.contains("sign_in_refused") && !refused.contains("sign_in_succeeded"), "{refused}");
        let hers = format!("account={id}");
        let query = format!("?{hers}&group=sign_in&text=a%26b");
        let none = check(&mut admin, &query, &format!("/admin/history.csv?{hers}&group=sign%5Fin&text=a%26b")).await;
        assert_eq!(none.lines().count(), 1, "{none}");
        let hers = check(&mut admin, &format!("?{hers}"), &format!("/admin/history.csv?{hers}&")).await;
        assert!(hers.contains(ALICE) && !hers.contains(ADMIN), "{hers}");
    }

    async fn the_first_administrators_link_works_once_and_only_while_there_is_no_account(fresh) {
        let portal = portal(fresh).await;
        let older = portal.core.first_administrator_link().await.unwrap().unwrap();
        let link = portal.core.first_administrator_link().await.unwrap().unwrap();
        let path = |link: &str| link[ORIGIN.len()..].to_owned();
        let fields = [("email", ADMIN), ("name", "Ada"), ("new_password", PASSWORD), ("repeat_password", PASSWORD)];
        let mut late = portal.visitor("192.0.2.2");
        late.get(&path(&older)).await;
        assert_eq!(late.post("/api/setup/complete", &fields).await.status, StatusCode::GONE);
        let mut ada = portal.visitor("192.0.2.1");
        ada.get(&path(&link)).await;
        let done = ada.post("/api/setup/complete", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert!(portal.core.first_administrator_link().await.unwrap().is_none());
        assert_eq!(ada.begin(ADMIN, PASSWORD).await.location(), "/sign-in/enrol");
    }
}
