//! T20: no forwarded header from an untrusted peer counts; from a trusted one, the right-most untrusted hop;
//! what can't be read is unknown, and what is unknown is denied.

use proptest::prelude::*;

use super::*;
use crate::address::Prefix;
use ClientAddress::{Known, Unknown};
use UnknownReason::{OnlyProxies, UnreadableHop};

/// 10.0.0.0/8 and fd00::/8.
fn trusted() -> AddressSet {
    ["10.0.0.0", "fd00::"].map(|first| Prefix::of(first.parse().unwrap(), 8).unwrap()).into_iter().collect()
}

fn client(peer: &str, lines: &[&str]) -> ClientAddress {
    client_address(peer.parse().unwrap(), &trusted(), lines.iter().map(|line| line.as_bytes()))
}

fn known(text: &str) -> ClientAddress {
    Known(text.parse().unwrap())
}

#[test]
fn t20_a_header_from_an_untrusted_peer_counts_for_nothing() {
    for header in ["10.0.0.1", "198.51.100.1", "garbage", "", "198.51.100.1, 10.0.0.1"] {
        assert_eq!(client("203.0.113.9", &[header]), known("203.0.113.9"), "{header}");
        assert_eq!(client("::ffff:203.0.113.9", &[header]), known("203.0.113.9"), "{header}");
        assert_eq!(client("2001:db8::9", &[header]), known("2001:db8::9"), "{header}");
    }
}

#[test]
fn t20_behind_trusted_proxies_the_right_most_untrusted_hop_is_the_client() {
    let check = |lines: &[&str], expected: ClientAddress| {
        for peer in ["10.0.0.1", "::ffff:10.0.0.1", "fd00::1"] {
            assert_eq!(client(peer, lines), expected, "{peer} {lines:?}");
        }
    };
    check(&["203.0.113.9"], known("203.0.113.9"));
    check(&["198.51.100.1, 203.0.113.9"], known("203.0.113.9"));
    check(&["198.51.100.1, 203.0.113.9, 10.1.1.1"], known("203.0.113.9"));
    check(&["198.51.100.1,203.0.113.9\t ,  fd00::5,10.1.1.1 "], known("203.0.113.9"));
    // Several lines are one list, in their order.
    check(&["203.0.113.9", "198.51.100.1"], known("198.51.100.1"));
    check(&["198.51.100.1", "203.0.113.9, 10.1.1.1", "10.2.2.2"], known("203.0.113.9"));
    // What the client wrote to the left, even if it looks like a proxy, is not looked at.
    check(&["10.9.9.9, garbage, , 203.0.113.9"], known("203.0.113.9"));
    check(&["", "203.0.113.9"], known("203.0.113.9"));
}

#[test]
fn t20_a_hop_in_any_form_is_made_canonical() {
    let check = |hop: &str, expected: &str| assert_eq!(client("10.0.0.1", &[hop]), known(expected), "{hop}");
    check("203.0.113.9:4711", "203.0.113.9");
    check("::ffff:203.0.113.9", "203.0.113.9");
    check("[::ffff:203.0.113.9]:4711", "203.0.113.9");
    check("2001:DB8::9", "2001:db8::9");
    check("[2001:db8::9]", "2001:db8::9");
    check("[2001:db8::9]:443", "2001:db8::9");
    // A mapped proxy is that proxy.
    check("203.0.113.9, ::ffff:10.1.1.1", "203.0.113.9");
    check("203.0.113.9, [::ffff:10.1.1.1]:80", "203.0.113.9");
}

#[test]
fn t20_a_hop_that_cannot_be_read_leaves_the_client_unknown() {
    for hop in [
        "",
        " ",
        "unknown",
        "_hidden",
        "garbage",
        "203.0.113.09",
        "203.0.113",
        "0x7f.0.0.1",
        "fe80::1%eth0",
        "203.0.113.9:",
        "203.0.113.9:x",
        "203.0.113.9:65536",
        "203.0.113.9:+80",
        "203.0.113.9 8",
        "[203.0.113.9]:80",
        "[2001:db8::9",
        "2001:db8::9]",
        "[2001:db8::9]x",
        "[2001:db8::9]:",
        "\"203.0.113.9\"",
        "203.0.113.9;10.1.1.1",
        "for=203.0.113.9",
        "２０３.0.113.9",
        "203.0.113.9/32",
        "all",
    ] {
        assert_eq!(client("10.0.0.1", &[hop]), Unknown(UnreadableHop), "{hop:?}");
        let behind = format!("198.51.100.1, {hop}, 10.1.1.1");
        assert_eq!(client("10.0.0.1", &[&behind]), Unknown(UnreadableHop), "{behind:?}");
    }
    let bytes = client_address("10.0.0.1".parse().unwrap(), &trusted(), [&b"203.0.113.9\xff"[..]]);
    assert_eq!(bytes, Unknown(UnreadableHop));
}

#[test]
fn t20_nothing_but_trusted_proxies_leaves_the_client_unknown() {
    assert_eq!(client("10.0.0.1", &[]), Unknown(OnlyProxies));
    assert_eq!(client("10.0.0.1", &["10.1.1.1"]), Unknown(OnlyProxies));
    assert_eq!(client("fd00::1", &["10.1.1.1, fd00::2", "[fd00::3]:80"]), Unknown(OnlyProxies));
    assert_eq!(Unknown(OnlyProxies).known(), None);
    assert_eq!(known("203.0.113.9").known(), "203.0.113.9".parse().ok());
}

#[test]
fn t20_without_trusted_proxies_the_peer_is_the_client() {
    let client =
        |peer: &str| client_address(peer.parse().unwrap(), &AddressSet::default(), [&b"203.0.113.9"[..]]);
    assert_eq!(client("127.0.0.1"), known("127.0.0.1"));
    assert_eq!(client("::ffff:127.0.0.1"), known("127.0.0.1"));
}

/// What the rule says, word for word: collect the hops and walk from the right.
fn model(peer: Address, trusted: &AddressSet, lines: &[Vec<u8>]) -> ClientAddress {
    if !trusted.contains(peer) {
        return Known(peer);
    }
    let joined = lines.join(&b","[..]);
    let hops: Vec<&[u8]> =
        if lines.is_empty() { Vec::new() } else { joined.split(|&byte| byte == b',').collect() };
    for hop in hops.into_iter().rev() {
        match read_hop(hop) {
            None => return Unknown(UnreadableHop),
            Some(address) if trusted.contains(address) => {}
            Some(address) => return Known(address),
        }
    }
    Unknown(OnlyProxies)
}

fn hop() -> impl Strategy<Value = Vec<u8>> {
    let address = prop_oneof![
        any::<IpAddr>().prop_map(|ip| ip.to_string()),
        any::<u16>().prop_map(|low| format!("10.0.{}.{}", low >> 8, low & 255)),
        any::<u16>().prop_map(|low| format!("fd00::{low:x}")),
    ];
    prop_oneof![
        6 => (address, " {0,2}").prop_map(|(address, space)| format!("{space}{address}{space}").into_bytes()),
        1 => prop::collection::vec(any::<u8>(), 0..12),
    ]
}

proptest! {
    #[test]
    fn t20_the_client_is_found_as_by_walking_from_the_right(
        peer in prop_oneof![any::<IpAddr>(), Just("10.0.0.1".parse().unwrap())],
        lines in prop::collection::vec(prop::collection::vec(hop(), 0..5).prop_map(|hops| hops.join(&b","[..])), 0..4),
    ) {
        let client = client_address(peer, &trusted(), lines.iter().map(Vec::as_slice));
        prop_assert_eq!(client, model(peer.into(), &trusted(), &lines));
        if let Known(address) = client {
            prop_assert!(address == peer.into() || !trusted().contains(address));
        }
    }

    #[test]
    fn t20_what_stands_left_of_the_client_changes_nothing(
        forged in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..4), v4 in 0x0b00_0000_u32..,
    ) {
        let real = std::net::Ipv4Addr::from_bits(v4);
        let header = real.to_string().into_bytes();
        let lines = forged.iter().map(Vec::as_slice).chain([header.as_slice()]);
        prop_assert_eq!(client_address("10.0.0.1".parse().unwrap(), &trusted(), lines), Known(real.into()));
    }
}

#[cfg(feature = "serde")]
#[test]
fn a_client_address_travels_as_json() {
    let there_and_back = |client: ClientAddress| {
        let text = serde_json::to_string(&client).unwrap();
        assert_eq!(serde_json::from_str::<ClientAddress>(&text).unwrap(), client);
        text
    };
    assert_eq!(there_and_back(known("203.0.113.9")), r#"{"known":"203.0.113.9"}"#);
    assert_eq!(there_and_back(Unknown(OnlyProxies)), r#"{"unknown":"only_proxies"}"#);
}
