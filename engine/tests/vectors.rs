//! The vectors in `vectors/*.json`, run natively. A runner in WebAssembly reads the same files, so that both
//! are held to the same answers (T21, T22).

use std::collections::BTreeSet;

use sekisho_engine::allowlist::Rule;
use serde_json::Value;

/// What the engine says about `input`, in the shape of a vector.
fn judged(input: &str) -> Value {
    match Rule::parse(input) {
        Ok(parsed) => serde_json::json!({
            "input": input,
            "canonical": parsed.canonical,
            "count": parsed.rule.count().to_string(),
            "corrected": parsed.corrected,
        }),
        Err(error) => serde_json::json!({
            "input": input,
            "error": error.kind().code(),
            "span": [error.span().start, error.span().end],
            "suggestion": error.suggestion(),
        }),
    }
}

fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("vectors/rules.json")).expect("the vectors are a JSON array")
}

fn input(vector: &Value) -> &str {
    vector["input"].as_str().expect("every vector has an input")
}

#[test]
fn t21_rules_are_read_or_refused_as_the_vectors_say() {
    let wrong: Vec<_> =
        vectors().into_iter().map(|v| (judged(input(&v)), v)).filter(|(is, v)| is != v).collect();
    let report: String = wrong.iter().map(|(is, v)| format!("\nexpected {v}\n     got {is}")).collect();
    assert!(wrong.is_empty(), "{} vectors differ:{report}", wrong.len());
}

#[test]
fn a_canonical_form_and_a_suggestion_read_back_as_themselves() {
    for vector in vectors() {
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
    let vectors = vectors();
    let seen: BTreeSet<&str> = vectors.iter().filter_map(|vector| vector["error"].as_str()).collect();
    assert_eq!(seen, CODES.split_ascii_whitespace().collect());
}
