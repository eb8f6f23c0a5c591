//! The engine’s test vectors, judged in WebAssembly.
