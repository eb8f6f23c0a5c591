//! Allowed requests a second at the web gate, 200 different sessions in turn over kept connections, against a bare
//! axum handler that is asked the same, in the same run and in alternating rounds. The servers run in processes of
//! their own, so that the memory at the end is the gate's alone. Then the same behind nginx, where it is installed: with
//! `auth_request` as the files of `deploy/nginx` have it, and without, before the same bare handler.
//!
//! `cargo bench --package sekisho --bench web_gate`

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, and stops where it fails")]

use axum::Router;
use axum::body::Bytes;
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
use tokio::runtime::{Builder, Runtime};

const SESSIONS: usize = 200;
const CONNECTIONS: usize = 32;
const ROUNDS: usize = 15;
/// Seconds of a round.
const ROUND: Duration = Duration::from_secs(2);
/// Before the names of hosts: how their application is asked.
const KINDS: [&str; 3] = ["", "logged-", "kept-"];
/// Bytes of a page that isn't empty.
const LARGE: usize = 16 * 1024;
/// Which server this process is.
const ROLE: &str = "SEKISHO_BENCH_ROLE";
/// The port of the web server, which the applications' host names.
const PORT: &str = "SEKISHO_BENCH_PORT";

fn main() {
    let mut many = Builder::new_multi_thread();
    let many = many.enable_all().build().unwrap();
    match std::env::var(ROLE).as_deref() {
        Ok("gate") => many.block_on(gate()),
        Ok(_) => many.block_on(bare()),
        Err(_) => compare(&many),
    }
}

/// A server in a process of its own; says its port, and the tokens, on its standard output.
struct Server {
    process: Child,
    port: u16,
    /// Of each session, the passes for its hosts.
    tokens: Vec<Vec<String>>,
}

impl Server {
    fn start(role: &str, web: u16) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.env(ROLE, role).env(PORT, web.to_string()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
        let port = lines.next().unwrap().parse().unwrap();
        let tokens = lines.take_while(|line| !line.is_empty());
        let tokens = tokens.map(|line| line.split(' ').map(ToOwned::to_owned).collect()).collect();
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
    let large = Bytes::from(vec![b'x'; LARGE]);
    let large = move || std::future::ready(([(header::CONTENT_TYPE, "text/html")], large.clone()));
    let router = Router::new()
        .route("/api/authz/auth-request", any(answer))
        .route("/large", any(large))
        .fallback(answer);
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
    // the same application by its other names
    let hosts = KINDS.map(|kind| format!("{kind}{host}"));
    let rules =
        hosts.iter().flat_map(|host| [format!("{host}/public bypass"), format!("{host} two-factors")]);
    config.gate.web.rules = HostRules::parse(rules).unwrap();
    let keys = SecretKeys::new(vec![[7; 32]]).unwrap();
    let core = Arc::new(Core::new(config, db, Arc::new(SystemClock), keys).unwrap());
    let mut tokens = Vec::new();
    for at in 0..SESSIONS {
        tokens.push(session(&core, &hosts, at).await);
    }
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    tell(socket.local_addr().unwrap().port(), &tokens);
    let router = router(&Web::new(core));
    listener::serve(socket, router, Duration::from_secs(60), std::future::pending()).await;
}

/// Somebody with a session, a second factor and a pass for each host; answers the passes.
async fn session(core: &Core, hosts: &[String], at: usize) -> String {
    let email = format!("person{at}@example.org").parse().unwrap();
    let new = NewAccount {
        email: &email,
        username: None,
        name: "Person",
        role: Role::General,
        language: None,
        password_hash: None,
    };
    let (session, now) = (Token::new().unwrap(), core.clock.now());
    let mut tx = core.db.begin().await.unwrap();
    let account = accounts::insert(&mut tx, &new, now).await.unwrap().unwrap();
    exec!(
        &mut tx,
        "INSERT INTO sessions (token, account_id, created_at, last_seen_at, authenticated_at, factor, address, user_agent)
         VALUES ($1, $2, $3, $3, $3, 'totp', '192.0.2.7', '')",
        session.digest().bytes(),
        account.0,
        // used in a moment to come, so that no use is written down while it is measured: each would make the gate
        // read all sessions again, once a minute for each
        now.as_unix() + 50,
    )
    .unwrap();
    let mut passes = Vec::new();
    for host in hosts {
        let pass = Token::new().unwrap();
        exec!(
            &mut tx,
            "INSERT INTO gate_passes (token, session_id, host, created_at)
             SELECT $1, id, $3, created_at FROM sessions WHERE token = $2",
            pass.digest().bytes(),
            session.digest().bytes(),
            host,
        )
        .unwrap();
        passes.push(pass.reveal());
    }
    tx.commit().await.unwrap();
    passes.join(" ")
}

/// One way to ask, which is compared to others in the same round.
struct Way {
    name: &'static str,
    port: u16,
    requests: Arc<Vec<Vec<u8>>>,
}

/// Whose processor time is told, by name.
type Group = (&'static str, Vec<u32>);

/// `many` is a client of as many threads as there are cores.
fn compare(many: &Runtime) {
    let web = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (bare, ceiling) = (Server::start("bare", web), Server::start("bare", web));
    many.block_on(directly(web, &bare));
    // Four processes share the cores behind nginx, and a client of one thread, like `wrk`, is in their way the least:
    // it asks three times as fast as the fastest of them answers. Asked directly, it would be what is measured.
    let one = Builder::new_current_thread().enable_all().build().unwrap();
    let settings = [
        ("an empty answer", "/page?x=1"),
        ("a page of 16 KiB, written to the access log", "/large"),
        ("an empty answer, connections to the application kept", "/page?x=1"),
    ];
    for (nth, (title, path)) in settings.into_iter().enumerate() {
        // a new one each time, so that its sessions are new
        let gate = Server::start("gate", web);
        let Some(nginx) = Nginx::start(web, gate.port, bare.port, ceiling.port) else {
            println!("nginx is not installed");
            return;
        };
        println!("\n## Behind nginx: {title}\n");
        let way = |name, host: &str| {
            let host = format!("{}{host}.example.org:{web}", KINDS[nth]);
            let requests = gate.tokens.iter().map(|passes| page(&passes[nth], &host, path)).collect();
            Way { name, port: web, requests: Arc::new(requests) }
        };
        let ways = [way("without", "plain"), way("auth_request", "wiki"), way("ceiling", "ceiling")];
        let mut groups = groups(&[("application", &bare), ("gate", &gate), ("ceiling", &ceiling)]);
        groups.push(("nginx", nginx.processes()));
        one.block_on(table(&ways, &groups));
        println!("\nresident memory of the gate: {:.1} MiB", gate.memory());
    }
}

async fn directly(web: u16, bare: &Server) {
    let gate = Server::start("gate", web);
    let asked: Vec<Vec<u8>> = gate.tokens.iter().map(|passes| question(&passes[0], web)).collect();
    let asked = Arc::new(asked);
    let way = |name, port| Way { name, port, requests: asked.clone() };
    println!("## Asked directly\n");
    table(&[way("bare", bare.port), way("gate", gate.port)], &groups(&[("bare", bare), ("gate", &gate)]))
        .await;
    let (memory, plain) = (gate.memory(), bare.memory());
    println!("\nresident memory of the gate: {memory:.1} MiB, of the bare server: {plain:.1} MiB");
}

/// The servers and this process itself.
fn groups(servers: &[(&'static str, &Server)]) -> Vec<Group> {
    let servers = servers.iter().map(|(name, server)| (*name, vec![server.process.id()]));
    servers.chain([("client", vec![std::process::id()])]).collect()
}

/// Rounds in turn, and their medians; the first way is what the others are compared to.
async fn table(ways: &[Way], groups: &[Group]) {
    for way in ways {
        round(way.port, &way.requests, Duration::from_millis(500)).await;
    }
    let mut rates = vec![Vec::new(); ways.len()];
    let mut spent = vec![vec![Vec::new(); groups.len()]; ways.len()];
    for _ in 0..ROUNDS {
        for (nth, way) in ways.iter().enumerate() {
            let before = groups.iter().map(time_of).collect::<Vec<_>>();
            let (done, rate) = round(way.port, &way.requests, ROUND).await;
            rates[nth].push(rate);
            for ((spent, group), before) in spent[nth].iter_mut().zip(groups).zip(before) {
                spent.push((time_of(group) - before).as_secs_f64() * 1e6 / done as f64);
            }
        }
    }
    println!(
        "| | requests/s | ratio | rounds | microseconds a request | of which |\n|---|---|---|---|---|---|"
    );
    for (nth, way) in ways.iter().enumerate() {
        let ratios: Vec<f64> = rates[nth].iter().zip(&rates[0]).map(|(one, first)| one / first).collect();
        let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
        let most = ratios.iter().copied().fold(0.0, f64::max);
        let shares: Vec<f64> = spent[nth].iter().cloned().map(median).collect();
        let named = groups.iter().zip(&shares).filter(|(_, share)| **share >= 0.5);
        let named: Vec<String> = named.map(|((name, _), share)| format!("{name} {share:.1}")).collect();
        println!(
            "| {} | {:.0} | {:.2} | {least:.2} to {most:.2} | {:.1} | {} |",
            way.name,
            median(rates[nth].clone()),
            median(ratios),
            shares.iter().sum::<f64>(),
            named.join(", ")
        );
    }
}

/// What the kernel tells of a process, from the third field of proc(5) on: two stand before the bracket.
fn stat(process: u32) -> Vec<String> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    text.rsplit(')').next().unwrap_or_default().split_whitespace().map(ToOwned::to_owned).collect()
}

/// The processor time that a group has taken so far: the first number of each thread's schedstat, in nanoseconds. The
/// clock's ticks in `stat` are far too coarse for what runs for microseconds at a time.
fn time_of((_, processes): &Group) -> Duration {
    let threads = processes.iter().flat_map(|process| std::fs::read_dir(format!("/proc/{process}/task")));
    let spent = threads.flatten().filter_map(|thread| {
        let text = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(spent.sum())
}

/// nginx with the files of `deploy/nginx` before the bare handler, and before the same one without them.
struct Nginx {
    process: Child,
    folder: PathBuf,
}

impl Nginx {
    /// `None` where there is no nginx.
    fn start(web: u16, gate: u16, bare: u16, ceiling: u16) -> Option<Self> {
        let folder = std::env::temp_dir().join(format!("sekisho-bench-nginx-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("nginx.conf");
        std::fs::write(&file, configuration(&folder, web, gate, bare, ceiling)).unwrap();
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

    /// The master and its workers, of which there is one for each core. They begin after the port is taken.
    fn processes(&self) -> Vec<u32> {
        let master = self.process.id();
        let parent = |process: &u32| stat(*process).get(1).and_then(|parent| parent.parse::<u32>().ok());
        let cores = std::thread::available_parallelism().unwrap().get();
        let begun = Instant::now();
        loop {
            let all = std::fs::read_dir("/proc").unwrap();
            let all = all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
            let workers: Vec<u32> = all.filter(|process| parent(process) == Some(master)).collect();
            if workers.len() == cores {
                return std::iter::once(master).chain(workers).collect();
            }
            assert!(begun.elapsed() < Duration::from_secs(10), "nginx has no workers");
            std::thread::yield_now();
        }
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

fn shipped(name: &str) -> String {
    let deploy = concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/nginx/");
    std::fs::read_to_string(format!("{deploy}{name}")).unwrap()
}

/// The shipped files with other ports, hosts and names; the ceiling is what no gate can exceed: the bare handler is
/// asked in the portal's place.
fn configuration(folder: &Path, web: u16, gate: u16, bare: u16, ceiling: u16) -> String {
    let servers = |portal: u16, upstream: &str, host: &str, application: &str, log: &str| {
        shipped("sekisho.conf")
            .replace("include sekisho-host.conf;", &format!("{}{log}", shipped("sekisho-host.conf")))
            .replace("include sekisho-page.conf;", &shipped("sekisho-page.conf"))
            .replace("server 127.0.0.1:8080;", &format!("server 127.0.0.1:{portal};"))
            .replace("listen 443 ssl;", &format!("listen 127.0.0.1:{web};"))
            .replace("http://127.0.0.1:3000", application)
            .replace("upstream sekisho", &format!("upstream {upstream}"))
            .replace("http://sekisho", &format!("http://{upstream}"))
            .replace("portal.example.org", &format!("{upstream}.example.net"))
            .replace("wiki.example.org", &format!("{host}.example.org"))
    };
    // what an application's location has without Sekisho: the end of sekisho-page.conf, and its own `proxy_pass`
    let page = shipped("sekisho-page.conf");
    let usual = &page[page.find("proxy_set_header Host $host;").unwrap()..];
    let here = folder.display();
    let log = format!("access_log {here}/access.log;\n");
    let application = format!("http://127.0.0.1:{bare}");
    let settings = [(application.as_str(), ""), (&application, &log), ("http://application", "")];
    let all: String = KINDS
        .iter()
        .zip(settings)
        .map(|(kind, (application, log))| {
            let gate = servers(gate, &format!("{kind}gate"), &format!("{kind}wiki"), application, log);
            let top = servers(ceiling, &format!("{kind}top"), &format!("{kind}ceiling"), application, log);
            format!(
                "{gate}{top}server {{ listen 127.0.0.1:{web}; server_name {kind}plain.example.org;\n{log}\
                 location / {{ {usual} proxy_pass {application}; }} }}\n"
            )
        })
        .collect();
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {here}/{kind};\n"))
        .concat();
    format!(
        "daemon off;\nworker_processes auto;\npid {here}/pid;\nerror_log {here}/log;\n\
         events {{ worker_connections 1024; }}\n\
         http {{\naccess_log off;\nkeepalive_requests 100000000;\n{folders}\
         upstream application {{ server 127.0.0.1:{bare}; keepalive 32; }}\n{all}\n}}\n"
    )
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn page(token: &str, host: &str, path: &str) -> Vec<u8> {
    format!(
        "GET {path} HTTP/1.1\r\nHost: {host}\r\n\
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

/// How many requests a server answers, all of them with 200, and how many a second.
async fn round(port: u16, requests: &Arc<Vec<Vec<u8>>>, time: Duration) -> (usize, f64) {
    let begun = Instant::now();
    let mut running = tokio::task::JoinSet::new();
    for first in 0..CONNECTIONS {
        running.spawn(one(port, requests.clone(), first, begun + time));
    }
    let done: usize = running.join_all().await.into_iter().sum();
    (done, done as f64 / begun.elapsed().as_secs_f64())
}

/// One connection that asks until `end`; answers how often.
async fn one(port: u16, requests: Arc<Vec<Vec<u8>>>, first: usize, end: Instant) -> usize {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let mut buffer = vec![0; 2 * LARGE];
    let mut done = 0;
    while Instant::now() < end {
        stream.write_all(&requests[(first + done * CONNECTIONS) % requests.len()]).await.unwrap();
        let mut read = 0;
        while !is_whole(&buffer[..read]) {
            read += stream.read(&mut buffer[read..]).await.unwrap();
        }
        assert!(buffer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&buffer[..read]));
        done += 1;
    }
    done
}

/// Whether an answer is all there. Its head comes in one piece, and says how long the rest is.
fn is_whole(answer: &[u8]) -> bool {
    let Some(head) = answer.windows(4).position(|end| end == b"\r\n\r\n") else { return false };
    let text = std::str::from_utf8(&answer[..head]).unwrap();
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().unwrap())
    });
    answer.len() >= head + 4 + length.unwrap()
}
