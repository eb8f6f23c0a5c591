use super::judge::{Group, Here, Judge, Later, NAMED, Named, Outcome, Timed, held, timed};
use super::text::PortalRulesText as T;
use super::wording::{ago, agreement, consequences};
use super::{AGREED, PacketError, Person, Visited, pack, unpack};
use crate::i18n::{Language, Message, Words};
use crate::id::AccountId;
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{Document, Draft};
use sekisho_engine::time::{Seconds, Timestamp};

/// 2026-11-22, in the morning.
const NOW: Timestamp = Timestamp::from_unix(1_795_338_000);

fn list(text: &str) -> Vec<Timed> {
    let read = Document::parse(text);
    assert!(read.wrong.is_empty(), "{text}");
    timed(&read.document.entries)
}

fn address(text: &str) -> Address {
    text.parse().unwrap()
}

/// Somebody who came from these addresses, an hour ago from the first, two hours ago from the second, …
fn person(account: i64, name: &str, addresses: &[&str]) -> Person {
    let visit = |(hours, text): (i64, &&str)| Visited { address: address(text), last: hours_ago(hours) };
    Person {
        account: AccountId(account),
        name: name.into(),
        visits: (1..).zip(addresses).map(visit).collect(),
    }
}

fn hours_ago(hours: i64) -> Timestamp {
    NOW.minus(Seconds::hours(hours))
}

fn people() -> Vec<Person> {
    vec![
        person(1, "Ada Example", &["192.0.2.7", "192.0.2.8", "198.51.100.1"]),
        person(2, "Boss", &["192.0.2.9"]),
        person(3, "Cem O’Hara", &["2001:db8::7", "192.0.2.8"]),
    ]
}

fn judged(saved: &str, draft: &str) -> Outcome {
    Judge::new(Some(address("192.0.2.9")), NOW, people()).between(&list(saved), &list(draft))
}

fn named(account: i64, name: &str, everywhere: bool, from: &str, hours: i64, others: usize) -> Named {
    let (account, address) = (AccountId(account), address(from));
    Named { account, name: name.into(), everywhere, address, last: hours_ago(hours), others }
}

#[test]
fn people_arrive_as_they_were_sent() {
    assert_eq!(unpack(&pack(&people(), NOW), NOW), Ok(people()));
    assert_eq!(unpack("", NOW), Ok(Vec::new()));
    let spaced = vec![person(4, "  two  spaces ", &["::1"]), person(5, "", &["::1"])];
    assert_eq!(unpack(&pack(&spaced, NOW), NOW), Ok(spaced));
    let hidden = vec![person(4, "a\tb\nc", &["::1"])];
    assert_eq!(unpack(&pack(&hidden, NOW), NOW), Ok(vec![person(4, "a b c", &["::1"])]));
    for wrong in ["1", "x\tA\t::1 5", "1\tA", "1\tA\t::x 5", "1\tA\t::1", "1\tA\t::1 x", "1\tA\t::1 5 6"] {
        assert_eq!(unpack(wrong, NOW), Err(PacketError), "{wrong}");
    }
}

#[test]
fn a_person_counts_once_and_some_addresses_are_told_from_every_address() {
    let found = judged("", "2001:db8::/32\n192.0.2.8/31");
    assert_eq!(found.people, 3);
    // Ada from two of three addresses, and nobody from everywhere
    let ada = named(1, "Ada Example", false, "192.0.2.7", 1, 1);
    assert_eq!(found.refused, Group { everywhere: 0, partly: 1, named: vec![ada] });
    assert_eq!(found.gained, Group::default());
    let found = judged("", "2001:db8::/32");
    // those who would be refused everywhere come first
    let all = vec![
        named(1, "Ada Example", true, "192.0.2.7", 1, 2),
        named(2, "Boss", true, "192.0.2.9", 1, 0),
        named(3, "Cem O’Hara", false, "192.0.2.8", 2, 0),
    ];
    assert_eq!(found.refused, Group { everywhere: 2, partly: 1, named: all });
    assert_eq!(found.here, Some(Here { address: address("192.0.2.9"), before: true, after: false }));
}

#[test]
fn whoever_is_refused_already_is_not_counted_as_new_and_whoever_gains_is_told() {
    let found = judged("192.0.2.0/29", "192.0.2.0/28");
    assert_eq!(found.refused, Group::default());
    // Boss everywhere, Ada and Cem from 192.0.2.8
    assert_eq!((found.gained.everywhere, found.gained.partly), (1, 2));
    assert_eq!(found.already, 2, "Ada's 198.51.100.1 and Cem's IPv6 address stay out");
    let same = judged("192.0.2.0/28", "192.0.2.0/28");
    assert_eq!((same.refused.people(), same.gained.people(), same.already), (0, 0, 2));
    // somebody may lose one address and gain another
    let swapped = judged("192.0.2.7", "198.51.100.1");
    assert_eq!((swapped.refused.people(), swapped.gained.people()), (1, 1));
    assert_eq!(swapped.refused.named[0].address, address("192.0.2.7"));
    assert_eq!(swapped.gained.named[0].address, address("198.51.100.1"));
}

#[test]
fn more_than_are_named_are_counted() {
    let many: Vec<Person> = (1..=50).map(|id| person(id, "Somebody", &["198.51.100.1"])).collect();
    let found = Judge::new(None, NOW, many).between(&list(""), &list("192.0.2.0/24"));
    assert_eq!((found.refused.people(), found.refused.named.len(), found.refused.more()), (50, NAMED, 30));
    let first: Vec<i64> = found.refused.named.iter().map(|named| named.account.0).collect();
    assert_eq!(first, (1..=20).collect::<Vec<_>>(), "the last to sign in first");
    assert_eq!(found.here, None);
}

#[test]
fn ends_within_thirty_days_are_told_with_their_last_day_and_each_person_once() {
    let ends = "192.0.2.9\n192.0.2.7 until 2026-11-30\n192.0.2.8 until 2026-12-05\n198.51.100.0/24 until 2026-12-05\n\
                2001:db8::/32 until 2027-06-01";
    let found = judged("", ends);
    assert_eq!(found.refused, Group::default());
    let day = |text: &str| text.parse().unwrap();
    let later =
        vec![Later { after: day("2026-11-30"), people: 1 }, Later { after: day("2026-12-05"), people: 1 }];
    assert_eq!(found.later, later, "Ada at the first of her ends, Cem at 192.0.2.8's");
    // what another rule covers longer is not lost
    let longer = "192.0.2.9\n192.0.2.0/28 until 2026-12-10\n192.0.2.7 until 2026-11-30\n198.51.100.0/24\n2001:db8::/32";
    let found = judged("", longer);
    assert_eq!(found.later, vec![Later { after: day("2026-12-10"), people: 2 }]);
    // whatever ends last goes on
    let last =
        "192.0.2.0/24 until 2026-11-30\n198.51.100.0/24 until 2026-11-30\n2001:db8::/32 until 2026-11-30";
    assert_eq!(judged("", last).later, Vec::new());
}

#[test]
fn the_browsers_way_and_the_servers_come_to_the_same() {
    let drafts =
        ["", "all", "192.0.2.0/29", "192.0.2.8 until 2026-11-30\n2001:db8::/32", "192.0.2.7\n192.0.2.9"];
    let mut live = Judge::new(Some(address("192.0.2.9")), NOW, people());
    for saved in drafts {
        let mut draft = Draft::new(&held(&list(saved), NOW), live.addresses());
        for text in drafts {
            // the browser keeps one draft and one judge, and forgets rules that are over
            draft.set(&held(&list(text), NOW));
            let outcome = live.outcome(&draft.addresses(), &list(text));
            assert_eq!(outcome, judged(saved, text), "{saved:?} to {text:?}");
        }
    }
}

#[test]
fn it_is_told_in_words() {
    let words = Words::new(Language::En, std::sync::Arc::default());
    let told = |saved: &str, draft: &str| {
        let lines = consequences(&words, &judged(saved, draft)).into_iter().map(|line| line.text);
        lines.collect::<Vec<_>>()
    };
    assert_eq!(
        told("", "2001:db8::/32"),
        [
            "3 of 3 people who signed in during the last 30 days would be refused.",
            "From everywhere they came from: 2. From some of their addresses: 1."
        ]
    );
    assert_eq!(told("", "all"), [T::RefusedNobody.built_in(Language::En)]);
    let outcome = judged("", "2001:db8::/32");
    let (label, value) = agreement(&words, &outcome, Some(address("192.0.2.9")));
    assert!(label.contains("3 of 3 people") && label.contains("192.0.2.9"), "{label}");
    assert_eq!(value, "192.0.2.9");
    assert_eq!(agreement(&words, &judged("all", "all"), None).1, AGREED);
}

#[test]
fn how_long_ago_it_was_is_told_in_hours_then_in_days() {
    let words = Words::new(Language::En, std::sync::Arc::default());
    for (seconds, told) in [
        (-5, "less than an hour ago"),
        (3_599, "less than an hour ago"),
        (3_600, "an hour ago"),
        (7_200, "2 hours ago"),
        (172_799, "47 hours ago"),
        (172_800, "2 days ago"),
    ] {
        assert_eq!(ago(&words, NOW, NOW.minus(Seconds::new(seconds))), told, "{seconds}");
    }
}
