//! A text is an address exactly if the standard library's strict reader says so, and then its canonical one.
#![no_main]

use std::net::IpAddr;

use libfuzzer_sys::fuzz_target;
use sekisho_engine::address::Address;

fuzz_target!(|text: &str| {
    let read = text.parse::<Address>();
    assert_eq!(read.as_ref().ok().copied(), text.parse::<IpAddr>().ok().map(Address::from));
    match read {
        Ok(address) => assert_eq!(address.to_string().parse(), Ok(address)),
        Err(error) => assert!(text.get(error.span()).is_some()),
    }
});
