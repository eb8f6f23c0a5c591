//! The configuration from outside: what is read, where from, and what is said of what can't be.

use super::*;
use sekisho_app::i18n::Language;
use sekisho_engine::policy::MfaMode;
use std::fs;
use std::path::Path;

/// Loads a file with this text, these variables and these flags.
fn load(text: &str, variables: &[(&str, &str)], flags: &[(&'static str, &'static str, &str)]) -> Loaded {
    let folder = Folder::new();
    let file = folder.0.join("sekisho.toml");
    fs::write(&file, text).unwrap();
    let sources = Sources {
        file: Some(file),
        variables: variables.iter().map(|(name, value)| (name.into(), value.into())).collect(),
        flags: flags.iter().map(|&(name, key, value)| Flag { name, key, value: value.to_owned() }).collect(),
    };
    Config::load(&sources).map_err(|error| error.to_string().replace(&format!("{}/", folder.0.display()), ""))
}

type Loaded = Result<(Config, Provenance), String>;

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("sekisho-config-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn refused(loaded: Loaded) -> String {
    let error = loaded.expect_err("it must be refused");
    assert!(!error.contains('\n'), "one line: {error}");
    error
}

#[test]
fn without_configuration_it_runs_on_this_machine_only() {
    let (config, provenance) = Config::load(&Sources::default()).unwrap();
    assert_eq!(config, Config::default());
    assert_eq!(config.server.origin.as_str(), "http://127.0.0.1:8080");
    assert_eq!(config.database.url.as_str(), "sqlite:data/sekisho.db");
    assert_eq!(config.mail.from.to_string(), "no-reply@localhost");
    assert!(KEYS.iter().all(|key| !provenance.is_set(key.name)));
}

#[test]
fn later_sources_win_and_each_value_says_where_it_came_from() {
    let text =
        "[server]\nlisten = '127.0.0.1:1'\n\n[policy.mfa]\nmode = 'required'\n\n[mail]\nper_hour = 5\n";
    let variables =
        [("SEKISHO_SERVER__LISTEN", "127.0.0.1:2"), ("SEKISHO_MAIL__PER_HOUR", "6"), ("HOME", "x")];
    let flags = [("--listen", "server.listen", "127.0.0.1:3")];
    let (config, provenance) = load(text, &variables, &flags).unwrap();
    assert_eq!(config.server.listen.port(), 3);
    assert_eq!(config.mail.per_hour.get(), 6);
    let place = |key: &str| {
        let place = provenance.of(key).to_string();
        place.rsplit('/').next().unwrap().to_owned()
    };
    assert_eq!(place("server.listen"), "--listen");
    assert_eq!(place("mail.per_hour"), "SEKISHO_MAIL__PER_HOUR");
    assert_eq!(place("policy.mfa.mode"), "sekisho.toml:5");
    assert_eq!(place("server.origin"), "from server.listen");
    assert_eq!(place("history.keep_days"), "default");
}

/// Whether the environment may set `key` to `text`.
fn takes(key: &'static Key, text: &str) -> bool {
    let setting = environment::read(&[(key.variable().into(), text.into())]).unwrap().remove(0).1;
    typed(key, &setting).is_ok()
}

/// Whether the type behind `key` reads `value`.
fn type_reads(key: &Key, value: impl Into<Value>) -> bool {
    let mut alone = Value::Object(Map::new());
    put(&mut alone, key.name, value.into());
    serde_json::from_value::<Config>(alone).is_ok()
}

/// No message and no document lies: what [`Takes`] says and what the types say is the same.
#[test]
fn every_key_takes_what_it_says_and_no_more() {
    for key in KEYS {
        assert!(!takes(key, "\u{7}"), "{}", key.name);
        match key.takes {
            Takes::Number(least, most) => {
                for (number, fits) in [(least, true), (most, true), (least - 1, false), (most + 1, false)] {
                    assert_eq!(takes(key, &number.to_string()), fits, "{} = {number}", key.name);
                    assert_eq!(type_reads(key, number), fits, "the type of {} and {number}", key.name);
                }
            }
            Takes::OneOf(words) | Takes::SomeOf(words) => {
                for word in words {
                    assert!(takes(key, word), "{} = {word}", key.name);
                }
                assert!(!takes(key, "nonsense") && !type_reads(key, "nonsense"), "{}", key.name);
            }
            Takes::Switch => {
                assert!(takes(key, "true") && takes(key, "false") && !takes(key, "yes"), "{}", key.name);
                assert!(type_reads(key, true) && !type_reads(key, "true"), "{}", key.name);
            }
            Takes::Day => {
                assert!(takes(key, "2028-02-29") && !takes(key, "2027-02-29"), "{}", key.name);
                assert!(type_reads(key, "2028-02-29") && !type_reads(key, "2027-02-29"), "{}", key.name);
            }
            Takes::Text(_) | Takes::Texts(_) | Takes::Hidden(_) => {}
        }
    }
}

#[test]
fn the_list_of_keys_is_the_keys_that_there_are() {
    fn flatten(section: &str, value: &Value, keys: &mut Vec<String>) {
        for (name, value) in value.as_object().unwrap() {
            let key = if section.is_empty() { name.clone() } else { format!("{section}.{name}") };
            if value.is_object() { flatten(&key, value, keys) } else { keys.push(key) }
        }
    }
    let mut there_are = Vec::new();
    flatten("", &serde_json::to_value(Config::default()).unwrap(), &mut there_are);
    let mut listed: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
    listed.sort_unstable();
    there_are.sort_unstable();
    assert_eq!(listed, there_are);
}

#[test]
fn an_error_names_the_key_its_line_and_what_is_allowed() {
    let check = |text: &str, expected: &str| assert_eq!(refused(load(text, &[], &[])), expected);
    check(
        "[policy.mfa]\nmode = 'requird'\n",
        "sekisho.toml:2: policy.mfa.mode: \"requird\" can't be used, did you mean required?; \
         allowed: never, opt-in, recommended, required",
    );
    check(
        "\n\n[mail]\nport = 70000\n",
        "sekisho.toml:4: mail.port: \"70000\" can't be used; allowed: a whole number from 1 to 65535",
    );
    check(
        "mail.port = '25'\n",
        "sekisho.toml:1: mail.port: \"25\" can't be used; allowed: a whole number from 1 to 65535",
    );
    check(
        "[server]\nlistne = '127.0.0.1:1'\n",
        "sekisho.toml:2: there is no key \"server.listne\"; did you mean server.listen?",
    );
    check(
        "[server]\nname = 'Portal'\n",
        "sekisho.toml:2: there is no key \"server.name\"; did you mean portal.name?",
    );
    check(
        "[database]\nzzzz = 1\n",
        "sekisho.toml:2: there is no key \"database.zzzz\"; allowed are url in database",
    );
    check(
        "qqq = 1\n",
        "sekisho.toml:1: there is no key \"qqq\"; allowed are server, database, secret, portal, mail, policy, \
         gate, history, telemetry",
    );
    check("secret = 'data/key'\n", "sekisho.toml:1: secret is a section; allowed are file in secret");
    check(
        "[server]\norigin = 'http://portal.example.org'\n",
        "sekisho.toml:2: server.origin: \"http://portal.example.org\" can't be used: http:// is for this \
         machine only (localhost, 127.0.0.1, [::1]): others need https://; allowed: https://HOST or \
         https://HOST:PORT; http:// only for localhost, 127.0.0.1 and [::1]",
    );
    check(
        "[server]\ntrusted_proxies = ['10.1.2.3/16']\n",
        "sekisho.toml:2: server.trusted_proxies: \"[10.1.2.3/16]\" can't be used: \"10.1.2.3/16\": bits after \
         the prefix are set, did you mean 10.1.0.0/16?; allowed: a list of addresses and prefixes, such as \
         127.0.0.1, 10.1.0.0/16 and 2001:db8::/48",
    );
    check(
        "[portal]\nname = \"two\\nlines\"\n",
        "sekisho.toml:2: portal.name: \"two\\nlines\" can't be used; allowed: a text of at most 60 characters",
    );
}

#[test]
fn a_file_that_is_no_toml_is_refused_with_the_line() {
    let error = refused(load("[server]\nlisten = \n", &[], &[]));
    assert!(error.starts_with("sekisho.toml:2: "), "{error}");
    let error = refused(load("a = 1\na = 2\n", &[], &[]));
    assert!(error.starts_with("sekisho.toml:2: "), "{error}");
    let missing = Sources { file: Some(PathBuf::from("no/such.toml")), ..Sources::default() };
    let error = Config::load(&missing).unwrap_err().to_string();
    assert!(error.starts_with("--config: no/such.toml can't be read: "), "{error}");
}

#[test]
fn a_variable_at_fault_is_named_as_it_is_written() {
    let check = |name: &str, value: &str, expected: &str| {
        assert_eq!(refused(load("", &[(name, value)], &[])), expected);
    };
    check(
        "SEKISHO_MAIL__PORT",
        "x",
        "SEKISHO_MAIL__PORT: mail.port: \"x\" can't be used; allowed: a whole number from 1 to 65535",
    );
    check(
        "SEKISHO_LISTEN",
        "x",
        "SEKISHO_LISTEN: there is no key \"listen\"; did you mean SEKISHO_SERVER__LISTEN?",
    );
    check(
        "SEKISHO_POLICY__MFA__MOOD",
        "never",
        "SEKISHO_POLICY__MFA__MOOD: there is no key \"policy.mfa.mood\"; did you mean SEKISHO_POLICY__MFA__MODE?",
    );
    check(
        "SEKISHO_PORTAL__NAME",
        "",
        "SEKISHO_PORTAL__NAME: portal.name: \"\" can't be used; allowed: a text of at most 60 characters",
    );
}

#[test]
fn variables_read_as_their_key_asks() {
    let variables = [
        ("SEKISHO_POLICY__MFA__METHODS", "totp, email"),
        ("SEKISHO_SERVER__TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8"),
        ("SEKISHO_POLICY__PASSWORD__CONTEXT_WORDS", ""),
        ("SEKISHO_MAIL__USERNAME", "007"),
        ("SEKISHO_MAIL__PASSWORD", " 12345 "),
        // a Kubernetes service by the name of sekisho
        ("SEKISHO_SERVICE_HOST", "10.0.0.1"),
        ("SEKISHO_PORT_8080_TCP_ADDR", "10.0.0.1"),
    ];
    let text = "policy.password.context_words = ['acme']\n";
    let (config, _) = load(text, &variables, &[]).unwrap();
    assert_eq!(config.policy.mfa.methods.iter().count(), 2);
    assert!(config.server.proxies().contains("10.9.9.9".parse().unwrap()));
    assert!(!config.server.proxies().contains("11.0.0.1".parse().unwrap()));
    assert!(config.policy.password.context_words.is_empty());
    assert_eq!(config.mail.username.as_deref(), Some("007"));
    assert_eq!(config.mail.password.unwrap().reveal(), " 12345 ");
}

#[test]
fn keys_that_contradict_each_other_are_refused() {
    let check = |text: &str, expected: &str| {
        let error = refused(load(text, &[], &[]));
        assert!(error.starts_with(expected), "{error}");
    };
    check("server.listen = '0.0.0.0:80'", "sekisho.toml:1: server.origin: not set, and server.listen");
    check("server.origin = 'https://p.example'", "sekisho.toml:1: mail.transport: log prints codes");
    check("mail.transport = 'smtp'", "sekisho.toml:1: mail.host: not set");
    check("mail = { transport = 'smtp', host = 'a b' }", "sekisho.toml:1: mail.host: \"a b\" can't be used");
    check(
        "[mail]\ntransport = 'smtp'\nhost = 'mx.example.org'\nencryption = 'none'",
        "sekisho.toml:4: mail.encryption: none would send codes in plain text",
    );
    check("mail.username = 'x'", "sekisho.toml:1: mail.password: not set");
    check("mail.password = 'x'", "sekisho.toml:1: mail.username: not set");
    check("gate.mail.secret = 'short'", "sekisho.toml:1: gate.mail.secret: too short");
    check(
        "gate.mail.secret = 'sixteen letters, あ'",
        "sekisho.toml:1: gate.mail.secret: can't stand in a header",
    );
    check("gate.mail.former_secret = '0123456789abcdef'", "sekisho.toml:1: gate.mail.secret: not set");
    check("gate.mail.doveadm_url = 'http://127.0.0.1:1'", "sekisho.toml:1: gate.mail.doveadm_key: not set");
    check("gate.mail.doveadm_key = 'x'", "sekisho.toml:1: gate.mail.doveadm_url: not set");
    check(
        "[gate.mail]\ndoveadm_url = 'https://127.0.0.1:1'\ndoveadm_key = 'x'",
        "sekisho.toml:2: gate.mail.doveadm_url: \"https://127.0.0.1:1\" can't be used",
    );
    check("telemetry.metrics_secret = 'short'", "sekisho.toml:1: telemetry.metrics_secret: too short");
    check(
        "telemetry.metrics_listen = '127.0.0.1:8080'",
        "sekisho.toml:1: telemetry.metrics_listen: the same",
    );
    check(
        "[policy.mfa]\nmethods = ['email']",
        "sekisho.toml:2: policy.mfa.default_method: contradicts another key; allowed: one of mfa.methods",
    );
    check(&format!("portal.name = '{}'", "x".repeat(61)), "sekisho.toml:1: portal.name: too long");
}

#[test]
fn a_mail_server_on_this_machine_needs_no_encryption_and_log_no_public_origin() {
    for host in ["localhost", "127.0.0.1", "::1", "[::1]", "mail.localhost"] {
        let text = format!("mail = {{ transport = 'smtp', encryption = 'none', host = '{host}' }}");
        let (config, _) = load(&text, &[], &[]).unwrap();
        assert_eq!(config.mail.smtp_port(), 25);
    }
    for origin in ["http://localhost:8080", "https://localhost", "http://127.0.0.2", "http://[::1]:3000"] {
        assert!(load(&format!("server.origin = '{origin}'"), &[], &[]).is_ok(), "{origin}");
    }
}

#[test]
fn a_password_comes_from_its_file_and_is_shown_nowhere() {
    let folder = Folder::new();
    let file = folder.0.join("password");
    let with = |path: &Path| {
        let text = format!(
            "[database]\nurl = 'postgres://sekisho:hunter2@db.example/s?sslmode=require&password=hunter2'\n\
             [telemetry]\nmetrics_secret = 'hunter2-hunter2-hunter2'\n\
             [mail]\nusername = 'me'\npassword_file = '{}'\n",
            path.display()
        );
        load(&text, &[], &[])
    };
    fs::write(&file, "hunter2\nsecond line\n").unwrap();
    let (config, provenance) = with(&file).unwrap();
    assert_eq!(config.mail.password.as_ref().unwrap().reveal(), "hunter2");
    let shown =
        format!("{config:?} {:?} {}", config.in_force(&provenance), serde_json::to_string(&config).unwrap());
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(shown.contains("postgres://sekisho@db.example/s?sslmode=require"), "{shown}");
    assert_eq!(provenance.of("mail.password").to_string(), "from mail.password_file");

    fs::write(&file, "").unwrap();
    assert!(refused(with(&file)).contains("mail.password_file: the first line of"));
    let error = refused(with(Path::new("no/such/file")));
    assert!(error.starts_with("mail.password_file: no/such/file can't be read"), "{error}");
    let error = refused(load("database.url = 'mysql://root:hunter2@db'", &[], &[]));
    assert!(error.contains("database.url") && !error.contains("hunter2"), "{error}");
}

#[test]
fn an_origin_is_read_as_browsers_write_it_or_not_at_all() {
    let check = |text: &str, expected: Result<&str, OriginError>| {
        let origin = text.parse::<Origin>();
        assert_eq!(origin.as_ref().map(Origin::as_str), expected.as_ref().map(|text| *text), "{text}");
    };
    check("https://Portal.Example.org", Ok("https://portal.example.org"));
    check("https://portal.example.org:443/", Ok("https://portal.example.org"));
    check("https://portal.example.org:8443", Ok("https://portal.example.org:8443"));
    check("http://localhost:80", Ok("http://localhost"));
    check("https://192.0.2.1", Ok("https://192.0.2.1"));
    check("https://[2001:DB8::1]:8443", Ok("https://[2001:db8::1]:8443"));
    check("portal.example.org", Err(OriginError::Scheme));
    check("ftp://portal.example.org", Err(OriginError::Scheme));
    check("https://portal.example.org/path", Err(OriginError::More('/')));
    check("https://me@portal.example.org", Err(OriginError::More('@')));
    check("https://portal.example.org?x", Err(OriginError::More('?')));
    check("https://", Err(OriginError::Host));
    check("https://under_score.example", Err(OriginError::Host));
    check("https://関所.example", Err(OriginError::Host));
    check("https://127.0.0.1.5", Err(OriginError::Host));
    check("https://0x7f.1", Err(OriginError::Host));
    check("https://[::1", Err(OriginError::Host));
    check("https://portal.example.org:0", Err(OriginError::Port));
    check("https://portal.example.org:x", Err(OriginError::Port));
    check("https://portal.example.org:65536", Err(OriginError::Port));
    check("http://portal.example.org", Err(OriginError::Insecure));
    check("http://10.0.0.1", Err(OriginError::Insecure));
    check("http://localhost.example.org", Err(OriginError::Insecure));
}

#[test]
fn an_origin_gives_links_host_and_authority() {
    let origin: Origin = "https://portal.example.org:8443".parse().unwrap();
    assert_eq!(origin.url("/sign-in"), "https://portal.example.org:8443/sign-in");
    assert_eq!(origin.host(), "portal.example.org");
    assert_eq!(origin.authority(), "portal.example.org:8443");
    assert!(origin.is_secure() && !origin.is_loopback());
    let bare: Origin = "http://[::1]".parse().unwrap();
    assert_eq!((bare.host(), bare.authority()), ("[::1]", "[::1]"));
    assert_eq!(Mail::sender_at(&origin).to_string(), "no-reply@portal.example.org");
}

#[test]
fn a_database_is_a_file_or_a_server() {
    let check = |url: &str, expected: bool| {
        assert_eq!(DatabaseUrl::try_from(url.to_owned()).is_ok(), expected, "{url}");
    };
    check("sqlite:data/x.db", true);
    check("sqlite:///var/lib/sekisho/x.db", true);
    check("postgres://u@h/n", true);
    check("postgresql://h/n", true);
    check("sqlite:", false);
    check("sqlite::memory:", false);
    check("sqlite:x.db?mode=ro", false);
    check("mysql://h/n", false);
    check("data/x.db", false);
}

fn by_preset(name: &str, variables: &[(&str, &str)]) -> Loaded {
    load("", variables, &[("--preset", "portal.preset", name)])
}

#[test]
fn every_preset_is_sound_and_what_is_printed_says_the_same() {
    for preset in PRESETS {
        let (named, provenance) = by_preset(preset.name, &[]).unwrap();
        assert_eq!(
            provenance.of("policy.mfa.mode").to_string().split(':').next(),
            Some(&*format!("preset {}", preset.name))
        );
        let (printed, _) = load(preset.configuration, &[], &[]).unwrap();
        assert_eq!(printed.policy, named.policy, "{}", preset.name);
        assert_eq!(preset.words().unwrap(), named.words, "{}", preset.name);
        assert!(
            preset.configuration.starts_with(&format!("# Preset {}: {}.\n", preset.name, preset.summary))
        );
    }
}

#[test]
fn what_the_operator_sets_goes_over_the_preset() {
    let variables = [("SEKISHO_POLICY__MFA__MODE", "required")];
    let (config, provenance) = by_preset("success-portal", &variables).unwrap();
    assert_eq!(config.policy.mfa.mode, MfaMode::Required);
    assert_eq!(provenance.of("policy.mfa.mode"), &Place::Variable(variables[0].0.to_owned()));
    assert!(config.policy.support_requests.offered);
}

#[test]
fn a_preset_that_is_not_there_is_refused_with_those_that_are() {
    let error = refused(by_preset("succes-portal", &[]));
    assert!(error.contains("--preset") && error.contains("did you mean success-portal?"), "{error}");
    assert!(PRESETS.iter().all(|preset| error.contains(preset.name)), "{error}");
}

#[test]
fn the_operators_own_words_go_over_the_presets_and_a_logo_is_read() {
    let folder = Folder::new();
    let (words, logo) = (folder.0.join("words.toml"), folder.0.join("logo.svg"));
    fs::write(&words, "[en.sign_in]\ntitle = 'Welcome back'\n").unwrap();
    fs::write(&logo, "<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
    let text = format!("[portal]\nwording = '{}'\nlogo = '{}'\n", words.display(), logo.display());
    let (config, _) = load(&text, &[], &[("--preset", "portal.preset", "service-sign-in")]).unwrap();
    assert_eq!(config.words[&Language::En]["sign_in.title"], "Welcome back");
    let logo = config.logo.unwrap();
    assert_eq!((logo.content_type, logo.url.starts_with("/logo/")), ("image/svg+xml", true));

    fs::write(&words, "[en.sign_in]\ntitel = 'Welcome back'\n").unwrap();
    let error = refused(load(&text, &[], &[]));
    assert!(error.contains("words.toml:2: ") && error.contains("did you mean sign_in.title?"), "{error}");
    fs::write(&words, "").unwrap();
    fs::write(folder.0.join("logo.svg"), "<html>").unwrap();
    let error = refused(load(&text, &[], &[]));
    assert!(error.contains("portal.logo") && error.contains("neither SVG nor PNG"), "{error}");
    let error = refused(load("[portal]\nlogo = 'no/such/file.svg'\n", &[], &[]));
    assert!(error.contains("portal.logo: no/such/file.svg can't be read"), "{error}");
}

/// The table of a section, as `docs/CONFIGURATION.md` has it.
fn table(section: &str) -> String {
    let in_force = Config::default().in_force(&Provenance::default());
    let mut table = String::from("| Key | Default | Allowed | Meaning |\n|---|---|---|---|\n");
    for (key, now) in KEYS.iter().zip(&in_force).filter(|(key, _)| key.name.starts_with(section)) {
        let default = match &now.value {
            _ if key.name == "server.hashing_permits" => "as many as cores".to_owned(),
            Value::Null => "not set".to_owned(),
            Value::Array(items) if items.is_empty() => "`[]`".to_owned(),
            Value::String(text) => format!("`{text}`"),
            value => format!("`{value}`"),
        };
        table.push_str(&format!("| `{}` | {default} | {} | {} |\n", key.name, key.takes, key.meaning));
    }
    table
}

#[test]
fn every_key_is_in_the_document_with_its_default_and_what_is_allowed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/CONFIGURATION.md");
    let document = fs::read_to_string(path).unwrap();
    let mut sections: Vec<&str> = KEYS.iter().filter_map(|key| Some(key.name.split_once('.')?.0)).collect();
    sections.dedup();
    for section in sections {
        let table = table(&format!("{section}."));
        let heading = format!("## `[{section}]`\n\n");
        let written = document.split_once(&heading).map(|(_, rest)| rest).unwrap_or_default();
        assert!(written.contains(&table), "the section {section} should have this table:\n{table}");
    }
}
