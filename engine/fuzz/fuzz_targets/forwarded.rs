//! Whatever a header holds: an untrusted peer is the client, and a client is never a trusted proxy.
#![no_main]

use std::net::IpAddr;

use libfuzzer_sys::fuzz_target;
use sekisho_engine::address::forwarded::{ClientAddress, client_address};
use sekisho_engine::address::{Address, AddressSet, Prefix};

fuzz_target!(|input: (IpAddr, IpAddr, u8, Vec<Vec<u8>>)| {
    let (peer, proxy, length, lines) = input;
    let trusted: AddressSet = Prefix::of(Address::from(proxy), length).into_iter().collect();
    match client_address(peer, &trusted, lines.iter().map(Vec::as_slice)) {
        ClientAddress::Known(client) => assert!(!trusted.contains(client)),
        ClientAddress::Unknown(_) => assert!(trusted.contains(Address::from(peer))),
    }
    // The same behind a proxy that is surely trusted, with an honest last line.
    let trusted: AddressSet = [Prefix::host(Address::from(proxy))].into_iter().collect();
    let last = peer.to_string();
    let lines = lines.iter().map(Vec::as_slice).chain([last.as_bytes()]);
    if !trusted.contains(Address::from(peer)) {
        assert_eq!(client_address(proxy, &trusted, lines), ClientAddress::Known(Address::from(peer)));
    }
});
