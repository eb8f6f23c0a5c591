//! What can go wrong in a task, with the file or command that it went wrong with.

use std::fmt;
use std::path::Path;

/// What a task comes to.
pub(crate) type TaskResult<T = ()> = Result<T, TaskError>;

/// A task failed. One line for a person; there is nothing to match on.
#[derive(Debug)]
pub(crate) struct TaskError(String);

impl TaskError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// `error` happened while working on `path`.
    pub(crate) fn at(path: &Path, error: impl fmt::Display) -> Self {
        Self(format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TaskError {}

/// Reads `path` whole.
pub(crate) fn read(path: &Path) -> TaskResult<Vec<u8>> {
    std::fs::read(path).map_err(|error| TaskError::at(path, error))
}

/// Reads `path` as text.
pub(crate) fn read_text(path: &Path) -> TaskResult<String> {
    std::fs::read_to_string(path).map_err(|error| TaskError::at(path, error))
}

/// Writes `path`, and the folders on the way to it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> TaskResult {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| TaskError::at(folder, error))?;
    }
    std::fs::write(path, bytes).map_err(|error| TaskError::at(path, error))
}
