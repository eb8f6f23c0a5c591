//! `/readyz`: whether the portal can do its work, as a load balancer is told.

use crate::support::{Fresh, TestPortal, Visitor, portal};
use axum::http::StatusCode;
use sekisho::outbox::{Post, send_due};
use sekisho_engine::policy::Role;
use std::time::Duration;

const OUTBOX_STUCK: &str = r#"{"database":true,"migrations":true,"outbox":false}"#;
const READY: &str = r#"{"database":true,"migrations":true,"outbox":true}"#;
const NO_DATABASE: &str = r#"{"database":false,"migrations":false,"outbox":false}"#;

async fn asked(visitor: &mut Visitor) -> (u16, String) {
    let answer = visitor.get("/readyz").await;
    (answer.status.as_u16(), answer.body)
}

fn said(status: u16, text: &str) -> (u16, String) {
    (status, text.to_owned())
}

on_both! {
    async fn mails_that_nobody_sends_make_it_503_until_somebody_does(fresh) {
        let portal = portal(fresh).await;
        portal.account("alice@example.org", Role::General).await;
        let mut visitor = portal.visitor("192.0.2.7");
        visitor.post("/api/password/forgot", &[("email", "alice@example.org")]).await;
        assert_eq!(portal.mails("alice@example.org").await.len(), 1);
        assert_eq!(asked(&mut visitor).await, said(200, READY));
        portal.clock.advance(119);
        assert_eq!(asked(&mut visitor).await, said(200, READY), "it may be on its way");
        portal.clock.advance(1);
        assert_eq!(asked(&mut visitor).await, said(503, OUTBOX_STUCK));
        send_due(&portal.core, &Post::new(&portal.core.config.mail).unwrap()).await.unwrap();
        assert_eq!(asked(&mut visitor).await, said(200, READY));
    }

    async fn a_mail_server_that_is_down_does_not_make_it_503(fresh) {
        let portal = TestPortal::with(fresh.open().await, |config| {
            // nobody listens there
            config.mail = toml::from_str("transport = 'smtp'\nhost = '127.0.0.1'\nport = 1\nencryption = 'none'").unwrap();
        });
        portal.account("alice@example.org", Role::General).await;
        let mut visitor = portal.visitor("192.0.2.7");
        visitor.post("/api/password/forgot", &[("email", "alice@example.org")]).await;
        portal.clock.advance(121);
        send_due(&portal.core, &Post::new(&portal.core.config.mail).unwrap()).await.unwrap();
        assert_eq!(asked(&mut visitor).await, said(200, READY), "it was tried, and put off");
    }

    async fn a_database_that_does_not_answer_makes_it_503_until_it_does(fresh) {
        let portal = portal(fresh).await;
        let mut visitor = portal.visitor("192.0.2.7");
        assert_eq!(asked(&mut visitor).await, said(200, READY));
        // every connection is taken
        let mut taken = Vec::new();
        while let Ok(Ok(reader)) = tokio::time::timeout(Duration::from_millis(200), portal.core.db.read()).await {
            taken.push(reader);
        }
        assert!(!taken.is_empty());
        assert_eq!(asked(&mut visitor).await, said(503, NO_DATABASE));
        assert_eq!(visitor.get("/healthz").await.status, StatusCode::OK, "the process is alive");
        drop(taken);
        assert_eq!(asked(&mut visitor).await, said(200, READY));
    }
}

/// The server goes away, with every connection, and comes back.
#[tokio::test]
async fn a_postgresql_that_goes_away_makes_it_503_until_it_is_back() {
    let Some(fresh) = Fresh::postgres().await else {
        eprintln!("not run: SEKISHO_TEST_POSTGRES is not set");
        return;
    };
    let portal = portal(&fresh).await;
    let mut visitor = portal.visitor("192.0.2.7");
    assert_eq!(asked(&mut visitor).await, said(200, READY));
    fresh.close_doors(true).await;
    assert_eq!(asked(&mut visitor).await, said(503, NO_DATABASE));
    fresh.close_doors(false).await;
    assert_eq!(asked(&mut visitor).await, said(200, READY));
    fresh.remove().await;
}
