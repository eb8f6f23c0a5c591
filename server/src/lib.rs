//! The server of Sekisho: it implements the ports of the app, and it is authoritative. Whatever a browser
//! computed is computed again here.
//!
//! | module | what |
//! |---|---|
//! | [`core`] | what every feature stands on |
//! | [`web`] | from HTTP to a visit, and back |
//! | `<feature>` | implements the feature's port (`mod.rs`), in its own words of SQL (`store.rs`) |
//! | [`db`], [`secret`], [`clock`], [`entropy`] | the world outside, each behind one type |

pub mod account;
pub mod admin;
pub mod allowlist;
pub mod authenticator;
pub mod cli;
pub mod clock;
pub mod codes;
pub mod config;
pub mod core;
pub mod db;
pub mod decision;
pub mod email_otp;
pub mod entropy;
pub mod error;
pub mod forward_auth;
pub mod grant;
pub mod health;
pub mod history;
pub mod housekeeping;
pub mod links;
pub mod mail;
pub mod mail_gate;
pub mod mfa;
pub mod network;
pub mod notify;
pub mod outbox;
pub mod pairing;
pub mod password;
mod policy;
pub mod portal_rules;
mod recommendation;
pub mod recovery;
pub mod remembered;
pub mod secret;
pub mod session;
pub mod setup;
pub mod sign_in;
pub mod site;
pub mod support;
pub mod telemetry;
pub mod throttle;
pub mod totp;
mod two_step;
mod typed;
pub mod web;
