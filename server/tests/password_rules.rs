//! T19: the rules for passwords hold at every door that sets one, for the whole password, as the table of cases
//! says that the engine and the browser are held to.

use crate::support::{Fresh, PASSWORD, TestPortal, Visitor, portal};
use axum::http::StatusCode;
use sekisho_app::i18n::{Language, Words};
use sekisho_app::password::wording::check_text;
use sekisho_app::password::{PasswordGuide, normal_form};
use sekisho_engine::password::{Check, Rules, judge};
use sekisho_engine::policy::{MfaMode, PasswordRules, Role};
use serde_json::Value;

const ADMIN: &str = "admin@example.org";

/// A case of the table: what is typed, and which lines of the checklist it breaks.
struct Case {
    typed: String,
    broken: Vec<String>,
}

/// The cases of some rules.
fn cases(rules: &str) -> Vec<Case> {
    let table = include_str!("../../engine/tests/vectors/passwords.json");
    let table: Vec<Value> = serde_json::from_str(table).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let found = table.iter().filter(|case| case["rules"] == rules).map(|case| {
        let typed = case.get("typed").unwrap_or(&case["password"]);
        assert_eq!(normal_form(&text(typed)), text(&case["password"]), "the normal form");
        Case { typed: text(typed), broken: case["broken"].as_array().unwrap().iter().map(text).collect() }
    });
    found.collect()
}

/// A portal where these rules are in force for a general user, and the one-step way is open.
async fn with_rules(fresh: &Fresh, rules: &str) -> TestPortal {
    TestPortal::with(fresh.open().await, |config| {
        let policy = &mut config.policy;
        policy.sign_in.one_step_until = Some("2027-12-31".parse().unwrap());
        (policy.mfa.mode, policy.password.rules) = match rules {
            "nist-alone" => (MfaMode::OptIn, PasswordRules::Nist),
            "nist-with-mfa" => (MfaMode::Required, PasswordRules::Nist),
            _ => (MfaMode::Required, PasswordRules::Compat),
        };
    })
}

/// Where a new password is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Change,
    Reset,
    Invitation,
    TwoStep,
}

const DOORS: [Door; 4] = [Door::Change, Door::Reset, Door::Invitation, Door::TwoStep];

/// Somebody who stands at a door.
struct AtDoor {
    door: Door,
    email: String,
    visitor: Visitor,
}

impl AtDoor {
    async fn new(portal: &TestPortal, door: Door, number: usize) -> Self {
        let email = format!("{door:?}{number}@example.org").to_lowercase();
        let mut visitor = portal.visitor(&format!("198.51.100.{}", number % 250 + 1));
        if door == Door::Invitation {
            let mut tx = portal.core.db.begin().await.unwrap();
            let scene = sekisho::history::Scene::outside(sekisho::clock::Clock::now(&*portal.clock));
            let parsed = email.parse().unwrap();
            let new = sekisho::account::store::NewAccount {
                email: &parsed,
                username: None,
                name: "Somebody New",
                role: Role::General,
                language: Some(Language::En),
                password_hash: None,
            };
            let by = sekisho::history::By::CommandLine;
            portal.core.invite_person(&mut tx, &scene, &new, by).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(visitor.get(&portal.mailed_link(&email).await).await.location(), "/setup");
        } else {
            portal.account(&email, Role::General).await;
        }
        match door {
            Door::Reset => {
                visitor.post("/api/password/forgot", &[("email", &email)]).await;
                assert_eq!(
                    visitor.get(&portal.mailed_link(&email).await).await.location(),
                    "/reset-password"
                );
            }
            Door::Change | Door::TwoStep => {
                let fields = [("identifier", email.as_str()), ("password", PASSWORD), ("way", "one-step")];
                assert_eq!(visitor.post("/api/sign-in/begin", &fields).await.location(), "/");
            }
            Door::Invitation => {}
        }
        Self { door, email, visitor }
    }

    /// Tries to set a password; answers whether it was, and the page.
    async fn set(&mut self, password: &str) -> (bool, String) {
        let path = match self.door {
            Door::Change => "/api/password/change",
            Door::Reset => "/api/password/reset",
            Door::Invitation => "/api/setup/complete",
            Door::TwoStep => "/api/two-step/password",
        };
        let answer =
            self.visitor.post(path, &[("current_password", PASSWORD), ("new_password", password)]).await;
        assert!(
            [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY].contains(&answer.status),
            "{:?} {password:?}: {} {}",
            self.door,
            answer.status,
            answer.body
        );
        (answer.status == StatusCode::SEE_OTHER, answer.body)
    }
}

/// Whether the password opens the account.
async fn opens(portal: &TestPortal, email: &str, password: &str) -> bool {
    let mut visitor = portal.visitor("203.0.113.77");
    let fields = [("identifier", email), ("password", password), ("way", "one-step")];
    visitor.post("/api/sign-in/begin", &fields).await.status == StatusCode::SEE_OTHER
}

/// What the page says of a line that is not met.
fn told(guide: &PasswordGuide, broken: &str) -> String {
    let name = |check: Check| serde_json::to_value(check).unwrap();
    let found = judge(&guide.rules, "", &guide.context).findings.into_iter().find(|finding| {
        let name = name(finding.check);
        name == broken || name.get(broken).is_some()
    });
    check_text(&Words::default(), found.unwrap().check)
}

async fn hold(fresh: &Fresh, rules: &str) {
    let portal = with_rules(fresh, rules).await;
    let cases = cases(rules);
    let (good, bad): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(|case| case.broken.is_empty());
    assert!(good.len() >= 2 && bad.len() >= 2, "{rules}");
    let guide = portal.core.guide_for(Role::General, &[]);
    for door in DOORS {
        let mut person = AtDoor::new(&portal, door, 0).await;
        for (number, case) in bad.iter().enumerate() {
            if number % 8 == 7 && door == Door::Change {
                // the present password may be shown ten times in a quarter of an hour
                person = AtDoor::new(&portal, door, 100 + number).await;
            }
            let (set, page) = person.set(&case.typed).await;
            assert!(!set, "{door:?} takes {:?}", case.typed);
            for line in &case.broken {
                assert!(page.contains(&told(&guide, line)), "{door:?} {:?}: no {line} in {page}", case.typed);
            }
        }
    }
    for (number, case) in good.iter().enumerate() {
        let mut person = AtDoor::new(&portal, DOORS[number % DOORS.len()], number + 1).await;
        let (set, page) = person.set(&case.typed).await;
        assert!(set, "{:?} refuses {:?}: {page}", person.door, case.typed);
        assert!(opens(&portal, &person.email, &case.typed).await, "{:?} doesn't open", case.typed);
        assert!(!opens(&portal, &person.email, PASSWORD).await, "the old one does");
    }
}

on_both! {
    async fn t19_nist_for_a_password_alone_holds_at_every_door(fresh) {
        hold(fresh, "nist-alone").await;
    }

    async fn t19_nist_beside_a_second_factor_holds_at_every_door(fresh) {
        hold(fresh, "nist-with-mfa").await;
    }

    async fn t19_compat_holds_at_every_door(fresh) {
        hold(fresh, "compat").await;
    }

    async fn t19_the_first_administrator_is_held_to_the_rules_beside_a_second_factor(fresh) {
        let portal = portal(fresh).await;
        let link = portal.core.first_administrator_link().await.unwrap().unwrap();
        let path = link.split_once("8080").unwrap().1;
        let mut first = portal.visitor("192.0.2.1");
        assert_eq!(first.get(path).await.location(), "/setup");
        let rules = portal.core.guide_for(Role::Admin, &[]).rules;
        assert_eq!(rules, Rules::Nist { least: 8, most: 128 });
        for case in cases("nist-with-mfa").iter().filter(|case| !case.broken.is_empty()) {
            let fields = [("email", ADMIN), ("name", "First Admin"), ("new_password", &case.typed)];
            assert_eq!(first.post("/api/setup/complete", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let fields = [("email", ADMIN), ("name", "First Admin"), ("new_password", " vqzjwk ")];
        assert_eq!(first.post("/api/setup/complete", &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(first.begin(ADMIN, "vqzjwk").await.status, StatusCode::FORBIDDEN, "spaces count");
        assert_eq!(first.begin(ADMIN, " vqzjwk ").await.location(), "/sign-in/enrol");
    }

    async fn t19_the_whole_password_counts_and_the_same_letters_are_the_same_password(fresh) {
        let portal = with_rules(fresh, "nist-alone").await;
        let long = cases("nist-alone").into_iter().map(|case| case.typed).find(|typed| typed.chars().count() == 128);
        let long = long.unwrap();
        let mut person = AtDoor::new(&portal, Door::Reset, 1).await;
        assert!(person.set(&long).await.0);
        let last = long.char_indices().next_back().unwrap().0;
        for other in [long[..last].to_owned(), format!("{}x", &long[..last]), format!("{long} "), long.to_lowercase()] {
            assert!(!opens(&portal, &person.email, &other).await, "{other:?} opens, too");
        }
        assert!(opens(&portal, &person.email, &long).await);

        // the same words, composed and taken apart, as different keyboards send them
        let (composed, apart) = ("がんばる犬も棒に当たるでしょうか", "が\u{3093}は\u{3099}る犬も棒に当たるて\u{3099}しょうか");
        let apart = apart.replacen('が', "か\u{3099}", 1);
        assert_ne!(composed, apart);
        portal.clock.advance(16 * 60);
        let mut person = AtDoor::new(&portal, Door::Reset, 2).await;
        assert!(person.set(&apart).await.0);
        for typed in [composed, &apart] {
            assert!(opens(&portal, &person.email, typed).await, "{typed:?} doesn't open");
        }
        assert!(!opens(&portal, &person.email, &composed.replace('が', "か")).await, "another letter is another");
    }
}
