//! `sekisho serve`: the first start, health, metrics, logs, the end.

use crate::on_both;
use crate::ports::free_port;
use crate::shell::{PASSWORD, PATIENCE, Shell, get};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Instant;

on_both! {
    fn the_first_start_makes_what_it_needs_and_prints_a_link_until_there_is_an_account(shell) {
        let mut server = shell.serve(&[]);
        assert!(server.line().contains("first administrator"));
        let link = server.line();
        let token = link.strip_prefix(&format!("{}/setup?token=", server.origin)).unwrap();
        assert_eq!(token.len(), 43);
        assert_eq!(shell.mode("data/secret.key"), 0o600);
        if shell.is_sqlite() {
            assert_eq!(shell.mode("data/sekisho.db"), 0o600);
        }
        assert_eq!(server.get("/healthz", ""), (200, "alive\n".to_owned()));
        let ready = r#"{"database":true,"migrations":true,"outbox":true}"#;
        assert_eq!(server.get("/readyz", ""), (200, ready.to_owned()));
        assert_eq!(server.get("/metrics", "").0, 404);
        let ended = server.stop();
        assert_eq!((ended.status, ended.out.as_str()), (Some(0), ""));
        assert!(!ended.log.contains(token), "{}", ended.log);

        let mut again = shell.serve(&[]);
        assert!(again.line().contains("first administrator"));
        assert_ne!(again.line(), link, "an older link stops working");
        again.stop();

        shell.add("ada@example.org", &["--role", "admin"]);
        let server = shell.serve(&[]);
        server.signal("INT");
        let ended = server.ended();
        assert_eq!((ended.status, ended.out.as_str()), (Some(0), ""));
    }
}

#[test]
fn every_line_of_the_log_is_one_json_value_and_holds_no_address() {
    let shell = Shell::sqlite();
    shell.add("ada@example.org", &["--role", "admin"]);
    let server = shell.serve(&[("SEKISHO_TELEMETRY__LOG_LEVEL", "debug")]);
    server.get(
        "/sign-in?next=%1b%5b2J%0a&token=secret-of-a-link",
        "X-Forwarded-For: 203.0.113.9\r\nX-Request-Id: forged\r\n",
    );
    server.get("/no%0dsuch%1bpage", "User-Agent: \u{9b}2J nasty\r\n");
    let log = server.stop().log;
    assert!(log.lines().count() >= 4, "{log}");
    for line in log.lines() {
        let event: serde_json::Value =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(event["timestamp"].is_string() && event["level"].is_string(), "{line}");
    }
    assert!(!log.contains(|c: char| c.is_control() && c != '\n'), "{log:?}");
    for secret in ["secret-of-a-link", "203.0.113.9", "127.0.0.1", "forged", "ada@example.org"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    let answered = log.lines().find(|line| line.contains("\"answered\"")).expect("each request at debug");
    assert!(
        answered.contains("\"request_id\":\"") && answered.contains("\"path\":\"/sign-in\""),
        "{answered}"
    );
}

#[test]
fn metrics_need_their_secret_on_the_main_listener() {
    let shell = Shell::sqlite();
    let server = shell.serve(&[("SEKISHO_TELEMETRY__METRICS_SECRET", "0123456789abcdef")]);
    server.get("/healthz", "");
    assert_eq!(server.get("/metrics", "").0, 401);
    assert_eq!(server.get("/metrics", "Authorization: Bearer 0123456789abcdeF\r\n").0, 401);
    let (status, text) = server.get("/metrics", "Authorization: Bearer 0123456789abcdef\r\n");
    assert_eq!(status, 200);
    for expected in [
        "sekisho_build_info{version=\"",
        "sekisho_http_requests_total{method=\"GET\",status=\"200\"}",
        "sekisho_http_request_seconds_bucket{method=\"GET\",le=\"+Inf\"}",
        "sekisho_hashing_permits_free",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    server.stop();
}

#[test]
fn metrics_on_a_listener_of_their_own_are_not_on_the_main_one() {
    let shell = Shell::sqlite();
    let address = format!("127.0.0.1:{}", free_port());
    let server = shell.serve(&[("SEKISHO_TELEMETRY__METRICS_LISTEN", &address)]);
    assert_eq!(server.get("/metrics", "").0, 404);
    let (status, text) = get(TcpStream::connect(&address).unwrap(), "/metrics", "");
    assert_eq!(status, 200);
    assert!(text.contains("sekisho_build_info"), "{text}");
    assert_eq!(get(TcpStream::connect(&address).unwrap(), "/sign-in", "").0, 404);
    server.stop();
}

#[test]
fn an_address_that_is_taken_is_refused_with_its_key() {
    let shell = Shell::sqlite();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ran = shell.run(&["serve", "--listen", &address]);
    let why = ran.refused();
    assert!(why.starts_with(&format!("server.listen {address}: ")), "{why}");
}

/// The first signal waits for a request that is under way; the second doesn't.
#[test]
fn a_second_signal_ends_it_at_once() {
    let shell = Shell::sqlite();
    let server = shell.serve(&[("SEKISHO_SERVER__SHUTDOWN_SECONDS", "60")]);
    let mut slow = server.connect();
    let (origin, host) = (&server.origin, server.origin.trim_start_matches("http://"));
    let head = format!(
        "POST /api/sign-in/begin HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nContent-Length: 100\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\nhalf"
    );
    slow.write_all(head.as_bytes()).unwrap();
    assert_eq!(server.get("/healthz", "").0, 200);
    server.signal("TERM");
    std::thread::sleep(std::time::Duration::from_millis(500));
    let second = Instant::now();
    server.signal("TERM");
    let ended = server.ended();
    assert_eq!(ended.status, Some(130), "{}", ended.log);
    assert!(second.elapsed().as_secs() < 5);
    assert!(ended.log.contains("asked to stop"), "{}", ended.log);
}

/// What a connection has been sent when the other side closes it, and after how many seconds that was.
fn until_closed(stream: &mut TcpStream) -> (String, f64) {
    let begun = Instant::now();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Ok(_) => {}
        // a connection is reset when something is still on its way to it
        Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "{error}"),
    }
    (String::from_utf8(answer).unwrap(), begun.elapsed().as_secs_f64())
}

/// T46: whoever sends slowly is cut off, and holds up nobody.
#[test]
fn t46_slow_heads_slow_bodies_and_idle_connections_are_cut_off_and_everybody_else_is_served() {
    let shell = Shell::sqlite();
    shell.add("ada@example.org", &[]);
    let one_permit = [("SEKISHO_SERVER__REQUEST_SECONDS", "1"), ("SEKISHO_SERVER__HASHING_PERMITS", "1")];
    let server = shell.serve(&one_permit);
    let (origin, host) = (server.origin.clone(), server.origin.trim_start_matches("http://").to_owned());
    let begun = Instant::now();
    let head = format!(
        "POST /api/sign-in/begin HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nAccept: text/html\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n"
    );
    let form = "identifier=ada%40example.org&password=wrong";
    let slow_body = format!("{head}Content-Length: {}\r\n\r\n{}", form.len(), &form[..form.len() - 1]);
    let sent = |text: &str| {
        let mut stream = server.connect();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    };
    let mut heads: Vec<_> = (0..40).map(|_| sent(&head)).collect();
    let mut bodies: Vec<_> = (0..40).map(|_| sent(&slow_body)).collect();
    let mut nothing = server.connect();
    let mut idle = sent(&format!("GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n"));

    // all of them wait while somebody signs in: none has taken the one permit
    let right = form.replace("wrong", &PASSWORD.replace(' ', "+"));
    let length = right.len();
    let (answer, _) = until_closed(&mut sent(&format!(
        "{head}Connection: close\r\nContent-Length: {length}\r\n\r\n{right}"
    )));
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");

    for stream in &mut heads {
        assert_eq!(until_closed(stream).0, "");
    }
    for stream in &mut bodies {
        let (answer, _) = until_closed(stream);
        assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("took too long to arrive"), "{answer}");
    }
    assert_eq!(until_closed(&mut nothing).0, "");
    let (answer, _) = until_closed(&mut idle);
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("alive\n"), "{answer}");
    let seconds = begun.elapsed().as_secs_f64();
    assert!((1.0..10.0).contains(&seconds), "{seconds}");

    let history = shell.done(&["history", "export", "--format", "csv"]);
    assert!(history.contains("sign_in_succeeded"), "{history}");
    assert!(!history.contains("sign_in_refused"), "a password that came too slowly was looked at: {history}");
    server.stop();
}

/// T46: what is too large is refused before it is read to its end.
#[test]
fn t46_heads_and_bodies_that_are_too_large_are_cut_off() {
    let shell = Shell::sqlite();
    let server = shell.serve(&[]);
    let host = server.origin.trim_start_matches("http://");
    let cut_off = |request: &str| {
        let mut stream = server.connect();
        // the other side may stop reading before all is written
        let _ = stream.write_all(request.as_bytes());
        until_closed(&mut stream).0
    };
    let large = format!("GET /sign-in HTTP/1.1\r\nHost: {host}\r\nX-Large: {}\r\n\r\n", "a".repeat(40_000));
    let many = format!("GET /sign-in HTTP/1.1\r\nHost: {host}\r\n{}\r\n", "A: b\r\n".repeat(200));
    let long = format!("GET /{} HTTP/1.1\r\nHost: {host}\r\n\r\n", "a".repeat(80_000));
    for request in [large, many, long] {
        let answer = cut_off(&request);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    let origin = &server.origin;
    let endless = format!(
        "POST /api/sign-in/begin HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nContent-Length: 9999999999\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\nidentifier={}",
        "a".repeat(70_000)
    );
    let answer = cut_off(&endless);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert_eq!(server.get("/healthz", ""), (200, "alive\n".to_owned()));
    server.stop();
}
