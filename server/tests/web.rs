//! The boundary: addresses, origins, headers, sizes.

use crate::support::{PASSWORD, TestPortal, portal};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use sekisho_app::page::{FORMS, PAGES};
use sekisho_engine::policy::Role;

const ALICE: &str = "alice@example.org";
const FORM: &str = "application/x-www-form-urlencoded";

on_both! {
    async fn t20_a_forwarded_address_counts_only_from_a_trusted_proxy_and_only_its_last_untrusted_hop(fresh) {
        let trusting = TestPortal::with(fresh.open().await, |config| {
            config.server.trusted_proxies = serde_json::from_str("[\"10.0.0.0/8\"]").unwrap();
        });
        trusting.account(ALICE, Role::General).await;
        let seen = async |peer: &str, line: &str| {
            let mut visitor = trusting.visitor(peer).header("x-forwarded-for", line);
            visitor.begin(ALICE, PASSWORD).await;
            let page = visitor.get("/security/allowlist").await.body;
            trusting.clock.advance(1);
            page
        };
        let check = async |peer: &str, line: &str, expected: &str| {
            assert!(seen(peer, line).await.contains(expected), "{peer} {line} → {expected}");
        };
        check("198.51.100.7", "203.0.113.9", "198.51.100.7").await;
        check("10.0.0.1", "203.0.113.9", "203.0.113.9").await;
        check("10.0.0.1", "192.0.2.66, 203.0.113.9, 10.0.0.2", "203.0.113.9").await;
        check("10.0.0.1", "::ffff:203.0.113.9", "203.0.113.9").await;
        check("10.0.0.1", "[2001:db8::9]:4433", "2001:db8::9").await;
        for unreadable in ["unknown", "203.0.113.9, nonsense", "010.0.0.1", ""] {
            check("10.0.0.1", unreadable, "tell which address you come from").await;
        }
    }

    async fn an_unknown_address_is_covered_by_no_list(fresh) {
        let trusting = TestPortal::with(fresh.open().await, |config| {
            config.server.trusted_proxies = serde_json::from_str("[\"10.0.0.0/8\"]").unwrap();
        });
        trusting.account(ALICE, Role::General).await;
        let mut alice = trusting.visitor("10.0.0.1").header("x-forwarded-for", "203.0.113.9");
        alice.begin(ALICE, PASSWORD).await;
        let added = alice.post("/api/allowlist/add", &[("rule", "203.0.113.0/24")]).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        let mut hidden = trusting.visitor("10.0.0.1").header("x-forwarded-for", "nonsense");
        assert_eq!(hidden.begin(ALICE, PASSWORD).await.status, StatusCode::FORBIDDEN);
    }

    async fn t33_the_way_back_after_signing_in_stays_on_this_origin(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let check = async |next: &str, expected: &str| {
            let mut visitor = portal.visitor("192.0.2.7");
            let fields = [("identifier", ALICE), ("password", PASSWORD), ("next", next)];
            let answer = visitor.post("/api/sign-in/begin", &fields).await;
            assert_eq!(answer.location(), expected, "{next}");
        };
        check("/security/allowlist?x=1", "/security/allowlist?x=1").await;
        for elsewhere in [
            "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
            "javascript:alert(1)", "/%0d%0aSet-Cookie: x=y\r\n", "/api/sign-in/out", "evil.example",
        ] {
            check(elsewhere, "/").await;
        }
    }

    async fn t35_no_cross_site_request_changes_anything(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        let body = "rule=192.0.2.0%2F24";
        let forgeries: &[&[(&str, &str)]] = &[
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
            &[("origin", "http://127.0.0.1:8081")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site"), ("origin", "http://127.0.0.1:8080")],
            &[("sec-fetch-site", "none"), ("origin", "http://127.0.0.1:8080")],
            &[("referer", "http://127.0.0.1:8080/security/allowlist")],
            &[],
        ];
        for forged in forgeries {
            for kind in [FORM, "text/plain", "multipart/form-data; boundary=x", "application/json"] {
                let mut request = Request::post("/api/allowlist/add").header(header::CONTENT_TYPE, kind);
                for (name, value) in *forged {
                    request = request.header(*name, *value);
                }
                let answer = alice.send(request, Body::from(body)).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{forged:?} {kind}");
            }
        }
        for kind in ["text/plain", "application/json", "multipart/form-data; boundary=x", ""] {
            let request = Request::post("/api/allowlist/add")
                .header(header::ORIGIN, "http://127.0.0.1:8080")
                .header(header::CONTENT_TYPE, kind);
            assert_eq!(alice.send(request, Body::from(body)).await.status, StatusCode::BAD_REQUEST, "{kind}");
        }
        assert_eq!(portal.events("rule_added").await, 0);
    }

    async fn t36_nothing_is_changed_by_another_method_than_post(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        for form in FORMS {
            for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::PATCH] {
                let request = Request::builder()
                    .method(&method)
                    .uri(format!("{}?rule=192.0.2.7", form.endpoint))
                    .header(header::ORIGIN, "http://127.0.0.1:8080");
                let answer = alice.send(request, Body::empty()).await;
                assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {}", form.endpoint);
            }
        }
        // an invented notice is no text on the page
        let page = alice.get("/?done=You+have+been+hacked&__err=x").await.body;
        assert!(!page.contains("hacked"));
    }

    async fn t39_every_answer_carries_the_security_headers(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        let mut paths: Vec<String> = PAGES.iter().map(|page| page.path.replace("{id}", "1")).collect();
        paths.extend(["/nowhere", "/api/nowhere", "/history/log.csv", "/healthz", "/assets/none.css"].map(String::from));
        for path in paths {
            for visitor in [&mut alice.clone(), &mut portal.visitor("192.0.2.8")] {
                let answer = visitor.get(&path).await;
                let header = |name: &str| {
                    answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
                };
                let policy = header("content-security-policy");
                for part in ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
                    assert!(policy.contains(part), "{path}: {policy}");
                }
                assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval'  "), "{path}");
                assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
                assert_eq!(header("referrer-policy"), "same-origin", "{path}");
                assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{path}");
                assert_eq!(header("cache-control"), "no-store", "{path}");
            }
        }
        assert!(alice.cookies.keys().all(|name| name.starts_with("__Host-")));
    }

    async fn a_form_says_everything_once_and_no_more_than_64_kib(fresh) {
        let portal = portal(fresh).await;
        let post = async |body: String| {
            let request = Request::post("/api/sign-in/begin")
                .header(header::CONTENT_TYPE, FORM)
                .header(header::ORIGIN, "http://127.0.0.1:8080");
            portal.visitor("192.0.2.7").send(request, Body::from(body)).await.status
        };
        assert_eq!(post("identifier=a%40example.org&identifier=b%40example.org&password=x".into()).await, StatusCode::BAD_REQUEST);
        assert_eq!(post(format!("identifier=a&password={}", "x".repeat(70_000))).await, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(post("identifier=&password=x".into()).await, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_form_that_could_not_be_done_comes_back_with_what_was_typed_and_no_secret(fresh) {
        let portal = portal(fresh).await;
        let mut visitor = portal.visitor("192.0.2.7");
        let answer = visitor.begin("typo@example.org", "never show this again").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.body.contains("value=\"typo@example.org\""), "{}", answer.body);
        assert!(!answer.body.contains("never show this again"));
    }
}
