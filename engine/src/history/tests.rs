use std::collections::BTreeSet;

use super::{Group, Kind, Outcome};

#[test]
fn every_kind_has_a_name_of_its_own_that_reads_back() {
    let names: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(names.len(), Kind::ALL.len());
    for kind in Kind::ALL {
        assert_eq!(Kind::from_name(kind.as_str()), Some(*kind));
    }
    assert_eq!(Kind::from_name("no_such_event"), None);
}

#[test]
fn every_group_and_outcome_has_kinds_and_a_name_that_reads_back() {
    for group in Group::ALL {
        assert!(Kind::ALL.iter().any(|kind| kind.group() == group), "{group:?}");
        assert_eq!(Group::from_name(group.as_str()), Some(group));
    }
    for outcome in [Outcome::Success, Outcome::Refused] {
        assert!(Kind::ALL.iter().any(|kind| kind.outcome() == outcome), "{outcome:?}");
        assert_eq!(Outcome::from_name(outcome.as_str()), Some(outcome));
    }
}

#[cfg(feature = "serde")]
mod stored {
    use crate::history::Several;
    use serde_json::json;

    use crate::history::{CodeFailure, Event, Kind, List, Mail};
    use crate::method::Method;
    use crate::sign_in::{How, Refusal, Throttled};
    use crate::throttle::Bar;
    use crate::time::Seconds;

    #[test]
    fn the_names_of_kinds_are_those_that_events_are_stored_with() {
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), json!(kind.as_str()));
        }
        // An event is stored under its kind's name: an unknown name or a missing detail is what serde says,
        // and an unknown variant would be another message.
        for kind in Kind::ALL {
            let read = serde_json::from_value::<Event>(json!({ "event": kind.as_str() }));
            let complaint = read.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(!complaint.contains("unknown variant"), "{complaint}");
        }
    }

    #[test]
    fn an_event_is_stored_with_its_detail_and_reads_back() {
        let check = |event: Event, stored: serde_json::Value| {
            assert_eq!(serde_json::to_value(&event).unwrap(), stored);
            assert_eq!(serde_json::from_value::<Event>(stored).unwrap(), event);
        };
        check(
            Event::SignInSucceeded { how: How::SecondFactor(Method::Totp) },
            json!({ "event": "sign_in_succeeded", "how": { "second_factor": "totp" } }),
        );
        check(
            Event::SignInRefused {
                refusal: Refusal::Throttled {
                    of: Throttled::Account,
                    bar: Bar::Wait { retry_after: Seconds::minutes(5) },
                },
            },
            json!({
                "event": "sign_in_refused",
                "refusal": { "throttled": { "of": "account", "bar": { "wait": { "retry_after": 300 } } } },
            }),
        );
        check(
            Event::SecondFactorFailed { method: Method::Email, failure: CodeFailure::Expired },
            json!({ "event": "second_factor_failed", "method": "email", "failure": "expired" }),
        );
        check(
            Event::RuleAdded { list: List::Account, rule: "192.0.2.0/24".parse().unwrap() },
            json!({ "event": "rule_added", "list": "account", "rule": "192.0.2.0/24" }),
        );
        let rules = (0..30_u8).map(|last| format!("192.0.2.{last}").parse().unwrap());
        let several: Several = rules.collect();
        assert_eq!((several.count, several.first.len()), (30, Several::NAMED));
        let one: Several = ["all".parse().unwrap()].into_iter().collect();
        check(
            Event::RulesChanged { list: List::Portal, added: one, removed: Several::default(), amended: 2 },
            json!({
                "event": "rules_changed", "list": "portal", "added": { "count": 1, "first": ["all"] },
                "removed": { "count": 0, "first": [] }, "amended": 2
            }),
        );
        check(
            Event::AddressChangeRequested { to: "b@example.org".parse().unwrap() },
            json!({ "event": "address_change_requested", "to": "b@example.org" }),
        );
        check(
            Event::MailSent { mail: Mail::ConfirmationCode },
            json!({ "event": "mail_sent", "mail": "confirmation_code" }),
        );
        check(Event::MfaReset, json!({ "event": "mfa_reset" }));
    }
}
