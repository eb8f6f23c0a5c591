//! People on their way to the browser: one string, because it travels as an attribute, and a line each.
//!
//! `account⇥name` and for each address `⇥address seconds`, the seconds being those since it was last used, such as
//! `17⇥Ada Example⇥192.0.2.7 3600`.

use super::{Person, Visited};
use sekisho_engine::time::{Seconds, Timestamp};

/// What isn't a line of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PacketError;

impl std::fmt::Display for PacketError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not a line about a person")
    }
}

impl std::error::Error for PacketError {}

/// People as one string, at `now`.
#[must_use]
pub fn pack(people: &[Person], now: Timestamp) -> String {
    let visit = |visit: &Visited| format!("\t{} {}", visit.address, now.since(visit.last).get());
    let line = |person: &Person| {
        // a name holds no line break and no tabulator, whoever made it
        let name = person.name.replace(char::is_control, " ");
        let visits: String = person.visits.iter().map(visit).collect();
        format!("{}\t{name}{visits}", person.account)
    };
    people.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The people that were [`pack`]ed at `now`.
///
/// # Errors
/// [`PacketError`] if a line is none.
pub fn unpack(packet: &str, now: Timestamp) -> Result<Vec<Person>, PacketError> {
    packet.lines().map(|line| person(line, now).ok_or(PacketError)).collect()
}

fn person(line: &str, now: Timestamp) -> Option<Person> {
    let mut parts = line.split('\t');
    let account = parts.next()?.parse().ok()?;
    let name = parts.next()?.to_owned();
    let visits: Vec<Visited> = parts.map(|part| visit(part, now)).collect::<Option<_>>()?;
    (!visits.is_empty()).then_some(Person { account, name, visits })
}

fn visit(part: &str, now: Timestamp) -> Option<Visited> {
    let (address, seconds) = part.split_once(' ')?;
    let last = now.minus(Seconds::new(seconds.parse().ok()?));
    Some(Visited { address: address.parse().ok()?, last })
}
