//! MFA grants, and second factors that are shown again (T24, T28, T29).

use crate::support::{Fresh, PASSWORD, TestPortal, Visitor, otp};
use axum::http::StatusCode;
use sekisho::grant::store;
use sekisho_app::id::AccountId;
use sekisho_engine::policy::{GrantBinding, MfaMode, Role};

const ALICE: &str = "alice@example.org";
const HOME: &str = "192.0.2.7";
const CAFE: &str = "198.51.100.20";
const HOURS: i64 = 3_600;

/// A portal where a second factor counts for one person at one address, for 14 hours.
async fn portal(fresh: &Fresh) -> TestPortal {
    TestPortal::with(fresh.open().await, |config| {
        config.policy.mfa.mode = MfaMode::Required;
        config.policy.grant.binding = GrantBinding::SourceAddress;
        config.policy.session.idle_minutes = 1_440.try_into().unwrap();
        config.policy.session.absolute_hours = 72.try_into().unwrap();
    })
}

/// Somebody with an authenticator app.
struct Person {
    id: AccountId,
    email: String,
    key: String,
}

impl Person {
    /// Sets the app up while signing in, in another browser, and forgets what that earned.
    async fn new(portal: &TestPortal, email: &str, role: Role) -> Self {
        let id = portal.account(email, role).await;
        let mut first = portal.visitor("203.0.113.99");
        assert_eq!(first.begin(email, PASSWORD).await.location(), "/sign-in/enrol");
        let page = first.get("/sign-in/enrol?method=totp").await;
        let key = otp::key_on(&page.body);
        let code = otp::code(&key, portal.clock.unix());
        let done = first.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        first.post("/api/session/revoke-others", &[]).await;
        first.post("/api/sign-in/out", &[]).await;
        portal.clock.advance(60);
        Self { id, email: email.to_owned(), key }
    }

    /// Shows the code that the app shows now.
    async fn verify(&self, portal: &TestPortal, visitor: &mut Visitor) -> String {
        let code = otp::code(&self.key, portal.clock.unix());
        let done = visitor.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        // a code works once: the next one is another
        portal.clock.advance(60);
        done.location().to_owned()
    }

    /// Signs in from `address` with both factors.
    async fn sign_in(&self, portal: &TestPortal, address: &str) -> Visitor {
        let mut visitor = portal.visitor(address);
        assert_eq!(visitor.begin(&self.email, PASSWORD).await.location(), "/sign-in/verify");
        self.verify(portal, &mut visitor).await;
        assert!(visitor.is_in().await);
        visitor
    }

    /// Where a password alone leads from `address`.
    async fn led(&self, portal: &TestPortal, address: &str) -> String {
        portal.visitor(address).begin(&self.email, PASSWORD).await.location().to_owned()
    }

    /// Where the grants count that have not ended.
    async fn sources(&self, portal: &TestPortal) -> Vec<String> {
        let mut reader = portal.core.db.read().await.unwrap();
        let now = portal.core.clock.now();
        let grants = store::list(&mut reader, self.id, now).await.unwrap();
        grants.iter().map(|stored| stored.grant.source.to_string()).collect()
    }
}

fn session_of(visitor: &Visitor) -> Option<&String> {
    visitor.cookies.get("__Host-sekisho")
}

on_both! {
    async fn t28_a_second_factor_that_is_shown_again_gives_the_session_a_new_token_and_earns_a_grant(fresh) {
        let portal = portal(fresh).await;
        let alice = Person::new(&portal, ALICE, Role::General).await;
        let mut browser = alice.sign_in(&portal, HOME).await;
        let before = browser.clone();
        let page = browser.get("/sign-in/step-up?next=%2Fhistory%2Flog").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("value=\"/history/log\""), "{}", page.body);
        assert_eq!(portal.events("stepped_up").await, 0, "opening the page does nothing");
        let begun = browser.post("/api/sign-in/step-up", &[("next", "/history/log")]).await;
        assert_eq!(begun.location(), "/sign-in/verify");
        assert_eq!(session_of(&browser), session_of(&before), "nothing was shown yet");
        assert!(browser.is_in().await, "whoever is in stays in meanwhile");
        assert_eq!(alice.verify(&portal, &mut browser).await, "/history/log");
        assert_ne!(session_of(&browser), session_of(&before));
        assert!(browser.is_in().await);
        assert!(!before.clone().is_in().await, "the token before is nobody's");
        assert_eq!(portal.events("stepped_up").await, 1);
        assert_eq!(alice.sources(&portal).await, ["192.0.2.7/32", "192.0.2.7/32"]);
    }

    async fn t29_the_second_factor_of_one_session_is_not_shown_in_another(fresh) {
        let portal = portal(fresh).await;
        let alice = Person::new(&portal, ALICE, Role::General).await;
        let bob = Person::new(&portal, "bob@example.org", Role::General).await;
        let mut browser = alice.sign_in(&portal, HOME).await;
        let begun = browser.post("/api/sign-in/step-up", &[]).await;
        assert_eq!(begun.location(), "/sign-in/verify");
        let half = browser.cookies["__Host-sekisho-sign-in"].clone();
        for mut other in [alice.sign_in(&portal, CAFE).await, bob.sign_in(&portal, CAFE).await, portal.visitor(HOME)] {
            other.cookies.insert("__Host-sekisho-sign-in".to_owned(), half.clone());
            assert_ne!(other.get("/sign-in/verify").await.status, StatusCode::OK);
            let code = otp::code(&alice.key, portal.clock.unix());
            let done = other.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
            assert!(done.location().starts_with("/sign-in"), "{}", done.location());
        }
        assert_eq!(portal.events("stepped_up").await, 0);
        assert_eq!(browser.post("/api/sign-in/cancel", &[]).await.location(), "/");
        assert!(browser.is_in().await, "whoever gives it up stays in");
    }

    async fn t24_a_grant_is_one_persons_at_one_address_for_its_time(fresh) {
        let portal = portal(fresh).await;
        let alice = Person::new(&portal, ALICE, Role::General).await;
        let bob = Person::new(&portal, "bob@example.org", Role::General).await;
        let boss = Person::new(&portal, "boss@example.org", Role::Admin).await;
        let began = portal.clock.unix();
        for person in [&alice, &boss] {
            person.sign_in(&portal, HOME).await;
        }
        let end = began + 14 * HOURS;
        assert_eq!(alice.led(&portal, HOME).await, "/", "the password is enough here");
        assert_eq!(alice.led(&portal, "::ffff:192.0.2.7").await, "/", "the same address, written otherwise");
        for elsewhere in ["192.0.2.8", CAFE, "2001:db8::7"] {
            assert_eq!(alice.led(&portal, elsewhere).await, "/sign-in/verify", "{elsewhere}");
        }
        assert_eq!(bob.led(&portal, HOME).await, "/sign-in/verify", "another person has nothing");
        assert_eq!(boss.led(&portal, HOME).await, "/sign-in/verify", "an administrator shows one every time");
        portal.clock.advance(end - portal.clock.unix() - 1);
        assert_eq!(alice.led(&portal, HOME).await, "/", "the last second");
        portal.clock.advance(1);
        assert_eq!(alice.led(&portal, HOME).await, "/sign-in/verify", "using it has not made it longer");
        portal.clock.advance(-15 * HOURS);
        assert_eq!(alice.led(&portal, HOME).await, "/sign-in/verify", "nor does a clock that steps back");
    }

    async fn somebody_without_a_second_factor_sets_one_up_and_goes_on(fresh) {
        let portal = TestPortal::with(fresh.open().await, |config| config.policy.mfa.mode = MfaMode::OptIn);
        portal.account(ALICE, Role::General).await;
        let mut browser = portal.visitor(HOME);
        assert_eq!(browser.begin(ALICE, PASSWORD).await.location(), "/");
        let begun = browser.post("/api/sign-in/step-up", &[("next", "/account")]).await;
        assert_eq!(begun.location(), "/sign-in/enrol");
        let page = browser.get("/sign-in/enrol?method=totp").await;
        let code = otp::code(&otp::key_on(&page.body), portal.clock.unix());
        let done = browser.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await;
        // the recovery codes come first
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert!(browser.is_in().await);
        assert_eq!(portal.events("stepped_up").await, 1);
    }
}
