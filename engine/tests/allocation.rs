//! No look-up allocates, whatever the size of the list: a sign-in must not wait for memory.

use allocation_counter::measure;
use sekisho_engine::address::forwarded::client_address;
use sekisho_engine::address::{Address, AddressSet, Prefix};
use sekisho_engine::allowlist::{Rule, RuleSet};
use sekisho_engine::network::{Network, NetworkAction, Networks};

/// `count` addresses of both families, scattered by multiplication.
fn addresses(count: u32) -> impl Iterator<Item = Address> {
    (0..count).flat_map(|i| {
        let bits = i.wrapping_mul(2_654_435_761);
        [
            std::net::Ipv4Addr::from_bits(bits).into(),
            std::net::Ipv6Addr::from_bits(u128::from(bits) << 93).into(),
        ]
    })
}

fn rules(count: u32) -> Vec<Rule> {
    let prefixes =
        addresses(count).zip((16..=32).cycle()).map(|(address, length)| Prefix::of(address, length));
    prefixes.map(|prefix| prefix.expect("both families have 32 bits").into()).collect()
}

/// How many allocations `work` makes, on this thread.
fn allocations(work: impl FnOnce()) -> u64 {
    measure(work).count_total
}

#[test]
fn no_look_up_in_a_list_allocates() {
    let asked: Vec<Address> = addresses(2_000).collect();
    for count in [0, 5, 500, 5_000, 50_000] {
        let list = RuleSet::compile(rules(count));
        let mut covered = 0_usize;
        let made = allocations(|| {
            for &address in &asked {
                covered += usize::from(list.admits(address)) + usize::from(list.covered().contains(address));
                covered +=
                    usize::from(list.verdict(address).admits()) + list.matching(address).map_or(0, |_| 1);
            }
        });
        assert_eq!(made, 0, "with {} rules", list.rules().len());
        assert!(covered > 0, "with {} rules", list.rules().len());
    }
}

#[test]
fn neither_finding_the_network_nor_the_client_allocates() {
    let network =
        |name: &str| Network { name: name.to_owned(), rules: rules(50), action: NetworkAction::MfaSkip };
    let networks = Networks::compile(vec![network("one"), network("two")]);
    let proxy: Address = "10.0.0.1".parse().expect("an address");
    let trusted: AddressSet = [Prefix::host(proxy)].into_iter().collect();
    let header = [&b"garbage, [2001:db8::9]:443, 10.0.0.1"[..]];
    let made = allocations(|| {
        let client = client_address(proxy.to_ip(), &trusted, header).known();
        assert!(client.is_some_and(|address| networks.first_match(address).is_none()));
    });
    assert_eq!(made, 0);
}

#[test]
fn the_counter_counts() {
    assert!(allocations(|| drop(RuleSet::compile(rules(5)))) > 0);
}
