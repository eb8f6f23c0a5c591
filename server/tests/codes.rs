//! One-time codes: used once, charged before they are looked at, bound to what asked for them.

use crate::support::{Fresh, PASSWORD, TestPortal, Visitor, otp, portal};
use axum::http::StatusCode;
use sekisho_engine::otp::Skew;
use sekisho_engine::policy::Role;

const ALICE: &str = "alice@example.org";
const VERIFY: &str = "/api/sign-in/verify";

/// Alice with an authenticator app, and its key.
async fn alice_with_totp(fresh: &Fresh) -> (TestPortal, String) {
    let portal = portal(fresh).await;
    portal.account(ALICE, Role::General).await;
    let mut alice = portal.visitor("192.0.2.7");
    alice.begin(ALICE, PASSWORD).await;
    let key = alice.enrol_totp().await;
    portal.clock.advance(60);
    (portal, key)
}

/// Somebody who has shown Alice's password.
async fn half_way(portal: &TestPortal, address: &str) -> Visitor {
    let mut visitor = portal.visitor(address);
    let answer = visitor.begin(ALICE, PASSWORD).await;
    assert_eq!(answer.location(), "/sign-in/verify", "{}", answer.body);
    visitor
}

async fn verify(visitor: &mut Visitor, code: &str) -> StatusCode {
    visitor.post(VERIFY, &[("factor", "totp"), ("code", code)]).await.status
}

fn a_wrong_code(right: &str) -> String {
    let number: u32 = right.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

on_both! {
    async fn t34_a_code_confirms_only_the_address_that_it_was_sent_to(fresh) {
        const FIRST: &str = "first@new.example.org";
        const SECOND: &str = "second@new.example.org";
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        let accounts = "SELECT COUNT(*) FROM accounts WHERE email = $1";
        let methods = "SELECT COUNT(*) FROM email_authenticators WHERE email = $1";

        // the code for e-mailed codes went to the address before the change
        assert_eq!(alice.post("/api/email-otp/send", &[]).await.status, StatusCode::SEE_OTHER);
        let for_mfa = portal.mailed_code(ALICE).await;
        portal.clock.advance(120);
        assert_eq!(alice.post("/api/account/request-address", &[("email", FIRST)]).await.status, StatusCode::SEE_OTHER);
        let to_first = portal.mailed_code(FIRST).await;
        portal.clock.advance(120);
        assert_eq!(alice.post("/api/account/request-address", &[("email", SECOND)]).await.status, StatusCode::SEE_OTHER);
        let to_second = portal.mailed_code(SECOND).await;

        let wrong = alice.post("/api/account/confirm-address", &[("code", &to_first)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
        // an address that a form claims is nothing that the code proves
        let claimed = [("code", &*to_second), ("email", FIRST)];
        assert_eq!(alice.post("/api/account/confirm-address", &claimed).await.status, StatusCode::SEE_OTHER);
        assert_eq!((portal.count(accounts, FIRST).await, portal.count(accounts, SECOND).await), (0, 1));

        alice.post("/api/email-otp/confirm", &[("code", &for_mfa)]).await;
        assert_eq!((portal.count(methods, FIRST).await, portal.count(methods, SECOND).await), (0, 0));
    }

    async fn t01_one_code_sent_many_times_at_once_to_two_instances_succeeds_exactly_once(fresh) {
        let (portal, key) = alice_with_totp(fresh).await;
        let other = portal.instance(fresh).await;
        let code = otp::code(&key, portal.clock.unix());
        let mut sent = tokio::task::JoinSet::new();
        let first = half_way(&portal, "192.0.2.7").await;
        let second = half_way(&portal, "192.0.2.7").await;
        for at in 0..10 {
            let half = if at % 2 == 0 { first.clone() } else { second.clone() };
            let mut half = half.on(if at % 4 < 2 { &portal } else { &other });
            let code = code.clone();
            sent.spawn(async move {
                let answer = half.post(VERIFY, &[("factor", "totp"), ("code", &code)]).await;
                (answer.status, answer.location().to_owned())
            });
        }
        let answers = sent.join_all().await;
        // a sign-in that another request has finished leads back to the sign-in page
        let successes = answers.iter().filter(|(_, location)| location == "/").count();
        assert_eq!(successes, 1, "{answers:?}");
        assert_eq!(portal.events("sign_in_succeeded").await, 2);
    }

    async fn t02_neither_a_used_code_nor_an_older_unused_one_is_accepted_again(fresh) {
        let (portal, key) = alice_with_totp(fresh).await;
        let now = portal.clock.unix();
        let (older, present) = (otp::code(&key, now - 30), otp::code(&key, now));
        assert_eq!(verify(&mut half_way(&portal, "192.0.2.7").await, &present).await, StatusCode::SEE_OTHER);
        for code in [&present, &older] {
            let status = verify(&mut half_way(&portal, "192.0.2.7").await, code).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        portal.clock.advance(-30);
        let status = verify(&mut half_way(&portal, "192.0.2.7").await, &older).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn t04_the_policys_skew_says_which_time_steps_are_accepted(fresh) {
        let check = async |skew, refused: &[i64], accepted: &[i64]| {
            let portal = TestPortal::with(fresh.open().await, |config| config.policy.mfa.totp.skew = skew);
            let email = format!("skew-{}@example.org", u8::from(skew));
            portal.account(&email, Role::General).await;
            let mut person = portal.visitor("192.0.2.7");
            person.begin(&email, PASSWORD).await;
            let key = person.enrol_totp().await;
            portal.clock.advance(300);
            let expected = refused.iter().map(|by| (by, StatusCode::UNPROCESSABLE_ENTITY));
            for (by, status) in expected.chain(accepted.iter().map(|by| (by, StatusCode::SEE_OTHER))) {
                let mut half = portal.visitor("192.0.2.7");
                assert_eq!(half.begin(&email, PASSWORD).await.location(), "/sign-in/verify");
                let code = otp::code(&key, portal.clock.unix() + by);
                assert_eq!(verify(&mut half, &code).await, status, "{skew:?}, {by} seconds");
            }
        };
        check(Skew::None, &[-60, -30, 30, 60], &[0]).await;
        check(Skew::One, &[-90, -60, 60, 90], &[-30, 0, 30]).await;
    }

    async fn t05_of_many_wrong_codes_at_once_at_most_five_are_looked_at(fresh) {
        let (portal, key) = alice_with_totp(fresh).await;
        let half = half_way(&portal, "192.0.2.7").await;
        let wrong = a_wrong_code(&otp::code(&key, portal.clock.unix()));
        let mut sent = tokio::task::JoinSet::new();
        for _ in 0..40 {
            let (mut half, wrong) = (half.clone(), wrong.clone());
            sent.spawn(async move { verify(&mut half, &wrong).await });
        }
        let answers = sent.join_all().await;
        let looked_at = answers.iter().filter(|status| **status == StatusCode::UNPROCESSABLE_ENTITY).count();
        let refused = answers.iter().filter(|status| **status == StatusCode::TOO_MANY_REQUESTS).count();
        assert_eq!((looked_at, refused), (5, 35), "{answers:?}");
        assert_eq!(portal.events("second_factor_failed").await, 5);
        // the right code is not looked at either
        let right = otp::code(&key, portal.clock.unix());
        assert_eq!(verify(&mut half.clone(), &right).await, StatusCode::TOO_MANY_REQUESTS);
    }

    async fn t06_the_count_is_the_accounts_across_sign_ins_addresses_and_instances(fresh) {
        let (portal, key) = alice_with_totp(fresh).await;
        let other = portal.instance(fresh).await;
        let wrong = a_wrong_code(&otp::code(&key, portal.clock.unix()));
        for at in 0..5 {
            let mut half = half_way(&portal, &format!("192.0.2.{}", 20 + at)).await;
            if at % 2 == 1 {
                half = half.on(&other);
            }
            assert_eq!(verify(&mut half, &wrong).await, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let mut half = half_way(&portal, "198.51.100.1").await.on(&other);
        assert_eq!(verify(&mut half, &wrong).await, StatusCode::TOO_MANY_REQUESTS);
    }

    async fn t06_after_a_hundred_failures_the_authenticator_is_disabled_until_it_is_bound_again(fresh) {
        let (portal, key) = alice_with_totp(fresh).await;
        let mut looked_at = 0;
        while looked_at < 100 {
            let mut half = half_way(&portal, "192.0.2.7").await;
            let wrong = a_wrong_code(&otp::code(&key, portal.clock.unix()));
            match verify(&mut half, &wrong).await {
                StatusCode::UNPROCESSABLE_ENTITY => looked_at += 1,
                StatusCode::TOO_MANY_REQUESTS => portal.clock.advance(3_600),
                other => panic!("{other}"),
            }
        }
        portal.clock.advance(7_200);
        let mut half = half_way(&portal, "192.0.2.7").await;
        let right = otp::code(&key, portal.clock.unix());
        let answer = half.post(VERIFY, &[("factor", "totp"), ("code", &right)]).await;
        assert_ne!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(portal.events("authenticator_disabled").await, 1);
        assert!(!half.is_in().await);
    }

    async fn t08_a_failure_is_counted_although_the_request_is_abandoned(fresh) {
        let (portal, key) = alice_with_totp(fresh).await;
        let half = half_way(&portal, "192.0.2.7").await;
        let wrong = a_wrong_code(&otp::code(&key, portal.clock.unix()));
        let charged = "SELECT COALESCE(MAX(in_window), 0) FROM throttles WHERE bucket = $1";
        for _ in 0..5 {
            let before = portal.count(charged, "otp").await;
            let (mut abandoned, wrong) = (half.clone(), wrong.clone());
            let request = tokio::spawn(async move { verify(&mut abandoned, &wrong).await });
            // abandoned as soon as the charge is committed, whatever the request does next
            while portal.count(charged, "otp").await == before {
                tokio::task::yield_now().await;
            }
            request.abort();
            let _ = request.await;
        }
        let right = otp::code(&key, portal.clock.unix());
        assert_eq!(verify(&mut half.clone(), &right).await, StatusCode::TOO_MANY_REQUESTS);
    }

    async fn t09_an_emailed_code_works_only_in_its_own_sign_in_the_newest_in_its_time(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        alice.post("/api/email-otp/send", &[]).await;
        let code = portal.mailed_code(ALICE).await;
        let done = alice.post("/api/email-otp/confirm", &[("code", &code)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        portal.clock.advance(3_600);

        let email = |code: String| [("factor", "email".to_owned()), ("code", code)];
        let try_code = async |visitor: &mut Visitor, code: String| {
            let fields = email(code);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
            visitor.post(VERIFY, &fields).await.status
        };
        // with the password right, the code is sent at once
        let mut one = half_way(&portal, "192.0.2.7").await;
        let first = portal.mailed_code(ALICE).await;
        portal.clock.advance(60);
        let mut two = half_way(&portal, "192.0.2.7").await;
        let second = portal.mailed_code(ALICE).await;
        assert_ne!(first, second);
        // another sign-in's code, and a replaced one
        assert_eq!(try_code(&mut one, second.clone()).await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(try_code(&mut one, first.clone()).await, StatusCode::UNPROCESSABLE_ENTITY);
        // in its own sign-in, but too late
        let mut late = two.clone();
        portal.clock.advance(599);
        assert_eq!(try_code(&mut two, second.clone()).await, StatusCode::SEE_OTHER);
        assert_eq!(try_code(&mut late, second).await, StatusCode::SEE_OTHER, "the sign-in is over");
        assert!(!late.is_in().await);
        portal.clock.advance(3_600);
        let mut three = half_way(&portal, "192.0.2.7").await;
        let third = portal.mailed_code(ALICE).await;
        portal.clock.advance(600);
        assert_eq!(three.post(VERIFY, &[("factor", "email"), ("code", &third)]).await.location(), "/sign-in?done=sign_in_expired");
    }

    async fn t10_a_recovery_code_works_once_and_for_its_owner_only(fresh) {
        let portal = portal(fresh).await;
        for email in [ALICE, "bob@example.org"] {
            portal.account(email, Role::General).await;
        }
        let mut codes = Vec::new();
        for email in [ALICE, "bob@example.org"] {
            let mut person = portal.visitor("192.0.2.7");
            person.begin(email, PASSWORD).await;
            person.enrol_totp().await;
            let page = person.get("/security/mfa/recovery").await.body;
            codes.push(recovery_codes(&page));
        }
        assert_eq!((codes[0].len(), codes[1].len()), (10, 10));
        let recover = async |code: &str| {
            let mut half = half_way(&portal, "192.0.2.7").await;
            half.post(VERIFY, &[("factor", "recovery"), ("code", code)]).await.status
        };
        assert_eq!(recover(&codes[1][0]).await, StatusCode::UNPROCESSABLE_ENTITY, "somebody else's");
        assert_eq!(recover(&codes[0][0]).await, StatusCode::SEE_OTHER);
        assert_eq!(recover(&codes[0][0]).await, StatusCode::UNPROCESSABLE_ENTITY, "a second time");
        assert_eq!(recover(&codes[0][1].to_lowercase().replace('-', " ")).await, StatusCode::SEE_OTHER);
        for code in codes.iter().flatten() {
            let plain = code.replace('-', "");
            let stored = "SELECT COUNT(*) FROM recovery_codes WHERE CAST(digest AS TEXT) LIKE '%' || $1 || '%'";
            if portal.core.db.kind() == "sqlite" {
                assert_eq!(portal.count(stored, &plain).await, 0);
            }
        }
    }

    async fn t11_no_authenticator_is_active_before_a_code_of_it_was_shown(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        let page = alice.get("/security/mfa/totp").await;
        let key = otp::key_on(&page.body);
        let wrong = a_wrong_code(&otp::code(&key, portal.clock.unix()));
        let answer = alice.post("/api/totp/confirm", &[("code", &wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(portal.count("SELECT COUNT(*) FROM totp_authenticators WHERE state = $1", "active").await, 0);
        let mut again = portal.visitor("192.0.2.7");
        assert_eq!(again.begin(ALICE, PASSWORD).await.location(), "/");
        // a code of somebody else's pending key proves nothing either
        let other = again.get("/security/mfa/totp").await;
        let other_key = otp::key_on(&other.body);
        assert_ne!(key, other_key);
        let code = otp::code(&other_key, portal.clock.unix());
        assert_eq!(alice.post("/api/totp/confirm", &[("code", &code)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_code_is_taken_with_spaces_or_a_hyphen_in_it(fresh) {
        let (portal, key) = alice_with_totp(fresh).await;
        for separator in [" ", "-"] {
            portal.clock.advance(60);
            let code = otp::code(&key, portal.clock.unix());
            let typed = format!("{}{separator}{}", &code[..3], &code[3..]);
            assert_eq!(verify(&mut half_way(&portal, "192.0.2.7").await, &typed).await, StatusCode::SEE_OTHER);
        }
    }

    async fn t07_asking_for_another_code_gives_no_guesses_back(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        alice.begin(ALICE, PASSWORD).await;
        alice.post("/api/email-otp/send", &[]).await;
        let mut guesses = 0;
        for _ in 0..3 {
            for _ in 0..2 {
                let wrong = a_wrong_code(&portal.mailed_code(ALICE).await);
                let status = alice.post("/api/email-otp/confirm", &[("code", &wrong)]).await.status;
                guesses += u32::from(status == StatusCode::UNPROCESSABLE_ENTITY);
            }
            portal.clock.advance(61);
            alice.post("/api/email-otp/send", &[]).await;
        }
        assert_eq!(guesses, 5);
    }
}

/// The codes on the page: `XXXX-XXXX-XXXX-X`.
fn recovery_codes(page: &str) -> Vec<String> {
    let mut codes: Vec<String> = page
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .filter(|word| {
            let parts: Vec<usize> = word.split('-').map(str::len).collect();
            parts == [4, 4, 4, 1]
        })
        .map(ToOwned::to_owned)
        .collect();
    codes.dedup();
    let mut seen = std::collections::BTreeSet::new();
    codes.retain(|code| seen.insert(code.clone()));
    codes
}
