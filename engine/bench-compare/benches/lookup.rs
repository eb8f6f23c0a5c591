//! One look-up: does the list cover this address? Ours beside the best crates found, on the same rules and
//! addresses, half of them IPv4 and half IPv6.
//!
//! A pass asks for 16,384 addresses, each time in a new order, so that no processor learns the answers. The
//! contestants take turns, pass by pass, and of each the best pass counts: what else the machine does then slows
//! all of them or none. Every pass must give the right answers.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark reads the clock and prints")]

use std::hint::black_box;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use ipnet::IpNet;
use iptrie::{IpPrefix, Ipv4LCTrieSet, Ipv6LCTrieSet};
use prefix_trie::joint::JointPrefixSet;
use sekisho_engine::address::{Address, Prefix};
use sekisho_engine::allowlist::RuleSet;
use sekisho_engine_bench::{Numbers, Spread, hits, misses, rules};
use ts_bart::RoutingTable;

#[path = "support/contestants.rs"]
mod contestants;

const SIZES: [usize; 4] = [10, 1_000, 10_000, 100_000];
const QUERIES: usize = 16_384;
/// The linear scan is asked for fewer in a longer list, or this would take hours.
const FEW: usize = 64;
/// Each contestant takes so many turns.
const TURNS: usize = 100;

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
        let nets = contestants::nets(rules);
        Self {
            ours: contestants::sekisho(rules),
            iptrie: contestants::iptrie(&nets),
            ts_bart: contestants::ts_bart(&nets),
            prefix_trie: contestants::prefix_trie(&nets),
            ipnet: nets,
        }
    }

    fn ours(&self, address: Address) -> bool {
        self.ours.admits(address)
    }

    fn which(&self, address: Address) -> bool {
        self.ours.matching(address).is_some()
    }

    fn iptrie(&self, ip: IpAddr) -> bool {
        // What is in no set is found under its root, which has no bits.
        match ip {
            IpAddr::V4(v4) => self.iptrie.0.lookup(&v4).len() > 0,
            IpAddr::V6(v6) => self.iptrie.1.lookup(&v6).len() > 0,
        }
    }

    fn ts_bart(&self, ip: IpAddr) -> bool {
        self.ts_bart.contains(ip)
    }

    fn prefix_trie(&self, ip: IpAddr) -> bool {
        self.prefix_trie.get_spm(&IpNet::from(ip)).is_some()
    }

    fn ipnet(&self, ip: IpAddr) -> bool {
        self.ipnet.iter().any(|net| net.contains(&ip))
    }
}

/// The best pass of one contestant.
struct Best {
    name: &'static str,
    nanoseconds: f64,
}

/// Addresses, each in the type that ours takes and in the one that the others take, and the answer to all of
/// them.
struct Questions {
    ours: Order<Address>,
    theirs: Order<IpAddr>,
    covered: bool,
}

impl Questions {
    fn new(addresses: Vec<Address>, covered: bool) -> Self {
        let ips = addresses.iter().map(|address| address.to_ip()).collect();
        Self { ours: Order::new(addresses), theirs: Order::new(ips), covered }
    }

    fn shuffle(&mut self) {
        self.ours.shuffle();
        self.theirs.shuffle();
    }
}

/// Addresses in an order in which nobody has been asked for them yet.
struct Order<T> {
    asked: Vec<T>,
    /// The same in another order, to bring what will be needed into the processor's caches.
    before: Vec<T>,
    numbers: Numbers,
}

impl<T: Copy> Order<T> {
    fn new(asked: Vec<T>) -> Self {
        Self { before: asked.clone(), asked, numbers: Numbers::new(19) }
    }

    fn shuffle(&mut self) {
        self.before.clone_from(&self.asked);
        self.asked.sort_by_cached_key(|_| self.numbers.draw());
    }

    /// A pass over the first `count`, each of which is to be answered with `covered`. Not inlined, so that each
    /// contestant has a loop of its own, into which its look-up is inlined as it would be in a program.
    #[inline(never)]
    fn ask(&self, best: &mut Best, count: usize, covered: bool, look_up: impl Fn(T) -> bool) {
        let pass = |asked: &[T]| {
            let begin = Instant::now();
            let found = black_box(&asked[..count]).iter().filter(|&&address| look_up(address)).count();
            let taken = begin.elapsed();
            assert_eq!(found, if covered { count } else { 0 }, "{}", best.name);
            taken
        };
        pass(&self.before);
        best.nanoseconds = best.nanoseconds.min(per_look_up(pass(&self.asked), count));
    }
}

fn per_look_up(taken: Duration, count: usize) -> f64 {
    taken.as_secs_f64() * 1e9 / u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// Of each contestant the best of many passes, ours first.
fn compare(contestants: &Contestants, mut questions: Questions) -> [Best; 6] {
    let names = ["sekisho", "sekisho, which rule", "iptrie", "ts_bart", "prefix-trie", "linear ipnet"];
    let mut best = names.map(|name| Best { name, nanoseconds: f64::INFINITY });
    let few = if contestants.ipnet.len() > 100 { FEW } else { QUERIES };
    for turn in 0..TURNS {
        questions.shuffle();
        let Questions { ours, theirs, covered } = &questions;
        ours.ask(&mut best[0], QUERIES, *covered, |address| contestants.ours(address));
        ours.ask(&mut best[1], QUERIES, *covered, |address| contestants.which(address));
        theirs.ask(&mut best[2], QUERIES, *covered, |ip| contestants.iptrie(ip));
        theirs.ask(&mut best[3], QUERIES, *covered, |ip| contestants.ts_bart(ip));
        theirs.ask(&mut best[4], QUERIES, *covered, |ip| contestants.prefix_trie(ip));
        if turn % 20 == 0 {
            theirs.ask(&mut best[5], few, *covered, |ip| contestants.ipnet(ip));
        }
    }
    best
}

/// Prints a line of the table; returns how many times as long as the fastest of the others ours takes.
fn report(count: usize, spread: Spread, kind: &str, best: &[Best; 6]) -> f64 {
    let [ours, which, others @ ..] = best;
    let fastest = others.iter().min_by(|a, b| a.nanoseconds.total_cmp(&b.nanoseconds)).unwrap_or(ours);
    let [ratio, ratio_which] = [ours, which].map(|own| own.nanoseconds / fastest.nanoseconds);
    print!("| {count} | {} | {kind} |", spread.name());
    for contestant in best {
        print!(" {:.1} |", contestant.nanoseconds);
    }
    println!(" {ratio:.2} × {name} | {ratio_which:.2} × {name} |", name = fastest.name);
    ratio
}

fn main() {
    // As of criterion's benchmarks: an argument without dashes says which of them to run.
    if std::env::args().skip(1).any(|argument| !argument.starts_with('-') && !"lookup".contains(&argument)) {
        return;
    }
    println!("One look-up in nanoseconds, the best of {TURNS} passes\n");
    println!(
        "| rules | spread | look-up | sekisho | which rule | iptrie | ts_bart | prefix-trie | linear ipnet \
         | sekisho is | which rule is |\n|--:|---|---|--:|--:|--:|--:|--:|--:|---|---|"
    );
    let mut ratios = Vec::new();
    for count in SIZES {
        for spread in [Spread::Even, Spread::clustered(count)] {
            let rules = rules(count, spread);
            let contestants = Contestants::new(&rules);
            let questions = [
                ("hit", Questions::new(hits(&rules, QUERIES), true)),
                ("miss", Questions::new(misses(&rules, spread, QUERIES), false)),
            ];
            for (kind, questions) in questions {
                ratios.push(report(count, spread, kind, &compare(&contestants, questions)));
            }
        }
    }
    let behind = ratios.iter().filter(|ratio| **ratio > 1.0).count();
    println!("\nsekisho is behind the fastest of the others in {behind} of {} rows", ratios.len());
}
