//! The vectors in `vectors/*.json`, judged natively. The very same judge is run in WebAssembly on the same
//! files, so that both are held to the same answers (T21, T22).

use std::collections::BTreeSet;

use sekisho_engine::allowlist::Rule;
use serde_json::Value;

#[path = "../wasm-check/src/judge.rs"]
mod judge;

fn parsed(text: &str) -> Vec<Value> {
    serde_json::from_str(text).expect("the vectors are a JSON array")
}

fn rules() -> Vec<Value> {
    parsed(include_str!("vectors/rules.json"))
}

/// The engine says to each vector what the vector says.
fn check(kind: &str, vectors: Vec<Value>) {
    assert!(!vectors.is_empty());
    let judged = vectors.into_iter().map(|vector| (judge::judge(kind, &vector), vector));
    let wrong: Vec<_> = judged.filter(|(is, vector)| is.as_ref() != Ok(vector)).collect();
    let report: String =
        wrong.iter().map(|(is, vector)| format!("\nexpected {vector}\n     got {is:?}")).collect();
    assert!(wrong.is_empty(), "{} vectors differ:{report}", wrong.len());
}

fn input(vector: &Value) -> &str {
    vector["input"].as_str().expect("every vector has an input")
}

#[test]
fn t21_rules_are_read_or_refused_as_the_vectors_say() {
    check("rules", rules());
}

#[test]
fn t21_addresses_are_read_or_refused_as_the_vectors_say() {
    check("addresses", parsed(include_str!("vectors/addresses.json")));
}

#[test]
fn t20_the_client_is_who_the_vectors_say() {
    check("clients", parsed(include_str!("vectors/clients.json")));
}

#[test]
fn t19_passwords_meet_or_break_the_rules_as_the_vectors_say() {
    check("passwords", parsed(include_str!("vectors/passwords.json")));
}

#[test]
fn lists_cover_what_the_vectors_say() {
    check("lists", parsed(include_str!("vectors/lists.json")));
}

/// Computed by `vectors/make_changes.py` with Python's own ipaddress.
#[test]
fn changes_of_lists_gain_and_lose_and_repairs_leave_what_the_vectors_say() {
    let all: Value =
        serde_json::from_str(include_str!("vectors/changes.json")).expect("the vectors are JSON");
    for kind in ["rule_changes", "rule_repairs"] {
        check(kind, all[kind].as_array().expect("there are vectors of this kind").clone());
    }
}

/// Computed by `vectors/make_drafts.py` with naive models of its own.
#[test]
fn drafts_trials_and_replays_are_what_the_vectors_say() {
    let all: Value = serde_json::from_str(include_str!("vectors/drafts.json")).expect("the vectors are JSON");
    for kind in ["drafts", "trials", "replays"] {
        check(kind, all[kind].as_array().expect("there are vectors of this kind").clone());
    }
}

/// Computed by `vectors/make_pairing.py` with Python's own hmac and hashlib.
#[test]
fn pairing_codes_are_read_and_make_keys_as_the_vectors_say() {
    let all: Value =
        serde_json::from_str(include_str!("vectors/pairing.json")).expect("the vectors are JSON");
    for kind in ["pairing_codes", "pairing_keys"] {
        check(kind, all[kind].as_array().expect("there are vectors of this kind").clone());
    }
}

#[test]
fn networks_are_reached_and_change_for_whom_the_vectors_say() {
    let file: Value =
        serde_json::from_str(include_str!("vectors/networks.json")).expect("the vectors are JSON");
    for kind in ["network_lint", "network_changes"] {
        check(kind, file[kind].as_array().expect("vectors of each kind").clone());
    }
}

#[test]
fn a_canonical_form_and_a_suggestion_read_back_as_themselves() {
    for vector in rules() {
        for key in ["canonical", "suggestion"] {
            if let Some(text) = vector[key].as_str() {
                let again = Rule::parse(text).map(|parsed| (parsed.canonical, parsed.corrected));
                assert_eq!(again, Ok((text.to_owned(), false)), "{key} of {}", input(&vector));
            }
        }
    }
}

/// The codes of all kinds of errors.
const CODES: &str = "empty too_long several_rules range wildcard name url port brackets mapped mask_missing \
    mask_unreadable length_leading_zero prefix_too_long mask_family_mismatch non_contiguous_mask inverse_mask \
    second_mask address_missing address_too_long not_ascii whitespace zone not_an_address missing_octet \
    not_decimal leading_zero octet_too_large too_few_octets too_many_octets not_hex group_too_long missing_group \
    second_gap too_few_groups too_many_groups";

#[test]
fn every_kind_of_error_has_a_vector() {
    let vectors = rules();
    let seen: BTreeSet<&str> = vectors.iter().filter_map(|vector| vector["error"].as_str()).collect();
    assert_eq!(seen, CODES.split_ascii_whitespace().collect());
}
