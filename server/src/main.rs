//! The program `sekisho`.

use std::process::ExitCode;

fn main() -> ExitCode {
    sekisho::cli::run()
}
