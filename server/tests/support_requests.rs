//! Requests to support to remove second factors.

use crate::support::portal::ORIGIN;
use crate::support::{Fresh, PASSWORD, TestPortal, Visitor, otp};
use axum::http::StatusCode;
use sekisho::account::store::{self as accounts};
use sekisho::config::Config;
use sekisho::{exec, row, rows};
use sekisho_app::id::AccountId;
use sekisho_engine::policy::{AccountState, Role, SupportRequests};
use std::time::{Duration, Instant};

const ALICE: &str = "alice@example.org";
/// Where Alice's e-mailed codes go.
const ALICES_OTHER: &str = "alice@elsewhere.example";
const ROSA: &str = "rosa@example.org";
const ADMIN: &str = "admin@example.org";
const FORM: &str = "/api/support/request-mfa-removal";
const HOUR: i64 = 3_600;

/// A portal that offers requests; `hours` between approval and effect.
async fn offering(fresh: &Fresh, hours: i64, configure: impl FnOnce(&mut Config)) -> TestPortal {
    TestPortal::with(fresh.open().await, |config| {
        config.policy.support_requests =
            SupportRequests { offered: true, two_people: false, wait_hours: hours.try_into().unwrap() };
        configure(config);
    })
}

/// The form's fields, for an account of this address.
fn fields(email: &str) -> Vec<(&str, &str)> {
    vec![
        ("email", email),
        ("name", "Test Person"),
        ("company", "Example Works"),
        ("phone", "+81 3-1234-5678"),
        ("case_number", ""),
        ("summary", ""),
        ("acknowledged", "yes"),
    ]
}

fn with<'a>(mut fields: Vec<(&'a str, &'a str)>, name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    for field in &mut fields {
        if field.0 == name {
            field.1 = value;
        }
    }
    fields
}

/// Somebody with an authenticator app, and with e-mailed codes at another address.
async fn alice(portal: &TestPortal) -> (AccountId, Visitor) {
    let id = portal.account(ALICE, Role::General).await;
    let mut alice = portal.visitor("192.0.2.7");
    alice.begin(ALICE, PASSWORD).await;
    alice.enrol_totp().await;
    let mut tx = portal.core.db.begin().await.unwrap();
    let sql = "INSERT INTO email_authenticators (account_id, email, activated_at) VALUES ($1, $2, $3)";
    exec!(&mut tx, sql, id.0, ALICES_OTHER, portal.clock.unix()).unwrap();
    tx.commit().await.unwrap();
    (id, alice)
}

/// Somebody of support, signed in.
async fn rosa(portal: &TestPortal) -> Visitor {
    portal.account(ROSA, Role::Support).await;
    let mut rosa = portal.visitor("192.0.2.2");
    rosa.enrol_at_the_door(ROSA, PASSWORD).await;
    rosa
}

/// Somebody else of support, who signs in when Rosa's session is over.
async fn colleague(portal: &TestPortal) -> Visitor {
    let email = format!("sven-{}@example.org", portal.clock.unix());
    portal.account(&email, Role::Support).await;
    let mut colleague = portal.visitor("192.0.2.2");
    colleague.enrol_at_the_door(&email, PASSWORD).await;
    colleague
}

/// An administrator, signed in with a second factor that was set up at the door.
async fn administrator(portal: &TestPortal) -> (AccountId, Visitor) {
    let id = portal.account(ADMIN, Role::Admin).await;
    let mut admin = portal.visitor("192.0.2.1");
    admin.begin(ADMIN, PASSWORD).await;
    let page = admin.get("/sign-in/enrol?method=totp").await;
    let code = otp::code(&otp::key_on(&page.body), portal.clock.unix());
    admin.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await;
    assert!(admin.is_in().await);
    (id, admin)
}

/// Sends the form for an address from a place of its own; answers the request's number.
async fn ask(portal: &TestPortal, email: &str) -> String {
    let sent = portal.visitor("198.51.100.9").post(FORM, &fields(email)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    latest(portal).await
}

async fn latest(portal: &TestPortal) -> String {
    portal.count("SELECT MAX(id) FROM support_requests WHERE email <> $1", "").await.to_string()
}

/// Asks for Alice, and has it approved by Rosa.
async fn approved(portal: &TestPortal, rosa: &mut Visitor) -> String {
    let id = ask(portal, ALICE).await;
    assert_eq!(rosa.post("/api/support/take", &[("id", &id)]).await.status, StatusCode::SEE_OTHER);
    let done = rosa.post("/api/support/approve", &[("id", &id), ("note", "Called back.")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    id
}

async fn state(portal: &TestPortal, id: &str) -> String {
    let mut reader = portal.core.db.read().await.unwrap();
    let sql = "SELECT state FROM support_requests WHERE id = $1";
    let row: Option<(String,)> = row!(&mut reader, (String,), sql, id.parse::<i64>().unwrap()).unwrap();
    row.unwrap().0
}

async fn set(portal: &TestPortal, sql: &'static str, account: AccountId) {
    let mut tx = portal.core.db.begin().await.unwrap();
    assert_eq!(exec!(&mut tx, sql, account.0).unwrap(), 1);
    tx.commit().await.unwrap();
}

/// The subjects of all mails, by recipient, in order.
async fn subjects(portal: &TestPortal, to: &str) -> Vec<String> {
    let mut reader = portal.core.db.read().await.unwrap();
    let sql = "SELECT subject FROM outbox WHERE recipient = $1 AND kind = 'support_request' ORDER BY id";
    let found: Vec<(String,)> = rows!(&mut reader, (String,), sql, to).unwrap();
    found.into_iter().map(|(subject,)| subject).collect()
}

on_both! {
    async fn the_form_is_there_only_where_it_is_offered(fresh) {
        let portal = crate::support::portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut stranger = portal.visitor("198.51.100.9");
        assert_eq!(stranger.get("/support/mfa-removal").await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.post(FORM, &fields(ALICE)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(portal.events("support_request_received").await, 0);
        let mut rosa = rosa(&portal).await;
        let queue = rosa.get("/admin/requests").await;
        assert_eq!(queue.status, StatusCode::OK);
        assert!(queue.body.contains("policy.support_requests.offered"), "it says why the queue is empty");
        assert_eq!(rosa.get("/admin").await.location(), "/admin/requests");
    }

    async fn t13_whoever_asks_learns_nothing_of_the_account(fresh) {
        let portal = offering(fresh, 24, |_| {}).await;
        alice(&portal).await;
        let locked = portal.account("locked@example.org", Role::General).await;
        set(&portal, "UPDATE accounts SET state = 'locked' WHERE id = $1", locked).await;
        let mut looks = Vec::new();
        // the second time Alice has an open request
        let asked = [ALICE, "Alice@Example.ORG", "nobody@example.org", "nobody@example.org", "locked@example.org"];
        for (at, email) in asked.into_iter().enumerate() {
            let mut stranger = portal.visitor(&format!("198.51.100.{}", at + 1));
            let start = Instant::now();
            let answer = stranger.post(FORM, &fields(email)).await;
            assert!(start.elapsed() >= Duration::from_millis(150), "{email}: not before the time of all answers");
            let page = stranger.get(answer.location()).await;
            looks.push((answer.status, answer.location().to_owned(), answer.body, page.body, stranger.cookies.len()));
        }
        assert_eq!(looks[0].0, StatusCode::SEE_OTHER);
        assert!(looks.windows(2).all(|pair| pair[0] == pair[1]), "{looks:#?}");
        // one request each, and a notice at every address
        for (email, rows, mails) in [(ALICE, 1, 1), ("nobody@example.org", 1, 0), ("locked@example.org", 1, 1)] {
            let sql = "SELECT COUNT(*) FROM support_requests WHERE LOWER(email) = $1";
            assert_eq!(portal.count(sql, email).await, rows, "{email}");
            assert_eq!(subjects(&portal, email).await.len(), mails, "{email}");
        }
        assert_eq!(subjects(&portal, ALICES_OTHER).await.len(), 1);
        assert_eq!(portal.events("support_request_received").await, 3);
    }

    async fn what_is_missing_too_long_or_too_often_is_told(fresh) {
        let portal = offering(fresh, 24, |_| {}).await;
        let (name, company, number, summary) = ("n".repeat(101), "c".repeat(201), "1".repeat(51), "s".repeat(2_001));
        let wrong = [
            ("email", "", "This can’t be empty."),
            ("email", "nobody", "Enter an email address"),
            ("name", " ", "This can’t be empty."),
            ("name", "\u{202e}", "This can’t be empty."),
            ("name", &name, "Use at most 100 characters."),
            ("company", "", "This can’t be empty."),
            ("company", &company, "Use at most 200 characters."),
            ("phone", "", "This can’t be empty."),
            ("phone", &number, "Use at most 50 characters."),
            ("case_number", &number, "Use at most 50 characters."),
            ("summary", &summary, "Use at most 2000 characters."),
            ("acknowledged", "no", "Tick this box to go on."),
        ];
        let mut stranger = portal.visitor("198.51.100.9");
        for (field, value, told) in wrong {
            let answer = stranger.post(FORM, &with(fields(ALICE), field, value)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
            assert!(answer.body.contains(told), "{field} {value}: {}", answer.body);
            assert!(answer.body.contains("Example Works") || field == "company", "what was typed is kept");
        }
        let large = "s".repeat(70_000);
        let answer = stranger.post(FORM, &with(fields(ALICE), "summary", &large)).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        // 5 an hour from one place, whomever they are for
        for at in 0..5 {
            let email = format!("nobody{at}@example.org");
            assert_eq!(stranger.post(FORM, &fields(&email)).await.status, StatusCode::SEE_OTHER);
        }
        let barred = stranger.post(FORM, &fields(ALICE)).await;
        assert_eq!(barred.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(portal.visitor("198.51.100.10").post(FORM, &fields(ALICE)).await.status, StatusCode::SEE_OTHER);
        portal.clock.advance(HOUR);
        assert_eq!(stranger.post(FORM, &fields("late@example.org")).await.status, StatusCode::SEE_OTHER);
    }

    async fn of_many_requests_at_once_one_is_kept(fresh) {
        let portal = offering(fresh, 24, |_| {}).await;
        alice(&portal).await;
        let other = portal.instance(fresh).await;
        let mut asking = tokio::task::JoinSet::new();
        for at in 0..8 {
            let portal = if at % 2 == 0 { &portal } else { &other };
            let mut stranger = portal.visitor(&format!("198.51.100.{at}"));
            asking.spawn(async move { stranger.post(FORM, &fields(ALICE)).await.status });
        }
        for status in asking.join_all().await {
            assert_eq!(status, StatusCode::SEE_OTHER);
        }
        assert_eq!(portal.count("SELECT COUNT(*) FROM support_requests WHERE email = $1", ALICE).await, 1);
        assert_eq!(subjects(&portal, ALICE).await.len(), 1);
    }

    async fn whoever_looks_into_a_request_does_not_approve_it_as_well(fresh) {
        let portal = offering(fresh, 24, |config| config.policy.support_requests.two_people = true).await;
        let _ = alice(&portal).await;
        let mut rosa = rosa(&portal).await;
        portal.account("sven@example.org", Role::Support).await;
        let mut sven = portal.visitor("192.0.2.3");
        sven.enrol_at_the_door("sven@example.org", PASSWORD).await;

        let id = ask(&portal, ALICE).await;
        rosa.post("/api/support/take", &[("id", &id)]).await;
        let page = rosa.get(&format!("/admin/requests/{id}")).await.body;
        assert!(page.contains("somebody else has to approve it") && !page.contains("/api/support/approve"), "{page}");
        let alone = rosa.post("/api/support/approve", &[("id", &id)]).await;
        assert_eq!(alone.status, StatusCode::CONFLICT);
        assert!(alone.body.contains("so somebody else has to approve it"), "{}", alone.body);
        assert_eq!(state(&portal, &id).await, "in_review");

        assert!(sven.get(&format!("/admin/requests/{id}")).await.body.contains("/api/support/approve"));
        assert_eq!(sven.post("/api/support/approve", &[("id", &id)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(state(&portal, &id).await, "approved");
        // calling it off takes one person
        assert_eq!(rosa.post("/api/support/refuse", &[("id", &id)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(state(&portal, &id).await, "refused");
    }

    async fn an_approved_request_takes_effect_when_its_time_has_come_and_the_person_signs_in(fresh) {
        let portal = offering(fresh, 24, |_| {}).await;
        let (_, mut signed_in) = alice(&portal).await;
        let mut rosa = rosa(&portal).await;
        let id = ask(&portal, ALICE).await;
        let page = rosa.get(&format!("/admin/requests/{id}")).await.body;
        for shown in ["Example Works", "+81 3-1234-5678", "Authenticator app", "Recent sign-ins", "has not signed in from"] {
            assert!(page.contains(shown), "{shown}");
        }
        assert!(!page.contains("/api/support/approve"), "not before somebody has looked into it");
        assert_eq!(rosa.post("/api/support/approve", &[("id", &id)]).await.status, StatusCode::CONFLICT);
        rosa.post("/api/support/take", &[("id", &id)]).await;
        let again = rosa.post("/api/support/take", &[("id", &id)]).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "a second click");
        assert!(again.body.contains("Somebody has dealt with this request in the meantime"));
        rosa.post("/api/support/approve", &[("id", &id), ("note", "Called back on the contract’s number.")]).await;

        // not a second before its time
        portal.clock.advance(24 * HOUR - 1);
        let mut alice = portal.visitor("192.0.2.7");
        assert_eq!(alice.begin(ALICE, PASSWORD).await.location(), "/sign-in/verify");
        let mut half = alice.clone();
        assert_eq!(state(&portal, &id).await, "approved");
        portal.clock.advance(1);
        let mut alice = portal.visitor("192.0.2.7");
        assert_eq!(alice.begin(ALICE, PASSWORD).await.location(), "/", "the password alone");
        assert_eq!(state(&portal, &id).await, "done");
        assert!(!signed_in.is_in().await, "sessions of before have ended");
        assert!(half.get("/sign-in/verify").await.location().starts_with("/sign-in"), "and half sign-ins");
        let left = "SELECT (SELECT COUNT(*) FROM totp_authenticators WHERE account_id = a.id)
                        + (SELECT COUNT(*) FROM email_authenticators WHERE account_id = a.id)
                        + (SELECT COUNT(*) FROM recovery_codes WHERE account_id = a.id) FROM accounts a WHERE email = $1";
        assert_eq!(portal.count(left, ALICE).await, 0);

        let told = [
            "Request to remove multi-factor authentication",
            "Multi-factor authentication is about to be removed",
            "Multi-factor authentication was removed",
        ];
        assert_eq!(subjects(&portal, ALICE).await, told);
        assert_eq!(subjects(&portal, ALICES_OTHER).await, told, "also to the address that codes went to");
        for event in ["received", "taken", "approved", "done"] {
            assert_eq!(portal.events(&format!("support_request_{event}")).await, 1, "{event}");
        }
        assert_eq!(portal.events("mfa_reset").await, 0, "no administrator did it");
        let log = alice.get("/history/log?group=support").await.body;
        assert!(log.contains("Second factors removed by support") && log.contains("By: Test Person"), "{log}");
        let page = rosa.get("/sign-in").await;
        assert_eq!(page.status, StatusCode::OK, "a day later Rosa is asked to sign in again");
        let mut rosa = colleague(&portal).await;
        let page = rosa.get(&format!("/admin/requests/{id}")).await.body;
        for shown in ["Called back on the contract’s number.", "By Test Person", "By the portal", "Removed"] {
            assert!(page.contains(shown), "{shown}");
        }
        let done = rosa.get("/admin/requests?state=done").await.body;
        assert!(done.contains(&format!("/admin/requests/{id}")) && done.contains(ALICE));
        assert!(rosa.get("/admin/requests").await.body.contains("No open requests"));
    }

    async fn whoever_looks_lets_it_take_effect_once(fresh) {
        let portal = offering(fresh, 1, |_| {}).await;
        alice(&portal).await;
        let mut rosa = rosa(&portal).await;
        let id = approved(&portal, &mut rosa).await;
        let other = portal.instance(fresh).await;
        let now = |portal: &TestPortal| sekisho::clock::Clock::now(&*portal.clock);
        assert_eq!(portal.core.settle_requests(None, now(&portal)).await.unwrap(), 0);
        portal.clock.advance(HOUR);
        let mut looking = tokio::task::JoinSet::new();
        for at in 0..8 {
            let core = if at % 2 == 0 { portal.core.clone() } else { other.core.clone() };
            let now = now(&portal);
            looking.spawn(async move { core.settle_requests(None, now).await.unwrap() });
        }
        assert_eq!(looking.join_all().await.into_iter().sum::<u32>(), 1);
        assert_eq!((state(&portal, &id).await.as_str(), portal.events("support_request_done").await), ("done", 1));
        assert_eq!(subjects(&portal, ALICE).await.len(), 3);
    }

    async fn without_a_waiting_time_it_takes_effect_at_once(fresh) {
        let portal = offering(fresh, 0, |_| {}).await;
        alice(&portal).await;
        let mut rosa = rosa(&portal).await;
        let id = approved(&portal, &mut rosa).await;
        assert_eq!(state(&portal, &id).await, "done");
        let told = ["Request to remove multi-factor authentication", "Multi-factor authentication was removed"];
        assert_eq!(subjects(&portal, ALICE).await, told);
        assert_eq!(portal.visitor("192.0.2.7").begin(ALICE, PASSWORD).await.location(), "/");
    }

    async fn the_mailed_link_stops_it_and_opening_it_does_not(fresh) {
        let portal = offering(fresh, 24, |_| {}).await;
        alice(&portal).await;
        let mut rosa = rosa(&portal).await;
        let id = approved(&portal, &mut rosa).await;
        let link = portal.mailed_link(ALICE).await;
        assert_eq!(link, portal.mailed_link(ALICES_OTHER).await, "at every address");
        assert!(link.starts_with("/support/stop?token="), "{link}");
        // a mail scanner
        for _ in 0..3 {
            let mut scanner = portal.visitor("203.0.113.50");
            assert_eq!(scanner.get(&link).await.location(), "/support/stop", "the token leaves the address bar");
            assert!(scanner.get("/support/stop").await.body.contains("Stop the removal?"));
            assert_eq!(scanner.get("/api/support/stop").await.status, StatusCode::METHOD_NOT_ALLOWED);
        }
        assert_eq!(state(&portal, &id).await, "approved");
        let mut alice = portal.visitor("192.0.2.9");
        alice.get(&link).await;
        assert_eq!(alice.post("/api/support/stop", &[]).await.location(), "/support/stop");
        assert_eq!(state(&portal, &id).await, "stopped");
        for _ in 0..2 {
            let page = alice.get("/support/stop").await;
            assert!(page.body.contains("The removal was stopped"), "{}", page.body);
            // a second click
            assert_eq!(alice.post("/api/support/stop", &[]).await.location(), "/support/stop");
        }
        assert_eq!(portal.events("support_request_stopped").await, 1);
        assert_eq!(subjects(&portal, ALICES_OTHER).await.last().unwrap(), "The removal of multi-factor authentication was stopped");
        portal.clock.advance(25 * HOUR);
        assert_eq!(portal.visitor("192.0.2.7").begin(ALICE, PASSWORD).await.location(), "/sign-in/verify");
        // nobody approves what was stopped, and another request may follow
        let mut rosa = colleague(&portal).await;
        for verb in ["take", "approve", "refuse"] {
            let answer = rosa.post(&format!("/api/support/{verb}"), &[("id", &id)]).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{verb}");
        }
        assert_ne!(ask(&portal, ALICE).await, id);
    }

    async fn a_link_that_comes_too_late_says_what_happened(fresh) {
        let portal = offering(fresh, 24, |_| {}).await;
        alice(&portal).await;
        let mut rosa = rosa(&portal).await;
        let id = approved(&portal, &mut rosa).await;
        let link = portal.mailed_link(ALICE).await;
        rosa.post("/api/support/refuse", &[("id", &id), ("note", "It was somebody else after all.")]).await;
        assert_eq!(state(&portal, &id).await, "refused", "an approval can be called off");
        let mut late = portal.visitor("192.0.2.9");
        late.get(&link).await;
        assert!(late.get("/support/stop").await.body.contains("The request was refused already"));

        let id = approved(&portal, &mut rosa).await;
        let link = portal.mailed_link(ALICE).await;
        portal.clock.advance(24 * HOUR);
        late.get(&link).await;
        assert!(late.get("/support/stop").await.body.contains("It is too late to stop this"));
        // its time is over, though nobody has seen to it yet
        assert_eq!(state(&portal, &id).await, "approved");
        late.post("/api/support/stop", &[]).await;
        assert!(late.get("/support/stop").await.body.contains("It is too late to stop this"));
        let mut rosa = colleague(&portal).await;
        let refused = rosa.post("/api/support/refuse", &[("id", &id)]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert_eq!(state(&portal, &id).await, "done");

        let mut nobody = portal.visitor("192.0.2.10");
        assert_eq!(nobody.get("/support/stop").await.status, StatusCode::GONE);
        assert_eq!(nobody.post("/api/support/stop", &[]).await.status, StatusCode::GONE);
        for token in ["x", &"A".repeat(43)] {
            nobody.get(&format!("/support/stop?token={token}")).await;
            let page = nobody.get("/support/stop").await;
            assert_eq!(page.status, StatusCode::GONE, "{token}");
            assert!(!page.body.contains("/forgot-password"), "no way to ask for another one");
        }
    }

    async fn whoever_is_signed_in_sees_it_and_stops_it_at_any_stage(fresh) {
        let portal = offering(fresh, 24, |_| {}).await;
        let (_, mut alice) = alice(&portal).await;
        let mut rosa = rosa(&portal).await;
        assert!(!alice.get("/").await.body.contains("stop-own"));
        for (stage, told) in [("received", "Support looks into it"), ("in_review", "Support looks into it"), ("approved", "Support approved it")] {
            let id = match stage {
                "approved" => approved(&portal, &mut rosa).await,
                _ => ask(&portal, ALICE).await,
            };
            if stage == "in_review" {
                rosa.post("/api/support/take", &[("id", &id)]).await;
            }
            assert_eq!(state(&portal, &id).await, stage);
            let page = alice.get("/").await.body;
            assert!(page.contains(told) && page.contains("/api/support/stop-own"), "{stage}: {page}");
            assert!(!rosa.get("/").await.body.contains("stop-own"), "it is nobody else’s");
            assert_eq!(alice.post("/api/support/stop-own", &[]).await.location(), "/?done=request_stopped");
            assert_eq!(state(&portal, &id).await, "stopped");
            assert_eq!(alice.post("/api/support/stop-own", &[]).await.status, StatusCode::CONFLICT);
        }
        assert_eq!(portal.events("support_request_stopped").await, 3);
    }

    async fn what_happens_to_the_account_meanwhile_keeps_it_from_taking_effect(fresh) {
        let portal = offering(fresh, 1, |_| {}).await;
        let (account, _) = alice(&portal).await;
        let mut rosa = rosa(&portal).await;
        let changes = [
            ("UPDATE accounts SET state = 'locked' WHERE id = $1", "the account had been locked"),
            ("UPDATE accounts SET role = 'admin', state = 'active' WHERE id = $1", "had become an administrator’s"),
        ];
        for (change, told) in changes {
            let id = approved(&portal, &mut rosa).await;
            set(&portal, change, account).await;
            portal.clock.advance(HOUR);
            let now = sekisho::clock::Clock::now(&*portal.clock);
            assert_eq!(portal.core.settle_requests(None, now).await.unwrap(), 1);
            assert_eq!(state(&portal, &id).await, "refused");
            rosa = colleague(&portal).await;
            let page = rosa.get(&format!("/admin/requests/{id}")).await.body;
            assert!(page.contains(told), "{page}");
            let active = "SELECT COUNT(*) FROM totp_authenticators t JOIN accounts a ON a.id = t.account_id
                          WHERE t.state = 'active' AND a.email = $1";
            assert_eq!(portal.count(active, ALICE).await, 1);
            if told.contains("locked") {
                set(&portal, "UPDATE accounts SET state = 'active' WHERE id = $1", account).await;
            }
        }
        assert_eq!(portal.events("support_request_done").await, 0);
        assert_eq!(portal.events("support_request_refused").await, 2);
        assert_eq!(subjects(&portal, ALICE).await.last().unwrap(), "Your request to support was refused");
    }

    async fn without_an_account_or_with_a_locked_one_a_request_can_only_be_refused(fresh) {
        let portal = offering(fresh, 24, |_| {}).await;
        let (account, _) = alice(&portal).await;
        let mut rosa = rosa(&portal).await;
        let nobodys = ask(&portal, "nobody@example.org").await;
        let locked = ask(&portal, ALICE).await;
        set(&portal, "UPDATE accounts SET state = 'locked' WHERE id = $1", account).await;
        for (id, told) in [(nobodys, "There is no account with this email address."), (locked, "The account is locked")] {
            rosa.post("/api/support/take", &[("id", &id)]).await;
            let page = rosa.get(&format!("/admin/requests/{id}")).await.body;
            assert!(page.contains(told) && !page.contains("/api/support/approve"), "{page}");
            assert_eq!(rosa.post("/api/support/approve", &[("id", &id)]).await.status, StatusCode::CONFLICT);
            assert_eq!(state(&portal, &id).await, "in_review");
            let refused = rosa.post("/api/support/refuse", &[("id", &id), ("note", &"n".repeat(1_001))]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a note is limited, too");
            rosa.post("/api/support/refuse", &[("id", &id)]).await;
            assert_eq!(state(&portal, &id).await, "refused");
        }
        assert_eq!(rosa.post("/api/support/refuse", &[("id", "4711")]).await.status, StatusCode::NOT_FOUND);
    }

    async fn of_two_who_decide_at_once_one_is_told_that_the_other_was_first(fresh) {
        let portal = offering(fresh, 24, |_| {}).await;
        alice(&portal).await;
        let mut rosa = rosa(&portal).await;
        let (_, admin) = administrator(&portal).await;
        let id = ask(&portal, ALICE).await;
        rosa.post("/api/support/take", &[("id", &id)]).await;
        let mut deciding = tokio::task::JoinSet::new();
        for (mut visitor, verb) in [(rosa, "refuse"), (admin, "approve")] {
            let id = id.clone();
            deciding.spawn(async move { visitor.post(&format!("/api/support/{verb}"), &[("id", &id)]).await.status });
        }
        // approved and then refused is a way, too; refused and then approved isn't
        let done = deciding.join_all().await.into_iter().filter(|status| *status == StatusCode::SEE_OTHER).count();
        let steps = portal.count("SELECT COUNT(*) FROM support_request_steps WHERE state <> $1", "").await;
        assert_eq!(steps, 2 + i64::try_from(done).unwrap());
        assert_eq!(state(&portal, &id).await, "refused");
    }

    async fn what_is_long_over_is_forgotten_and_what_is_open_is_not(fresh) {
        let portal = offering(fresh, 24, |config| config.history = toml::from_str("keep_days = 2").unwrap()).await;
        alice(&portal).await;
        let over = ask(&portal, "nobody@example.org").await;
        ask(&portal, ALICE).await;
        portal.clock.advance(24 * HOUR);
        let mut rosa = colleague(&portal).await;
        rosa.post("/api/support/refuse", &[("id", &over)]).await;
        let kept = async || {
            sekisho::housekeeping::forget(&portal.core).await.unwrap();
            portal.count("SELECT COUNT(*) FROM support_requests WHERE email <> $1", "").await
        };
        portal.clock.advance(48 * HOUR);
        assert_eq!(kept().await, 2, "two days since it was refused");
        portal.clock.advance(1);
        assert_eq!(kept().await, 1);
        assert_eq!(portal.count("SELECT COUNT(*) FROM support_request_steps WHERE note = $1", "").await, 1);
    }

    async fn t18_mail_to_one_person_and_in_all_is_capped_and_the_outbox_is_bounded(fresh) {
        let portal = offering(fresh, 24, |config| {
            config.mail.per_person_per_hour = 6.try_into().unwrap();
            config.mail.per_hour = 40.try_into().unwrap();
            config.mail.queue_limit = 25.try_into().unwrap();
        })
        .await;
        portal.account(ALICE, Role::General).await;
        let mut tx = portal.core.db.begin().await.unwrap();
        for at in 0..60 {
            let sql = "INSERT INTO accounts (email, email_key, name, role, state, created_at, password_hash)
                       VALUES ($1, $1, 'Somebody', 'general', 'active', 0, 'none that fits')";
            exec!(&mut tx, sql, format!("person{at}@example.org")).unwrap();
        }
        tx.commit().await.unwrap();
        let storm = async |emails: Vec<String>| {
            let mut asking = tokio::task::JoinSet::new();
            for (at, email) in emails.into_iter().enumerate() {
                let mut stranger = portal.visitor(&format!("198.51.100.{at}"));
                asking.spawn(async move {
                    let forgot = stranger.post("/api/password/forgot", &[("email", &email)]).await.status;
                    (forgot, stranger.post(FORM, &fields(&email)).await.status)
                });
            }
            // nobody who asks is told that a limit is reached
            for answer in asking.join_all().await {
                assert_eq!(answer, (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
            }
        };
        let to_alice = "SELECT COUNT(*) FROM outbox WHERE recipient = $1 AND (state <> 'failed' OR attempts > 0)";
        let waiting = "SELECT COUNT(*) FROM outbox WHERE state = $1";
        storm(vec![ALICE.to_owned(); 40]).await;
        let mails = portal.count(to_alice, ALICE).await;
        assert!((2..=6).contains(&mails), "{mails} to one person");
        storm((0..60).map(|at| format!("person{at}@example.org")).collect()).await;
        let mails = portal.count(waiting, "queued").await;
        assert!((10..=25).contains(&mails), "{mails} are waiting");
        // an hour later the limit of everybody's mails is what holds, though nothing waits any more
        portal.clock.advance(HOUR);
        let mut tx = portal.core.db.begin().await.unwrap();
        let sql = "UPDATE outbox SET state = 'sent', attempts = 1, sealed_body = NULL, created_at = $1 WHERE state = 'queued'";
        exec!(&mut tx, sql, portal.clock.unix() - 60).unwrap();
        tx.commit().await.unwrap();
        storm((0..60).map(|at| format!("person{at}@example.org")).collect()).await;
        let mails = portal.count("SELECT COUNT(*) FROM outbox WHERE (state <> 'failed' OR attempts > 0) AND recipient <> $1", "").await;
        assert!((25..=40).contains(&mails), "{mails} in an hour");
    }

    async fn t38_whatever_is_typed_is_shown_as_text_also_in_csv(fresh) {
        let portal = offering(fresh, 24, |_| {}).await;
        let (_, mut alice) = alice(&portal).await;
        let mut rosa = rosa(&portal).await;
        let (_, mut admin) = administrator(&portal).await;
        let html = "=<img src=x onerror=alert(1)>\"'&amp;<script>evil()</script>";
        for who in [&mut alice, &mut rosa] {
            let saved = who.post("/api/account/save", &[("name", html), ("language", "en")]).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
            let turned = who.post("/api/account/save", &[("name", "Ada\u{202e}nimda"), ("language", "en")]).await;
            assert_eq!(turned.status, StatusCode::UNPROCESSABLE_ENTITY, "a name that turns what follows");
        }
        let typed = format!("\u{202e}{html}\u{2066}\u{200f}");
        let formula = "@SUM(1+1)*cmd|' /C calc'!A0";
        let sent = portal.visitor("198.51.100.9").post(FORM, &[
            ("email", ALICE),
            ("name", &typed),
            ("company", &format!("{formula}{typed}")),
            ("phone", "\u{202a}+1\u{202c}<b>2</b>"),
            ("case_number", "<i>7</i>"),
            ("summary", &format!("{typed}\r\n</textarea></bdi>{html}")),
            ("acknowledged", "yes"),
        ]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let id = latest(&portal).await;
        rosa.post("/api/support/take", &[("id", &id)]).await;
        let long = format!("{typed}{}", "n".repeat(1_000));
        let back = rosa.post("/api/support/approve", &[("id", &id), ("note", &long)]).await;
        // a field keeps to itself what turns the direction of what follows
        is_text("the form that comes back", &back.body.replace(turning, ""), true);
        rosa.post("/api/support/approve", &[("id", &id), ("note", &format!("{typed}\n</p>{html}"))]).await;

        let request = format!("/admin/requests/{id}");
        let shown = ["/admin/requests", &request, "/admin/people", "/admin/history"];
        for path in shown {
            is_text(path, &admin.get(path).await.body, true);
        }
        let page = rosa.get(&request).await.body;
        is_text("to support", &page, true);
        // support of that name is the one who decided, and the line break of the summary is kept
        assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;") || page.contains("&lt;img src=x onerror=alert(1)>"), "{page}");
        for path in ["/", "/account", "/history/log", "/history/mail", "/security/sessions"] {
            is_text(path, &alice.get(path).await.body, false);
        }
        for (who, path) in [(&mut alice, "/history/log.csv"), (&mut admin, "/admin/history.csv")] {
            let file = who.get(path).await.body;
            let mut lines = csv::Reader::from_reader(file.as_bytes());
            let mut named = 0;
            for line in lines.records() {
                for cell in &line.unwrap() {
                    let first = cell.trim_start().chars().next();
                    let begins = |c: char| "=+-@\t\r\n＝＋－＠".contains(c);
                    assert!(!first.is_some_and(begins), "{path}: {cell}");
                    named += usize::from(cell.contains(html));
                }
            }
            assert!(named > 0, "{path} names who decided: {file}");
        }
        for who in [ALICE, ALICES_OTHER] {
            for mail in portal.mails(who).await {
                assert!(!mail.contains("<img") && !mail.contains("SUM("), "{mail}");
            }
        }
    }

    async fn t42_no_field_of_the_form_reaches_a_mail(fresh) {
        let portal = offering(fresh, 24, |_| {}).await;
        alice(&portal).await;
        let mut rosa = rosa(&portal).await;
        let smuggled = "x\r\nBcc: mallory@example.net\r\n\r\nhttp://evil.example/";
        let mut sent = vec![("email", ALICE)];
        for field in ["name", "company", "phone", "case_number", "summary"] {
            sent.push((field, &smuggled[..if field == "phone" { 28 } else { 49 }]));
        }
        sent.push(("acknowledged", "yes"));
        let mut stranger = portal.visitor("198.51.100.9");
        assert_eq!(stranger.post(FORM, &sent).await.status, StatusCode::SEE_OTHER);
        let bcc = with(fields(ALICE), "email", "alice@example.org\r\nBcc: mallory@example.net");
        assert_eq!(stranger.post(FORM, &bcc).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let id = latest(&portal).await;
        rosa.post("/api/support/take", &[("id", &id)]).await;
        rosa.post("/api/support/approve", &[("id", &id), ("note", smuggled)]).await;
        rosa.post("/api/support/refuse", &[("id", &id), ("note", smuggled)]).await;
        let mut reader = portal.core.db.read().await.unwrap();
        let sql = "SELECT recipient, subject FROM outbox WHERE kind = $1";
        let mails: Vec<(String, String)> = rows!(&mut reader, (String, String), sql, "support_request").unwrap();
        assert_eq!(mails.len(), 6, "three letters to two addresses");
        for (to, subject) in mails {
            assert!([ALICE, ALICES_OTHER].contains(&to.as_str()), "{to}");
            assert!(!subject.contains(char::is_control), "{subject}");
        }
        for text in portal.mails(ALICE).await {
            assert!(!text.contains("mallory") && !text.contains("evil.example"), "{text}");
            let links = text.split_whitespace().filter(|word| word.contains("://"));
            assert!(links.into_iter().all(|link| link.trim_start_matches('（').contains(ORIGIN)), "{text}");
        }
    }

    async fn an_administrator_decides_about_administrators_but_not_about_themselves(fresh) {
        let portal = offering(fresh, 0, |_| {}).await;
        let (own, mut admin) = administrator(&portal).await;
        let mut rosa = rosa(&portal).await;
        let other = portal.account("other@example.org", Role::Admin).await;
        let theirs = ask(&portal, "other@example.org").await;
        let mine = ask(&portal, ADMIN).await;
        let page = rosa.get(&format!("/admin/requests/{theirs}")).await.body;
        assert!(page.contains("Only another administrator may decide"), "{page}");
        let page = admin.get(&format!("/admin/requests/{mine}")).await.body;
        assert!(page.contains("This is about your own account."), "{page}");
        for verb in ["take", "approve", "refuse"] {
            let verb = format!("/api/support/{verb}");
            assert_eq!(rosa.post(&verb, &[("id", &theirs)]).await.status, StatusCode::FORBIDDEN, "{verb}");
            assert_eq!(admin.post(&verb, &[("id", &mine)]).await.status, StatusCode::CONFLICT, "{verb}");
        }
        admin.post("/api/support/take", &[("id", &theirs)]).await;
        admin.post("/api/support/approve", &[("id", &theirs)]).await;
        assert_eq!(state(&portal, &theirs).await, "done", "an administrator's, by another administrator");
        assert_eq!(state(&portal, &mine).await, "received");
        let mut reader = portal.core.db.read().await.unwrap();
        for id in [own, other] {
            let account = accounts::find(&mut reader, id).await.unwrap().unwrap();
            assert_eq!(account.state, AccountState::Active);
        }
    }
}

/// Nothing of what was typed is markup, and nothing turns the direction of the page.
fn is_text(what: &str, body: &str, typed: bool) {
    for markup in ["<img", "<script>evil", "<b>2", "<i>7", "onerror=alert(1)\">"] {
        assert!(!body.contains(markup), "{what}: {markup}\n{body}");
    }
    let turning =
        |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    assert!(!body.contains(turning), "{what}");
    assert!(!typed || body.contains("&lt;img"), "{what} shows it, as text\n{body}");
}

fn turning(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}
