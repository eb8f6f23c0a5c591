//! A whole portal in the test's process: the real router on a fresh database, with a clock that the test
//! sets, and visitors who behave like browsers.

use super::database::Fresh;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use futures_util::FutureExt;
use sekisho::account::store::{self as accounts, NewAccount};
use sekisho::clock::Clock;
use sekisho::config::Config;
use sekisho::core::Core;
use sekisho::db::Db;
use sekisho::error::Trouble;
use sekisho::password::{PATIENCE, Permit};
use sekisho::secret::{SecretKeys, Use};
use sekisho::web::Web;
use sekisho::web::router::router;
use sekisho_app::id::AccountId;
use sekisho_engine::policy::Role;
use sekisho_engine::time::Timestamp;
use std::collections::BTreeMap;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tower::ServiceExt;

/// The origin of every test's portal.
pub const ORIGIN: &str = "http://127.0.0.1:8080";
/// The password of every account that a test makes.
pub const PASSWORD: &str = "velvet otter mends a kettle";

/// A clock that stands still until the test moves it.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(self.0.load(Ordering::SeqCst))
    }
}

impl TestClock {
    /// Moves it by `seconds`; backwards when negative.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }

    /// What it shows, in Unix seconds.
    pub fn unix(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A portal; several can share a database, as instances do.
#[derive(Clone)]
pub struct TestPortal {
    /// The server.
    pub core: Arc<Core>,
    /// Its time.
    pub clock: Arc<TestClock>,
    router: axum::Router,
}

/// Somebody who waits for a permit.
type Waiting<'a> = Pin<Box<dyn Future<Output = Result<Permit, Trouble>> + Send + 'a>>;

/// A portal's hashing as busy as it can be, until this goes: every permit is held, and the queue is full.
pub struct Busy<'a> {
    _held: Vec<Permit>,
    _queue: Vec<Waiting<'a>>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// Where it leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl TestPortal {
    /// A portal on `db`, configured by `configure`.
    pub fn with(db: Db, configure: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::default();
        config.server.origin = ORIGIN.parse().expect("an origin");
        configure(&mut config);
        let clock = Arc::new(TestClock(AtomicI64::new(1_800_000_000)));
        let keys = SecretKeys::new(vec![[7; 32]]).expect("a key");
        let core = Arc::new(Core::new(config, db, clock.clone(), keys).expect("a server"));
        let router = router(&Web::new(core.clone()));
        Self { core, clock, router }
    }

    /// Another instance on the same database, with the same clock.
    pub async fn instance(&self, fresh: &Fresh) -> Self {
        self.reconfigured(fresh, |_| {}).await
    }

    /// The same with another configuration, as after its operator has changed that.
    pub async fn reconfigured(&self, fresh: &Fresh, configure: impl FnOnce(&mut Config)) -> Self {
        let keys = SecretKeys::new(vec![[7; 32]]).expect("a key");
        let db = fresh.open().await;
        let mut config = self.core.config.clone();
        configure(&mut config);
        let core = Core::new(config, db, self.clock.clone(), keys).expect("a server");
        let core = Arc::new(core);
        Self { router: router(&Web::new(core.clone())), core, clock: self.clock.clone() }
    }

    /// Keeps the portal too busy to hash anything, whoever asks.
    pub fn busy(&self) -> Busy<'_> {
        let (mut held, mut queue) = (Vec::new(), Vec::new());
        loop {
            let mut asked: Waiting<'_> = Box::pin(self.core.hasher.permit(PATIENCE));
            match (&mut asked).now_or_never() {
                Some(Ok(permit)) => held.push(permit),
                Some(Err(_)) => return Busy { _held: held, _queue: queue },
                None => queue.push(asked),
            }
        }
    }

    /// Every permit that there is; whoever comes now waits.
    pub fn all_permits(&self) -> Vec<Permit> {
        std::iter::from_fn(|| self.core.hasher.permit(PATIENCE).now_or_never())
            .map(|permit| permit.expect("a permit"))
            .collect()
    }

    /// How many attempts are counted, in all that counts any.
    pub async fn charges(&self) -> i64 {
        self.count("SELECT CAST(COALESCE(SUM(in_window), 0) AS BIGINT) FROM throttles WHERE bucket <> $1", "")
            .await
    }

    /// An account with [`PASSWORD`].
    pub async fn account(&self, email: &str, role: Role) -> AccountId {
        let hash = self.core.hasher.hash(PASSWORD).await.expect("a hash");
        let email = email.parse().expect("an address");
        let new = NewAccount {
            email: &email,
            username: None,
            name: "Test Person",
            role,
            language: None,
            password_hash: Some(&hash),
        };
        let mut tx = self.core.db.begin().await.expect("a transaction");
        let id =
            accounts::insert(&mut tx, &new, self.clock.now()).await.expect("a row").expect("a new address");
        tx.commit().await.expect("a commit");
        id
    }

    /// A visitor at `address` without any cookie.
    pub fn visitor(&self, address: &str) -> Visitor {
        Visitor {
            portal: self.clone(),
            address: address.parse().expect("an address"),
            cookies: BTreeMap::new(),
            headers: Vec::new(),
        }
    }

    /// The texts of the mails to `to` that wait, the latest last.
    pub async fn mails(&self, to: &str) -> Vec<String> {
        let mut reader = self.core.db.read().await.expect("a reader");
        let rows: Vec<(String, Vec<u8>)> = sekisho::rows!(
            &mut reader,
            (String, Vec<u8>),
            "SELECT message_id, sealed_body FROM outbox WHERE recipient = $1 AND sealed_body IS NOT NULL ORDER BY id",
            to,
        )
        .expect("rows");
        rows.iter()
            .map(|(id, sealed)| {
                let text = self.core.keys.open(Use::MailBody, id, sealed).expect("it opens");
                String::from_utf8(text.to_vec()).expect("text")
            })
            .collect()
    }

    /// The six digits of the latest mail to `to`.
    pub async fn mailed_code(&self, to: &str) -> String {
        let text = self.mails(to).await.pop().expect("a mail");
        text.split(|c: char| !c.is_ascii_digit())
            .find(|word| word.len() == 6)
            .unwrap_or_else(|| panic!("no code in {text}"))
            .to_owned()
    }

    /// The path and query of the link in the latest mail to `to`.
    pub async fn mailed_link(&self, to: &str) -> String {
        let text = self.mails(to).await.pop().expect("a mail");
        let link = text.split_whitespace().find(|word| word.starts_with(ORIGIN)).expect("a link");
        link[ORIGIN.len()..].to_owned()
    }

    /// How many entries of a kind the history has.
    pub async fn events(&self, event: &str) -> i64 {
        self.count("SELECT COUNT(*) FROM history WHERE event = $1", event).await
    }

    /// The number that a query with one text parameter answers.
    pub async fn count(&self, sql: &'static str, value: &str) -> i64 {
        let mut reader = self.core.db.read().await.expect("a reader");
        let row: Option<(i64,)> = sekisho::row!(&mut reader, (i64,), sql, value).expect("a row");
        row.expect("a number").0
    }
}

/// Somebody with a browser: an address, cookies, headers.
#[derive(Clone)]
pub struct Visitor {
    portal: TestPortal,
    /// The address that requests come from.
    pub address: IpAddr,
    /// The cookies held.
    pub cookies: BTreeMap<String, String>,
    headers: Vec<(&'static str, String)>,
}

impl Visitor {
    /// Sends a header with every request.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// The same browser at another address.
    pub fn at(&self, address: &str) -> Self {
        Self { address: address.parse().expect("an address"), ..self.clone() }
    }

    /// The same browser at another instance.
    pub fn on(&self, portal: &TestPortal) -> Self {
        Self { portal: portal.clone(), ..self.clone() }
    }

    /// Gets a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Posts a form as a browser without JavaScript does.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, ORIGIN)
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, "text/html,application/xhtml+xml");
        self.send(request, Body::from(body)).await
    }

    /// Sends what the test builds, with the browser's cookies and address.
    pub async fn send(&mut self, request: http::request::Builder, body: Body) -> Answer {
        let mut request = request;
        let sets_host = request.headers_ref().is_some_and(|headers| headers.contains_key(header::HOST));
        if !sets_host {
            request = request.header(header::HOST, "127.0.0.1:8080");
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if !self.cookies.is_empty() {
            let line: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, line.join("; "));
        }
        let peer = SocketAddr::new(self.address, 40_000);
        let request = request.extension(ConnectInfo(peer)).body(body).expect("a request");
        let response = self.portal.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(line.to_str().expect("a cookie"));
        }
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    fn keep(&mut self, line: &str) {
        let (name, rest) = line.split_once('=').expect("name=value");
        let value = rest.split(';').next().unwrap_or_default();
        if line.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// Shows address and password.
    pub async fn begin(&mut self, email: &str, password: &str) -> Answer {
        self.post("/api/sign-in/begin", &[("identifier", email), ("password", password)]).await
    }

    /// Whether somebody is signed in.
    pub async fn is_in(&mut self) -> bool {
        self.get("/account").await.status == StatusCode::OK
    }

    /// Signs somebody in who has to show a second factor and has none yet, by one that is set up at the door;
    /// answers its key in base 32.
    pub async fn enrol_at_the_door(&mut self, email: &str, password: &str) -> String {
        assert_eq!(self.begin(email, password).await.location(), "/sign-in/enrol");
        let page = self.get("/sign-in/enrol?method=totp").await;
        let key = super::otp::key_on(&page.body);
        let code = super::otp::code(&key, self.portal.clock.unix());
        let done = self.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        key
    }

    /// Sets up an authenticator app; answers its key in base 32. The visitor is signed in.
    pub async fn enrol_totp(&mut self) -> String {
        let page = self.get("/security/mfa/totp").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let key = super::otp::key_on(&page.body);
        let code = super::otp::code(&key, self.portal.clock.unix());
        let done = self.post("/api/totp/confirm", &[("code", &code)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        key
    }
}
