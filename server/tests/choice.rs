//! Choosing a method at sign-in, and switching second factors off and on.

use crate::support::{Fresh, PASSWORD, TestPortal, Visitor, otp};
use axum::http::StatusCode;
use sekisho_engine::policy::{Choice, GrantBinding, MfaMode, Role};

const ALICE: &str = "alice@example.org";
const HOME: &str = "192.0.2.7";
const CAFE: &str = "198.51.100.20";

async fn portal(fresh: &Fresh) -> TestPortal {
    TestPortal::with(fresh.open().await, |config| {
        config.policy.mfa.mode = MfaMode::OptIn;
        config.policy.mfa.choice = Choice::Ask;
        config.policy.mfa.switch = true;
    })
}

/// Somebody with an authenticator app and e-mailed codes, signed in at home; and the app's key.
async fn with_both(portal: &TestPortal) -> (Visitor, String) {
    portal.account(ALICE, Role::General).await;
    let mut alice = portal.visitor(HOME);
    assert_eq!(alice.begin(ALICE, PASSWORD).await.location(), "/");
    let key = alice.enrol_totp().await;
    alice.post("/api/email-otp/send", &[]).await;
    let code = portal.mailed_code(ALICE).await;
    let done = alice.post("/api/email-otp/confirm", &[("code", &code)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    portal.clock.advance(300);
    (alice, key)
}

/// How many links to a method's page a page has, in their order.
fn offered(page: &str) -> Vec<String> {
    let marks = page.split("href=\"/sign-in/verify?factor=").skip(1);
    marks.filter_map(|rest| rest.split('"').next().map(ToOwned::to_owned)).collect()
}

async fn switch(visitor: &mut Visitor, on: &str) -> crate::support::portal::Answer {
    visitor.post("/api/mfa/switch", &[("on", on)]).await
}

on_both! {
    async fn after_the_password_the_methods_are_chosen_from_the_one_used_last_first(fresh) {
        let portal = portal(fresh).await;
        let (_, key) = with_both(&portal).await;
        let mut alice = portal.visitor(CAFE);
        assert_eq!(alice.begin(ALICE, PASSWORD).await.location(), "/sign-in/verify");
        let page = alice.get("/sign-in/verify").await.body;
        assert_eq!(offered(&page), ["totp", "email", "recovery"]);
        assert!(!page.contains("Your usual one") && !page.contains("name=\"code\""), "{page}");
        // choosing sends nothing by itself
        let mails = portal.mails(ALICE).await.len();
        let page = alice.get("/sign-in/verify?factor=email").await.body;
        assert!(page.contains("/api/sign-in/send-code") && page.contains("href=\"/sign-in/verify\""), "{page}");
        assert_eq!(portal.mails(ALICE).await.len(), mails);
        assert_eq!(alice.post("/api/sign-in/send-code", &[]).await.status, StatusCode::SEE_OTHER);
        let code = portal.mailed_code(ALICE).await;
        let done = alice.post("/api/sign-in/verify", &[("factor", "email"), ("code", &code)]).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/"));

        let mut again = portal.visitor(CAFE);
        again.begin(ALICE, PASSWORD).await;
        let page = again.get("/sign-in/verify").await.body;
        assert_eq!(offered(&page), ["email", "totp", "recovery"]);
        assert!(page.contains("Your usual one"), "{page}");
        // a wrong code leads back to its own page, not to the choice
        let wrong = again.post("/api/sign-in/verify", &[("factor", "totp"), ("code", "000000")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("name=\"code\""), "{}", wrong.body);
        let code = otp::code(&key, portal.clock.unix());
        let done = again.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }

    async fn there_is_no_choice_with_one_method_nor_where_the_last_one_used_is_asked_for(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut first = portal.visitor(HOME);
        first.begin(ALICE, PASSWORD).await;
        first.enrol_totp().await;
        let mut alice = portal.visitor(CAFE);
        alice.begin(ALICE, PASSWORD).await;
        let page = alice.get("/sign-in/verify").await.body;
        assert!(page.contains("name=\"code\"") && offered(&page) == ["recovery"], "{page}");
    }

    async fn somebody_signed_in_who_shows_a_second_factor_again_chooses_too(fresh) {
        let portal = portal(fresh).await;
        let (mut alice, _) = with_both(&portal).await;
        let begun = alice.post("/api/sign-in/step-up", &[("next", "/account")]).await;
        assert_eq!(begun.location(), "/sign-in/verify");
        assert_eq!(offered(&alice.get("/sign-in/verify").await.body), ["totp", "email", "recovery"]);
        alice.post("/api/sign-in/send-code", &[]).await;
        let code = portal.mailed_code(ALICE).await;
        let done = alice.post("/api/sign-in/verify", &[("factor", "email"), ("code", &code)]).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/account"));
    }

    async fn t30_switched_off_the_password_is_enough_and_switched_on_the_same_methods_are_asked_for(fresh) {
        let portal = portal(fresh).await;
        let (mut alice, _) = with_both(&portal).await;
        let mut other = alice.at(CAFE);
        other.cookies.clear();
        other.begin(ALICE, PASSWORD).await;

        // not without a fresh proof, and not by half a sign-in
        portal.clock.advance(3_000);
        let stale = switch(&mut alice, "no").await;
        assert_eq!(stale.status, StatusCode::UNAUTHORIZED, "{}", stale.body);
        assert_ne!(switch(&mut other, "no").await.location(), "/security/mfa?done=mfa_switched_off");
        assert_eq!(portal.events("mfa_switched").await, 0);
        let mut alice = portal.visitor(HOME);
        alice.begin(ALICE, PASSWORD).await;
        alice.post("/api/sign-in/send-code", &[]).await;
        let code = portal.mailed_code(ALICE).await;
        alice.post("/api/sign-in/verify", &[("factor", "email"), ("code", &code)]).await;
        for wrong in ["", "off", "YES"] {
            assert_eq!(switch(&mut alice, wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
        assert_eq!(switch(&mut alice, "no").await.location(), "/security/mfa?done=mfa_switched_off");
        assert_eq!(portal.events("mfa_switched").await, 1);
        let told = portal.mails(ALICE).await.pop().unwrap();
        assert!(told.contains("switched off"), "{told}");
        assert!(alice.is_in().await);
        let mut cafe = portal.visitor(CAFE);
        assert_eq!(cafe.begin(ALICE, PASSWORD).await.location(), "/");
        let page = alice.get("/security/mfa").await.body;
        assert_eq!(page.matches("/api/totp/remove").count(), 1, "the methods stay: {page}");
        // what was as it is now changes nothing
        assert_eq!(switch(&mut alice, "no").await.location(), "/security/mfa");
        assert_eq!(portal.events("mfa_switched").await, 1);

        assert_eq!(switch(&mut cafe, "yes").await.location(), "/security/mfa?done=mfa_switched_on");
        assert!(!alice.is_in().await, "what came in by the password alone is over");
        let mut back = portal.visitor(CAFE);
        assert_eq!(back.begin(ALICE, PASSWORD).await.location(), "/sign-in/verify");
        assert_eq!(offered(&back.get("/sign-in/verify").await.body)[0], "email");
    }

    async fn t30_administrators_and_where_the_policy_says_so_nobody_switches(fresh) {
        let portal = portal(fresh).await;
        portal.account("admin@example.org", Role::Admin).await;
        let mut admin = portal.visitor(HOME);
        admin.begin("admin@example.org", PASSWORD).await;
        let key = otp::key_on(&admin.get("/sign-in/enrol?method=totp").await.body);
        let code = otp::code(&key, portal.clock.unix());
        admin.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await;
        let page = admin.get("/security/mfa").await.body;
        assert!(page.contains("Administrators and supporters always") && !page.contains("/api/mfa/switch"), "{page}");
        assert_eq!(switch(&mut admin, "no").await.status, StatusCode::FORBIDDEN);

        for (mode, offered) in [(MfaMode::Required, true), (MfaMode::Never, true), (MfaMode::OptIn, false)] {
            let strict = TestPortal::with(fresh.open().await, |config| {
                config.policy.mfa.mode = mode;
                config.policy.mfa.switch = offered;
            });
            let mut admin = admin.on(&strict);
            assert!(!admin.get("/security/mfa").await.body.contains("id=\"use\""));
            assert_eq!(switch(&mut admin, "no").await.status, StatusCode::FORBIDDEN, "{mode:?}");
        }
    }

    async fn t30_whoever_switched_off_is_asked_again_where_nobody_switches_any_more(fresh) {
        let portal = portal(fresh).await;
        let (mut alice, _) = with_both(&portal).await;
        switch(&mut alice, "no").await;
        assert_eq!(portal.visitor(CAFE).begin(ALICE, PASSWORD).await.location(), "/");
        let stricter = TestPortal::with(fresh.open().await, |config| config.policy.mfa.mode = MfaMode::OptIn);
        assert_eq!(stricter.visitor(CAFE).begin(ALICE, PASSWORD).await.location(), "/sign-in/verify");
    }

    async fn on_without_a_method_one_is_set_up_now_or_at_the_next_sign_in(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor(HOME);
        alice.begin(ALICE, PASSWORD).await;
        assert_eq!(switch(&mut alice, "yes").await.location(), "/security/mfa?done=mfa_switched_on");
        assert!(alice.get("/security/mfa").await.body.contains("No method is set up yet"));
        let mut later = portal.visitor(CAFE);
        assert_eq!(later.begin(ALICE, PASSWORD).await.location(), "/sign-in/enrol");
        let page = later.get("/sign-in/enrol").await.body;
        assert!(page.contains("method=totp") && page.contains("method=email"), "{page}");
    }

    async fn off_ends_grants_and_on_is_asked_for_at_once_where_a_second_factor_counts_at_an_address(fresh) {
        let portal = TestPortal::with(fresh.open().await, |config| {
            config.policy.mfa.mode = MfaMode::OptIn;
            config.policy.mfa.switch = true;
            config.policy.grant.binding = GrantBinding::SourceAddress;
        });
        let (mut alice, _) = with_both(&portal).await;
        let grants = "SELECT COUNT(*) FROM grants WHERE source LIKE $1 || '%'";
        assert!(portal.count(grants, HOME).await > 0);
        assert_eq!(switch(&mut alice, "no").await.status, StatusCode::SEE_OTHER);
        assert_eq!((portal.count(grants, HOME).await, portal.events("grants_ended").await > 0), (0, true));
        assert!(alice.is_in().await);
        let on = switch(&mut alice, "yes").await;
        assert_eq!(on.location(), "/sign-in?done=mfa_switched_on_sign_in_again");
        assert!(!alice.is_in().await);
        assert_eq!(alice.begin(ALICE, PASSWORD).await.location(), "/sign-in/verify");
    }
}
