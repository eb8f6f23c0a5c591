//! T43: no password, code, key or token is in the logs, in the history or anywhere in the database.

use crate::support::{Fresh, PASSWORD, TestPortal, otp};
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use sekisho::config::{LogFormat, LogLevel, Telemetry};
use sekisho::telemetry::subscriber;
use sekisho_engine::policy::Role;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

const ALICE: &str = "alice@example.org";
const NEW_PASSWORD: &str = "lanterns across a frozen lake";

/// What was logged, shared with the writer.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Walks through everything that has a secret in it; answers all the secrets.
async fn walk(portal: &TestPortal) -> Vec<Vec<u8>> {
    portal.account(ALICE, Role::General).await;
    let mut secrets: Vec<Vec<u8>> = [PASSWORD, NEW_PASSWORD, "a wrong\nguess\u{1b}[2J"].map(Vec::from).into();
    let mut alice = portal.visitor("192.0.2.7").header("user-agent", "Evil Browser {\"a\":1}");
    alice.begin(ALICE, "a wrong\nguess\u{1b}[2J").await;
    alice.begin("nobody\n@example.org", PASSWORD).await;
    alice.begin(ALICE, PASSWORD).await;
    let key = alice.enrol_totp().await;
    secrets.push(BASE32_NOPAD.decode(key.as_bytes()).unwrap());
    secrets.push(key.clone().into_bytes());
    let page = alice.get("/security/mfa/recovery").await.body;
    let codes = page.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let codes: Vec<&str> = codes.filter(|word| word.len() == 16 && word.matches('-').count() == 3).collect();
    assert!(codes.len() >= 10);
    secrets
        .extend(codes.iter().flat_map(|code| [code.as_bytes().to_vec(), code.replace('-', "").into_bytes()]));
    alice.post("/api/email-otp/send", &[]).await;
    let code = portal.mailed_code(ALICE).await;
    alice.post("/api/email-otp/confirm", &[("code", &code)]).await;
    secrets.push(code.into_bytes());
    portal.visitor("192.0.2.9").post("/api/password/forgot", &[("email", ALICE)]).await;
    let link = portal.mailed_link(ALICE).await;
    let token = link.split("token=").nth(1).unwrap().to_owned();
    secrets.push(token.into_bytes());
    portal.clock.advance(60);
    let mut again = portal.visitor("192.0.2.7");
    again.begin(ALICE, PASSWORD).await;
    let totp = otp::code(&key, portal.clock.unix());
    again.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &totp)]).await;
    let fields =
        [("current_password", PASSWORD), ("new_password", NEW_PASSWORD), ("repeat_password", NEW_PASSWORD)];
    let changed = again.post("/api/password/change", &fields).await;
    assert!(changed.status.is_redirection(), "{}", changed.body);
    for cookie in alice.cookies.values().chain(again.cookies.values()) {
        secrets.push(cookie.clone().into_bytes());
        secrets.extend(BASE64URL_NOPAD.decode(cookie.as_bytes()).ok().filter(|bytes| bytes.len() == 32));
    }
    secrets
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn logged(telemetry: &Telemetry) -> (Log, tracing::subscriber::DefaultGuard) {
    let log = Log::default();
    let writer = log.clone();
    let guard = tracing::subscriber::set_default(subscriber(telemetry, move || writer.clone()));
    (log, guard)
}

#[tokio::test]
async fn t43_no_secret_is_in_the_logs_and_every_line_is_one_json_value() {
    let fresh = Fresh::sqlite().await;
    let telemetry =
        Telemetry { log_format: LogFormat::Json, log_level: LogLevel::Debug, ..Telemetry::default() };
    let (log, guard) = logged(&telemetry);
    let portal = TestPortal::with(fresh.open().await, |_| {});
    let secrets = walk(&portal).await;
    drop(guard);
    let logged = log.0.lock().unwrap().clone();
    let text = String::from_utf8(logged.clone()).expect("logs are text");
    assert!(text.lines().count() > 10, "the walk is in the log");
    for line in text.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
        assert!(!line.chars().any(char::is_control), "{line:?}");
    }
    for secret in &secrets {
        assert!(!holds(&logged, secret), "{:?}", String::from_utf8_lossy(secret));
    }
    fresh.remove().await;
}

#[tokio::test]
async fn t43_no_secret_is_anywhere_in_the_database() {
    let fresh = Fresh::sqlite().await;
    let portal = TestPortal::with(fresh.open().await, |_| {});
    let secrets = walk(&portal).await;
    let mut bytes = Vec::new();
    for file in std::fs::read_dir(fresh.folder()).unwrap() {
        bytes.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    assert!(holds(&bytes, ALICE.as_bytes()), "the database was read");
    // six digits may stand in any file by chance: the codes are looked for where text is
    for secret in secrets.iter().filter(|secret| secret.len() > 6) {
        assert!(!holds(&bytes, secret), "{:?}", String::from_utf8_lossy(secret));
    }
    for secret in secrets.iter().filter(|secret| secret.len() == 6) {
        let code = String::from_utf8(secret.clone()).unwrap();
        let told = "SELECT COUNT(*) FROM history WHERE detail LIKE '%' || $1 || '%'";
        let mailed = "SELECT COUNT(*) FROM outbox WHERE subject || reason LIKE '%' || $1 || '%'";
        assert_eq!((portal.count(told, &code).await, portal.count(mailed, &code).await), (0, 0));
    }
    fresh.remove().await;
}
