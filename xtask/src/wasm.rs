//! Compiling a crate for the browser, with whichever toolchain of this machine can.
//!
//! Native code is built by the default toolchain. WebAssembly needs a standard library for
//! `wasm32-unknown-unknown`, which `scripts/setup-wasm.sh` gives either to that toolchain (`rustup target add`)
//! or to Debian's, known to rustup as `debian-web`. The two never share a target folder: their fingerprints
//! differ, and each would throw away the other's work.

use crate::error::{TaskError, TaskResult};
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";
/// The name under which `scripts/setup-wasm.sh` links Debian's toolchain into rustup.
const DEBIAN: &str = "debian-web";

/// Builds the cdylib `package` with `profile` and returns the path of the module.
pub(crate) fn compile(root: &Path, package: &str, profile: &str) -> TaskResult<PathBuf> {
    let target_dir = root.join("target/front");
    let mut cargo = cargo(&toolchain()?);
    cargo
        .current_dir(root)
        .args([
            "build",
            "--quiet",
            "--locked",
            "--target",
            TARGET,
            "--package",
            package,
            "--profile",
            profile,
        ])
        .arg("--target-dir")
        .arg(&target_dir)
        .env("CARGO_ENCODED_RUSTFLAGS", nameless_paths());
    let status = cargo.status().map_err(|error| TaskError::new(format!("cargo: {error}")))?;
    if !status.success() {
        return Err(TaskError::new(format!("{package} does not build for {TARGET}")));
    }
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(target_dir.join(TARGET).join(folder).join(format!("{}.wasm", package.replace('-', "_"))))
}

/// The flag that takes the folders of this machine out of the places that panics name: every browser downloads
/// them.
fn nameless_paths() -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    format!("--remap-path-prefix={}=/registry", home.join("registry/src").display())
}

/// `cargo` of `toolchain`, free of what the cargo that runs this task has put into the environment.
fn cargo(toolchain: &str) -> Command {
    let mut cargo = Command::new("cargo");
    if !toolchain.is_empty() {
        cargo.arg(format!("+{toolchain}"));
    }
    for name in
        ["RUSTUP_TOOLCHAIN", "RUSTC", "CARGO", "CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", "CARGO_TARGET_DIR"]
    {
        cargo.env_remove(name);
    }
    cargo
}

/// The rustup name of a toolchain that has the target; empty for the default one.
fn toolchain() -> TaskResult<String> {
    if let Ok(chosen) = std::env::var("WASM_TOOLCHAIN") {
        return Ok(chosen);
    }
    [String::new(), DEBIAN.to_owned()].into_iter().find(|name| has_target(name)).ok_or_else(|| {
        TaskError::new(format!("no toolchain can build for {TARGET}: run scripts/setup-wasm.sh"))
    })
}

fn has_target(toolchain: &str) -> bool {
    let mut rustc = Command::new("rustc");
    if !toolchain.is_empty() {
        rustc.arg(format!("+{toolchain}"));
    }
    let printed = rustc
        .env_remove("RUSTUP_TOOLCHAIN")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .ok()
        .filter(|output| output.status.success())
        .and_then(|output| String::from_utf8(output.stdout).ok());
    let Some(libdir) = printed else { return false };
    std::fs::read_dir(libdir.trim()).is_ok_and(|files| {
        files.filter_map(Result::ok).any(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
    })
}
