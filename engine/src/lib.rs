#![doc = include_str!("../README.md")]
//!
//! # Map
//!
//! In the portal everything that decides who may sign in lives here and only here: the server calls it natively, the
//! browser calls the very same code as WebAssembly. For that to be safe the crate is pure.
//!
//! | module | what it knows |
//! |---|---|
//! | [`time`] | points in time and lengths of time, in seconds |
//! | [`address`] | canonical addresses, and which address is the client's |
//! | [`allowlist`] | rules, compiled sets, what a change would do |
//! | [`method`] | second factors: the methods, and sets of them |
//! | [`network`] | trusted networks: ordered, first match |
//! | [`otp`] | HOTP (RFC 4226), TOTP (RFC 6238), `otpauth` URIs |
//! | [`email_address`] | e-mail addresses: checked, masked |
//! | [`email_otp`] | the life of an e-mailed code |
//! | [`recovery`] | recovery codes |
//! | [`pairing`] | the two codes that pair an app with an account, and their key |
//! | [`password`] | password rules and the strength meter |
//! | [`throttle`] | charging attempts, windows and lock-outs |
//! | [`gate`] | rules of the web gate, and its decision |
//! | [`grant`] | MFA grants: one person at one address, for a time |
//! | [`session`] | idle and absolute limits of a session |
//! | [`policy`] | the operator's policy |
//! | [`sign_in`] | `decide`: the one decision, with its reasons |
//! | [`history`] | the vocabulary of events |
//! | [`error`] | codes and fields of what can be wrong with input |

pub mod address;
pub mod allowlist;
pub mod email_address;
pub mod email_otp;
pub mod error;
pub mod gate;
pub mod grant;
pub mod history;
mod letters;
pub mod method;
pub mod network;
pub mod otp;
pub mod pairing;
pub mod password;
pub mod policy;
pub mod recovery;
pub mod session;
pub mod sign_in;
pub mod throttle;
pub mod time;
