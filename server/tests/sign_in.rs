//! Signing in.

use crate::support::{PASSWORD, TestPortal, otp, portal};
use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use axum::http::StatusCode;
use sekisho::account::store as accounts;
use sekisho_app::id::AccountId;
use sekisho_engine::policy::Role;

const ALICE: &str = "alice@example.org";

async fn alice_in_store(portal: &TestPortal, id: AccountId) -> accounts::Account {
    let mut reader = portal.core.db.read().await.unwrap();
    accounts::find(&mut reader, id).await.unwrap().unwrap()
}

/// Stores a hash of [`PASSWORD`] as it was made when less was enough.
async fn store_dated_hash(portal: &TestPortal, id: AccountId) -> String {
    let dated = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, Some(32)).unwrap());
    let dated = dated.hash_password_with_salt(PASSWORD.as_bytes(), &[9; 16]).unwrap().to_string();
    let mut tx = portal.core.db.begin().await.unwrap();
    accounts::set_password(&mut tx, id, &dated, sekisho::clock::Clock::now(&*portal.clock)).await.unwrap();
    tx.commit().await.unwrap();
    dated
}

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

    async fn a_dated_hash_is_made_anew_when_its_password_is_shown_and_let_in(fresh) {
        let portal = portal(fresh).await;
        let id = portal.account(ALICE, Role::General).await;
        let dated = store_dated_hash(&portal, id).await;
        let before = alice_in_store(&portal, id).await;
        portal.clock.advance(60);
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, "a wrong password").await;
        assert_eq!(alice_in_store(&portal, id).await.password_hash.as_ref(), Some(&dated));

        alice.begin(ALICE, PASSWORD).await;
        assert!(alice.is_in().await);
        let renewed = alice_in_store(&portal, id).await;
        let hash = renewed.password_hash.clone().unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_eq!(renewed.password_changed_at, before.password_changed_at, "the password is the same");
        assert_eq!(portal.events("password_changed").await, 0);

        let mut again = portal.visitor("192.0.2.7");
        again.begin(ALICE, PASSWORD).await;
        assert!(again.is_in().await);
        assert_eq!(alice_in_store(&portal, id).await.password_hash, Some(hash), "once is enough");
    }

    async fn a_renewed_hash_gives_way_to_a_password_changed_meanwhile(fresh) {
        let portal = portal(fresh).await;
        let id = portal.account(ALICE, Role::General).await;
        store_dated_hash(&portal, id).await;
        let read = alice_in_store(&portal, id).await;
        let mut tx = portal.core.db.begin().await.unwrap();
        accounts::set_password(&mut tx, id, "a new password's", read.created_at).await.unwrap();
        accounts::renew_hash(&mut tx, &read, "the old password's").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(alice_in_store(&portal, id).await.password_hash.as_deref(), Some("a new password's"));
    }
}
