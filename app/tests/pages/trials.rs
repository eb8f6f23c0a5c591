//! Changes on trial: what every page says of them, and the card on the page of the list.

use super::support::{Asked, Sample};
use sekisho_app::error::Problem;
use sekisho_app::i18n::Language;
use sekisho_app::page::{Access, PAGES};
use sekisho_app::visit::Caller;

const CONFIRM: &str = "action=\"/api/allowlist/confirm\"";
const UNDO: &str = "action=\"/api/allowlist/undo\"";
const CONFIRM_FOR_ALL: &str = "action=\"/api/portal-rules/confirm\"";
const UNDO_FOR_ALL: &str = "action=\"/api/portal-rules/undo\"";

#[test]
fn every_page_of_whoever_is_signed_in_has_the_way_back() {
    let mut pages = 0;
    for route in PAGES.iter().filter(|route| route.access != Access::Public && !route.path.contains('{')) {
        let asked = Asked::new(route.path).of(Sample::Midway);
        if !matches!(asked.caller, Caller::SignedIn(_)) {
            continue;
        }
        let page = asked.render();
        if page.status != 200 || !page.html.contains("portal-main") {
            // a form of its own, such as setting something up again
            continue;
        }
        pages += 1;
        for text in [UNDO, CONFIRM_FOR_ALL, UNDO_FOR_ALL] {
            assert_eq!(page.html.matches(text).count(), 1, "{text} on {}", route.path);
        }
        assert!(!page.html.contains(CONFIRM), "not from here: {}", route.path);
    }
    assert!(pages >= 12, "{pages}");
}

#[test]
fn the_banner_says_why_it_cannot_be_confirmed_here_and_when_it_ends() {
    let check = |language, told: &[&str]| {
        let page = Asked::new("/account").of(Sample::Midway).in_language(language).render().html;
        for text in told {
            assert!(page.contains(text), "{text}");
        }
        // for whoever has no scripts
        assert!(page.contains("14:12:20 UTC") && page.contains("data-wait=\"540\""));
        // and that it is over is written already, so that nothing moves when it is
        assert!(page.contains("class=\"trial-over\"") && page.contains("href=\"/account\""));
    };
    check(
        Language::En,
        &[
            "Changes of your authorized IP addresses are on trial",
            "Sign in from an address that they cover to confirm them; this one, 203.0.113.24, isn’t covered.",
        ],
    );
    check(
        Language::Ja,
        &["許可する IP アドレスの変更を試用中です", "現在のアドレス 203.0.113.24 は含まれていません"],
    );
}

#[test]
fn the_card_tells_exactly_what_the_changes_let_in_and_shut_out() {
    let page = Asked::new("/security/allowlist").of(Sample::Midway).render().html;
    assert!(page.contains("id=\"trial\"") && page.contains("198.51.100.0/24"));
    assert!(page.contains("from the new office on"), "as it was written");
    for form in ["/api/allowlist/add", "/api/allowlist/remove", "/api/allowlist/save", "/api/allowlist/try"] {
        assert!(!page.contains(&format!("action=\"{form}\"")), "{form} isn't offered meanwhile");
    }
}

#[test]
fn what_goes_wrong_with_a_trial_is_told_once_on_top_of_the_page() {
    for problem in [Problem::TrialOver, Problem::TrialNotCovered { address: "203.0.113.24".parse().unwrap() }]
    {
        let asked = Asked::new("/security/allowlist").of(Sample::Midway);
        let page = asked.failed("/api/allowlist/confirm", problem, None, &[]).render();
        assert_eq!((page.status, page.html.matches("role=\"alert\"").count()), (409, 1));
    }
}
