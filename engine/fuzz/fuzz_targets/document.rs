//! A list that was read is printed so that it is read as the same; an error says which part of its line is meant; and
//! a list with rules never ends up without one that holds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekisho_engine::allowlist::{Document, Rule, held_at, holding};
use sekisho_engine::time::Timestamp;

fuzz_target!(|input: (&str, i64)| {
    let (text, now) = input;
    let reading = Document::parse(text);
    for wrong in &reading.wrong {
        assert!(text.lines().nth(wrong.line - 1).is_some());
        assert!(!wrong.to_string().is_empty());
    }
    let document = reading.document;
    let again = Document::parse(&document.to_string());
    assert_eq!((&again.document, again.wrong.len()), (&document, 0));

    let now = Timestamp::from_unix(now);
    let held: Vec<Rule> =
        held_at(document.entries.iter(), |entry| entry.until, now).map(|entry| entry.rule).collect();
    let holding = holding(&document.entries, now);
    assert_eq!(holding.rules.rules(), held);
    assert_eq!(held.is_empty(), document.entries.is_empty());
    assert!(holding.since.is_none_or(|since| since <= now) && holding.until.is_none_or(|until| now < until));
});
