//! MFA grants, and second factors that are shown again (T24, T28, T29).

use crate::support::portal::ORIGIN;
use crate::support::{Fresh, PASSWORD, TestPortal, Visitor, otp};
use axum::body::Body;
use axum::http::{Request, StatusCode};
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

    /// The same where a grant counts already: ends them first.
    async fn sign_in_anew(&self, portal: &TestPortal, address: &str) -> Visitor {
        let mut tx = portal.core.db.begin().await.unwrap();
        store::end_all(&mut tx, self.id, portal.core.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        self.sign_in(portal, address).await
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
        let rosa = Person::new(&portal, "rosa@example.org", Role::Support).await;
        let began = portal.clock.unix();
        for person in [&alice, &boss, &rosa] {
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
        assert_eq!(rosa.led(&portal, HOME).await, "/sign-in/verify", "so does a supporter");
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

    async fn t24_a_second_success_is_another_grant_and_lengthens_none(fresh) {
        let portal = portal(fresh).await;
        let alice = Person::new(&portal, ALICE, Role::General).await;
        let mut browser = alice.sign_in(&portal, HOME).await;
        let ends = "SELECT MIN(ends_at) FROM grants WHERE source = $1";
        let first = portal.count(ends, "192.0.2.7/32").await;
        portal.clock.advance(5 * HOURS);
        browser.post("/api/sign-in/step-up", &[]).await;
        alice.verify(&portal, &mut browser).await;
        assert_eq!(portal.count(ends, "192.0.2.7/32").await, first, "the first one ends when it did");
        assert_eq!(portal.count("SELECT COUNT(*) FROM grants WHERE source = $1", "192.0.2.7/32").await, 2);
        assert_eq!(portal.count("SELECT MAX(ends_at) FROM grants WHERE source = $1", "192.0.2.7/32").await - first, 5 * HOURS + 60);
        // the password alone, day in, day out, earns nothing
        for _ in 0..3 {
            portal.clock.advance(HOURS);
            assert_eq!(alice.led(&portal, HOME).await, "/");
        }
        assert_eq!(portal.count("SELECT COUNT(*) FROM grants WHERE source = $1", "192.0.2.7/32").await, 2);
    }

    async fn t24_a_session_goes_on_only_where_and_while_a_second_factor_counts(fresh) {
        let portal = portal(fresh).await;
        let alice = Person::new(&portal, ALICE, Role::General).await;
        let browser = alice.sign_in(&portal, HOME).await;
        let shown = portal.clock.unix() - 60;
        let mut cafe = browser.at(CAFE);
        assert_eq!(cafe.get("/account").await.location(), "/sign-in?next=%2Faccount");
        let why = "Your second factor doesn’t count at the address you are using now";
        let page = cafe.get("/sign-in").await;
        assert!(page.body.contains(why), "{}", page.body);
        assert!(!portal.visitor(CAFE).get("/sign-in").await.body.contains(why), "said to whoever is signed in only");
        let mut home = browser.clone();
        assert!(home.is_in().await, "the session waited where it was");
        portal.clock.advance(shown + 14 * HOURS - portal.clock.unix() - 1);
        assert!(home.is_in().await, "the last second");
        portal.clock.advance(1);
        assert!(!home.is_in().await);
        assert!(home.get("/sign-in").await.body.contains(why));
        assert_eq!(home.begin(ALICE, PASSWORD).await.location(), "/sign-in/verify");
        alice.verify(&portal, &mut home).await;
        assert!(home.is_in().await);
    }

    async fn t24_a_second_factor_shown_elsewhere_takes_the_session_along_and_lengthens_nothing_here(fresh) {
        let portal = portal(fresh).await;
        let alice = Person::new(&portal, ALICE, Role::General).await;
        alice.sign_in(&portal, HOME).await;
        portal.clock.advance(13 * HOURS);
        // by the grant, without a second factor of its own
        let mut browser = portal.visitor(HOME);
        assert_eq!(browser.begin(ALICE, PASSWORD).await.location(), "/");
        browser.post("/api/sign-in/step-up", &[]).await;
        let mut cafe = browser.at(CAFE);
        // somewhere else the session doesn't count: what was begun can't be shown there
        let code = otp::code(&alice.key, portal.clock.unix());
        let refused = cafe.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
        assert!(refused.location().starts_with("/sign-in"), "{}", refused.location());
        assert_eq!(portal.events("stepped_up").await, 0);
        portal.clock.advance(HOURS);
        assert!(!browser.is_in().await, "the grant ends when it does, whatever stands on it");
    }

    async fn t24_an_ipv6_grant_is_the_prefixs_and_no_other_family_is_covered(fresh) {
        let portal = portal(fresh).await;
        let alice = Person::new(&portal, ALICE, Role::General).await;
        alice.sign_in(&portal, "2001:db8:1:2::7").await;
        assert_eq!(alice.sources(&portal).await, ["2001:db8:1:2::/64"]);
        assert_eq!(alice.led(&portal, "2001:db8:1:2:ffff::1").await, "/");
        for elsewhere in ["2001:db8:1:3::7", HOME, "::ffff:192.0.2.7"] {
            assert_eq!(alice.led(&portal, elsewhere).await, "/sign-in/verify", "{elsewhere}");
        }
        alice.sign_in(&portal, "::ffff:192.0.2.7").await;
        assert_eq!(alice.led(&portal, HOME).await, "/", "a mapped address is the IPv4 address");
    }

    async fn t24_grants_end_with_whatever_they_stand_on(fresh) {
        let portal = portal(fresh).await;
        let boss = Person::new(&portal, "boss@example.org", Role::Admin).await;
        let endings = [
            Ending::Password,
            Ending::Authenticator,
            Ending::Everywhere,
            Ending::Lock,
            Ending::Reset,
            Ending::AdminEnds,
            Ending::Own,
            Ending::AllOwn,
        ];
        for (number, ending) in endings.into_iter().enumerate() {
            let email = format!("p{number}@example.org");
            let person = Person::new(&portal, &email, Role::General).await;
            let bystander = Person::new(&portal, &format!("b{number}@example.org"), Role::General).await;
            bystander.sign_in(&portal, HOME).await;
            let mut browser = person.sign_in(&portal, HOME).await;
            assert_eq!(person.sources(&portal).await, ["192.0.2.7/32"], "{ending:?}");
            ending.happen(&portal, &person, &mut browser, &boss).await;
            assert!(person.sources(&portal).await.is_empty(), "{ending:?}");
            assert_ne!(person.led(&portal, HOME).await, "/", "{ending:?}");
            assert_eq!(bystander.sources(&portal).await, ["192.0.2.7/32"], "{ending:?}: nobody else's end");
        }
        assert_eq!(portal.events("grants_ended").await, 8 + 18, "each of them, and those of setting up");
    }

    async fn t24_nobody_ends_anothers_grant_and_the_page_lists_ones_own(fresh) {
        let portal = portal(fresh).await;
        let alice = Person::new(&portal, ALICE, Role::General).await;
        let bob = Person::new(&portal, "bob@example.org", Role::General).await;
        let mut browser = alice.sign_in(&portal, HOME).await;
        let mut other = bob.sign_in(&portal, CAFE).await;
        let id = portal.count("SELECT id FROM grants WHERE source = $1", "192.0.2.7/32").await.to_string();
        let refused = other.post("/api/grant/revoke", &[("id", &id)]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        assert_eq!(alice.sources(&portal).await.len(), 1);
        let page = browser.get("/security/mfa").await.body;
        for said in ["MFA status", "Counts here", "192.0.2.7", "IPv4 only", "Show a second factor now"] {
            assert!(page.contains(said), "{said}");
        }
        assert!(!page.contains(CAFE));
        assert!(!other.get("/security/mfa").await.body.contains("<span class=\"address\">192.0.2.7"));
    }

    async fn bound_to_the_session_a_second_factor_counts_nowhere_else(fresh) {
        let portal = TestPortal::with(fresh.open().await, |config| config.policy.mfa.mode = MfaMode::Required);
        let alice = Person::new(&portal, ALICE, Role::General).await;
        let mut browser = alice.sign_in(&portal, HOME).await;
        assert!(alice.sources(&portal).await.is_empty());
        assert_eq!(alice.led(&portal, HOME).await, "/sign-in/verify");
        assert!(browser.at(CAFE).is_in().await, "and the session goes where its browser goes");
        assert!(!browser.get("/security/mfa").await.body.contains("MFA status"));
    }

    async fn the_other_family_is_proved_in_the_session_that_showed_the_second_factor(fresh) {
        let portal = both_families(fresh).await;
        let alice = Person::new(&portal, ALICE, Role::General).await;
        let mut browser = alice.sign_in(&portal, HOME).await;
        portal.clock.advance(HOURS);
        let page = browser.get("/security/mfa").await;
        assert!(page.body.contains("IPv6 is not covered yet"), "{}", page.body);
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("connect-src 'self' https://v4.example.org https://v6.example.org;"), "{policy}");
        let (url, token) = offer(&mut browser).await.expect("an offer");
        assert_eq!(url, "https://v6.example.org/api/grant/prove");
        // the same family proves nothing, and the token is spent
        assert_eq!(prove(&portal, CAFE, V6_HOST, &token).await.0, 403);
        assert_eq!(prove(&portal, "2001:db8::7", V6_HOST, &token).await.0, 403, "a token works once");
        let (_, token) = offer(&mut browser).await.expect("another offer");
        let (status, allowed) = prove(&portal, "2001:db8::7", V6_HOST, &token).await;
        assert_eq!((status, allowed.as_str()), (204, ORIGIN));
        assert_eq!(alice.sources(&portal).await, ["2001:db8::/64", "192.0.2.7/32"]);
        assert_eq!(portal.count("SELECT COUNT(DISTINCT ends_at) FROM grants WHERE source <> $1", "").await, 1, "with the end of the first");
        assert_eq!(alice.led(&portal, "2001:db8::1234").await, "/");
        assert!(browser.get("/security/mfa").await.body.contains("IPv4 and IPv6"));
        portal.clock.advance(13 * HOURS);
        assert_eq!(alice.led(&portal, "2001:db8::1234").await, "/sign-in/verify", "nothing extends it");
    }

    async fn the_other_family_is_proved_from_ipv6_as_well(fresh) {
        let portal = both_families(fresh).await;
        let alice = Person::new(&portal, ALICE, Role::General).await;
        let mut browser = alice.sign_in(&portal, "2001:db8:1:2::7").await;
        let page = browser.get("/security/mfa").await.body;
        assert!(page.contains("IPv6 only") && page.contains("IPv4 is not covered yet"), "{page}");
        let (url, token) = offer(&mut browser).await.expect("an offer");
        assert_eq!(url, "https://v4.example.org/api/grant/prove");
        assert_eq!(prove(&portal, "2001:db8:1:3::7", V4_HOST, &token).await.0, 403, "the same family proves nothing");
        let (_, token) = offer(&mut browser).await.expect("another offer");
        // as a proxy that listens on both tells an IPv4 address
        let (status, allowed) = prove(&portal, "::ffff:192.0.2.7", V4_HOST, &token).await;
        assert_eq!((status, allowed.as_str()), (204, ORIGIN));
        assert_eq!(alice.sources(&portal).await, ["192.0.2.7/32", "2001:db8:1:2::/64"]);
        assert_eq!(portal.count("SELECT COUNT(DISTINCT ends_at) FROM grants WHERE source <> $1", "").await, 1);
        assert_eq!(alice.led(&portal, HOME).await, "/");
        assert_eq!(alice.led(&portal, "192.0.2.8").await, "/sign-in/verify", "that address alone");
        assert!(browser.get("/security/mfa").await.body.contains("IPv4 and IPv6"));
    }

    async fn the_dashboard_proves_the_other_family_where_a_second_factor_was_just_shown(fresh) {
        const PROVES: &str = "data-prove=\"/api/grant/offer\"";
        let portal = both_families(fresh).await;
        let alice = Person::new(&portal, ALICE, Role::General).await;
        let mut browser = alice.sign_in(&portal, HOME).await;
        assert!(browser.get("/").await.body.contains(PROVES));
        let mut by_grant = portal.visitor(HOME);
        by_grant.begin(ALICE, PASSWORD).await;
        assert!(!by_grant.get("/").await.body.contains(PROVES), "nothing was shown in this session");
        portal.clock.advance(5 * 60);
        assert!(!browser.get("/").await.body.contains(PROVES), "whoever has no IPv6 isn't asked at each visit");
        let mut browser = alice.sign_in_anew(&portal, HOME).await;
        let (_, token) = offer(&mut browser).await.expect("an offer");
        assert_eq!(prove(&portal, "2001:db8::7", V6_HOST, &token).await.0, 204);
        assert!(!browser.get("/").await.body.contains(PROVES), "both are covered");
        let nameless = portal.reconfigured(fresh, |config| config.server.origin_ipv6 = None).await;
        let browser = alice.sign_in_anew(&portal, HOME).await;
        assert!(browser.clone().get("/").await.body.contains(PROVES));
        assert!(!browser.on(&nameless).get("/").await.body.contains(PROVES), "there is no name to prove it by");
    }

    async fn a_grant_of_the_other_family_that_ends_at_another_time_is_told_with_its_place(fresh) {
        let portal = portal(fresh).await;
        let alice = Person::new(&portal, ALICE, Role::General).await;
        let mut browser = alice.sign_in(&portal, HOME).await;
        alice.sign_in(&portal, "2001:db8:1:2::7").await;
        let page = browser.get("/security/mfa").await.body;
        assert!(page.contains("IPv4; IPv6 at 2001:db8:1:2::/64"), "{page}");
        assert!(page.contains("connects by IPv6 is covered at 2001:db8:1:2::/64 only"), "{page}");
        assert!(!page.contains("not covered yet") && !page.contains("IPv4 only"), "{page}");
        // and from there, the other way round
        let page = alice.sign_in_anew(&portal, "2001:db8:1:2::7").await.get("/security/mfa").await.body;
        assert!(page.contains("IPv6 only") && page.contains("IPv4 is not covered yet"), "{page}");
    }

    async fn a_proof_stands_on_its_session_and_its_grant_and_its_minute(fresh) {
        let portal = both_families(fresh).await;
        let alice = Person::new(&portal, ALICE, Role::General).await;
        assert!(offer(&mut portal.visitor(HOME)).await.is_none(), "nobody");
        // whoever came in by the grant has shown nothing in this session
        alice.sign_in(&portal, HOME).await;
        let mut by_grant = portal.visitor(HOME);
        assert_eq!(by_grant.begin(ALICE, PASSWORD).await.location(), "/");
        assert!(offer(&mut by_grant).await.is_none());
        for undone in [Undone::Late, Undone::GrantEnded, Undone::SignedOut, Undone::Locked] {
            let mut browser = alice.sign_in_anew(&portal, HOME).await;
            let (_, token) = offer(&mut browser).await.expect("an offer");
            match undone {
                Undone::Late => portal.clock.advance(60),
                Undone::GrantEnded => {
                    browser.post("/api/grant/revoke-all", &[]).await;
                }
                Undone::SignedOut => {
                    browser.post("/api/sign-in/out", &[]).await;
                }
                Undone::Locked => {
                    let mut tx = portal.core.db.begin().await.unwrap();
                    sekisho::exec!(&mut tx, "UPDATE accounts SET state = 'locked' WHERE id = $1", alice.id.0).unwrap();
                    tx.commit().await.unwrap();
                }
            }
            assert_eq!(prove(&portal, "2001:db8::7", V6_HOST, &token).await.0, 403, "{undone:?}");
        }
        assert!(!alice.sources(&portal).await.iter().any(|source| source.contains(':')));
    }

    async fn the_names_of_one_family_are_good_for_nothing_else(fresh) {
        let portal = both_families(fresh).await;
        let alice = Person::new(&portal, ALICE, Role::General).await;
        let mut browser = alice.sign_in(&portal, HOME).await;
        for path in ["/sign-in", "/account", "/api/grant/offer"] {
            let asked = browser.send(Request::get(path).header("host", V6_HOST), Body::empty()).await;
            assert_eq!(asked.status, StatusCode::MISDIRECTED_REQUEST, "{path}");
        }
        let got = browser.send(Request::get("/api/grant/prove").header("host", V6_HOST), Body::empty()).await;
        assert_eq!(got.status, StatusCode::METHOD_NOT_ALLOWED, "nothing changes by opening it");
        let (_, token) = offer(&mut browser).await.expect("an offer");
        for origin in ["https://evil.example", "null", ""] {
            let request = Request::post("/api/grant/prove").header("host", V6_HOST).header("origin", origin);
            let refused = portal.visitor("2001:db8::7").send(request, Body::from(token.clone())).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{origin}");
            assert!(refused.headers.get("access-control-allow-origin").is_none(), "{origin}");
        }
        let elsewhere = Request::post("/api/grant/prove").header("host", "evil.example").header("origin", ORIGIN);
        let refused = portal.visitor("2001:db8::7").send(elsewhere, Body::from(token.clone())).await;
        assert_eq!(refused.status, StatusCode::MISDIRECTED_REQUEST);
        let long = Request::post("/api/grant/prove").header("host", V6_HOST).header("origin", ORIGIN);
        let refused = portal.visitor("2001:db8::7").send(long, Body::from("x".repeat(257))).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
        // another page can't ask for a token
        let request = Request::post("/api/grant/offer").header("origin", "https://evil.example");
        assert_eq!(browser.send(request, Body::empty()).await.status, StatusCode::FORBIDDEN);
        assert_eq!(prove(&portal, "2001:db8::7", V6_HOST, &token).await.0, 204, "none of it spent the token");
    }
}

const V6_HOST: &str = "v6.example.org";
const V4_HOST: &str = "v4.example.org";

/// A portal with a name for each family.
async fn both_families(fresh: &Fresh) -> TestPortal {
    TestPortal::with(fresh.open().await, |config| {
        config.policy.mfa.mode = MfaMode::Required;
        config.policy.grant.binding = GrantBinding::SourceAddress;
        config.policy.session.idle_minutes = 1_440.try_into().unwrap();
        config.policy.session.absolute_hours = 72.try_into().unwrap();
        config.server.origin_ipv4 = Some("https://v4.example.org".parse().unwrap());
        config.server.origin_ipv6 = Some("https://v6.example.org".parse().unwrap());
    })
}

/// Asks for a token as the page's script does; answers where it is shown, and the token.
async fn offer(browser: &mut Visitor) -> Option<(String, String)> {
    let request =
        Request::post("/api/grant/offer").header("origin", ORIGIN).header("sec-fetch-site", "same-origin");
    let answer = browser.send(request, Body::empty()).await;
    let offer: serde_json::Value = serde_json::from_str(&answer.body).ok()?;
    Some((offer["url"].as_str()?.to_owned(), offer["token"].as_str()?.to_owned()))
}

/// Shows a token by the host name of one family; answers the status and who may read the answer.
async fn prove(portal: &TestPortal, address: &str, host: &str, token: &str) -> (u16, String) {
    let request = Request::post("/api/grant/prove").header("host", host).header("origin", ORIGIN);
    let answer = portal.visitor(address).send(request, Body::from(token.to_owned())).await;
    let allowed = answer.headers.get("access-control-allow-origin");
    let allowed = allowed.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    (answer.status.as_u16(), allowed)
}

/// What undoes an offer before it is taken.
#[derive(Debug)]
enum Undone {
    Late,
    GrantEnded,
    SignedOut,
    Locked,
}

/// What ends grants.
#[derive(Debug)]
enum Ending {
    Password,
    Authenticator,
    Everywhere,
    Lock,
    Reset,
    AdminEnds,
    Own,
    AllOwn,
}

impl Ending {
    async fn happen(&self, portal: &TestPortal, person: &Person, browser: &mut Visitor, boss: &Person) {
        let id = person.id.to_string();
        let done = match self {
            Self::Password => {
                let new = "eleven brave lanterns hum";
                let fields =
                    [("current_password", PASSWORD), ("new_password", new), ("repeat_password", new)];
                browser.post("/api/password/change", &fields).await
            }
            Self::Authenticator => {
                // the last one can't be removed where everybody has to have one
                browser.get("/security/mfa/email").await;
                browser.post("/api/email-otp/send", &[]).await;
                let code = portal.mailed_code(&person.email).await;
                browser.post("/api/email-otp/confirm", &[("code", &code)]).await;
                assert_eq!(person.sources(portal).await, ["192.0.2.7/32"], "setting one up ends and earns");
                browser.post("/api/totp/remove", &[]).await
            }
            Self::Everywhere => browser.post("/api/session/revoke-others", &[]).await,
            Self::Own => {
                let id = portal.count("SELECT MAX(id) FROM grants WHERE source <> $1", "").await.to_string();
                browser.post("/api/grant/revoke", &[("id", &id)]).await
            }
            Self::AllOwn => browser.post("/api/grant/revoke-all", &[]).await,
            Self::Lock | Self::Reset | Self::AdminEnds => {
                let mut boss = boss.sign_in(portal, CAFE).await;
                let form = match self {
                    Self::Lock => "/api/admin/lock",
                    Self::Reset => "/api/admin/reset-mfa",
                    _ => "/api/grant/end-all",
                };
                boss.post(form, &[("id", &id)]).await
            }
        };
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{self:?}: {}", done.body);
    }
}
