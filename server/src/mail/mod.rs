//! Mails: which there are, what one says and how it is made up. Sending them is the [`outbox`](crate::outbox)'s.

mod letter;
mod message;
mod text;
mod wrap;

pub use letter::{Class, Letter};
pub use message::{MessageError, Parts};
pub use sekisho_engine::email_address::EmailAddress;
pub use text::Setting;
