//! The features through the real router, on both databases. One binary, because linking it is what takes
//! the time.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

#[macro_use]
mod support;

mod admin;
mod allowlist;
mod codes;
mod documents;
mod doors;
mod history;
mod load;
mod secrets;
mod session;
mod sign_in;
mod web;
