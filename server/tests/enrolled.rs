//! T30: whoever has a second factor can't be talked into something weaker, and administrators and supporters always show one.

use crate::support::{Fresh, PASSWORD, TestPortal, Visitor, otp};
use axum::http::StatusCode;
use sekisho::account::store as accounts;
use sekisho_app::id::AccountId;
use sekisho_app::page::{FORMS, PAGES};
use sekisho_engine::policy::{MfaMode, PasswordRules, Role};

const ALICE: &str = "alice@example.org";
const NEW: &str = "tulips under A quiet bridge 7";

/// A portal that offers everything that is weaker: the one-step way, browsers that stay signed in, requests to
/// support.
async fn lenient(fresh: &Fresh, mode: MfaMode) -> TestPortal {
    TestPortal::with(fresh.open().await, |config| {
        let policy = &mut config.policy;
        policy.mfa.mode = mode;
        policy.password.rules = PasswordRules::Compat;
        policy.sign_in.one_step_until = Some("2027-12-31".parse().unwrap());
        policy.remember_me.offered = true;
        policy.support_requests.offered = true;
    })
}

/// What an account can sign in with: all that nobody may change from half a session.
async fn factors(portal: &TestPortal, id: AccountId) -> String {
    let mut reader = portal.core.db.read().await.unwrap();
    let account = accounts::find(&mut reader, id).await.unwrap().unwrap();
    let of = sekisho::decision::factors(&mut reader, id).await.unwrap();
    let totp = sekisho::totp::store::find(
        &mut reader,
        id,
        sekisho::totp::Kind::App,
        sekisho::totp::store::State::Active,
    )
    .await
    .unwrap();
    let (mfa, hash, email) = (account.mfa, account.password_hash, account.email);
    format!("{of:?} {:?} {mfa:?} {hash:?} {email} {:?}", totp.map(|row| row.number()), account.preferred)
}

/// Whatever any form may take, to be sent to each.
fn everything<'a>(id: &'a str, endpoint: &str) -> Vec<(&'a str, &'a str)> {
    let way = if endpoint == "/api/sign-in/begin" { "one-step" } else { "usual" };
    vec![
        ("id", id),
        ("account", id),
        ("session", "1"),
        ("browser", "1"),
        ("identifier", ALICE),
        ("email", ALICE),
        ("password", PASSWORD),
        ("current_password", PASSWORD),
        ("new_password", NEW),
        ("code", "000000"),
        ("factor", "recovery"),
        ("method", "email"),
        ("way", way),
        ("remember", "true"),
        ("rule", "all"),
        ("role", "admin"),
        ("language", "en"),
        ("name", "Alice"),
        ("next", "/"),
    ]
}

/// Sets e-mailed codes up for whoever is signed in.
async fn enrol_email(portal: &TestPortal, visitor: &mut Visitor) {
    visitor.get("/security/mfa/email").await;
    assert_eq!(visitor.post("/api/email-otp/send", &[]).await.status, StatusCode::SEE_OTHER);
    let code = portal.mailed_code(ALICE).await;
    assert_eq!(
        visitor.post("/api/email-otp/confirm", &[("code", &code)]).await.status,
        StatusCode::SEE_OTHER
    );
}

/// Somebody with a second factor; who came in without one, by the one-step way.
async fn enrolled(portal: &TestPortal, email_codes: bool) -> AccountId {
    let id = portal.account(ALICE, Role::General).await;
    let mut alice = portal.visitor("192.0.2.7");
    let fields = [("identifier", ALICE), ("password", PASSWORD), ("way", "one-step")];
    assert_eq!(alice.post("/api/sign-in/begin", &fields).await.location(), "/");
    if email_codes {
        enrol_email(portal, &mut alice).await;
    } else {
        alice.enrol_totp().await;
    }
    id
}

async fn nothing_weaker_from_half_a_session(fresh: &Fresh, mode: MfaMode, email_codes: bool) {
    let portal = lenient(fresh, mode).await;
    let id = enrolled(&portal, email_codes).await;
    let (text, before) = (id.to_string(), factors(&portal, id).await);
    let mut half = portal.visitor("198.51.100.7");
    for form in FORMS {
        // past every throttle and every wait
        portal.clock.advance(2 * 3_600);
        let begun = half.begin(ALICE, PASSWORD).await;
        assert_eq!(begun.location(), "/sign-in/verify", "before {}: {}", form.endpoint, begun.body);
        half.post(form.endpoint, &everything(&text, form.endpoint)).await;
        assert_eq!(factors(&portal, id).await, before, "{} changed something", form.endpoint);
        assert!(!half.is_in().await, "{} lets in", form.endpoint);
    }
    portal.clock.advance(2 * 3_600);
    half.begin(ALICE, PASSWORD).await;
    for page in PAGES {
        half.get(&page.path.replace("{id}", &text)).await;
        assert_eq!(factors(&portal, id).await, before, "{} changed something", page.path);
        assert!(!half.is_in().await, "{} lets in", page.path);
    }
    for set_up in ["/sign-in/enrol", "/sign-in/enrol?method=totp", "/sign-in/enrol?method=email"] {
        assert_eq!(half.get(set_up).await.status, StatusCode::FORBIDDEN, "no set-up instead: {set_up}");
    }
}

on_both! {
    async fn t30_no_form_removes_or_replaces_a_factor_from_half_a_session(fresh) {
        nothing_weaker_from_half_a_session(fresh, MfaMode::Required, false).await;
    }

    async fn t30_nor_where_it_was_the_persons_own_choice(fresh) {
        nothing_weaker_from_half_a_session(fresh, MfaMode::OptIn, false).await;
    }

    async fn t30_nor_e_mailed_codes(fresh) {
        nothing_weaker_from_half_a_session(fresh, MfaMode::Recommended, true).await;
    }

    async fn t30_the_one_step_way_is_closed_to_the_enrolled_whatever_is_sent_along(fresh) {
        let portal = lenient(fresh, MfaMode::Required).await;
        enrolled(&portal, false).await;
        for (path, more) in [
            ("/api/sign-in/begin", ("remember", "true")),
            ("/api/sign-in/begin", ("next", "/security/two-step")),
            ("/api/sign-in/begin", ("factor", "none")),
        ] {
            let mut thief = portal.visitor("198.51.100.7");
            let fields = [("identifier", ALICE), ("password", PASSWORD), ("way", "one-step"), more];
            let answer = thief.post(path, &fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{more:?}");
            assert!(!thief.is_in().await, "{more:?}");
        }
        // the way is the form's word alone, and a strange word is the usual way
        let mut thief = portal.visitor("198.51.100.8");
        let fields = [("identifier", ALICE), ("password", PASSWORD), ("way", "one-step ")];
        assert_eq!(thief.post("/api/sign-in/begin", &fields).await.location(), "/sign-in/verify");
        let twice = [("identifier", ALICE), ("password", PASSWORD), ("way", "usual"), ("way", "one-step")];
        assert_eq!(thief.post("/api/sign-in/begin", &twice).await.status, StatusCode::BAD_REQUEST);
    }

    async fn t30_a_whole_session_removes_a_factor_only_with_a_fresh_proof_of_it(fresh) {
        let portal = lenient(fresh, MfaMode::OptIn).await;
        let id = portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        let key = alice.enrol_totp().await;
        let before = factors(&portal, id).await;
        portal.clock.advance(11 * 60);
        let proofs: [&[(&str, &str)]; 3] = [
            &[],
            &[("reauthentication_password", PASSWORD)],
            &[("reauthentication_password", PASSWORD), ("reauthentication_code", "000000")],
        ];
        for proof in proofs {
            let answer = alice.post("/api/totp/remove", proof).await;
            assert!(answer.status.is_client_error(), "{proof:?}: {}", answer.status);
            assert_eq!(factors(&portal, id).await, before, "{proof:?}");
        }
        portal.clock.advance(60);
        let code = otp::code(&key, portal.clock.unix());
        let proof = [("reauthentication_password", PASSWORD), ("reauthentication_code", code.as_str())];
        assert_eq!(alice.post("/api/totp/remove", &proof).await.status, StatusCode::SEE_OTHER);
    }

    async fn t30_administrators_and_supporters_always_show_a_second_factor(fresh) {
        let modes = [MfaMode::Never, MfaMode::OptIn, MfaMode::Recommended, MfaMode::Required];
        for (mode, role) in modes.iter().flat_map(|mode| [(*mode, Role::Admin), (*mode, Role::Support)]) {
            let portal = lenient(fresh, mode).await;
            let email = format!("{mode:?}-{role:?}@example.org").to_lowercase();
            portal.account(&email, role).await;
            let enter = async |way: &str, remember: &str| {
                let mut admin = portal.visitor("192.0.2.1");
                let fields =
                    [("identifier", email.as_str()), ("password", PASSWORD), ("way", way), ("remember", remember)];
                let answer = admin.post("/api/sign-in/begin", &fields).await;
                assert!(!admin.is_in().await, "{mode:?} {way}");
                (answer.status, answer.location().to_owned(), admin)
            };
            for remember in ["true", "false"] {
                assert_eq!(enter("one-step", remember).await.0, StatusCode::FORBIDDEN, "{mode:?}");
                assert_eq!(enter("usual", remember).await.1, "/sign-in/enrol", "{mode:?}");
            }
            let (_, _, mut admin) = enter("usual", "true").await;
            let page = admin.get("/sign-in/enrol?method=totp").await;
            let code = otp::code(&otp::key_on(&page.body), portal.clock.unix());
            admin.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await;
            assert!(admin.is_in().await);
            for remember in ["true", "false"] {
                assert_eq!(enter("one-step", remember).await.0, StatusCode::FORBIDDEN, "{mode:?}");
                assert_eq!(enter("usual", remember).await.1, "/sign-in/verify", "{mode:?}");
            }
            assert_eq!(admin.post("/api/totp/remove", &[]).await.status, StatusCode::FORBIDDEN, "the last one stays");
            assert!(!admin.get("/").await.body.contains("Initial setting"), "they never had another way");
        }
    }
}
