//! Decisions, explained: what becomes of a sign-in and why, asked about entries of the history, and with a draft.

use crate::support::{Fresh, PASSWORD, TestPortal, Visitor, otp};
use axum::http::StatusCode;
use sekisho_engine::policy::{GrantBinding, MfaMode, Role};

const BOSS: &str = "boss@example.org";
const ALICE: &str = "alice@example.org";
const BOB: &str = "bob@example.org";
const INSIDE: &str = "192.0.2.7";
const OUTSIDE: &str = "198.51.100.7";
const ASK: &str = "/api/decision/ask";
const HOUR: i64 = 3_600;

async fn portal(fresh: &Fresh, mode: MfaMode) -> TestPortal {
    TestPortal::with(fresh.open().await, |config| {
        config.policy.mfa.mode = mode;
        config.policy.grant.binding = GrantBinding::SourceAddress;
        config.policy.session.idle_minutes = 1_440.try_into().unwrap();
        config.policy.session.absolute_hours = 72.try_into().unwrap();
    })
}

/// Sets an authenticator app up while signing in; answers its key.
async fn enrol(portal: &TestPortal, visitor: &mut Visitor, email: &str) -> String {
    assert_eq!(visitor.begin(email, PASSWORD).await.location(), "/sign-in/enrol");
    let page = visitor.get("/sign-in/enrol?method=totp").await;
    let key = otp::key_on(&page.body);
    let code = otp::code(&key, portal.clock.unix());
    let done = visitor.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    portal.clock.advance(60);
    key
}

/// An administrator who has signed in from outside.
async fn boss(portal: &TestPortal) -> Visitor {
    portal.account(BOSS, Role::Admin).await;
    let mut boss = portal.visitor(OUTSIDE);
    enrol(portal, &mut boss, BOSS).await;
    boss
}

/// The page as somebody reads it.
fn text_of(page: &str) -> String {
    page.replace("<!>", "").replace("<!---->", "").replace("&#x27;", "'").replace("&quot;", "\"")
}

/// Asks by the form and follows to the answer.
async fn ask(boss: &mut Visitor, fields: &[(&str, &str)]) -> String {
    let led = boss.post(ASK, fields).await;
    assert_eq!(led.status, StatusCode::SEE_OTHER, "{}", led.body);
    let page = boss.get(led.location()).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    text_of(&page.body)
}

/// The page of the form with a draft.
async fn compare(boss: &mut Visitor, fields: &[(&str, &str)]) -> String {
    let page = boss.post(ASK, fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    text_of(&page.body)
}

/// The number of the latest entry of a kind.
async fn entry(portal: &TestPortal, event: &str) -> i64 {
    portal.count("SELECT MAX(id) FROM history WHERE event = $1", event).await
}

fn contains(page: &str, told: &str) {
    let at = page.find("<main").unwrap_or_default();
    assert!(page.contains(told), "{told:?} is not in\n{}", &page[at..]);
}

on_both! {
    async fn a_made_up_sign_in_is_answered_with_every_reason_in_words(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let mut boss = boss(&portal).await;
        portal.account(ALICE, Role::General).await;
        let page = ask(&mut boss, &[("person", " Alice@Example.org "), ("address", INSIDE)]).await;
        contains(&page, "Test Person comes in: the password is enough.");
        contains(&page, "There are no portal rules: nobody is restricted by them.");
        contains(&page, "Not due: Test Person has not switched it on.");
        contains(&page, "href=\"/admin/portal-rules\"");

        let mut alice = portal.visitor(INSIDE);
        alice.begin(ALICE, PASSWORD).await;
        alice.post("/api/allowlist/add", &[("rule", "192.0.2.0/24"), ("note", "")]).await;
        let events = portal.count("SELECT COUNT(*) FROM history WHERE event <> $1", "").await;
        let page = ask(&mut boss, &[("person", ALICE), ("address", OUTSIDE)]).await;
        contains(&page, "Refused: the rules of Test Person do not cover 198.51.100.7.");
        let page = ask(&mut boss, &[("person", ALICE), ("address", INSIDE), ("shown", "wrong-password")]).await;
        contains(&page, "Rule 1 of Test Person, 192.0.2.0/24, covers 192.0.2.7.");
        contains(&page, "Refused: the password is wrong.");
        let page = ask(&mut boss, &[("person", ALICE), ("address", INSIDE), ("way", "one-step")]).await;
        contains(&page, "Refused: the one-step way is not open to Test Person.");
        let now = portal.count("SELECT COUNT(*) FROM history WHERE event <> $1", "").await;
        assert_eq!(now, events, "nothing is written down");
    }

    async fn what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let mut boss = boss(&portal).await;
        let right = [("person", BOSS), ("address", INSIDE), ("at", "2027-01-31"), ("rules", "192.0.2.0/24")];
        let cases: &[(&str, &str, &str)] = &[
            ("person", "nobody@example.org", "Nobody has an account by that email address or user name."),
            ("person", " ", "This can’t be empty."),
            ("address", "192.0.2.256", "Enter one IP address"),
            ("address", "", "This can’t be empty."),
            ("at", "yesterday", "Enter a time as 2026-01-31"),
            ("way", "window", "Choose one of the values offered."),
            ("shown", "passport", "Choose one of the values offered."),
            ("rules", "192.0.2.0/24\r\nnowhere", "Line 2: "),
            ("policy", "mfa.mode = \"never\"", "Line 1: the policy has no key mfa.mode. Allowed: policy.mfa.mode"),
            ("policy", "[server]\nlisten = \"[::]:80\"", "Line 2: the policy has no key server.listen."),
            ("policy", "[policy]\nmfa.mode = \"requierd\"", "Line 2: policy.mfa.mode: \"requierd\" can't be used, did you mean required?. Allowed: never, opt-in, recommended, required"),
            ("policy", "[policy]\nmfa.mode = ", "Line 2 can’t be read: "),
            ("policy", "[policy.mfa]\nmethods = [\"email\"]\ndefault_method = \"totp\"", "Line 3: policy.mfa.default_method: contradicts another key."),
        ];
        for (field, wrong, told) in cases {
            let mut fields: Vec<(&str, &str)> = right.iter().copied().filter(|(name, _)| name != field).collect();
            fields.push((field, wrong));
            let answer = boss.post(ASK, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {wrong}: {}", answer.body);
            let page = text_of(&answer.body);
            contains(&page, told);
            contains(&page, &format!("id=\"decision-ask-{field}-error\""));
            for (_, typed) in fields.iter().filter(|(name, typed)| !["way", "shown"].contains(name) && !typed.contains('\n')) {
                contains(&page, typed.trim());
            }
        }
        let bookmarked = boss.get("/admin/decisions?person=nobody&address=192.0.2.7").await;
        contains(&text_of(&bookmarked.body), "Nobody has an account by that email address or user name.");
    }

    async fn an_entry_says_what_was_recorded_and_what_would_be_decided_today(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let mut boss = boss(&portal).await;
        let id = portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor(INSIDE);
        alice.begin(ALICE, PASSWORD).await;
        alice.post("/api/allowlist/add", &[("rule", "192.0.2.0/24"), ("note", "")]).await;
        portal.visitor(OUTSIDE).begin(ALICE, PASSWORD).await;
        let refused = entry(&portal, "sign_in_refused").await;
        let path = format!("/admin/decisions?entry={refused}");
        contains(&boss.get("/admin/history").await.body, &path);
        contains(&boss.get(&format!("/admin/people/{id}")).await.body, &path);
        assert!(!alice.get("/history/log").await.body.contains("/admin/decisions"));

        let page = text_of(&boss.get(&path).await.body);
        contains(&page, "Sign-in refused");
        contains(&page, "With what is in force today the same would be decided.");
        contains(&page, "Rules, networks, the policy and the account are those of today.");
        contains(&page, "value=\"198.51.100.7\"");
        let cleared = boss.post("/api/admin/clear-rules", &[("id", &id.to_string())]).await;
        assert_eq!(cleared.status, StatusCode::SEE_OTHER, "{}", cleared.body);
        let page = text_of(&boss.get(&path).await.body);
        contains(&page, "With what is in force today something else would be decided.");
        contains(&page, "Test Person comes in: the password is enough.");

        // of another kind, or not there
        for other in [entry(&portal, "rule_added").await, 999_999] {
            let page = boss.get(&format!("/admin/decisions?entry={other}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{}", page.body);
        }
        let page = boss.get("/admin/decisions?entry=x").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        portal.visitor(OUTSIDE).begin("nobody@example.org", PASSWORD).await;
        let unknown = entry(&portal, "sign_in_refused").await;
        let page = text_of(&boss.get(&format!("/admin/decisions?entry={unknown}")).await.body);
        contains(&page, "Refused: there is no such account.");
        contains(&page, "With what is in force today the same would be decided.");
    }

    async fn of_a_past_sign_in_the_grant_of_that_time_counts_and_no_later_one(fresh) {
        let portal = portal(fresh, MfaMode::Required).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor(INSIDE);
        let key = enrol(&portal, &mut alice, ALICE).await;
        portal.clock.advance(HOUR);
        assert_eq!(portal.visitor(INSIDE).begin(ALICE, PASSWORD).await.location(), "/");
        let by_grant = format!("/admin/decisions?entry={}", entry(&portal, "sign_in_succeeded").await);
        portal.clock.advance(20 * HOUR);
        let mut later = portal.visitor(INSIDE);
        assert_eq!(later.begin(ALICE, PASSWORD).await.location(), "/sign-in/verify", "it has run out");
        let code = otp::code(&key, portal.clock.unix());
        later.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
        portal.clock.advance(20 * HOUR);
        sekisho::housekeeping::forget(&portal.core).await.unwrap();
        assert_eq!(portal.count("SELECT COUNT(*) FROM grants WHERE method = $1", "totp").await, 1, "the first is gone");
        let mut boss = boss(&portal).await;
        let page = text_of(&boss.get(&by_grant).await.body);
        contains(&page, "comes in: a second factor that they showed at this address still counts");
        contains(&page, "With what is in force today the same would be decided.");
        let before = "2027-01-15T07:59:00Z";
        let page = ask(&mut boss, &[("person", ALICE), ("address", INSIDE), ("at", before)]).await;
        contains(&page, "None that Test Person showed before counts at 192.0.2.7 at that time.");
    }

    async fn attempts_are_counted_at_the_time_asked_about_and_asking_costs_none(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let mut boss = boss(&portal).await;
        portal.account(ALICE, Role::General).await;
        for _ in 0..11 {
            portal.visitor(INSIDE).begin(ALICE, "wrong wrong wrong").await;
        }
        let throttled = entry(&portal, "throttled").await;
        for _ in 0..3 {
            let page = ask(&mut boss, &[("person", ALICE), ("address", INSIDE)]).await;
            contains(&page, "Refused: there were too many attempts at the account of Test Person.");
            contains(&page, "Too many: the next one counts in 15 minutes.");
        }
        let page = ask(&mut boss, &[("person", ALICE), ("address", INSIDE), ("at", "2027-01-14")]).await;
        contains(&page, "Test Person comes in");
        portal.clock.advance(2 * HOUR);
        let page = ask(&mut boss, &[("person", ALICE), ("address", INSIDE)]).await;
        contains(&page, "Test Person comes in");
        let page = text_of(&boss.get(&format!("/admin/decisions?entry={throttled}")).await.body);
        contains(&page, "too many attempts at the account");
        contains(&page, "With what is in force today the same would be decided.");
    }

    async fn a_draft_of_the_portal_rules_tells_whom_it_would_refuse(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let mut boss = boss(&portal).await;
        for (email, address) in [(ALICE, INSIDE), (BOB, "2001:db8::7"), ("carol@example.org", "203.0.113.9")] {
            portal.account(email, Role::General).await;
            portal.visitor(address).begin(email, PASSWORD).await;
        }
        portal.visitor("203.0.113.10").begin("carol@example.org", PASSWORD).await;
        let question = [("person", ALICE), ("address", OUTSIDE)];
        let rules = [("rules", "# offices\r\n192.0.2.0/24\r\n2001:db8::/32 until 2999-12-31 # lab\r\n")];
        let page = compare(&mut boss, &[&question[..], &rules].concat()).await;
        contains(&page, "With the draft something else is decided.");
        contains(&page, "2 of 4 people who signed in during the last 30 days would be refused.");
        contains(&page, "comes in → refused (not covered by the portal rules): 2");
        contains(&page, "from 203.0.113.10");
        contains(&page, "2001:db8::/32 until 2999-12-31 # lab");
        assert!(!page.contains("from 2001:db8::7"), "Bob is covered");
        assert_eq!(portal.count("SELECT COUNT(*) FROM allowlist_rules WHERE rule <> $1", "").await, 0);

        portal.clock.advance(31 * 24 * HOUR);
        let mut boss = portal.visitor(OUTSIDE);
        boss.begin(BOSS, PASSWORD).await;
        let all = portal.core.clone();
        let now = sekisho::clock::Clock::now(&*portal.clock);
        let replay = all.replay(&sekisho::decision::Draft::default(), now).await.unwrap();
        assert_eq!((replay.people, replay.refused), (0, 0), "of those days nobody is told any more");
    }

    async fn a_draft_of_the_policy_tells_what_would_become_of_whom(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let mut boss = boss(&portal).await;
        let id = portal.account(ALICE, Role::General).await;
        portal.visitor(INSIDE).begin(ALICE, PASSWORD).await;
        portal.account(BOB, Role::General).await;
        portal.visitor(OUTSIDE).begin(BOB, PASSWORD).await;
        let question = [("person", ALICE), ("address", INSIDE)];
        let required = "[policy]\r\nmfa.mode = \"required\"\r\nmfa.enrol_at_sign_in = \"refused\"";
        let page = compare(&mut boss, &[&question[..], &[("policy", required)]].concat()).await;
        contains(&page, "2 of 3 people who signed in during the last 30 days would be refused.");
        contains(&page, "comes in → refused (no second factor set up): 2");
        contains(&page, "Due: the policy asks everybody for one.");
        contains(&page, "mfa.enrol_at_sign_in = \"refused\"</textarea>");
        contains(&page, &format!("href=\"/admin/people/{id}\""));

        let softer = [("policy", "[policy]\nmfa.mode = \"required\"")];
        let page = compare(&mut boss, &[&question[..], &softer].concat()).await;
        contains(&page, "None of the 3 people who signed in during the last 30 days would be refused.");
        contains(&page, "comes in → has to set up a second factor: 2");

        let same = compare(&mut boss, &[&question[..], &[("policy", "[policy]\nmfa.mode = \"opt-in\"")]].concat()).await;
        contains(&same, "The draft changes nothing for this sign-in.");
        contains(&same, "None of the 3 people who signed in during the last 30 days would be refused.");
        contains(&same, "For nobody would anything else change.");
    }

    async fn whoever_would_be_refused_anyway_is_no_loss_by_the_draft(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let mut boss = boss(&portal).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor(OUTSIDE);
        alice.begin(ALICE, PASSWORD).await;
        let rule = [("rule", "192.0.2.0/24"), ("note", ""), ("confirmed", OUTSIDE)];
        alice.post("/api/allowlist/add", &rule).await;
        let fields = [("person", ALICE), ("address", OUTSIDE), ("rules", "192.0.2.0/24")];
        let page = compare(&mut boss, &fields).await;
        contains(&page, "1 of 2 people who signed in during the last 30 days would be refused.");
        contains(&page, "1 would be refused today already, whatever the draft says.");
    }

    async fn an_entry_is_compared_with_a_draft_and_another_address_is_another_question(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let mut boss = boss(&portal).await;
        portal.account(ALICE, Role::General).await;
        portal.visitor(INSIDE).begin(ALICE, PASSWORD).await;
        let entry = entry(&portal, "sign_in_succeeded").await.to_string();
        let page = compare(&mut boss, &[("entry", &entry), ("rules", "203.0.113.0/24")]).await;
        contains(&page, "Recorded at that time");
        contains(&page, "With the draft something else is decided.");
        contains(&page, &format!("name=\"entry\" value=\"{entry}\""));
        let fields = [("entry", &*entry), ("person", ALICE), ("address", "203.0.113.1"), ("rules", "203.0.113.0/24")];
        let page = compare(&mut boss, &fields).await;
        assert!(!page.contains("Recorded at that time") && !page.contains("name=\"entry\""), "{page}");
        contains(&page, "The same is decided with the draft, for other reasons.");
    }

    async fn t37_only_administrators_ask(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        portal.account(BOSS, Role::Admin).await;
        for (email, role) in [(ALICE, Role::General), (BOB, Role::Support)] {
            portal.account(email, role).await;
            let mut visitor = portal.visitor(INSIDE);
            match visitor.begin(email, PASSWORD).await.location() {
                "/sign-in/enrol" => drop(enrol(&portal, &mut visitor, email).await),
                led => assert_eq!(led, "/"),
            }
            let fields = [("person", BOSS), ("address", INSIDE)];
            assert_eq!(visitor.post(ASK, &fields).await.status, StatusCode::FORBIDDEN);
            for path in ["/admin/decisions", "/admin/decisions?entry=1", "/admin/decisions?person=boss@example.org&address=192.0.2.7"] {
                let answer = visitor.get(path).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
                assert!(!answer.body.contains(BOSS), "{}", answer.body);
            }
        }
        let mut nobody = portal.visitor(INSIDE);
        assert!(nobody.get("/admin/decisions?entry=1").await.location().starts_with("/sign-in?next="));
    }
}
