//! One rule, one address.

use sekisho_engine::address::{Address, Prefix};
use sekisho_engine::allowlist::{Rule, RuleError};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::object::{array, count, object, or_null, range, span};

/// A rule as somebody types it: what it is, or what is wrong with it.
#[wasm_bindgen(js_name = parseRule)]
pub fn parse_rule(text: &str) -> JsValue {
    match Rule::parse(text) {
        Ok(parsed) => object([
            ("ok", true.into()),
            ("canonical", parsed.canonical.into()),
            ("corrected", parsed.corrected.into()),
            ("ranges", array(parsed.rule.ranges(), range)),
            ("count", count(parsed.rule.count())),
        ]),
        Err(fault) => {
            let [code, message, span, suggestion] = error(text, 0, &fault);
            object([("ok", false.into()), code, message, span, suggestion])
        }
    }
}

/// What [`parse_rule`] says of an error, of a rule that begins `at` bytes into `text`.
pub(crate) fn error(text: &str, at: usize, error: &RuleError) -> [(&'static str, JsValue); 4] {
    let moved = error.span().start + at..error.span().end + at;
    [
        ("code", error.kind().code().into()),
        ("message", error.kind().to_string().into()),
        ("span", span(text, moved)),
        ("suggestion", or_null(error.suggestion())),
    ]
}

/// An address: its canonical form, or what is wrong with it.
#[wasm_bindgen(js_name = parseAddress)]
pub fn parse_address(text: &str) -> JsValue {
    match text.parse::<Address>() {
        Ok(address) => object([
            ("ok", true.into()),
            ("canonical", address.to_string().into()),
            ("family", address.family().to_string().into()),
        ]),
        Err(error) => object([
            ("ok", false.into()),
            ("code", error.kind().code().into()),
            ("message", error.kind().to_string().into()),
            ("span", span(text, error.span())),
        ]),
    }
}

/// The network that an address is in, of so many leading bits: what is offered in place of an IPv6 address.
#[wasm_bindgen(js_name = networkOf)]
pub fn network_of(address: &str, length: u8) -> Option<String> {
    let prefix = Prefix::of(address.parse().ok()?, length)?;
    Some(Rule::from(prefix).to_string())
}
