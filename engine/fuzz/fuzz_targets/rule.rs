//! A text is a rule, or an error that lies within it; canonical forms and suggestions read back as themselves.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekisho_engine::allowlist::Rule;

fuzz_target!(|text: &str| {
    match Rule::parse(text) {
        Ok(parsed) => reads_back(&parsed.canonical),
        Err(error) => {
            assert!(text.get(error.span()).is_some());
            error.suggestion().into_iter().for_each(reads_back);
        }
    }
});

fn reads_back(canonical: &str) {
    let parsed = Rule::parse(canonical).expect("a canonical form is a rule");
    assert_eq!(parsed.canonical, canonical);
    assert!(!parsed.corrected);
}
