//! Changes of a list on trial: the banner that tells of them on every page, the card that shows them, and what
//! ends them.

pub mod api;
#[cfg(feature = "ssr")]
mod banner;
#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod difference;
pub mod text;

#[cfg(feature = "ssr")]
pub use banner::banners;
#[cfg(feature = "ssr")]
pub use card::card;
