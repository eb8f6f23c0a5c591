//! Browsers that stay signed in.

use crate::support::portal::Answer;
use crate::support::{Fresh, PASSWORD, TestPortal, Visitor};
use axum::http::{StatusCode, header};
use sekisho_engine::policy::{MfaMode, Role};
use tokio::task::JoinSet;

const ALICE: &str = "alice@example.org";
const COOKIE: &str = "__Host-sekisho-remembered";
const SESSION: &str = "__Host-sekisho";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const DAY: i64 = 86_400;

/// A portal that lets browsers stay signed in, with Alice.
async fn portal(fresh: &Fresh) -> TestPortal {
    let portal = TestPortal::with(fresh.open().await, |config| config.policy.remember_me.offered = true);
    portal.account(ALICE, Role::General).await;
    portal
}

/// Alice's browser, in which she has signed in with the box ticked.
async fn staying(portal: &TestPortal) -> Visitor {
    let mut browser = portal.visitor("192.0.2.7").header("user-agent", FIREFOX);
    let answer = tick(&mut browser, PASSWORD).await;
    assert_eq!(answer.location(), "/", "{}", answer.body);
    assert!(browser.cookies.contains_key(COOKIE));
    browser
}

async fn tick(browser: &mut Visitor, password: &str) -> Answer {
    browser
        .post("/api/sign-in/begin", &[("identifier", ALICE), ("password", password), ("remember", "yes")])
        .await
}

/// The browser is closed and opened again: its session's cookie is gone.
fn reopen(browser: &mut Visitor) {
    browser.cookies.remove(SESSION);
}

/// Whether the browser is let in without signing in.
async fn is_back(browser: &mut Visitor) -> bool {
    reopen(browser);
    browser.is_in().await
}

/// Opens the browsers at once: which are let in.
async fn all_at_once(browsers: impl Iterator<Item = Visitor>) -> Vec<(bool, Visitor)> {
    let mut opening = JoinSet::new();
    for mut browser in browsers {
        opening.spawn(async move { (is_back(&mut browser).await, browser) });
    }
    opening.join_all().await
}

async fn browsers(portal: &TestPortal) -> i64 {
    portal.count("SELECT COUNT(*) FROM remembered_browsers WHERE user_agent <> $1", "").await
}

async fn sessions(portal: &TestPortal) -> i64 {
    portal.count("SELECT COUNT(*) FROM sessions WHERE factor <> $1", "").await
}

on_both! {
    async fn a_browser_comes_back_within_14_days_of_its_last_visit_and_90_in_all(fresh) {
        let portal = portal(fresh).await;
        let mut browser = staying(&portal).await;
        for _ in 0..6 {
            portal.clock.advance(14 * DAY - 1);
            assert!(is_back(&mut browser).await, "every visit counts");
        }
        assert_eq!(portal.events("browser_remembered").await, 1);
        assert_eq!(portal.count("SELECT COUNT(*) FROM sessions WHERE factor = $1", "remembered").await, 6);
        portal.clock.advance(6 * DAY + 6);
        assert!(!is_back(&mut browser).await, "90 days are over");
        assert!(!browser.cookies.contains_key(COOKIE), "what is spent is taken away");
        assert_eq!(browsers(&portal).await, 0);

        let mut idle = staying(&portal).await;
        portal.clock.advance(14 * DAY);
        assert!(!is_back(&mut idle).await, "14 days without a visit");
    }

    async fn a_visit_in_a_running_session_counts_as_well(fresh) {
        let portal = TestPortal::with(fresh.open().await, |config| {
            config.policy.remember_me.offered = true;
            config.policy.session.idle_minutes = 1_440.try_into().unwrap();
            config.policy.session.absolute_hours = 720.try_into().unwrap();
        });
        portal.account(ALICE, Role::General).await;
        let mut browser = staying(&portal).await;
        for _ in 0..20 {
            portal.clock.advance(DAY - 1);
            assert!(browser.is_in().await);
        }
        assert!(is_back(&mut browser).await, "20 days after the token last changed");
    }

    async fn a_clock_that_steps_back_ends_it(fresh) {
        let portal = portal(fresh).await;
        let mut browser = staying(&portal).await;
        portal.clock.advance(-2 * 60);
        assert!(!is_back(&mut browser).await);
        portal.clock.advance(2 * 60);
        assert!(!is_back(&mut browser).await, "and it stays ended");
    }

    async fn a_browser_is_remembered_only_when_asked_and_only_where_it_is_offered(fresh) {
        let portal = portal(fresh).await;
        let mut unticked = portal.visitor("192.0.2.8");
        unticked.begin(ALICE, PASSWORD).await;
        assert!(unticked.is_in().await && !unticked.cookies.contains_key(COOKIE));
        assert!(!is_back(&mut unticked).await);

        let elsewhere = Fresh::sqlite().await;
        let strict = TestPortal::with(elsewhere.open().await, |_| {});
        strict.account(ALICE, Role::General).await;
        let mut ticked = strict.visitor("192.0.2.8");
        tick(&mut ticked, PASSWORD).await;
        assert!(ticked.is_in().await && !ticked.cookies.contains_key(COOKIE), "not offered");
        assert!(!ticked.get("/sign-in").await.body.contains("name=\"remember\""));
        elsewhere.remove().await;
    }

    async fn the_cookie_holds_no_more_than_it_must_and_the_database_no_token(fresh) {
        let portal = portal(fresh).await;
        let mut browser = portal.visitor("192.0.2.7");
        let answer = tick(&mut browser, PASSWORD).await;
        let line = answer.headers.get_all(header::SET_COOKIE).iter()
            .map(|line| line.to_str().unwrap())
            .find(|line| line.starts_with(COOKIE))
            .unwrap();
        assert!(line.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=7776000"), "{line}");
        let (family, token) = browser.cookies[COOKIE].split_once('.').unwrap();
        for secret in [family, token] {
            let bytes = data_encoding::BASE64URL_NOPAD.decode(secret.as_bytes()).unwrap();
            let mut reader = portal.core.db.read().await.unwrap();
            let found: Option<(i64,)> = sekisho::row!(
                &mut reader, (i64,), "SELECT id FROM remembered_browsers WHERE family = $1 OR token = $1", bytes
            ).unwrap();
            assert!(found.is_none());
        }
    }

    async fn a_form_brings_a_browser_back_as_a_page_does_and_what_is_sensitive_asks_again(fresh) {
        let portal = portal(fresh).await;
        let mut browser = staying(&portal).await;
        reopen(&mut browser);
        portal.clock.advance(DAY);
        let saved = browser.post("/api/account/save", &[("name", "Alice A."), ("language", "")]).await;
        assert_eq!(saved.location(), "/account?done=account_saved", "{}", saved.body);
        // also a minute after the sign-in: that was another session
        let mut soon = staying(&portal).await;
        reopen(&mut soon);
        portal.clock.advance(60);
        let asked = soon.get("/security/mfa/totp").await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        assert!(asked.body.contains("/api/session/reauthenticate"), "{}", asked.body);
        let proved = [("password", PASSWORD), ("next", "/security/mfa/totp")];
        assert_eq!(soon.post("/api/session/reauthenticate", &proved).await.status, StatusCode::SEE_OTHER);
        assert_eq!(soon.get("/security/mfa/totp").await.status, StatusCode::OK);
    }

    async fn t31_the_token_changes_with_every_use_and_an_old_one_ends_all_that_came_of_it(fresh) {
        let portal = portal(fresh).await;
        let mut browser = staying(&portal).await;
        let mut thief = browser.at("198.51.100.66");
        let first = browser.cookies[COOKIE].clone();
        portal.clock.advance(DAY);
        assert!(is_back(&mut browser).await);
        assert_ne!(browser.cookies[COOKIE], first, "it rotates");
        assert_eq!(browsers(&portal).await, 1);

        // the thief shows the copy, which is old by now
        portal.clock.advance(30);
        assert!(!is_back(&mut thief).await);
        assert!(!browser.is_in().await, "the session that came of it has ended");
        assert!(!is_back(&mut browser).await && !browser.cookies.contains_key(COOKIE));
        assert_eq!((browsers(&portal).await, sessions(&portal).await), (0, 0));
        assert_eq!(portal.events("remembered_token_reused").await, 1);
        assert!(portal.mails(ALICE).await.iter().any(|mail| mail.contains("198.51.100.66")), "told by mail");

        // the other way round: the thief was first, and the owner shows the old one
        let mut browser = staying(&portal).await;
        let mut thief = browser.at("198.51.100.66");
        portal.clock.advance(DAY);
        assert!(is_back(&mut thief).await);
        portal.clock.advance(DAY);
        assert!(!is_back(&mut browser).await);
        assert!(!thief.is_in().await && !is_back(&mut thief).await);
        assert_eq!(portal.events("remembered_token_reused").await, 2);
        // whoever knows the password is in again
        tick(&mut browser, PASSWORD).await;
        assert!(browser.is_in().await && is_back(&mut browser).await);
    }

    async fn t31_two_honest_tabs_survive_and_another_browser_with_the_same_token_does_not(fresh) {
        let portal = portal(fresh).await;
        let mut one = staying(&portal).await;
        portal.clock.advance(DAY);
        let mut two = one.clone();
        assert!(is_back(&mut one).await);
        portal.clock.advance(29);
        assert!(is_back(&mut two).await, "the token before, just now, in the same browser");
        assert_eq!(two.cookies[COOKIE].split('.').next(), one.cookies[COOKIE].split('.').next());
        assert_ne!(two.cookies[COOKIE], one.cookies[COOKIE], "it does not rotate again");
        assert!(one.is_in().await && is_back(&mut one).await);

        portal.clock.advance(DAY);
        let mut other = portal.visitor("192.0.2.7").header("user-agent", "curl/8.14");
        other.cookies.clone_from(&one.cookies);
        assert!(is_back(&mut one).await);
        assert!(!is_back(&mut other).await, "a browser of another name");
        assert!(!one.is_in().await);
        assert_eq!(portal.events("remembered_token_reused").await, 1);
    }

    async fn t31_one_token_shown_at_once_to_two_instances_rotates_once_and_lets_both_in(fresh) {
        let portal = portal(fresh).await;
        let other = portal.instance(fresh).await;
        for round in 0..8 {
            let browser = staying(&portal).await;
            portal.clock.advance(DAY);
            let tabs = (0..6).map(|tab| if tab % 2 == 0 { browser.clone() } else { browser.on(&other) });
            let before = &browser.cookies[COOKIE];
            let back = all_at_once(tabs).await;
            assert!(back.iter().all(|(is_in, _)| *is_in), "round {round}");
            let rotated = back.iter().filter(|(_, tab)| tab.cookies[COOKIE] != *before).count();
            assert_eq!(rotated, 1, "round {round}");
        }
        assert_eq!(portal.events("remembered_token_reused").await, 0);
    }

    async fn t31_a_theft_that_is_noticed_many_times_at_once_is_told_once(fresh) {
        let portal = portal(fresh).await;
        let mut browser = staying(&portal).await;
        let copy = browser.at("198.51.100.66");
        portal.clock.advance(DAY);
        assert!(is_back(&mut browser).await);
        portal.clock.advance(DAY);
        let seen = all_at_once((0..5).map(|_| copy.clone())).await;
        assert!(seen.iter().all(|(is_in, _)| !is_in));
        assert_eq!(portal.events("remembered_token_reused").await, 1);
    }

    async fn a_made_up_cookie_opens_nothing_and_is_taken_away(fresh) {
        let portal = portal(fresh).await;
        let honest = staying(&portal).await;
        let family = honest.cookies[COOKIE].split('.').next().unwrap().to_owned();
        for made_up in ["", "x", ".", "a.b", &"A".repeat(500), &format!("{}.{}", "A".repeat(43), "A".repeat(43))] {
            let mut visitor = portal.visitor("192.0.2.7");
            visitor.cookies.insert(COOKIE.to_owned(), made_up.to_owned());
            assert!(!visitor.is_in().await, "{made_up}");
            assert!(!visitor.cookies.contains_key(COOKIE), "{made_up}");
        }
        assert_eq!(portal.events("remembered_token_reused").await, 0);
        // a known family with a token of one's own invention is a copy gone wrong
        let mut visitor = portal.visitor("192.0.2.7");
        visitor.cookies.insert(COOKIE.to_owned(), format!("{family}.{}", "A".repeat(43)));
        assert!(!visitor.is_in().await);
        assert_eq!(portal.events("remembered_token_reused").await, 1);
    }

    async fn rules_locks_and_a_second_factor_that_is_due_hold_for_browsers_that_stay_signed_in(fresh) {
        let portal = portal(fresh).await;
        let mut browser = staying(&portal).await;
        let added = browser.post("/api/allowlist/add", &[("rule", "192.0.2.0/24")]).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        portal.clock.advance(DAY);
        let mut outside = browser.at("198.51.100.7");
        assert!(!is_back(&mut outside).await, "not covered");
        assert!(outside.cookies.contains_key(COOKIE), "the cookie stays for when it is");
        assert!(is_back(&mut browser).await);

        // the operator asks everybody for a second factor from now on
        let strict = TestPortal::with(fresh.open().await, |config| {
            config.policy.remember_me.offered = true;
            config.policy.mfa.mode = MfaMode::Required;
        });
        strict.clock.advance(portal.clock.unix() - strict.clock.unix());
        let mut there = browser.on(&strict);
        assert!(!is_back(&mut there).await, "what was shown is no longer enough");
        assert!(there.cookies.contains_key(COOKIE));
        // …and no longer lets browsers stay signed in
        let off = TestPortal::with(fresh.open().await, |_| {});
        off.clock.advance(portal.clock.unix() - off.clock.unix());
        assert!(!is_back(&mut browser.on(&off)).await);
        assert!(is_back(&mut browser).await, "here it is as before");
    }

    async fn the_second_factor_that_was_shown_counts_and_an_administrator_always_shows_it(fresh) {
        let portal = portal(fresh).await;
        let mut browser = staying(&portal).await;
        let key = browser.enrol_totp().await;
        assert!(!is_back(&mut browser).await, "set up since: the password alone is not enough");
        portal.clock.advance(30);
        assert_eq!(tick(&mut browser, PASSWORD).await.location(), "/sign-in/verify");
        assert!(!browser.cookies.contains_key(COOKIE), "not before the code");
        let code = crate::support::otp::code(&key, portal.clock.unix());
        let verified = browser.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
        assert_eq!(verified.status, StatusCode::SEE_OTHER, "{}", verified.body);
        portal.clock.advance(DAY);
        assert!(is_back(&mut browser).await, "password and code were shown in this browser");

        for (email, role) in [("ada@example.org", Role::Admin), ("rosa@example.org", Role::Support)] {
            portal.account(email, role).await;
            let mut visitor = portal.visitor("192.0.2.9");
            let fields = [("identifier", email), ("password", PASSWORD), ("remember", "yes")];
            assert_eq!(visitor.post("/api/sign-in/begin", &fields).await.location(), "/sign-in/enrol");
            let page = visitor.get("/sign-in/enrol?method=totp").await;
            let key = crate::support::otp::key_on(&page.body);
            let code = crate::support::otp::code(&key, portal.clock.unix());
            visitor.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await;
            assert!(visitor.is_in().await && !visitor.cookies.contains_key(COOKIE), "{role:?}");
        }
    }

    async fn whatever_ends_sessions_ends_browsers_that_stay_signed_in(fresh) {
        let portal = portal(fresh).await;
        let other = |address: &str| portal.visitor(address).header("user-agent", FIREFOX);
        let new = "slow rain on warm tin roofs";

        // signing out ends this browser's
        let mut browser = staying(&portal).await;
        let mut copy = browser.clone();
        browser.post("/api/sign-in/out", &[]).await;
        assert!(!browser.cookies.contains_key(COOKIE));
        assert!(!is_back(&mut copy).await);

        // ending one session from elsewhere ends its browser's, or it would be back at once
        let mut browser = staying(&portal).await;
        let mut elsewhere = other("192.0.2.8");
        elsewhere.begin(ALICE, PASSWORD).await;
        let listed = elsewhere.get("/security/sessions").await.body;
        let session = listed.split("name=\"session\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        elsewhere.post("/api/session/revoke", &[("session", session)]).await;
        assert!(!is_back(&mut browser).await);

        // ending all others
        let mut browser = staying(&portal).await;
        elsewhere.post("/api/session/revoke-others", &[]).await;
        assert!(!is_back(&mut browser).await);

        // another password: the others', not one's own
        let mut browser = staying(&portal).await;
        let mut own = staying(&portal).await;
        let fields = [("current_password", PASSWORD), ("new_password", new), ("repeat_password", new)];
        assert_eq!(own.post("/api/password/change", &fields).await.status, StatusCode::SEE_OTHER);
        assert!(!is_back(&mut browser).await);
        assert!(is_back(&mut own).await);

        // another second factor, set up elsewhere
        let mut browser = portal.visitor("192.0.2.7");
        tick(&mut browser, new).await;
        let mut elsewhere = other("192.0.2.8");
        elsewhere.begin(ALICE, new).await;
        elsewhere.enrol_totp().await;
        assert!(!is_back(&mut browser).await);
        assert_eq!(browsers(&portal).await, 0);
    }

    async fn a_lock_an_administrator_and_a_new_address_end_them_too(fresh) {
        let portal = portal(fresh).await;
        let account = portal.core.clone();
        let mut browser = staying(&portal).await;
        let mut other = staying(&portal).await;
        let asked = other.post("/api/account/request-address", &[("email", "alice@new.example.org")]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
        let code = portal.mailed_code("alice@new.example.org").await;
        let moved = other.post("/api/account/confirm-address", &[("code", &code)]).await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
        assert!(!is_back(&mut browser).await);
        assert!(is_back(&mut other).await, "the browser in which it was changed");

        let mut reader = account.db.read().await.unwrap();
        let email = "alice@new.example.org".parse().unwrap();
        let alice = sekisho::account::store::find_by_email(&mut reader, &email).await.unwrap().unwrap();
        drop(reader);
        let scene = sekisho::history::Scene::outside(portal.core.clock.now());
        let by = sekisho::history::By::CommandLine;
        let mut tx = account.db.begin().await.unwrap();
        assert!(account.lock_account(&mut tx, &scene, &alice, by).await.unwrap());
        account.unlock_account(&mut tx, &scene, &alice, by).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!is_back(&mut other).await);
        assert_eq!(browsers(&portal).await, 0);
        assert_eq!(portal.events("browsers_forgotten").await, 2);
    }

    async fn t32_whoever_comes_back_while_it_is_being_ended_is_not_left_in(fresh) {
        let portal = portal(fresh).await;
        let other = portal.instance(fresh).await;
        let (mut password, mut next) = (PASSWORD, "slow rain on warm tin roofs");
        for round in 0..6 {
            let mut browser = portal.visitor("192.0.2.7").header("user-agent", FIREFOX);
            tick(&mut browser, password).await;
            let mut owner = portal.visitor("192.0.2.8");
            owner.begin(ALICE, password).await;
            let mut opening = JoinSet::new();
            for tab in 0..6 {
                let mut tab = if tab % 2 == 0 { browser.clone() } else { browser.on(&other) };
                opening.spawn(async move {
                    reopen(&mut tab);
                    tab.get("/account").await.status
                });
            }
            let (now, then) = (password.to_owned(), next.to_owned());
            opening.spawn(async move {
                let fields = [("current_password", &*now), ("new_password", &*then), ("repeat_password", &*then)];
                owner.post("/api/password/change", &fields).await.status
            });
            for status in opening.join_all().await {
                assert!(status.is_success() || status.is_redirection(), "round {round}: {status}");
            }
            assert_eq!((browsers(&portal).await, sessions(&portal).await), (0, 1), "round {round}");
            (password, next) = (next, password);
        }
    }

    async fn one_who_signs_in_again_decides_anew_whether_the_browser_stays_signed_in(fresh) {
        let portal = portal(fresh).await;
        let mut browser = staying(&portal).await;
        browser.post("/api/allowlist/add", &[("rule", "192.0.2.0/24")]).await;
        portal.account("bob@example.org", Role::General).await;
        // Alice's browser, where Alice can't sign in: Bob does, and does not stay
        let mut outside = browser.at("198.51.100.7");
        reopen(&mut outside);
        outside.begin("bob@example.org", PASSWORD).await;
        assert!(outside.is_in().await && !outside.cookies.contains_key(COOKIE));
        assert!(!is_back(&mut browser).await, "nobody is let into Alice's account by Bob's browser");
    }

    async fn sessions_and_devices_lists_them_and_forgets_one(fresh) {
        let portal = portal(fresh).await;
        let mut browser = staying(&portal).await;
        let mut elsewhere = portal.visitor("198.51.100.7");
        elsewhere.begin(ALICE, PASSWORD).await;
        let page = elsewhere.get("/security/sessions").await.body;
        assert!(page.contains("Browsers that stay signed in") && page.contains("Firefox on Linux"), "{page}");
        let id = page.split("name=\"browser\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        portal.account("bob@example.org", Role::General).await;
        let mut bob = portal.visitor("203.0.113.5");
        bob.begin("bob@example.org", PASSWORD).await;
        for (visitor, wrong) in [(&bob, &*id), (&elsewhere, "x"), (&elsewhere, "999999")] {
            let refused = visitor.clone().post("/api/remembered/forget", &[("browser", wrong)]).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{wrong}");
        }
        let done = elsewhere.post("/api/remembered/forget", &[("browser", &id)]).await;
        assert_eq!(done.location(), "/security/sessions?done=browser_forgotten", "{}", done.body);
        assert!(!browser.is_in().await && !is_back(&mut browser).await);
        assert!(elsewhere.get("/security/sessions").await.body.contains("None so far"));
        // of one's own: it stops staying, and nobody is thrown out
        let mut own = staying(&portal).await;
        let page = own.get("/security/sessions").await.body;
        let id = page.split("name=\"browser\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        own.post("/api/remembered/forget", &[("browser", &id)]).await;
        assert!(own.is_in().await && !own.cookies.contains_key(COOKIE));
    }

    async fn no_more_than_20_browsers_stay_signed_in_for_one_person(fresh) {
        let portal = portal(fresh).await;
        let mut first = staying(&portal).await;
        for _ in 0..20 {
            portal.clock.advance(60);
            staying(&portal).await;
        }
        assert_eq!(browsers(&portal).await, 20);
        assert!(!is_back(&mut first).await);
    }
}
