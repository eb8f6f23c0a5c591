//! From one-step to two-step sign-in: two ways in until a day, the steps of the move, and who has moved.

use crate::support::{Fresh, PASSWORD, TestPortal, Visitor, otp};
use axum::http::StatusCode;
use sekisho_app::id::AccountId;
use sekisho_engine::policy::{EnrolAtSignIn, MfaMode, PasswordRules, Role, SignInPage};

const ALICE: &str = "alice@example.org";
const ADMIN: &str = "admin@example.org";
const PAGE: &str = "/security/two-step";
/// By the rules of `compat`, and far too short for `nist`.
const NEW: &str = "Rt5mKq";

/// A portal on its way to two-step sign-in: the one-step way is open until the end of 2027-01-16, which is the day
/// after the test's clock begins.
async fn moving(fresh: &Fresh) -> TestPortal {
    TestPortal::with(fresh.open().await, |config| {
        config.policy.mfa.mode = MfaMode::Required;
        config.policy.password.rules = PasswordRules::Compat;
        config.policy.sign_in.one_step_until = Some("2027-01-16".parse().unwrap());
    })
}

/// Seconds from the test's beginning to the first moment after the last day.
const TO_THE_END: i64 = 1_800_144_000 - 1_800_000_000;

async fn one_step(visitor: &mut Visitor, email: &str, password: &str) -> crate::support::portal::Answer {
    let fields = [("identifier", email), ("password", password), ("way", "one-step")];
    visitor.post("/api/sign-in/begin", &fields).await
}

/// Somebody who has come in by the one-step way.
async fn by_one_step(portal: &TestPortal, email: &str) -> (AccountId, Visitor) {
    let id = portal.account(email, Role::General).await;
    let mut visitor = portal.visitor("192.0.2.7");
    let answer = one_step(&mut visitor, email, PASSWORD).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"), "{}", answer.body);
    (id, visitor)
}

/// The QR code's page; answers the key.
async fn key_of(visitor: &mut Visitor) -> String {
    otp::key_on(&visitor.get("/security/two-step?step=set-up").await.body)
}

async fn register(visitor: &mut Visitor, code: &str) -> crate::support::portal::Answer {
    visitor.post("/api/two-step/register", &[("code", code)]).await
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

/// What the history says of the latest refusals.
async fn refusals(portal: &TestPortal, refusal: &str) -> i64 {
    let like = format!("%{refusal}%");
    portal
        .count("SELECT COUNT(*) FROM history WHERE event = 'sign_in_refused' AND detail LIKE $1", &like)
        .await
}

on_both! {
    async fn both_ways_are_shown_until_the_last_day_is_over(fresh) {
        let portal = moving(fresh).await;
        let mut stranger = portal.visitor("192.0.2.7");
        let usual = stranger.get("/sign-in?next=%2Faccount").await.body;
        assert!(usual.contains("Log in with 2-step verification (new authentication method)"), "{usual}");
        assert!(usual.contains("href=\"/sign-in?way=one%2Dstep&amp;next=%2Faccount\""), "{usual}");
        assert!(usual.contains("Until 16 January 2027 (UTC)") && !usual.contains("name=\"way\""), "{usual}");
        let one_step = stranger.get("/sign-in?way=one-step&next=%2Faccount").await.body;
        assert!(one_step.contains("name=\"way\" value=\"one-step\""), "{one_step}");
        assert!(one_step.contains("href=\"/sign-in?next=%2Faccount\""), "{one_step}");

        portal.clock.advance(TO_THE_END - 1);
        assert!(stranger.get("/sign-in").await.body.contains("1-step"));
        portal.clock.advance(1);
        assert!(!stranger.get("/sign-in").await.body.contains("1-step"), "the usual page");
        let stale = stranger.get("/sign-in?way=one-step").await.body;
        assert!(stale.contains("ended on 16 January 2027"), "{stale}");
        assert!(!stale.contains("name=\"way\""), "the form there is the usual way's");
    }

    async fn the_ways_are_kept_apart_where_the_identifier_is_asked_for_first(fresh) {
        let portal = TestPortal::with(fresh.open().await, |config| {
            config.policy.mfa.mode = MfaMode::Required;
            config.policy.sign_in.page = SignInPage::IdentifierFirst;
            config.policy.sign_in.one_step_until = Some("2027-01-16".parse().unwrap());
        });
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        let first = alice.get("/sign-in?way=one-step&next=%2Faccount").await.body;
        assert!(first.contains("name=\"way\" value=\"one-step\"") && !first.contains("name=\"password\""), "{first}");
        let fields = [("identifier", ALICE), ("way", "one-step"), ("next", "/account")];
        let named = alice.post("/api/sign-in/identify", &fields).await;
        let second = alice.get(named.location()).await.body;
        assert!(second.contains("name=\"way\" value=\"one-step\"") && second.contains("name=\"password\""), "{second}");
        let fields =
            [("identifier", ALICE), ("password", PASSWORD), ("way", "one-step"), ("next", "/account")];
        assert_eq!(alice.post("/api/sign-in/begin", &fields).await.location(), "/account");
    }

    async fn without_a_last_day_there_is_one_way_and_no_steps(fresh) {
        let portal = crate::support::portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        assert!(!alice.get("/sign-in?way=one-step").await.body.contains("1-step"));
        assert_eq!(one_step(&mut alice, ALICE, PASSWORD).await.status, StatusCode::FORBIDDEN);
        alice.begin(ALICE, PASSWORD).await;
        assert_eq!(alice.get(PAGE).await.status, StatusCode::NOT_FOUND);
        let answer = alice.post("/api/two-step/password", &[("new_password", "tulips under a quiet bridge")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(!alice.get("/").await.body.contains("Initial setting"));
    }

    async fn the_old_way_lets_in_whoever_has_not_moved_and_nobody_after_the_last_day(fresh) {
        let portal = moving(fresh).await;
        let (_, mut alice) = by_one_step(&portal, ALICE).await;
        assert!(alice.get("/").await.body.contains("Initial setting for 2-step verification"));
        let told = portal.count("SELECT COUNT(*) FROM history WHERE event = 'sign_in_succeeded' AND detail LIKE $1", "%one_step%").await;
        assert_eq!(told, 1);
        portal.clock.advance(TO_THE_END);
        let mut late = portal.visitor("192.0.2.7");
        let stale = one_step(&mut late, ALICE, PASSWORD).await;
        assert_eq!(stale.status, StatusCode::FORBIDDEN);
        assert!(stale.body.contains("Sign-in was refused.") && stale.body.contains("ended on"), "{}", stale.body);
        assert!(!stale.body.contains("name=\"way\""), "what is sent again takes the usual way");
        assert_eq!(refusals(&portal, "not_by_one_step").await, 1);
        assert_eq!(late.begin(ALICE, PASSWORD).await.location(), "/sign-in/enrol", "the new way sets one up");
    }

    async fn the_steps_follow_each_other_and_from_then_on_the_new_way_is_the_way(fresh) {
        let portal = moving(fresh).await;
        let (_, mut alice) = by_one_step(&portal, ALICE).await;
        let mut elsewhere = portal.visitor("192.0.2.8");
        one_step(&mut elsewhere, ALICE, PASSWORD).await;

        // the QR code can't be had before the password
        let first = alice.get("/security/two-step?step=set-up").await.body;
        assert!(first.contains("Set a new password") && !first.contains("secret-key"), "{first}");
        assert_eq!(register(&mut alice, "123456").await.location(), PAGE);
        let weak = alice.post("/api/two-step/password", &[("new_password", "rt5mkq")]).await;
        assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(weak.body.contains("Upper-case letters"), "{}", weak.body);
        let set = alice.post("/api/two-step/password", &[("new_password", NEW)]).await;
        assert_eq!(set.location(), PAGE, "{}", set.body);
        assert!(!elsewhere.is_in().await, "other sessions end");
        let next = alice.get(PAGE).await.body;
        assert!(next.contains("The password has been changed") && next.contains("Setting the TOTP authentication"), "{next}");
        assert!(portal.mails(ALICE).await.pop().unwrap().contains("password"));

        // it goes on where it was left, in a new session, by the old way and the new password
        let mut again = portal.visitor("192.0.2.9");
        assert_eq!(one_step(&mut again, ALICE, PASSWORD).await.status, StatusCode::FORBIDDEN);
        assert_eq!(one_step(&mut again, ALICE, NEW).await.location(), "/");
        assert!(again.get(PAGE).await.body.contains("Setting the TOTP authentication"));
        let key = key_of(&mut again).await;
        let wrong = register(&mut again, "000000").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("Verify code") && wrong.body.contains("secret-key"), "{}", wrong.body);
        let code = otp::code(&key, portal.clock.unix());
        assert_eq!(register(&mut again, &code).await.location(), PAGE);
        let done = again.get(PAGE).await.body;
        assert!(done.contains("The initial setup is completed") && done.contains("class=\"codes\""), "{done}");
        assert_eq!(again.post("/api/recovery/saved", &[("next", PAGE)]).await.location(), PAGE);
        let done = again.get(PAGE).await.body;
        assert!(done.contains("completed") && !done.contains("class=\"codes\""), "{done}");
        assert!(!again.get("/").await.body.contains("Initial setting"));

        let mut old = portal.visitor("192.0.2.9");
        assert_eq!(one_step(&mut old, ALICE, NEW).await.status, StatusCode::FORBIDDEN);
        assert_eq!(refusals(&portal, "not_by_one_step").await, 1);
        assert_eq!(old.begin(ALICE, NEW).await.location(), "/sign-in/verify");
        portal.clock.advance(30);
        let code = otp::code(&key, portal.clock.unix());
        let fields = [("factor", "totp"), ("code", code.as_str())];
        assert_eq!(old.post("/api/sign-in/verify", &fields).await.location(), "/");
    }

    async fn a_second_click_a_stale_page_and_two_tabs_lead_to_what_has_happened(fresh) {
        let portal = moving(fresh).await;
        let (_, mut alice) = by_one_step(&portal, ALICE).await;
        let mut tab = alice.clone();
        assert_eq!(alice.post("/api/two-step/password", &[("new_password", NEW)]).await.status, StatusCode::SEE_OTHER);
        let second = tab.post("/api/two-step/password", &[("new_password", "Other7pass")]).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        assert!(second.body.contains("was done already") && second.body.contains("Setting the TOTP"), "{}", second.body);
        assert_eq!(portal.events("password_changed").await, 1);

        let key = key_of(&mut alice).await;
        assert_eq!(key_of(&mut tab).await, key, "two tabs show one QR code");
        let code = otp::code(&key, portal.clock.unix());
        for visitor in [&mut alice, &mut tab] {
            assert_eq!(register(visitor, &code).await.location(), PAGE);
            assert!(visitor.get(PAGE).await.body.contains("completed"));
        }
        assert_eq!(portal.events("authenticator_enrolled").await, 1);
        let late = tab.post("/api/two-step/password", &[("new_password", "Other7pass")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("was done already") && late.body.contains("completed"), "{}", late.body);
    }

    async fn of_two_new_passwords_at_once_one_is_set(fresh) {
        let portal = moving(fresh).await;
        let (_, alice) = by_one_step(&portal, ALICE).await;
        let (mut one, mut other) = (alice.clone(), alice);
        let (first, second) = tokio::join!(
            one.post("/api/two-step/password", &[("new_password", NEW)]),
            other.post("/api/two-step/password", &[("new_password", "Other7pass")]),
        );
        let set = match (first.status, second.status) {
            (StatusCode::SEE_OTHER, StatusCode::CONFLICT) => NEW,
            (StatusCode::CONFLICT, StatusCode::SEE_OTHER) => "Other7pass",
            statuses => panic!("{statuses:?}"),
        };
        assert_eq!(one_step(&mut portal.visitor("192.0.2.9"), ALICE, set).await.location(), "/");
    }

    async fn who_one_is_is_asked_again_only_when_the_sign_in_is_old(fresh) {
        let portal = moving(fresh).await;
        let (_, mut alice) = by_one_step(&portal, ALICE).await;
        portal.clock.advance(11 * 60);
        let asked = alice.get(PAGE).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        assert!(asked.body.contains("name=\"next\" value=\"/security/two-step\""), "{}", asked.body);
        let refused = alice.post("/api/two-step/password", &[("new_password", NEW)]).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
        assert_eq!(portal.events("password_changed").await, 0);
        let proof = [("password", PASSWORD), ("next", PAGE)];
        assert_eq!(alice.post("/api/session/reauthenticate", &proof).await.location(), PAGE);
        assert_eq!(alice.post("/api/two-step/password", &[("new_password", NEW)]).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_qr_code_that_waited_too_long_is_replaced_and_says_so(fresh) {
        let portal = moving(fresh).await;
        let (_, mut alice) = by_one_step(&portal, ALICE).await;
        alice.post("/api/two-step/password", &[("new_password", NEW)]).await;
        let stale = key_of(&mut alice).await;
        portal.clock.advance(5 * 60);
        let proof = [("password", NEW), ("next", PAGE)];
        assert_eq!(alice.post("/api/session/reauthenticate", &proof).await.location(), PAGE);
        portal.clock.advance(6 * 60);
        let code = otp::code(&stale, portal.clock.unix());
        let late = register(&mut alice, &code).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("no longer counts"), "{}", late.body);
        let key = otp::key_on(&late.body);
        assert_ne!(key, stale);
        let code = otp::code(&key, portal.clock.unix());
        assert_eq!(register(&mut alice, &code).await.location(), PAGE);
        // where the QR code has a page of its own, that page is shown again
        let expired = alice.post("/api/totp/confirm", &[("code", &code)]).await;
        assert!(expired.body.contains("no longer counts") && expired.body.contains("secret-key"), "{}", expired.body);
    }

    async fn whoever_set_an_app_up_by_another_way_has_arrived(fresh) {
        let portal = moving(fresh).await;
        let (_, mut alice) = by_one_step(&portal, ALICE).await;
        alice.enrol_totp().await;
        assert!(alice.get(PAGE).await.body.contains("completed"));
        assert!(!alice.get("/").await.body.contains("Initial setting"));
        assert_eq!(one_step(&mut portal.visitor("192.0.2.7"), ALICE, PASSWORD).await.status, StatusCode::FORBIDDEN);
    }

    async fn an_administrator_gives_somebody_codes_by_mail_and_back(fresh) {
        let portal = moving(fresh).await;
        let mut admin = administrator(&portal).await;
        let (id, mut alice) = by_one_step(&portal, ALICE).await;
        alice.post("/api/two-step/password", &[("new_password", NEW)]).await;
        let id = id.to_string();
        let set = async |admin: &mut Visitor, method: &str| {
            admin.post("/api/admin/set-method", &[("id", &id), ("method", method)]).await
        };
        assert_eq!(set(&mut admin, "recovery").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(set(&mut admin, "email").await.status, StatusCode::SEE_OTHER);
        assert!(!alice.is_in().await, "sessions end");
        assert!(portal.mails(ALICE).await.pop().unwrap().contains("administrator chose"));
        assert_eq!(one_step(&mut alice, ALICE, NEW).await.status, StatusCode::FORBIDDEN);
        assert_eq!(alice.begin(ALICE, NEW).await.location(), "/sign-in/verify");
        let code = portal.mailed_code(ALICE).await;
        let fields = [("factor", "email"), ("code", code.as_str())];
        assert_eq!(alice.post("/api/sign-in/verify", &fields).await.location(), "/");
        let done = alice.get(PAGE).await.body;
        assert!(done.contains("completed") && done.contains(ALICE), "{done}");

        assert_eq!(set(&mut admin, "totp").await.status, StatusCode::SEE_OTHER);
        assert!(!alice.is_in().await);
        assert_eq!(one_step(&mut alice, ALICE, NEW).await.status, StatusCode::FORBIDDEN);
        assert_eq!(alice.begin(ALICE, NEW).await.location(), "/sign-in/enrol");
        let choice = alice.get("/sign-in/enrol").await.body;
        assert!(choice.contains("method=totp") && !choice.contains("method=email"), "{choice}");
        assert_eq!(alice.get("/sign-in/enrol?method=email").await.status, StatusCode::FORBIDDEN, "the app was chosen");
        let page = alice.get("/sign-in/enrol?method=totp").await;
        let code = otp::code(&otp::key_on(&page.body), portal.clock.unix());
        assert_eq!(alice.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await.status, StatusCode::SEE_OTHER);
        // chosen once more, the app that is there stays
        assert_eq!(set(&mut admin, "totp").await.status, StatusCode::SEE_OTHER);
        assert_eq!(alice.begin(ALICE, NEW).await.location(), "/sign-in/verify");
        assert_eq!(portal.events("method_set").await, 3);
    }

    async fn codes_by_mail_before_the_new_password_leave_only_that(fresh) {
        let portal = moving(fresh).await;
        let mut admin = administrator(&portal).await;
        let id = portal.account(ALICE, Role::General).await.to_string();
        admin.post("/api/admin/set-method", &[("id", &id), ("method", "email")]).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        let code = portal.mailed_code(ALICE).await;
        alice.post("/api/sign-in/verify", &[("factor", "email"), ("code", &code)]).await;
        assert!(alice.get("/").await.body.contains("Initial setting"));
        assert!(alice.get(PAGE).await.body.contains("MailOTP authentication"));
        assert_eq!(alice.post("/api/two-step/password", &[("new_password", NEW)]).await.status, StatusCode::SEE_OTHER);
        assert!(alice.get(PAGE).await.body.contains("completed"));
        assert!(!alice.get("/").await.body.contains("Initial setting"));
    }

    async fn choosing_an_app_shuts_nobody_out_where_none_may_be_set_up_at_the_door(fresh) {
        let portal = TestPortal::with(fresh.open().await, |config| {
            config.policy.mfa.mode = MfaMode::Required;
            config.policy.mfa.enrol_at_sign_in = EnrolAtSignIn::Refused;
            config.policy.sign_in.one_step_until = Some("2027-01-16".parse().unwrap());
        });
        let (id, mut alice) = by_one_step(&portal, ALICE).await;
        for method in [sekisho_engine::method::Method::Email, sekisho_engine::method::Method::Totp] {
            let mut tx = portal.core.db.begin().await.unwrap();
            let scene = sekisho::history::Scene::outside(sekisho::clock::Clock::now(&*portal.clock));
            let by = sekisho::history::By::CommandLine;
            portal.core.choose_method(&mut tx, &scene, id, method, by).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(one_step(&mut alice, ALICE, PASSWORD).await.location(), "/");
    }

    async fn people_shows_who_has_moved_counts_them_and_finds_them(fresh) {
        let portal = moving(fresh).await;
        let mut admin = administrator(&portal).await;
        let (id, mut alice) = by_one_step(&portal, ALICE).await;
        portal.account("bob@example.org", Role::General).await;
        let people = async |admin: &mut Visitor, query: &str| admin.get(&format!("/admin/people{query}")).await.body;
        let all = people(&mut admin, "").await;
        assert!(all.contains("1 of 3 have moved over"), "{all}");
        assert!(all.contains("name=\"moved\""), "{all}");
        let not_yet = people(&mut admin, "?moved=no").await;
        let listed = |page: &str, email: &str| page.contains(&format!("class=\"person-email\">{email}"));
        assert!(listed(&not_yet, ALICE) && listed(&not_yet, "bob@") && !listed(&not_yet, ADMIN), "{not_yet}");
        alice.enrol_totp().await;
        let moved = people(&mut admin, "?moved=yes").await;
        assert!(moved.contains("2 of 3") && listed(&moved, ALICE) && !listed(&moved, "bob@"), "{moved}");
        assert!(people(&mut admin, "?moved=maybe").await.contains("bob@"), "what can't be understood is left out");
        assert!(admin.get(&format!("/admin/people/{id}")).await.body.contains("Moved over"));

        portal.clock.advance(TO_THE_END);
        let mut admin = portal.visitor("192.0.2.1");
        assert_eq!(admin.begin(ADMIN, PASSWORD).await.location(), "/sign-in/verify");
    }

    async fn nobody_chooses_their_own_method_and_only_administrators_choose(fresh) {
        let portal = moving(fresh).await;
        let mut admin = administrator(&portal).await;
        let (id, mut alice) = by_one_step(&portal, ALICE).await;
        let mut support = portal.visitor("192.0.2.5");
        portal.account("support@example.org", Role::Support).await;
        support.enrol_at_the_door("support@example.org", PASSWORD).await;
        let find = |email| portal.count("SELECT id FROM accounts WHERE email = $1", email);
        let (id, own) = (id.to_string(), find(ADMIN).await.to_string());
        let email = ("method", "email");
        assert_eq!(admin.post("/api/admin/set-method", &[("id", &own), email]).await.status, StatusCode::CONFLICT);
        assert_eq!(admin.post("/api/admin/set-method", &[("id", "4711"), email]).await.status, StatusCode::NOT_FOUND);
        for visitor in [&mut alice, &mut support] {
            for of in [&id, &own] {
                let answer = visitor.post("/api/admin/set-method", &[("id", of), email]).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN);
            }
        }
        portal.clock.advance(11 * 60);
        let stale = admin.post("/api/admin/set-method", &[("id", &id), email]).await;
        assert_eq!(stale.status, StatusCode::UNAUTHORIZED, "who one is is asked again");
        assert_eq!(portal.events("method_set").await, 0);
    }
}
