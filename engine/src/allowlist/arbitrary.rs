//! Rules and addresses to test with: from a universe so small that every address of it can be asked about,
//! with the ends of both families in it, and from everywhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use proptest::prelude::*;

use super::Rule;
use crate::address::{Address, Prefix};

/// Where the small universe lies: the last byte of its addresses is any.
const BLOCKS: [IpAddr; 5] = [
    IpAddr::V4(Ipv4Addr::UNSPECIFIED),
    IpAddr::V4(Ipv4Addr::new(192, 0, 2, 0)),
    IpAddr::V4(Ipv4Addr::new(255, 255, 255, 0)),
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0)),
    IpAddr::V6(Ipv6Addr::new(0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xff00)),
];

/// Every address of the small universe: sixteen at each end of each of its blocks.
pub(crate) fn universe() -> Vec<Address> {
    let lasts = || (0..16).chain(240..=255);
    BLOCKS.into_iter().flat_map(|block| lasts().map(move |last| in_block(block, last))).collect()
}

fn in_block(block: IpAddr, last: u8) -> Address {
    match block {
        IpAddr::V4(v4) => Address::from(Ipv4Addr::from_bits(v4.to_bits() | u32::from(last))),
        IpAddr::V6(v6) => Address::from(Ipv6Addr::from_bits(v6.to_bits() | u128::from(last))),
    }
}

/// A rule that begins or ends in the small universe, narrow ones more often.
pub(super) fn small_rule() -> impl Strategy<Value = Rule> {
    let prefix = (0..BLOCKS.len(), any::<u8>(), prop_oneof![4 => 0..6_u8, 1 => 0..=32_u8, 1 => Just(128)]);
    let prefix = prefix.prop_map(|(block, last, free)| {
        let address = in_block(BLOCKS[block], last);
        Prefix::of(address, address.family().bits().saturating_sub(free)).unwrap().into()
    });
    prop_oneof![30 => prefix, 1 => Just(Rule::All)]
}

/// A list of small rules, in which some may be there twice.
pub(crate) fn small_list() -> impl Strategy<Value = Vec<Rule>> {
    prop::collection::vec(small_rule(), 0..12)
}

/// Any address.
pub(super) fn address() -> impl Strategy<Value = Address> {
    prop_oneof![
        any::<u32>().prop_map(|v4| Ipv4Addr::from_bits(v4).into()),
        any::<Ipv6Addr>().prop_map(Address::from)
    ]
}

/// Any rule.
pub(crate) fn rule() -> impl Strategy<Value = Rule> {
    let prefix = (address(), 0..=128_u8).prop_map(|(address, length)| {
        Prefix::of(address, length.min(address.family().bits())).unwrap().into()
    });
    prop_oneof![20 => prefix, 1 => Just(Rule::All)]
}
