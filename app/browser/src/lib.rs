//! The browser half: everything that the islands need and nothing else, linked into one module.
//!
//! `boot.js` beside this crate loads it. What it exports (`hydrate`, and a function for each island) is
//! declared in `sekisho_app`; a crate of its own so that the wasm is linked with its own profile and no
//! native build has to link it.

pub use sekisho_app::hydrate;
