//! One look-up: does the list cover this address? Ours beside the best crates found, on the same rules and
//! addresses, half of them IPv4 and half IPv6.
//!
//! A measured pass asks for 16,384 addresses in turn, so that no processor learns the answers; criterion
//! divides by that number. Before anything is measured, all of them must give the same answers.

use std::hint::black_box;
use std::net::IpAddr;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ipnet::IpNet;
use iptrie::{Ipv4LCTrieSet, Ipv4RTrieSet, Ipv6LCTrieSet, Ipv6RTrieSet};
use prefix_trie::joint::JointPrefixSet;
use sekisho_engine::address::{Address, Prefix};
use sekisho_engine::allowlist::{Rule, RuleSet};
use sekisho_engine_bench::{Spread, hits, misses, rules};
use ts_bart::RoutingTable;

const QUERIES: usize = 16_384;

/// The same rules in every crate's form.
struct Contestants {
    ours: RuleSet,
    iptrie: (Ipv4LCTrieSet, Ipv6LCTrieSet),
    ts_bart: ts_bart::Table<()>,
    prefix_trie: JointPrefixSet<IpNet>,
    ipnet: Vec<IpNet>,
}

impl Contestants {
    fn new(rules: &[Prefix]) -> Self {
        let nets: Vec<IpNet> = rules.iter().map(|rule| net(*rule)).collect();
        let (mut v4, mut v6) = (Ipv4RTrieSet::new(), Ipv6RTrieSet::new());
        let mut ts_bart = ts_bart::Table::default();
        for net in &nets {
            ts_bart.insert(*net, ());
            match net {
                IpNet::V4(net) => drop(v4.insert((*net).into())),
                IpNet::V6(net) => drop(v6.insert((*net).into())),
            }
        }
        Self {
            ours: RuleSet::compile(rules.iter().copied().map(Rule::from)),
            iptrie: (v4.compress(), v6.compress()),
            ts_bart,
            prefix_trie: nets.iter().copied().collect(),
            ipnet: nets,
        }
    }

    fn ours(&self, address: Address) -> bool {
        self.ours.admits(address)
    }

    fn which(&self, address: Address) -> bool {
        self.ours.matching(address).is_some()
    }

    fn iptrie(&self, address: Address) -> bool {
        // What is in no set is found under its root, which has no bits.
        use iptrie::IpPrefix;
        match address.to_ip() {
            IpAddr::V4(v4) => self.iptrie.0.lookup(&v4).len() > 0,
            IpAddr::V6(v6) => self.iptrie.1.lookup(&v6).len() > 0,
        }
    }

    fn ts_bart(&self, address: Address) -> bool {
        self.ts_bart.contains(address.to_ip())
    }

    fn prefix_trie(&self, address: Address) -> bool {
        self.prefix_trie.get_spm(&IpNet::from(address.to_ip())).is_some()
    }

    fn ipnet(&self, address: Address) -> bool {
        let ip = address.to_ip();
        self.ipnet.iter().any(|net| net.contains(&ip))
    }
}

fn net(prefix: Prefix) -> IpNet {
    IpNet::new_assert(prefix.first(), prefix.length())
}

type LookUp = fn(&Contestants, Address) -> bool;

const CONTESTANTS: [(&str, LookUp); 6] = [
    ("sekisho", Contestants::ours),
    ("sekisho-which-rule", Contestants::which),
    ("iptrie", Contestants::iptrie),
    ("ts_bart", Contestants::ts_bart),
    ("prefix-trie", Contestants::prefix_trie),
    ("ipnet-linear", Contestants::ipnet),
];

fn lookup(criterion: &mut Criterion) {
    for count in [10, 1_000, 10_000, 100_000] {
        for spread in [Spread::Even, Spread::clustered(count)] {
            let rules = rules(count, spread);
            let contestants = Contestants::new(&rules);
            let queries = [("hit", hits(&rules, QUERIES)), ("miss", misses(&rules, spread, QUERIES))];
            for (kind, addresses) in queries {
                agree(&contestants, &addresses, kind == "hit");
                compare(criterion, &format!("{}/{count}/{kind}", spread.name()), &contestants, &addresses);
            }
        }
    }
}

fn agree(contestants: &Contestants, addresses: &[Address], expected: bool) {
    for (name, look_up) in CONTESTANTS {
        // The linear one is asked for fewer, or this would take minutes.
        let few = if name == "ipnet-linear" { 256 } else { addresses.len() };
        for &address in &addresses[..few] {
            assert_eq!(look_up(contestants, address), expected, "{name} on {address}");
        }
    }
}

fn compare(criterion: &mut Criterion, title: &str, contestants: &Contestants, addresses: &[Address]) {
    let mut group = criterion.benchmark_group(title);
    macro_rules! measure {
        ($name:literal, $look_up:expr) => {
            measure!($name, $look_up, addresses)
        };
        ($name:literal, $look_up:expr, $addresses:expr) => {
            group.throughput(Throughput::Elements($addresses.len() as u64));
            group.bench_function(BenchmarkId::from_parameter($name), |bencher| {
                bencher.iter(|| {
                    let covered =
                        black_box($addresses).iter().filter(|&&address| $look_up(contestants, address));
                    covered.count()
                });
            });
        };
    }
    // Spelled out, so that each call can be inlined as it would be in a program.
    measure!("sekisho", Contestants::ours);
    measure!("sekisho-which-rule", Contestants::which);
    measure!("iptrie", Contestants::iptrie);
    measure!("ts_bart", Contestants::ts_bart);
    measure!("prefix-trie", Contestants::prefix_trie);
    measure!("ipnet-linear", Contestants::ipnet, &addresses[..256]);
    group.finish();
}

/// Short, because there are nearly a hundred measurements; options on the command line go before.
fn brief() -> Criterion {
    Criterion::default()
        .measurement_time(Duration::from_secs(1))
        .warm_up_time(Duration::from_millis(300))
        .sample_size(20)
}

criterion_group!(name = benches; config = brief(); targets = lookup);
criterion_main!(benches);
