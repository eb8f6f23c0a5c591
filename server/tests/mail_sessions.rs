//! Live sessions of mail software: they end when nothing lets them in any more, whatever took it away, and the others go
//! on. A stand-in for doveadm keeps the sessions; the real one is in `end2end/gates/test_mail_kick.py`.

use crate::mail_gate::{ALICE, HERE, SECRET, THERE, ask_with, campus, granted, portal_with, verdict};
use crate::support::{Fresh, PASSWORD, TestPortal, otp};
use axum::Router;
use axum::extract::{Json, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use sekisho::config::{Config, Hidden};
use sekisho::history::{By, Scene};
use sekisho::mail_gate::kick::{self, Doveadm};
use sekisho_app::allowlist::fingerprint;
use sekisho_app::id::AccountId;
use sekisho_engine::address::{Address, Prefix};
use sekisho_engine::allowlist::{Entry, Rule};
use sekisho_engine::network::{Network, NetworkAction};
use sekisho_engine::policy::{MfaMode, Role};
use sekisho_engine::time::{Day, Timestamp};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

const KEY: &str = "a-key-of-doveadm";
/// The key as doveadm is shown it.
const SHOWN: &str = "X-Dovecot-API YS1rZXktb2YtZG92ZWFkbQ==";
/// In a network where no second factor is asked for.
const CAMPUS: &str = "198.51.100.20";
const HOURS: i64 = 3_600;

/// Sessions by name and address.
type Sessions = Arc<Mutex<Vec<(String, String)>>>;

/// A mail server's doveadm.
struct Server {
    url: String,
    sessions: Sessions,
}

impl Server {
    async fn start() -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", socket.local_addr().expect("an address"));
        let sessions = Sessions::default();
        let router = Router::new().route("/doveadm/v1", post(answer)).with_state(sessions.clone());
        tokio::spawn(async move { axum::serve(socket, router).await });
        Self { url, sessions }
    }

    /// Somebody's session begins.
    fn open(&self, name: &str, from: &str) {
        self.sessions.lock().expect("a list").push((name.to_owned(), from.to_owned()));
    }

    /// Where the live sessions of somebody are.
    fn live(&self, name: &str) -> Vec<String> {
        let sessions = self.sessions.lock().expect("a list");
        sessions.iter().filter(|(known, _)| known == name).map(|(_, from)| from.clone()).collect()
    }
}

async fn answer(
    State(sessions): State<Sessions>,
    headers: HeaderMap,
    Json(commands): Json<Vec<Value>>,
) -> Result<Json<Vec<Value>>, StatusCode> {
    if headers.get("authorization").is_none_or(|shown| shown != SHOWN) {
        return Err(StatusCode::UNAUTHORIZED);
    }
    Ok(Json(commands.iter().map(|command| run(&sessions, command)).collect()))
}

/// `who` and `kick`, as the real one answers them.
fn run(sessions: &Sessions, command: &Value) -> Value {
    let mask = command[1]["mask"].as_array().cloned().unwrap_or_default();
    let named = |(name, from): &(String, String)| {
        let within = |place: &str| match place.parse::<Prefix>() {
            Ok(place) => place.contains(from.parse().expect("an address")),
            Err(_) => place == from,
        };
        mask.first().is_none_or(|known| known == name.as_str())
            && mask.get(1).is_none_or(|place| within(place.as_str().expect("text")))
    };
    let mut sessions = sessions.lock().expect("a list");
    match command[0].as_str() {
        Some("who") => {
            let found = sessions.iter().filter(|session| named(session));
            let list: Vec<Value> = found
                .map(|(name, ip)| json!({ "username": name, "service": "imap", "pid": "1", "ip": ip }))
                .collect();
            json!(["doveadmResponse", list, command[2]])
        }
        Some("kick") => {
            let before = sessions.len();
            sessions.retain(|session| !named(session));
            if sessions.len() == before {
                json!(["error", { "type": "exitCode", "exitCode": 68 }, command[2]])
            } else {
                json!(["doveadmResponse", [{ "result": mask[0] }], command[2]])
            }
        }
        _ => json!(["error", { "type": "unknownMethod" }, command[2]]),
    }
}

fn told_to(url: &str) -> impl FnOnce(&mut Config) {
    let url = url.to_owned();
    move |config| {
        campus(config);
        config.gate.mail.master_users = vec!["boss@example.org".to_owned()];
        config.gate.mail.doveadm_url = Some(url);
        config.gate.mail.doveadm_key = Some(Hidden::from(KEY.to_owned()));
    }
}

async fn work(portal: &TestPortal) {
    let doveadm = Doveadm::of(&portal.core.config.gate.mail).expect("a doveadm");
    kick::work_due(&portal.core, &doveadm).await.expect("the work");
}

/// The same, by a doveadm that is there now.
async fn work_with(portal: &TestPortal, url: &str) {
    let mut config = Config::default();
    told_to(url)(&mut config);
    let doveadm = Doveadm::of(&config.gate.mail).expect("a doveadm");
    kick::work_due(&portal.core, &doveadm).await.expect("the work");
}

/// What is still to be looked at: where, and when.
async fn rows(portal: &TestPortal) -> Vec<(String, i64)> {
    let mut reader = portal.core.db.read().await.expect("a reader");
    let sql = "SELECT source, due_at FROM mail_kicks ORDER BY source";
    sekisho::rows!(&mut reader, (String, i64), sql,).expect("rows")
}

/// What the history says of ended sessions: where, how many, and why.
async fn told(portal: &TestPortal) -> Vec<(Option<String>, i64, String)> {
    let mut reader = portal.core.db.read().await.expect("a reader");
    let sql = "SELECT address, detail FROM history WHERE event = 'mail_sessions_ended' ORDER BY id";
    let found: Vec<(Option<String>, String)> =
        sekisho::rows!(&mut reader, (Option<String>, String), sql,).expect("rows");
    let read = |(address, detail): (Option<String>, String)| {
        let detail: Value = serde_json::from_str(&detail).expect("JSON");
        (
            address,
            detail["count"].as_i64().expect("a number"),
            detail["refusal"].as_str().expect("text").to_owned(),
        )
    };
    found.into_iter().map(read).collect()
}

fn scene(portal: &TestPortal) -> Scene<'static> {
    Scene::outside(Timestamp::from_unix(portal.clock.unix()))
}

/// A rule in somebody's list, or everybody's, to the end of a day; the list had none before, so it now lets nobody
/// else in.
async fn only_from(portal: &TestPortal, owner: Option<AccountId>, rule: &str, until: Option<Day>) {
    let mut tx = portal.core.db.begin().await.expect("a transaction");
    let entry = Entry { until, ..Entry::from(rule.parse::<Rule>().expect("a rule")) };
    let scene = scene(portal);
    portal.core.add_to_list(&mut tx, &scene, owner, &entry, By::CommandLine).await.expect("a change");
    tx.commit().await.expect("a commit");
}

async fn network(portal: &TestPortal, name: &str, action: NetworkAction, rule: &str) {
    let mut tx = portal.core.db.begin().await.expect("a transaction");
    let rules = vec![rule.parse().expect("a rule")];
    let network = Network { name: name.to_owned(), rules, action };
    portal.core.set_network(&mut tx, &scene(portal), network, Some(0)).await.expect("a change");
    tx.commit().await.expect("a commit");
}

/// Alice, who has shown a second factor [`HERE`], and has sessions there and on the campus.
async fn alice_on_campus(portal: &TestPortal, server: &Server) -> (AccountId, String) {
    let alice = granted(portal, Role::General).await;
    network(portal, "Campus", NetworkAction::MfaSkip, "198.51.100.0/24").await;
    server.open(ALICE, HERE);
    server.open(ALICE, CAMPUS);
    work(portal).await;
    assert_eq!(server.live(ALICE), [HERE, CAMPUS], "both are let in");
    alice
}

on_both! {
    async fn a_session_ends_when_its_grant_does_and_only_then(fresh) {
        let server = Server::start().await;
        let portal = portal_with(fresh, told_to(&server.url)).await;
        alice_on_campus(&portal, &server).await;
        server.open(ALICE, HERE);
        let ends = portal.clock.unix() + 14 * HOURS;
        assert_eq!(rows(&portal).await, [("192.0.2.7/32".to_owned(), ends)]);
        portal.clock.advance(14 * HOURS - 1);
        work(&portal).await;
        assert_eq!(server.live(ALICE), [HERE, CAMPUS, HERE]);
        portal.clock.advance(1);
        work(&portal).await;
        assert_eq!(server.live(ALICE), [CAMPUS]);
        assert_eq!(told(&portal).await, [(Some(HERE.to_owned()), 2, "no_grant_here".to_owned())]);
        assert!(rows(&portal).await.is_empty());
    }

    async fn a_session_goes_on_by_a_later_grant_until_that_one_ends(fresh) {
        let server = Server::start().await;
        let portal = portal_with(fresh, told_to(&server.url)).await;
        let (_, key) = granted(&portal, Role::General).await;
        server.open(ALICE, HERE);
        portal.clock.advance(10 * HOURS);
        let mut again = portal.visitor(HERE);
        again.begin(ALICE, PASSWORD).await;
        // no second factor is asked for where one counts: it is shown because somebody wants to
        again.post("/api/sign-in/step-up", &[]).await;
        let code = otp::code(&key, portal.clock.unix());
        again.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
        portal.clock.advance(4 * HOURS);
        work(&portal).await;
        assert_eq!(server.live(ALICE), [HERE], "the later one is in force");
        portal.clock.advance(10 * HOURS);
        work(&portal).await;
        assert!(server.live(ALICE).is_empty());
    }

    async fn signing_out_everywhere_else_ends_sessions_where_grants_were_and_leaves_the_campus(fresh) {
        let server = Server::start().await;
        let portal = portal_with(fresh, told_to(&server.url)).await;
        let (_, key) = alice_on_campus(&portal, &server).await;
        let mut elsewhere = portal.visitor(THERE);
        elsewhere.begin(ALICE, PASSWORD).await;
        portal.clock.advance(30);
        let code = otp::code(&key, portal.clock.unix());
        elsewhere.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
        server.open(ALICE, THERE);
        elsewhere.post("/api/session/revoke-others", &[]).await;
        work(&portal).await;
        assert_eq!(server.live(ALICE), [CAMPUS]);
    }

    async fn a_new_password_ends_every_session_that_showed_the_old_one(fresh) {
        let server = Server::start().await;
        let portal = portal_with(fresh, told_to(&server.url)).await;
        alice_on_campus(&portal, &server).await;
        let mut alice = portal.visitor(CAMPUS);
        alice.begin(ALICE, PASSWORD).await;
        let new = "slow rain on warm tin roofs";
        let fields = [("current_password", PASSWORD), ("new_password", new), ("repeat_password", new)];
        let changed = alice.post("/api/password/change", &fields).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
        work(&portal).await;
        assert!(server.live(ALICE).is_empty(), "also where the person would be let in again");
        let told = told(&portal).await;
        assert_eq!(told.iter().map(|(_, count, _)| count).sum::<i64>(), 2);
        assert!(told.iter().all(|(.., why)| why == "wrong_password"), "{told:?}");
        server.open(ALICE, CAMPUS);
        portal.clock.advance(HOURS);
        work(&portal).await;
        assert_eq!(server.live(ALICE), [CAMPUS], "what is opened with the new one goes on");
    }

    async fn a_lock_ends_every_session(fresh) {
        let server = Server::start().await;
        let portal = portal_with(fresh, told_to(&server.url)).await;
        let (id, _) = alice_on_campus(&portal, &server).await;
        let mut tx = portal.core.db.begin().await.unwrap();
        let account = sekisho::account::store::find(&mut tx, id).await.unwrap().unwrap();
        portal.core.lock_account(&mut tx, &scene(&portal), &account, By::CommandLine).await.unwrap();
        tx.commit().await.unwrap();
        work(&portal).await;
        assert!(server.live(ALICE).is_empty());
        let told = told(&portal).await;
        assert_eq!(told.iter().map(|(_, count, _)| count).sum::<i64>(), 2);
        assert!(told.iter().all(|(.., why)| why == "account_locked"), "{told:?}");
    }

    async fn asking_for_a_second_factor_ends_sessions_where_none_was_shown(fresh) {
        let server = Server::start().await;
        let portal = portal_with(fresh, |config| {
            told_to(&server.url)(config);
            config.policy.mfa.mode = MfaMode::OptIn;
        }).await;
        portal.account(ALICE, Role::General).await;
        network(&portal, "Campus", NetworkAction::MfaSkip, "198.51.100.0/24").await;
        for from in [CAMPUS, THERE] {
            server.open(ALICE, from);
        }
        work(&portal).await;
        assert_eq!(server.live(ALICE), [CAMPUS, THERE], "nobody is asked for one yet");
        let mut alice = portal.visitor(CAMPUS);
        alice.begin(ALICE, PASSWORD).await;
        alice.enrol_totp().await;
        work(&portal).await;
        assert_eq!(server.live(ALICE), [CAMPUS]);
    }

    async fn t23_a_rule_of_ones_own_ends_sessions_from_elsewhere(fresh) {
        let server = Server::start().await;
        let portal = portal_with(fresh, told_to(&server.url)).await;
        let (id, _) = alice_on_campus(&portal, &server).await;
        only_from(&portal, Some(id), HERE, None).await;
        work(&portal).await;
        assert_eq!(server.live(ALICE), [HERE]);
        assert_eq!(told(&portal).await, [(Some(CAMPUS.to_owned()), 1, "not_in_account_rules".to_owned())]);
        // the grant there still ends on its time
        portal.clock.advance(14 * HOURS);
        work(&portal).await;
        assert!(server.live(ALICE).is_empty());
    }

    async fn t23_portal_rules_and_networks_end_the_sessions_of_everybody_whom_they_shut_out(fresh) {
        let server = Server::start().await;
        let portal = portal_with(fresh, told_to(&server.url)).await;
        alice_on_campus(&portal, &server).await;
        portal.account("bob@example.org", Role::General).await;
        server.open("bob@example.org", CAMPUS);
        server.open("a mailbox that is nobody's", THERE);
        work(&portal).await;
        network(&portal, "Lab", NetworkAction::Deny, CAMPUS).await;
        work(&portal).await;
        assert_eq!(server.live(ALICE), [HERE]);
        assert!(server.live("bob@example.org").is_empty());
        only_from(&portal, None, "203.0.113.0/24", None).await;
        work(&portal).await;
        assert!(server.live(ALICE).is_empty());
        assert_eq!(server.live("a mailbox that is nobody's"), [THERE], "who has no account can't be judged");
    }

    async fn t23_a_rule_that_ends_by_time_ends_the_sessions_from_there_within_ten_minutes(fresh) {
        let server = Server::start().await;
        let portal = portal_with(fresh, |config| {
            told_to(&server.url)(config);
            config.policy.mfa.mode = MfaMode::OptIn;
        }).await;
        let id = portal.account(ALICE, Role::General).await;
        let today: Day = "2027-01-15".parse().unwrap();
        only_from(&portal, Some(id), CAMPUS, Some(today)).await;
        only_from(&portal, Some(id), HERE, None).await;
        server.open(ALICE, HERE);
        server.open(ALICE, CAMPUS);
        work(&portal).await;
        assert_eq!(server.live(ALICE), [HERE, CAMPUS]);
        portal.clock.advance(24 * HOURS + 600);
        work(&portal).await;
        assert_eq!(server.live(ALICE), [HERE]);
    }

    async fn a_list_on_trial_ends_no_session_and_one_that_is_kept_does(fresh) {
        let server = Server::start().await;
        let portal = portal_with(fresh, told_to(&server.url)).await;
        let (id, _) = alice_on_campus(&portal, &server).await;
        let mut alice = portal.visitor(CAMPUS);
        alice.begin(ALICE, PASSWORD).await;
        let text = "203.0.113.0/24";
        let version = portal.count("SELECT rules_version FROM accounts WHERE email = $1", ALICE).await;
        let seen = fingerprint(version, text);
        let fields = [("text", text), ("version", &version.to_string()), ("seen", &seen)];
        let tried = alice.post("/api/allowlist/try", &fields).await;
        assert_eq!(tried.status, StatusCode::SEE_OTHER, "{}", tried.body);
        work(&portal).await;
        assert!(!verdict(&ask_with(&portal, SECRET, json!({ "remote": CAMPUS })).await), "nothing new gets in");
        assert_eq!(server.live(ALICE), [HERE, CAMPUS], "what may be gone in minutes throws nobody out");
        portal.clock.advance(600);
        work(&portal).await;
        assert_eq!(server.live(ALICE), [HERE, CAMPUS], "it is over");
        only_from(&portal, Some(id), CAMPUS, None).await;
        work(&portal).await;
        assert_eq!(server.live(ALICE), [CAMPUS], "a list that is kept does");
    }

    async fn each_address_of_a_prefix_is_judged_by_itself(fresh) {
        let server = Server::start().await;
        let portal = portal_with(fresh, told_to(&server.url)).await;
        let id = portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("2001:db8::7");
        alice.enrol_at_the_door(ALICE, PASSWORD).await;
        let (one, other) = ("2001:db8::7", "2001:db8::8");
        server.open(ALICE, one);
        server.open(ALICE, other);
        work(&portal).await;
        assert_eq!(server.live(ALICE), [one, other], "the grant is the prefix's");
        only_from(&portal, Some(id), other, None).await;
        work(&portal).await;
        assert_eq!(server.live(ALICE), [other]);
    }

    async fn a_masters_session_goes_on_as_long_as_the_master_is_let_in(fresh) {
        let server = Server::start().await;
        let portal = portal_with(fresh, told_to(&server.url)).await;
        alice_on_campus(&portal, &server).await;
        let boss = portal.account("boss@example.org", Role::General).await;
        let mut there = portal.visitor(THERE);
        there.enrol_at_the_door("boss@example.org", PASSWORD).await;
        assert!(!verdict(&ask_with(&portal, SECRET, json!({ "remote": THERE })).await), "alice isn't let in there");
        let asked = json!({ "remote": THERE, "master": "boss@example.org" });
        assert!(verdict(&ask_with(&portal, SECRET, asked).await), "the master is");
        server.open(ALICE, THERE);
        network(&portal, "Elsewhere", NetworkAction::Deny, "203.0.113.0/24").await;
        work(&portal).await;
        assert_eq!(server.live(ALICE), [HERE, CAMPUS, THERE], "everybody was looked at");
        only_from(&portal, Some(boss), "203.0.113.9", None).await;
        work(&portal).await;
        assert_eq!(server.live(ALICE), [HERE, CAMPUS], "the master is shut out there");
    }

    async fn a_doveadm_that_is_away_is_tried_again_later_and_given_up_in_the_end(fresh) {
        let portal = portal_with(fresh, told_to("http://127.0.0.1:1")).await;
        granted(&portal, Role::General).await;
        portal.clock.advance(14 * HOURS);
        let mut tries = 0;
        while let Some((_, due)) = rows(&portal).await.first().cloned() {
            if tries > 0 {
                assert!(due > portal.clock.unix(), "not at once");
                portal.clock.advance(due - portal.clock.unix());
            }
            work(&portal).await;
            tries += 1;
            assert!(tries < 100, "it is never given up");
        }
        assert!(tries > 10, "{tries}");
        assert_eq!(portal.events("mail_sessions_ended").await, 0);
    }

    async fn what_could_not_be_ended_is_not_forgotten_for_a_new_sign_in(fresh) {
        let server = Server::start().await;
        let away = portal_with(fresh, told_to("http://127.0.0.1:1")).await;
        let (_, key) = granted(&away, Role::General).await;
        server.open(ALICE, HERE);
        let mut alice = away.visitor(HERE);
        alice.begin(ALICE, PASSWORD).await;
        away.clock.advance(30);
        let code = otp::code(&key, away.clock.unix());
        alice.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
        let new = "slow rain on warm tin roofs";
        let fields = [("current_password", PASSWORD), ("new_password", new), ("repeat_password", new)];
        assert_eq!(alice.post("/api/password/change", &fields).await.status, StatusCode::SEE_OTHER);
        work(&away).await;
        assert_eq!(server.live(ALICE), [HERE], "doveadm doesn't answer");
        let mut again = away.visitor(HERE);
        again.begin(ALICE, new).await;
        away.clock.advance(30);
        let code = otp::code(&key, away.clock.unix());
        again.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
        away.clock.advance(60);
        work_with(&away, &server.url).await;
        assert!(server.live(ALICE).is_empty(), "it showed the old password");
    }

    async fn a_change_for_everybody_waits_for_a_doveadm_that_is_away(fresh) {
        let portal = portal_with(fresh, told_to("http://127.0.0.1:1")).await;
        granted(&portal, Role::General).await;
        network(&portal, "Lab", NetworkAction::Deny, HERE).await;
        work(&portal).await;
        let due = || async { portal.count("SELECT due_at FROM mail_reviews WHERE id = 1 AND $1 = ''", "").await };
        assert_eq!(due().await, portal.clock.unix() + 10, "again in ten seconds");
    }
}

#[tokio::test]
async fn two_instances_end_a_session_once() {
    let Some(fresh) = Fresh::postgres().await else { return };
    let server = Server::start().await;
    let one = TestPortal::with(fresh.open().await, told_to(&server.url));
    let two = one.instance(&fresh).await;
    alice_on_campus(&one, &server).await;
    one.clock.advance(14 * HOURS);
    tokio::join!(work(&one), work(&two));
    assert_eq!(server.live(ALICE), [CAMPUS]);
    assert_eq!(told(&one).await, [(Some(HERE.to_owned()), 1, "no_grant_here".to_owned())]);
    fresh.remove().await;
}

/// What the stand-in says of addresses is what doveadm says.
#[test]
fn the_stand_in_takes_addresses_and_prefixes() {
    let sessions: Sessions = Arc::new(Mutex::new(vec![("a".to_owned(), "2001:db8::7".to_owned())]));
    let who =
        |mask: Value| run(&sessions, &json!(["who", { "mask": mask }, "t"]))[1].as_array().unwrap().len();
    assert_eq!(who(json!(["a", "2001:db8::/64"])), 1);
    assert_eq!(who(json!(["a", "2001:db8::7"])), 1);
    assert_eq!(who(json!(["a", "2001:db8:1::/64"])), 0);
    assert_eq!(who(json!(["b"])), 0);
    assert!("2001:db8::7".parse::<Address>().is_ok());
}
