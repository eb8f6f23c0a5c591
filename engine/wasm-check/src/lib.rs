//! The engine's test vectors, judged in WebAssembly: what `engine/tests/vectors.rs` asks natively, asked of the
//! module that browsers get. The runner is `end2end/wasm/vectors.test.mjs`.

mod judge;

use serde_json::Value;
use wasm_bindgen::prelude::wasm_bindgen;

/// What the engine says to the input of `vector`, a line of `engine/tests/vectors/<kind>.json`, in the shape of
/// that line. Whoever calls compares.
///
/// # Errors
/// The vector isn't JSON, or nobody knows what to do with its kind.
#[wasm_bindgen]
pub fn judge(kind: &str, vector: &str) -> Result<String, String> {
    let vector: Value = serde_json::from_str(vector).map_err(|error| error.to_string())?;
    judge::judge(kind, &vector).map(|judged| judged.to_string())
}
