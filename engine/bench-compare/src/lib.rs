//! Rules and addresses to measure with: made up, but of the kinds that lists hold, and the same in each run.

pub mod kernels;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use sekisho_engine::address::{Address, Prefix};
use sekisho_engine::allowlist::{Rule, RuleSet};

/// How the addresses of a list lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// Anywhere in IPv4, and in the global unicast part of IPv6.
    Even,
    /// In so many networks of providers and offices, as a real list has them.
    Clustered(u64),
}

impl Spread {
    /// Clustered as a list of `count` rules would be: some fifty rules in a network.
    #[must_use]
    pub fn clustered(count: usize) -> Self {
        Self::Clustered(u64::try_from(count / 50).unwrap_or(u64::MAX).max(40))
    }

    /// The name in a report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Even => "even",
            Self::Clustered(_) => "clustered",
        }
    }
}

/// Numbers that look random and are the same in each run (xorshift64*).
#[derive(Debug, Clone)]
pub struct Numbers(u64);

impl Numbers {
    /// Begin; other seeds give other numbers.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// The next 64 bits.
    pub const fn draw(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number under `end`.
    pub const fn below(&mut self, end: u64) -> u64 {
        (self.draw() >> 11) % end
    }

    fn bits(&mut self) -> u128 {
        u128::from(self.draw()) << 64 | u128::from(self.draw())
    }

    /// An IPv4 or IPv6 address, half of the time each.
    pub fn address(&mut self, spread: Spread) -> Address {
        let bits = self.bits();
        let networks = if let Spread::Clustered(networks) = spread { networks } else { 1 };
        let cluster = Numbers::new(1_000 + self.below(networks)).bits();
        if self.below(2) == 0 {
            let [a, b, c, d, ..] = bits.to_be_bytes();
            let [network_a, network_b, ..] = cluster.to_be_bytes();
            Address::from(match spread {
                Spread::Even => Ipv4Addr::new(a, b, c, d),
                Spread::Clustered(_) => Ipv4Addr::new(network_a, network_b, c, d),
            })
        } else {
            let network = match spread {
                Spread::Even => bits,
                // A /32 of a provider, and in it one of 2^20 customers' /56.
                Spread::Clustered(_) => (cluster >> 96) << 96 | ((bits >> 76) & 0xf_ffff) << 72 | bits >> 64,
            };
            // Global unicast, 2000::/3.
            Address::from(Ipv6Addr::from_bits(network >> 3 | 1 << 125))
        }
    }

    /// The length of a rule: mostly single addresses, /24 and /64, now and then a wide one.
    fn length(&mut self, address: Address) -> u8 {
        let (narrow, wide) = (self.below(16), self.below(1_000));
        let length = match address.to_ip() {
            IpAddr::V4(_) => match wide {
                0 => 8 + narrow / 2,
                1..100 => 16 + narrow / 2,
                100..400 => 24 + narrow / 2,
                _ => 32,
            },
            IpAddr::V6(_) => match wide {
                0..50 => 32 + narrow,
                50..300 => 48 + narrow,
                300..700 => 64,
                _ => 128,
            },
        };
        u8::try_from(length).unwrap_or(u8::MAX)
    }

    /// A rule.
    pub fn rule(&mut self, spread: Spread) -> Prefix {
        let address = self.address(spread);
        let length = self.length(address);
        Prefix::of(address, length).unwrap_or(Prefix::host(address))
    }

    /// An address that `rule` covers.
    pub fn address_in(&mut self, rule: Prefix) -> Address {
        let bits = self.bits();
        let free = rule.family().bits() - rule.length();
        let host = if free == 128 { bits } else { bits & ((1 << free) - 1) };
        match rule.first() {
            IpAddr::V4(first) => Address::from(Ipv4Addr::from_bits(first.to_bits() | truncated(host))),
            IpAddr::V6(first) => Address::from(Ipv6Addr::from_bits(first.to_bits() | host)),
        }
    }
}

fn truncated(bits: u128) -> u32 {
    u32::try_from(bits).unwrap_or(u32::MAX)
}

/// `count` rules, no two alike.
#[must_use]
pub fn rules(count: usize, spread: Spread) -> Vec<Prefix> {
    let mut numbers = Numbers::new(7);
    let mut seen = std::collections::HashSet::new();
    std::iter::repeat_with(|| numbers.rule(spread)).filter(|rule| seen.insert(*rule)).take(count).collect()
}

/// `count` addresses that some rule covers.
#[must_use]
pub fn hits(rules: &[Prefix], count: usize) -> Vec<Address> {
    let mut numbers = Numbers::new(11);
    let mut pick = || {
        let at = numbers.below(rules.len() as u64);
        let rule = rules[usize::try_from(at).unwrap_or(0)];
        numbers.address_in(rule)
    };
    std::iter::repeat_with(&mut pick).take(count).collect()
}

/// `count` addresses of the same spread that no rule covers.
#[must_use]
pub fn misses(rules: &[Prefix], spread: Spread, count: usize) -> Vec<Address> {
    let set = RuleSet::compile(rules.iter().copied().map(Rule::from));
    let mut numbers = Numbers::new(13);
    std::iter::repeat_with(|| numbers.address(spread)).filter(|a| !set.admits(*a)).take(count).collect()
}
