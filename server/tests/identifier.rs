//! Signing in with the identifier first, and with a user name.

use crate::support::{Fresh, PASSWORD, TestPortal};
use axum::http::{StatusCode, header};
use sekisho_engine::policy::{Identifier, Role, SignInPage};

const ALICE: &str = "alice@example.org";
const COOKIE: &str = "__Host-sekisho-identifier";

async fn portal(fresh: &Fresh) -> TestPortal {
    let portal = TestPortal::with(fresh.open().await, |config| {
        config.policy.sign_in.page = SignInPage::IdentifierFirst;
        config.policy.remember_me.offered = true;
    });
    portal.account(ALICE, Role::General).await;
    portal
}

/// A page without what was typed.
fn without(body: &str, identifier: &str) -> String {
    let mut text = body.replace(identifier, "WHO");
    while let Some(at) = text.find("data-request=\"") {
        let end = text[at + 14..].find('"').map_or(text.len(), |end| at + 14 + end + 1);
        text.replace_range(at..end, "");
    }
    text
}

on_both! {
    async fn the_identifier_is_asked_for_first_and_goes_on_in_a_cookie_not_in_the_address(fresh) {
        let portal = portal(fresh).await;
        let mut alice = portal.visitor("192.0.2.7");
        let first = alice.get("/sign-in?next=/account").await;
        assert!(!first.body.contains("type=\"password\"") && first.body.contains(">Next<"), "{}", first.body);
        let answer = alice.post("/api/sign-in/identify", &[("identifier", ALICE), ("next", "/account")]).await;
        assert_eq!(answer.location(), "/sign-in/password?next=%2Faccount");
        let line = answer.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(line.starts_with(COOKIE) && line.ends_with("HttpOnly; SameSite=Lax; Max-Age=600"), "{line}");
        let page = alice.get(answer.location()).await.body;
        let named = page.split("<input").find(|tag| tag.contains("name=\"identifier\"")).unwrap();
        for part in [&*format!("value=\"{ALICE}\""), "autocomplete=\"username\"", "readonly"] {
            assert!(named.contains(part), "{named}");
        }
        assert!(page.contains("autocomplete=\"current-password\"") && page.contains("name=\"remember\""));
        assert!(page.contains("href=\"/sign-in?next=%2Faccount\"") && page.contains("href=\"/forgot-password\""));
        // what was typed is there again for whoever wants to change it, or has forgotten the password
        for path in ["/sign-in", "/forgot-password"] {
            assert!(alice.get(path).await.body.contains(&format!("value=\"{ALICE}\"")), "{path}");
        }
        let fields = [("identifier", ALICE), ("password", PASSWORD), ("next", "/account")];
        assert_eq!(alice.post("/api/sign-in/begin", &fields).await.location(), "/account");
        assert!(alice.is_in().await && !alice.cookies.contains_key(COOKIE), "it is not kept");
        for path in ["/sign-in", "/sign-in/password"] {
            assert_eq!(alice.get(path).await.location(), "/", "{path}");
        }
    }

    async fn a_wrong_password_is_told_on_the_passwords_page_with_whom_it_was_for(fresh) {
        let portal = portal(fresh).await;
        let mut alice = portal.visitor("192.0.2.7");
        let fields =
            [("identifier", ALICE), ("password", "a wrong password"), ("remember", "yes"), ("next", "/account")];
        let answer = alice.post("/api/sign-in/begin", &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.body.contains(&format!("value=\"{ALICE}\"")) && answer.body.contains("readonly"));
        assert!(answer.body.contains("type=\"password\"") && answer.body.contains(" checked"), "{}", answer.body);
        assert!(answer.body.contains("name=\"next\" value=\"/account\""), "{}", answer.body);
        assert!(!answer.body.contains("a wrong password"));
    }

    async fn t13_the_passwords_page_is_the_same_whether_there_is_an_account_or_not(fresh) {
        let portal = portal(fresh).await;
        let mut looks = Vec::new();
        for identifier in [ALICE, "nobody@example.org"] {
            let mut visitor = portal.visitor("198.51.100.7");
            let answer = visitor.post("/api/sign-in/identify", &[("identifier", identifier)]).await;
            let page = visitor.get("/sign-in/password").await;
            let refused = visitor.begin(identifier, "a wrong password").await;
            looks.push((
                answer.location().to_owned(),
                without(&page.body, identifier),
                (refused.status, without(&refused.body, identifier)),
            ));
        }
        assert_eq!(looks[0], looks[1]);
    }

    async fn the_passwords_page_leads_back_without_an_identifier_and_a_bad_one_is_told(fresh) {
        let portal = portal(fresh).await;
        let mut visitor = portal.visitor("192.0.2.7");
        assert_eq!(visitor.get("/sign-in/password").await.location(), "/sign-in");
        for (typed, status) in [
            ("", StatusCode::UNPROCESSABLE_ENTITY),
            ("   ", StatusCode::UNPROCESSABLE_ENTITY),
            ("no address", StatusCode::UNPROCESSABLE_ENTITY),
            (&*"x".repeat(300), StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            let answer = visitor.post("/api/sign-in/identify", &[("identifier", typed)]).await;
            assert_eq!(answer.status, status, "{typed:?}");
            assert!(answer.body.contains("aria-invalid") && !answer.body.contains("type=\"password\""));
        }
        // a cookie that nobody of ours has set
        for planted in ["%%%", "", "_w"] {
            visitor.cookies.insert(COOKIE.to_owned(), planted.to_owned());
            let answer = visitor.get("/sign-in/password").await;
            assert!(!answer.body.contains(planted) || planted.is_empty(), "{planted}");
        }
        let encoded = data_encoding::BASE64URL_NOPAD.encode(b"\"><script>alert(1)</script>");
        visitor.cookies.insert(COOKIE.to_owned(), encoded);
        assert!(!visitor.get("/sign-in/password").await.body.contains("<script>alert"));
    }

    async fn a_portal_of_user_names_asks_for_one(fresh) {
        for page in [SignInPage::Combined, SignInPage::IdentifierFirst] {
            let portal = TestPortal::with(fresh.open().await, |config| {
                config.policy.sign_in.page = page;
                config.policy.sign_in.identifier = Identifier::Username;
            });
            let id = match page {
                SignInPage::Combined => portal.account(ALICE, Role::General).await,
                SignInPage::IdentifierFirst => sekisho_app::id::AccountId(1),
            };
            let mut tx = portal.core.db.begin().await.unwrap();
            sekisho::exec!(&mut tx, "UPDATE accounts SET username = $2, username_key = $2 WHERE id = $1", id.0, "山田").unwrap();
            tx.commit().await.unwrap();
            let mut visitor = portal.visitor("192.0.2.7");
            let shown = visitor.get("/sign-in").await.body;
            assert!(shown.contains("User name") && !shown.contains("type=\"email\""), "{shown}");
            let answer = visitor.post("/api/sign-in/identify", &[("identifier", "山田")]).await;
            assert_eq!(answer.location(), "/sign-in/password");
            assert!(visitor.get("/sign-in/password").await.body.contains("value=\"山田\""));
            assert_eq!(visitor.begin("山田", PASSWORD).await.location(), "/");
        }
    }
}
