//! Sign-ins a second against raw argon2id verifies a second, in the same run and with the same concurrency.
//! What the portal adds (throttles, the decision, History, the session, a durable commit) is the difference.
//!
//! `cargo bench --package sekisho --bench sign_in`

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, and stops where it fails")]

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use sekisho::account::store::{self as accounts, NewAccount};
use sekisho::clock::SystemClock;
use sekisho::config::Config;
use sekisho::core::Core;
use sekisho::db::Db;
use sekisho::password::PATIENCE;
use sekisho::secret::SecretKeys;
use sekisho::web::{Web, router::router};
use sekisho_engine::policy::Role;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower::ServiceExt;

const PASSWORD: &str = "velvet otter mends a kettle";
const ROUNDS: usize = 3;
const PER_ROUND: usize = 120;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(run());
}

async fn run() {
    let folder = std::env::temp_dir().join(format!("sekisho-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let db = Db::connect(&format!("sqlite:{}", folder.join("bench.db").display())).await.unwrap();
    db.migrate().await.unwrap();
    let keys = SecretKeys::new(vec![[7; 32]]).unwrap();
    let core = Arc::new(Core::new(Config::default(), db, Arc::new(SystemClock), keys).unwrap());
    let hash = core.hasher.hash(PASSWORD).await.unwrap();
    for at in 0..ROUNDS * PER_ROUND {
        account(&core, at, &hash).await;
    }
    // more than there are permits, so that while one sign-in is being written another one is hashed
    let workers = core.hasher.free().1 * 4;
    let app = router(&Web::new(core.clone()));
    println!("| round | argon2id verifies/s | sign-ins/s | ratio |\n|---|---|---|---|");
    for round in 0..ROUNDS {
        let (shared, stored) = (core.clone(), hash.clone());
        let raw = timed(workers, move |_| {
            let (core, hash) = (shared.clone(), stored.clone());
            async move {
                let permit = core.hasher.permit(PATIENCE).await.unwrap();
                assert!(permit.verify(PASSWORD, Some(&hash)).await.unwrap());
            }
        })
        .await;
        let door = app.clone();
        let whole = timed(workers, move |at| sign_in(door.clone(), round * PER_ROUND + at)).await;
        let rate = |took: Duration| PER_ROUND as f64 / took.as_secs_f64();
        let ratio = raw.as_secs_f64() / whole.as_secs_f64();
        println!("| {} | {:.1} | {:.1} | {ratio:.2} |", round + 1, rate(raw), rate(whole));
    }
    let _ = std::fs::remove_dir_all(&folder);
}

async fn account(core: &Core, at: usize, hash: &str) {
    let email = format!("person{at}@example.org").parse().unwrap();
    let new = NewAccount {
        email: &email,
        username: None,
        name: "Person",
        role: Role::General,
        language: None,
        password_hash: Some(hash),
    };
    let mut tx = core.db.begin().await.unwrap();
    accounts::insert(&mut tx, &new, core.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// How long `PER_ROUND` jobs take, `workers` at a time.
async fn timed<F: Future<Output = ()> + Send + 'static>(
    workers: usize,
    job: impl Fn(usize) -> F + Clone + Send + 'static,
) -> Duration {
    let start = Instant::now();
    let mut running = tokio::task::JoinSet::new();
    for worker in 0..workers {
        let job = job.clone();
        running.spawn(async move {
            for at in (worker..PER_ROUND).step_by(workers) {
                job(at).await;
            }
        });
    }
    running.join_all().await;
    start.elapsed()
}

async fn sign_in(app: axum::Router, at: usize) {
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("identifier", &format!("person{at}@example.org"))
        .append_pair("password", PASSWORD)
        .finish();
    let peer: SocketAddr = format!("127.{}.{}.1:40000", 1 + at / 250, 1 + at % 250).parse().unwrap();
    let request = Request::post("/api/sign-in/begin")
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ORIGIN, "http://127.0.0.1:8080")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "text/html")
        .extension(ConnectInfo(peer))
        .body(Body::from(body))
        .unwrap();
    let answer = app.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
}
