//! Admin → Portal rules: whom a change would lock out, and that nobody narrows the list for everybody unseen (T41).

use crate::support::portal::{Answer, ORIGIN};
use crate::support::{PASSWORD, TestPortal, Visitor, portal};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use sekisho::exec;
use sekisho_app::id::AccountId;
use sekisho_app::portal_rules::judge::{Judge, Outcome, held, timed};
use sekisho_app::portal_rules::{MOST_VISITS, Person, Visited};
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{Document, Draft};
use sekisho_engine::policy::Role;
use sekisho_engine::time::Timestamp;

const BOSS: &str = "boss@example.org";
const ALICE: &str = "alice@example.org";
const BOB: &str = "bob@example.org";
const INSIDE: &str = "192.0.2.7";
const OUTSIDE: &str = "198.51.100.7";
const PAGE: &str = "/admin/portal-rules";
const SAVE: &str = "/api/portal-rules/save";
const TRY: &str = "/api/portal-rules/try";

/// An administrator who has just signed in from inside.
async fn boss(portal: &TestPortal) -> Visitor {
    portal.account(BOSS, Role::Admin).await;
    let mut boss = portal.visitor(INSIDE);
    boss.enrol_at_the_door(BOSS, PASSWORD).await;
    boss
}

async fn signs_in(portal: &TestPortal, email: &str, address: &str) -> bool {
    let answer = portal.visitor(address).begin(email, PASSWORD).await;
    assert!([StatusCode::SEE_OTHER, StatusCode::FORBIDDEN].contains(&answer.status), "{}", answer.body);
    answer.status == StatusCode::SEE_OTHER
}

/// What a hidden field of the editor holds.
fn hidden(page: &str, name: &str) -> String {
    let at = page.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no {name} in {page}"));
    let value = page[at..].find("value=\"").expect("its value") + at + "value=\"".len();
    page[value..].split('"').next().unwrap_or_default().to_owned()
}

fn text_of(page: &str) -> String {
    page.replace("<!>", "").replace("<!---->", "")
}

/// A draft whose author has been shown what it does: the fields of the form.
struct Seen {
    text: String,
    version: String,
    seen: String,
    /// What was shown.
    page: String,
}

impl Seen {
    /// Looks at a draft as somebody without JavaScript does.
    async fn of(boss: &mut Visitor, text: &str) -> Self {
        let page = boss.get(PAGE).await.body;
        let version = hidden(&page, "version");
        let shown = boss.post(SAVE, &[("text", text), ("version", &version)]).await;
        assert_eq!(shown.status, StatusCode::CONFLICT, "{}", shown.body);
        let seen = hidden(&shown.body, "seen");
        assert!(!seen.is_empty());
        Self { text: text.to_owned(), version, seen, page: text_of(&shown.body) }
    }

    async fn post(&self, boss: &mut Visitor, to: &str, confirmed: &str) -> Answer {
        let fields = [
            ("text", &*self.text),
            ("version", &self.version),
            ("seen", &self.seen),
            ("confirmed", confirmed),
        ];
        boss.post(to, &fields).await
    }
}

/// Asks whom a draft would lock out, as the page's script does.
async fn asked(visitor: &mut Visitor, text: &str, origin: &str) -> (StatusCode, String) {
    let request = Request::post("/admin/portal-rules/judge").header(header::ORIGIN, origin);
    let answer = visitor.send(request, Body::from(text.to_owned())).await;
    (answer.status, answer.body)
}

/// What the page without a script does with its buttons.
async fn looked(boss: &mut Visitor, text: &str, edit: &str) -> String {
    let answer =
        boss.post("/api/portal-rules/look", &[("text", text), ("version", "0"), ("edit", edit)]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    text_of(&answer.body)
}

/// Somebody who signed in from many addresses: `10.0.0.1`, `10.0.0.2`, …
async fn came_from_many(portal: &TestPortal, account: AccountId, count: usize) -> Person {
    let now = portal.clock.unix();
    let mut tx = portal.core.db.begin().await.unwrap();
    exec!(
        &mut tx,
        "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $1)
         INSERT INTO history (at, account_id, actor, event, event_group, outcome, detail, address, user_agent, request_id)
         SELECT $2 - n.i, $3, 'self', 'sign_in_succeeded', 'sign_in', 'success', '{}',
             '10.0.' || (n.i / 256) || '.' || (n.i % 256), '', '' FROM n",
        i64::try_from(count).unwrap(),
        now,
        account.0,
    )
    .unwrap();
    tx.commit().await.unwrap();
    let visit = |nth: usize| Visited {
        address: format!("10.0.{}.{}", nth / 256, nth % 256).parse().unwrap(),
        last: Timestamp::from_unix(now - i64::try_from(nth).unwrap()),
    };
    Person { account, name: "Test Person".to_owned(), visits: (1..=count).map(visit).collect() }
}

on_both! {
    async fn only_administrators_see_ask_and_fetch_the_portals_list(fresh) {
        let portal = portal(fresh).await;
        let mut boss = boss(&portal).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor(INSIDE);
        alice.begin(ALICE, PASSWORD).await;
        for path in [PAGE, "/admin/portal-rules/export"] {
            assert_eq!(alice.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(boss.get(path).await.status, StatusCode::OK, "{path}");
        }
        assert_eq!(asked(&mut alice, "all", ORIGIN).await.0, StatusCode::FORBIDDEN);
        assert_eq!(asked(&mut portal.visitor(INSIDE), "all", ORIGIN).await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(asked(&mut boss, "all", "https://evil.example").await.0, StatusCode::FORBIDDEN);
        assert_eq!(asked(&mut boss, &"#".repeat(1_048_577), ORIGIN).await.0, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(asked(&mut boss, "all", ORIGIN).await.0, StatusCode::OK);
        let page = boss.get(PAGE).await.body;
        assert!(page.contains("Nobody is restricted"), "{page}");
    }

    async fn a_narrower_list_is_seen_first_and_saved_at_once_only_when_that_is_ticked(fresh) {
        let portal = portal(fresh).await;
        let mut boss = boss(&portal).await;
        portal.account(ALICE, Role::General).await;
        portal.account(BOB, Role::General).await;
        for (email, address) in [(ALICE, INSIDE), (ALICE, OUTSIDE), (BOB, OUTSIDE)] {
            assert!(signs_in(&portal, email, address).await);
            portal.clock.advance(60);
        }
        let draft = Seen::of(&mut boss, "# Offices\n192.0.2.0/24 # Tokyo").await;
        assert!(draft.page.contains("Nothing is saved yet"), "{}", draft.page);
        let counts = "2 of 3 people who signed in during the last 30 days would be refused.";
        assert!(draft.page.contains(counts), "{}", draft.page);
        assert!(draft.page.contains("From everywhere they came from: 1. From some of their addresses: 1."));
        assert!(draft.page.contains("I know that 2 of 3 people would be refused at once"), "{}", draft.page);
        // a tried list is what is offered first
        let order = ["formaction=\"/api/portal-rules/try\"", "formaction=\"/api/portal-rules/save\""];
        let [first, second] = order.map(|button| draft.page.find(button).expect(button));
        assert!(first < second);

        let refused = draft.post(&mut boss, SAVE, "").await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("it would refuse people who signed in during the last 30 days: 2."));
        assert!(refused.body.contains("># Offices\n192.0.2.0/24 # Tokyo</textarea>"), "{}", refused.body);
        assert!(signs_in(&portal, BOB, OUTSIDE).await, "nothing is saved yet");

        // somebody more came from outside in the meantime: what was agreed to is about the list, not about them
        portal.account("cem@example.org", Role::General).await;
        assert!(signs_in(&portal, "cem@example.org", OUTSIDE).await);
        let done = draft.post(&mut boss, SAVE, "narrower").await;
        assert_eq!(done.location(), "/admin/portal-rules?done=list_saved", "{}", done.body);
        assert!(!signs_in(&portal, BOB, OUTSIDE).await && signs_in(&portal, ALICE, INSIDE).await);
        assert_eq!(portal.events("rules_changed").await, 1);
        let file = boss.get("/admin/portal-rules/export").await;
        assert_eq!(file.body, "# Offices\n192.0.2.0/24 # Tokyo\n");
        assert_eq!(file.headers[header::CONTENT_TYPE], "text/plain; charset=utf-8");

        // notes, ends and more addresses need no tick
        let wider = Seen::of(&mut boss, "192.0.2.0/24 # Osaka\n198.51.100.0/24 until 2099-12-31").await;
        assert!(!wider.page.contains("name=\"confirmed\""), "{}", wider.page);
        assert!(wider.page.contains("People who would be let in from somewhere and are not now: 3"), "{}", wider.page);
        let done = wider.post(&mut boss, SAVE, "").await;
        assert_eq!(done.location(), "/admin/portal-rules?done=list_saved", "{}", done.body);
        assert!(signs_in(&portal, BOB, OUTSIDE).await);
    }

    async fn t41_nothing_is_saved_that_its_author_has_not_seen_or_that_leaves_them_out_unconfirmed(fresh) {
        let portal = portal(fresh).await;
        let mut boss = boss(&portal).await;
        let draft = Seen::of(&mut boss, "198.51.100.0/24").await;
        assert!(draft.page.contains("value=\"192.0.2.7\""), "the box names the own address: {}", draft.page);
        for confirmed in ["", "narrower", OUTSIDE] {
            let refused = draft.post(&mut boss, SAVE, confirmed).await;
            assert_eq!(refused.status, StatusCode::CONFLICT, "{confirmed:?}");
        }
        // what was seen is about one text of one state of the list
        for (text, version) in [("203.0.113.0/24", &*draft.version), ("198.51.100.0/24", "99")] {
            let fields = [("text", text), ("version", version), ("seen", &draft.seen), ("confirmed", INSIDE)];
            for to in [SAVE, TRY] {
                assert_eq!(boss.post(to, &fields).await.status, StatusCode::CONFLICT, "{text} {version}");
            }
        }
        assert_eq!(portal.events("rules_changed").await + portal.events("trial_began").await, 0);
        let done = draft.post(&mut boss, SAVE, INSIDE).await;
        assert_eq!(done.location(), "/admin/portal-rules?done=list_saved", "{}", done.body);
        assert!(!boss.is_in().await, "as was said");
        let mut outside = boss.at(OUTSIDE);
        assert!(outside.is_in().await);
        portal.clock.advance(601);
        let late = draft.post(&mut outside, SAVE, INSIDE).await;
        assert_eq!(late.status, StatusCode::UNAUTHORIZED, "a recent proof is asked for");
    }

    async fn a_list_that_was_changed_meanwhile_is_not_overwritten_and_nothing_typed_is_lost(fresh) {
        let portal = portal(fresh).await;
        let mut boss = boss(&portal).await;
        let mine = Seen::of(&mut boss, "192.0.2.0/24 # mine").await;
        let other = Seen::of(&mut boss, "192.0.2.0/24 # theirs").await;
        assert_eq!(other.post(&mut boss, SAVE, "narrower").await.status, StatusCode::SEE_OTHER);
        let refused = mine.post(&mut boss, SAVE, "narrower").await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("192.0.2.0/24 # mine</textarea>"), "{}", refused.body);
        let again = Seen { version: hidden(&refused.body, "version"), seen: hidden(&refused.body, "seen"), ..mine };
        assert_eq!(again.post(&mut boss, SAVE, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(boss.get("/admin/portal-rules/export").await.body, "192.0.2.0/24 # mine\n");
        for (text, said) in [("192.0.2.256", "Line 1:"), ("192.0.2.1\n192.0.2.1", "line 1 already")] {
            let wrong = boss.post(SAVE, &[("text", text), ("version", "3")]).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
            assert!(text_of(&wrong.body).contains(said), "{text}: {}", wrong.body);
        }
    }

    async fn a_narrower_list_is_tried_on_every_instance_at_the_next_request_and_tells_whom_it_refuses(fresh) {
        let portal = portal(fresh).await;
        let other = portal.instance(fresh).await;
        let mut boss = boss(&portal).await;
        portal.account(BOB, Role::General).await;
        assert!(signs_in(&other, BOB, OUTSIDE).await);
        let draft = Seen::of(&mut boss, "192.0.2.0/24").await;
        let done = draft.post(&mut boss, TRY, "").await;
        assert_eq!(done.location(), "/admin/portal-rules?done=trial_began", "{}", done.body);
        assert!(!signs_in(&other, BOB, OUTSIDE).await && !signs_in(&portal, BOB, OUTSIDE).await);
        assert!(signs_in(&other, BOB, INSIDE).await);
        let shown = text_of(&boss.on(&other).get(PAGE).await.body);
        assert!(shown.contains("Refused since the trial began"), "{shown}");
        assert!(shown.contains(OUTSIDE) && shown.contains("<a href=\"/admin/people/"), "{shown}");
        assert!(!shown.contains("name=\"text\""), "no editing while a trial runs");
        // another change waits
        let fields = [("text", "all"), ("version", &*draft.version), ("seen", &draft.seen)];
        assert_eq!(boss.post(SAVE, &fields).await.status, StatusCode::CONFLICT);

        let undone = boss.on(&other).post("/api/portal-rules/undo", &[]).await;
        assert_eq!(undone.location(), "/admin/portal-rules?done=trial_undone", "{}", undone.body);
        assert!(signs_in(&portal, BOB, OUTSIDE).await);

        let draft = Seen::of(&mut boss, "192.0.2.0/24").await;
        assert_eq!(draft.post(&mut boss, TRY, "").await.status, StatusCode::SEE_OTHER);
        let outside = boss.at(OUTSIDE).post("/api/portal-rules/confirm", &[]).await;
        assert_eq!(outside.status, StatusCode::CONFLICT, "only from an address that it covers");
        let kept = boss.post("/api/portal-rules/confirm", &[]).await;
        assert_eq!(kept.location(), "/admin/portal-rules?done=trial_confirmed", "{}", kept.body);
        portal.clock.advance(3_600);
        assert!(!signs_in(&other, BOB, OUTSIDE).await, "it stays");
    }

    async fn of_more_addresses_than_a_page_is_told_of_the_server_says_the_same_as_the_browser(fresh) {
        let portal = portal(fresh).await;
        let mut boss = boss(&portal).await;
        let page = boss.get(PAGE).await.body;
        assert!(!page.contains("too many for this page"), "{page}");
        let alice = portal.account(ALICE, Role::General).await;
        let many = came_from_many(&portal, alice, MOST_VISITS).await;
        let page = text_of(&boss.get(PAGE).await.body);
        assert!(page.contains("More than 10,000 addresses were used, too many for this page"), "{page}");
        assert!(page.len() < 200_000, "and it is not told of them: {}", page.len());

        let signed_in = portal.count("SELECT MAX(at) FROM history WHERE event = $1", "sign_in_succeeded").await;
        let boss_id = portal.count("SELECT id FROM accounts WHERE email_key = $1", BOSS).await;
        let inside: Address = INSIDE.parse().unwrap();
        let visits = vec![Visited { address: inside, last: Timestamp::from_unix(signed_in) }];
        let boss_too = Person { account: AccountId(boss_id), name: "Test Person".to_owned(), visits };
        let now = Timestamp::from_unix(portal.clock.unix());
        let mut judge = Judge::new(Some(inside), now, vec![boss_too, many]);
        let mut draft = Draft::new(&[], judge.addresses());
        for text in ["10.0.0.0/20\n192.0.2.0/24", "192.0.2.0/24", "198.51.100.0/24", "all", "10.0.0.0/8 until 2027-01-20\n192.0.2.7"] {
            let rules = timed(&Document::parse(text).document.entries);
            draft.set(&held(&rules, now));
            let in_the_browser = judge.outcome(&draft.addresses(), &rules);
            let (status, body) = asked(&mut boss, text, ORIGIN).await;
            assert_eq!(status, StatusCode::OK, "{body}");
            assert_eq!(serde_json::from_str::<Outcome>(&body).unwrap(), in_the_browser, "{text}");
        }
        // without a script it is looked at first
        let shown = Seen::of(&mut boss, "10.0.0.0/20\n192.0.2.0/24").await;
        assert!(shown.page.contains("1 of 2 people"), "{}", shown.page);
        assert!(shown.page.contains("From some of their addresses: 1"), "{}", shown.page);
    }

    async fn looking_changes_nothing_and_its_buttons_change_the_text_only(fresh) {
        let portal = portal(fresh).await;
        let mut boss = boss(&portal).await;
        let shown = looked(&mut boss, "198.51.100.0/24", "").await;
        assert!(shown.contains("The only person who signed in during the last 30 days would be refused."), "{shown}");
        assert!(!hidden(&shown, "seen").is_empty());
        let shown = looked(&mut boss, "198.51.100.0/24", "add 192.0.2.7").await;
        assert!(shown.contains("198.51.100.0/24\n192.0.2.7"), "{shown}");
        assert_eq!(boss.get("/admin/portal-rules/export").await.body, "");
    }
}
