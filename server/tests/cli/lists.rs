//! `sekisho allowlist` and `sekisho decide`: break-glass, and what it changes.

use crate::on_both;
use crate::shell::Shell;
use serde_json::{Value, json};

fn rules(shell: &Shell, whose: &[&str]) -> Vec<String> {
    let listed = shell.json(&[&["allowlist", "list"], whose].concat());
    listed["rules"].as_array().unwrap().iter().map(|rule| rule["rule"].as_str().unwrap().to_owned()).collect()
}

/// What a step found in the decision about ada from `address`.
fn decided(shell: &Shell, address: &str) -> (Value, Vec<Value>) {
    let mut decision = shell.json(&["decide", "--user", "ada@example.org", "--address", address]);
    let Value::Array(reasons) = decision["reasons"].take() else { panic!("{decision}") };
    (decision["outcome"].take(), reasons)
}

on_both! {
    fn a_list_is_changed_at_the_shell_in_any_spelling_and_only_once(shell) {
        const ADA: [&str; 2] = ["--user", "ada@example.org"];
        shell.add("ada@example.org", &[]);
        let added = shell.json(&["allowlist", "add", "192.0.2.7/24", "--user", "ada@example.org", "--note", "office"]);
        assert_eq!(added, json!({ "rule": "192.0.2.0/24", "corrected": true, "rules": 1 }));
        shell.done(&["allowlist", "add", "2001:DB8::/32", "--user", "ada@example.org"]);
        assert_eq!(rules(shell, &ADA), ["192.0.2.0/24", "2001:db8::/32"]);
        assert_eq!(shell.json(&["allowlist", "list", "--user", "ada@example.org"])["rules"][0]["note"], "office");
        assert!(rules(shell, &["--portal"]).is_empty());

        let twice = shell.refused(&["allowlist", "add", "192.0.2.0/255.255.255.0", "--user", "ada@example.org"]);
        assert!(twice.contains("already"), "{twice}");
        let missing = shell.refused(&["allowlist", "remove", "10.0.0.0/8", "--user", "ada@example.org"]);
        assert_eq!(missing, "the list has no rule 10.0.0.0/8");
        shell.done(&["allowlist", "remove", "192.0.2.0/255.255.255.0", "--user", "ada@example.org"]);
        assert_eq!(rules(shell, &ADA), ["2001:db8::/32"]);

        let cleared = shell.json(&["allowlist", "clear", "--user", "ada@example.org"]);
        assert_eq!(cleared, json!({ "removed": 1 }));
        assert_eq!(shell.json(&["allowlist", "clear", "--user", "ada@example.org"]), json!({ "removed": 0 }));
        assert!(rules(shell, &ADA).is_empty());
    }

    fn a_decision_follows_the_lists_and_says_why(shell) {
        shell.add("ada@example.org", &[]);
        let (outcome, reasons) = decided(shell, "192.0.2.1");
        assert_eq!(outcome["allowed"]["how"], "single_factor");
        assert_eq!(reasons[0], json!({ "step": "portal_rules", "found": "unrestricted" }));

        shell.done(&["allowlist", "add", "192.0.2.0/24", "--user", "ada@example.org"]);
        let (outcome, reasons) = decided(shell, "::ffff:192.0.2.1");
        assert_eq!(outcome["allowed"]["how"], "single_factor");
        assert_eq!(reasons[1]["found"]["covered_by"]["rule"], "192.0.2.0/24");
        let (outcome, reasons) = decided(shell, "198.51.100.1");
        assert_eq!(outcome, json!({ "refused": "not_in_account_rules" }));
        assert_eq!(reasons.len(), 2, "up to the step that decided: {reasons:?}");

        shell.done(&["allowlist", "add", "10.0.0.0/8", "--portal"]);
        assert_eq!(decided(shell, "192.0.2.1").0, json!({ "refused": "not_in_portal_rules" }));
        shell.done(&["allowlist", "clear", "--portal"]);
        assert_eq!(decided(shell, "192.0.2.1").0["allowed"]["how"], "single_factor");

        shell.done(&["user", "lock", "ada@example.org"]);
        assert_eq!(decided(shell, "192.0.2.1").0, json!({ "refused": "account_locked" }));
        let told = shell.done(&["decide", "--user", "ada@example.org", "--address", "192.0.2.1", "--at", "2026-01-31"]);
        assert!(told.starts_with("ada@example.org from 192.0.2.1 at 2026-01-31T00:00:00Z"), "{told}");
        assert!(told.ends_with("=> Refused: the account of ada@example.org is locked.\n"), "{told}");
    }

    /// Whoever is kept out by the portal's list is let in at the next request after it was cleared.
    fn break_glass_works_while_the_server_runs(shell) {
        shell.add("ada@example.org", &["--role", "admin"]);
        let server = shell.serve(&[]);
        shell.done(&["allowlist", "add", "192.0.2.0/24", "--portal"]);
        assert_eq!(rules(shell, &["--portal"]), ["192.0.2.0/24"]);
        shell.done(&["allowlist", "clear", "--portal"]);
        assert_eq!(server.get("/readyz", "").0, 200);
        assert_eq!(server.stop().status, Some(0));
        assert!(rules(shell, &["--portal"]).is_empty());
    }
}
