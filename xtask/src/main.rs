//! Everything that `cargo` alone can't do for this repository: the browser half and the site files around it.
//!
//! `cargo xtask help` lists the commands. Sizes, times and the reasons are in `docs/BUILD.md`.

mod bench;
mod budget;
mod compress;
mod dev;
mod engine_wasm;
mod error;
mod front;
mod glue;
mod package;
mod site;
mod style;
mod wasm;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <command>

  front [--dev]   build the browser half and the stylesheet into target/site (--dev: target/site-dev, faster, larger)
  engine-wasm     build the engine's test vectors for node into target/engine-wasm
  engine-bench    build the engine's benchmark for browsers into target/bench, as the site is built and as the package is
  package         build the engine's npm package into target/package/npm
  sizes           print what each site file weighs and refuse what is over its budget
  dev [ARGS]      build, serve (with ARGS), and do both again when a source changes";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let root = root();
    let done = match args.as_slice() {
        ["front"] => front::build(&root, front::Profile::Release).map(drop),
        ["front", "--dev"] => front::build(&root, front::Profile::Dev).map(drop),
        ["engine-wasm"] => engine_wasm::build(&root),
        ["engine-bench"] => bench::build(&root),
        ["package"] => package::build(&root).map(|folder| eprintln!("{}", folder.display())),
        ["sizes"] => budget::report(&root),
        ["dev", server @ ..] => dev::run(&root, server),
        ["help" | "--help" | "-h"] | [] => {
            eprintln!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The top of the repository: this crate's parent folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lies in the repository").to_path_buf()
}
