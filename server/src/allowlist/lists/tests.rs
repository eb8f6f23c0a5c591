use super::*;
use sekisho_engine::address::UnknownReason;
use sekisho_engine::allowlist::Document;

fn document(text: &str) -> Document {
    Document::parse(text).document
}

fn at(saved: &str, tried: Option<(&str, i64, i64)>, now: i64) -> InForce {
    let now = Timestamp::from_unix(now);
    let trial = tried.map(|(text, from, until)| trial::Stored {
        document: document(text),
        from: Timestamp::from_unix(from),
        until: Timestamp::from_unix(until),
    });
    InForce::at(holding(&document(saved).entries, now), trial.as_ref(), now)
}

fn rules(list: &InForce) -> Vec<String> {
    list.rules.rules().iter().map(ToString::to_string).collect()
}

#[test]
fn a_trial_is_in_force_in_its_time_alone_and_every_kept_list_knows_how_long_it_holds() {
    let trial = Some(("198.51.100.7", 100, 700));
    for (now, tried, since, until) in [
        (99, false, None, Some(100)),
        (100, true, Some(100), Some(700)),
        (699, true, Some(100), Some(700)),
        (700, false, Some(700), None),
    ] {
        let list = at("192.0.2.0/24", trial, now);
        assert_eq!(rules(&list), [if tried { "198.51.100.7" } else { "192.0.2.0/24" }], "at {now}");
        assert_eq!(list.trial.is_some(), tried, "at {now}");
        assert_eq!(
            (list.since, list.until),
            (since.map(Timestamp::from_unix), until.map(Timestamp::from_unix))
        );
        for other in [0, 99, 100, 699, 700, 9_999] {
            let same = rules(&at("192.0.2.0/24", trial, other)) == rules(&list);
            let kept = list.is_at(Timestamp::from_unix(other));
            assert!(same || !kept, "kept from {now}, asked at {other}");
        }
    }
}

#[test]
fn rules_end_during_a_trial_too() {
    let tried = "192.0.2.1\n192.0.2.2 until 1970-01-01";
    let list = at("all", Some((tried, 86_000, 87_000)), 86_399);
    assert_eq!(rules(&list), ["192.0.2.1", "192.0.2.2"]);
    assert_eq!(list.until, Some(Timestamp::from_unix(86_400)));
    let list = at("all", Some((tried, 86_000, 87_000)), 86_400);
    assert_eq!(rules(&list), ["192.0.2.1"]);
}

#[test]
fn a_session_goes_on_where_either_list_lets_it() {
    let list = at("192.0.2.0/24", Some(("198.51.100.7", 0, 10)), 5);
    let from = |text: &str| ClientAddress::Known(text.parse().unwrap());
    assert!(list.lets_go_on(from("192.0.2.1")) && list.lets_go_on(from("198.51.100.7")));
    assert!(
        !list.lets_go_on(from("203.0.113.1"))
            && !list.lets_go_on(ClientAddress::Unknown(UnknownReason::OnlyProxies))
    );
    assert!(!list.rules.admits("192.0.2.1".parse().unwrap()), "who signs in is judged by what is tried");
    assert!(at("", None, 5).lets_go_on(ClientAddress::Unknown(UnknownReason::OnlyProxies)));
}
