//! `cargo xtask package`: the engine for JavaScript as a folder that `npm pack` takes as it is.
//!
//! ```text
//! engine/js ──cargo──▶ .wasm ──wasm-bindgen──▶ engine.wasm + glue.js ─┐
//! engine/js/package: index.js, index.d.ts, README.md, example/ … ─────┼──▶ target/package/npm
//! LICENSE ────────────────────────────────────────────────────────────┘
//! ```

use crate::error::{TaskError, TaskResult, read, read_text, write};
use crate::glue::{Host, bind};
use crate::wasm;
use std::path::{Path, PathBuf};

/// What the manifest has in place of the version, which is the workspace's.
const VERSION: &str = "__VERSION__";

/// Builds the package anew and returns its folder.
pub(crate) fn build(root: &Path) -> TaskResult<PathBuf> {
    let module = wasm::compile(root, "sekisho-engine-js", "npm")?;
    let glue = bind(&module, Host::Browser, false)?;
    let folder = root.join("target/package/npm");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| TaskError::at(&folder, error))?;
    }
    copy(&root.join("engine/js/package"), &folder)?;
    write(&folder.join("LICENSE"), &read(&root.join("LICENSE"))?)?;
    write(&folder.join("glue.js"), &glue.js)?;
    write(&folder.join("engine.wasm"), &glue.wasm)?;
    let manifest = folder.join("package.json");
    let text = read_text(&manifest)?;
    if !text.contains(VERSION) {
        return Err(TaskError::at(&manifest, format!("does not mention {VERSION}")));
    }
    write(&manifest, text.replace(VERSION, env!("CARGO_PKG_VERSION")).as_bytes())?;
    nameless(&folder, &places(root))?;
    Ok(folder)
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> TaskResult {
    for entry in list(from)? {
        let (name, path) = (entry.file_name(), entry.path());
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            write(&to.join(name), &read(&path)?)?;
        }
    }
    Ok(())
}

fn list(folder: &Path) -> TaskResult<Vec<std::fs::DirEntry>> {
    let listed = std::fs::read_dir(folder).map_err(|error| TaskError::at(folder, error))?;
    listed.map(|entry| entry.map_err(|error| TaskError::at(folder, error))).collect()
}

/// Where this machine keeps what is built from: nobody else's business.
fn places(root: &Path) -> Vec<PathBuf> {
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let mut places: Vec<PathBuf> =
        [Some(root.to_path_buf()), std::env::home_dir(), cargo].into_iter().flatten().collect();
    // a home that is the root of the file system is in every path
    places.retain(|place| place.components().count() > 1);
    places
}

/// Refuses a package in which a file names one of `places`.
fn nameless(folder: &Path, places: &[PathBuf]) -> TaskResult {
    for entry in list(folder)? {
        let path = entry.path();
        if path.is_dir() {
            nameless(&path, places)?;
            continue;
        }
        let bytes = read(&path)?;
        let named = places.iter().find(|place| holds(&bytes, place.as_os_str().as_encoded_bytes()));
        if let Some(place) = named {
            return Err(TaskError::at(&path, format!("names {} of this machine", place.display())));
        }
    }
    Ok(())
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    !part.is_empty() && bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_that_names_a_folder_of_this_machine_is_refused() {
        let folder = std::env::temp_dir().join(format!("sekisho-package-{}", std::process::id()));
        write(&folder.join("example/index.html"), b"<p>panicked at /home/alice/src/lib.rs:1</p>").unwrap();
        assert!(nameless(&folder, &[PathBuf::from("/home/bob")]).is_ok());
        assert!(nameless(&folder, &[PathBuf::from("/home/bob"), PathBuf::from("/home/alice")]).is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
