//! `cargo xtask engine-bench`: the engine's benchmark as a module for browsers, once built for size as the site is
//! and once for speed as the npm package is.

use crate::error::{TaskResult, write};
use crate::glue::{Host, bind};
use crate::wasm;
use std::path::Path;

/// Builds `target/bench/{wasm,npm}/glue.js` and the wasm beside each.
pub(crate) fn build(root: &Path) -> TaskResult {
    for profile in ["wasm", "npm"] {
        let glue = bind(&wasm::compile(root, "sekisho-engine-bench-wasm", profile)?, Host::Browser, false)?;
        let folder = root.join("target/bench").join(profile);
        write(&folder.join("glue.js"), &glue.js)?;
        write(&folder.join("glue.wasm"), &glue.wasm)?;
    }
    Ok(())
}
