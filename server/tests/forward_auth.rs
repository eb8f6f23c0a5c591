//! The web gate, asked as proxies ask, with browsers that walk through it.

use crate::support::portal::{Answer, ORIGIN};
use crate::support::{Fresh, PASSWORD, TestPortal, Visitor};
use axum::body::Body;
use axum::http::{HeaderName, Method, Request, StatusCode, header};
use sekisho::config::Config;
use sekisho::exec;
use sekisho::secret::Token;
use sekisho_app::id::AccountId;
use sekisho_engine::gate::HostRules;
use sekisho_engine::policy::{GrantBinding, Role};
use std::collections::BTreeMap;

#[path = "forward_auth/closed.rs"]
mod closed;
#[path = "forward_auth/freshness.rs"]
mod freshness;
#[path = "forward_auth/walk.rs"]
mod walk;

const PROXY: &str = "10.9.9.9";
const HOME: &str = "192.0.2.7";
pub(crate) const WIKI: &str = "wiki.example.test";
const IDENTITY: [&str; 4] = ["remote-user", "remote-groups", "remote-email", "remote-name"];

const RULES: [&str; 6] = [
    "wiki.example.test/public bypass",
    "wiki.example.test one-factor",
    "vault.example.test two-factors",
    "staff.example.test one-factor role:support person:ada@example.org",
    "office.example.test grant",
    "127.0.0.1:8080/app one-factor",
];

fn gate(config: &mut Config) {
    config.server.trusted_proxies = vec![format!("{PROXY}/32")].try_into().unwrap();
    config.policy.grant.binding = GrantBinding::SourceAddress;
    config.gate.web.rules = HostRules::parse(RULES).unwrap();
}

pub(crate) async fn portal(fresh: &Fresh) -> TestPortal {
    TestPortal::with(fresh.open().await, gate)
}

/// A session of an account with `factor`, and a pass in it for `host`; answers the pass.
pub(crate) async fn pass(portal: &TestPortal, account: AccountId, factor: &str, host: &str) -> (i64, Token) {
    let (session, pass) = (Token::new().unwrap(), Token::new().unwrap());
    let mut tx = portal.core.db.begin().await.unwrap();
    let now = portal.clock.unix();
    let made: Option<(i64,)> = sekisho::row!(
        &mut tx,
        (i64,),
        "INSERT INTO sessions (token, account_id, created_at, last_seen_at, authenticated_at, factor, address, user_agent)
         VALUES ($1, $2, $3, $3, $3, $4, $5, '') RETURNING id",
        session.digest().bytes(),
        account.0,
        now,
        factor,
        HOME,
    )
    .unwrap();
    let id = made.unwrap().0;
    exec!(
        &mut tx,
        "INSERT INTO gate_passes (token, session_id, host, created_at) VALUES ($1, $2, $3, $4)",
        pass.digest().bytes(),
        id,
        host,
        now,
    )
    .unwrap();
    tx.commit().await.unwrap();
    (id, pass)
}

/// A question as nginx asks it about `url`, for a browser at `address` with `cookie`.
pub(crate) async fn nginx(portal: &TestPortal, url: &str, address: &str, cookie: &str) -> Answer {
    let request = Request::get("/api/authz/auth-request")
        .header("x-original-method", "GET")
        .header("x-original-url", url)
        .header("x-forwarded-for", address)
        .header(header::COOKIE, cookie);
    portal.visitor(PROXY).send(request, Body::empty()).await
}

pub(crate) fn gate_cookie(pass: &Token) -> String {
    format!("__Host-sekisho-gate={}", pass.reveal())
}

fn identity(answer: &Answer) -> [Option<&str>; 4] {
    IDENTITY.map(|name| answer.headers.get(name).and_then(|value| value.to_str().ok()))
}

on_both! {
    async fn somebody_who_passes_is_told_to_the_application_by_four_headers(fresh) {
        let portal = portal(fresh).await;
        let ada = portal.account("ada@example.org", Role::Support).await;
        let (_, pass) = pass(&portal, ada, "totp", WIKI).await;
        let answer = nginx(&portal, "http://wiki.example.test/a?b=c", HOME, &gate_cookie(&pass)).await;
        assert_eq!(answer.status, StatusCode::OK);
        let expected = ["ada@example.org", "support", "ada@example.org", "Test Person"].map(Some);
        assert_eq!(identity(&answer), expected);
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
        // a user name where there is one, and any letters
        let mut tx = portal.core.db.begin().await.unwrap();
        exec!(&mut tx, "UPDATE accounts SET username = 'ada', username_key = 'ada', name = $1", "山田 100%").unwrap();
        tx.commit().await.unwrap();
        let answer = nginx(&portal, "http://wiki.example.test/", HOME, &gate_cookie(&pass)).await;
        assert_eq!(identity(&answer)[0], Some("ada"));
        assert_eq!(identity(&answer)[3], Some("%E5%B1%B1%E7%94%B0 100%25"));
    }

    async fn a_public_page_is_for_anybody_and_tells_nobody(fresh) {
        let portal = portal(fresh).await;
        let ada = portal.account("ada@example.org", Role::General).await;
        let (_, pass) = pass(&portal, ada, "single_factor", WIKI).await;
        for cookie in [String::new(), gate_cookie(&pass), "__Host-sekisho-gate=???".to_owned()] {
            let answer = nginx(&portal, "http://wiki.example.test/public/a.css", HOME, &cookie).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(identity(&answer), [Some(""); 4], "empty, and there");
        }
    }

    async fn each_proxy_is_answered_in_its_own_convention(fresh) {
        let portal = portal(fresh).await;
        let start = "http://wiki.example.test/.sekisho/start?to=%2Fa%3Fb%3Dc%26d";
        let answer = nginx(&portal, "http://wiki.example.test/a?b=c&d", HOME, "").await;
        assert_eq!((answer.status, answer.location()), (StatusCode::UNAUTHORIZED, start));

        let forward = |method: &'static str, lines: &[(&'static str, &'static str)]| {
            let mut request = Request::get("/api/authz/forward-auth")
                .header("x-forwarded-method", method)
                .header("x-forwarded-proto", "http")
                .header("x-forwarded-host", WIKI)
                .header("x-forwarded-uri", "/a?b=c&d")
                .header("x-forwarded-for", HOME);
            for (name, value) in lines {
                request = request.header(*name, *value);
            }
            request
        };
        let html = ("accept", "text/html,*/*");
        let script = ("x-requested-with", "XMLHttpRequest");
        for (request, status) in [
            (forward("GET", &[html]), 302),
            (forward("HEAD", &[html]), 302),
            (forward("POST", &[html]), 303),
            (forward("DELETE", &[html]), 303),
            (forward("GET", &[html, script]), 401),
            (forward("GET", &[html, ("sec-fetch-mode", "cors")]), 401),
            (forward("GET", &[html, ("sec-fetch-mode", "navigate")]), 302),
            (forward("GET", &[("accept", "application/json")]), 401),
            (forward("GET", &[]), 401),
        ] {
            let said = format!("{request:?}");
            let answer = portal.visitor(PROXY).send(request, Body::empty()).await;
            assert_eq!((answer.status.as_u16(), answer.location()), (status, start), "{said}");
            assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
        }
        for (method, status) in [(Method::GET, 302), (Method::POST, 303), (Method::PATCH, 303)] {
            let request = Request::builder()
                .method(method)
                .uri("/api/authz/ext-authz/a?b=c&d")
                .header(header::HOST, WIKI)
                .header("x-forwarded-proto", "http")
                .header("x-forwarded-for", HOME)
                .header("accept", "text/html");
            let answer = portal.visitor(PROXY).send(request, Body::from("a body of the application's")).await;
            assert_eq!((answer.status.as_u16(), answer.location()), (status, start));
        }
    }

    async fn t24_a_grant_stands_for_a_second_factor_at_its_address_and_for_its_time(fresh) {
        let portal = portal(fresh).await;
        let ada = portal.account("ada@example.org", Role::General).await;
        let bob = portal.account("bob@example.org", Role::General).await;
        let now = portal.clock.unix();
        let mut tx = portal.core.db.begin().await.unwrap();
        exec!(
            &mut tx,
            "INSERT INTO grants (account_id, source, method, issued_at, ends_at, user_agent) VALUES ($1, $2, 'totp', $3, $4, '')",
            ada.0, "192.0.2.7/32", now, now + 600,
        )
        .unwrap();
        tx.commit().await.unwrap();
        for (url, host) in [("http://vault.example.test/", "vault.example.test"), ("http://office.example.test/", "office.example.test")] {
            let (_, hers) = pass(&portal, ada, "single_factor", host).await;
            let (_, his) = pass(&portal, bob, "single_factor", host).await;
            assert_eq!(nginx(&portal, url, HOME, &gate_cookie(&hers)).await.status, StatusCode::OK);
            assert_eq!(nginx(&portal, url, "192.0.2.8", &gate_cookie(&hers)).await.status, StatusCode::UNAUTHORIZED);
            assert_eq!(nginx(&portal, url, HOME, &gate_cookie(&his)).await.status, StatusCode::UNAUTHORIZED);
        }
        let (_, hers) = pass(&portal, ada, "single_factor", "vault.example.test").await;
        portal.clock.advance(599);
        assert_eq!(nginx(&portal, "http://vault.example.test/", HOME, &gate_cookie(&hers)).await.status, StatusCode::OK);
        portal.clock.advance(1);
        let late = nginx(&portal, "http://vault.example.test/", HOME, &gate_cookie(&hers)).await;
        assert_eq!(late.status, StatusCode::UNAUTHORIZED);
    }

    async fn t27_a_password_alone_opens_no_application(fresh) {
        let portal = portal(fresh).await;
        portal.account("root@example.org", Role::Admin).await;
        // an administrator has to show a second factor, and has not
        let mut root = portal.visitor(HOME);
        root.begin("root@example.org", PASSWORD).await;
        let half = root.cookies["__Host-sekisho-sign-in"].clone();
        for name in ["__Host-sekisho-gate", "__Host-sekisho", "__Host-sekisho-sign-in"] {
            for url in ["http://wiki.example.test/", "http://127.0.0.1:8080/app"] {
                let answer = nginx(&portal, url, HOME, &format!("{name}={half}")).await;
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{name} {url}");
            }
        }
        // nor does the password itself
        let basic = data_encoding::BASE64.encode(format!("root@example.org:{PASSWORD}").as_bytes());
        let request = Request::get("/api/authz/auth-request")
            .header("x-original-url", "http://wiki.example.test/")
            .header("x-forwarded-for", HOME)
            .header(header::AUTHORIZATION, format!("Basic {basic}"));
        assert_eq!(portal.visitor(PROXY).send(request, Body::empty()).await.status, StatusCode::UNAUTHORIZED);
    }

    async fn a_pass_is_for_its_own_host_and_the_portals_session_for_the_portals(fresh) {
        let portal = portal(fresh).await;
        let ada = portal.account("ada@example.org", Role::General).await;
        let (_, wiki) = pass(&portal, ada, "totp", WIKI).await;
        let mut browser = portal.visitor(HOME);
        browser.begin("ada@example.org", PASSWORD).await;
        let session = browser.cookies["__Host-sekisho"].clone();
        let check = async |url: &str, cookie: String, status: u16| {
            let answer = nginx(&portal, url, HOME, &cookie).await;
            assert_eq!(answer.status.as_u16(), status, "{url} {cookie}");
        };
        let (wiki, vault, own) = (gate_cookie(&wiki), "http://vault.example.test/", "http://127.0.0.1:8080/app");
        check("http://wiki.example.test/", wiki.clone(), 200).await;
        // asked about at once, so that what is kept is met, too
        check(vault, wiki.clone(), 401).await;
        check("http://wiki.example.test/", wiki.clone(), 200).await;
        check(own, wiki.clone(), 401).await;
        check(own, wiki.replace("-gate", ""), 401).await;
        check(own, format!("__Host-sekisho={session}"), 200).await;
        check("http://wiki.example.test/", format!("__Host-sekisho={session}"), 401).await;
        check("http://wiki.example.test/", format!("__Host-sekisho-gate={session}"), 401).await;
        check("http://127.0.0.1:8080/other", format!("__Host-sekisho={session}"), 403).await;
    }

    async fn a_session_that_is_used_through_the_gate_alone_stays_alive_and_still_ends(fresh) {
        let portal = portal(fresh).await;
        let ada = portal.account("ada@example.org", Role::General).await;
        let (_, pass) = pass(&portal, ada, "single_factor", WIKI).await;
        let idle = portal.core.policy().session_limits().idle.get();
        for _ in 0..3 {
            portal.clock.advance(idle - 60);
            let answer = nginx(&portal, "http://wiki.example.test/", HOME, &gate_cookie(&pass)).await;
            assert_eq!(answer.status, StatusCode::OK);
        }
        portal.clock.advance(idle);
        let answer = nginx(&portal, "http://wiki.example.test/", HOME, &gate_cookie(&pass)).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(portal.events("session_ended").await, 1);
    }
}
