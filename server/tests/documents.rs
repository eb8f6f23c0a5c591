//! What the documents name is there.

use std::path::Path;

const DOCUMENTS: [&str; 11] = [
    "README.md",
    "ARCHITECTURE.md",
    "DESIGN.md",
    "CONTRIBUTING.md",
    "docs/BENCHMARKS.md",
    "docs/BUILD.md",
    "docs/COMMANDS.md",
    "docs/CONFIGURATION.md",
    "docs/MAIL.md",
    "docs/SECURITY.md",
    "docs/WEB.md",
];

/// Folders of this project with which a path in a document begins.
const ROOTS: [&str; 10] =
    ["engine/", "app/", "server/", "style/", "end2end/", "deploy/", "xtask/", "scripts/", "docs/", ".ci/"];

#[test]
fn every_path_that_a_document_names_exists() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text =
            std::fs::read_to_string(top.join(document)).unwrap_or_else(|_| panic!("{document} is missing"));
        for named in text.split(['`', '(', ')', '"', ' ', '\n', '|', ',']) {
            let named = named.trim_end_matches(['.', ':', ';']);
            let is_path = ROOTS.iter().any(|root| named.starts_with(root))
                && !named.contains(['<', '*', '{', '…', '$']);
            if is_path && !top.join(named).exists() {
                missing.push(format!("{document}: {named}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
