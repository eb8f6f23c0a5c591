//! Many at once.

use crate::support::{PASSWORD, portal};
use axum::http::StatusCode;
use sekisho_engine::policy::Role;

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
}
