//! The outbox against a mail server that isn't ours, on both databases.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use sekisho::clock::Clock;
use sekisho::config::{self, Config, Encryption, Hidden, Transport};
use sekisho::core::Core;
use sekisho::error::Trouble;
use sekisho::history::store::Scene;
use sekisho::mail::{EmailAddress, Letter};
use sekisho::outbox::{self, Mail, Post, PostError, Round};
use sekisho::secret::SecretKeys;
use sekisho::{exec, row, rows};
use sekisho_app::error::Problem;
use sekisho_app::i18n::{Language, Overrides, Words};
use sekisho_app::id::{AccountId, MailId};
use sekisho_engine::email_otp::Purpose;
use sekisho_engine::time::{Seconds, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

#[path = "support/database.rs"]
mod database;
#[path = "support/ports.rs"]
mod ports;
#[path = "support/smtp.rs"]
mod smtp;

use database::Fresh;
use ports::free_port;
use smtp::{Behaviour, Certificate, MailServer};

const START: i64 = 1_795_299_420;
const CODE: &str = "493817";
const LIFE: Seconds = Seconds::minutes(10);

/// A clock that stands still until it is moved.
#[derive(Debug)]
struct TestClock(AtomicI64);

impl TestClock {
    fn forward(&self, by: Seconds) {
        self.0.fetch_add(by.get(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(self.0.load(Ordering::SeqCst))
    }
}

/// A portal's outbox and two accounts.
struct Office {
    fresh: Fresh,
    clock: Arc<TestClock>,
    config: Config,
    core: Arc<Core>,
}

const ALICE: AccountId = AccountId(1);
const BOB: AccountId = AccountId(2);

/// A mail as it stands in the outbox.
#[derive(Debug, sqlx::FromRow)]
struct Row {
    state: String,
    attempts: i64,
    next_attempt_at: i64,
    sealed_body: Option<Vec<u8>>,
    message_id: String,
    reason: String,
}

impl Office {
    async fn open(fresh: Fresh) -> Self {
        let clock = Arc::new(TestClock(AtomicI64::new(START)));
        let config = Config::default();
        let core = instance(&fresh, &clock, &config).await;
        let mut tx = core.db.begin().await.unwrap();
        for name in ["alice", "bob"] {
            exec!(
                &mut tx,
                "INSERT INTO accounts (email, email_key, name, role, state, created_at)
                 VALUES ($1, $1, $2, 'general', 'active', 0)",
                format!("{name}@example.org"),
                name,
            )
            .unwrap();
        }
        tx.commit().await.unwrap();
        Self { fresh, clock, config, core }
    }

    /// Changes the configuration, as at a new start.
    async fn configure(&mut self, change: impl FnOnce(&mut Config)) {
        change(&mut self.config);
        self.core = instance(&self.fresh, &self.clock, &self.config).await;
    }

    /// Another process on the same database.
    async fn another_instance(&self) -> Arc<Core> {
        instance(&self.fresh, &self.clock, &self.config).await
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn code(&self) -> Letter<'static> {
        Letter::Code { purpose: Purpose::SignIn, code: CODE, until: self.now().plus(LIFE) }
    }

    async fn try_promise(&self, account: AccountId, to: &str, letter: Letter<'_>) -> Result<MailId, Trouble> {
        self.promise_in(&Words::default(), account, to, letter).await
    }

    async fn promise_in(
        &self,
        words: &Words,
        account: AccountId,
        to: &str,
        letter: Letter<'_>,
    ) -> Result<MailId, Trouble> {
        let to: EmailAddress = to.parse().unwrap();
        let mail = Mail { account, to: &to, from: None, letter, words };
        let mut tx = self.core.db.begin().await?;
        let id = outbox::enqueue(&mut tx, &self.core, &Scene::outside(self.now()), &mail).await?;
        tx.commit().await?;
        self.core.outbox.wake();
        Ok(id)
    }

    async fn promise(&self, letter: Letter<'_>) -> MailId {
        self.try_promise(ALICE, "alice@example.org", letter).await.unwrap()
    }

    async fn send(&self, post: &Post) -> Round {
        outbox::send_due(&self.core, post).await.unwrap()
    }

    async fn row(&self, id: MailId) -> Row {
        let mut reader = self.core.db.read().await.unwrap();
        row!(
            &mut reader,
            Row,
            "SELECT state, attempts, next_attempt_at, sealed_body, message_id, reason FROM outbox WHERE id = $1",
            id.0
        )
        .unwrap()
        .unwrap()
    }

    /// The history's events, the oldest first.
    async fn events(&self) -> Vec<String> {
        let mut reader = self.core.db.read().await.unwrap();
        let events = rows!(&mut reader, (String,), "SELECT event FROM history ORDER BY id").unwrap();
        events.into_iter().map(|(event,)| event).collect()
    }

    /// The way to a mail server on this machine.
    fn way(port: u16, encryption: Encryption) -> config::Mail {
        config::Mail {
            transport: Transport::Smtp,
            host: Some("127.0.0.1".to_owned()),
            port: Some(i64::from(port).try_into().unwrap()),
            encryption,
            timeout_seconds: 10.try_into().unwrap(),
            ..config::Mail::default()
        }
    }

    fn plain(port: u16) -> Post {
        Post::new(&Self::way(port, Encryption::None)).unwrap()
    }

    fn certificate(&self, folder: &str, name: &str) -> Certificate {
        Certificate::make(&self.fresh.folder().join(folder), name, 2)
    }
}

async fn instance(fresh: &Fresh, clock: &Arc<TestClock>, config: &Config) -> Arc<Core> {
    let keys = SecretKeys::new(vec![[7; 32]]).unwrap();
    Arc::new(Core::new(config.clone(), fresh.open().await, clock.clone(), keys).unwrap())
}

async fn run(fresh: Fresh, test: impl AsyncFnOnce(&mut Office)) {
    let mut office = Office::open(fresh).await;
    test(&mut office).await;
    let Office { fresh, core, .. } = office;
    core.db.close().await;
    fresh.remove().await;
}

/// Each test on SQLite, and on PostgreSQL where there is one.
macro_rules! on_both_databases {
    ($($test:ident),+ $(,)?) => {$(
        mod $test {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run(Fresh::sqlite().await, super::$test).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(fresh) = Fresh::postgres().await {
                    run(fresh, super::$test).await;
                }
            }
        }
    )+};
}

on_both_databases! {
    a_promised_mail_arrives_once_protected_and_whole,
    what_waits_is_sealed_and_what_has_ended_is_erased,
    a_mail_that_is_not_promised_after_all_is_not_sent,
    a_server_that_was_down_gets_the_mail_later_under_the_same_message_id,
    a_refusal_for_good_is_final_and_the_history_says_why_without_the_code,
    an_expired_code_is_never_sent,
    a_newer_code_replaces_the_one_that_waits,
    nothing_is_sent_under_a_bad_certificate,
    nothing_is_sent_in_plain_text_where_starttls_is_not_offered,
    a_refused_sign_in_to_the_mail_server_loses_no_mail,
    a_silent_mail_server_holds_nobody_up,
    no_field_adds_a_header_or_a_recipient,
    letters_to_one_person_are_limited_and_notices_get_through,
    asking_many_times_at_once_gets_no_more_letters,
    letters_to_everybody_and_those_that_wait_are_limited,
    two_instances_send_each_mail_once,
    a_mail_whose_carrier_was_killed_goes_out_when_the_claim_runs_out,
    the_outbox_is_moving_while_somebody_carries_even_to_a_server_that_is_down,
    carriers_send_when_woken_and_stop_when_told,
    what_ended_long_ago_is_forgotten_and_what_waits_is_not,
}

async fn a_promised_mail_arrives_once_protected_and_whole(office: &mut Office) {
    let certificate = office.certificate("good", "IP:127.0.0.1");
    for (encryption, behaviour) in [
        (Encryption::Starttls, Behaviour::starttls(&certificate)),
        (Encryption::Tls, Behaviour::tls(&certificate)),
    ] {
        let server = MailServer::start(&behaviour.with("user", "portal").with("password", "secret"));
        let way = config::Mail {
            ca_file: Some(certificate.authority.clone()),
            username: Some("portal".to_owned()),
            password: Some(Hidden::from("secret".to_owned())),
            ..Office::way(server.port, encryption)
        };
        let post = Post::new(&way).unwrap();
        let japanese = Words::new(Language::Ja, Arc::default());
        let id = office.promise_in(&japanese, ALICE, "alice@example.org", office.code()).await.unwrap();
        assert_eq!(office.send(&post).await, Round::Idle(None));
        assert_eq!(office.send(&post).await, Round::Idle(None));

        let seen = server.stop();
        let [mail] = &seen.mails[..] else { panic!("{seen:?}") };
        assert_eq!(mail.to, ["alice@example.org"]);
        assert_eq!(mail.header("Subject"), "確認コード");
        assert_eq!(mail.header("Message-ID"), office.row(id).await.message_id);
        assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
        assert_eq!(mail.header("Date"), "Sat, 21 Nov 2026 22:17:00 +0000");
        assert!(mail.text.lines().any(|line| line == CODE), "{}", mail.text);
        assert!(mail.text.contains("サインインするための確認コード"), "{}", mail.text);
        assert!(mail.signed_in && mail.ascii && seen.plain == 0, "{seen:?}");
        assert_eq!(office.row(id).await.state, "sent");
    }
    assert_eq!(office.events().await, ["mail_queued", "mail_sent", "mail_queued", "mail_sent"]);
}

async fn what_waits_is_sealed_and_what_has_ended_is_erased(office: &mut Office) {
    let id = office.promise(office.code()).await;
    let sealed = office.row(id).await.sealed_body.unwrap();
    assert!(!sealed.windows(CODE.len()).any(|window| window == CODE.as_bytes()));
    let server = MailServer::start(&Behaviour::plain());
    office.send(&Office::plain(server.port)).await;
    assert_eq!(office.row(id).await.sealed_body, None);
    assert_eq!(server.stop().mails.len(), 1);
}

async fn a_mail_that_is_not_promised_after_all_is_not_sent(office: &mut Office) {
    let to: EmailAddress = "alice@example.org".parse().unwrap();
    let mail = Mail { account: ALICE, to: &to, from: None, letter: office.code(), words: &Words::default() };
    let mut tx = office.core.db.begin().await.unwrap();
    outbox::enqueue(&mut tx, &office.core, &Scene::outside(office.now()), &mail).await.unwrap();
    drop(tx);
    let server = MailServer::start(&Behaviour::plain());
    assert_eq!(office.send(&Office::plain(server.port)).await, Round::Idle(None));
    assert_eq!(server.stop().mails.len(), 0);
    assert_eq!(office.events().await, [""; 0]);
}

async fn a_server_that_was_down_gets_the_mail_later_under_the_same_message_id(office: &mut Office) {
    let port = free_port();
    let post = Office::plain(port);
    let id = office.promise(Letter::PasswordChanged).await;
    assert_eq!(office.send(&post).await, Round::Unreachable);
    let row = office.row(id).await;
    assert_eq!((row.state.as_str(), row.attempts), ("queued", 1));
    assert_eq!(row.reason, "the mail server can't be reached");
    let wait = row.next_attempt_at - START;
    assert!((60..=75).contains(&wait), "{wait}");

    // up again, but not before its time, and then it puts the mail off as greylisting does
    let server =
        MailServer::start(&Behaviour::plain().with("port", port).replying("DATA", "451 4.7.1 come back"));
    let next = Round::Idle(Some(Timestamp::from_unix(row.next_attempt_at)));
    assert_eq!(office.send(&post).await, next);
    office.clock.forward(Seconds::new(wait));
    office.send(&post).await;
    let row = office.row(id).await;
    assert_eq!((row.state.as_str(), row.attempts), ("queued", 2));
    assert_eq!(row.reason, "451 4.7.1 come back");
    let wait = row.next_attempt_at - office.now().as_unix();
    assert!((120..=150).contains(&wait), "{wait}");
    let first = server.stop();

    let server = MailServer::start(&Behaviour::plain().with("port", port));
    office.clock.forward(Seconds::new(wait));
    assert_eq!(office.send(&post).await, Round::Idle(None));
    let second = server.stop();
    assert_eq!(office.row(id).await.state, "sent");
    assert_eq!((first.mails.len(), second.mails.len()), (1, 1));
    assert_eq!(first.mails[0].headers, second.mails[0].headers);
    assert_eq!(second.mails[0].header("Message-ID"), office.row(id).await.message_id);
    assert_eq!(office.events().await, ["mail_queued", "mail_sent"]);
}

async fn a_refusal_for_good_is_final_and_the_history_says_why_without_the_code(office: &mut Office) {
    let long = format!("550 {} {CODE}\u{1b}[2J {}", "no", "x".repeat(500));
    for (command, words, reason) in [
        ("RCPT", "550 5.1.1 <alice@example.org> is nobody", "550 5.1.1 <alice@example.org> is nobody"),
        ("DATA", "554 5.7.1 spam: 493817 is bad", "554 5.7.1 spam: … is bad"),
        ("MAIL", &long, &format!("550 no … [2J {}", "x".repeat(200))[..]),
    ] {
        let server = MailServer::start(&Behaviour::plain().replying(command, words));
        let post = Office::plain(server.port);
        let id = office.promise(office.code()).await;
        assert_eq!(office.send(&post).await, Round::Idle(None));
        office.clock.forward(Seconds::MINUTE);
        assert_eq!(office.send(&post).await, Round::Idle(None));
        assert_eq!(server.stop().senders, 1, "{command}");
        let row = office.row(id).await;
        assert_eq!((row.state.as_str(), row.attempts), ("failed", 1), "{command}");
        assert_eq!(row.reason, reason.chars().take(200).collect::<String>());
        assert_eq!(row.sealed_body, None);
    }
    assert_eq!(office.events().await, ["mail_queued", "mail_failed"].repeat(3));
}

async fn an_expired_code_is_never_sent(office: &mut Office) {
    let port = free_port();
    let post = Office::plain(port);
    let id = office.promise(office.code()).await;
    for _ in 0..20 {
        office.send(&post).await;
        office.clock.forward(Seconds::MINUTE);
    }
    let server = MailServer::start(&Behaviour::plain().with("port", port));
    assert_eq!(office.send(&post).await, Round::Idle(None));
    let seen = server.stop();
    assert_eq!((seen.mails.len(), seen.senders), (0, 0));
    let row = office.row(id).await;
    assert_eq!((row.state.as_str(), row.sealed_body), ("expired", None));
    // at 0, 1, 3 and 7 minutes, or a little later
    assert!((3..=4).contains(&row.attempts), "{}", row.attempts);
    assert_eq!(row.reason, "the mail server can't be reached");
    assert_eq!(office.events().await, ["mail_queued", "mail_expired"]);
}

async fn a_newer_code_replaces_the_one_that_waits(office: &mut Office) {
    let older = office.promise(office.code()).await;
    let until = office.now().plus(LIFE);
    let other = office.promise(Letter::Code { purpose: Purpose::ChangeAddress, code: "555555", until }).await;
    let newer = office.promise(Letter::Code { purpose: Purpose::SignIn, code: "777777", until }).await;
    let server = MailServer::start(&Behaviour::plain());
    office.send(&Office::plain(server.port)).await;
    let seen = server.stop();
    let mut codes: Vec<&str> = seen.mails.iter().filter_map(|mail| mail.text.lines().nth(2)).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["555555", "777777"]);
    let row = office.row(older).await;
    assert_eq!((row.state.as_str(), row.attempts, row.sealed_body), ("expired", 0, None));
    assert_eq!(
        (office.row(other).await.state, office.row(newer).await.state),
        ("sent".into(), "sent".into())
    );
}

async fn nothing_is_sent_under_a_bad_certificate(office: &mut Office) {
    let good = office.certificate("good", "IP:127.0.0.1");
    let namesake = office.certificate("namesake", "IP:127.0.0.1");
    let other_name = office.certificate("other", "DNS:mail.example.net");
    let over = Certificate::make(&office.fresh.folder().join("over"), "IP:127.0.0.1", -1);
    for (what, certificate, trusted) in [
        ("nobody we know vouches for it", &good, None),
        ("somebody of the same name vouches for it", &good, Some(&namesake)),
        ("for another name", &other_name, Some(&other_name)),
        ("out of date", &over, Some(&over)),
    ] {
        for (encryption, behaviour) in [
            (Encryption::Starttls, Behaviour::starttls(certificate)),
            (Encryption::Tls, Behaviour::tls(certificate)),
        ] {
            let server = MailServer::start(&behaviour);
            let ca_file = trusted.map(|trusted| trusted.authority.clone());
            let way = config::Mail { ca_file, ..Office::way(server.port, encryption) };
            let id = office.promise(Letter::PasswordChanged).await;
            assert_eq!(office.send(&Post::new(&way).unwrap()).await, Round::Unreachable, "{what}");
            let seen = server.stop();
            assert_eq!((seen.mails.len(), seen.senders, seen.sign_ins), (0, 0, 0), "{what}");
            assert_eq!(office.row(id).await.state, "queued", "{what}");
        }
    }
}

async fn nothing_is_sent_in_plain_text_where_starttls_is_not_offered(office: &mut Office) {
    let server = MailServer::start(&Behaviour::plain());
    let way = config::Mail {
        username: Some("portal".to_owned()),
        password: Some(Hidden::from("secret".to_owned())),
        ..Office::way(server.port, Encryption::Starttls)
    };
    let id = office.promise(office.code()).await;
    assert_eq!(office.send(&Post::new(&way).unwrap()).await, Round::Unreachable);
    let seen = server.stop();
    assert_eq!((seen.mails.len(), seen.senders, seen.sign_ins), (0, 0, 0));
    let row = office.row(id).await;
    assert_eq!(
        (row.state.as_str(), row.reason.as_str()),
        ("queued", "no protected connection to the mail server")
    );
}

async fn a_refused_sign_in_to_the_mail_server_loses_no_mail(office: &mut Office) {
    let asking = Behaviour::plain().with("user", "portal").with("password", "secret");
    for (username, expected_attempts) in [(Some("portal"), 1), (None, 0)] {
        let server = MailServer::start(&asking);
        let way = config::Mail {
            username: username.map(ToOwned::to_owned),
            password: username.map(|_| Hidden::from("wrong".to_owned())),
            ..Office::way(server.port, Encryption::None)
        };
        let id = office.promise(Letter::PasswordChanged).await;
        assert_eq!(office.send(&Post::new(&way).unwrap()).await, Round::Unreachable);
        let seen = server.stop();
        assert_eq!((seen.mails.len(), seen.sign_ins), (0, expected_attempts));
        let row = office.row(id).await;
        assert_eq!(row.state, "queued");
        assert_eq!(row.reason, "the mail server doesn't let the portal sign in");
    }
}

async fn a_silent_mail_server_holds_nobody_up(office: &mut Office) {
    // takes the connection, and never says a word
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let way = config::Mail { timeout_seconds: 1.try_into().unwrap(), ..Office::way(port, Encryption::None) };
    let post = Post::new(&way).unwrap();
    let id = office.promise(office.code()).await;
    let (sending, core) = (office.core.clone(), office.core.clone());
    let sending = tokio::spawn(async move { outbox::send_due(&sending, &post).await.unwrap() });
    let (connection, _) = silent.accept().await.unwrap();
    // the mail is claimed and on its way, and requests go on
    office.promise(Letter::PasswordChanged).await;
    assert!(outbox::is_moving(&core.db, office.now()).await.unwrap());
    assert!(!sending.is_finished(), "promising a mail waited for the mail server");
    assert_eq!(sending.await.unwrap(), Round::Unreachable);
    drop(connection);
    assert_eq!(office.row(id).await.reason, "the mail server can't be reached");
}

async fn no_field_adds_a_header_or_a_recipient(office: &mut Office) {
    const SMUGGLED: &str = "x\r\nBcc: mallory@example.net\r\n\r\n.\r\nMAIL FROM:<mallory@example.net>";
    for address in
        ["a@b.example\r\nBcc: m@example.net", "a@b.example,m@example.net", "<a@b.example> m@example.net"]
    {
        assert!(address.parse::<EmailAddress>().is_err(), "{address:?}");
    }
    office.configure(|config| config.portal.name = SMUGGLED.to_owned()).await;
    let own = [
        ("mail.code_subject", SMUGGLED),
        ("mail.code_sign_in", ".\r\n.\r\nRCPT TO:<mallory@example.net>\r\n."),
    ];
    let own: BTreeMap<String, String> = own.map(|(key, text)| (key.to_owned(), text.to_owned())).into();
    let words = Words::new(Language::En, Arc::new(Overrides::from([(Language::En, own)])));
    let to = "o'hara+{portal}=`x|y`@example.org";
    let link = format!("https://portal.example.org/{SMUGGLED}");
    let letters = [
        office.code(),
        Letter::Invitation { link: &link, until: office.now().plus(LIFE) },
        Letter::PasswordChanged,
    ];
    let server = MailServer::start(&Behaviour::plain());
    for letter in letters {
        office.promise_in(&words, ALICE, to, letter).await.unwrap();
    }
    office.send(&Office::plain(server.port)).await;
    let seen = server.stop();
    assert_eq!((seen.mails.len(), seen.senders), (3, 3));
    for mail in &seen.mails {
        assert_eq!(mail.to, [to]);
        assert_eq!(mail.header("To"), to);
        let names: BTreeSet<&str> = mail.headers.iter().map(|(name, _)| name.as_str()).collect();
        let expected = [
            "Auto-Submitted",
            "Content-Transfer-Encoding",
            "Content-Type",
            "Date",
            "From",
            "MIME-Version",
            "Message-ID",
            "Subject",
            "To",
        ];
        assert_eq!(names, BTreeSet::from(expected));
        assert_eq!(names.len(), mail.headers.len(), "{:?}", mail.headers);
    }
}

async fn letters_to_one_person_are_limited_and_notices_get_through(office: &mut Office) {
    office.configure(|config| config.mail.per_person_per_hour = 8.try_into().unwrap()).await;
    for _ in 0..6 {
        office.promise(office.code()).await;
        office.clock.forward(Seconds::MINUTE);
    }
    // three quarters are used up: by the account, and by the address for any other account
    for (account, to) in
        [(ALICE, "alice@example.org"), (ALICE, "new@example.org"), (BOB, "Alice@EXAMPLE.org")]
    {
        let told = office.try_promise(account, to, office.code()).await.unwrap_err();
        let Trouble::Told(error) = told else { panic!("{told:?}") };
        assert_eq!(error.problem, Problem::Throttled { retry_after: Seconds::minutes(54) }, "{account} {to}");
    }
    // the rest is for notices; what is over the limit is not sent, and the history says so
    let mut notices = Vec::new();
    for _ in 0..3 {
        notices.push(office.promise(Letter::PasswordChanged).await);
    }
    let over = office.row(notices[2]).await;
    assert_eq!((over.state.as_str(), over.sealed_body), ("failed", None));
    assert_eq!(over.reason, "too many mails to this person in an hour");
    assert_eq!(office.events().await.last().unwrap(), "mail_failed");

    let server = MailServer::start(&Behaviour::plain());
    office.send(&Office::plain(server.port)).await;
    // the newest code and two notices: every older code was replaced
    assert_eq!(server.stop().mails.len(), 3);
    // somebody else is not concerned, and an hour later nobody is
    office.try_promise(BOB, "bob@example.org", office.code()).await.unwrap();
    office.clock.forward(Seconds::HOUR);
    office.promise(office.code()).await;
}

async fn asking_many_times_at_once_gets_no_more_letters(office: &mut Office) {
    office.configure(|config| config.mail.per_person_per_hour = 8.try_into().unwrap()).await;
    let instances = [office.core.clone(), office.another_instance().await];
    let mut asking = tokio::task::JoinSet::new();
    for number in 0..24 {
        let (core, now, letter) = (instances[number % 2].clone(), office.now(), office.code());
        asking.spawn(async move {
            let to: EmailAddress = "alice@example.org".parse().unwrap();
            let mail = Mail { account: ALICE, to: &to, from: None, letter, words: &Words::default() };
            let mut tx = core.db.begin().await.unwrap();
            let promised = outbox::enqueue(&mut tx, &core, &Scene::outside(now), &mail).await;
            if promised.is_ok() {
                tx.commit().await.unwrap();
            }
            promised.is_ok()
        });
    }
    let promised = asking.join_all().await.into_iter().filter(|promised| *promised).count();
    assert_eq!(promised, 6);
}

async fn letters_to_everybody_and_those_that_wait_are_limited(office: &mut Office) {
    let limits = |per_hour: i64, queue: i64| {
        move |config: &mut Config| {
            config.mail.per_hour = per_hour.try_into().unwrap();
            config.mail.queue_limit = queue.try_into().unwrap();
        }
    };
    office.configure(limits(4, 1_000)).await;
    for account in [ALICE, BOB, ALICE] {
        let purpose = if account == BOB { Purpose::SignIn } else { Purpose::Enrol };
        let letter = Letter::Code { purpose, code: CODE, until: office.now().plus(LIFE) };
        office.try_promise(account, &format!("{account}@example.org"), letter).await.unwrap();
    }
    let busy = |result: Result<MailId, Trouble>| match result {
        Err(Trouble::Told(error)) => matches!(error.problem, Problem::Busy { .. }),
        _ => false,
    };
    assert!(busy(office.try_promise(BOB, "bob@example.org", office.code()).await));
    let first = office.promise(Letter::PasswordChanged).await;
    let second = office.promise(Letter::PasswordChanged).await;
    assert_eq!(office.row(first).await.state, "queued");
    assert_eq!(office.row(second).await.reason, "too many mails in an hour");

    // three wait by now; of ten places, eight are for letters
    office.configure(limits(1_000, 10)).await;
    for _ in 0..5 {
        office.promise(Letter::NewPlace).await;
    }
    assert!(busy(office.try_promise(BOB, "bob@example.org", office.code()).await));
    for _ in 0..2 {
        office.promise(Letter::NewPlace).await;
    }
    let over = office.promise(Letter::NewPlace).await;
    assert_eq!(office.row(over).await.reason, "too many mails are waiting");
}

async fn two_instances_send_each_mail_once(office: &mut Office) {
    office.configure(|config| config.mail.per_person_per_hour = 100.try_into().unwrap()).await;
    for number in 0..24 {
        office.try_promise(ALICE, &format!("a{number}@example.org"), Letter::PasswordChanged).await.unwrap();
    }
    let server = MailServer::start(&Behaviour::plain().with("delay", 0.02));
    let post = Arc::new(Office::plain(server.port));
    let instances = [office.core.clone(), office.another_instance().await];
    let mut carriers = tokio::task::JoinSet::new();
    for carrier in 0..8 {
        let (core, post) = (instances[carrier % 2].clone(), post.clone());
        carriers.spawn(async move { outbox::send_due(&core, &post).await.unwrap() });
    }
    carriers.join_all().await;
    office.send(&post).await;
    let seen = server.stop();
    let ids: BTreeSet<&str> = seen.mails.iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!((seen.mails.len(), ids.len()), (24, 24));
}

async fn a_mail_whose_carrier_was_killed_goes_out_when_the_claim_runs_out(office: &mut Office) {
    let server = MailServer::start(&Behaviour::plain().with("delay", 600));
    let port = server.port;
    let id = office.promise(Letter::PasswordChanged).await;
    let post = Office::plain(port);
    // gone between handing the mail over and writing down that it was taken
    let killed = tokio::time::timeout(Duration::from_secs(2), outbox::send_due(&office.core, &post)).await;
    assert!(killed.is_err());
    assert_eq!(office.row(id).await.state, "queued");
    drop(server);

    let server = MailServer::start(&Behaviour::plain().with("port", port));
    let survivor = office.another_instance().await;
    let round = outbox::send_due(&survivor, &post).await.unwrap();
    let Round::Idle(Some(again)) = round else { panic!("{round:?}") };
    assert!(again > office.now());
    office.clock.forward(again.since(office.now()));
    assert_eq!(outbox::send_due(&survivor, &post).await.unwrap(), Round::Idle(None));
    let seen = server.stop();
    assert_eq!(seen.mails.len(), 1);
    assert_eq!(seen.mails[0].header("Message-ID"), office.row(id).await.message_id);
    assert_eq!(office.row(id).await.state, "sent");
}

async fn the_outbox_is_moving_while_somebody_carries_even_to_a_server_that_is_down(office: &mut Office) {
    let moving = async |office: &Office| outbox::is_moving(&office.core.db, office.now()).await.unwrap();
    assert!(moving(office).await);
    office.promise(Letter::PasswordChanged).await;
    assert!(moving(office).await);
    office.clock.forward(Seconds::minutes(3));
    assert!(!moving(office).await, "nobody came for three minutes");
    office.send(&Office::plain(free_port())).await;
    assert!(moving(office).await, "it was tried and put off");
    office.clock.forward(Seconds::new(70));
    assert!(moving(office).await);
}

async fn carriers_send_when_woken_and_stop_when_told(office: &mut Office) {
    let server = MailServer::start(&Behaviour::plain());
    let post = Arc::new(Office::plain(server.port));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let carriers = outbox::run(office.core.clone(), post, async {
        let _ = stopped.await;
    });
    let carriers = tokio::spawn(carriers);
    let id = office.promise(office.code()).await;
    let arrives = async {
        while office.row(id).await.state != "sent" {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), arrives).await.expect("the mail leaves by itself");
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(30), carriers).await.expect("they stop").unwrap();
    assert_eq!(server.stop().mails.len(), 1);
}

async fn what_ended_long_ago_is_forgotten_and_what_waits_is_not(office: &mut Office) {
    let server = MailServer::start(&Behaviour::plain());
    office.promise(Letter::PasswordChanged).await;
    office.send(&Office::plain(server.port)).await;
    drop(server);
    office.clock.forward(Seconds::days(2));
    office.promise(Letter::PasswordChanged).await;
    let purge = async |keep| {
        let mut tx = office.core.db.begin().await.unwrap();
        let gone = outbox::purge(&mut tx, office.now(), keep).await.unwrap();
        tx.commit().await.unwrap();
        gone
    };
    assert_eq!(purge(Seconds::days(3)).await, 0);
    assert_eq!(purge(Seconds::DAY).await, 1);
    assert_eq!(purge(Seconds::ZERO).await, 0);
}

#[test]
fn a_way_out_that_can_not_work_is_refused_at_the_start_with_the_key() {
    let refused = |way: &config::Mail| Post::new(way).map(drop).map_err(|error: PostError| error.to_string());
    let way = Office::way(25, Encryption::Tls);
    assert_eq!(refused(&way), Ok(()));
    assert_eq!(refused(&config::Mail { host: None, ..way.clone() }), Err("mail.host is not set".to_owned()));
    let missing = config::Mail { ca_file: Some("no-such-file.pem".into()), ..way.clone() };
    assert!(refused(&missing).unwrap_err().starts_with("mail.ca_file no-such-file.pem: "));
    let no_certificate = config::Mail { ca_file: Some("Cargo.toml".into()), ..way };
    assert_eq!(refused(&no_certificate), Err("mail.ca_file Cargo.toml: no certificate in PEM".to_owned()));
}
