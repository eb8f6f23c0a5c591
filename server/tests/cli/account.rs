//! `sekisho user`, and what the history says of it.

use crate::on_both;
use crate::shell::{PASSWORD, Shell};
use serde_json::{Value, json};

/// The events of the history, the oldest first, with who did them.
fn events(shell: &Shell) -> Vec<(String, String)> {
    let out = shell.done(&["history", "export", "--format", "json"]);
    let entries: Vec<Value> = serde_json::from_str(&out).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    entries.iter().map(|entry| (text(&entry["event"]), text(&entry["by"]))).collect()
}

on_both! {
    fn an_account_is_made_shown_locked_and_unlocked(shell) {
        let admin = ["--role", "admin", "--name", "Ada", "--username", "Ada.L", "--language", "ja"];
        shell.add("Ada@example.org", &admin);
        shell.add("bob@example.org", &[]);

        let listed = shell.json(&["user", "list"]);
        let names: Vec<&str> = listed.as_array().unwrap().iter().map(|one| one["email"].as_str().unwrap()).collect();
        assert_eq!(names, ["Ada@example.org", "bob@example.org"]);

        let shown = shell.json(&["user", "show", "ada@EXAMPLE.org"]);
        let expected = [("name", "Ada"), ("username", "Ada.L"), ("role", "admin"), ("state", "active"), ("language", "ja")];
        for (field, value) in expected {
            assert_eq!(shown[field], value, "{shown}");
        }
        assert_eq!(shown["has_password"], true);
        assert_eq!(shell.json(&["user", "show", "ada.l"]), shown);
        assert_eq!(shell.json(&["user", "show", "bob@example.org"])["name"], "bob");

        let locked = json!({ "email": "bob@example.org", "changed": true });
        assert_eq!(shell.json(&["user", "lock", "bob@example.org"]), locked);
        assert_eq!(shell.json(&["user", "lock", "bob@example.org"])["changed"], false);
        assert_eq!(shell.json(&["user", "show", "bob@example.org"])["state"], "locked");
        assert_eq!(shell.done(&["user", "unlock", "bob@example.org"]), "bob@example.org is unlocked\n");
        shell.done(&["user", "reset-mfa", "bob@example.org"]);

        let by_us = |event: &str| (event.to_owned(), "command_line".to_owned());
        let told: Vec<_> = events(shell).into_iter().filter(|(event, _)| !event.starts_with("mail_")).collect();
        let expected = ["account_created", "account_created", "account_locked", "account_unlocked", "mfa_reset"];
        assert_eq!(told, expected.map(by_us));
    }

    fn what_can_not_be_done_is_refused_in_one_line_and_nothing_is_done(shell) {
        shell.add("ada@example.org", &["--role", "admin"]);
        let add = |email: &str, password: &str| {
            shell.run_with(&["user", "add", "--email", email, "--password-stdin"], &[], password)
        };
        assert!(add("ADA@example.org", PASSWORD).refused().contains("already"));
        assert!(add("bob@example.org", "").refused().starts_with("password: "));
        assert!(add("bob@example.org", "short").refused().starts_with("password: "));
        assert!(add("bob@example.org", &"x".repeat(5_000)).refused().contains("too long"));
        assert!(shell.refused(&["user", "show", "bob@example.org"]).contains("no account \"bob@example.org\""));
        assert!(shell.refused(&["user", "lock", "nobody"]).contains("no account"));
        assert!(shell.refused(&["user", "lock", "ada@example.org"]).contains("last administrator"));
        assert_eq!(shell.json(&["user", "show", "ada@example.org"])["state"], "active");
        assert_eq!(shell.json(&["user", "list"]).as_array().unwrap().len(), 1);
        assert_eq!(events(shell), [("account_created".to_owned(), "command_line".to_owned())]);
    }

    fn somebodys_second_factor_is_chosen_and_the_list_says_who_has_moved_over(shell) {
        shell.add("ada@example.org", &[]);
        shell.add("bob@example.org", &["--username", "bob"]);
        let moved = || -> Vec<bool> {
            let listed = shell.json(&["user", "list"]);
            listed.as_array().unwrap().iter().map(|one| one["moved"].as_bool().unwrap()).collect()
        };
        assert_eq!(moved(), [false, false]);
        let changed = shell.json(&["user", "set-method", "bob", "email"]);
        assert_eq!(changed, json!({ "email": "bob@example.org", "changed": true }));
        assert_eq!(moved(), [false, true]);
        let shown = shell.json(&["user", "show", "bob"]);
        assert_eq!((&shown["email_otp"], &shown["totp"], &shown["mfa"]), (&json!(true), &json!(false), &json!("on")));

        assert!(shell.done(&["user", "set-method", "bob", "totp"]).contains("sets up an authenticator app"));
        let shown = shell.json(&["user", "show", "bob"]);
        assert_eq!((&shown["email_otp"], &shown["moved"]), (&json!(false), &json!(true)));
        let decided = |one_step: &[&str]| {
            let ask = [&["decide", "--user", "bob", "--address", "192.0.2.1"], one_step].concat();
            shell.run_with(&ask, &[("SEKISHO_POLICY__SIGN_IN__ONE_STEP_UNTIL", "2999-12-31")], "").out
        };
        assert!(decided(&[]).contains("has to set up a second factor before coming in: authenticator app.\n"), "{}", decided(&[]));
        assert!(decided(&["--one-step"]).contains("=> Refused"), "{}", decided(&["--one-step"]));

        let only_app = [("SEKISHO_POLICY__MFA__METHODS", "totp")];
        let not_offered = shell.run_with(&["user", "set-method", "bob", "email"], &only_app, "").refused();
        assert!(not_offered.starts_with("method: "), "{not_offered}");
        let set: Vec<_> = events(shell).into_iter().filter(|(event, _)| event == "method_set").collect();
        assert_eq!(set, vec![("method_set".to_owned(), "command_line".to_owned()); 2]);
    }

    fn t19_the_shell_holds_a_password_to_the_same_rules_unless_it_comes_from_an_older_portal(shell) {
        let cases: Vec<Value> =
            serde_json::from_str(include_str!("../../../engine/tests/vectors/passwords.json")).unwrap();
        let compat = [("SEKISHO_POLICY__PASSWORD__RULES", "compat")];
        let add = |number: usize, password: &str, more: &[&str]| {
            let email = format!("person{number}@example.org");
            let arguments = [&["user", "add", "--email", &email, "--password-stdin"], more].concat();
            shell.run_with(&arguments, &compat, &format!("{password}\n"))
        };
        let (mut good, mut bad) = (0, 0);
        for (number, case) in cases.iter().filter(|case| case["rules"] == "compat").enumerate() {
            let typed = case.get("typed").unwrap_or(&case["password"]).as_str().unwrap();
            let ran = add(number, typed, &[]);
            if case["broken"] == json!([]) {
                assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{case}");
                good += 1;
            } else {
                assert!(ran.refused().starts_with("password: "), "{case}");
                bad += 1;
            }
        }
        assert!(good > 3 && bad > 3);
        assert_eq!(add(1_000, "old", &["--any-password"]).status, 0);
        assert!(add(1_001, "", &["--any-password"]).refused().starts_with("password: "));
    }

    fn the_history_is_exported_from_a_time_on_in_both_forms(shell) {
        shell.add("ada@example.org", &["--role", "admin"]);
        shell.done(&["allowlist", "add", "192.0.2.0/24", "--portal"]);
        let csv = shell.done(&["history", "export", "--format", "csv"]);
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 3, "{csv}");
        assert!(lines[0].starts_with("time,event,outcome,"), "{csv}");
        assert!(lines[1].contains(",account_created,success,") && lines[2].contains(",rule_added,success,"), "{csv}");

        assert_eq!(shell.done(&["history", "export", "--format", "json", "--since", "2999-01-01"]), "[]\n");
        let none = shell.done(&["history", "export", "--format", "csv", "--since", "2999-01-01"]);
        assert_eq!(none.lines().count(), 1);
        let all = shell.done(&["history", "export", "--format", "json", "--since", "2000-01-01T00:00:00Z"]);
        assert_eq!(serde_json::from_str::<Vec<Value>>(&all).unwrap().len(), 2);
    }
}

#[test]
fn wrong_usage_is_status_2_and_prints_nothing() {
    let shell = Shell::sqlite();
    let check = |arguments: &[&str]| {
        let ran = shell.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments:?} {}", ran.err);
        assert!(!ran.err.is_empty(), "{arguments:?}");
    };
    check(&[]);
    check(&["nonsense"]);
    check(&["serve", "--nonsense"]);
    check(&["user"]);
    check(&["user", "add", "--email", "a@example.org"]);
    check(&["user", "add", "--email", "no address", "--password-stdin"]);
    check(&["user", "add", "--email", "a@example.org", "--role", "king", "--password-stdin"]);
    check(&["user", "add", "--email", "a@example.org", "--language", "fr", "--password-stdin"]);
    check(&["user", "add", "--email", "a@example.org", "--username", "a@b", "--password-stdin"]);
    check(&["user", "show"]);
    check(&["user", "set-method", "a@example.org"]);
    check(&["user", "set-method", "a@example.org", "recovery"]);
    check(&["allowlist", "list"]);
    check(&["allowlist", "list", "--portal", "--user", "a@example.org"]);
    check(&["allowlist", "add", "--portal"]);
    check(&["allowlist", "add", "192.0.2.010", "--portal"]);
    check(&["allowlist", "add", "192.0.2.0/33", "--portal"]);
    check(&["decide", "--user", "a@example.org"]);
    check(&["decide", "--user", "a@example.org", "--address", "192.0.2.256"]);
    check(&["decide", "--user", "a@example.org", "--address", "192.0.2.1", "--at", "yesterday"]);
    check(&["history", "export"]);
    check(&["history", "export", "--format", "xml"]);
    check(&["backup"]);
    check(&["config"]);
    assert!(!shell.path("data").exists(), "nothing is made");
}

#[test]
fn what_only_looks_makes_no_database() {
    let shell = Shell::sqlite();
    for arguments in [
        &["user", "list"][..],
        &["user", "lock", "a@example.org"],
        &["allowlist", "clear", "--portal"],
        &["decide", "--user", "a@example.org", "--address", "192.0.2.1"],
        &["history", "export", "--format", "json"],
        &["backup", "copy.db"],
        &["secret", "reseal"],
    ] {
        let why = shell.refused(arguments);
        assert!(why.contains("no database at data/sekisho.db"), "{arguments:?}: {why}");
    }
    assert!(!shell.path("data").exists() && !shell.path("copy.db").exists());
}
