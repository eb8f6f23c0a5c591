//! `cargo xtask front`: the browser half, from sources to files that the server can carry.
//!
//! ```text
//! app/browser ──cargo──▶ .wasm ──wasm-bindgen──▶ sekisho.wasm + sekisho.js ─┐
//! app/browser/boot.js ── knows the hashed names of both ────────────────────┼──▶ target/site + manifest.json
//! app/browser/authenticator ──the same, and its own scripts─────────────────┤
//! app/browser/countdown.js, prove.js ───────────────────────────────────────┤
//! style/main.css ──lightningcss──▶ main.css      style/*.svg, *.png … ──────┘
//! ```

use crate::compress::Effort;
use crate::error::{TaskError, TaskResult, read, read_text};
use crate::glue::{Glue, Host, bind};
use crate::site::{Manifest, Site, fingerprint};
use crate::{style, wasm};
use std::path::{Path, PathBuf};

/// What the files are for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// To be shipped and tested: small.
    Release,
    /// To be looked at while writing: quick to build, with names in stack traces.
    Dev,
}

impl Profile {
    /// Where the site goes.
    pub(crate) fn folder(self, root: &Path) -> PathBuf {
        root.join(if self == Self::Release { "target/site" } else { "target/site-dev" })
    }
}

/// Builds the site, unless it has been built from the same inputs, and says whether anything changed.
pub(crate) fn build(root: &Path, profile: Profile) -> TaskResult<bool> {
    let compiled_as = if profile == Profile::Release { "wasm" } else { "dev" };
    let module = wasm::compile(root, "sekisho-browser", compiled_as)?;
    let editors = wasm::compile(root, "sekisho-editors", compiled_as)?;
    let authenticator = wasm::compile(root, "sekisho-authenticator", compiled_as)?;
    let css = style::bundle(&root.join("style/main.css"))?;
    let boot = read_text(&root.join("app/browser/boot.js"))?;
    let countdown = read(&root.join("app/browser/countdown.js"))?;
    let prove = read(&root.join("app/browser/prove.js"))?;
    let app = App::read(&root.join("app/browser/authenticator"))?;
    let statics = statics(&root.join("style"))?;

    let compiled = [&module, &editors, &authenticator].map(|module| read(module));
    let compiled = compiled.into_iter().collect::<TaskResult<Vec<_>>>()?;
    let mut inputs: Vec<&[u8]> = compiled.iter().map(Vec::as_slice).collect();
    inputs.extend([css.as_bytes(), boot.as_bytes(), &countdown, &prove]);
    inputs.extend([&app.script, &app.keys, &app.hold].map(String::as_bytes));
    inputs.extend(statics.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes]));
    // A change of this very program may change what it makes of them.
    let program = read(&std::env::current_exe().map_err(|error| TaskError::new(error.to_string()))?)?;
    inputs.push(&program);
    let inputs = fingerprint(inputs);
    let folder = profile.folder(root);
    if Manifest::read(&folder).is_ok_and(|manifest| manifest.inputs == inputs && complete(&manifest, &folder))
    {
        return Ok(false);
    }

    let (effort, names) =
        if profile == Profile::Release { (Effort::Most, false) } else { (Effort::Least, true) };
    let mut site = Site::new(folder, effort);
    for (module, name, script) in [(&module, "sekisho", "boot.js"), (&editors, "editors", "boot-editors.js")]
    {
        let glue = bind(module, Host::Browser, names)?;
        let glue_js = site.add(&format!("{name}.js"), &glue.js)?;
        let glue_wasm = site.add(&format!("{name}.wasm"), &glue.wasm)?;
        site.add(script, fill(&boot, &[("__GLUE__", &glue_js), ("__WASM__", &glue_wasm)])?.as_bytes())?;
    }
    site.add("countdown.js", &countdown)?;
    site.add("prove.js", &prove)?;
    app.add(&mut site, &bind(&authenticator, Host::Browser, names)?)?;
    site.add("main.css", css.as_bytes())?;
    for (name, bytes) in &statics {
        site.add(name, bytes)?;
    }
    site.finish(inputs)?;
    Ok(true)
}

/// The scripts of the OTP app.
struct App {
    script: String,
    keys: String,
    hold: String,
}

impl App {
    fn read(folder: &Path) -> TaskResult<Self> {
        let script = |name: &str| read_text(&folder.join(name));
        Ok(Self { script: script("app.js")?, keys: script("keys.js")?, hold: script("hold.js")? })
    }

    fn add(&self, site: &mut Site, glue: &Glue) -> TaskResult {
        let glue_js = site.add("authenticator-glue.js", &glue.js)?;
        let glue_wasm = site.add("authenticator.wasm", &glue.wasm)?;
        let keys = site.add("authenticator-keys.js", self.keys.as_bytes())?;
        let hold = site.add("authenticator-hold.js", self.hold.as_bytes())?;
        let names =
            [("__GLUE__", &*glue_js), ("__WASM__", &glue_wasm), ("__KEYS__", &keys), ("__HOLD__", &hold)];
        site.add("authenticator.js", fill(&self.script, &names)?.as_bytes())?;
        Ok(())
    }
}

fn complete(manifest: &Manifest, folder: &Path) -> bool {
    manifest.files.iter().all(|entry| folder.join(&entry.file).is_file())
}

/// The files of `folder` that aren't stylesheets: icons and the like, by name.
fn statics(folder: &Path) -> TaskResult<Vec<(String, Vec<u8>)>> {
    let listed = std::fs::read_dir(folder).map_err(|error| TaskError::at(folder, error))?;
    let mut files = Vec::new();
    for file in listed.filter_map(Result::ok) {
        let name = file.file_name().to_string_lossy().into_owned();
        if file.path().is_file() && !name.ends_with(".css") && !name.starts_with('.') {
            files.push((name, read(&file.path())?));
        }
    }
    files.sort();
    Ok(files)
}

/// Replaces each placeholder of `script`, which must be there.
fn fill(script: &str, placeholders: &[(&str, &str)]) -> TaskResult<String> {
    placeholders.iter().try_fold(script.to_owned(), |script, (placeholder, value)| {
        // The first mention is the comment that explains it.
        let quoted = format!("./{placeholder}");
        if script.contains(&quoted) {
            Ok(script.replace(&quoted, &format!("./{value}")))
        } else {
            Err(TaskError::new(format!("a script does not mention {quoted}")))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boot_script_names_both_files() {
        let boot = include_str!("../../app/browser/boot.js");
        let filled = fill(boot, &[("__GLUE__", "g-1.js"), ("__WASM__", "w-2.wasm")]).unwrap();
        assert!(filled.contains("import(\"./g-1.js\")") && filled.contains("URL(\"./w-2.wasm\""));
        assert!(fill("import('./x.js')", &[("__GLUE__", "g.js")]).is_err());
    }
}
