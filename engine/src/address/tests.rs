//! Addresses: their texts, their canonical form, prefixes and counts.

use proptest::prelude::*;

use super::*;
use AddressErrorKind as Kind;

/// The fault is marked in the text: `192.0.2.<256>`.
fn refused(marked: &str, kind: AddressErrorKind) {
    let start = marked.find('<').unwrap();
    let end = marked.find('>').unwrap() - 1;
    let text = marked.replace(['<', '>'], "");
    assert_eq!(text.parse::<Address>(), Err(AddressError::new(kind, start..end)), "{marked}");
}

#[test]
fn t21_texts_that_other_parsers_misread_are_refused_with_their_place() {
    refused("<>", Kind::Missing);
    refused("<0177>.0.0.1", Kind::LeadingZero);
    refused("127.0.0.<01>", Kind::LeadingZero);
    refused("127.<000>.0.1", Kind::LeadingZero);
    refused("<0x7f>.0.0.1", Kind::NotDecimal);
    refused("<2130706433>", Kind::TooFewOctets);
    refused("<127.1>", Kind::TooFewOctets);
    refused("<127.0.1>", Kind::TooFewOctets);
    refused("127.0.0.1<%>", Kind::Zone);
    refused("fe80::1<%eth0>", Kind::Zone);
    refused("fe80::1<%25eth0>", Kind::Zone);
    refused("<１>２７.0.0.1", Kind::NotAscii);
    refused("127.0.0.<١>", Kind::NotAscii);
    refused("127.0.0.1<\u{200b}>", Kind::NotAscii);
    refused("< >127.0.0.1", Kind::Whitespace);
    refused("127.0.0.1<\n>", Kind::Whitespace);
    refused("127.0.0.1<\t>", Kind::Whitespace);
    refused("127.0.<>.1", Kind::MissingOctet);
    refused("127.0.0.1.<>", Kind::TooManyOctets);
    refused("127.0.0.<-1>", Kind::NotDecimal);
    refused("127.0.0.<+1>", Kind::NotDecimal);
    refused("127.0.0.<256>", Kind::OctetTooLarge);
    refused("127.0.0.<1\0>", Kind::NotDecimal);
    refused("127.0.0.<1/32>", Kind::NotDecimal);
    refused("<all>", Kind::NotAnAddress);
    refused("::ffff:127.0.0.<01>", Kind::LeadingZero);
    refused("<::ffff:7f00:1:2:3:4:5:6:7>", Kind::TooManyGroups);
    refused("<1:2:3:4:5:6:7>", Kind::TooFewGroups);
    refused("1::2<::3>", Kind::SecondGap);
    refused("<00001>::", Kind::GroupTooLong);
    refused("<g>::", Kind::NotHex);
    refused("<>:1::", Kind::MissingGroup);
    refused("<[>::1]", Kind::NotHex);
}

#[test]
fn t21_an_address_has_one_canonical_form_however_it_is_written() {
    let check = |texts: &[&str], canonical: &str| {
        for text in texts {
            assert_eq!(text.parse::<Address>().map(|a| a.to_string()).as_deref(), Ok(canonical), "{text}");
        }
    };
    check(&["192.0.2.1", "::ffff:192.0.2.1", "::FFFF:C000:201", "0:0:0:0:0:ffff:c000:0201"], "192.0.2.1");
    check(&["::", "0::0", "0:0:0:0:0:0:0:0", "::0.0.0.0"], "::");
    check(
        &["2001:DB8::A", "2001:db8:0:0:0:0:0:a", "2001:0db8::000a", "2001:db8:0:0::0.0.0.10"],
        "2001:db8::a",
    );
    // RFC 5952 section 4.2: the longest run of zeros, the first of equal ones, never a single group.
    check(&["2001:db8:0:0:1:0:0:1"], "2001:db8::1:0:0:1");
    check(&["2001:0:0:1:0:0:0:1"], "2001:0:0:1::1");
    check(&["2001:db8:0:1:1:1:1:1"], "2001:db8:0:1:1:1:1:1");
}

proptest! {
    #[test]
    fn t21_a_mapped_address_is_the_ipv4_address_whoever_hands_it_in(v4 in any::<Ipv4Addr>()) {
        let mapped = v4.to_ipv6_mapped();
        let [low, high] = [mapped.segments()[7], mapped.segments()[6]];
        let expected = Address::from(v4);
        prop_assert_eq!(Address::from(mapped), expected);
        prop_assert_eq!(Address::from(IpAddr::V6(mapped)), expected);
        prop_assert_eq!(format!("::ffff:{v4}").parse(), Ok(expected));
        prop_assert_eq!(format!("::ffff:{high:x}:{low:x}").parse(), Ok(expected));
        prop_assert_eq!(expected.family(), Family::V4);
    }

    #[test]
    fn a_printed_address_reads_back_as_itself(ip in any::<IpAddr>()) {
        let address = Address::from(ip);
        prop_assert_eq!(address.to_string().parse(), Ok(address));
        prop_assert_eq!(Address::from(address.to_ip()), address);
    }

    #[test]
    fn addresses_are_ordered_and_equal_as_those_of_the_standard_library(one in any::<IpAddr>(), other in any::<IpAddr>()) {
        let [one, other] = [one, other].map(|ip| ip.to_canonical());
        prop_assert_eq!(Address::from(one).cmp(&Address::from(other)), one.cmp(&other));
        prop_assert_eq!(Address::from(one) == Address::from(other), one == other);
        prop_assert_eq!(Address::from(one).to_ip(), one);
        prop_assert_eq!(Address::from(one).family() == Family::V4, one.is_ipv4());
    }

    /// The standard library's reader is strict too; the texts are near to addresses.
    #[test]
    fn t22_any_text_is_an_address_exactly_if_the_standard_library_says_so(
        text in "([0-9]{1,3}\\.){2,4}[0-9]{1,3}|[0-9a-f:]{0,4}(::?[0-9a-f]{1,4}){1,8}(::)?|[0-9a-f:.]{0,20}|.{0,12}",
    ) {
        let read = text.parse::<Address>();
        prop_assert_eq!(read.as_ref().ok().copied(), text.parse::<IpAddr>().ok().map(Address::from));
        if let Err(error) = read {
            prop_assert!(text.get(error.span()).is_some());
        }
    }

    #[test]
    fn a_prefix_of_ipv4_holds_the_addresses_with_the_same_leading_bits(
        own in any::<u32>(), noise in any::<u32>(), same in 0..32_u32, length in 0..=32_u8,
    ) {
        let other = own ^ (noise >> same);
        let [address, changed] = [own, other].map(|bits| Address::from(Ipv4Addr::from_bits(bits)));
        let prefix = Prefix::of(address, length).unwrap();
        prop_assert_eq!(prefix.contains(changed), (own ^ other).leading_zeros() >= length.into());
        prop_assert_eq!(prefix.count().to_u128(), Some(1 << (32 - length)));
        prop_assert_eq!(prefix.range().count(), prefix.count());
    }

    #[test]
    fn a_prefix_of_ipv6_holds_the_addresses_with_the_same_leading_bits(
        own in any::<u128>(), noise in any::<u128>(), same in 0..128_u32, length in 0..=128_u8,
    ) {
        let other = own ^ (noise >> same);
        let [address, changed] = [own, other].map(|bits| Address::from(Ipv6Addr::from_bits(bits)));
        prop_assume!(address.family() == Family::V6 && changed.family() == Family::V6);
        let prefix = Prefix::of(address, length).unwrap();
        prop_assert_eq!(prefix.contains(changed), (own ^ other).leading_zeros() >= length.into());
        prop_assert_eq!(prefix.count().exponent_of_two(), Some(u32::from(128 - length)));
        prop_assert_eq!(prefix.range().count(), prefix.count());
    }

    #[test]
    fn a_prefix_longer_than_the_family_has_bits_is_none(ip in any::<IpAddr>(), length in any::<u8>()) {
        let address = Address::from(ip);
        prop_assert_eq!(Prefix::of(address, length).is_some(), length <= address.family().bits());
    }

    #[test]
    fn counts_add_up_exactly(one in any::<u128>(), other in any::<u128>()) {
        let count = |n: u128| if n == 0 { Count::ZERO } else { Count::between(0, n - 1) };
        let sum = count(one) + count(other);
        let (low, carried) = one.overflowing_add(other);
        prop_assert_eq!(sum.to_u128(), (!carried).then_some(low));
        // Checked digit by digit: the decimal digits of both, added as at school.
        let (mut carry, mut digits) = (0, String::new());
        let [a, b] = [one, other].map(|n| format!("{n:040}").into_bytes());
        for (a, b) in a.iter().zip(&b).rev() {
            let digit = (a - b'0') + (b - b'0') + carry;
            carry = digit / 10;
            digits.insert(0, char::from(b'0' + digit % 10));
        }
        let expected = digits.trim_start_matches('0');
        prop_assert_eq!(sum.to_string(), if expected.is_empty() { "0" } else { expected });
    }
}

#[test]
fn a_count_goes_beyond_128_bits() {
    let everything: Count =
        [Family::V4, Family::V6].map(|family| Prefix::everything(family).count()).into_iter().sum();
    assert_eq!(everything.to_string(), "340282366920938463463374607436063178752");
    assert_eq!((everything.to_u128(), everything.exponent_of_two()), (None, None));
    assert_eq!(Prefix::everything(Family::V6).count().exponent_of_two(), Some(128));
    assert_eq!(Count::from(1).exponent_of_two(), Some(0));
    assert_eq!(Count::ZERO.exponent_of_two(), None);
    assert_eq!(format!("{:>5}|{:<5}|", Count::from(42), Count::from(42)), "   42|42   |");
}

#[test]
fn masking_never_makes_a_mapped_address_and_a_last_address_may_be_one() {
    let near = "::fffe:c000:201".parse::<Address>().unwrap();
    for length in 0..=128 {
        let prefix = Prefix::of(near, length).unwrap();
        assert_eq!(Address::from(prefix.first()).family(), Family::V6, "{prefix}");
    }
    let wide = Prefix::of(near, 80).unwrap();
    assert_eq!(wide.to_string(), "::/80");
    assert_eq!(wide.last(), "::ffff:255.255.255.255".parse::<IpAddr>().unwrap());
    assert!(!wide.contains("::ffff:192.0.2.1".parse().unwrap()));
}

#[test]
fn ipv4_comes_before_ipv6_and_wider_prefixes_before_narrower_ones() {
    let prefix = |text: &str, length| Prefix::of(text.parse().unwrap(), length).unwrap();
    let sorted = [prefix("10.0.0.0", 8), prefix("10.0.0.0", 9), prefix("11.0.0.0", 8), prefix("::", 0)];
    assert!(sorted.is_sorted_by(|a, b| a < b));
    assert!("255.255.255.255".parse::<Address>().unwrap() < "::".parse().unwrap());
    // Of the numbers next to the mapped addresses, too, none is taken for one.
    let [below, above] = ["::fffe:ffff:ffff", "::1:0:0:0"].map(|text| text.parse::<Address>().unwrap());
    assert!("255.255.255.255".parse::<Address>().unwrap() < below && below < above);
    assert_eq!((below.family(), above.family()), (Family::V6, Family::V6));
}

#[cfg(feature = "serde")]
#[test]
fn an_address_travels_as_text_and_a_wrong_one_does_not_arrive() {
    let address: Address = serde_json::from_str("\"::ffff:192.0.2.1\"").unwrap();
    assert_eq!(serde_json::to_string(&address).unwrap(), "\"192.0.2.1\"");
    assert!(serde_json::from_str::<Address>("\"192.0.2.01\"").is_err());
    assert!(serde_json::from_str::<Address>("3221225985").is_err());
}

#[test]
fn a_prefix_reads_back_and_has_one_text() {
    for text in ["192.0.2.7/32", "192.0.2.0/24", "0.0.0.0/0", "2001:db8::/64", "::1/128"] {
        assert_eq!(text.parse::<Prefix>().unwrap().to_string(), text);
    }
    for text in [
        "192.0.2.7",
        "192.0.2.7/24",
        "192.0.2.0/33",
        "::ffff:192.0.2.0/120",
        "2001:DB8::/64",
        "192.0.2.0/+24",
    ] {
        assert!(text.parse::<Prefix>().is_err(), "{text}");
    }
}
