//! The key file: one key a line in hexadecimal, the newest first, readable by its owner only.

use crate::entropy::random;
use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Why the key file can't be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// It can't be read or made.
    #[error("secret.file {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A line is no key.
    #[error("secret.file {path}, line {line}: a key is 64 hexadecimal digits")]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// It holds no key.
    #[error("secret.file {path}: no key in it, expected 64 hexadecimal digits a line")]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// Others than its owner may read it.
    #[error("secret.file {path}: others than its owner may read it, make it mode 0600")]
    Open {
        /// The file.
        path: PathBuf,
    },
    /// The operating system gave no random bytes.
    #[error("the operating system gives no random bytes")]
    Entropy,
}

/// Reads the keys of `path`; makes the file with a new key when it isn't there.
///
/// # Errors
/// [`KeyFileError`] names the file, the line and what is allowed.
pub fn load_or_create(path: &Path) -> Result<Vec<[u8; 32]>, KeyFileError> {
    let io = |source| KeyFileError::Io { path: path.to_owned(), source };
    match fs::read_to_string(path) {
        Ok(text) => {
            refuse_if_open(path)?;
            parse(path, &text)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = random::<32>().map_err(|_| KeyFileError::Entropy)?;
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(io)?;
            }
            let mut file = create(path).map_err(io)?;
            writeln!(file, "{}", HEXLOWER.encode(&key)).map_err(io)?;
            file.sync_all().map_err(io)?;
            Ok(vec![key])
        }
        Err(error) => Err(io(error)),
    }
}

/// Puts a new key on top of those in `path`. Answers how many there are then. The file is replaced in one
/// step: a server that starts meanwhile reads the old one or the new one.
///
/// # Errors
/// [`KeyFileError`]; the file is as it was then.
pub fn add_key(path: &Path) -> Result<usize, KeyFileError> {
    let io = |source| KeyFileError::Io { path: path.to_owned(), source };
    refuse_if_open(path)?;
    let text = fs::read_to_string(path).map_err(io)?;
    let keys = parse(path, &text)?.len();
    let key = random::<32>().map_err(|_| KeyFileError::Entropy)?;
    let beside = path.with_extension("new");
    let mut file = create(&beside).map_err(io)?;
    let written = writeln!(file, "{}", HEXLOWER.encode(&key))
        .and_then(|()| file.write_all(text.as_bytes()))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, path));
    if let Err(error) = written {
        let _ = fs::remove_file(&beside);
        return Err(io(error));
    }
    Ok(keys + 1)
}

/// A new file that only its owner reads.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn parse(path: &Path, text: &str) -> Result<Vec<[u8; 32]>, KeyFileError> {
    let mut keys = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let key = HEXLOWER_PERMISSIVE.decode(line.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
        keys.push(key.ok_or_else(|| KeyFileError::Line { path: path.to_owned(), line: at + 1 })?);
    }
    if keys.is_empty() { Err(KeyFileError::Empty { path: path.to_owned() }) } else { Ok(keys) }
}

#[cfg(unix)]
fn refuse_if_open(path: &Path) -> Result<(), KeyFileError> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = fs::metadata(path).map_err(|source| KeyFileError::Io { path: path.to_owned(), source })?;
    if metadata.permissions().mode() & 0o077 == 0 {
        Ok(())
    } else {
        Err(KeyFileError::Open { path: path.to_owned() })
    }
}

#[cfg(not(unix))]
fn refuse_if_open(_: &Path) -> Result<(), KeyFileError> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("sekisho-key-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn the_first_start_makes_a_key_that_only_its_owner_reads_and_the_next_reads_it() {
        let path = folder("first").join("deep/secret.key");
        let made = load_or_create(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(load_or_create(&path).unwrap(), made);
    }

    #[test]
    fn a_new_key_goes_on_top_and_the_older_ones_stay() {
        let path = folder("rotated").join("secret.key");
        let first = load_or_create(&path).unwrap();
        assert_eq!(add_key(&path).unwrap(), 2);
        let both = load_or_create(&path).unwrap();
        assert_eq!(both.len(), 2);
        assert_eq!(both[1..], first[..]);
        assert_ne!(both[0], first[0]);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_others_may_read_or_that_holds_no_key_is_refused_with_its_name() {
        let folder = folder("bad");
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("secret.key");
        let check = |text: &str, mode: u32, expected: &str| {
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let error = load_or_create(&path).unwrap_err().to_string();
            assert!(error.contains(expected) && error.contains("secret.key"), "{error}");
        };
        check(&"ab".repeat(32), 0o644, "mode 0600");
        check("", 0o600, "no key in it");
        check(&format!("{}\nxyz\n", "ab".repeat(32)), 0o600, "line 2");
    }
}
