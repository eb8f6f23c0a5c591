//! Presets, the operator's own words and logo, the policy's page, the recommendation.

use crate::support::database::Fresh;
use crate::support::{PASSWORD, TestPortal, Visitor, otp};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use sekisho::config::{Config, Flag, Sources};
use sekisho_engine::policy::Role;

const ALICE: &str = "alice@example.org";
const ADMIN: &str = "admin@example.org";
const DAY: i64 = 86_400;

/// A portal that is configured by a preset, as `sekisho serve --preset` is.
async fn by_preset(fresh: &Fresh, name: &str) -> TestPortal {
    let flag = Flag { name: "--preset", key: "portal.preset", value: name.to_owned() };
    let sources = Sources { flags: vec![flag], ..Sources::default() };
    let (config, _) = Config::load(&sources).unwrap();
    TestPortal::with(fresh.open().await, |own| *own = Config { server: own.server.clone(), ..config })
}

async fn signed_in(portal: &TestPortal) -> Visitor {
    portal.account(ALICE, Role::General).await;
    let mut alice = portal.visitor("192.0.2.7");
    assert_eq!(alice.begin(ALICE, PASSWORD).await.location(), "/");
    alice
}

async fn administrator(portal: &TestPortal) -> Visitor {
    portal.account(ADMIN, Role::Admin).await;
    let mut admin = portal.visitor("192.0.2.1");
    admin.begin(ADMIN, PASSWORD).await;
    let page = admin.get("/sign-in/enrol?method=totp").await;
    let code = otp::code(&otp::key_on(&page.body), portal.clock.unix());
    assert_eq!(
        admin.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await.status,
        StatusCode::SEE_OTHER
    );
    admin
}

on_both! {
    async fn a_preset_speaks_its_own_words_in_each_language(fresh) {
        let portal = by_preset(fresh, "success-portal").await;
        let mut reader = portal.visitor("192.0.2.7").header("accept-language", "ja");
        assert!(reader.get("/sign-in").await.body.contains("ログイン"));
        let mut other = portal.visitor("192.0.2.8").header("accept-language", "en");
        assert!(other.get("/sign-in").await.body.contains("Sign in"));
    }

    async fn the_recommendation_is_a_dialog_until_it_is_put_off_and_comes_back_after_a_month(fresh) {
        let portal = by_preset(fresh, "success-portal").await;
        let mut alice = signed_in(&portal).await;
        assert!(alice.get("/").await.body.contains("<dialog"));
        let put_off = alice.post("/api/recommendation/put-off", &[]).await;
        assert_eq!((put_off.status, put_off.location()), (StatusCode::SEE_OTHER, "/"));
        let page = alice.get("/").await.body;
        assert!(!page.contains("<dialog") && page.contains("/security/mfa/choose"), "the card stays");

        portal.clock.advance(30 * DAY - 1);
        alice.begin(ALICE, PASSWORD).await;
        assert!(!alice.get("/").await.body.contains("<dialog"));
        portal.clock.advance(1);
        assert!(alice.get("/").await.body.contains("<dialog"));
        alice.enrol_totp().await;
        assert!(!alice.get("/").await.body.contains("<dialog"), "nothing is left to recommend");
    }

    async fn nobody_is_asked_by_a_dialog_where_the_policy_says_card(fresh) {
        let portal = TestPortal::with(fresh.open().await, |_| {});
        let mut alice = signed_in(&portal).await;
        let page = alice.get("/").await.body;
        assert!(!page.contains("<dialog") && page.contains("/security/mfa/choose"));
    }

    async fn a_method_is_chosen_among_those_that_can_be_set_up(fresh) {
        let portal = by_preset(fresh, "success-portal").await;
        let mut alice = signed_in(&portal).await;
        let choose = |method: &'static str| [("method", method)];
        assert_eq!(alice.post("/api/recommendation/choose", &choose("totp")).await.location(), "/security/mfa/totp");
        assert_eq!(alice.post("/api/recommendation/choose", &choose("email")).await.location(), "/security/mfa/email");
        for wrong in ["", "recovery", "sms"] {
            let answer = alice.post("/api/recommendation/choose", &choose(wrong)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(answer.body.contains("name=\"method\""), "the choice is shown again");
        }
        alice.enrol_totp().await;
        let page = alice.get("/security/mfa/choose").await.body;
        assert!(!page.contains("value=\"totp\"") && page.contains("value=\"email\""));
    }

    async fn administrators_see_what_is_in_force_and_what_of_it_is_weak(fresh) {
        let portal = by_preset(fresh, "service-sign-in").await;
        let mut admin = administrator(&portal).await;
        let page = admin.get("/admin/policy").await;
        assert_eq!(page.status, StatusCode::OK);
        for shown in [
            "service-sign-in",
            "policy.remember_me.offered",
            "SP 800-63B-4 2.2.3; ASVS 5.0 7.3.1 (level 2)",
            "SP 800-63B-4 4.2; ASVS 5.0 6.4.3 (level 2)",
            "ASVS 5.0 6.3.3 (level 2)",
        ] {
            assert!(page.body.contains(shown), "{shown}");
        }
        assert!(!page.body.contains("6.3.6"), "no e-mailed codes, no word of them");
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        assert_eq!(alice.get("/admin/policy").await.status, StatusCode::FORBIDDEN);
    }

    async fn the_operators_logo_is_served_for_ever_and_runs_nothing(fresh) {
        let folder = std::env::temp_dir().join(format!("sekisho-logo-{}", uuid(fresh)));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("logo.svg");
        std::fs::write(&file, "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>").unwrap();
        let flag = Flag { name: "--x", key: "portal.logo", value: file.display().to_string() };
        let (config, _) = Config::load(&Sources { flags: vec![flag], ..Sources::default() }).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let portal =
            TestPortal::with(fresh.open().await, |own| *own = Config { server: own.server.clone(), ..config });
        let mut anybody = portal.visitor("192.0.2.7");
        let page = anybody.get("/sign-in").await.body;
        let url = page.split('"').find(|part| part.starts_with("/logo/")).unwrap().to_owned();
        let logo = anybody.send(Request::get(&url), Body::empty()).await;
        assert_eq!(logo.status, StatusCode::OK);
        assert_eq!(logo.headers[header::CONTENT_TYPE], "image/svg+xml");
        assert!(logo.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("sandbox"));
        assert!(logo.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        assert_eq!(anybody.get("/logo/0000000000000000").await.status, StatusCode::NOT_FOUND);
    }
}

/// Tells the tests of both databases apart.
fn uuid(fresh: &Fresh) -> String {
    format!("{}-{:p}", std::process::id(), fresh)
}
