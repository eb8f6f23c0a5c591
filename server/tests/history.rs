//! History: everything that is acknowledged is in it, for its owner and for administrators.

use crate::support::{PASSWORD, portal};
use axum::http::StatusCode;
use sekisho_engine::policy::Role;

const ALICE: &str = "alice@example.org";

on_both! {
    async fn every_acknowledged_change_is_in_the_history_of_its_owner(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, "a wrong password").await;
        alice.begin(ALICE, PASSWORD).await;
        alice.post("/api/allowlist/add", &[("rule", "192.0.2.7"), ("note", "desk")]).await;
        alice.post("/api/account/save", &[("name", "Alice B."), ("language", "en")]).await;
        alice.enrol_totp().await;
        let told = ["sign_in_refused", "sign_in_succeeded", "rule_added", "name_changed", "authenticator_enrolled"];
        for event in told {
            assert_eq!(portal.events(event).await, 1, "{event}");
        }
        let page = alice.get("/history/log").await;
        assert_eq!(page.status, StatusCode::OK);
        for shown in ["192.0.2.7", "Authorized address added", "Signed in"] {
            assert!(page.body.contains(shown), "{shown}");
        }
        let csv = alice.get("/history/log.csv").await;
        assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
        for event in told {
            assert!(csv.body.contains(event), "{event} in {}", csv.body);
        }
        let refused = alice.get("/history/log.csv?outcome=refused").await.body;
        assert!(refused.contains("sign_in_refused") && !refused.contains("rule_added"), "{refused}");
        let found = alice.get("/history/log.csv?text=192.0.2.7&group=allowlist").await.body;
        assert_eq!(found.lines().count(), 2, "{found}");
    }

    async fn nobody_reads_somebody_elses_history_but_an_administrator(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        portal.account("bob@example.org", Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        let mut bob = portal.visitor("198.51.100.66");
        bob.begin("bob@example.org", PASSWORD).await;
        assert!(!alice.get("/history/log.csv").await.body.contains("198.51.100.66"));
        for path in ["/admin/history", "/admin/history.csv", "/admin/people", "/admin/people/1"] {
            assert_eq!(alice.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    }

    async fn pages_of_the_log_lead_on_and_back_without_losing_an_entry(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        for at in 0..60 {
            alice.post("/api/account/save", &[("name", &format!("Alice {at}")), ("language", "")]).await;
        }
        let mut path = "/history/log?group=account".to_owned();
        let mut entries = 0;
        for _ in 0..5 {
            let page = alice.get(&path).await.body;
            entries += page.matches("<time").count();
            let Some(next) = page.split("href=\"").find(|rest| rest.starts_with("/history/log?") && rest.contains("before=")) else { break };
            path = next.split('"').next().unwrap().replace("&amp;", "&");
        }
        assert!(entries >= 60, "{entries}");
    }
}
