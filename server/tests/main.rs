//! The features through the real router, on both databases. One binary, because linking it is what takes
//! the time.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]
#![allow(unreachable_pub, reason = "the support is shared by files that are modules here")]

#[macro_use]
mod support;

mod admin;
mod allowlist;
mod choice;
mod codes;
mod decisions;
mod documents;
mod doors;
mod enrolled;
mod external_mail;
mod forward_auth;
mod grants;
mod guessing;
mod health;
mod history;
mod housekeeping;
mod identifier;
mod lists;
mod load;
mod mail_gate;
mod mail_sessions;
mod matrix;
mod networks;
mod pairing;
mod password_rules;
mod portal_rules;
mod presets;
mod remembered;
mod reset;
mod secrets;
mod session;
mod sign_in;
mod support_requests;
mod trials;
mod two_step;
mod web;
