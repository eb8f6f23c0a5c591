//! Whole lists, ends of rules, and lists as text.

use crate::support::portal::ORIGIN;
use crate::support::{PASSWORD, TestPortal, Visitor, portal};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use sekisho_app::allowlist::fingerprint;
use sekisho_app::form::LIST_BODY;
use sekisho_engine::policy::Role;

const ALICE: &str = "alice@example.org";
const HERE: &str = "192.0.2.7";
const ADD: &str = "/api/allowlist/add";
const AMEND: &str = "/api/allowlist/amend";
const SAVE: &str = "/api/allowlist/save";
const LOOK: &str = "/api/allowlist/look";
const EDIT: &str = "/security/allowlist/edit";

async fn alice(portal: &TestPortal) -> Visitor {
    portal.account(ALICE, Role::General).await;
    signed_in(portal).await
}

async fn signed_in(portal: &TestPortal) -> Visitor {
    let mut alice = portal.visitor(HERE);
    alice.begin(ALICE, PASSWORD).await;
    alice
}

/// What the field `name` of the page holds.
fn field(page: &str, name: &str) -> String {
    let at = page.find(&format!("name=\"{name}\"")).expect("the field");
    let value = page[at..].find("value=\"").expect("its value") + at + "value=\"".len();
    page[value..].split('"').next().unwrap_or_default().to_owned()
}

/// What stands in the box of the rules.
fn text(page: &str) -> String {
    let at = page.find("<textarea").expect("the box");
    let begin = page[at..].find('>').expect("its end") + at + 1;
    page[begin..].split("</textarea>").next().unwrap_or_default().to_owned()
}

async fn version(visitor: &mut Visitor) -> String {
    field(&visitor.get(EDIT).await.body, "version")
}

/// Saves a list as somebody without JavaScript does: looks first, then saves.
async fn save(visitor: &mut Visitor, list: &str) -> StatusCode {
    let version = version(visitor).await;
    let looked = visitor.post(LOOK, &[("version", &version), ("text", list)]).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.body);
    let seen = field(&looked.body, "seen");
    visitor.post(SAVE, &[("version", &version), ("text", list), ("seen", &seen)]).await.status
}

async fn exported(visitor: &mut Visitor) -> String {
    let file = visitor.get("/security/allowlist/export").await;
    assert_eq!(file.status, StatusCode::OK);
    let named = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert_eq!(named, "attachment; filename=\"authorized-addresses.txt\"");
    file.body
}

on_both! {
    async fn a_list_is_saved_as_a_whole_after_a_look_and_comes_back_with_its_comments(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        let list = "# Offices\n192.0.2.0/24 # 東京\n\n# Hotel\n198.51.100.7 until 2999-11-30 # <b>night</b>\n# end\n";
        let version = version(&mut alice).await;
        let fields = [("version", &*version), ("text", list)];
        let first = alice.post(SAVE, &fields).await;
        assert_eq!(first.status, StatusCode::CONFLICT, "nothing is saved that was not shown");
        assert!(first.body.contains("198.51.100.7 until 2999-11-30"), "what was typed stays");
        assert!(!first.body.contains("<b>night"), "and is text");
        let seen = field(&first.body, "seen");
        let saved = alice.post(SAVE, &[fields[0], fields[1], ("seen", &seen)]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        assert_eq!(exported(&mut alice).await, list);
        assert_eq!(portal.events("rules_changed").await, 1);
        // the same once more changes nothing
        assert_eq!(save(&mut alice, list).await, StatusCode::SEE_OTHER);
        assert_eq!(portal.events("rules_changed").await, 1);
        assert_eq!(portal.visitor("203.0.113.1").begin(ALICE, PASSWORD).await.status, StatusCode::FORBIDDEN);
    }

    async fn t41_a_forged_sign_of_having_looked_opens_nothing_else(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        let version = version(&mut alice).await;
        let number: i64 = version.parse().unwrap();
        let out = "198.51.100.0/24";
        // the sign is no secret: with it a list that leaves its author out still needs the address
        let seen = fingerprint(number, out);
        for confirmed in ["", "yes", "198.51.100.1", "192.0.2.8"] {
            let fields = [("version", &*version), ("text", out), ("seen", &seen), ("confirmed", confirmed)];
            let answer = alice.post(SAVE, &fields).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{confirmed:?}");
            assert!(answer.body.contains(HERE), "the address is named");
        }
        // the sign of another list, or of another state
        for seen in [fingerprint(number, HERE), fingerprint(number + 1, out), String::new()] {
            let fields = [("version", &*version), ("text", out), ("seen", &seen), ("confirmed", HERE)];
            assert_eq!(alice.post(SAVE, &fields).await.status, StatusCode::CONFLICT);
        }
        let ahead = (number + 1).to_string();
        let fields = [("version", &*ahead), ("text", out), ("seen", &seen), ("confirmed", HERE)];
        assert_eq!(alice.post(SAVE, &fields).await.status, StatusCode::CONFLICT);
        assert_eq!(portal.events("rules_changed").await, 0);
        let fields = [("version", &*version), ("text", out), ("seen", &seen), ("confirmed", HERE)];
        assert_eq!(alice.post(SAVE, &fields).await.status, StatusCode::SEE_OTHER);
        assert!(!alice.is_in().await);
    }

    async fn what_another_browser_changed_is_told_and_what_was_typed_stays(fresh) {
        let portal = portal(fresh).await;
        let mut one = alice(&portal).await;
        let mut two = signed_in(&portal).await;
        let page = one.get(EDIT).await.body;
        let (version, since) = (field(&page, "version"), field(&page, "since"));
        portal.clock.advance(60);
        assert_eq!(two.post(ADD, &[("rule", "192.0.2.0/25"), ("note", "from two")]).await.status, StatusCode::SEE_OTHER);
        let mine = "192.0.2.0/24 # mine\n";
        let seen = fingerprint(version.parse().unwrap(), mine);
        let fields = [("version", &*version), ("since", &since), ("text", mine), ("seen", &seen)];
        let stale = one.post(SAVE, &fields).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert_eq!(text(&stale.body), mine);
        assert!(stale.body.contains("Changed since you began"), "what happened is told");
        assert!(stale.body.contains("192.0.2.0/25"));
        assert_ne!(field(&stale.body, "version"), version);
        // and is saved from there, after a look
        let (version, seen) = (field(&stale.body, "version"), field(&stale.body, "seen"));
        let saved = one.post(SAVE, &[("version", &version), ("text", mine), ("seen", &seen)]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        assert_eq!(exported(&mut two).await, mine);
    }

    async fn lines_that_cant_be_read_are_refused_by_number_and_nothing_typed_is_lost(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        let version = version(&mut alice).await;
        for (list, why) in [
            ("192.0.2.7\n192.0.2.256\n", "Line 2: Each number of an IPv4 address is at most 255."),
            ("192.0.2.7\n192.0.2.7/32\n", "Line 2: The rule stands on line 1 already."),
            ("192.0.2.7 until 2027-02-30\n", "Line 1: “until” needs a day of the calendar"),
            ("192.0.2.7 # a\u{1}b\n", "Line 1: The note holds characters that can’t be seen."),
        ] {
            let seen = fingerprint(version.parse().unwrap(), list);
            let answer = alice.post(SAVE, &[("version", &version), ("text", list), ("seen", &seen)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{list}");
            assert!(answer.body.contains(why), "{list}");
            assert_eq!(text(&answer.body), list);
        }
        let noted = [("rule", HERE), ("note", "a\u{1}b")];
        assert_eq!(alice.post(ADD, &noted).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(portal.events("rules_changed").await + portal.events("rule_added").await, 0);
    }

    async fn without_javascript_a_button_repairs_the_text_and_the_server_shows_what_it_would_do(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        let version = version(&mut alice).await;
        let list = "192.0.2.0/25 # Tokyo\n192.0.2.128/25 # Osaka\n192.0.2.300\n";
        let fields = [("version", &*version), ("text", list)];
        let looked = alice.post(LOOK, &fields).await;
        assert!(looked.body.contains("Lines 1, 2 together are 192.0.2.0/24."), "{}", looked.body);
        assert_eq!(text(&looked.body), list);
        let merged = alice.post(LOOK, &[fields[0], fields[1], ("edit", "repair mergeable 1")]).await;
        assert_eq!(text(&merged.body), "192.0.2.0/24 # Tokyo; Osaka\n192.0.2.300\n");
        let added = alice.post(LOOK, &[fields[0], ("text", "192.0.2.9"), ("edit", "add 192.0.2.7")]).await;
        assert_eq!(text(&added.body), "192.0.2.9\n192.0.2.7\n");
        assert_eq!(portal.events("rules_changed").await, 0);
    }

    async fn a_rule_ends_by_the_clock_and_the_last_one_stays(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        let days = |days: i64| {
            let at = portal.clock.unix() + days * 86_400;
            day_of(at)
        };
        let hotel = [("rule", "198.51.100.0/24"), ("until", &*days(2)), ("note", "hotel")];
        assert_eq!(alice.post(ADD, &[("rule", "192.0.2.0/24")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(alice.post(ADD, &hotel).await.status, StatusCode::SEE_OTHER);
        let status = |address: &'static str| {
            let mut visitor = portal.visitor(address);
            async move { visitor.begin(ALICE, PASSWORD).await.status }
        };
        assert_eq!(status("198.51.100.1").await, StatusCode::SEE_OTHER);
        portal.clock.advance(3 * 86_400);
        assert_eq!(status("198.51.100.1").await, StatusCode::FORBIDDEN);
        assert_eq!(status("192.0.2.9").await, StatusCode::SEE_OTHER);
        let mut alice = signed_in(&portal).await;
        let page = alice.get("/security/allowlist").await.body;
        assert!(page.contains("Ended with"), "{page}");
        // where every rule is over, those that ended last stay
        let id = portal.count("SELECT id FROM allowlist_rules WHERE rule = $1", "192.0.2.0/24").await.to_string();
        let soon = days(1);
        let ended = alice.post(AMEND, &[("id", &id), ("note", "office"), ("until", &soon)]).await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
        portal.clock.advance(9 * 86_400);
        assert_eq!(status("192.0.2.9").await, StatusCode::SEE_OTHER);
        assert_eq!(status("203.0.113.1").await, StatusCode::FORBIDDEN);
    }

    async fn an_end_that_is_over_leaves_nobody_out_without_their_consent(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        for rule in ["192.0.2.0/24", "198.51.100.0/24"] {
            assert_eq!(alice.post(ADD, &[("rule", rule)]).await.status, StatusCode::SEE_OTHER);
        }
        let id = portal.count("SELECT id FROM allowlist_rules WHERE rule = $1", "192.0.2.0/24").await.to_string();
        let over = [("id", &*id), ("note", "old"), ("until", "2020-01-01")];
        let asked = alice.post(AMEND, &over).await;
        assert_eq!(asked.status, StatusCode::CONFLICT);
        assert!(asked.body.contains("name=\"confirmed\" value=\"192.0.2.7\""), "the box names the address");
        assert!(asked.body.contains("value=\"2020-01-01\"") && asked.body.contains("value=\"old\""));
        for wrong in ["2020-02-30", "tomorrow"] {
            let answer = alice.post(AMEND, &[("id", &id), ("until", wrong)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
        assert_eq!(portal.events("rule_amended").await, 0);
        let agreed = alice.post(AMEND, &[over[0], over[1], over[2], ("confirmed", HERE)]).await;
        assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.body);
        assert!(!alice.is_in().await);
        assert_eq!(portal.events("rule_amended").await, 1);
    }

    async fn ten_thousand_rules_are_saved_and_saved_again(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        let rules = |from: usize| -> String {
            let rule = |nth: usize| format!("10.{}.{}.0/24\n", nth / 128, nth % 128 * 2);
            (from..from + 9_999).map(rule).collect::<String>() + "192.0.2.0/24\n"
        };
        assert_eq!(save(&mut alice, &rules(0)).await, StatusCode::SEE_OTHER);
        assert_eq!(exported(&mut alice).await, rules(0));
        assert_eq!(save(&mut alice, &rules(3)).await, StatusCode::SEE_OTHER);
        assert_eq!(exported(&mut alice).await.lines().count(), 10_000);
        let one_more = format!("{}203.0.113.1\n", rules(0));
        let version = version(&mut alice).await;
        let seen = fingerprint(version.parse().unwrap(), &one_more);
        let full = alice.post(SAVE, &[("version", &version), ("text", &one_more), ("seen", &seen)]).await;
        assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_list_may_be_a_mebibyte_and_no_other_form_more_than_before(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        let comment = |bytes: usize| "a".repeat(bytes);
        // far more than other forms may hold, and read: what is wrong with it is its content
        let long = alice.post(LOOK, &[("text", &comment(LIST_BODY - 1_000))]).await;
        assert_eq!(long.status, StatusCode::OK);
        assert_eq!(alice.post(LOOK, &[("text", &comment(LIST_BODY))]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        let other = alice.post(ADD, &[("rule", HERE), ("note", &comment(64 * 1024))]).await;
        assert_eq!(other.status, StatusCode::PAYLOAD_TOO_LARGE);
        // nobody who isn't signed in makes the portal read so much
        let mut nobody = portal.visitor("203.0.113.9");
        let request = Request::post(SAVE)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, ORIGIN);
        let refused = nobody.send(request, Body::from(format!("text={}", comment(64 * 1024)))).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", refused.body);
    }

    async fn the_editor_tells_where_sign_ins_came_from_and_where_they_were_refused(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        portal.visitor("198.51.100.9").begin(ALICE, PASSWORD).await;
        assert_eq!(alice.post(ADD, &[("rule", "192.0.2.0/24")]).await.status, StatusCode::SEE_OTHER);
        for _ in 0..2 {
            let kept_out = portal.visitor("203.0.113.66").begin(ALICE, PASSWORD).await;
            assert_eq!(kept_out.status, StatusCode::FORBIDDEN);
        }
        let page = alice.get(EDIT).await.body;
        assert!(page.contains("198.51.100.9") && !page.contains("attempts to sign in from"));
        let wide = [("version", &*field(&page, "version")), ("text", "192.0.2.0/24\n203.0.113.0/24\n")];
        let looked = alice.post(LOOK, &wide).await.body;
        assert!(looked.contains("2 attempts to sign in from 203.0.113.66 were refused"), "{looked}");
        assert!(looked.contains("1 of your last 2 sign-ins would have been refused."), "{looked}");
    }
}

/// The day of a time, as it is typed.
fn day_of(unix: i64) -> String {
    jiff::Timestamp::from_second(unix).unwrap().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}
