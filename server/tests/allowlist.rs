//! Authorised addresses.

use crate::support::{PASSWORD, portal};
use axum::http::StatusCode;
use sekisho_engine::policy::Role;

const ALICE: &str = "alice@example.org";
const ADD: &str = "/api/allowlist/add";

on_both! {
    async fn with_rules_set_a_sign_in_from_elsewhere_is_refused_and_with_all_it_is_not(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        assert_eq!(alice.post(ADD, &[("rule", "192.0.2.0/255.255.255.0")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(portal.visitor("198.51.100.1").begin(ALICE, PASSWORD).await.status, StatusCode::FORBIDDEN);
        assert_eq!(portal.visitor("192.0.2.200").begin(ALICE, PASSWORD).await.status, StatusCode::SEE_OTHER);
        assert_eq!(alice.post(ADD, &[("rule", "ALL")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(portal.visitor("198.51.100.1").begin(ALICE, PASSWORD).await.status, StatusCode::SEE_OTHER);
        assert_eq!(portal.events("rule_added").await, 2);
    }

    async fn a_list_that_leaves_its_author_outside_is_saved_only_with_their_address_confirmed(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        let rule = ("rule", "198.51.100.0/24");
        for confirmed in ["", "198.51.100.1", "yes", "192.0.2.8"] {
            let answer = alice.post(ADD, &[rule, ("confirmed", confirmed)]).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{confirmed:?}");
            assert!(answer.body.contains("192.0.2.7"), "the address is named");
        }
        assert_eq!(portal.events("rule_added").await, 0);
        let answer = alice.post(ADD, &[rule, ("confirmed", "192.0.2.7")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        // and from then on the address is outside, at the very next request
        assert!(!alice.is_in().await);
        assert!(alice.at("198.51.100.9").is_in().await);
    }

    async fn a_rule_that_is_taken_away_counts_at_the_next_request_of_every_session(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        for rule in ["192.0.2.7", "198.51.100.0/24"] {
            assert_eq!(alice.post(ADD, &[("rule", rule)]).await.status, StatusCode::SEE_OTHER);
        }
        let mut elsewhere = portal.visitor("198.51.100.1");
        elsewhere.begin(ALICE, PASSWORD).await;
        assert!(elsewhere.is_in().await);
        let id = portal.count("SELECT id FROM allowlist_rules WHERE rule = $1", "198.51.100.0/24").await;
        let removed = alice.post("/api/allowlist/remove", &[("id", &id.to_string())]).await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.body);
        assert!(!elsewhere.is_in().await);
        assert!(alice.is_in().await);
        assert_eq!(portal.events("rule_removed").await, 1);
    }

    async fn somebody_elses_rule_is_not_found(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        portal.account("bob@example.org", Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        alice.post(ADD, &[("rule", "all")]).await;
        let id = portal.count("SELECT id FROM allowlist_rules WHERE rule = $1", "all").await.to_string();
        let mut bob = portal.visitor("192.0.2.8");
        bob.begin("bob@example.org", PASSWORD).await;
        assert_eq!(bob.post("/api/allowlist/remove", &[("id", &id)]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(portal.events("rule_removed").await, 0);
    }

    async fn what_is_no_rule_is_refused_with_the_field_and_what_was_typed(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        for wrong in ["192.0.2.256", "192.0.2", "192.0.2.0/255.0.255.0", "fe80::1%eth0", "office.example", ""] {
            let answer = alice.post(ADD, &[("rule", wrong), ("note", "my note")]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(answer.body.contains("my note"), "{wrong}: the note is lost");
        }
        assert_eq!(alice.post(ADD, &[("rule", "192.0.2.7")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(alice.post(ADD, &[("rule", "192.0.2.7/32")]).await.status, StatusCode::CONFLICT, "a duplicate");
    }

    async fn an_old_proof_is_asked_for_again_inside_the_form_and_then_it_goes_on(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        portal.clock.advance(11 * 60);
        let answer = alice.post(ADD, &[("rule", "192.0.2.0/24"), ("note", "the office")]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(answer.body.contains("reauthentication_password") && answer.body.contains("192.0.2.0/24"));
        let fields = [("rule", "192.0.2.0/24"), ("note", "the office"), ("reauthentication_password", "wrong")];
        assert_eq!(alice.post(ADD, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [("rule", "192.0.2.0/24"), ("note", "the office"), ("reauthentication_password", PASSWORD)];
        assert_eq!(alice.post(ADD, &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(portal.events("rule_added").await, 1);
    }
}
