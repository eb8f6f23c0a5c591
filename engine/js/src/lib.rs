//! The engine for JavaScript: the module behind the npm package `@sekisho/engine`.
//!
//! What people call is `package/index.js`, typed by `package/index.d.ts`; it checks and completes arguments. Here
//! they become values of the engine, and its answers become plain objects. Nothing is decided here.
//!
//! | file | what of the engine |
//! |---|---|
//! | `rule.rs` | one rule, one address |
//! | `list.rs` | compiled lists, previews, differences |
//! | `lint.rs` | findings and repairs |
//! | `draft.rs` | a list while it is edited |
//! | `replay.rs` | past sign-ins against other lists |
//! | `otp.rs` | TOTP and its URIs |
//! | `password.rs` | rules for passwords |
//! | `object.rs` | answers as objects |
//!
//! Texts of several lines carry lists across the border: one text is cheaper to hand over than ten thousand.

pub mod draft;
pub mod lint;
pub mod list;
mod object;
pub mod otp;
pub mod password;
pub mod replay;
pub mod rule;
