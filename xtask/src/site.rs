//! The site: files under names that carry their hash, each with its compressed forms beside it, and
//! `manifest.json`, which tells the server what is called what.
//!
//! A name changes with its content, so browsers may keep a file for ever.

use crate::compress::{Effort, brotli, gzip};
use crate::error::{TaskError, TaskResult, read_text, write};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// One line of the manifest. Sizes are in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// What the sources call it: `main.css`.
    pub(crate) name: String,
    /// What it is served as: `main-0123456789abcdef.css`.
    pub(crate) file: String,
    pub(crate) content_type: String,
    pub(crate) sha256: String,
    pub(crate) raw: usize,
    /// `None` where compressing gained nothing.
    pub(crate) br: Option<usize>,
    /// `None` where compressing gained nothing.
    pub(crate) gz: Option<usize>,
}

/// `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The fingerprint of what the site was built from.
    pub(crate) inputs: String,
    /// The files, by name.
    pub(crate) files: Vec<Entry>,
}

impl Manifest {
    /// The manifest of the site in `folder`, if there is one.
    pub(crate) fn read(folder: &Path) -> TaskResult<Self> {
        let path = folder.join("manifest.json");
        serde_json::from_str(&read_text(&path)?).map_err(|error| TaskError::at(&path, error))
    }

    /// The file that the sources call `name`.
    pub(crate) fn file(&self, name: &str) -> Option<&Entry> {
        self.files.iter().find(|entry| entry.name == name)
    }
}

/// A site being built.
pub(crate) struct Site {
    folder: PathBuf,
    effort: Effort,
    files: Vec<Entry>,
}

impl Site {
    pub(crate) fn new(folder: PathBuf, effort: Effort) -> Self {
        Self { folder, effort, files: Vec::new() }
    }

    /// Adds what the sources call `name`; returns the name it is served under.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) -> TaskResult<String> {
        let content_type = content_type(name)?;
        let sha256 = hex(&Sha256::digest(bytes));
        let (stem, extension) = name.rsplit_once('.').expect("content_type has seen an extension");
        let file = format!("{stem}-{}.{extension}", &sha256[..16]);
        write(&self.folder.join(&file), bytes)?;
        let packed = |suffix: &str, packed: Vec<u8>| -> TaskResult<Option<usize>> {
            // Not worth it for the few bytes of an icon.
            if packed.len() + 64 >= bytes.len() {
                return Ok(None);
            }
            write(&self.folder.join(format!("{file}.{suffix}")), &packed)?;
            Ok(Some(packed.len()))
        };
        let br = packed("br", brotli(bytes, self.effort)?)?;
        let gz = packed("gz", gzip(bytes, self.effort)?)?;
        self.files.push(Entry {
            name: name.to_owned(),
            file: file.clone(),
            content_type: content_type.to_owned(),
            sha256,
            raw: bytes.len(),
            br,
            gz,
        });
        Ok(file)
    }

    /// Writes the manifest and removes what an earlier build has left.
    pub(crate) fn finish(mut self, inputs: String) -> TaskResult<Manifest> {
        self.files.sort_by(|a, b| a.name.cmp(&b.name));
        let manifest = Manifest { inputs, files: self.files };
        let mut keep = HashSet::from(["manifest.json".to_owned()]);
        for entry in &manifest.files {
            keep.extend([entry.file.clone(), format!("{}.br", entry.file), format!("{}.gz", entry.file)]);
        }
        let listed = std::fs::read_dir(&self.folder).map_err(|error| TaskError::at(&self.folder, error))?;
        for file in listed.filter_map(Result::ok) {
            if !keep.contains(&*file.file_name().to_string_lossy()) {
                std::fs::remove_file(file.path()).map_err(|error| TaskError::at(&file.path(), error))?;
            }
        }
        let json =
            serde_json::to_string_pretty(&manifest).map_err(|error| TaskError::new(error.to_string()))?;
        write(&self.folder.join("manifest.json"), json.as_bytes())?;
        Ok(manifest)
    }
}

/// A fingerprint of several inputs, told apart by their lengths.
pub(crate) fn fingerprint<'a>(inputs: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for input in inputs {
        hash.update(input.len().to_le_bytes());
        hash.update(input);
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The media type that goes with a name's extension.
fn content_type(name: &str) -> TaskResult<&'static str> {
    Ok(match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("webmanifest") => "application/manifest+json",
        _ => return Err(TaskError::new(format!("{name}: no media type is known for it"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("sekisho-site-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn a_name_changes_with_its_content_and_nothing_else() {
        let folder = scratch("name");
        let mut site = Site::new(folder.clone(), Effort::Least);
        let first = site.add("main.css", b"a{color:red}").unwrap();
        assert_eq!(first, site.add("main.css", b"a{color:red}").unwrap());
        assert_ne!(first, site.add("main.css", b"a{color:blue}").unwrap());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_an_earlier_build_left_is_removed() {
        let folder = scratch("prune");
        for text in ["a{}".repeat(300), "b{}".repeat(300)] {
            let mut site = Site::new(folder.clone(), Effort::Least);
            let file = site.add("main.css", text.as_bytes()).unwrap();
            let manifest = site.finish("x".to_owned()).unwrap();
            assert_eq!(manifest, Manifest::read(&folder).unwrap());
            assert_eq!(manifest.file("main.css").unwrap().file, file);
            let mut left: Vec<String> = std::fs::read_dir(&folder)
                .unwrap()
                .map(|file| file.unwrap().file_name().into_string().unwrap())
                .collect();
            left.sort();
            assert_eq!(
                left,
                [file.clone(), format!("{file}.br"), format!("{file}.gz"), "manifest.json".to_owned()]
            );
        }
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_of_an_unknown_type_is_refused() {
        let mut site = Site::new(scratch("type"), Effort::Least);
        for name in ["notes.txt", "Makefile"] {
            assert!(site.add(name, b"x").is_err(), "{name}");
        }
    }
}
