use proptest::prelude::*;

use super::{Asking, Change, Met, Seen, affected};
use crate::address::Address;
use crate::address::forwarded::ClientAddress;
use crate::allowlist::{RuleSet, arbitrary};
use crate::method::{Method, Methods};
use crate::network::{Network, NetworkAction, Networks};
use crate::policy::{AccountState, EnrolAtSignIn, MfaMode, Policy, Role};
use crate::sign_in::{AccountFacts, Facts, MfaChoice, Outcome, Shown, Way, decide};
use crate::time::Timestamp;

const MODES: [MfaMode; 4] = [MfaMode::Never, MfaMode::OptIn, MfaMode::Recommended, MfaMode::Required];
const ACTIONS: [NetworkAction; 3] = [NetworkAction::MfaSkip, NetworkAction::MfaRequire, NetworkAction::Deny];

/// What the decision itself says to somebody who shows the right password, and has no rules and no grant.
fn decided(asking: Asking, networks: &Networks, seen: Seen) -> Met {
    let mut policy = Policy::default();
    (policy.mfa.mode, policy.mfa.enrol_at_sign_in) = (asking.mode, asking.enrol);
    let open = RuleSet::default();
    let account = AccountFacts {
        role: seen.role,
        state: AccountState::Active,
        rules: &open,
        bar: None,
        registered: if seen.registered { Methods::from([Method::Totp]) } else { Methods::NONE },
        disabled: Methods::NONE,
        mfa: seen.mfa,
        preferred: None,
        grants: &[],
    };
    let facts = Facts {
        policy: &policy,
        portal_rules: &open,
        networks,
        account: Some(account),
        address: ClientAddress::Known(seen.address),
        address_bar: None,
        way: Way::Usual,
        shown: Shown::Password,
        now: Timestamp::from_unix(1_700_000_000),
    };
    match decide(&facts).outcome {
        Outcome::Allowed { .. } => Met::LetIn,
        Outcome::SecondFactorDue { .. } | Outcome::EnrolmentDue { .. } => Met::Asked,
        Outcome::Refused(_) => Met::Refused,
        Outcome::FirstFactorDue => unreachable!("the password was shown"),
    }
}

fn asking() -> impl Strategy<Value = Asking> {
    let enrol = prop_oneof![Just(EnrolAtSignIn::Allowed), Just(EnrolAtSignIn::Refused)];
    (prop::sample::select(&MODES[..]), enrol).prop_map(|(mode, enrol)| Asking { mode, enrol })
}

fn networks() -> impl Strategy<Value = Networks> {
    let one = (arbitrary::small_list(), prop::sample::select(&ACTIONS[..]));
    prop::collection::vec(one, 0..5).prop_map(|all| {
        let named = all.into_iter().enumerate();
        Networks::compile(
            named.map(|(at, (rules, action))| Network { name: at.to_string(), rules, action }).collect(),
        )
    })
}

fn people() -> impl Strategy<Value = Vec<Seen>> {
    let role = prop_oneof![Just(Role::General), Just(Role::Support), Just(Role::Admin)];
    let mfa = prop_oneof![Just(MfaChoice::Off), Just(MfaChoice::On)];
    let one = (role, mfa, any::<bool>(), prop::sample::select(arbitrary::universe()));
    let seen = one.prop_map(|(role, mfa, registered, address)| Seen { role, mfa, registered, address });
    prop::collection::vec(seen, 0..30)
}

proptest! {
    #[test]
    fn it_says_of_everybody_what_the_decision_says(
        asking in asking(), before in networks(), after in networks(), people in people(),
    ) {
        let decided = |networks, seen: &Seen| decided(asking, networks, *seen);
        let expected: Vec<(usize, Change)> = people
            .iter()
            .enumerate()
            .filter_map(|(at, seen)| {
                Some((at, Change::between(decided(&before, seen), decided(&after, seen))?))
            })
            .collect();
        prop_assert_eq!(affected(asking, &before, &after, &people), expected);
    }

    #[test]
    fn the_way_back_is_the_opposite(
        asking in asking(), before in networks(), after in networks(), people in people(),
    ) {
        let there = affected(asking, &before, &after, &people);
        let back = affected(asking, &after, &before, &people);
        let places = |found: &[(usize, Change)]| found.iter().map(|(at, _)| *at).collect::<Vec<_>>();
        prop_assert_eq!(places(&there), places(&back));
        prop_assert!(affected(asking, &before, &before, &people).is_empty());
    }
}

#[test]
fn administrators_and_supporters_are_asked_wherever_they_are() {
    let home: Address = "192.0.2.7".parse().unwrap();
    let campus = |action| {
        let rules = vec!["192.0.2.0/24".parse().unwrap()];
        Networks::compile(vec![Network { name: "campus".into(), rules, action }])
    };
    let boss = |role| Seen { role, mfa: MfaChoice::On, registered: true, address: home };
    let asking = Asking { mode: MfaMode::Required, enrol: EnrolAtSignIn::Allowed };
    let check = |action, expected: &[(usize, Change)]| {
        let found = affected(asking, &Networks::default(), &campus(action), &[boss(Role::Admin)]);
        assert_eq!(found, expected, "{action:?}");
        assert_eq!(affected(asking, &Networks::default(), &campus(action), &[boss(Role::Support)]), expected);
    };
    check(NetworkAction::MfaSkip, &[]);
    check(NetworkAction::MfaRequire, &[]);
    check(NetworkAction::Deny, &[(0, Change::NewlyRefused)]);
}
