//! Mails: what they say. How they are put together and sent is the server's.

pub mod text;
