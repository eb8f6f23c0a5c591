//! `cargo xtask sizes`: what the site files weigh, and what a page may have its visitor download.
//!
//! These are the files' shares of the budgets; a page's own HTML comes on top and is measured in a browser by
//! `end2end/tests/sizes.spec.ts`.

use crate::error::{TaskError, TaskResult};
use crate::front::Profile;
use crate::site::{Entry, Manifest};
use std::path::Path;

const KIB: usize = 1024;

/// A kind of page, the files that its first visit downloads, and how much they may weigh together.
struct Budget {
    pages: &'static str,
    files: &'static [&'static str],
    bytes: usize,
}

/// 12 KiB of each page's budget are left to its HTML.
const BUDGETS: &[Budget] = &[
    Budget {
        pages: "sign-in, code (with its countdown), forgot-password, support",
        files: &["main.css", "countdown.js"],
        bytes: 48 * KIB,
    },
    Budget {
        pages: "Authorized IP Access, with its islands",
        files: &["main.css", "boot.js", "sekisho.js", "sekisho.wasm"],
        bytes: 288 * KIB,
    },
    Budget {
        pages: "pages on which a whole list is edited",
        files: &["main.css", "boot-editors.js", "editors.js", "editors.wasm"],
        bytes: 388 * KIB,
    },
    Budget {
        pages: "the OTP app, with all that it keeps on the device",
        files: &[
            "main.css",
            "authenticator.js",
            "authenticator-keys.js",
            "authenticator-hold.js",
            "authenticator-glue.js",
            "authenticator.wasm",
        ],
        bytes: 60 * KIB,
    },
];

/// Prints every file's size and every budget; fails when one is exceeded.
pub(crate) fn report(root: &Path) -> TaskResult {
    let manifest = Manifest::read(&Profile::Release.folder(root))
        .map_err(|_| TaskError::new("the site is not built: run `make front`"))?;
    eprintln!("{:<16} {:>9} {:>9} {:>9}", "file", "raw", "gzip", "brotli");
    for entry in &manifest.files {
        let gz = entry.gz.unwrap_or(entry.raw);
        eprintln!("{:<16} {:>9} {gz:>9} {:>9}", entry.name, entry.raw, sent(entry));
    }
    let mut over = Vec::new();
    for budget in BUDGETS {
        let total = weigh(&manifest, budget)?;
        eprintln!("{}: {total} of {} bytes", budget.pages, budget.bytes);
        if total > budget.bytes {
            over.push(budget.pages);
        }
    }
    if over.is_empty() { Ok(()) } else { Err(TaskError::new(format!("over budget: {}", over.join("; ")))) }
}

/// What today's browsers are sent.
fn sent(entry: &Entry) -> usize {
    entry.br.unwrap_or(entry.raw)
}

fn weigh(manifest: &Manifest, budget: &Budget) -> TaskResult<usize> {
    budget.files.iter().try_fold(0, |total, name| {
        let entry = manifest.file(name).ok_or_else(|| TaskError::new(format!("the site has no {name}")))?;
        Ok(total + sent(entry))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, raw: usize, br: Option<usize>) -> Entry {
        Entry {
            name: name.to_owned(),
            file: name.to_owned(),
            content_type: String::new(),
            sha256: String::new(),
            raw,
            br,
            gz: None,
        }
    }

    #[test]
    fn a_page_weighs_what_is_sent_for_its_files() {
        let budget = Budget { pages: "p", files: &["a.css", "b.js"], bytes: 0 };
        let manifest = Manifest {
            inputs: String::new(),
            files: vec![entry("a.css", 100, Some(10)), entry("b.js", 7, None)],
        };
        assert_eq!(weigh(&manifest, &budget).unwrap(), 17);
        let missing = Manifest { inputs: String::new(), files: vec![entry("a.css", 100, Some(10))] };
        assert!(weigh(&missing, &budget).is_err());
    }
}
