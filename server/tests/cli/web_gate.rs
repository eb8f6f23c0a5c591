//! What the web gate would say to somebody, asked at the shell.

use crate::on_both;

const SETTINGS: [(&str, &str); 4] = [
    (
        "SEKISHO_GATE__WEB__RULES",
        "wiki.example.org/public bypass,wiki.example.org two-factors,admin.example.org one-factor role:admin,\
         wiki.example.org/a one-factor",
    ),
    ("SEKISHO_SERVER__ORIGIN", "https://portal.example.org"),
    ("SEKISHO_MAIL__HOST", "mail.example.org"),
    ("SEKISHO_MAIL__TRANSPORT", "smtp"),
];

on_both! {
    fn decide_says_what_the_web_gate_would_say_and_by_which_rule(shell) {
        shell.add("ada@example.org", &["--username", "ada"]);
        let decide = |url: &str, more: &[&str]| {
            let ask = ["decide", "--user", "ada", "--address", "192.0.2.1", "--url", url];
            shell.run_with(&[&ask[..], more].concat(), &SETTINGS, "")
        };
        let check = |url: &str, expected: &[&str]| {
            let ran = decide(url, &[]);
            for line in expected {
                assert!(ran.out.contains(line), "{url}: no {line:?} in {} {}", ran.out, ran.err);
            }
        };
        let anybody = "=> passes: the page is for anybody";
        check("https://wiki.example.org/public/a", &["rule 1: wiki.example.org/public bypass", anybody]);
        let missing = "second factor: none that counts";
        check("https://wiki.example.org/x", &["rule 2: ", missing, "=> has to show a second factor first"]);
        check("https://admin.example.org/", &["rule 3: ", "=> refused: the rule is not for this person"]);
        check("https://other.example.org/", &["rules: none names the page", "=> refused: no rule names the page"]);
        for odd in ["http://wiki.example.org/", "https://wiki.example.org/../x", "wiki"] {
            let refused = decide(odd, &[]).refused();
            assert!(refused.starts_with("--url: the gate can't read that address"), "{refused}");
        }
        let json = decide("https://wiki.example.org/x", &["--json"]).out;
        let said: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((said["gate"]["rule"].as_u64(), said["gate"]["outcome"].as_str()), (Some(2), Some("step_up")));
        // from where the sign-in is refused, nobody passes
        shell.done(&["allowlist", "add", "198.51.100.1", "--user", "ada"]);
        check("https://wiki.example.org/x", &["=> Refused", "=> does not pass: nobody is signed in"]);

        let doctor = shell.run_with(&["doctor"], &SETTINGS, "").out;
        let never = "rule 4 (wiki.example.org/a one-factor) is never reached, because of rule 2";
        for told in ["server.trusted_proxies is empty: no web server is answered", never] {
            assert!(doctor.contains(told), "{doctor}");
        }
    }

    fn a_rule_that_cannot_be_read_stops_the_start_with_its_place(shell) {
        let check = |rules: &str, expected: &str| {
            let settings = [("SEKISHO_GATE__WEB__RULES", rules)];
            let refused = shell.run_with(&["config", "check"], &settings, "").refused();
            assert!(refused.contains("gate.web.rules") && refused.contains(expected), "{refused}");
        };
        check("a.test two-factors,b.test two-factor", "rule 2, character 8: \"two-factor\" can't be needed");
        check("a.test grant", "\"a.test grant\" needs a grant, and policy.grant.binding is session");
    }
}
