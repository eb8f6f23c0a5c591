use super::judge::{Edit, Group, Judge, read};
use super::text::NetworkText;
use super::wording::consequences;
use super::{PacketError, Visitor, fingerprint, pack, unpack};
use crate::i18n::{Language, Words};
use crate::id::AccountId;
use sekisho_engine::address::Address;
use sekisho_engine::network::{Asking, Change, Network, NetworkAction, Seen};
use sekisho_engine::policy::{EnrolAtSignIn, MfaMode, Role};
use sekisho_engine::sign_in::MfaChoice;

fn network(name: &str, rules: &[&str], action: NetworkAction) -> Network {
    Network { name: name.into(), rules: rules.iter().map(|rule| rule.parse().unwrap()).collect(), action }
}

fn visitor(account: i64, name: &str, role: Role, address: &str) -> Visitor {
    let seen = Seen { role, mfa: MfaChoice::On, registered: true, address: address.parse().unwrap() };
    Visitor { account: AccountId(account), name: name.into(), seen }
}

fn people() -> Vec<Visitor> {
    vec![
        visitor(1, "Ada Example", Role::General, "192.0.2.7"),
        visitor(1, "Ada Example", Role::General, "192.0.2.8"),
        visitor(2, "Boss", Role::Admin, "192.0.2.9"),
        visitor(3, "Cem O’Hara", Role::Support, "2001:db8::7"),
    ]
}

fn judge(networks: Vec<Network>) -> Judge {
    let here: Address = "192.0.2.9".parse().unwrap();
    let asking = Asking { mode: MfaMode::Required, enrol: EnrolAtSignIn::Allowed };
    Judge::new(networks, Some(here), asking, people())
}

#[test]
fn visitors_arrive_as_they_were_sent() {
    assert_eq!(unpack(&pack(&people())), Ok(people()));
    assert_eq!(unpack(""), Ok(Vec::new()));
    let spaced = vec![visitor(4, "  two  spaces ", Role::General, "::1")];
    assert_eq!(unpack(&pack(&spaced)), Ok(spaced));
    for wrong in ["1", "x g11 ::1 A", "1 x11 ::1 A", "1 g21 ::1 A", "1 g11 ::x A", "1 g1 ::1 A", "1 g11 ::1"]
    {
        assert_eq!(unpack(wrong), Err(PacketError), "{wrong}");
    }
}

#[test]
fn a_person_counts_once_whatever_addresses_they_came_from() {
    let campus = network("campus", &["192.0.2.0/24"], NetworkAction::MfaSkip);
    let found = judge(Vec::new()).consequence(Edit::Put(None, campus));
    let named = vec![("Ada Example".to_owned(), "192.0.2.7".parse().unwrap())];
    assert_eq!(found.groups, [Group { change: Change::NoLongerAsked, people: 1, named }]);
    assert_eq!(found.refused_here, None);
}

#[test]
fn whoever_shuts_out_their_own_address_is_told() {
    let bad = network("bad", &["192.0.2.8/31"], NetworkAction::Deny);
    let found = judge(Vec::new()).consequence(Edit::Put(None, bad.clone()));
    assert_eq!(found.refused_here, Some("192.0.2.9".parse().unwrap()));
    let changes: Vec<(Change, usize)> =
        found.groups.iter().map(|group| (group.change, group.people)).collect();
    assert_eq!(changes, [(Change::NewlyRefused, 2)]);
    // by taking away what decided before it, and by moving it up, too
    let first = network("office", &["192.0.2.9"], NetworkAction::MfaRequire);
    let judge = judge(vec![first, bad]);
    assert_eq!(judge.consequence(Edit::Remove(1)).refused_here, None);
    assert!(judge.consequence(Edit::Remove(0)).refused_here.is_some());
    assert!(judge.consequence(Edit::Swap(1, 0)).refused_here.is_some());
    assert_eq!(judge.consequence(Edit::Swap(1, 2)).networks, judge.networks(), "there is no third one");
}

#[test]
fn the_gravest_is_told_first_and_in_words() {
    let words = Words::new(Language::En, std::sync::Arc::default());
    let campus = network("campus", &["192.0.2.0/24"], NetworkAction::MfaSkip);
    let judge = judge(vec![campus]);
    let all = network("all", &["all"], NetworkAction::Deny);
    let told = |edit| -> Vec<String> {
        consequences(&words, &judge.consequence(edit)).into_iter().map(|line| line.text).collect()
    };
    assert_eq!(
        told(Edit::Put(None, all)),
        [
            "Newly refused: 1 – Cem O’Hara (2001:db8::7)",
            "For some of its addresses another one comes first: “campus”.",
        ]
    );
    assert_eq!(told(Edit::Remove(0)), ["Newly asked for a second factor: 1 – Ada Example (192.0.2.7)"]);
    let inside = network("lab", &["192.0.2.64/26"], NetworkAction::MfaRequire);
    assert_eq!(
        told(Edit::Put(None, inside)),
        [
            words.text(NetworkText::NobodyAffected).into_owned(),
            "It is never reached. All of its addresses are in what comes before: “campus”.".to_owned(),
        ]
    );
}

#[test]
fn the_box_is_read_line_by_line_and_each_rule_counts_once() {
    let found = read("192.0.2.0/24\n\n192.0.2.0/255.255.255.0\n192.0.2.7/24\nnonsense\n::1");
    assert_eq!(found.rules.iter().map(ToString::to_string).collect::<Vec<_>>(), ["192.0.2.0/24", "::1"]);
    let remarks: Vec<(usize, bool)> =
        found.remarks.iter().map(|line| (line.number, line.read.is_ok())).collect();
    assert_eq!(remarks, [(4, true), (5, false)]);
}

#[test]
fn what_was_seen_is_told_from_anything_else() {
    let seen = fingerprint(3, "deny", "192.0.2.0/24\n::1");
    assert_eq!(seen, fingerprint(3, "deny", "192.0.2.0/24\r\n  ::1\r\n\r\n"), "as a form sends it");
    for other in [
        fingerprint(4, "deny", "192.0.2.0/24\n::1"),
        fingerprint(3, "mfa-skip", "192.0.2.0/24\n::1"),
        fingerprint(3, "deny", "192.0.2.0/24\n::2"),
        fingerprint(3, "deny", "192.0.2.0/24"),
    ] {
        assert_ne!(seen, other);
    }
}
