//! `sekisho network`: break-glass for networks, beside a running server or not.

use crate::on_both;
use crate::shell::Shell;
use serde_json::{Value, json};

fn names(shell: &Shell) -> Vec<String> {
    let listed = shell.json(&["network", "list"]);
    listed.as_array().unwrap().iter().map(|network| network["name"].as_str().unwrap().to_owned()).collect()
}

/// What becomes of ada from `address`.
fn outcome(shell: &Shell, address: &str) -> Value {
    shell.json(&["decide", "--user", "ada@example.org", "--address", address])["outcome"].take()
}

on_both! {
    fn networks_are_set_moved_and_removed_in_their_order(shell) {
        shell.add("ada@example.org", &[]);
        assert!(shell.done(&["network", "list"]).contains("no networks"));
        let set = shell.json(&["network", "set", "Campus", "--action", "mfa-skip", "--rule", "192.0.2.7/24", "--rule", "2001:db8::/32"]);
        assert_eq!(set, json!({ "name": "Campus", "place": 1 }));
        shell.done(&["network", "set", "Lab", "--action", "mfa-require", "--rule", "192.0.2.128/25", "--rule", "192.0.2.128/25"]);
        let listed = shell.json(&["network", "list"]);
        let campus = json!({ "place": 1, "name": "Campus", "action": "mfa-skip", "rules": ["192.0.2.0/24", "2001:db8::/32"], "reached": true });
        assert_eq!(listed[0], campus);
        assert_eq!(listed[1]["reached"], false);
        assert_eq!(listed[1]["rules"], json!(["192.0.2.128/25"]));
        // by name in any case, in its place
        shell.done(&["network", "set", "CAMPUS", "--action", "deny", "--rule", "10.0.0.0/8"]);
        assert_eq!(names(shell), ["CAMPUS", "Lab"]);
        let first = shell.json(&["network", "set", "First", "--action", "deny", "--rule", "::1", "--at", "1"]);
        assert_eq!(first["place"], 1);
        assert_eq!(names(shell), ["First", "CAMPUS", "Lab"]);
        assert_eq!(shell.json(&["network", "move", "first", "99"])["place"], 3);
        assert_eq!(names(shell), ["CAMPUS", "Lab", "First"]);
        assert_eq!(shell.json(&["network", "remove", "lab"]), json!({ "name": "lab", "place": null }));
        assert_eq!(names(shell), ["CAMPUS", "First"]);
        assert_eq!(shell.refused(&["network", "remove", "Lab"]), "no network is called Lab");
        assert_eq!(shell.refused(&["network", "move", "Lab", "1"]), "no network is called Lab");
        assert_eq!(names(shell), ["CAMPUS", "First"]);
    }

    /// Whoever shut everybody out takes it back at the shell, and the server knows at its next request.
    fn a_network_that_shuts_everybody_out_is_taken_back_while_the_server_runs(shell) {
        shell.add("ada@example.org", &["--role", "admin"]);
        let server = shell.serve(&[]);
        assert_ne!(outcome(shell, "192.0.2.7"), json!({ "refused": "denied_network" }));
        shell.done(&["network", "set", "All", "--action", "deny", "--rule", "all"]);
        assert_eq!(outcome(shell, "192.0.2.7"), json!({ "refused": "denied_network" }));
        shell.done(&["network", "remove", "All"]);
        assert_ne!(outcome(shell, "192.0.2.7"), json!({ "refused": "denied_network" }));
        assert_eq!(server.get("/readyz", "").0, 200);
        assert_eq!(server.stop().status, Some(0));
    }
}
