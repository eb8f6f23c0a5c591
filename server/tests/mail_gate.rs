//! The mail gate: its three doors, what they charge and write down, and the sessions that it ends. The real mail
//! servers are in `end2end/gates`.

use crate::support::portal::Answer;
use crate::support::{Fresh, PASSWORD, TestPortal, otp};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use sekisho::config::{Config, Hidden};
use sekisho::mail_gate::kick::{self, Doveadm};
use sekisho_app::id::AccountId;
use sekisho_engine::policy::{GrantBinding, MfaMode, Role};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const ALICE: &str = "alice@example.org";
const SECRET: &str = "a-secret-of-mail-servers";
const KEY: &str = "a-key-of-doveadm";
/// Where the mail server asks from; and where the person is, and isn't.
const SERVER: &str = "192.0.2.250";
const HERE: &str = "192.0.2.7";
const THERE: &str = "192.0.2.8";

fn campus(config: &mut Config) {
    config.policy.mfa.mode = MfaMode::Required;
    config.policy.grant.binding = GrantBinding::SourceAddress;
    config.gate.mail.secret = Some(Hidden::from(SECRET.to_owned()));
    config.gate.mail.imap = Some("127.0.0.1:1143".parse().expect("an address"));
}

async fn portal_with(fresh: &Fresh, configure: impl FnOnce(&mut Config)) -> TestPortal {
    TestPortal::with(fresh.open().await, configure)
}

/// A portal that mail servers ask, and that asks nobody for a second factor.
pub(crate) async fn with_mail(fresh: &Fresh) -> TestPortal {
    portal_with(fresh, |config| {
        campus(config);
        config.policy.mfa.mode = MfaMode::OptIn;
    })
    .await
}

/// Somebody with an authenticator, who showed it at [`HERE`]; answers their account and its key.
async fn granted(portal: &TestPortal, role: Role) -> (AccountId, String) {
    let id = portal.account(ALICE, role).await;
    let mut alice = portal.visitor(HERE);
    alice.begin(ALICE, PASSWORD).await;
    let page = alice.get("/sign-in/enrol?method=totp").await;
    let key = otp::key_on(&page.body);
    let code = otp::code(&key, portal.clock.unix());
    let done = alice.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    (id, key)
}

/// Dovecot's question, with these attributes over the usual ones.
async fn ask_with(portal: &TestPortal, secret: &str, more: Value) -> Answer {
    let mut body = json!({ "login": ALICE, "master": "", "remote": HERE, "protocol": "imap", "tls": false });
    for (name, value) in more.as_object().expect("attributes") {
        body[name] = value.clone();
    }
    let request = Request::post("/api/mail/dovecot?command=allow")
        .header("authorization", format!("Bearer {secret}"))
        // by address: no name that the portal goes by
        .header("host", "10.0.0.1:8080");
    portal.visitor(SERVER).send(request, Body::from(body.to_string())).await
}

/// Whether Dovecot is told to let somebody in from there. Whatever it is told is an answer in its form.
pub(crate) async fn allowed(portal: &TestPortal, remote: &str) -> bool {
    verdict(&ask_with(portal, SECRET, json!({ "remote": remote })).await)
}

fn verdict(answer: &Answer) -> bool {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(answer.headers["connection"], "close");
    let said: Value = serde_json::from_str(&answer.body).expect("JSON");
    match said["status"].as_i64().expect("a whole number") {
        0 => true,
        -1 => {
            let words = said["msg"].as_str().expect("words");
            assert!(words.is_ascii() && !words.contains(['\r', '\n']), "{words}");
            false
        }
        other => panic!("a status of {other}"),
    }
}

/// Dovecot's oauth2 passdb shows a password.
async fn show(portal: &TestPortal, user: &str, password: &str, remote: &str) -> Answer {
    show_with(portal, user, password, remote, SECRET).await
}

async fn show_with(portal: &TestPortal, user: &str, password: &str, remote: &str, secret: &str) -> Answer {
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("grant_type", "password"), ("username", user), ("password", password)])
        .extend_pairs([("client_id", "dovecot"), ("client_secret", secret)])
        .finish();
    let request = Request::post("/api/mail/token")
        .header("x-dovecot-auth-service", "imap")
        .header("x-dovecot-auth-remote", format!("{remote}:40000"))
        .header("content-type", "application/x-www-form-urlencoded");
    portal.visitor(SERVER).send(request, Body::from(form)).await
}

/// nginx asks; answers `Auth-Status` and the whole answer.
async fn nginx(portal: &TestPortal, lines: &[(&'static str, &str)]) -> (String, Answer) {
    let mut request = Request::get("/api/mail/nginx").header("x-auth-key", SECRET);
    for (name, value) in lines {
        request = request.header(*name, value.as_bytes());
    }
    let answer = portal.visitor(SERVER).send(request, Body::empty()).await;
    (answer.headers["auth-status"].to_str().expect("text").to_owned(), answer)
}

/// What nginx sends for a sign-in by IMAP.
fn usual(password: &str, from: &'static str) -> Vec<(&'static str, String)> {
    [("auth-method", "plain"), ("auth-user", ALICE), ("auth-protocol", "imap"), ("client-ip", from)]
        .into_iter()
        .map(|(name, value)| (name, value.to_owned()))
        .chain([("auth-pass", password.replace('%', "%25").replace(' ', "%20"))])
        .collect()
}

async fn nginx_lets_in(portal: &TestPortal, password: &str, from: &'static str) -> bool {
    let lines = usual(password, from);
    let lines: Vec<(&'static str, &str)> =
        lines.iter().map(|(name, value)| (*name, value.as_str())).collect();
    nginx(portal, &lines).await.0 == "OK"
}

/// The refusals in a person's history: protocol, reason, how often again.
async fn refusals(portal: &TestPortal, id: AccountId) -> Vec<(Value, Option<String>, i64)> {
    let mut reader = portal.core.db.read().await.expect("a reader");
    let rows: Vec<(String, Option<String>, i64)> = sekisho::rows!(
        &mut reader,
        (String, Option<String>, i64),
        "SELECT detail, address, repeated FROM history WHERE account_id = $1 AND event = 'mail_refused' ORDER BY id",
        id.0,
    )
    .expect("rows");
    rows.into_iter()
        .map(|(detail, address, repeated)| (serde_json::from_str(&detail).expect("JSON"), address, repeated))
        .collect()
}

/// A doveadm that answers every kick that one session was ended; answers its address, and what it was asked.
async fn doveadm() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let asked = Arc::new(Mutex::new(Vec::new()));
    let kept = asked.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = Vec::new();
            let mut part = [0; 4096];
            // the commands end the request
            while !request.ends_with(b"]]") {
                match stream.read(&mut part).await {
                    Ok(read) if read > 0 => request.extend_from_slice(&part[..read]),
                    _ => break,
                }
            }
            kept.lock().expect("a list").push(String::from_utf8_lossy(&request).into_owned());
            let body = r#"[["doveadmResponse",[{"username":"x"}],"who"],["doveadmResponse",[{"result":"x"}],"kick"]]"#;
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
        }
    });
    (format!("http://{address}"), asked)
}

fn told_to(url: String) -> impl FnOnce(&mut Config) {
    move |config| {
        campus(config);
        config.gate.mail.doveadm_url = Some(url);
        config.gate.mail.doveadm_key = Some(Hidden::from(KEY.to_owned()));
    }
}

async fn work(portal: &TestPortal) {
    let doveadm = Doveadm::of(&portal.core.config.gate.mail).expect("a doveadm");
    kick::work_due(&portal.core, &doveadm).await.expect("the work");
}

/// A column of the row of sessions to be ended.
async fn kick_row(portal: &TestPortal) -> Vec<(String, i64, i64)> {
    let mut reader = portal.core.db.read().await.expect("a reader");
    sekisho::rows!(
        &mut reader,
        (String, i64, i64),
        "SELECT source, due_at, attempts FROM mail_kicks ORDER BY id",
    )
    .expect("rows")
}

on_both! {
    async fn a_grant_lets_mail_software_in_at_its_address_and_nowhere_else(fresh) {
        let portal = portal_with(fresh, campus).await;
        assert!(!allowed(&portal, HERE).await, "there is no such account yet");
        granted(&portal, Role::General).await;
        assert!(allowed(&portal, HERE).await);
        assert!(allowed(&portal, "::ffff:192.0.2.7").await, "the same address");
        for other in [THERE, "192.0.2.07", "192.0.2.7:143", "", "2001:db8::7", "192.0.2.7, 192.0.2.8"] {
            assert!(!allowed(&portal, other).await, "{other}");
        }
        portal.clock.advance(14 * 3_600);
        assert!(!allowed(&portal, HERE).await, "its time is over");
    }

    async fn t24_a_grant_is_of_no_use_when_the_clock_steps_back_before_it(fresh) {
        let portal = portal_with(fresh, campus).await;
        granted(&portal, Role::General).await;
        portal.clock.advance(-3_600);
        assert!(!allowed(&portal, HERE).await);
    }

    async fn an_administrators_mail_software_goes_by_their_grant(fresh) {
        let portal = portal_with(fresh, campus).await;
        granted(&portal, Role::Admin).await;
        assert!(allowed(&portal, HERE).await);
        assert!(!allowed(&portal, THERE).await);
    }

    async fn t25_without_the_secret_every_door_denies_in_its_own_form(fresh) {
        let portal = portal_with(fresh, campus).await;
        granted(&portal, Role::General).await;
        for wrong in ["", "another-secret-of-mail-servers", "a-secret-of-mail-server"] {
            assert!(!verdict(&ask_with(&portal, wrong, json!({})).await), "{wrong}");
            let token = show_with(&portal, ALICE, PASSWORD, HERE, wrong).await;
            assert_eq!(token.status, StatusCode::UNAUTHORIZED, "{}", token.body);
        }
        let lines = usual(PASSWORD, HERE);
        let mut request = Request::get("/api/mail/nginx");
        for (name, value) in &lines {
            request = request.header(*name, value);
        }
        let answer = portal.visitor(SERVER).send(request, Body::empty()).await;
        assert_ne!(answer.headers["auth-status"], "OK");
        assert!(!answer.headers.contains_key("auth-server"));
    }

    async fn t25_without_a_configured_secret_the_gate_answers_nobody(fresh) {
        let portal = portal_with(fresh, |config| {
            campus(config);
            config.gate.mail.secret = None;
        }).await;
        granted(&portal, Role::General).await;
        for given in ["", SECRET] {
            assert!(!verdict(&ask_with(&portal, given, json!({})).await));
            assert_eq!(show_with(&portal, ALICE, PASSWORD, HERE, given).await.status, StatusCode::UNAUTHORIZED);
        }
        assert!(!nginx_lets_in(&portal, PASSWORD, HERE).await);
    }

    async fn the_former_secret_is_taken_while_servers_change_over(fresh) {
        let portal = portal_with(fresh, |config| {
            campus(config);
            config.gate.mail.former_secret = Some(Hidden::from("the-one-from-last-year".to_owned()));
        }).await;
        granted(&portal, Role::General).await;
        assert!(verdict(&ask_with(&portal, "the-one-from-last-year", json!({})).await));
        assert!(allowed(&portal, HERE).await);
    }

    async fn t25_a_question_that_cannot_be_read_is_denied(fresh) {
        let portal = portal_with(fresh, campus).await;
        granted(&portal, Role::General).await;
        for more in [json!({ "remote": 7 }), json!({ "login": null }), json!({ "login": "" }), json!({ "master": ["x"] })] {
            assert!(!verdict(&ask_with(&portal, SECRET, more.clone()).await), "{more}");
        }
        for (path, body) in [
            ("/api/mail/dovecot?command=allow", ""),
            ("/api/mail/dovecot?command=allow", "<!DOCTYPE html>"),
            ("/api/mail/dovecot?command=allow", "[]"),
            ("/api/mail/dovecot", "{}"),
            ("/api/mail/dovecot?command=allow&command=report", "{}"),
        ] {
            let request = Request::post(path).header("x-auth-key", SECRET);
            assert!(!verdict(&portal.visitor(SERVER).send(request, Body::from(body)).await), "{path} {body}");
        }
        let long = Request::post("/api/mail/dovecot?command=allow").header("x-auth-key", SECRET);
        assert!(!verdict(&portal.visitor(SERVER).send(long, Body::from(vec![b' '; 20_000])).await));
    }

    async fn a_report_is_answered_and_changes_nothing(fresh) {
        let portal = portal_with(fresh, campus).await;
        let (id, _) = granted(&portal, Role::General).await;
        let body = json!({ "login": ALICE, "remote": THERE, "protocol": "imap", "success": false, "policy_reject": false });
        let request = Request::post("/api/mail/dovecot?command=report").header("x-auth-key", SECRET);
        assert!(verdict(&portal.visitor(SERVER).send(request, Body::from(body.to_string())).await));
        assert!(refusals(&portal, id).await.is_empty());
    }

    async fn a_right_password_is_answered_with_the_name_that_was_sent(fresh) {
        let portal = portal_with(fresh, campus).await;
        portal.account(ALICE, Role::General).await;
        let answer = show(&portal, "ALICE@example.ORG", PASSWORD, HERE).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let said: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(said["username"], "ALICE@example.ORG");
        for (user, password) in [(ALICE, "another"), ("nobody@example.org", PASSWORD)] {
            let answer = show(&portal, user, password, HERE).await;
            assert_eq!((answer.status, answer.body.as_str()), (StatusCode::BAD_REQUEST, r#"{"error":"invalid_grant"}"#));
        }
    }

    async fn t27_a_password_shown_to_a_mail_server_opens_no_other_door(fresh) {
        let portal = portal_with(fresh, campus).await;
        portal.account(ALICE, Role::General).await;
        let answer = show(&portal, ALICE, PASSWORD, HERE).await;
        let said: Value = serde_json::from_str(&answer.body).unwrap();
        let token = said["access_token"].as_str().unwrap();
        assert!(!answer.headers.contains_key("set-cookie"));
        let mut stranger = portal.visitor(HERE);
        for name in ["__Host-sekisho", "__Host-sekisho-sign-in", "__Host-sekisho-device", "__Host-sekisho-remembered"] {
            stranger.cookies.insert(name.to_owned(), token.to_owned());
        }
        let mut stranger = stranger.header("authorization", &format!("Bearer {token}"));
        assert!(!stranger.is_in().await);
        assert_eq!(stranger.get("/sign-in/verify").await.location(), "/sign-in");
        assert!(!verdict(&ask_with(&portal, token, json!({})).await), "nor is it the secret");
        assert!(!allowed(&portal, HERE).await, "and no second factor was shown");
        assert!(!nginx_lets_in(&portal, PASSWORD, HERE).await);
    }

    async fn t03_a_code_is_no_password_to_a_mail_server_and_is_not_used_up_by_it(fresh) {
        let portal = portal_with(fresh, campus).await;
        let (_, key) = granted(&portal, Role::General).await;
        portal.clock.advance(30);
        let code = otp::code(&key, portal.clock.unix());
        for shown in [code.clone(), format!("{PASSWORD}{code}")] {
            assert_eq!(show(&portal, ALICE, &shown, HERE).await.status, StatusCode::BAD_REQUEST);
        }
        let mut elsewhere = portal.visitor(THERE);
        elsewhere.begin(ALICE, PASSWORD).await;
        let done = elsewhere.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        // and a used one opens nothing here either
        assert_eq!(show(&portal, ALICE, &code, HERE).await.status, StatusCode::BAD_REQUEST);
    }

    async fn t12_guesses_at_a_mail_server_and_at_the_sign_in_page_share_one_count(fresh) {
        let portal = portal_with(fresh, campus).await;
        let id = portal.account(ALICE, Role::General).await;
        let mut guesses = 0;
        while show(&portal, ALICE, "a guess", THERE).await.status == StatusCode::BAD_REQUEST
            && portal.events("throttled").await == 0
        {
            guesses += 1;
            assert!(guesses < 30, "guesses are not counted");
        }
        assert_eq!(show(&portal, ALICE, PASSWORD, THERE).await.status, StatusCode::BAD_REQUEST, "not looked at");
        let at_the_page = portal.visitor(THERE).begin(ALICE, PASSWORD).await;
        assert_eq!(at_the_page.status, StatusCode::TOO_MANY_REQUESTS, "nor at the page");
        let [(detail, address, repeated)] = &refusals(&portal, id).await[..] else { panic!("one entry") };
        assert_eq!(detail["refusal"], "wrong_password");
        assert_eq!((address.as_deref(), *repeated), (Some(THERE), guesses - 1));
    }

    async fn a_mail_program_that_asks_all_day_uses_up_nothing(fresh) {
        let portal = portal_with(fresh, campus).await;
        portal.account(ALICE, Role::General).await;
        for _ in 0..40 {
            assert_eq!(show(&portal, ALICE, PASSWORD, THERE).await.status, StatusCode::OK);
        }
    }

    async fn nginx_is_told_ok_and_where_only_for_who_may(fresh) {
        let portal = portal_with(fresh, campus).await;
        granted(&portal, Role::General).await;
        let lines = usual(PASSWORD, HERE);
        let with = |name: &'static str, value: &'static str| -> Vec<(&'static str, &str)> {
            let other = lines.iter().filter(|(own, _)| *own != name);
            other.map(|(own, value)| (*own, value.as_str())).chain([(name, value)]).collect()
        };
        let (status, answer) = nginx(&portal, &with("auth-login-attempt", "1")).await;
        assert_eq!((status.as_str(), &answer.headers["auth-server"], &answer.headers["auth-port"]),
            ("OK", &"127.0.0.1".parse().unwrap(), &"1143".parse().unwrap()));
        for (name, value) in [
            ("client-ip", THERE), ("client-ip", "192.0.2.7:1"), ("client-ip", ""),
            ("auth-method", "none"), ("auth-method", "apop"), ("auth-pass", "another"), ("auth-pass", "50%"),
            ("auth-user", "nobody"), ("auth-protocol", "smtp"), ("auth-protocol", "http"),
        ] {
            let (status, answer) = nginx(&portal, &with(name, value)).await;
            assert_ne!(status, "OK", "{name}: {value}");
            assert!(!answer.headers.contains_key("auth-server"), "{name}: {value}");
        }
        let mut forged = with("proxy-protocol-addr", HERE);
        forged.retain(|(name, _)| *name != "client-ip");
        forged.extend([("x-forwarded-for", HERE), ("client-ip", THERE)]);
        assert_ne!(nginx(&portal, &forged).await.0, "OK", "only Client-IP counts");
        let mut twice = with("client-ip", HERE);
        twice.push(("client-ip", THERE));
        assert_ne!(nginx(&portal, &twice).await.0, "OK", "one address");
    }

    async fn refusals_of_a_kind_are_one_entry_a_day(fresh) {
        let portal = portal_with(fresh, campus).await;
        let (id, _) = granted(&portal, Role::General).await;
        for _ in 0..3 {
            assert!(!allowed(&portal, THERE).await);
            portal.clock.advance(60);
        }
        assert!(!allowed(&portal, "192.0.2.9").await);
        let pop3 = json!({ "remote": THERE, "protocol": "pop3" });
        assert!(!verdict(&ask_with(&portal, SECRET, pop3).await));
        let told = refusals(&portal, id).await;
        let told: Vec<_> = told.iter().map(|(detail, address, repeated)| {
            (detail["protocol"].as_str().unwrap(), address.as_deref().unwrap(), *repeated)
        }).collect();
        assert_eq!(told, [("imap", THERE, 2), ("imap", "192.0.2.9", 0), ("pop3", THERE, 0)]);
        portal.clock.advance(24 * 3_600);
        assert!(!allowed(&portal, THERE).await);
        assert_eq!(refusals(&portal, id).await.len(), 4, "another day, another entry");
    }

    async fn who_has_no_account_is_in_nobodys_history(fresh) {
        let portal = portal_with(fresh, campus).await;
        let nobody = json!({ "login": "nobody@example.org" });
        assert!(!verdict(&ask_with(&portal, SECRET, nobody).await));
        show(&portal, "nobody@example.org", PASSWORD, HERE).await;
        assert_eq!(portal.events("mail_refused").await, 0);
    }

    async fn a_master_is_judged_by_their_own_account_where_the_operator_names_them(fresh) {
        let portal = portal_with(fresh, |config| {
            campus(config);
            config.gate.mail.master_users = vec!["Boss@example.org".to_owned()];
        }).await;
        granted(&portal, Role::General).await;
        portal.account("boss@example.org", Role::General).await;
        let other = portal.account("other@example.org", Role::General).await;
        for master in ["boss@example.org", "other@example.org", "nobody", ALICE] {
            let asked = json!({ "master": master });
            assert!(!verdict(&ask_with(&portal, SECRET, asked).await), "{master} at alice's address");
        }
        let told = refusals(&portal, other).await;
        assert_eq!(told[0].0["refusal"], "not_for_others");
    }

    async fn a_session_is_ended_when_its_grant_is_and_only_then(fresh) {
        let (url, asked) = doveadm().await;
        let portal = portal_with(fresh, told_to(url)).await;
        granted(&portal, Role::General).await;
        let ends = portal.clock.unix() + 14 * 3_600;
        assert_eq!(kick_row(&portal).await, [("192.0.2.7/32".to_owned(), ends, 0)]);
        work(&portal).await;
        assert!(asked.lock().unwrap().is_empty(), "it isn't due");
        portal.clock.advance(14 * 3_600);
        work(&portal).await;
        let kicks = asked.lock().unwrap().clone();
        assert_eq!(kicks.len(), 1, "{kicks:?}");
        assert!(kicks[0].contains(r#""alice@example.org","192.0.2.7/32""#), "{kicks:?}");
        assert!(kicks[0].to_lowercase().contains("authorization: x-dovecot-api ys1rzxktb2ytzg92zwfkbq=="), "{kicks:?}");
        assert!(kick_row(&portal).await.is_empty());
        let sql = "SELECT COUNT(*) FROM history WHERE event = 'mail_sessions_ended' AND detail LIKE $1";
        assert_eq!(portal.count(sql, "%\"count\":1%").await, 1);
        assert_eq!(portal.count(sql, "%\"refusal\":\"no_grant_here\"%").await, 1);
    }

    async fn the_history_says_why_mail_sessions_were_ended(fresh) {
        let (url, _) = doveadm().await;
        let portal = portal_with(fresh, told_to(url)).await;
        let (id, _) = granted(&portal, Role::General).await;
        let mut tx = portal.core.db.begin().await.unwrap();
        sekisho::exec!(&mut tx, "UPDATE accounts SET state = 'locked' WHERE id = $1", id.0).unwrap();
        tx.commit().await.unwrap();
        portal.clock.advance(14 * 3_600);
        work(&portal).await;
        let sql = "SELECT COUNT(*) FROM history WHERE event = 'mail_sessions_ended' AND detail LIKE $1";
        assert_eq!(portal.count(sql, "%\"refusal\":\"account_locked\"%").await, 1);
    }

    async fn a_session_is_ended_at_once_when_all_sessions_are(fresh) {
        let (url, asked) = doveadm().await;
        let portal = portal_with(fresh, told_to(url)).await;
        let (_, key) = granted(&portal, Role::General).await;
        let mut elsewhere = portal.visitor(THERE);
        elsewhere.begin(ALICE, PASSWORD).await;
        portal.clock.advance(30);
        let code = otp::code(&key, portal.clock.unix());
        elsewhere.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
        elsewhere.post("/api/session/revoke-others", &[]).await;
        work(&portal).await;
        let mut kicked: Vec<bool> = Vec::new();
        for place in ["192.0.2.7/32", "192.0.2.8/32"] {
            kicked.push(asked.lock().unwrap().iter().any(|kick| kick.contains(place)));
        }
        assert_eq!(kicked, [true, true], "{asked:?}");
    }

    async fn a_doveadm_that_is_away_is_tried_again_later_and_given_up_in_the_end(fresh) {
        let portal = portal_with(fresh, told_to("http://127.0.0.1:1".to_owned())).await;
        granted(&portal, Role::General).await;
        portal.clock.advance(14 * 3_600);
        let mut tries = 0;
        while !kick_row(&portal).await.is_empty() {
            work(&portal).await;
            tries += 1;
            let due = kick_row(&portal).await.first().map(|row| row.1);
            if let Some(due) = due {
                assert!(due > portal.clock.unix(), "not at once");
                portal.clock.advance(due - portal.clock.unix());
            }
            assert!(tries < 100, "it is never given up");
        }
        assert!(tries > 10, "{tries}");
        assert_eq!(portal.events("mail_sessions_ended").await, 0);
    }
}

#[tokio::test]
async fn two_instances_count_the_same_refusal_in_one_entry_and_end_a_session_once() {
    let Some(fresh) = Fresh::postgres().await else { return };
    let (url, asked) = doveadm().await;
    let one = TestPortal::with(fresh.open().await, told_to(url));
    let two = one.instance(&fresh).await;
    let (id, _) = granted(&one, Role::General).await;
    let each = (0..20).map(|number| {
        let portal = if number % 2 == 0 { one.clone() } else { two.clone() };
        tokio::spawn(async move { allowed(&portal, THERE).await })
    });
    for asked in each.collect::<Vec<_>>() {
        assert!(!asked.await.unwrap());
    }
    let told = refusals(&one, id).await;
    assert_eq!(told.iter().map(|(.., repeated)| *repeated).collect::<Vec<_>>(), [19]);
    one.clock.advance(14 * 3_600);
    tokio::join!(work(&one), work(&two));
    assert_eq!(asked.lock().unwrap().len(), 1, "{asked:?}");
    fresh.remove().await;
}

#[tokio::test]
async fn t25_a_database_that_is_gone_is_a_denial_at_every_door() {
    let fresh = Fresh::sqlite().await;
    let portal = TestPortal::with(fresh.open().await, campus);
    granted(&portal, Role::General).await;
    assert!(allowed(&portal, HERE).await);
    portal.core.db.close().await;
    assert!(!allowed(&portal, HERE).await);
    assert_eq!(show(&portal, ALICE, PASSWORD, HERE).await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!nginx_lets_in(&portal, PASSWORD, HERE).await);
    fresh.remove().await;
}
