//! `cargo xtask dev`: builds, serves, and does both again when a source changes; open pages reload.
//!
//! The site goes to `target/site-dev`, which the debug server reads from disk (`SEKISHO_SITE_DIR`), so a change
//! of style or of an island does not compile the server again.

use crate::error::{TaskError, TaskResult};
use crate::front::{self, Profile};
use notify::{RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

/// A save touches several files, an editor several times each: what comes within this time is one change.
const SETTLE: Duration = Duration::from_millis(150);

/// What a change makes necessary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Work {
    front: bool,
    server: bool,
}

impl Work {
    const ALL: Self = Self { front: true, server: true };

    /// What a change of the file at `path`, relative to the repository, makes necessary.
    fn of(path: &Path) -> Self {
        let mut parts = path.iter().filter_map(|part| part.to_str());
        match (parts.next(), parts.next()) {
            (Some("style"), _) | (Some("app"), Some("browser")) => Self { front: true, server: false },
            (Some("server"), _) => Self { front: false, server: true },
            (Some("app" | "engine"), _) | (Some("Cargo.toml" | "Cargo.lock"), None) => Self::ALL,
            _ => Self::default(),
        }
    }

    fn and(self, other: Self) -> Self {
        Self { front: self.front || other.front, server: self.server || other.server }
    }
}

/// Builds, serves (with `args` for the server) and watches until it is interrupted.
pub(crate) fn run(root: &Path, args: &[&str]) -> TaskResult {
    let (sender, changes) = mpsc::channel();
    let watching = |error: notify::Error| TaskError::new(format!("watching the sources: {error}"));
    let mut watcher = notify::recommended_watcher(sender).map_err(watching)?;
    for folder in ["app", "engine", "server", "style"] {
        watcher.watch(&root.join(folder), RecursiveMode::Recursive).map_err(watching)?;
    }
    // Not the folder itself, which holds `target`.
    for file in ["Cargo.toml", "Cargo.lock"] {
        watcher.watch(&root.join(file), RecursiveMode::NonRecursive).map_err(watching)?;
    }

    let server = Server::default();
    let ending = server.clone();
    // an interrupt at the terminal reaches the server as well, a signal to this process alone doesn't
    ctrlc::set_handler(move || {
        ending.end();
        std::process::exit(0);
    })
    .map_err(|error| TaskError::new(format!("listening for signals: {error}")))?;
    let mut work = Work::ALL;
    loop {
        if work != Work::default() {
            match build(root, work) {
                Ok(()) => server.restart(root, args)?,
                Err(error) => eprintln!("dev: {error}; what was there goes on serving"),
            }
        }
        work = next(root, &changes)?;
    }
}

fn build(root: &Path, work: Work) -> TaskResult {
    if work.front && front::build(root, Profile::Dev)? {
        eprintln!("dev: the site is built");
    }
    if work.server {
        let built = Command::new("cargo")
            .current_dir(root)
            .args(["build", "--quiet", "--package", "sekisho"])
            .status()
            .map_err(|error| TaskError::new(format!("cargo: {error}")))?;
        if !built.success() {
            return Err(TaskError::new("the server does not build"));
        }
    }
    Ok(())
}

/// The running server, if one is.
#[derive(Clone, Default)]
struct Server(Arc<Mutex<Option<Child>>>);

impl Server {
    fn end(&self) {
        let running = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut child) = running {
            // It may have ended by itself, because of a wrong configuration for instance.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Ends the running server and starts the one that has been built.
    fn restart(&self, root: &Path, args: &[&str]) -> TaskResult {
        self.end();
        let program = root.join("target/debug/sekisho");
        let child = Command::new(&program)
            .current_dir(root)
            .arg("serve")
            .args(args)
            .env("SEKISHO_SITE_DIR", Profile::Dev.folder(root))
            .spawn()
            .map_err(|error| TaskError::at(&program, error))?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(child);
        Ok(())
    }
}

/// Waits for a change and for the quiet after it.
fn next(root: &Path, changes: &mpsc::Receiver<notify::Result<notify::Event>>) -> TaskResult<Work> {
    let stopped = |_| TaskError::new("watching the sources has ended");
    let mut work = changed(root, changes.recv().map_err(stopped)?);
    while let Ok(event) = changes.recv_timeout(SETTLE) {
        work = work.and(changed(root, event));
    }
    Ok(work)
}

fn changed(root: &Path, event: notify::Result<notify::Event>) -> Work {
    match event {
        // Reading a file is no change: the compiler does it all the time.
        Ok(event) if event.kind.is_access() => Work::default(),
        Ok(event) => event
            .paths
            .iter()
            .map(|path| Work::of(&path.strip_prefix(root).map_or_else(|_| PathBuf::new(), Path::to_path_buf)))
            .fold(Work::default(), Work::and),
        // Events were lost: anything may have changed.
        Err(_) => Work::ALL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_depends_on_a_file_is_built_again() {
        let front = Work { front: true, server: false };
        let server = Work { front: false, server: true };
        for (path, expected) in [
            ("style/base.css", front),
            ("app/browser/boot.js", front),
            ("server/src/main.rs", server),
            ("server/migrations/sqlite/0001.sql", server),
            ("app/src/lib.rs", Work::ALL),
            ("engine/src/time.rs", Work::ALL),
            ("Cargo.toml", Work::ALL),
            ("docs/BUILD.md", Work::default()),
        ] {
            assert_eq!(Work::of(Path::new(path)), expected, "{path}");
        }
    }
}
