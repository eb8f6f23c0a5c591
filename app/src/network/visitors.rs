//! Visitors on their way to the browser: one string, because it travels as an attribute, and a line each.
//!
//! `account role+mfa+registered address name`, such as `17 g11 192.0.2.7 Ada Example`.

use super::{Visitor, choice_digit, role_letter};
use crate::id::AccountId;
use sekisho_engine::network::Seen;
use sekisho_engine::policy::Role;
use sekisho_engine::sign_in::MfaChoice;

/// What isn't a line of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PacketError;

impl std::fmt::Display for PacketError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not a line about a visitor")
    }
}

impl std::error::Error for PacketError {}

/// Visitors as one string.
#[must_use]
pub fn pack(visitors: &[Visitor]) -> String {
    let line = |visitor: &Visitor| {
        let Visitor { account, name, seen } = visitor;
        let Seen { role, mfa, registered, address } = seen;
        let registered = u8::from(*registered);
        // a name holds no line break, whoever made it
        let name = name.replace(char::is_control, " ");
        format!("{account} {}{}{registered} {address} {name}", role_letter(*role), choice_digit(*mfa))
    };
    visitors.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The visitors that were [`pack`]ed.
///
/// # Errors
/// [`PacketError`] if a line is none.
pub fn unpack(packet: &str) -> Result<Vec<Visitor>, PacketError> {
    packet.lines().map(|line| visitor(line).ok_or(PacketError)).collect()
}

fn visitor(line: &str) -> Option<Visitor> {
    let mut parts = line.splitn(4, ' ');
    let account: AccountId = parts.next()?.parse().ok()?;
    let mut flags = parts.next()?.chars();
    let role = match flags.next()? {
        'g' => Role::General,
        's' => Role::Support,
        'a' => Role::Admin,
        _ => return None,
    };
    let mfa = if digit(flags.next()?)? { MfaChoice::On } else { MfaChoice::Off };
    let registered = digit(flags.next()?)?;
    let address = parts.next()?.parse().ok()?;
    let seen = Seen { role, mfa, registered, address };
    Some(Visitor { account, name: parts.next()?.to_owned(), seen })
}

const fn digit(letter: char) -> Option<bool> {
    match letter {
        '0' => Some(false),
        '1' => Some(true),
        _ => None,
    }
}
