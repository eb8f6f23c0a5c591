//! `sekisho migrate`, `backup`, `doctor` and `secret`: keeping the data.

use crate::on_both;
use crate::shell::{Shell, wait_for};
use sekisho::db::Db;
use sekisho::secret::{SecretKeys, Use, load_or_create};
use sekisho::totp::store;
use sekisho_app::id::AccountId;
use sekisho_engine::time::Timestamp;
use serde_json::{Value, json};

/// The key of an authenticator app.
const KEY: &[u8; 20] = b"12345678901234567890";

/// Gives account 1 an authenticator, as the server would.
fn enrol(shell: &Shell) {
    wait_for(async {
        let keys = SecretKeys::new(load_or_create(&shell.path("data/secret.key")).unwrap()).unwrap();
        let db = Db::connect(&shell.url()).await.unwrap();
        let sealed = keys.seal(Use::TotpKey, "account:1", KEY).unwrap();
        let mut tx = db.begin().await.unwrap();
        store::begin(&mut tx, AccountId(1), store::Kind::App, b"binding", &sealed, Timestamp::from_unix(0))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        db.close().await;
    });
}

/// What `doctor` finds of `check`, and how it ends.
fn doctor(shell: &Shell, check: &str) -> (String, i32) {
    let ran = shell.run(&["doctor", "--json"]);
    let checks: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    let found = checks.iter().find(|found| found["check"] == check).unwrap_or_else(|| panic!("{checks:?}"));
    (found["finding"].as_str().unwrap().to_owned(), ran.status)
}

on_both! {
    fn the_key_is_replaced_in_two_steps_and_nothing_is_lost(shell) {
        shell.add("ada@example.org", &["--role", "admin"]);
        enrol(shell);
        let before = shell.read("data/secret.key");
        assert_eq!(shell.json(&["secret", "reseal"]), json!({ "resealed": 0, "unreadable": 0 }));

        assert_eq!(shell.json(&["secret", "rotate"]), json!({ "keys": 2 }));
        let both = shell.read("data/secret.key");
        assert!(both.ends_with(&before) && both.lines().count() == 2);
        assert_eq!(shell.mode("data/secret.key"), 0o600);
        assert_eq!(shell.json(&["secret", "reseal"]), json!({ "resealed": 1, "unreadable": 0 }));

        let history = shell.done(&["history", "export", "--format", "csv"]);
        for (event, told) in [("secret_key_added", "Keys in the file: 2"), ("secrets_resealed", "1 authenticator apps")] {
            let lines: Vec<_> = history.lines().filter(|line| line.contains(event)).collect();
            assert!(lines.len() == 1 && lines[0].contains(told), "{event} in {history}");
        }

        // the older key alone opens nothing any more, the newer one everything
        shell.write("data/secret.key", &before);
        assert_eq!(doctor(shell, "authenticators"), ("failed".to_owned(), 1));
        let ran = shell.run(&["secret", "reseal"]);
        assert_eq!(ran.status, 1);
        assert!(ran.err.contains("1 authenticators open with no key"), "{}", ran.err);
        shell.write("data/secret.key", &both);
        assert_eq!(doctor(shell, "authenticators"), ("ok".to_owned(), 0));
    }

    fn a_key_that_is_missing_is_never_made_anew_beside_a_used_database(shell) {
        shell.add("ada@example.org", &["--role", "admin"]);
        let key = shell.read("data/secret.key");
        std::fs::remove_file(shell.path("data/secret.key")).unwrap();
        // a port of its own: the same test runs on the other database at the same moment
        let serve = ["serve", "--listen", "127.0.0.1:0"];
        for arguments in [&serve[..], &["user", "list"], &["secret", "rotate"]] {
            let why = shell.refused(arguments);
            assert!(why.contains("secret.file: data/secret.key is not there"), "{why}");
        }
        assert!(!shell.path("data/secret.key").exists());
        shell.write("data/secret.key", &key);
        let why = shell.refused(&["user", "list"]);
        assert!(why.contains("make it mode 0600"), "{why}");
    }

    fn doctor_says_what_is_wrong_and_ends_with_1_when_something_is(shell) {
        shell.add("bob@example.org", &[]);
        assert_eq!(doctor(shell, "database"), ("ok".to_owned(), 1));
        assert_eq!(doctor(shell, "administrators"), ("failed".to_owned(), 1));
        shell.add("ada@example.org", &["--role", "admin"]);
        assert_eq!(doctor(shell, "administrators"), ("ok".to_owned(), 0));
        assert_eq!(doctor(shell, "mail"), ("warning".to_owned(), 0));
    }

    fn doctor_looks_at_the_mail_gate_where_one_is_set_up(shell) {
        shell.add("ada@example.org", &["--role", "admin"]);
        let ran = shell.run(&["doctor", "--json"]);
        assert!(!ran.out.contains("mail gate"), "{}", ran.out);
        shell.write("sekisho.toml", "policy.grant.binding = \"source-address\"\n[gate.mail]\n\
            secret = \"0123456789abcdef\"\nmaster_users = [\"ada@example.org\", \"nobody@example.org\"]\n");
        assert_eq!(doctor(shell, "mail gate"), ("ok".to_owned(), 0));
        assert_eq!(doctor(shell, "live mail sessions"), ("warning".to_owned(), 0));
        let ran = shell.run(&["doctor", "--json"]);
        assert!(ran.out.contains("nobody@example.org has no account"), "{}", ran.out);
        shell.write("sekisho.toml", "[gate.mail]\nsecret = \"0123456789abcdef\"\n\
            doveadm_url = \"http://127.0.0.1:1\"\ndoveadm_key = \"0123456789abcdef\"\n");
        assert_eq!(doctor(shell, "mail gate"), ("warning".to_owned(), 1));
        assert_eq!(doctor(shell, "live mail sessions"), ("failed".to_owned(), 1));
    }
}

#[test]
fn a_database_is_made_by_migrate_for_its_owner_only() {
    let shell = Shell::sqlite();
    assert_eq!(shell.done(&["migrate"]), "sqlite:data/sekisho.db is up to date\n");
    assert_eq!(shell.mode("data/sekisho.db"), 0o600);
    assert_eq!(shell.done(&["migrate"]), "sqlite:data/sekisho.db is up to date\n");
    assert!(!shell.path("data/secret.key").exists(), "a key is made when it is needed");
}

#[test]
fn a_database_that_is_not_up_to_date_is_left_alone() {
    let shell = Shell::sqlite();
    std::fs::create_dir(shell.path("data")).unwrap();
    shell.write("data/sekisho.db", "");
    assert_eq!(shell.refused(&["user", "list"]), "the database is not up to date: run `sekisho migrate`");
    assert_eq!(doctor(&shell, "database"), ("failed".to_owned(), 1));
}

#[test]
fn a_backup_is_a_whole_database_also_while_the_server_runs() {
    let shell = Shell::sqlite();
    shell.add("ada@example.org", &["--role", "admin"]);
    let server = shell.serve(&[]);
    let told = shell.done(&["backup", "copy.db"]);
    assert!(told.contains("copy.db") && told.contains("data/secret.key"), "{told}");
    assert_eq!(shell.mode("copy.db"), 0o600);
    assert!(shell.refused(&["backup", "copy.db"]).starts_with("copy.db: "));
    assert!(shell.refused(&["backup", "no/such/folder.db"]).starts_with("no/such/folder.db: "));
    server.stop();
    let listed = shell.json(&["user", "list", "--database", "sqlite:copy.db"]);
    assert_eq!(listed[0]["email"], "ada@example.org");
}

#[test]
fn postgresql_is_backed_up_by_its_own_program() {
    let Some(shell) = Shell::postgres() else {
        eprintln!("not run: SEKISHO_TEST_POSTGRES is not set");
        return;
    };
    assert!(shell.refused(&["backup", "copy.dump"]).contains("pg_dump --format=custom --file=copy.dump"));
    assert!(!shell.path("copy.dump").exists());
}
