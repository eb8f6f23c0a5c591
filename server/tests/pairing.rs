//! The portal's own OTP app: both orders of pairing, and that everything which holds for a one-time code holds for
//! its codes.

use crate::support::{Fresh, PASSWORD, TestPortal, Visitor, otp};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use sekisho_engine::method::{Method, Methods};
use sekisho_engine::pairing::{ApplicationCode, ENTROPY, UserCode, derive};
use sekisho_engine::policy::{MfaMode, Role};

const ALICE: &str = "alice@example.org";
const VERIFY: &str = "/api/sign-in/verify";
const PAGE: &str = "/security/mfa/paired";
const TAKE: &str = "/api/pairing/take";
const CONFIRM: &str = "/api/pairing/confirm";
const DOOR: &str = "/sign-in/enrol?method=paired";
const PAIRINGS: &str =
    "SELECT COUNT(*) FROM pairings p JOIN accounts a ON a.id = p.account_id WHERE a.email = $1";
const BY_STATE: &str = "SELECT COUNT(*) FROM totp_authenticators WHERE kind = 'paired' AND state = $1";

/// A portal that offers the app.
async fn portal(fresh: &Fresh) -> TestPortal {
    of_mode(fresh, MfaMode::OptIn).await
}

async fn of_mode(fresh: &Fresh, mode: MfaMode) -> TestPortal {
    TestPortal::with(fresh.open().await, |config| {
        config.policy.mfa.mode = mode;
        config.policy.mfa.methods = Methods::from([Method::Totp, Method::Paired, Method::Email]);
    })
}

async fn signed_in(portal: &TestPortal) -> Visitor {
    portal.account(ALICE, Role::General).await;
    let mut alice = portal.visitor("192.0.2.7");
    assert_eq!(alice.begin(ALICE, PASSWORD).await.location(), "/");
    alice
}

/// The user code that a page shows.
fn user_code(page: &str) -> UserCode {
    let shown = page.find("pairing-code-value").expect("a user code on the page");
    let at = shown + page[shown..].find("<code>").expect("the code") + "<code>".len();
    page[at..].split('<').next().unwrap_or_default().parse().expect("a user code")
}

/// An app that has just shown its code.
fn app(number: u8) -> ApplicationCode {
    ApplicationCode::from_entropy([number; ENTROPY])
}

fn key(application: &ApplicationCode, user: &UserCode) -> String {
    derive(application, user).to_base32()
}

async fn take(visitor: &mut Visitor, endpoint: &str, application: &ApplicationCode) {
    let answer = visitor.post(endpoint, &[("application_code", &application.in_groups())]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

/// Pairs the app of whoever is signed in; answers its key.
async fn pair(portal: &TestPortal, visitor: &mut Visitor) -> String {
    let page = visitor.get(PAGE).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let key = key(&app(7), &user_code(&page.body));
    take(visitor, TAKE, &app(7)).await;
    let code = otp::code(&key, portal.clock.unix());
    let done = visitor.post(CONFIRM, &[("code", &code)]).await;
    assert_eq!(done.location(), "/security/mfa/paired?step=done", "{}", done.body);
    key
}

async fn alice_with_app(fresh: &Fresh) -> (TestPortal, String) {
    let portal = portal(fresh).await;
    let mut alice = signed_in(&portal).await;
    let key = pair(&portal, &mut alice).await;
    portal.clock.advance(60);
    (portal, key)
}

async fn half_way(portal: &TestPortal) -> Visitor {
    let mut visitor = portal.visitor("192.0.2.7");
    let answer = visitor.begin(ALICE, PASSWORD).await;
    assert_eq!(answer.location(), "/sign-in/verify", "{}", answer.body);
    visitor
}

async fn verify(visitor: &mut Visitor, code: &str) -> StatusCode {
    visitor.post(VERIFY, &[("factor", "paired"), ("code", code)]).await.status
}

fn a_wrong_code(right: &str) -> String {
    let number: u32 = right.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

on_both! {
    async fn the_app_is_paired_from_the_preferences_and_signs_in(fresh) {
        let (portal, key) = alice_with_app(fresh).await;
        assert_eq!((portal.count(BY_STATE, "active").await, portal.count(PAIRINGS, ALICE).await), (1, 0));
        assert_eq!(portal.events("authenticator_enrolled").await, 1);
        let mut half = half_way(&portal).await;
        assert!(half.get("/sign-in/verify").await.body.contains("OTP app"));
        // another kind of app isn't there
        let code = otp::code(&key, portal.clock.unix());
        let other = half.post(VERIFY, &[("factor", "totp"), ("code", &code)]).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(verify(&mut half, &code).await, StatusCode::SEE_OTHER);
        assert!(half.is_in().await);
        let mfa = half.get("/security/mfa").await.body;
        assert!(mfa.contains("/api/pairing/remove") && mfa.contains("10 of 10 left"), "{mfa}");
    }

    async fn the_app_is_paired_while_signing_in_and_the_way_goes_on_to_where_it_led(fresh) {
        let portal = of_mode(fresh, MfaMode::Required).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("198.51.100.7");
        let fields = [("identifier", ALICE), ("password", PASSWORD), ("next", "/history/log")];
        assert_eq!(alice.post("/api/sign-in/begin", &fields).await.location(), "/sign-in/enrol");
        assert!(alice.get("/sign-in/enrol").await.body.contains("method=paired"));
        // first the application code: the user code isn't shown before
        let first = alice.get(DOOR).await.body;
        assert!(first.contains("application_code") && !first.contains("pairing-code-value"));
        take(&mut alice, "/api/pairing/take-at-sign-in", &app(9)).await;
        let user = user_code(&alice.get("/sign-in/enrol?method=paired&step=user").await.body);
        let code = otp::code(&key(&app(9), &user), portal.clock.unix());
        let confirm = "/api/pairing/confirm-at-sign-in";
        let wrong = alice.post(confirm, &[("code", &a_wrong_code(&code))]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!alice.is_in().await);
        let done = alice.post(confirm, &[("code", &code)]).await;
        assert_eq!(done.location(), "/security/mfa/paired?step=done&next=%2Fhistory%2Flog", "{}", done.body);
        let end = alice.get(done.location()).await.body;
        assert!(end.contains("href=\"/history/log\"") && end.contains("HOME"), "{end}");
        assert_eq!(portal.count(BY_STATE, "active").await, 1);
        // whoever has one is not asked to set up another
        let mut again = half_way(&portal).await;
        assert_eq!(again.get(DOOR).await.status, StatusCode::FORBIDDEN);
        let form = [("application_code", app(3).in_groups())];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(again.post("/api/pairing/take-at-sign-in", &form).await.status, StatusCode::FORBIDDEN);
    }

    async fn the_user_code_is_the_same_when_the_page_is_shown_again_and_anothers_is_another(fresh) {
        let portal = portal(fresh).await;
        let mut alice = signed_in(&portal).await;
        let first = user_code(&alice.get(PAGE).await.body);
        portal.clock.advance(500);
        assert_eq!(user_code(&alice.get(PAGE).await.body), first);
        alice.post("/api/session/reauthenticate", &[("password", PASSWORD)]).await;
        portal.clock.advance(399);
        assert_eq!(user_code(&alice.get(PAGE).await.body), first, "to its last second");
        // 15 minutes after it was made there is a new one, and the old one makes no key
        portal.clock.advance(1);
        let expired = alice.post(TAKE, &[("application_code", &app(1).in_groups())]).await;
        assert_eq!(expired.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", expired.body);
        let second = user_code(&alice.get(PAGE).await.body);
        assert_ne!(second, first);
        let mut elsewhere = portal.visitor("192.0.2.8");
        elsewhere.begin(ALICE, PASSWORD).await;
        assert_ne!(user_code(&elsewhere.get(PAGE).await.body), second, "bound to the session");
        // which has taken its place: the first one begins anew, and says so
        let gone = alice.post(TAKE, &[("application_code", &app(1).in_groups())]).await;
        assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(gone.body.contains("That user code no longer counts"), "{}", gone.body);
        assert_eq!(portal.count(BY_STATE, "pending").await, 0);
    }

    async fn of_two_pages_opened_at_once_both_show_the_same_code(fresh) {
        let portal = portal(fresh).await;
        let alice = signed_in(&portal).await;
        let mut opened = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let mut tab = alice.clone();
            opened.spawn(async move { user_code(&tab.get(PAGE).await.body).normal_form() });
        }
        let codes: std::collections::BTreeSet<String> = opened.join_all().await.into_iter().collect();
        assert_eq!(codes.len(), 1);
    }

    async fn a_slip_is_named_and_what_was_typed_stays(fresh) {
        let portal = portal(fresh).await;
        let mut alice = signed_in(&portal).await;
        let user = user_code(&alice.get(PAGE).await.body).in_groups();
        let right = app(5).in_groups();
        let wrong = right.replace("5V", "5W").replace("-5", "-6");
        for (typed, said) in [
            ("", "This can’t be empty."),
            ("5555-55", "10 more characters"),
            ("55U5-5555-5555-5555", "“U”, character 3"),
            (&*format!("{right}5"), "too long"),
            (&*wrong, "check character"),
            (&*user, "This is a user code."),
        ] {
            let answer = alice.post(TAKE, &[("application_code", typed)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
            assert!(answer.body.contains(said), "{typed}: {}", answer.body);
            assert!(answer.body.contains(&format!("value=\"{typed}\"")) || typed.is_empty(), "{typed}");
        }
        assert_eq!(portal.count(BY_STATE, "pending").await, 0);
        let loosely = right.to_lowercase().replace('-', " ");
        assert_eq!(alice.post(TAKE, &[("application_code", &loosely)]).await.status, StatusCode::SEE_OTHER);
    }

    async fn where_the_app_is_not_offered_there_is_nothing_to_pair(fresh) {
        let portal = TestPortal::with(fresh.open().await, |_| {});
        let mut alice = signed_in(&portal).await;
        assert_eq!(alice.get(PAGE).await.status, StatusCode::NOT_FOUND);
        assert!(!alice.get("/security/mfa").await.body.contains(PAGE));
        let answer = alice.post(TAKE, &[("application_code", &app(1).in_groups())]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }

    async fn the_user_code_and_the_key_are_stored_sealed(fresh) {
        let portal = portal(fresh).await;
        let mut alice = signed_in(&portal).await;
        let user = user_code(&alice.get(PAGE).await.body);
        take(&mut alice, TAKE, &app(7)).await;
        let mut reader = portal.core.db.read().await.unwrap();
        let rows: Vec<(Vec<u8>, Vec<u8>)> = sekisho::rows!(
            &mut reader,
            (Vec<u8>, Vec<u8>),
            "SELECT p.sealed_code, t.sealed_key FROM pairings p JOIN totp_authenticators t ON t.account_id = p.account_id",
        )
        .unwrap();
        let [(code, sealed)] = &rows[..] else { panic!("one pairing, one key") };
        let holds = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        assert!(!holds(code, user.normal_form().as_bytes()));
        assert!(!holds(sealed, derive(&app(7), &user).as_bytes()));
    }

    async fn t01_one_code_of_the_app_sent_many_times_at_once_to_two_instances_succeeds_exactly_once(fresh) {
        let (portal, key) = alice_with_app(fresh).await;
        let other = portal.instance(fresh).await;
        let code = otp::code(&key, portal.clock.unix());
        let mut sent = tokio::task::JoinSet::new();
        // whoever begins later ends the halves before, so all send from one
        let half = half_way(&portal).await;
        for at in 0..20 {
            let mut half = if at % 2 == 0 { half.clone() } else { half.on(&other) };
            let code = code.clone();
            sent.spawn(async move {
                let answer = half.post(VERIFY, &[("factor", "paired"), ("code", &code)]).await;
                answer.status == StatusCode::SEE_OTHER && answer.location() == "/"
            });
        }
        let succeeded = sent.join_all().await.into_iter().filter(|in_| *in_).count();
        assert_eq!(succeeded, 1);
    }

    async fn t02_a_code_of_the_app_is_used_up_and_older_ones_with_it(fresh) {
        let (portal, key) = alice_with_app(fresh).await;
        let now = portal.clock.unix();
        let (older, present) = (otp::code(&key, now - 30), otp::code(&key, now));
        assert_eq!(verify(&mut half_way(&portal).await, &present).await, StatusCode::SEE_OTHER);
        for code in [&present, &older] {
            assert_eq!(verify(&mut half_way(&portal).await, code).await, StatusCode::UNPROCESSABLE_ENTITY);
        }
    }

    async fn t03_a_code_used_at_one_door_is_used_up_at_every_door(fresh) {
        let (portal, key) = alice_with_app(fresh).await;
        let refused = StatusCode::UNPROCESSABLE_ENTITY;
        let reauthenticate = "/api/session/reauthenticate";
        // at the sign-in, then everywhere else
        let code = otp::code(&key, portal.clock.unix());
        let mut alice = half_way(&portal).await;
        assert_eq!(verify(&mut alice, &code).await, StatusCode::SEE_OTHER);
        let again = alice.post(reauthenticate, &[("password", PASSWORD), ("code", &code)]).await;
        assert_eq!(again.status, refused);
        alice.post("/api/sign-in/step-up", &[("next", "/account")]).await;
        assert_eq!(verify(&mut alice, &code).await, refused, "shown again");
        assert_eq!(verify(&mut half_way(&portal).await, &code).await, refused);
        // at the reauthentication, then at the sign-in
        portal.clock.advance(60);
        let code = otp::code(&key, portal.clock.unix());
        let proved = alice.post(reauthenticate, &[("password", PASSWORD), ("code", &code)]).await;
        assert_eq!(proved.status, StatusCode::SEE_OTHER, "{}", proved.body);
        assert_eq!(verify(&mut half_way(&portal).await, &code).await, refused);
        // at the set-up, then at the sign-in
        portal.clock.advance(60);
        let page = alice.get(PAGE).await;
        let new = self::key(&app(11), &user_code(&page.body));
        take(&mut alice, TAKE, &app(11)).await;
        let code = otp::code(&new, portal.clock.unix());
        assert_eq!(alice.post(CONFIRM, &[("code", &code)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(verify(&mut half_way(&portal).await, &code).await, refused);
        // past the wait that so many refusals have earned
        portal.clock.advance(3_600);
        let old = otp::code(&key, portal.clock.unix());
        assert_eq!(verify(&mut half_way(&portal).await, &old).await, refused, "the app before it counts no more");
    }

    async fn t05_t06_guesses_at_the_apps_codes_count_with_those_at_any_other(fresh) {
        let (portal, key) = alice_with_app(fresh).await;
        let right = otp::code(&key, portal.clock.unix());
        let wrong = a_wrong_code(&right);
        let mut half = half_way(&portal).await;
        for at in 0..5 {
            assert_eq!(verify(&mut half, &wrong).await, StatusCode::UNPROCESSABLE_ENTITY, "{at}");
        }
        assert_eq!(verify(&mut half, &right).await, StatusCode::TOO_MANY_REQUESTS);
        let elsewhere = portal.instance(fresh).await;
        let mut other = half_way(&portal).await.on(&elsewhere);
        assert_eq!(verify(&mut other, &right).await, StatusCode::TOO_MANY_REQUESTS);
    }

    async fn t06_after_a_hundred_failures_the_app_is_disabled_until_it_is_paired_again(fresh) {
        let (portal, key) = alice_with_app(fresh).await;
        let mut looked_at = 0;
        while looked_at < 100 {
            let mut half = half_way(&portal).await;
            match verify(&mut half, &a_wrong_code(&otp::code(&key, portal.clock.unix()))).await {
                StatusCode::UNPROCESSABLE_ENTITY => looked_at += 1,
                StatusCode::TOO_MANY_REQUESTS => portal.clock.advance(3_600),
                other => panic!("{other}"),
            }
        }
        portal.clock.advance(7_200);
        let mut half = half_way(&portal).await;
        let right = otp::code(&key, portal.clock.unix());
        assert_ne!(verify(&mut half, &right).await, StatusCode::SEE_OTHER);
        assert_eq!(portal.events("authenticator_disabled").await, 1);
        assert_eq!(portal.count(BY_STATE, "disabled").await, 1);
    }

    async fn t07_beginning_the_pairing_again_gives_no_guesses_back(fresh) {
        let portal = portal(fresh).await;
        let mut alice = signed_in(&portal).await;
        let mut looked_at = 0;
        for number in 0..8 {
            let user = user_code(&alice.get(PAGE).await.body);
            take(&mut alice, TAKE, &app(number)).await;
            let right = otp::code(&key(&app(number), &user), portal.clock.unix());
            let answer = alice.post(CONFIRM, &[("code", &a_wrong_code(&right))]).await;
            looked_at += u32::from(answer.status == StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(looked_at, 5);
        assert_eq!(portal.count(BY_STATE, "active").await, 0);
    }

    async fn t11_no_app_is_active_before_a_code_of_it_was_shown(fresh) {
        let portal = portal(fresh).await;
        let mut alice = signed_in(&portal).await;
        let user = user_code(&alice.get(PAGE).await.body);
        // without the application code there is nothing to confirm
        let early = alice.post(CONFIRM, &[("code", "123456")]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        take(&mut alice, TAKE, &app(7)).await;
        let other = otp::code(&key(&app(8), &user), portal.clock.unix());
        let wrong = alice.post(CONFIRM, &[("code", &other)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(portal.count(BY_STATE, "active").await, 0);
        let mut again = portal.visitor("192.0.2.7");
        assert_eq!(again.begin(ALICE, PASSWORD).await.location(), "/");
    }

    async fn what_is_sensitive_asks_for_the_apps_code_where_only_the_app_is_there(fresh) {
        let (portal, key) = alice_with_app(fresh).await;
        let mut alice = half_way(&portal).await;
        verify(&mut alice, &otp::code(&key, portal.clock.unix())).await;
        portal.clock.advance(11 * 60);
        let remove = "/api/pairing/remove";
        let proof = [("reauthentication_password", PASSWORD)];
        assert!(alice.post(remove, &proof).await.status.is_client_error());
        assert_eq!(portal.count(BY_STATE, "active").await, 1);
        let code = otp::code(&key, portal.clock.unix());
        let proof = [("reauthentication_password", PASSWORD), ("reauthentication_code", code.as_str())];
        let removed = alice.post(remove, &proof).await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.body);
        assert_eq!(portal.count(BY_STATE, "active").await, 0);
        assert_eq!(portal.events("authenticator_removed").await, 1);
        let mut again = portal.visitor("192.0.2.7");
        assert_eq!(again.begin(ALICE, PASSWORD).await.location(), "/");
    }

    async fn an_administrator_chooses_the_app_and_sees_who_has_it(fresh) {
        let (portal, _) = alice_with_app(fresh).await;
        let id = {
            let mut reader = portal.core.db.read().await.unwrap();
            let email = ALICE.parse().unwrap();
            sekisho::account::store::find_by_email(&mut reader, &email).await.unwrap().unwrap().id
        };
        let row = || async {
            let mut reader = portal.core.db.read().await.unwrap();
            sekisho::admin::store::one(&mut reader, id).await.unwrap().unwrap()
        };
        let shown = row().await;
        assert_eq!((shown.totp, shown.paired, shown.email_otp, shown.moved), (false, true, false, true));
        let scene = sekisho::history::Scene::outside(portal.core.clock.now());
        for (method, left) in [(Method::Paired, 1), (Method::Totp, 0)] {
            let mut tx = portal.core.db.begin().await.unwrap();
            let by = sekisho::history::By::CommandLine;
            portal.core.choose_method(&mut tx, &scene, id, method, by).await.map_err(|_| "refused").unwrap();
            tx.commit().await.unwrap();
            assert_eq!(portal.count(BY_STATE, "active").await, left, "{method}");
        }
        assert!(!row().await.paired);
    }

    async fn a_pairing_that_nobody_finished_is_forgotten(fresh) {
        let portal = portal(fresh).await;
        let mut alice = signed_in(&portal).await;
        alice.get(PAGE).await;
        assert_eq!(portal.count(PAIRINGS, ALICE).await, 1);
        portal.clock.advance(25 * 3_600);
        sekisho::housekeeping::forget(&portal.core).await.unwrap();
        assert_eq!(portal.count(PAIRINGS, ALICE).await, 0);
    }

    async fn the_apps_page_is_everybodys_whoever_asks(fresh) {
        let portal = portal(fresh).await;
        let mut alice = signed_in(&portal).await;
        let mut anybody = portal.visitor("198.51.100.1");
        for path in ["/authenticator?language=en", "/authenticator?language=ja"] {
            let (hers, theirs) = (alice.get(path).await, anybody.get(path).await);
            assert_eq!((hers.status, hers.body), (StatusCode::OK, theirs.body), "{path}");
            assert!(!theirs.headers.contains_key(header::SET_COOKIE), "{path}");
        }
        let ja = Request::get("/authenticator").header(header::ACCEPT_LANGUAGE, "ja");
        assert!(anybody.send(ja, Body::empty()).await.body.contains("アプリコード"));
        let manifest = anybody.get("/authenticator/manifest.webmanifest?language=ja").await;
        let manifest: serde_json::Value = serde_json::from_str(&manifest.body).unwrap();
        assert_eq!(manifest["start_url"], "/authenticator?language=ja");
        assert_eq!((&manifest["scope"], &manifest["display"]), (&"/authenticator".into(), &"standalone".into()));
    }

    async fn the_worker_has_no_reach_beyond_the_app_and_changes_with_what_it_keeps(fresh) {
        let of = async |name: &str| {
            let portal = TestPortal::with(fresh.open().await, |config| config.portal.name = name.to_owned());
            portal.visitor("198.51.100.1").get("/authenticator/worker.js").await
        };
        let (first, again, other) = (of("Aoyama").await, of("Aoyama").await, of("Midori").await);
        assert_eq!(first.body, again.body);
        assert_ne!(first.body, other.body);
        let header = |name: &str| first.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_eq!(header("service-worker-allowed"), "/authenticator");
        assert!(header("content-type").starts_with("text/javascript"));
        assert!(header("content-security-policy").contains("connect-src 'self'"));
    }
}
