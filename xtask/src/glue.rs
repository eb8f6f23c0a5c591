//! The JavaScript glue of a module: what the `wasm-bindgen` command does, from its library, so that nothing
//! has to be installed and its version is the one that `Cargo.lock` gives the crate `wasm-bindgen`.

use crate::error::{TaskError, TaskResult};
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// Who loads the module.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Host {
    /// A page: an ES module whose default export takes the address of the wasm.
    Browser,
    /// Node: a CommonJS module that reads the wasm beside it.
    Node,
}

/// A module and its glue.
pub(crate) struct Glue {
    pub(crate) js: Vec<u8>,
    pub(crate) wasm: Vec<u8>,
}

/// Splits the compiled `module` into glue and wasm. `names` keeps the functions' names for stack traces;
/// they weigh a quarter of the download.
pub(crate) fn bind(module: &Path, host: Host, names: bool) -> TaskResult<Glue> {
    let failed = |error: &dyn std::fmt::Display| TaskError::at(module, error);
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name("glue")
        .typescript(false)
        .remove_name_section(!names)
        .remove_producers_section(true);
    match host {
        Host::Browser => bindgen.web(true).map_err(|e| failed(&e))?.omit_default_module_path(true),
        Host::Node => bindgen.nodejs(true).map_err(|e| failed(&e))?,
    };
    let mut output = bindgen.generate_output().map_err(|e| failed(&format!("{e:#}")))?;
    if output.snippets().values().any(|files| !files.is_empty()) || !output.local_modules().is_empty() {
        return Err(failed(
            &"a dependency brings JavaScript files of its own, which the site would not serve",
        ));
    }
    Ok(Glue { js: output.js().as_bytes().to_vec(), wasm: output.wasm_mut().emit_wasm() })
}
