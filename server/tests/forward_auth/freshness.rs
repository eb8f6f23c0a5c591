//! What is taken away counts at the very next request, whoever takes it away (T23).

use super::{
    AccountId, Fresh, HOME, PASSWORD, Role, StatusCode, TestPortal, Token, WIKI, exec, gate_cookie, nginx,
    pass, portal,
};
use sekisho::db::Db;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const URL: &str = "http://wiki.example.test/";
const VAULT: &str = "http://vault.example.test/";

/// Somebody with a pass for the wiki and, by a grant, one for the vault.
struct Ada {
    account: AccountId,
    session: i64,
    wiki: Token,
    vault: Token,
}

async fn ada(portal: &TestPortal) -> Ada {
    let account = portal.account("ada@example.org", Role::General).await;
    let (session, wiki) = pass(portal, account, "single_factor", WIKI).await;
    let (_, vault) = pass(portal, account, "single_factor", "vault.example.test").await;
    write(
        &portal.core.db,
        "INSERT INTO grants (account_id, source, method, issued_at, ends_at, user_agent)
         VALUES ($1, '192.0.2.7/32', 'totp', 0, 9000000000, '')",
        account.0,
    )
    .await;
    Ada { account, session, wiki, vault }
}

async fn write(db: &Db, sql: &'static str, value: i64) {
    write_all(db, &[sql], value).await;
}

/// In one transaction.
async fn write_all(db: &Db, statements: &[&'static str], value: i64) {
    let mut tx = db.begin().await.unwrap();
    for sql in statements {
        exec!(&mut tx, *sql, value).unwrap();
    }
    tx.commit().await.unwrap();
}

async fn asked(portal: &TestPortal, url: &str, pass: &Token) -> StatusCode {
    nginx(portal, url, HOME, &gate_cookie(pass)).await.status
}

/// What takes something away: its words in SQL, and whether the wiki and the vault stay open.
const TAKEN: [(&[&str], bool, bool); 6] = [
    (&["UPDATE accounts SET state = 'locked' WHERE id = $1"], false, false),
    (&["DELETE FROM grants WHERE account_id = $1"], true, false),
    (&["DELETE FROM sessions WHERE account_id = $1"], false, false),
    (
        &["DELETE FROM gate_passes WHERE session_id IN (SELECT id FROM sessions WHERE account_id = $1)"],
        false,
        false,
    ),
    (
        &["UPDATE accounts SET rules_version = rules_version + 1 WHERE id = $1
             AND (SELECT COUNT(*) FROM allowlist_rules) > 0"],
        false,
        false,
    ),
    (
        &[
            "INSERT INTO networks (position, name, name_key, action) SELECT 1, 'Lab', 'lab', 'deny' WHERE $1 > 0",
            "INSERT INTO network_rules (network_id, rule) SELECT id, '192.0.2.7' FROM networks WHERE $1 > 0",
            "UPDATE portal_state SET networks_version = networks_version + 1 WHERE $1 > 0",
        ],
        false,
        false,
    ),
];

fn status(open: bool) -> StatusCode {
    if open { StatusCode::OK } else { StatusCode::UNAUTHORIZED }
}

on_both! {
    async fn t23_what_this_instance_takes_away_counts_at_the_next_request(fresh) {
        for (sql, wiki, vault) in TAKEN {
            let portal = portal(fresh).await;
            clear(&portal.core.db).await;
            let ada = ada(&portal).await;
            write(&portal.core.db, "INSERT INTO allowlist_rules (account_id, rule, created_at, note) VALUES ($1, '198.51.100.1', 0, '')", ada.account.0).await;
            for _ in 0..2 {
                assert_eq!(asked(&portal, URL, &ada.wiki).await, StatusCode::OK, "{sql:?}");
                assert_eq!(asked(&portal, VAULT, &ada.vault).await, StatusCode::OK);
            }
            write_all(&portal.core.db, sql, ada.account.0).await;
            assert_eq!(asked(&portal, URL, &ada.wiki).await, status(wiki), "{sql:?}");
            assert_eq!(asked(&portal, VAULT, &ada.vault).await, status(vault), "{sql:?}");
        }
    }

    async fn t23_a_session_that_its_owner_ends_elsewhere_is_over_here(fresh) {
        let portal = portal(fresh).await;
        let ada = ada(&portal).await;
        let mut browser = portal.visitor(HOME);
        browser.begin("ada@example.org", PASSWORD).await;
        assert_eq!(asked(&portal, URL, &ada.wiki).await, StatusCode::OK);
        let session = ada.session.to_string();
        let done = browser.post("/api/session/revoke", &[("session", &session)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!(asked(&portal, URL, &ada.wiki).await, StatusCode::UNAUTHORIZED);
    }
}

async fn clear(db: &Db) {
    for sql in [
        "DELETE FROM accounts WHERE id > $1",
        "DELETE FROM allowlist_rules WHERE id > $1",
        "DELETE FROM sessions WHERE id > $1",
        "DELETE FROM networks WHERE id > $1",
        "UPDATE portal_state SET networks_version = networks_version + 1 WHERE id > $1",
    ] {
        write(db, sql, 0).await;
    }
}

/// On SQLite it makes no difference who writes.
#[tokio::test]
async fn t23_on_sqlite_what_another_process_takes_away_counts_at_the_next_request() {
    for (sql, wiki, vault) in TAKEN {
        let fresh = Fresh::sqlite().await;
        let portal = portal(&fresh).await;
        let other = portal.instance(&fresh).await;
        let ada = ada(&portal).await;
        write(&other.core.db, "INSERT INTO allowlist_rules (account_id, rule, created_at, note) VALUES ($1, '198.51.100.1', 0, '')", ada.account.0).await;
        for _ in 0..2 {
            assert_eq!(asked(&portal, URL, &ada.wiki).await, StatusCode::OK, "{sql:?}");
            assert_eq!(asked(&portal, VAULT, &ada.vault).await, StatusCode::OK);
        }
        write_all(&other.core.db, sql, ada.account.0).await;
        assert_eq!(asked(&portal, URL, &ada.wiki).await, status(wiki), "{sql:?}");
        assert_eq!(asked(&portal, VAULT, &ada.vault).await, status(vault), "{sql:?}");
        fresh.remove().await;
    }
}

/// A hundred times over, with others asking at the same moment: none that is sent after the commit passes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t23_no_request_that_is_sent_after_the_commit_passes() {
    let fresh = Fresh::sqlite().await;
    let portal = portal(&fresh).await;
    let other = portal.instance(&fresh).await;
    let account = portal.account("ada@example.org", Role::General).await;
    let (_, noise) = pass(&portal, account, "totp", WIKI).await;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let noisy: Vec<_> = (0..4)
        .map(|_| {
            let (portal, stopped, cookie) = (portal.clone(), stopped.clone(), gate_cookie(&noise));
            tokio::spawn(async move {
                while !*stopped.borrow() {
                    assert_eq!(nginx(&portal, URL, HOME, &cookie).await.status, StatusCode::OK);
                    // an answer waits for nothing, and here no network makes room for others
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for _ in 0..100 {
        let (session, shown) = pass(&portal, account, "totp", WIKI).await;
        assert_eq!(asked(&portal, URL, &shown).await, StatusCode::OK);
        write(&other.core.db, "DELETE FROM sessions WHERE id = $1", session).await;
        assert_eq!(asked(&portal, URL, &shown).await, StatusCode::UNAUTHORIZED);
    }
    stop.send(true).unwrap();
    for task in noisy {
        task.await.unwrap();
    }
    fresh.remove().await;
}

/// The command line is another process of its own.
#[tokio::test]
async fn t23_on_sqlite_what_the_command_line_takes_away_counts_at_the_next_request() {
    let fresh = Fresh::sqlite().await;
    let portal = portal(&fresh).await;
    let ada = ada(&portal).await;
    assert_eq!(asked(&portal, URL, &ada.wiki).await, StatusCode::OK);
    let key = fresh.folder().join("sekisho.key");
    std::fs::write(&key, data_encoding::HEXLOWER.encode(&[7; 32])).unwrap();
    std::fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_sekisho"))
            .args(arguments)
            .current_dir(fresh.folder())
            .env_clear()
            .env("SEKISHO_DATABASE__URL", &fresh.url)
            .env("SEKISHO_SECRET__FILE", &key)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    };
    let rule = run(&["allowlist", "add", "198.51.100.0/24", "--user", "ada@example.org"]);
    assert!(rule.status.success(), "{}", String::from_utf8_lossy(&rule.stderr));
    assert_eq!(
        asked(&portal, URL, &ada.wiki).await,
        StatusCode::UNAUTHORIZED,
        "the rule doesn't cover the address"
    );
    assert!(run(&["allowlist", "clear", "--user", "ada@example.org"]).status.success());
    assert_eq!(asked(&portal, URL, &ada.wiki).await, StatusCode::OK);
    assert!(run(&["user", "lock", "ada@example.org"]).status.success());
    assert_eq!(asked(&portal, URL, &ada.wiki).await, StatusCode::UNAUTHORIZED);
    fresh.remove().await;
}

/// On PostgreSQL another instance's commit counts within a second, whether or not anybody tells of it.
#[tokio::test]
async fn t23_on_postgres_what_another_instance_takes_away_counts_within_a_second() {
    let Some(fresh) = Fresh::postgres().await else {
        eprintln!("not run: SEKISHO_TEST_POSTGRES is not set");
        return;
    };
    let portal = portal(&fresh).await;
    let other = portal.instance(&fresh).await;
    for (sql, wiki, vault) in TAKEN {
        clear(&portal.core.db).await;
        let ada = ada(&portal).await;
        let rule = "INSERT INTO allowlist_rules (account_id, rule, created_at, note) VALUES ($1, '198.51.100.1', 0, '')";
        write(&other.core.db, rule, ada.account.0).await;
        for at in [&portal, &other] {
            assert_eq!(asked(at, URL, &ada.wiki).await, StatusCode::OK, "{sql:?}");
            assert_eq!(asked(at, VAULT, &ada.vault).await, StatusCode::OK, "{sql:?}");
        }
        write_all(&other.core.db, sql, ada.account.0).await;
        let committed = Instant::now();
        assert_eq!(
            asked(&other, VAULT, &ada.vault).await,
            status(vault),
            "at once where it was written: {sql:?}"
        );
        for (url, pass, open) in [(VAULT, &ada.vault, vault), (URL, &ada.wiki, wiki)] {
            while asked(&portal, url, pass).await != status(open) {
                assert!(
                    committed.elapsed() < Duration::from_secs(1),
                    "{sql:?} {url} {:?}",
                    committed.elapsed()
                );
                tokio::task::yield_now().await;
            }
        }
    }
    fresh.remove().await;
}
