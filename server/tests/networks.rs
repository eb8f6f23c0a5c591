//! Networks: where a second factor is waived, asked for, or nobody gets in (T23).

use crate::support::{Fresh, PASSWORD, TestPortal, Visitor, otp};
use axum::http::StatusCode;
use sekisho_engine::policy::{MfaMode, Role};

const BOSS: &str = "boss@example.org";
const ALICE: &str = "alice@example.org";
const INSIDE: &str = "192.0.2.7";
const OUTSIDE: &str = "198.51.100.7";
const SAVE: &str = "/api/network/save";

async fn portal(fresh: &Fresh, mode: MfaMode) -> TestPortal {
    TestPortal::with(fresh.open().await, |config| config.policy.mfa.mode = mode)
}

/// An administrator who has just signed in from outside.
async fn boss(portal: &TestPortal) -> Visitor {
    portal.account(BOSS, Role::Admin).await;
    let mut boss = portal.visitor(OUTSIDE);
    enrol(portal, &mut boss, BOSS).await;
    boss
}

/// Sets an authenticator app up while signing in; answers its key.
async fn enrol(portal: &TestPortal, visitor: &mut Visitor, email: &str) -> String {
    assert_eq!(visitor.begin(email, PASSWORD).await.location(), "/sign-in/enrol");
    let page = visitor.get("/sign-in/enrol?method=totp").await;
    let key = otp::key_on(&page.body);
    let code = otp::code(&key, portal.clock.unix());
    let done = visitor.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(visitor.is_in().await);
    portal.clock.advance(60);
    key
}

/// Where a password leads from `address`.
async fn led(portal: &TestPortal, email: &str, address: &str) -> String {
    let answer = portal.visitor(address).begin(email, PASSWORD).await;
    if answer.status == StatusCode::SEE_OTHER {
        answer.location().to_owned()
    } else {
        answer.status.to_string()
    }
}

/// The sign on the page that its reader has seen what it shows.
fn seen(page: &str) -> String {
    let at = page.find("name=\"seen\"").expect("the sign");
    let value = page[at..].find("value=\"").expect("its value") + at + "value=\"".len();
    page[value..].split('"').next().unwrap_or_default().to_owned()
}

fn text_of(page: &str) -> String {
    page.replace("<!>", "").replace("<!---->", "")
}

/// Saves a network as somebody without JavaScript does: sees first what it changes. Answers what was shown.
async fn save(boss: &mut Visitor, id: &str, name: &str, action: &str, rules: &str) -> String {
    let fields = [("id", id), ("name", name), ("action", action), ("rules", rules)];
    let shown = boss.post(SAVE, &fields).await;
    assert_eq!(shown.status, StatusCode::CONFLICT, "{}", shown.body);
    let sign = seen(&shown.body);
    assert!(!sign.is_empty());
    let done = boss.post(SAVE, &[&fields[..], &[("seen", &sign)]].concat()).await;
    assert_eq!(done.location(), "/admin/networks?done=network_saved", "{}", done.body);
    text_of(&shown.body)
}

async fn id_of(portal: &TestPortal, name: &str) -> String {
    portal.count("SELECT id FROM networks WHERE name = $1", name).await.to_string()
}

on_both! {
    async fn a_network_waives_asks_for_or_forbids_from_the_next_sign_in_on(fresh) {
        let portal = portal(fresh, MfaMode::Required).await;
        let mut boss = boss(&portal).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor(OUTSIDE);
        enrol(&portal, &mut alice, ALICE).await;
        assert_eq!(led(&portal, ALICE, INSIDE).await, "/sign-in/verify");

        save(&mut boss, "new", "Campus", "mfa-skip", "192.0.2.0/24").await;
        assert_eq!(led(&portal, ALICE, INSIDE).await, "/");
        assert_eq!(led(&portal, ALICE, "::ffff:192.0.2.8").await, "/");
        assert_eq!(led(&portal, ALICE, OUTSIDE).await, "/sign-in/verify");

        save(&mut boss, "new", "Laboratory", "deny", "192.0.2.7").await;
        assert_eq!(led(&portal, ALICE, INSIDE).await, "/", "the first one decides");
        let laboratory = id_of(&portal, "Laboratory").await;
        let moved = boss.post("/api/network/raise", &[("id", &laboratory)]).await;
        assert_eq!(moved.location(), "/admin/networks?done=networks_reordered");
        assert_eq!(led(&portal, ALICE, INSIDE).await, "403 Forbidden");
        assert_eq!(led(&portal, ALICE, "192.0.2.8").await, "/");
        boss.post("/api/network/lower", &[("id", &laboratory)]).await;
        assert_eq!(led(&portal, ALICE, INSIDE).await, "/");

        let campus = id_of(&portal, "Campus").await;
        save(&mut boss, &campus, "Campus", "mfa-require", "192.0.2.0/24\r\n2001:db8::/32").await;
        assert_eq!(led(&portal, ALICE, INSIDE).await, "/sign-in/verify");
        let gone = boss.post("/api/network/remove", &[("id", &campus)]).await;
        assert_eq!(gone.location(), "/admin/networks?done=network_removed");
        assert_eq!(led(&portal, ALICE, INSIDE).await, "403 Forbidden");
        for (event, count) in [("network_saved", 3), ("networks_reordered", 2), ("network_removed", 1)] {
            assert_eq!(portal.events(event).await, count, "{event}");
        }
        assert_eq!(portal.count("SELECT COUNT(*) FROM network_rules WHERE rule <> $1", "").await, 1);
    }

    async fn administrators_show_a_second_factor_from_a_trusted_network_too(fresh) {
        let portal = portal(fresh, MfaMode::Recommended).await;
        let mut boss = boss(&portal).await;
        save(&mut boss, "new", "Campus", "mfa-skip", "all").await;
        assert_eq!(led(&portal, BOSS, INSIDE).await, "/sign-in/verify");
        let page = boss.get("/admin/policy").await;
        assert!(page.body.contains("From a trusted network the password is enough"), "{}", page.body);
    }

    async fn somebody_always_inside_sets_one_up_before_it_is_waived(fresh) {
        let portal = portal(fresh, MfaMode::Required).await;
        let mut boss = boss(&portal).await;
        save(&mut boss, "new", "Campus", "mfa-skip", "192.0.2.0/24").await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor(INSIDE);
        assert_eq!(alice.begin(ALICE, PASSWORD).await.location(), "/sign-in/enrol");
        assert!(!alice.is_in().await, "the password alone opens nothing yet");
        enrol(&portal, &mut alice, ALICE).await;
        assert_eq!(led(&portal, ALICE, INSIDE).await, "/", "from then on it is waived here");
        assert_eq!(led(&portal, ALICE, OUTSIDE).await, "/sign-in/verify");
    }

    async fn t23_a_network_that_is_denied_is_shut_at_the_next_request_on_every_instance(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let other = portal.instance(fresh).await;
        let mut boss = boss(&portal).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor(INSIDE);
        alice.begin(ALICE, PASSWORD).await;
        assert!(alice.is_in().await && alice.on(&other).is_in().await);
        save(&mut boss, "new", "Shut", "deny", "192.0.2.0/25").await;
        assert!(!alice.is_in().await);
        assert!(!alice.on(&other).is_in().await, "on another instance, too");
        assert!(alice.at(OUTSIDE).is_in().await, "the session itself is not ended");
        assert!(!alice.at("::ffff:192.0.2.9").is_in().await, "a mapped address is the same address");
        let shut = id_of(&portal, "Shut").await;
        boss.post("/api/network/remove", &[("id", &shut)]).await;
        assert!(alice.is_in().await && alice.on(&other).is_in().await);
    }

    async fn nothing_is_saved_that_its_author_has_not_seen_and_shutting_oneself_out_is_confirmed(fresh) {
        let portal = portal(fresh, MfaMode::Required).await;
        let mut boss = boss(&portal).await;
        portal.account(ALICE, Role::General).await;
        enrol(&portal, &mut portal.visitor(INSIDE), ALICE).await;
        let fields = [("id", "new"), ("name", "Here"), ("action", "deny"), ("rules", "198.51.100.0/24\n192.0.2.7")];
        let shown = boss.post(SAVE, &fields).await;
        assert_eq!(shown.status, StatusCode::CONFLICT);
        let text = text_of(&shown.body);
        assert!(text.contains("Nothing is saved yet"), "{text}");
        assert!(text.contains("Newly refused: 2 – Test Person (192.0.2.7), Test Person (198.51.100.7)"), "{text}");
        assert!(text.contains("You come from 198.51.100.7 now"), "{text}");
        assert!(text.contains(">198.51.100.0/24\n192.0.2.7</textarea>"), "nothing typed is lost: {text}");
        let sign = seen(&shown.body);
        let with = |more: &[(&'static str, &'static str)]| {
            let seen = [("seen", sign.clone())];
            let all = fields.iter().chain(more).map(|(name, value)| (*name, (*value).to_owned()));
            all.chain(seen).collect::<Vec<_>>()
        };
        for (more, why) in [
            (vec![], "it shuts out its author"),
            (vec![("confirmed", INSIDE)], "another address was confirmed"),
            (vec![("confirmed", "yes")], "no address was"),
        ] {
            let all = with(&more);
            let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let refused = boss.post(SAVE, &all).await;
            assert_eq!(refused.status, StatusCode::CONFLICT, "{why}");
            assert!(refused.body.contains("value=\"198.51.100.7\""), "{why}: the address is named");
        }
        // what was seen was about another change
        let tampered = [("id", "new"), ("name", "Here"), ("action", "deny"), ("rules", "all"), ("seen", &*sign)];
        let tampered = [&tampered[..], &[("confirmed", OUTSIDE)]].concat();
        assert_eq!(boss.post(SAVE, &tampered).await.status, StatusCode::CONFLICT);
        assert_eq!(portal.events("network_saved").await, 0);
        let all = with(&[("confirmed", OUTSIDE)]);
        let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(boss.post(SAVE, &all).await.status, StatusCode::SEE_OTHER);
        assert!(!boss.is_in().await, "as was said");
        assert!(boss.at("203.0.113.1").is_in().await);
    }

    async fn moving_and_deleting_ask_before_they_shut_their_author_out(fresh) {
        let portal = portal(fresh, MfaMode::Required).await;
        let mut boss = boss(&portal).await;
        save(&mut boss, "new", "Office", "mfa-require", OUTSIDE).await;
        save(&mut boss, "new", "Elsewhere", "deny", "all").await;
        let (office, elsewhere) = (id_of(&portal, "Office").await, id_of(&portal, "Elsewhere").await);
        let page = text_of(&boss.get("/admin/networks").await.body);
        assert!(page.contains("I know that this shuts out 198.51.100.7"), "{page}");
        for (form, id) in [("remove", &office), ("lower", &office), ("raise", &elsewhere)] {
            let path = format!("/api/network/{form}");
            let refused = boss.post(&path, &[("id", id)]).await;
            assert_eq!(refused.status, StatusCode::CONFLICT, "{form}");
            let refused = boss.post(&path, &[("id", id), ("confirmed", INSIDE)]).await;
            assert_eq!(refused.status, StatusCode::CONFLICT, "{form}");
        }
        assert!(boss.is_in().await);
        let done = boss.post("/api/network/lower", &[("id", &office), ("confirmed", OUTSIDE)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert!(!boss.is_in().await);
    }

    async fn what_is_wrong_is_named_at_its_field_and_by_its_line(fresh) {
        let portal = portal(fresh, MfaMode::Required).await;
        let mut boss = boss(&portal).await;
        save(&mut boss, "new", "Campus", "mfa-skip", "192.0.2.0/24").await;
        let long = "x".repeat(61);
        let many = (0..=1_000).map(|i| format!("10.0.{}.{}", i / 256, i % 256)).collect::<Vec<_>>().join("\n");
        for (name, action, rules, status, said) in [
            ("", "deny", "::1", 422, "This can’t be empty."),
            (long.as_str(), "deny", "::1", 422, "Use at most 60 characters."),
            ("a\u{202e}b", "deny", "::1", 422, "can’t be seen"),
            ("cAMPUS", "deny", "::1", 409, "Another network has this name."),
            ("A", "open", "::1", 422, "Choose one of the values offered."),
            ("A", "deny", "", 422, "This can’t be empty."),
            ("A", "deny", "::1\n\n192.0.2.256", 422, "Line 3: Each number of an IPv4 address is at most 255."),
            ("A", "deny", &many, 422, "at most 1000 rules"),
        ] {
            let fields = [("id", "new"), ("name", name), ("action", action), ("rules", rules)];
            let refused = boss.post(SAVE, &fields).await;
            assert_eq!(refused.status.as_u16(), status, "{name:?} {action} {said}");
            let text = text_of(&refused.body);
            assert!(text.contains(said), "{name:?} {action}: {said} in {text}");
        }
        let unknown = [("id", "4711"), ("name", "A"), ("action", "deny"), ("rules", "::1")];
        assert_eq!(boss.post(SAVE, &unknown).await.status, StatusCode::NOT_FOUND);
        assert_eq!(boss.get("/admin/networks/4711").await.status, StatusCode::NOT_FOUND);
        portal.clock.advance(3_600 / 2);
        let late = [("id", "new"), ("name", "A"), ("action", "deny"), ("rules", "::1")];
        assert_eq!(boss.post(SAVE, &late).await.status, StatusCode::UNAUTHORIZED, "a recent proof is asked for");
        assert_eq!(portal.count("SELECT COUNT(*) FROM networks WHERE name <> $1", "").await, 1);
    }
}
