//! `sekisho config check`, and a configuration that can't be used.

use crate::shell::Shell;
use serde_json::Value;

fn entry<'a>(checked: &'a Value, key: &str) -> &'a Value {
    let values = checked["values"].as_array().unwrap();
    values.iter().find(|value| value["key"] == key).unwrap_or_else(|| panic!("no {key}"))
}

#[test]
fn every_value_in_force_is_shown_with_where_it_came_from_and_no_secret() {
    let shell = Shell::sqlite();
    shell.write("sekisho.toml", "[portal]\nname = \"Our portal\"\n\n[mail]\nper_hour = 7\n");
    let variables =
        [("SEKISHO_MAIL__PER_HOUR", "8"), ("SEKISHO_TELEMETRY__METRICS_SECRET", "0123456789abcdef")];
    let arguments = ["config", "check", "--json", "--database", "postgres://me:hunter2@db.example/s"];
    let ran = shell.run_with(&arguments, &variables, "");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(!ran.out.contains("hunter2") && !ran.out.contains("0123456789abcdef"), "{}", ran.out);
    let checked: Value = serde_json::from_str(&ran.out).unwrap();
    let check = |key: &str, value: Value, from: &str| {
        let entry = entry(&checked, key);
        assert_eq!((&entry["value"], entry["from"].as_str().unwrap()), (&value, from), "{key}");
    };
    check("portal.name", "Our portal".into(), "sekisho.toml:2");
    check("mail.per_hour", 8.into(), "SEKISHO_MAIL__PER_HOUR");
    check("database.url", "postgres://me@db.example/s".into(), "--database");
    check("server.listen", "127.0.0.1:8080".into(), "default");
    check("telemetry.metrics_secret", "(set, not shown)".into(), "SEKISHO_TELEMETRY__METRICS_SECRET");
    check("mail.host", Value::Null, "default");

    let text = shell.done(&["config", "check"]);
    let line = text.lines().find(|line| line.starts_with("portal.name ")).unwrap();
    assert_eq!(
        line.split_whitespace().collect::<Vec<_>>(),
        ["portal.name", "Our", "portal", "sekisho.toml:2"]
    );
}

#[test]
fn what_can_not_be_used_stops_every_command_with_the_same_line() {
    let shell = Shell::sqlite();
    shell.write("sekisho.toml", "[server]\nlisten = \"localhost:80\"\n");
    let expected = "sekisho.toml:2: server.listen: \"localhost:80\" can't be used: ";
    for arguments in
        [&["serve"][..], &["config", "check"], &["user", "list"], &["migrate"], &["secret", "rotate"]]
    {
        let why = shell.refused(arguments);
        assert!(why.starts_with(expected) && why.contains("; allowed: an IP address and a port"), "{why}");
    }
    // the flag goes over the file, the named file goes over the usual one
    let why = shell.refused(&["serve", "--listen", "nowhere"]);
    assert!(why.starts_with("--listen: server.listen: \"nowhere\" can't be used"), "{why}");
    shell.write("other.toml", "[server]\nlissten = 1\n");
    let why = shell.refused(&["config", "check", "--config", "other.toml"]);
    assert_eq!(why, "other.toml:2: there is no key \"server.lissten\"; did you mean server.listen?");
    let ran = shell.run_with(&["config", "check"], &[("SEKISHO_CONFIG", "other.toml")], "");
    assert!(ran.refused().starts_with("other.toml:2"));
    let ran = shell.run_with(&["config", "check"], &[("SEKISHO_PORTAL_NAME", "x")], "");
    assert_eq!(
        ran.refused(),
        "SEKISHO_PORTAL_NAME: there is no key \"portal_name\"; did you mean SEKISHO_PORTAL__NAME?"
    );
    assert!(!shell.path("data").exists());
}

#[test]
fn mails_on_the_console_need_an_origin_that_only_this_machine_reaches() {
    let shell = Shell::sqlite();
    let open = [("SEKISHO_SERVER__ORIGIN", "https://portal.example.org")];
    let why = shell.run_with(&["serve"], &open, "").refused();
    assert!(why.contains("mail.transport: log prints codes on the console"), "{why}");
    let why = shell.refused(&["serve", "--listen", "0.0.0.0:0"]);
    assert!(why.contains("server.origin: not set"), "{why}");
    assert!(!shell.path("data").exists());
}

#[test]
fn presets_are_listed_and_shown_and_what_is_shown_is_a_configuration() {
    let shell = Shell::sqlite();
    let listed: Value = serde_json::from_str(&shell.done(&["preset", "list", "--json"])).unwrap();
    let names: Vec<&str> =
        listed.as_array().unwrap().iter().map(|preset| preset["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        ["client-portal", "business-portal", "service-sign-in", "success-portal", "campus-mail"]
    );
    for name in names {
        assert!(shell.done(&["preset", "list"]).contains(name));
        let policy = |checked: &str| {
            let checked: Value = serde_json::from_str(checked).unwrap();
            let values = checked["values"].as_array().unwrap().iter();
            let policy = values.filter(|value| value["key"].as_str().unwrap().starts_with("policy."));
            policy.map(|value| value["value"].clone()).collect::<Vec<_>>()
        };
        let by_flag = policy(&shell.done(&["config", "check", "--json", "--preset", name]));
        shell.write("shown.toml", &shell.done(&["preset", "show", name]));
        let shown = policy(&shell.done(&["config", "check", "--json", "--config", "shown.toml"]));
        assert_eq!(shown, by_flag, "{name}");
        shell.write("wording.toml", &shell.done(&["preset", "show", name, "--wording"]));
        shell.write("worded.toml", "[portal]\nwording = \"wording.toml\"\n");
        shell.done(&["config", "check", "--config", "worded.toml"]);
    }
    let why = shell.refused(&["preset", "show", "nothing"]);
    assert!(why.starts_with("there is no preset \"nothing\"; there are client-portal, "), "{why}");
    let why = shell.refused(&["serve", "--preset", "sucess-portal"]);
    assert!(
        why.starts_with("--preset: portal.preset: ") && why.contains("did you mean success-portal?"),
        "{why}"
    );
}

#[test]
fn every_message_is_listed_and_words_that_can_not_be_used_stop_the_start() {
    let shell = Shell::sqlite();
    let messages: Value = serde_json::from_str(&shell.done(&["preset", "messages", "--json"])).unwrap();
    let title =
        messages.as_array().unwrap().iter().find(|message| message["key"] == "sign_in.title").unwrap();
    assert_eq!((title["en"].as_str(), title["ja"].as_str()), (Some("Sign in"), Some("サインイン")));
    assert!(shell.done(&["preset", "messages"]).contains("sign_in.title\n  en  Sign in\n  ja  サインイン\n"));

    shell.write("words.toml", "[en.sign_in]\ntitle = \"Welcome\"\ntitel = \"Welcome\"\n");
    shell.write("sekisho.toml", "[portal]\nwording = \"words.toml\"\n");
    let why = shell.refused(&["serve"]);
    assert_eq!(why, "words.toml:3: there is no message \"sign_in.titel\"; did you mean sign_in.title?");
}
