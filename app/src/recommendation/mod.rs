//! Recommending a second factor to somebody who has none: the dialog on the dashboard, and the choice of a
//! method that it leads to.

pub mod api;
#[cfg(feature = "ssr")]
pub mod dialog;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;
