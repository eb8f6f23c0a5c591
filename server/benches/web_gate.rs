//! Allowed requests a second at the web gate, 200 different sessions in turn over kept connections, against a bare
//! axum handler that is asked the same, in the same run and in alternating rounds. The servers run in processes of
//! their own, so that the memory at the end is the gate's alone. Then the same behind nginx, where it is installed: with
//! `auth_request` as the files of `deploy/nginx` have it, and without, before the same bare handler.
//!
//! `cargo bench --package sekisho --bench web_gate`

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, and stops where it fails")]

use axum::Router;
use axum::http::header;
use axum::routing::any;
use sekisho::account::store::{self as accounts, NewAccount};
use sekisho::clock::SystemClock;
use sekisho::config::Config;
use sekisho::core::Core;
use sekisho::db::Db;
use sekisho::exec;
use sekisho::secret::{SecretKeys, Token};
use sekisho::web::{Web, listener, router::router};
use sekisho_engine::gate::HostRules;
use sekisho_engine::policy::{GrantBinding, Role};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const SESSIONS: usize = 200;
const CONNECTIONS: usize = 32;
const ROUNDS: usize = 7;
/// Seconds of a round.
const ROUND: Duration = Duration::from_secs(2);
/// Which server this process is.
const ROLE: &str = "SEKISHO_BENCH_ROLE";
/// The port of the web server, which the applications' host names.
const PORT: &str = "SEKISHO_BENCH_PORT";

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    match std::env::var(ROLE).as_deref() {
        Ok("gate") => runtime.block_on(gate()),
        Ok(_) => runtime.block_on(bare()),
        Err(_) => runtime.block_on(compare()),
    }
}

/// A server in a process of its own; says its port, and the tokens, on its standard output.
struct Server {
    process: Child,
    port: u16,
    tokens: Vec<String>,
}

impl Server {
    fn start(role: &str, web: u16) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.env(ROLE, role).env(PORT, web.to_string()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
        let port = lines.next().unwrap().parse().unwrap();
        let tokens = lines.take_while(|line| !line.is_empty()).collect();
        Self { process, port, tokens }
    }

    /// Resident memory, in MiB.
    fn memory(&self) -> f64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0 kB");
        line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(folder(self.process.id()));
    }
}

/// Where the server that is this process keeps its database.
fn folder(process: u32) -> PathBuf {
    std::env::temp_dir().join(format!("sekisho-bench-{process}"))
}

fn tell(port: u16, tokens: &[String]) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{port}").unwrap();
    for token in tokens {
        writeln!(out, "{token}").unwrap();
    }
    writeln!(out).unwrap();
    out.flush().unwrap();
}

async fn bare() {
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    tell(socket.local_addr().unwrap().port(), &[]);
    let answer = || async { ([(header::CACHE_CONTROL, "no-store")], "") };
    // as an application behind nginx it is asked for any page
    let router = Router::new().route("/api/authz/auth-request", any(answer)).fallback(answer);
    listener::serve(socket, router, Duration::from_secs(60), std::future::pending()).await;
}

async fn gate() {
    let folder = folder(std::process::id());
    std::fs::create_dir_all(&folder).unwrap();
    let db = Db::connect(&format!("sqlite:{}", folder.join("bench.db").display())).await.unwrap();
    db.migrate().await.unwrap();
    let mut config = Config::default();
    config.server.trusted_proxies = vec!["127.0.0.1".to_owned()].try_into().unwrap();
    config.policy.grant.binding = GrantBinding::SourceAddress;
    let host = format!("wiki.example.org:{}", std::env::var(PORT).unwrap());
    let rules = [format!("{host}/public bypass"), format!("{host} two-factors")];
    config.gate.web.rules = HostRules::parse(rules).unwrap();
    let keys = SecretKeys::new(vec![[7; 32]]).unwrap();
    let core = Arc::new(Core::new(config, db, Arc::new(SystemClock), keys).unwrap());
    let mut tokens = Vec::new();
    for at in 0..SESSIONS {
        tokens.push(session(&core, &host, at).await);
    }
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    tell(socket.local_addr().unwrap().port(), &tokens);
    let router = router(&Web::new(core));
    listener::serve(socket, router, Duration::from_secs(60), std::future::pending()).await;
}

/// Somebody with a session, a second factor and a pass for the wiki; answers the pass.
async fn session(core: &Core, host: &str, at: usize) -> String {
    let email = format!("person{at}@example.org").parse().unwrap();
    let new = NewAccount {
        email: &email,
        username: None,
        name: "Person",
        role: Role::General,
        language: None,
        password_hash: None,
    };
    let (session, pass, now) = (Token::new().unwrap(), Token::new().unwrap(), core.clock.now());
    let mut tx = core.db.begin().await.unwrap();
    let account = accounts::insert(&mut tx, &new, now).await.unwrap().unwrap();
    exec!(
        &mut tx,
        "INSERT INTO sessions (token, account_id, created_at, last_seen_at, authenticated_at, factor, address, user_agent)
         VALUES ($1, $2, $3, $3, $3, 'totp', '192.0.2.7', '')",
        session.digest().bytes(),
        account.0,
        // used in a moment to come, so that no use is written down while it is measured
        now.as_unix() + 50,
    )
    .unwrap();
    exec!(
        &mut tx,
        "INSERT INTO gate_passes (token, session_id, host, created_at)
         SELECT $1, id, $3, created_at FROM sessions WHERE token = $2",
        pass.digest().bytes(),
        session.digest().bytes(),
        host,
    )
    .unwrap();
    tx.commit().await.unwrap();
    pass.reveal()
}

async fn compare() {
    let web = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let (gate, bare) = (Server::start("gate", web), Server::start("bare", web));
    let asked: Vec<Vec<u8>> = gate.tokens.iter().map(|token| question(token, web)).collect();
    let asked = Arc::new(asked);
    println!("asked directly:\n");
    table(["gate", "bare"], [(gate.port, asked.clone()), (bare.port, asked)]).await;
    let (memory, plain) = (gate.memory(), bare.memory());
    println!("\nresident memory of the gate: {memory:.1} MiB, of the bare server: {plain:.1} MiB\n");
    let Some(_nginx) = Nginx::start(web, gate.port, bare.port) else {
        println!("nginx is not installed");
        return;
    };
    let pages = |host: &str| {
        let pages: Vec<Vec<u8>> = gate.tokens.iter().map(|token| page(token, host, web)).collect();
        (web, Arc::new(pages))
    };
    println!("behind nginx:\n");
    table(["auth_request", "without"], [pages("wiki"), pages("plain")]).await;
    println!("\nresident memory of the gate: {:.1} MiB", gate.memory());
}

/// Rounds in turn, and their medians.
async fn table(names: [&str; 2], servers: [(u16, Arc<Vec<Vec<u8>>>); 2]) {
    for (port, requests) in &servers {
        round(*port, requests, Duration::from_millis(500)).await;
    }
    println!("| round | {}, requests/s | {}, requests/s | ratio |\n|---|---|---|---|", names[0], names[1]);
    let (mut ratios, mut rates) = (Vec::new(), [Vec::new(), Vec::new()]);
    for nth in 0..ROUNDS {
        for (rates, (port, requests)) in rates.iter_mut().zip(&servers) {
            rates.push(round(*port, requests, ROUND).await);
        }
        let [one, other] = [rates[0][nth], rates[1][nth]];
        ratios.push(one / other);
        println!("| {} | {one:.0} | {other:.0} | {:.2} |", nth + 1, one / other);
    }
    let [one, other] = rates.map(median);
    println!("| median | {one:.0} | {other:.0} | {:.2} |", median(ratios));
}

/// nginx with the files of `deploy/nginx` before the bare handler, and before the same one without them.
struct Nginx {
    process: Child,
    folder: PathBuf,
}

impl Nginx {
    /// `None` where there is no nginx.
    fn start(web: u16, gate: u16, bare: u16) -> Option<Self> {
        let folder = std::env::temp_dir().join(format!("sekisho-bench-nginx-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("nginx.conf");
        std::fs::write(&file, configuration(&folder, web, gate, bare)).unwrap();
        let process = ["nginx", "/usr/sbin/nginx"].into_iter().find_map(|program| {
            Command::new(program).arg("-c").arg(&file).arg("-e").arg(folder.join("log")).spawn().ok()
        })?;
        let begun = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", web)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(10), "nginx does not start");
            std::thread::yield_now();
        }
        Some(Self { process, folder })
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // its workers end when it is asked to, not when it is killed
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn configuration(folder: &Path, web: u16, gate: u16, bare: u16) -> String {
    let read = |name: &str| {
        let deploy = concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/nginx/");
        std::fs::read_to_string(format!("{deploy}{name}")).unwrap()
    };
    let application = "http://application";
    let servers = read("sekisho.conf")
        .replace("include sekisho-host.conf;", &read("sekisho-host.conf"))
        .replace("include sekisho-page.conf;", &read("sekisho-page.conf"))
        .replace("server 127.0.0.1:8080;", &format!("server 127.0.0.1:{gate};"))
        .replace("listen 443 ssl;", &format!("listen 127.0.0.1:{web};"))
        .replace("http://127.0.0.1:3000", application);
    let here = folder.display();
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {here}/{kind};\n"))
        .concat();
    format!(
        "daemon off;\nworker_processes auto;\npid {here}/pid;\nerror_log {here}/log;\n\
         events {{ worker_connections 1024; }}\n\
         http {{\naccess_log off;\nkeepalive_requests 100000000;\n{folders}\
         upstream application {{ server 127.0.0.1:{bare}; keepalive 32; }}\n{servers}\n\
         server {{ listen 127.0.0.1:{web}; server_name plain.example.org;\n\
         location / {{ proxy_pass {application}; proxy_http_version 1.1; proxy_set_header Connection \"\"; }} }}\n}}\n"
    )
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn page(token: &str, host: &str, web: u16) -> Vec<u8> {
    format!(
        "GET /page?x=1 HTTP/1.1\r\nHost: {host}.example.org:{web}\r\n\
         Cookie: __Host-sekisho-gate={token}\r\nAccept: text/html\r\n\r\n"
    )
    .into_bytes()
}

fn question(token: &str, web: u16) -> Vec<u8> {
    format!(
        "GET /api/authz/auth-request HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Original-Method: GET\r\n\
         X-Original-URL: http://wiki.example.org:{web}/page?x=1\r\nX-Forwarded-For: 192.0.2.7\r\n\
         Cookie: __Host-sekisho-gate={token}\r\nAccept: text/html\r\n\r\n"
    )
    .into_bytes()
}

/// Requests a second that a server answers, all of them with 200.
async fn round(port: u16, requests: &Arc<Vec<Vec<u8>>>, time: Duration) -> f64 {
    let begun = Instant::now();
    let mut running = tokio::task::JoinSet::new();
    for first in 0..CONNECTIONS {
        running.spawn(one(port, requests.clone(), first, begun + time));
    }
    let done: usize = running.join_all().await.into_iter().sum();
    done as f64 / begun.elapsed().as_secs_f64()
}

/// One connection that asks until `end`; answers how often.
async fn one(port: u16, requests: Arc<Vec<Vec<u8>>>, first: usize, end: Instant) -> usize {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let mut buffer = vec![0; 4_096];
    let mut done = 0;
    while Instant::now() < end {
        stream.write_all(&requests[(first + done * CONNECTIONS) % requests.len()]).await.unwrap();
        let mut read = 0;
        while !buffer[..read].windows(4).any(|end| end == b"\r\n\r\n") {
            read += stream.read(&mut buffer[read..]).await.unwrap();
        }
        assert!(buffer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&buffer[..read]));
        done += 1;
    }
    done
}
