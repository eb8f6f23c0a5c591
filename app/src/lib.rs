//! What people see: the pages, the server functions behind their forms, and the ports through which both
//! reach the server.
//!
//! A page is rendered on the server, with a plain form for everything that can be done; islands make it
//! reactive in the browser. Each feature is a folder:
//!
//! | file | what | built for |
//! |---|---|---|
//! | `mod.rs` | wire types | both |
//! | `text.rs` | its messages, English and Japanese side by side | both |
//! | `api.rs` | server functions: resolve the caller, call a port, return | both (the browser gets stubs) |
//! | `port.rs` | a small trait that the server implements | server |
//! | `page.rs` | pages | server |
//! | `island.rs` | what runs in the browser too | both |
//!
//! The arrows point one way, `server → app → engine`: this crate knows no SQL, no HTTP server and no rule of
//! its own.

#![cfg_attr(
    not(any(feature = "ssr", feature = "editors")),
    allow(dead_code, reason = "what only the editors use is left out of the module of all other pages")
)]

pub mod account;
pub mod admin;
pub mod allowlist;
pub mod authenticator;
pub mod decision;
pub mod email_otp;
pub mod error;
pub mod form;
pub mod forward_auth;
pub mod grant;
pub mod history;
pub mod i18n;
pub mod id;
pub mod mail;
#[cfg(feature = "ssr")]
pub mod mfa;
pub mod network;
pub mod pairing;
pub mod password;
pub mod policy;
pub mod portal_rules;
pub mod recommendation;
pub mod recovery;
pub mod remembered;
pub mod session;
pub mod setup;
pub mod sign_in;
pub mod support;
pub mod totp;
pub mod two_step;

#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod ui;
#[cfg(feature = "ssr")]
pub mod visit;

/// Starts the islands of the page that the browser has loaded; the boot script calls it once.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
