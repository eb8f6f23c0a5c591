//! Lists on trial, with the real program: killed during a trial, and its clock set forward. And ending one at the
//! shell.

use crate::on_both;
use crate::shell::{PASSWORD, PATIENCE, Server, Shell};
use sekisho_app::allowlist::fingerprint;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::PathBuf;

const ADA: &str = "ada@example.org";
const HOME: &str = "192.0.2.7";
const AWAY: &str = "198.51.100.7";
const SAVED: &str = "192.0.2.0/24";
const TRIED: &str = "198.51.100.0/24";

/// The machine's clock, set forward by as much as the test says. libfaketime reads it at every look at the clock.
struct Clock {
    file: PathBuf,
    library: String,
}

impl Clock {
    fn of(shell: &Shell) -> Self {
        let folders =
            std::fs::read_dir("/usr/lib").unwrap().map(|entry| entry.unwrap().path().join("faketime"));
        let library = folders.map(|folder| folder.join("libfaketimeMT.so.1")).find(|file| file.exists());
        let library = library.expect("libfaketime: scripts/setup-test.sh installs it");
        let clock = Self { file: shell.path("clock"), library: library.display().to_string() };
        clock.set(0);
        clock
    }

    /// Sets it forward, from the true time.
    fn set(&self, seconds: i64) {
        // in one go: a reader must never see half of it
        let new = self.file.with_extension("new");
        std::fs::write(&new, format!("{seconds:+}\n")).unwrap();
        std::fs::rename(&new, &self.file).unwrap();
    }

    fn serve(&self, shell: &Shell) -> Server {
        shell.serve(&self.variables())
    }

    /// Runs a command that prints one JSON value, at this clock's time.
    fn json(&self, shell: &Shell, arguments: &[&str]) -> Value {
        let ran = shell.run_with(arguments, &self.variables(), "");
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{arguments:?}");
        serde_json::from_str(&ran.out).unwrap()
    }

    fn variables(&self) -> Vec<(&str, &str)> {
        vec![
            ("LD_PRELOAD", &self.library),
            ("FAKETIME_TIMESTAMP_FILE", self.file.to_str().unwrap()),
            ("FAKETIME_NO_CACHE", "1"),
            ("DONT_FAKE_MONOTONIC", "1"),
            ("SEKISHO_SERVER__TRUSTED_PROXIES", "127.0.0.1"),
        ]
    }

    /// What would become of a sign-in, whoever runs or doesn't.
    fn decides(&self, shell: &Shell, address: &str) -> bool {
        let decision = self.json(shell, &["decide", "--user", ADA, "--address", address, "--json"]);
        decision["outcome"].get("allowed").is_some()
    }
}

/// A browser at an address.
struct Browser {
    address: &'static str,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    fn at(address: &'static str) -> Self {
        Self { address, cookies: BTreeMap::new() }
    }

    /// Sends a request line with what follows it; answers the whole answer.
    fn send(&mut self, server: &Server, line: &str, rest: &str) -> String {
        let host = server.origin.trim_start_matches("http://");
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut stream = server.connect();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(
            stream,
            "{line} HTTP/1.1\r\nHost: {host}\r\nOrigin: {}\r\nAccept: text/html\r\nX-Forwarded-For: {}\r\n\
             Cookie: {}\r\nConnection: close\r\n{rest}",
            server.origin,
            self.address,
            cookies.join("; "),
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let head = answer.split("\r\n\r\n").next().unwrap();
        for line in head.lines().filter(|line| line.to_ascii_lowercase().starts_with("set-cookie:")) {
            let pair = line["set-cookie:".len()..].trim().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }

    /// Posts a form; answers the status.
    fn post(&mut self, server: &Server, path: &str, fields: &[(&str, &str)]) -> u16 {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let kind = "Content-Type: application/x-www-form-urlencoded";
        let rest = format!("{kind}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        let answer = self.send(server, &format!("POST {path}"), &rest);
        answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap()
    }

    fn begin(&mut self, server: &Server) -> bool {
        match self.post(server, "/api/sign-in/begin", &[("identifier", ADA), ("password", PASSWORD)]) {
            303 => true,
            403 => false,
            other => panic!("{other}"),
        }
    }

    /// Puts a whole list on trial.
    fn attempt(&mut self, server: &Server) {
        let page = self.send(server, "GET /security/allowlist/edit", "\r\n");
        let (_, field) = page.split_once("name=\"version\" value=\"").expect("the list's version");
        let version = field.split('"').next().unwrap();
        let seen = fingerprint(version.parse().unwrap(), TRIED);
        let fields = [("text", TRIED), ("version", version), ("seen", &*seen)];
        assert_eq!(self.post(server, "/api/allowlist/try", &fields), 303);
    }
}

/// Whether sign-ins begin, at home and away.
fn sign_ins(server: &Server) -> (bool, bool) {
    (Browser::at(HOME).begin(server), Browser::at(AWAY).begin(server))
}

/// The steps of trials in History, in their order.
fn steps(clock: &Clock, shell: &Shell) -> Vec<String> {
    let all = clock.json(shell, &["history", "export", "--format", "json"]);
    let told = all.as_array().unwrap().iter().filter_map(|entry| entry["event"].as_str());
    told.filter(|event| event.starts_with("trial_")).map(ToOwned::to_owned).collect()
}

on_both! {
    fn a_trial_outlives_kill_9_and_is_over_when_its_time_is_whoever_runs_then(shell) {
        let clock = Clock::of(shell);
        shell.add(ADA, &[]);
        let server = clock.serve(shell);
        let mut ada = Browser::at(HOME);
        assert!(ada.begin(&server));
        assert_eq!(ada.post(&server, "/api/allowlist/add", &[("rule", SAVED)]), 303);
        ada.attempt(&server);
        assert_eq!(sign_ins(&server), (false, true));
        server.signal("KILL");
        assert_eq!(server.ended().status, None, "it was killed");

        clock.set(400);
        let server = clock.serve(shell);
        assert_eq!(sign_ins(&server), (false, true), "still in force, with the time that is left");
        server.signal("KILL");
        server.ended();
        let listed = clock.json(shell, &["allowlist", "list", "--user", ADA, "--json"]);
        assert_eq!(listed["trial"]["rules"][0]["rule"], TRIED);

        clock.set(601);
        // nobody runs, and nobody has ended anything
        assert_eq!((clock.decides(shell, HOME), clock.decides(shell, AWAY)), (true, false));
        let listed = clock.json(shell, &["allowlist", "list", "--user", ADA, "--json"]);
        assert_eq!((&listed["trial"], &listed["rules"][0]["rule"]), (&Value::Null, &json!(SAVED)));
        assert_eq!(steps(&clock, shell), ["trial_began"]);

        let server = clock.serve(shell);
        assert_eq!(sign_ins(&server), (true, false));
        // the first edit would write it down, had the server not by then
        assert!(ada.begin(&server));
        assert_eq!(ada.post(&server, "/api/allowlist/add", &[("rule", "203.0.113.7")]), 303);
        assert_eq!(steps(&clock, shell), ["trial_began", "trial_lapsed"]);
        assert_eq!(server.stop().status, Some(0));
        assert_eq!(steps(&clock, shell), ["trial_began", "trial_lapsed"]);
    }

    fn a_trial_is_over_in_a_server_that_runs_when_its_clock_steps(shell) {
        let clock = Clock::of(shell);
        shell.add(ADA, &[]);
        let server = clock.serve(shell);
        let mut ada = Browser::at(HOME);
        assert!(ada.begin(&server));
        assert_eq!(ada.post(&server, "/api/allowlist/add", &[("rule", SAVED)]), 303);
        ada.attempt(&server);
        assert_eq!(sign_ins(&server), (false, true));
        clock.set(601);
        assert_eq!(sign_ins(&server), (true, false));
        assert_eq!(Browser::at(AWAY).post(&server, "/api/allowlist/confirm", &[]), 303, "to the sign-in page");
        assert_eq!(ada.post(&server, "/api/allowlist/undo", &[]), 409);
        assert_eq!(steps(&clock, shell), ["trial_began", "trial_lapsed"]);
        server.stop();
    }

    fn the_shell_shows_a_trial_and_ends_it(shell) {
        let clock = Clock::of(shell);
        shell.add(ADA, &[]);
        assert_eq!(shell.refused(&["allowlist", "undo-trial", "--user", ADA]), "the list is not on trial");
        let server = clock.serve(shell);
        let mut ada = Browser::at(HOME);
        assert!(ada.begin(&server));
        assert_eq!(ada.post(&server, "/api/allowlist/add", &[("rule", SAVED)]), 303);
        ada.attempt(&server);
        let told = shell.done(&["allowlist", "list", "--user", ADA]);
        let (saved, tried) = told.split_once("on trial in place of that until ").unwrap();
        assert!(saved.contains(SAVED) && tried.contains(TRIED), "{told}");
        let undone = shell.json(&["allowlist", "undo-trial", "--user", ADA]);
        assert_eq!(undone, json!({ "rules": 1 }));
        assert_eq!(sign_ins(&server), (true, false), "while the server runs");
        assert_eq!(shell.json(&["allowlist", "list", "--user", ADA])["trial"], Value::Null);
        assert!(shell.refused(&["allowlist", "undo-trial", "--portal"]).contains("not on trial"));
        // another change at the shell ends a trial, too
        ada.attempt(&server);
        shell.done(&["allowlist", "add", "203.0.113.7", "--user", ADA]);
        assert_eq!(sign_ins(&server), (true, false));
        assert_eq!(steps(&clock, shell), ["trial_began", "trial_undone", "trial_began", "trial_undone"]);
        server.stop();
    }
}
