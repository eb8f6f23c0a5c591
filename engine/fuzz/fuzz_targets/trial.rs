//! A trial by a model that knows only its times; and a replay of sign-ins by it, by asking about each alone.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekisho_engine::address::{Address, ClientAddress};
use sekisho_engine::allowlist::{ConfirmError, RuleSet, Trial, in_force};
use sekisho_engine::method::Methods;
use sekisho_engine::network::Networks;
use sekisho_engine::policy::{AccountState, Policy, Role};
use sekisho_engine::sign_in::{AccountFacts, Door, Met, MfaChoice, Past, Refusal, Shown, Way, again, replay};
use sekisho_engine::time::Timestamp;
use std::net::Ipv4Addr;

/// One of the four addresses that there are.
fn address(nth: u8) -> Address {
    Ipv4Addr::new(198, 51, 100, nth % 4).into()
}

/// The list of those whose bit is set.
fn list(bits: u8) -> RuleSet {
    RuleSet::compile((0..4).filter(|nth| bits >> nth & 1 == 1).map(|nth| address(nth).into()))
}

/// Whether such a list lets one of the addresses pass.
fn admits(bits: u8, nth: u8) -> bool {
    bits & 15 == 0 || bits >> (nth % 4) & 1 == 1
}

fuzz_target!(|input: (u8, u8, i64, i64, Vec<(u8, i64)>)| {
    let (current, tried, from, until, moments) = input;
    let trial =
        Trial { tried: list(tried), from: Timestamp::from_unix(from), until: Timestamp::from_unix(until) };
    let (before, policy, networks, open) =
        (list(current), Policy::default(), Networks::default(), RuleSet::default());
    let account = AccountFacts {
        role: Role::General,
        state: AccountState::Active,
        rules: &open,
        bar: None,
        registered: Methods::NONE,
        disabled: Methods::NONE,
        mfa: MfaChoice::Off,
        preferred: None,
        grants: &[],
    };
    for (nth, now) in &moments {
        let (nth, at) = (*nth, Timestamp::from_unix(*now));
        let runs = from <= *now && *now < until;
        let bits = if runs { tried } else { current };
        let rules = in_force(&before, Some(&trial), at);
        assert_eq!(rules.admits(address(nth)), admits(bits, nth));
        let expected = match (runs, admits(tried, nth)) {
            (false, _) => Err(ConfirmError::Over),
            (true, false) => Err(ConfirmError::NotCovered),
            (true, true) => Ok(trial.tried.clone()),
        };
        assert_eq!(trial.clone().confirm(address(nth), at), expected);

        let door = Door { policy: &policy, portal_rules: rules, networks: &networks };
        let past: Vec<Past<'_>> = moments
            .iter()
            .map(|(nth, _)| Past {
                account,
                address: ClientAddress::Known(address(*nth)),
                at,
                way: Way::Usual,
                shown: Shown::Password,
                met: Met::In,
            })
            .collect();
        let refused = Met::Refused(Refusal::NotInPortalRules);
        let places: Vec<usize> =
            (0..past.len()).filter(|place| again(door, &past[*place]) == refused).collect();
        assert_eq!(
            places,
            (0..past.len()).filter(|place| !admits(bits, moments[*place].0)).collect::<Vec<_>>()
        );
        let groups = replay(door, &past);
        assert_eq!(groups.iter().flat_map(|group| group.places.clone()).collect::<Vec<_>>(), places);
    }
});
