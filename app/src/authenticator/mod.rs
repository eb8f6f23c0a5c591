//! `/authenticator`: the portal's own OTP app, a page that can be installed and works offline. It knows no account of
//! the portal and no cookie; what it pairs with stays in the browser.
//!
//! The page holds all words and markup. What moves them is `app/browser/authenticator`, a module of its own.

#[cfg(feature = "ssr")]
pub mod page;
pub mod text;
