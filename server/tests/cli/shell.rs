//! A shell in a folder of its own, in which the program is run.

use crate::database::Fresh;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A password that every rule is content with.
pub(crate) const PASSWORD: &str = "seven lanterns under the bridge";

/// The longest that anything here takes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A folder to run the program in, and the database that it uses.
pub(crate) struct Shell {
    folder: PathBuf,
    database: Option<Fresh>,
}

/// What a command did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Shell {
    /// With the database of the first start, which isn't there yet.
    pub(crate) fn sqlite() -> Self {
        Self::with(None)
    }

    /// With an empty database in the PostgreSQL of the environment; `None` without one.
    pub(crate) fn postgres() -> Option<Self> {
        wait_for(Fresh::postgres()).map(|fresh| Self::with(Some(fresh)))
    }

    fn with(database: Option<Fresh>) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("sekisho-cli-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder, database }
    }

    /// Whether the database is a file.
    pub(crate) fn is_sqlite(&self) -> bool {
        self.database.is_none()
    }

    /// The address of the database.
    pub(crate) fn url(&self) -> String {
        match &self.database {
            Some(fresh) => fresh.url.clone(),
            None => format!("sqlite:{}", self.path("data/sekisho.db").display()),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Who may do what with a file.
    pub(crate) fn mode(&self, name: &str) -> u32 {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(self.path(name)).unwrap().permissions().mode() & 0o777
    }

    fn command(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.args(arguments).current_dir(&self.folder).env_clear();
        if let Some(fresh) = &self.database {
            command.env("SEKISHO_DATABASE__URL", &fresh.url);
        }
        command.envs(variables.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs a command with these variables, and `input` on its standard input stream.
    pub(crate) fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Ran {
        let mut child = self.command(arguments, variables).spawn().unwrap();
        // a command that refuses its arguments reads nothing
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Ran {
            status: output.status.code().expect("it ends by itself"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a command.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[], "")
    }

    /// Runs a command that does what it should; answers what it printed.
    pub(crate) fn done(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{arguments:?}");
        ran.out
    }

    /// Runs a command that prints one JSON value.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let out = self.done(&[arguments, &["--json"]].concat());
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {out}"))
    }

    /// Runs a command that is refused; answers the one line that says why.
    pub(crate) fn refused(&self, arguments: &[&str]) -> String {
        self.run(arguments).refused()
    }

    /// Makes an account.
    pub(crate) fn add(&self, email: &str, more: &[&str]) {
        let arguments = [&["user", "add", "--email", email, "--password-stdin"], more].concat();
        let ran = self.run_with(&arguments, &[], &format!("{PASSWORD}\n"));
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{email}");
    }

    /// Starts the server on any free port.
    pub(crate) fn serve(&self, variables: &[(&str, &str)]) -> Server {
        let mut child = self.command(&["serve", "--listen", "127.0.0.1:0"], variables).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        out.read_line(&mut first).unwrap();
        let Some(origin) = first.trim_end().strip_prefix("Sekisho listens on ") else {
            let mut err = String::new();
            child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
            panic!("{first:?} {err:?}");
        };
        Server { origin: origin.to_owned(), child, out }
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        if let Some(fresh) = self.database.take() {
            wait_for(fresh.remove());
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Ran {
    /// The one line that says why it was refused.
    pub(crate) fn refused(&self) -> String {
        assert_eq!((self.status, self.out.as_str()), (1, ""), "{self:?}");
        let line = self.err.strip_prefix("sekisho: ").expect("it says who speaks").trim_end();
        assert!(!line.is_empty() && !line.contains('\n'), "{self:?}");
        line.to_owned()
    }
}

/// Waits for something that has to do with the database.
pub(crate) fn wait_for<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(future)
}

/// A server that runs.
pub(crate) struct Server {
    pub(crate) origin: String,
    child: Child,
    out: BufReader<ChildStdout>,
}

/// How a server ended.
pub(crate) struct Ended {
    pub(crate) status: Option<i32>,
    /// What it printed after its first line.
    pub(crate) out: String,
    /// What it logged.
    pub(crate) log: String,
}

impl Server {
    /// The next line that it prints.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// A connection to it.
    pub(crate) fn connect(&self) -> TcpStream {
        TcpStream::connect(self.origin.strip_prefix("http://").unwrap()).unwrap()
    }

    /// The status and text of the answer to a GET.
    pub(crate) fn get(&self, path: &str, more: &str) -> (u16, String) {
        get(self.connect(), path, more)
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    /// Waits until it has ended.
    pub(crate) fn ended(mut self) -> Ended {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < PATIENCE, "it doesn't end");
            std::thread::sleep(Duration::from_millis(20));
        };
        let mut ended = Ended { status: status.code(), out: String::new(), log: String::new() };
        self.out.read_to_string(&mut ended.out).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut ended.log).unwrap();
        ended
    }

    /// Asks it to stop, and waits.
    pub(crate) fn stop(self) -> Ended {
        self.signal("TERM");
        self.ended()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // a test that failed leaves no server behind; one that has ended can't be killed
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The status and text of the answer to a GET.
pub(crate) fn get(mut stream: TcpStream, path: &str, more: &str) -> (u16, String) {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let host = stream.peer_addr().unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap();
    let body = answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default();
    (status, body)
}
