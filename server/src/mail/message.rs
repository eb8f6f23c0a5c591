//! A mail as it travels (RFC 5322, RFC 2045): one recipient, one Message-ID, a plain text.

use super::EmailAddress;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use sekisho_engine::time::Timestamp;
use std::time::{Duration, UNIX_EPOCH};

/// What a mail is made of. The same parts give the same mail, however often it is tried.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// The portal, which sends it.
    pub from: &'a Mailbox,
    /// In whose name, where that isn't the portal's own.
    pub in_the_name_of: Option<&'a EmailAddress>,
    /// The one recipient.
    pub to: &'a EmailAddress,
    /// The subject.
    pub subject: &'a str,
    /// The text.
    pub text: &'a str,
    /// The Message-ID, with its angle brackets.
    pub message_id: &'a str,
    /// When the mail was promised.
    pub date: Timestamp,
}

/// The mail can't be made of its parts.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// The recipient's address.
    #[error("the address can't be used: {0}")]
    Address(#[from] lettre::address::AddressError),
    /// Something else.
    #[error("the mail can't be put together: {0}")]
    Message(#[from] lettre::error::Error),
}

impl Parts<'_> {
    /// The mail, with the envelope that says to whom it goes.
    ///
    /// # Errors
    /// [`MessageError`].
    pub fn message(&self) -> Result<Message, MessageError> {
        let to = Mailbox::new(None, self.to.as_str().parse()?);
        let seconds = u64::try_from(self.date.as_unix()).unwrap_or_default();
        // whoever sends in somebody's name says who they are (RFC 5322 section 3.6.2), and errors come back to them
        let head = match self.in_the_name_of {
            Some(person) => Message::builder()
                .from(Mailbox::new(None, person.as_str().parse()?))
                .sender(self.from.clone()),
            None => Message::builder().from(self.from.clone()),
        };
        let message = head
            .to(to)
            .subject(self.subject)
            .date(UNIX_EPOCH + Duration::from_secs(seconds))
            .message_id(Some(self.message_id.to_owned()))
            .raw_header(auto_submitted())
            .singlepart(SinglePart::plain(self.text.to_owned()))?;
        Ok(message)
    }
}

/// Keeps answering machines from answering (RFC 3834, section 5).
fn auto_submitted() -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned())
}

#[cfg(test)]
mod tests;
