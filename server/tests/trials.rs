//! Changes of a list on trial: in force for a time, kept from an address that they cover, or gone by themselves.

use crate::support::portal::Answer;
use crate::support::{PASSWORD, TestPortal, Visitor, otp, portal};
use axum::http::StatusCode;
use sekisho::exec;
use sekisho_app::allowlist::fingerprint;
use sekisho_engine::policy::Role;

#[path = "trials/gates.rs"]
mod gates;
#[path = "trials/instances.rs"]
mod instances;
#[path = "trials/pages.rs"]
mod pages;

const ALICE: &str = "alice@example.org";
const ADMIN: &str = "admin@example.org";
/// Where the list lets in, and where Alice is.
const HOME: &str = "192.0.2.7";
/// Where the list on trial lets in.
const AWAY: &str = "198.51.100.7";
const SAVED: &str = "192.0.2.0/24";
const TRIED: &str = "198.51.100.0/24";
/// How long a trial runs, in seconds.
const TRIAL: i64 = 600;
const VERSION: &str = "SELECT rules_version FROM accounts WHERE email = $1";
const PORTAL_VERSION: &str = "SELECT rules_version FROM portal_state WHERE id = 1 AND $1 = ''";

/// Alice, signed in at home, whose list is [`SAVED`].
async fn alice(portal: &TestPortal) -> Visitor {
    portal.account(ALICE, Role::General).await;
    let mut alice = portal.visitor(HOME);
    alice.begin(ALICE, PASSWORD).await;
    done(&alice.post("/api/allowlist/add", &[("rule", SAVED)]).await);
    alice
}

/// An administrator, signed in at home with a second factor.
async fn administrator(portal: &TestPortal) -> Visitor {
    portal.account(ADMIN, Role::Admin).await;
    let mut admin = portal.visitor(HOME);
    admin.begin(ADMIN, PASSWORD).await;
    let page = admin.get("/sign-in/enrol?method=totp").await;
    let code = otp::code(&otp::key_on(&page.body), portal.clock.unix());
    done(&admin.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await);
    admin
}

fn done(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

/// Somebody who has seen what will come of it puts a whole list on trial.
async fn attempt(portal: &TestPortal, visitor: &mut Visitor, text: &str) -> Answer {
    let version = portal.count(VERSION, ALICE).await;
    let fields = [("text", text), ("version", &version.to_string()), ("seen", &fingerprint(version, text))];
    visitor.post("/api/allowlist/try", &fields).await
}

async fn attempt_for_all(portal: &TestPortal, admin: &mut Visitor, text: &str) -> Answer {
    let version = portal.count(PORTAL_VERSION, "").await;
    let fields = [("text", text), ("version", &version.to_string()), ("seen", &fingerprint(version, text))];
    admin.post("/api/portal-rules/try", &fields).await
}

async fn confirm(visitor: &mut Visitor) -> Answer {
    visitor.post("/api/allowlist/confirm", &[]).await
}

async fn undo(visitor: &mut Visitor) -> Answer {
    visitor.post("/api/allowlist/undo", &[]).await
}

/// Whether a sign-in of Alice's from there begins.
async fn signs_in(portal: &TestPortal, address: &str) -> bool {
    match portal.visitor(address).begin(ALICE, PASSWORD).await.status {
        StatusCode::SEE_OTHER => true,
        StatusCode::FORBIDDEN => false,
        other => panic!("{other}"),
    }
}

/// Which of the two lists decides: each lets in where the other doesn't.
async fn in_force(portal: &TestPortal) -> &'static str {
    match (signs_in(portal, HOME).await, signs_in(portal, AWAY).await) {
        (true, false) => SAVED,
        (false, true) => TRIED,
        other => panic!("{other:?}"),
    }
}

/// The steps of trials in History, in their order.
async fn steps(portal: &TestPortal) -> Vec<String> {
    let mut reader = portal.core.db.read().await.unwrap();
    let told = sekisho::rows!(
        &mut reader,
        (String,),
        "SELECT event FROM history WHERE event LIKE 'trial_%' ORDER BY id"
    );
    told.unwrap().into_iter().map(|(event,)| event).collect()
}

on_both! {
    async fn a_tried_list_decides_sign_ins_at_once_and_sessions_go_on_where_either_list_lets_them(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        let mut desk = portal.visitor("192.0.2.8");
        desk.begin(ALICE, PASSWORD).await;
        assert_eq!(in_force(&portal).await, SAVED);
        assert!(!alice.at(AWAY).is_in().await);
        let begun = attempt(&portal, &mut alice, TRIED).await;
        assert_eq!(begun.location(), "/security/allowlist?done=trial_began", "{}", begun.body);
        assert_eq!(in_force(&portal).await, TRIED);
        assert!(alice.is_in().await && desk.is_in().await, "nobody who is in is put out by a trial");
        assert!(alice.at(AWAY).is_in().await);
        assert!(!alice.at("203.0.113.9").is_in().await, "where neither list lets them, nobody goes on");
        let mut away = portal.visitor(AWAY);
        away.begin(ALICE, PASSWORD).await;
        let undone = undo(&mut alice).await;
        assert_eq!(undone.location(), "/security/allowlist?done=trial_undone", "{}", undone.body);
        assert_eq!(in_force(&portal).await, SAVED);
        assert!(alice.is_in().await && desk.is_in().await);
        assert!(!away.is_in().await, "what the tried list let in goes no further without it");
        assert_eq!(steps(&portal).await, ["trial_began", "trial_undone"]);
        assert_eq!(undo(&mut alice).await.status, StatusCode::CONFLICT, "there is none any more");
    }

    async fn a_trial_is_confirmed_only_from_an_address_that_it_covers(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        assert_eq!(confirm(&mut alice).await.status, StatusCode::CONFLICT, "there is none yet");
        done(&attempt(&portal, &mut alice, "# trips\n198.51.100.0/24 # hotel\n").await);
        let refused = confirm(&mut alice).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("doesn’t cover 192.0.2.7"), "{}", refused.body);
        assert_eq!(in_force(&portal).await, TRIED, "and it runs on");
        let mut away = portal.visitor(AWAY);
        away.begin(ALICE, PASSWORD).await;
        let confirmed = confirm(&mut away).await;
        assert_eq!(confirmed.location(), "/security/allowlist?done=trial_confirmed", "{}", confirmed.body);
        assert!(!alice.is_in().await, "from now on the list counts for sessions, too");
        portal.clock.advance(TRIAL);
        assert_eq!(in_force(&portal).await, TRIED, "and it stays");
        let text = away.get("/security/allowlist/export").await.body;
        assert_eq!(text, "# trips\n198.51.100.0/24 # hotel\n", "with its notes and comments");
        assert_eq!(portal.core.settle_trials().await.unwrap(), 0);
        assert_eq!(steps(&portal).await, ["trial_began", "trial_confirmed"]);
    }

    async fn a_trial_is_over_by_the_time_alone(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        let mut away = alice.at(AWAY);
        done(&attempt(&portal, &mut alice, TRIED).await);
        portal.clock.advance(TRIAL - 1);
        assert_eq!(in_force(&portal).await, TRIED);
        assert!(away.is_in().await);
        portal.clock.advance(1);
        // nothing has ended it, and what was compiled a second ago is still kept
        assert!(!away.is_in().await);
        assert_eq!(in_force(&portal).await, SAVED);
        assert!(steps(&portal).await == ["trial_began"], "nobody has noticed yet");
        // who comes too late is told, whatever the browser showed
        let mut late = portal.visitor(HOME);
        late.begin(ALICE, PASSWORD).await;
        let refused = confirm(&mut late).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("as it was before"), "{}", refused.body);
        assert_eq!(steps(&portal).await, ["trial_began", "trial_lapsed"], "noticed by whoever came first");
        assert_eq!(portal.core.settle_trials().await.unwrap(), 0);
        assert_eq!(in_force(&portal).await, SAVED);
    }

    async fn a_forged_request_confirms_nothing(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        done(&attempt(&portal, &mut alice, TRIED).await);
        // fields that a browser might be made to send change nothing about where the request comes from
        let forged = [("address", AWAY), ("confirmed", AWAY), ("covered", "true"), ("until", "9999999999")];
        assert_eq!(alice.post("/api/allowlist/confirm", &forged).await.status, StatusCode::CONFLICT);
        let mut through = alice.clone().header("x-forwarded-for", AWAY);
        assert_eq!(confirm(&mut through).await.status, StatusCode::CONFLICT, "nobody named that proxy");
        let mut stranger = portal.visitor(AWAY);
        assert!(confirm(&mut stranger).await.location().starts_with("/sign-in?"));
        assert!(undo(&mut stranger).await.location().starts_with("/sign-in?"));
        portal.account("bob@example.org", Role::General).await;
        let mut bob = portal.visitor(AWAY);
        bob.begin("bob@example.org", PASSWORD).await;
        assert_eq!(confirm(&mut bob).await.status, StatusCode::CONFLICT, "it isn't his");
        assert_eq!(undo(&mut bob).await.status, StatusCode::CONFLICT);
        assert_eq!(in_force(&portal).await, TRIED);
        portal.clock.advance(TRIAL);
        let proof = [("reauthentication_password", PASSWORD)];
        assert_eq!(alice.post("/api/allowlist/confirm", &proof).await.status, StatusCode::CONFLICT);
        assert_eq!(in_force(&portal).await, SAVED);
        assert_eq!(steps(&portal).await, ["trial_began", "trial_lapsed"]);
    }

    async fn confirming_asks_for_a_fresh_proof_and_undoing_does_not(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        let mut away = alice.at(AWAY);
        portal.clock.advance(9 * 60);
        done(&attempt(&portal, &mut alice, TRIED).await);
        portal.clock.advance(2 * 60);
        let asked = confirm(&mut away).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        assert!(asked.body.contains("reauthentication_password"), "{}", asked.body);
        done(&undo(&mut alice).await);
        done(&alice.post("/api/allowlist/add", &[("rule", AWAY), ("reauthentication_password", PASSWORD)]).await);
        done(&attempt(&portal, &mut alice, TRIED).await);
        portal.clock.advance(9 * 60);
        let proof = [("reauthentication_password", PASSWORD)];
        done(&away.post("/api/allowlist/confirm", &proof).await);
        assert_eq!(in_force(&portal).await, TRIED);
    }

    async fn while_a_trial_runs_nothing_else_of_the_list_is_changed(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        done(&attempt(&portal, &mut alice, TRIED).await);
        let id = portal.count("SELECT id FROM allowlist_rules WHERE rule = $1", SAVED).await.to_string();
        let version = portal.count(VERSION, ALICE).await;
        let seen = fingerprint(version, "all");
        let whole = [("text", "all"), ("version", &*version.to_string()), ("seen", &*seen)];
        for (path, fields) in [
            ("/api/allowlist/add", &[("rule", "all")][..]),
            ("/api/allowlist/remove", &[("id", &*id), ("confirmed", HOME)]),
            ("/api/allowlist/amend", &[("id", &*id), ("note", "another")]),
            ("/api/allowlist/save", &whole),
            ("/api/allowlist/try", &whole),
        ] {
            let answer = alice.post(path, fields).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{path}: {}", answer.body);
            assert!(answer.body.contains("on trial now. Confirm or undo them first."), "{path}: {}", answer.body);
        }
        assert_eq!(in_force(&portal).await, TRIED);
        assert_eq!(portal.count("SELECT COUNT(*) FROM allowlist_rules WHERE rule = $1", SAVED).await, 1);
        done(&undo(&mut alice).await);
        done(&alice.post("/api/allowlist/add", &[("rule", "203.0.113.7")]).await);
        // and so when it is over by itself, before anybody has noticed
        done(&attempt(&portal, &mut alice, TRIED).await);
        portal.clock.advance(TRIAL);
        let late = [("rule", "203.0.113.8"), ("reauthentication_password", PASSWORD)];
        done(&alice.post("/api/allowlist/add", &late).await);
        assert_eq!(steps(&portal).await, ["trial_began", "trial_undone", "trial_began", "trial_lapsed"]);
    }

    async fn emptying_the_list_for_somebody_ends_their_trial(fresh) {
        let portal = portal(fresh).await;
        let mut admin = administrator(&portal).await;
        let mut alice = alice(&portal).await;
        done(&attempt(&portal, &mut alice, TRIED).await);
        let id = portal.count("SELECT id FROM accounts WHERE email = $1", ALICE).await.to_string();
        done(&admin.post("/api/admin/clear-rules", &[("id", &id)]).await);
        assert!(signs_in(&portal, HOME).await && signs_in(&portal, AWAY).await);
        assert_eq!(steps(&portal).await, ["trial_began", "trial_undone"]);
        assert_eq!(portal.events("rules_cleared").await, 1);
        portal.clock.advance(TRIAL);
        assert!(signs_in(&portal, HOME).await && signs_in(&portal, AWAY).await, "nothing comes back");
    }

    async fn a_rule_of_the_tried_list_ends_on_its_day(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        // five minutes before midnight
        let day = portal.clock.unix().div_euclid(86_400);
        portal.clock.advance(day * 86_400 + 86_100 - portal.clock.unix());
        let mut alice = { done(&alice.begin(ALICE, PASSWORD).await); alice };
        done(&attempt(&portal, &mut alice, "198.51.100.0/24\n203.0.113.9 until 2027-01-15").await);
        assert!(signs_in(&portal, "203.0.113.9").await);
        portal.clock.advance(300);
        assert!(!signs_in(&portal, "203.0.113.9").await, "the day is over");
        assert_eq!(in_force(&portal).await, TRIED, "and the trial isn't");
        portal.clock.advance(300);
        assert_eq!(in_force(&portal).await, SAVED);
        // what is confirmed keeps the rule's end
        done(&attempt_again(&portal, &mut alice).await);
        let mut away = portal.visitor(AWAY);
        away.begin(ALICE, PASSWORD).await;
        done(&confirm(&mut away).await);
        assert_eq!(portal.count("SELECT COUNT(*) FROM allowlist_rules WHERE until_day = $1", "2027-01-15").await, 1);
    }

    async fn a_clock_that_is_set_back_ends_a_trial_and_does_not_bring_it_back(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        done(&attempt(&portal, &mut alice, TRIED).await);
        portal.clock.advance(-3_600);
        // throttles and times of use are those of later; they are not what this is about
        let mut tx = portal.core.db.begin().await.unwrap();
        exec!(&mut tx, "DELETE FROM throttles").unwrap();
        tx.commit().await.unwrap();
        assert_eq!(in_force(&portal).await, SAVED);
        assert_eq!(portal.core.settle_trials().await.unwrap(), 1);
        assert_eq!(steps(&portal).await, ["trial_began", "trial_lapsed"]);
        portal.clock.advance(3_600);
        assert_eq!(in_force(&portal).await, SAVED, "not even when its time comes again");
        done(&alice.begin(ALICE, PASSWORD).await);
        done(&attempt(&portal, &mut alice, TRIED).await);
        portal.clock.advance(86_400);
        assert_eq!(in_force(&portal).await, SAVED, "and forward it is over");
    }
}

/// The list with an end once more, from a session that is signed in anew.
async fn attempt_again(portal: &TestPortal, alice: &mut Visitor) -> Answer {
    done(&alice.begin(ALICE, PASSWORD).await);
    attempt(portal, alice, "198.51.100.0/24\n203.0.113.9 until 2027-01-15").await
}
