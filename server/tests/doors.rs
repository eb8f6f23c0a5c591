//! What strangers learn, and what a half-finished sign-in opens: nothing.

use crate::support::portal::ORIGIN;
use crate::support::{PASSWORD, portal};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use sekisho_app::page::{Access, FORMS, PAGES};
use sekisho_engine::policy::{AccountState, Role};

const ALICE: &str = "alice@example.org";

/// A page without what differs in every answer: the request's number, and what was typed.
fn without_numbers(body: &str, email: &str) -> String {
    let mut text = body.replace(email, "EMAIL");
    while let Some(at) = text.find("data-request=\"") {
        let end = text[at + 14..].find('"').map_or(text.len(), |end| at + 14 + end + 1);
        text.replace_range(at..end, "");
    }
    text
}

on_both! {
    async fn t13_existing_missing_locked_and_barred_accounts_look_the_same_from_outside(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let locked = portal.account("locked@example.org", Role::General).await;
        let mut tx = portal.core.db.begin().await.unwrap();
        sekisho::account::store::set_state(&mut tx, locked, AccountState::Locked).await.unwrap();
        tx.commit().await.unwrap();
        portal.account("barred@example.org", Role::General).await;
        let mut barred = portal.visitor("192.0.2.9");
        barred.begin("barred@example.org", PASSWORD).await;
        barred.post("/api/allowlist/add", &[("rule", "192.0.2.9")]).await;

        let mut looks = Vec::new();
        for (email, password) in [
            (ALICE, "a wrong password"),
            ("nobody@example.org", "a wrong password"),
            ("locked@example.org", PASSWORD),
            ("barred@example.org", PASSWORD),
        ] {
            let mut visitor = portal.visitor("198.51.100.7");
            let answer = visitor.begin(email, password).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{email}");
            looks.push((without_numbers(&answer.body, email), visitor.cookies.len()));
        }
        assert!(looks.windows(2).all(|pair| pair[0] == pair[1]), "the answers differ");

        let mut looks = Vec::new();
        for email in [ALICE, "nobody@example.org", "locked@example.org"] {
            let answer = portal.visitor("198.51.100.8").post("/api/password/forgot", &[("email", email)]).await;
            looks.push((answer.status, answer.location().to_owned(), answer.body.clone()));
        }
        assert!(looks.windows(2).all(|pair| pair[0] == pair[1]), "{looks:?}");
        assert_eq!(portal.mails(ALICE).await.len(), 1);
        assert_eq!(portal.mails("nobody@example.org").await.len(), 0);
    }

    async fn t14_the_same_hashing_is_done_whether_there_is_an_account_or_not(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut times = [Vec::new(), Vec::new()];
        for round in 0..9 {
            for (which, email) in [ALICE, "nobody@example.org"].into_iter().enumerate() {
                let mut visitor = portal.visitor(&format!("198.51.100.{}", 10 + round * 2 + which));
                let start = std::time::Instant::now();
                visitor.begin(email, "a wrong password").await;
                times[which].push(start.elapsed());
                portal.clock.advance(900);
            }
        }
        let median = |times: &mut Vec<std::time::Duration>| {
            times.sort_unstable();
            times[times.len() / 2].as_secs_f64()
        };
        let [mut existing, mut missing] = times;
        let ratio = median(&mut existing) / median(&mut missing);
        // without the decoy hash the ratio is above ten
        assert!((0.4..2.5).contains(&ratio), "{ratio}");
    }

    async fn t15_no_header_changes_a_link_in_a_mail_and_an_unknown_host_is_refused(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut visitor = portal
            .visitor("192.0.2.7")
            .header("x-forwarded-host", "evil.example")
            .header("x-forwarded-proto", "https")
            .header("forwarded", "host=evil.example")
            .header("referer", "https://evil.example/");
        visitor.post("/api/password/forgot", &[("email", ALICE)]).await;
        let text = portal.mails(ALICE).await.pop().unwrap();
        assert!(text.contains("http://127.0.0.1:8080/reset-password?token="), "{text}");
        assert!(!text.contains("evil.example"));
        for host in ["evil.example", "127.0.0.1:8080.evil.example", "127.0.0.1", ""] {
            let request = Request::get("/sign-in").header(header::HOST, host);
            let answer = portal.visitor("192.0.2.7").send(request, Body::empty()).await;
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        }
    }

    async fn t16_a_reset_link_works_once_and_dies_with_a_newer_one_or_a_changed_password(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let forgot = async || {
            portal.visitor("192.0.2.7").post("/api/password/forgot", &[("email", ALICE)]).await;
            portal.mailed_link(ALICE).await
        };
        let set = async |link: &str, password: &str| {
            let mut visitor = portal.visitor("192.0.2.7");
            let opened = visitor.get(link).await;
            assert_eq!(opened.location(), "/reset-password", "the token leaves the address bar");
            visitor.post("/api/password/reset", &[("new_password", password), ("repeat_password", password)]).await.status
        };
        let first = forgot().await;
        let second = forgot().await;
        assert_eq!(set(&first, "tulips under a quiet bridge").await, StatusCode::GONE, "replaced by a newer one");
        // a mail scanner opens the link, again and again
        for _ in 0..5 {
            let mut scanner = portal.visitor("203.0.113.50");
            scanner.get(&second).await;
            scanner.get("/reset-password").await;
        }
        assert_eq!(set(&second, "tulips under a quiet bridge").await, StatusCode::SEE_OTHER);
        assert_eq!(set(&second, "tulips under a quiet bridge").await, StatusCode::GONE, "a second time");

        let third = forgot().await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, "tulips under a quiet bridge").await;
        let new = "slow rain on warm tin roofs";
        let changed = alice.post("/api/password/change", &[
            ("current_password", "tulips under a quiet bridge"), ("new_password", new), ("repeat_password", new),
        ]).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
        assert_eq!(set(&third, "another one entirely, please").await, StatusCode::GONE, "after a change");

        let fourth = forgot().await;
        portal.clock.advance(20 * 60);
        assert_eq!(set(&fourth, "another one entirely, please").await, StatusCode::GONE, "too late");
    }

    async fn t28_the_token_changes_with_every_proof_and_a_planted_one_is_never_adopted(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let planted = "A".repeat(43);
        let mut alice = portal.visitor("192.0.2.7");
        for name in ["__Host-sekisho", "__Host-sekisho-sign-in"] {
            alice.cookies.insert(name.to_owned(), planted.clone());
        }
        alice.begin(ALICE, PASSWORD).await;
        let first = alice.cookies["__Host-sekisho"].clone();
        assert_ne!(first, planted);
        let mut old = alice.clone();
        portal.clock.advance(11 * 60);
        let answer = alice.post("/api/session/reauthenticate", &[("password", PASSWORD), ("next", "/account")]).await;
        assert_eq!(answer.location(), "/account", "{}", answer.body);
        assert_ne!(alice.cookies["__Host-sekisho"], first);
        assert!(alice.is_in().await);
        assert!(!old.is_in().await, "the token before is dead");
    }

    async fn t29_a_half_finished_sign_in_opens_no_page_and_no_function_but_its_own(fresh) {
        let portal = portal(fresh).await;
        portal.account("admin@example.org", Role::Admin).await;
        let mut half = portal.visitor("192.0.2.7");
        assert_eq!(half.begin("admin@example.org", PASSWORD).await.location(), "/sign-in/enrol");
        let closed = [Access::SignedIn, Access::Support, Access::Administrator];
        for page in PAGES.iter().filter(|page| closed.contains(&page.access)) {
            let answer = half.get(&page.path.replace("{id}", "1")).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", page.path);
            assert!(answer.location().starts_with("/sign-in"), "{}", page.path);
        }
        for file in ["/history/log.csv", "/admin/history.csv"] {
            assert_eq!(half.get(file).await.status, StatusCode::UNAUTHORIZED, "{file}");
        }
        for form in FORMS.iter().filter(|form| closed.contains(&form.access)) {
            let request = Request::post(form.endpoint)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::ORIGIN, ORIGIN);
            let answer = half.send(request, Body::from("id=1&rule=all&code=1")).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", form.endpoint);
        }
    }

    async fn every_server_function_is_in_the_table_and_every_form_of_the_table_is_one(fresh) {
        let _portal = portal(fresh).await;
        let mut functions: Vec<&str> = server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
        let mut forms: Vec<&str> = FORMS.iter().map(|form| form.endpoint).collect();
        functions.sort_unstable();
        forms.sort_unstable();
        assert_eq!(functions, forms);
    }
}
