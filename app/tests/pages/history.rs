//! History: every event in words, filters that stay in the links.

use super::support::{Asked, Sample, every_event};
use sekisho_app::i18n::Language;
use sekisho_engine::history::Kind;
use std::collections::BTreeSet;

#[test]
fn everything_that_can_happen_is_among_the_samples() {
    let shown: BTreeSet<Kind> = every_event().iter().map(|entry| entry.event.kind()).collect();
    assert_eq!(shown, Kind::ALL.iter().copied().collect());
}

#[test]
fn every_event_is_told_with_its_reason_and_no_two_alike() {
    for language in Language::ALL {
        let words = sekisho_app::i18n::Words::new(language, Default::default());
        let mut told = BTreeSet::new();
        for entry in every_event() {
            let sentence = sekisho_app::history::tell::tell(&words, &entry.event);
            let sentence = format!("{} / {}", sentence.title, sentence.detail.unwrap_or_default());
            assert!(!sentence.contains('{'), "{sentence}");
            assert!(told.insert(sentence.clone()), "{sentence} stands for two different events");
        }
    }
}

#[test]
fn the_filter_stays_in_the_links_to_other_entries_and_to_the_file() {
    let html =
        Asked::new("/history/log?group=mfa&outcome=refused&text=192.0.2.7").of(Sample::Crowded).render().html;
    let narrowed = "group=mfa&amp;outcome=refused&amp;text=192%2E0%2E2%2E7";
    assert!(html.contains(&format!("/history/log?{narrowed}&amp;before=")));
    assert!(html.contains(&format!("/history/log?{narrowed}&amp;after=1000")));
    assert!(html.contains(&format!("/history/log.csv?{narrowed}\"")));
    assert!(html.contains("<option value=\"mfa\" selected>"));
}

#[test]
fn a_filter_that_nobody_offered_is_left_out() {
    let html =
        Asked::new("/history/log?group=%22&outcome=perhaps&before=x").of(Sample::Crowded).render().html;
    assert!(html.contains("href=\"/history/log.csv?\""));
}

#[test]
fn one_persons_history_stays_one_persons_through_filter_and_links() {
    let html = Asked::new("/admin/history?account=3").of(Sample::Crowded).render().html;
    assert!(html.contains("name=\"account\" value=\"3\""));
    assert!(html.contains("History of Rosa Almeida"));
}
