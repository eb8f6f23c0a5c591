//! Replays against the decision itself, one by one, and what is left out of it.

use super::*;
use crate::sign_in::decide;
use crate::sign_in::tests::world::{World, of_addresses, of_grants, of_second_factors, of_ways};
use crate::throttle::Bar;
use crate::time::Seconds;

#[test]
fn the_outcome_alone_is_the_outcome_of_the_whole_decision() {
    for world in of_addresses().into_iter().chain(of_second_factors()).chain(of_ways()).chain(of_grants()) {
        world.with_facts(|facts| assert_eq!(outcome(facts), decide(facts).outcome, "{world:#?}"));
    }
}

/// A world's facts as a sign-in that met what it meets there.
fn with_past<T>(world: &World, ask: impl FnOnce(Door<'_>, Past<'_>) -> T) -> Option<T> {
    let mut answer = None;
    world.with_facts(|facts| {
        let door = Door { policy: facts.policy, portal_rules: facts.portal_rules, networks: facts.networks };
        let Some(account) = facts.account.filter(|account| account.bar.is_none()) else { return };
        if facts.address_bar.is_none() {
            let met = decide(facts).outcome.into();
            let (address, at, way, shown) = (facts.address, facts.now, facts.way, facts.shown);
            answer = Some(ask(door, Past { account, address, at, way, shown, met }));
        }
    });
    answer
}

#[test]
fn where_nothing_changed_the_past_repeats_itself() {
    let worlds = of_addresses().into_iter().chain(of_ways());
    let asked =
        worlds.filter_map(|world| with_past(&world, |door, past| replay(door, &[past]))).map(|groups| {
            assert_eq!(groups, []);
        });
    assert!(asked.count() > 1_000);
}

#[test]
fn what_differs_is_grouped_by_what_was_and_what_would_be_the_largest_first() {
    let mut ends: Vec<(Met, Met)> = Vec::new();
    let rules = RuleSet::compile(["203.0.113.0/24".parse().unwrap()]);
    for world in of_second_factors() {
        with_past(&world, |door, past| {
            let narrowed = Door { portal_rules: &rules, ..door };
            let is = Met::Refused(Refusal::NotInPortalRules);
            ends.push((past.met, is));
            assert_eq!(again(narrowed, &past), is);
            let groups = replay(narrowed, &[past, past, Past { met: is, ..past }]);
            assert_eq!(groups, [Group { was: past.met, is, places: vec![0, 1] }]);
            assert_eq!(groups[0].is_lost(), past.met == Met::In);
            let other = Past { met: Met::AskedToEnrol, ..past };
            let two = replay(narrowed, &[other, past, past]);
            let places: Vec<&[usize]> = two.iter().map(|group| group.places.as_slice()).collect();
            let expected: &[&[usize]] =
                if past.met == Met::AskedToEnrol { &[&[0, 1, 2]] } else { &[&[1, 2], &[0]] };
            assert_eq!(places, expected);
        });
    }
    assert!(ends.iter().any(|(was, _)| *was == Met::In));
}

#[test]
fn how_often_somebody_tried_changes_nothing() {
    let world = World { registered: crate::method::Methods::NONE, ..crate::sign_in::tests::world::PLAIN };
    let met = with_past(&world, |door, past| {
        let bar = Some(Bar::Wait { retry_after: Seconds::MINUTE });
        let tired = Past { account: AccountFacts { bar, ..past.account }, ..past };
        (again(door, &past), again(door, &tired))
    });
    assert!(met.is_some_and(|(fresh, tired)| fresh == tired));
}
