//! The kernels in WebAssembly, for `end2end/bench/engine.bench.ts`.

use sekisho_engine_bench::kernels::{self, KERNELS};
use wasm_bindgen::prelude::wasm_bindgen;

/// The input for one size of a list.
#[wasm_bindgen]
pub struct Bench(kernels::Bench);

#[wasm_bindgen]
impl Bench {
    /// For a list of `count` rules.
    #[wasm_bindgen(constructor)]
    pub fn new(count: usize) -> Bench {
        Self(kernels::Bench::new(count))
    }

    /// What is not measured of the next pass.
    pub fn prepare(&mut self) {
        self.0.prepare();
    }

    /// One pass.
    pub fn run(&mut self, kernel: &str) -> usize {
        self.0.run(kernel)
    }

    /// The kernels' names, one a line.
    pub fn names() -> String {
        KERNELS.map(|(name, _)| name).join("\n")
    }

    /// The text of the list, for what reads it through the npm package.
    pub fn text(&self) -> String {
        self.0.text().to_owned()
    }

    /// The addresses, one a line.
    pub fn addresses(&self) -> String {
        self.0.addresses()
    }
}
