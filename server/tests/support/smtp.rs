//! A mail server that isn't ours, as a child process on the loopback; certificates by openssl.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/smtp_server.py");

/// How a mail server behaves: see `smtp_server.py`.
#[derive(Clone)]
pub(crate) struct Behaviour(Value);

/// A mail that arrived, as Python's parser reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Received {
    /// The envelope's recipients.
    pub(crate) to: Vec<String>,
    /// Names and values.
    pub(crate) headers: Vec<(String, String)>,
    /// The text.
    pub(crate) text: String,
    /// Whether the connection was signed in.
    pub(crate) signed_in: bool,
    /// Whether it travelled as ASCII.
    pub(crate) ascii: bool,
}

impl Received {
    /// The value of the one header of this name.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut found = self.headers.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
        let value = found.next().unwrap_or_else(|| panic!("no {name} in {:?}", self.headers));
        assert!(found.next().is_none(), "more than one {name}");
        &value.1
    }
}

/// All that a mail server saw.
#[derive(Debug)]
pub(crate) struct Seen {
    /// Mails whose text was handed over.
    pub(crate) mails: Vec<Received>,
    /// How often a sender was named.
    pub(crate) senders: usize,
    /// How often somebody tried to sign in.
    pub(crate) sign_ins: usize,
    /// How often a sender was named in plain text.
    pub(crate) plain: usize,
}

/// A running mail server.
pub(crate) struct MailServer {
    child: Child,
    lines: BufReader<ChildStdout>,
    /// Where it listens.
    pub(crate) port: u16,
}

impl Behaviour {
    /// Takes every mail, in plain text.
    pub(crate) fn plain() -> Self {
        Self(json!({ "encryption": "none" }))
    }

    /// Offers STARTTLS with the certificate.
    pub(crate) fn starttls(certificate: &Certificate) -> Self {
        Self(json!({ "encryption": "starttls", "cert": certificate.chain, "key": certificate.key }))
    }

    /// TLS from the first byte.
    pub(crate) fn tls(certificate: &Certificate) -> Self {
        Self(json!({ "encryption": "tls", "cert": certificate.chain, "key": certificate.key }))
    }

    /// With one more property.
    pub(crate) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0[key] = value.into();
        self
    }

    /// Answers a command with these words.
    pub(crate) fn replying(self, command: &str, words: &str) -> Self {
        self.with("replies", json!({ command: words }))
    }
}

impl MailServer {
    /// Starts it; panics with what to install where it can't be.
    pub(crate) fn start(behaviour: &Behaviour) -> Self {
        let mut child = Command::new(python())
            .args([SCRIPT, &behaviour.0.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut ready = String::new();
        lines.read_line(&mut ready).expect("the mail server says where it listens");
        let ready: Value = serde_json::from_str(&ready).expect("the mail server starts");
        let port = u16::try_from(ready["port"].as_u64().expect("a port")).expect("a port");
        Self { child, lines, port }
    }

    /// Stops it; answers all that it saw.
    pub(crate) fn stop(mut self) -> Seen {
        drop(self.child.stdin.take());
        let mut rest = String::new();
        self.lines.read_to_string(&mut rest).expect("the mail server's words");
        self.child.wait().expect("the mail server ends");
        let events: Vec<Value> = rest.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let count = |name: &str| events.iter().filter(|event| event["event"] == name).count();
        Seen {
            mails: events.iter().filter(|event| event["event"] == "message").map(received).collect(),
            senders: count("MAIL"),
            sign_ins: count("AUTH"),
            plain: events.iter().filter(|event| event["event"] == "MAIL" && event["tls"] == false).count(),
        }
    }
}

/// A test that panics leaves no process behind.
impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn received(event: &Value) -> Received {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    Received {
        to: list(&event["to"]).iter().map(text).collect(),
        headers: list(&event["headers"]).iter().map(|pair| (text(&pair[0]), text(&pair[1]))).collect(),
        text: text(&event["text"]),
        signed_in: event["signed_in"] == true,
        ascii: event["ascii"] == true,
    }
}

/// The Python that has aiosmtpd: the first on the path, or the system's.
fn python() -> &'static str {
    let has_it = |python: &&str| {
        let mut command = Command::new(python);
        command.args(["-c", "import aiosmtpd.smtp"]).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let found = ["python3", "/usr/bin/python3"].into_iter().find(has_it);
    found.expect(
        "a mail server to test with is missing: apt-get install python3-aiosmtpd (or pip install aiosmtpd)",
    )
}

/// A certificate, and who vouches for it.
pub(crate) struct Certificate {
    /// The authority, in PEM.
    pub(crate) authority: PathBuf,
    chain: String,
    key: String,
}

impl Certificate {
    /// A certificate for `name`, such as `IP:127.0.0.1`, made in `folder` by an authority of its own, valid for
    /// `days` from now on.
    pub(crate) fn make(folder: &Path, name: &str, days: i32) -> Self {
        std::fs::create_dir_all(folder).expect("a folder");
        let at = |file: &str| folder.join(file).to_str().expect("a path in UTF-8").to_owned();
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout"];
        let openssl = |arguments: &[&str]| {
            let output = Command::new("openssl").args(arguments).output();
            let output = output.expect("openssl is missing: apt-get install openssl");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        };
        let authority =
            [&at("ca.key"), "-x509", "-days", "30", "-subj", "/CN=Test authority", "-out", &at("ca.pem")];
        openssl(&[&["req"], &key[..], &authority].concat());
        let request = [&at("server.key"), "-subj", "/CN=Mail server", "-out", &at("server.csr")];
        openssl(&[&["req"], &key[..], &request].concat());
        std::fs::write(at("extensions"), format!("subjectAltName={name}\n")).expect("a file");
        openssl(&[
            "x509",
            "-req",
            "-in",
            &at("server.csr"),
            "-CA",
            &at("ca.pem"),
            "-CAkey",
            &at("ca.key"),
            "-CAcreateserial",
            "-days",
            &days.to_string(),
            "-extfile",
            &at("extensions"),
            "-out",
            &at("server.pem"),
        ]);
        Self { authority: at("ca.pem").into(), chain: at("server.pem"), key: at("server.key") }
    }
}
