//! It fails closed: who isn't asked by a proxy, can't be read, or can't be decided about, doesn't pass (T25, T26).

use super::{
    BTreeMap, Body, HOME, HeaderName, HostRules, IDENTITY, ORIGIN, PROXY, Request, Role, StatusCode,
    TestPortal, WIKI, exec, gate, gate_cookie, header, identity, nginx, pass, portal,
};
use std::time::{Duration, Instant};

const URL: &str = "http://wiki.example.test/";

on_both! {
    async fn t26_only_the_operators_proxies_are_answered(fresh) {
        let portal = portal(fresh).await;
        let ada = portal.account("ada@example.org", Role::General).await;
        let (_, pass) = pass(&portal, ada, "single_factor", WIKI).await;
        for (peer, status) in [(PROXY, 200), ("::ffff:10.9.9.9", 200), (HOME, 403), ("10.9.9.8", 403), ("127.0.0.1", 403)] {
            for path in ["/api/authz/auth-request", "/api/authz/forward-auth", "/api/authz/ext-authz/"] {
                let request = Request::get(path)
                    .header(header::HOST, WIKI)
                    .header("x-original-url", URL)
                    .header("x-forwarded-proto", "http")
                    .header("x-forwarded-host", WIKI)
                    .header("x-forwarded-uri", "/")
                    .header("x-forwarded-for", HOME)
                    .header(header::COOKIE, gate_cookie(&pass));
                let answer = portal.visitor(peer).send(request, Body::empty()).await;
                assert_eq!(answer.status.as_u16(), status, "{peer} {path}");
                assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
            }
        }
    }

    async fn t26_a_question_that_cannot_be_read_is_refused(fresh) {
        let portal = portal(fresh).await;
        let ada = portal.account("ada@example.org", Role::General).await;
        let (_, pass) = pass(&portal, ada, "totp", WIKI).await;
        let cookie = gate_cookie(&pass);
        for url in [
            "https://wiki.example.test/", "ftp://wiki.example.test/", "wiki.example.test/", "/", "",
            "http://wiki.example.test", "http://evil.test/", "http://wiki.example.test.evil.test/",
            "http://wiki.example.test@evil.test/", "http://wiki.example.test:81/", "http://wiki.example.test./",
            "http://wiki.example.test/a/../b", "http://wiki.example.test/a//b", "http://wiki.example.test/%2e%2e/b",
            "http://wiki.example.test/a%2fb", "http://wiki.example.test/a\\b", "http://wiki.example.test/a%00",
            "http://wiki.example.test/%", "http://wiki.example.test/public/..;/secret",
        ] {
            let answer = nginx(&portal, url, HOME, &cookie).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{url}");
            assert_eq!(identity(&answer), [None; 4]);
        }
        let plain = || Request::get("/api/authz/auth-request").header("x-forwarded-for", HOME).header(header::COOKIE, cookie.as_str());
        for request in [
            plain(),
            plain().header("x-original-url", URL).header("x-original-url", URL),
            plain().header("x-original-url", URL).header("x-original-url", "http://evil.test/"),
            // nginx hands on what the client wrote; the question is what the proxy writes
            plain().header("x-forwarded-host", WIKI).header("x-forwarded-uri", "/").header("x-forwarded-proto", "http"),
        ] {
            assert_eq!(portal.visitor(PROXY).send(request, Body::empty()).await.status, StatusCode::FORBIDDEN);
        }
    }

    async fn t26_a_cookie_that_is_malformed_or_comes_twice_is_nobodys(fresh) {
        let portal = portal(fresh).await;
        let ada = portal.account("ada@example.org", Role::General).await;
        let (_, pass) = pass(&portal, ada, "totp", WIKI).await;
        let good = gate_cookie(&pass);
        let token = pass.reveal();
        for cookie in [
            String::new(), "__Host-sekisho-gate".to_owned(), "__Host-sekisho-gate=".to_owned(),
            format!("{good}A"), format!("{good}="), format!("__host-sekisho-gate={token}"),
            format!("__Host-sekisho-gate=\"{token}\""), format!("sekisho-gate={token}"),
            "__Host-sekisho-gate=' OR 1=1 --".to_owned(), format!("{good}; {good}"),
            format!("{good}; __Host-sekisho-gate=x"), good[..good.len() - 1].to_owned(),
        ] {
            let answer = nginx(&portal, URL, HOME, &cookie).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{cookie}");
            assert_eq!(identity(&answer), [None; 4]);
        }
        for cookie in [good.clone(), format!("a=1;{good}; b=\u{e9}"), format!("x={token}; {good}")] {
            assert_eq!(nginx(&portal, URL, HOME, &cookie).await.status, StatusCode::OK, "{cookie}");
        }
    }

    async fn t26_what_a_client_says_of_itself_is_not_what_the_application_is_told(fresh) {
        let portal = portal(fresh).await;
        let ada = portal.account("ada@example.org", Role::General).await;
        let (_, pass) = pass(&portal, ada, "totp", WIKI).await;
        let mut request = Request::get("/api/authz/auth-request")
            .header("x-original-url", URL)
            .header("x-forwarded-for", HOME)
            .header(header::COOKIE, gate_cookie(&pass));
        for name in IDENTITY {
            request = request.header(HeaderName::from_static(name), "admin");
        }
        let answer = portal.visitor(PROXY).send(request, Body::empty()).await;
        assert_eq!(identity(&answer), ["ada@example.org", "general", "ada@example.org", "Test Person"].map(Some));
    }

    async fn t20_the_address_is_the_one_that_the_last_proxy_saw(fresh) {
        let portal = portal(fresh).await;
        let ada = portal.account("ada@example.org", Role::General).await;
        let mut tx = portal.core.db.begin().await.unwrap();
        exec!(
            &mut tx,
            "INSERT INTO allowlist_rules (account_id, rule, created_at, note) VALUES ($1, '192.0.2.7', $2, '')",
            ada.0, portal.clock.unix(),
        )
        .unwrap();
        exec!(&mut tx, "UPDATE accounts SET rules_version = rules_version + 1").unwrap();
        tx.commit().await.unwrap();
        let (_, pass) = pass(&portal, ada, "single_factor", WIKI).await;
        for (forwarded, status) in [
            ("192.0.2.7", 200),
            ("203.0.113.1, 192.0.2.7", 200),
            ("192.0.2.7, 10.9.9.9", 200),
            ("::ffff:192.0.2.7", 200),
            ("192.0.2.7, 203.0.113.1", 401),
            ("192.0.2.7, unknown", 401),
            ("192.0.2.07", 401),
            ("10.9.9.9", 401),
            ("", 401),
        ] {
            let answer = nginx(&portal, URL, forwarded, &gate_cookie(&pass)).await;
            assert_eq!(answer.status.as_u16(), status, "{forwarded:?}");
        }
    }

    async fn t25_a_database_that_does_not_answer_lets_nobody_pass(fresh) {
        let portal = portal(fresh).await;
        let ada = portal.account("ada@example.org", Role::General).await;
        let (_, pass) = pass(&portal, ada, "totp", WIKI).await;
        let (_, unseen) = super::pass(&portal, ada, "totp", WIKI).await;
        assert_eq!(nginx(&portal, URL, HOME, &gate_cookie(&pass)).await.status, StatusCode::OK);
        portal.core.db.close().await;
        let begun = Instant::now();
        let answer = nginx(&portal, URL, HOME, &gate_cookie(&unseen)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(identity(&answer), [None; 4]);
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    }

    async fn without_rules_there_is_no_application(fresh) {
        let portal = TestPortal::with(fresh.open().await, |config| {
            gate(config);
            config.gate.web.rules = HostRules::default();
        });
        let ada = portal.account("ada@example.org", Role::Admin).await;
        let (_, pass) = pass(&portal, ada, "totp", WIKI).await;
        assert_eq!(nginx(&portal, URL, HOME, &gate_cookie(&pass)).await.status, StatusCode::FORBIDDEN);
        let own = nginx(&portal, &format!("{ORIGIN}/app"), HOME, &gate_cookie(&pass)).await;
        assert_eq!(own.status, StatusCode::FORBIDDEN);
    }
}

/// Another process has the file for itself alone, and doesn't let go.
#[tokio::test]
async fn t25_a_locked_database_lets_nobody_pass_in_time() {
    let fresh = super::Fresh::sqlite().await;
    let portal = portal(&fresh).await;
    let ada = portal.account("ada@example.org", Role::General).await;
    let (_, pass) = pass(&portal, ada, "totp", WIKI).await;
    // nobody has looked yet, so that whoever looks first waits for the lock
    let path = fresh.url.strip_prefix("sqlite:").unwrap();
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(path).pragma("locking_mode", "EXCLUSIVE");
    portal.core.db.close().await;
    use sqlx::{ConnectOptions, Connection};
    let mut lock = options.connect().await.unwrap();
    sqlx::query("BEGIN EXCLUSIVE").execute(&mut lock).await.unwrap();
    sqlx::query("UPDATE sessions SET factor = factor").execute(&mut lock).await.unwrap();
    let begun = Instant::now();
    assert_eq!(nginx(&portal, URL, HOME, &gate_cookie(&pass)).await.status, StatusCode::FORBIDDEN);
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    sqlx::query("ROLLBACK").execute(&mut lock).await.unwrap();
    lock.close().await.unwrap();
    fresh.remove().await;
}

#[tokio::test]
async fn a_method_of_the_question_changes_nothing() {
    let fresh = super::Fresh::sqlite().await;
    let portal = portal(&fresh).await;
    let ada = portal.account("ada@example.org", Role::General).await;
    let (_, pass) = pass(&portal, ada, "totp", WIKI).await;
    let mut seen = BTreeMap::new();
    for method in ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"] {
        let request = Request::builder()
            .method(method)
            .uri("/api/authz/auth-request")
            .header("x-original-url", URL)
            .header("x-forwarded-for", HOME)
            .header(header::COOKIE, gate_cookie(&pass));
        let answer = portal.visitor(PROXY).send(request, Body::from("x".repeat(100_000))).await;
        seen.insert(method, answer.status.as_u16());
    }
    assert!(seen.values().all(|status| *status == 200), "{seen:?}");
    fresh.remove().await;
}
