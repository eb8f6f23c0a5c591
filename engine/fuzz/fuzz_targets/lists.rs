//! Two lists from bytes: their difference is what each says of an address, and repairs change nothing that is covered.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekisho_engine::address::{Address, Prefix};
use sekisho_engine::allowlist::{Difference, Limits, Repair, Rule, RuleSet, lint};
use std::net::{Ipv4Addr, Ipv6Addr};

fuzz_target!(|bytes: &[u8]| {
    let (before, after) = bytes.split_at(bytes.len() / 2);
    let (before, after) = (rules(before), rules(after));
    let lists = [&before, &after].map(|rules| RuleSet::compile(rules.iter().copied()));
    let difference = Difference::of(&lists[0], &lists[1]);
    for address in
        before.iter().chain(&after).flat_map(|rule| rule.ranges()).map(|range| Address::from(range.first()))
    {
        let [was, is] = [0, 1].map(|list: usize| lists[list].admits(address));
        assert_eq!(difference.gained.contains(address), !was && is);
        assert_eq!(difference.lost.contains(address), was && !is);
    }
    let repaired = Repair::all(&before).apply(&before);
    assert!(Difference::of(&lists[0], &RuleSet::compile(repaired.iter().copied())).is_none());
    assert!(lint(&repaired, Limits::default()).iter().all(|finding| finding.repair.is_none()));
});

/// A rule for each three bytes: the family and the length, and two bytes of the address.
fn rules(bytes: &[u8]) -> Vec<Rule> {
    let rule = |bytes: &[u8]| {
        let [kind, high, low] = [bytes[0], bytes[1], bytes[2]];
        let address: Address = match kind & 3 {
            0 => return Some(Rule::All),
            1 => Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, u16::from_be_bytes([high, low])).into(),
            _ => Ipv4Addr::new(198, 51, high, low).into(),
        };
        Prefix::of(address, address.family().bits() - (kind >> 2) % 33).map(Rule::from)
    };
    bytes.chunks_exact(3).filter_map(rule).collect()
}
