//! `cargo xtask engine-wasm`: the engine's test vectors as a module that node runs, so that a test can hold
//! the two worlds against each other (`end2end/wasm/`).

use crate::error::{TaskResult, write};
use crate::glue::{Host, bind};
use crate::wasm;
use std::path::Path;

/// Builds `target/engine-wasm/glue.js` and the wasm beside it.
pub(crate) fn build(root: &Path) -> TaskResult {
    // The profile that is shipped: what is tested is what browsers get.
    let module = wasm::compile(root, "sekisho-engine-wasm-check", "wasm")?;
    let glue = bind(&module, Host::Node, false)?;
    let folder = root.join("target/engine-wasm");
    write(&folder.join("package.json"), b"{ \"type\": \"commonjs\" }\n")?;
    write(&folder.join("glue.js"), &glue.js)?;
    write(&folder.join("glue_bg.wasm"), &glue.wasm)
}
