//! A list that is edited text by text says at each what the whole computation says of a list that is read anew.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{
    AddressPreview, Difference, Document, Draft, Limits, Line, Lines, Rule, RuleSet, lint,
};

fuzz_target!(|texts: Vec<&str>| {
    let Some((saved, texts)) = texts.split_first() else { return };
    let saved: Vec<Rule> = Document::parse(saved).document.rules().collect();
    let mut from: Vec<Address> =
        saved.iter().flat_map(|rule| rule.ranges()).map(|range| Address::from(range.first())).collect();
    from.extend(["192.0.2.7", "2001:db8::7"].map(|text| text.parse::<Address>().expect("an address")));
    let mut draft = Draft::new(&saved, &from);
    let mut lines = Lines::default();
    let before = RuleSet::compile(saved.iter().copied());
    for text in texts {
        lines.set(text, Line::parse);
        assert!(lines.read().iter().eq(&text.lines().map(Line::parse).collect::<Vec<_>>()));
        let rules: Vec<Rule> = Document::parse(text).document.rules().collect();
        draft.set(&rules);
        let after = RuleSet::compile(rules.iter().copied());
        assert_eq!(draft.rules(), rules);
        assert_eq!(draft.difference(), Difference::of(&before, &after));
        assert_eq!(draft.findings(Limits::default()), lint(&rules, Limits::default()));
        for (preview, &address) in draft.addresses().iter().zip(&from) {
            let (before, after) = (before.verdict(address), after.verdict(address));
            assert_eq!(*preview, AddressPreview { address, before, after });
        }
    }
});
