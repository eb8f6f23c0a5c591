//! Puts the site files into the binary, so that a server is one file to copy.
//!
//! `cargo xtask front` leaves them in `target/site` with a manifest; this script writes the table of them that
//! `src/site.rs` includes. Without them the table is empty: the server compiles, starts and says what is missing.

use serde_json::Value;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let site = here.parent().ok_or("the crate lies in the repository")?.join("target/site");
    // A path that doesn't exist would make cargo run this script each time.
    std::fs::create_dir_all(&site)?;
    println!("cargo::rerun-if-changed={}", site.display());

    let manifest = site.join("manifest.json");
    let mut table = String::from("&[\n");
    if manifest.is_file() {
        let manifest: Value = serde_json::from_slice(&std::fs::read(&manifest)?)?;
        for entry in manifest["files"].as_array().ok_or("the manifest lists no files")? {
            table.push_str(&row(&site, entry)?);
        }
    }
    table.push(']');
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("site_table.rs"), table)?;
    Ok(())
}

/// One `Asset`, as source.
fn row(site: &Path, entry: &Value) -> Result<String, Box<dyn Error>> {
    let text =
        |key: &str| entry[key].as_str().ok_or_else(|| format!("an entry of the manifest has no {key}"));
    let (name, file, content_type) = (text("name")?, text("file")?, text("content_type")?);
    let packed = |suffix: &str| {
        if entry[suffix].is_null() {
            return "None".to_owned();
        }
        format!("Some(include_bytes!({:?}))", site.join(format!("{file}.{suffix}")))
    };
    let mut row = String::new();
    writeln!(row, "    Asset {{")?;
    writeln!(row, "        name: {name:?},")?;
    writeln!(row, "        url: {:?},", format!("/assets/{file}"))?;
    writeln!(row, "        content_type: {content_type:?},")?;
    writeln!(row, "        etag: {:?},", format!("\"{}\"", &text("sha256")?[..32]))?;
    writeln!(row, "        raw: include_bytes!({:?}),", site.join(file))?;
    writeln!(row, "        br: {},", packed("br"))?;
    writeln!(row, "        gz: {},", packed("gz"))?;
    writeln!(row, "    }},")?;
    Ok(row)
}
