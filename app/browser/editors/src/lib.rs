//! The browser half for the pages on which whole lists are edited: what `sekisho-browser` has, and the editors, which
//! weigh more than all the rest together. A module of its own, so that no other page has them downloaded.

pub use sekisho_app::hydrate;
