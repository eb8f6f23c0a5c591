//! `sekisho decide`: ways, entries of the history, and drafts to compare with.

use crate::on_both;
use crate::shell::{PASSWORD, Server, Shell};
use serde_json::{Value, json};
use std::io::{Read, Write};

const ADA: [&str; 5] = ["decide", "--user", "ada@example.org", "--address", "192.0.2.1"];

/// The status of the answer to a sign-in from this machine.
fn sign_in(server: &Server, email: &str, password: &str) -> String {
    let body = format!("identifier={}&password={}", email.replace('@', "%40"), password.replace(' ', "+"));
    let (host, mut stream) = (server.origin.trim_start_matches("http://"), server.connect());
    write!(
        stream,
        "POST /api/sign-in/begin HTTP/1.1\r\nHost: {host}\r\nOrigin: {}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        server.origin,
        body.len(),
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split(' ').nth(1).unwrap_or_default().to_owned()
}

/// The number of the latest entry of a kind.
fn entry(shell: &Shell, event: &str) -> String {
    let all: Value = serde_json::from_str(&shell.done(&["history", "export", "--format", "json"])).unwrap();
    let found = all.as_array().unwrap().iter().rev().find(|entry| entry["event"] == event);
    found.unwrap_or_else(|| panic!("no {event} in {all}"))["id"].to_string()
}

fn told(shell: &Shell, more: &[&str]) -> String {
    shell.done(&[&ADA[..], more].concat())
}

fn asked(shell: &Shell, more: &[&str]) -> Value {
    shell.json(&[&ADA[..], more].concat())
}

on_both! {
    fn a_way_and_what_is_shown_are_asked_about_in_words(shell) {
        shell.add("ada@example.org", &[]);
        let text = told(shell, &["--at", "2026-01-31T09:00"]);
        assert!(text.starts_with("ada@example.org from 192.0.2.1 at 2026-01-31T09:00:00Z, usual: password\n"), "{text}");
        assert!(text.contains("  Portal rules: There are no portal rules: nobody is restricted by them.\n"), "{text}");
        assert!(text.contains("=> ada@example.org comes in: the password is enough."), "{text}");
        assert!(told(shell, &["--way", "one-step"]).ends_with("=> Refused: the one-step way is not open to ada@example.org.\n"));
        assert_eq!(asked(shell, &["--one-step"])["outcome"], json!({ "refused": "not_by_one_step" }));
        assert_eq!(asked(shell, &["--way", "step-up", "--shown", "password-totp"])["outcome"]["allowed"]["how"], json!({ "second_factor": "totp" }));
        assert_eq!(asked(shell, &["--shown", "wrong-password"])["outcome"], json!({ "refused": "wrong_password" }));
        for wrong in [&["--way", "window"][..], &["--shown", "passport"], &["--way", "mail", "--one-step"], &["--entry", "1"]] {
            assert_eq!(shell.run(&[&ADA[..], wrong].concat()).status, 2, "{wrong:?}");
        }
    }

    fn an_entry_stands_for_person_address_and_time(shell) {
        shell.add("ada@example.org", &[]);
        let server = shell.serve(&[]);
        assert_eq!(sign_in(&server, "ada@example.org", PASSWORD), "200");
        shell.done(&["allowlist", "add", "192.0.2.0/24", "--user", "ada@example.org"]);
        assert_eq!(sign_in(&server, "ada@example.org", PASSWORD), "403");
        assert_eq!(server.stop().status, Some(0));

        let refused = shell.json(&["decide", "--entry", &entry(shell, "sign_in_refused")]);
        assert_eq!((&refused["user"], &refused["address"]), (&json!("ada@example.org"), &json!("127.0.0.1")));
        assert_eq!(refused["outcome"], json!({ "refused": "not_in_account_rules" }));
        assert_eq!((&refused["recorded"]["event"], &refused["recorded"]["agrees"]), (&json!("sign_in_refused"), &json!(true)));
        let succeeded = entry(shell, "sign_in_succeeded");
        assert_eq!(shell.json(&["decide", "--entry", &succeeded])["recorded"]["agrees"], false);
        let text = shell.done(&["decide", "--entry", &succeeded]);
        assert!(text.ends_with("recorded as Signed in: With the password alone; something else would be decided today\n"), "{text}");

        for other in [&*entry(shell, "account_created"), "999999"] {
            let why = shell.refused(&["decide", "--entry", other]);
            assert_eq!(why, format!("the history has no entry {other} that is about a sign-in"));
        }
    }

    fn a_draft_is_compared_with_what_is_in_force(shell) {
        shell.add("ada@example.org", &[]);
        shell.add("bob@example.org", &[]);
        let server = shell.serve(&[]);
        for email in ["ada@example.org", "bob@example.org"] {
            assert_eq!(sign_in(&server, email, PASSWORD), "200");
        }
        assert_eq!(server.stop().status, Some(0));
        shell.write("policy.toml", "[policy]\nmfa.mode = \"required\"\n");
        shell.write("rules.txt", "# offices\n192.0.2.0/24 # Tokyo\n");
        let draft = asked(shell, &["--policy", "policy.toml", "--portal-rules", "rules.txt"]);
        assert_eq!(draft["outcome"]["allowed"]["how"], "single_factor");
        assert_eq!(draft["draft"]["outcome"]["enrolment_due"]["methods"], json!(["totp", "email"]));
        let replay = &draft["draft"]["replay"];
        assert_eq!((&replay["people"], &replay["refused"], &replay["refused_already"]), (&json!(2), &json!(2), &json!(0)));
        assert_eq!(replay["groups"][0]["is"], json!({ "refused": "not_in_portal_rules" }));
        let text = told(shell, &["--policy", "policy.toml", "--portal-rules", "rules.txt"]);
        assert!(text.contains("with the draft:\n! Portal rules: Rule 1, 192.0.2.0/24, covers 192.0.2.1.\n"), "{text}");
        assert!(text.contains("2 of 2 people who signed in during the last 30 days would be refused.\n"), "{text}");
        assert!(text.contains("    bob@example.org from 127.0.0.1\n"), "{text}");
        assert!(shell.json(&["allowlist", "list", "--portal"])["rules"].as_array().unwrap().is_empty());

        let check = |name: &str, content: &str, flag: &str, expected: &str| {
            shell.write(name, content);
            let why = shell.refused(&[&ADA[..], &[flag, name]].concat());
            assert!(why.starts_with(expected), "{why}");
        };
        check("bad.toml", "[policy]\nmfa.mod = \"never\"\n", "--policy", "bad.toml:2: there is no key \"policy.mfa.mod\"; did you mean policy.mfa.mode?");
        check("bad.toml", "[policy]\nmfa.mode = \"always\"\n", "--policy", "bad.toml:2: policy.mfa.mode: \"always\" can't be used");
        check("bad.toml", "[server]\nlisten = \"[::]:80\"\n", "--policy", "bad.toml:2: server.listen is no key of the policy");
        check("bad.txt", "192.0.2.0/24\nnowhere\n", "--portal-rules", "--portal-rules: Line 2: ");
        let missing = shell.refused(&[&ADA[..], &["--policy", "nowhere.toml"]].concat());
        assert!(missing.starts_with("--policy: nowhere.toml can't be read: "), "{missing}");
    }
}
