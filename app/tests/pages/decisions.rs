//! Decisions, explained on their page.

use crate::support::{Asked, Sample};
use sekisho_app::error::Problem;
use sekisho_app::i18n::Language;
use sekisho_app::page::Access;

const ADA: &str = "/admin/decisions?person=ada@example.org&address=";

fn text(html: &str) -> String {
    html.replace("<!>", "").replace("<!---->", "")
}

#[test]
fn every_step_is_told_in_words_up_to_the_one_that_decides() {
    let page = text(&Asked::new(&format!("{ADA}198.51.100.9")).render().html);
    for told in [
        "Refused: the rules of Ada &lt;b&gt;Example&lt;/b&gt; do not cover 198.51.100.9.",
        "There are no portal rules: nobody is restricted by them.",
        "None of the rules of Ada &lt;b&gt;Example&lt;/b&gt; covers 198.51.100.9.",
        "href=\"/admin/people/2\"",
    ] {
        assert!(page.contains(told), "{told}\n{page}");
    }
    assert!(!page.contains("First factor"), "the decision was made before");
}

#[test]
fn a_grant_is_told_with_its_end_and_a_network_by_its_name() {
    let page = text(&Asked::new(&format!("{ADA}203.0.113.70")).render().html);
    assert!(page.contains("counts until 21 Nov 2026, 23:03 UTC"), "{page}");
    assert!(page.contains("203.0.113.70 is in “本部 &lt;Campus&gt;”, where a second factor is asked for."));
    assert!(page.contains("href=\"/admin/networks/2\""));
}

#[test]
fn the_same_in_japanese() {
    let page = Asked::new(&format!("{ADA}198.51.100.9")).in_language(Language::Ja).render();
    let page = text(&page.html);
    assert!(page.contains("さんのルールで 198.51.100.9 が許可されていません。"), "{page}");
    assert!(page.contains("判定の手順と理由"));
}

#[test]
fn an_entry_is_compared_with_what_is_decided_today() {
    let check = |entry: u8, told: &str| {
        let page = Asked::new(&format!("/admin/decisions?entry={entry}")).render();
        assert_eq!(page.status, 200);
        assert!(text(&page.html).contains(told), "{told}\n{}", page.html);
        page
    };
    check(1, "With what is in force today the same would be decided.");
    let nobody = check(2, "Nobody who has an account");
    assert!(text(&nobody.html).contains("Sign-in refused"));
    check(3, "That was decided by a rule of the operator");
    assert_eq!(Asked::new("/admin/decisions?entry=9").render().status, 404);
}

#[test]
fn what_is_wrong_in_a_field_is_said_there_and_nothing_typed_is_lost() {
    let page = text(&Asked::new("/admin/decisions?person=eve&address=198.51.100.9").render().html);
    assert!(page.contains("Nobody has an account by that email address or user name."), "{page}");
    assert!(page.contains("value=\"eve\"") && page.contains("value=\"198.51.100.9\""));
    let typed = [("person", "ada@example.org"), ("rules", "192.0.2.0/24\n</textarea>"), ("policy", "[x]")];
    let problem = Problem::DraftKey { line: 3, key: "x".into(), allowed: "policy.mfa.mode".into() };
    let failed = Asked::new("/admin/decisions").failed("/api/decision/ask", problem, Some("policy"), &typed);
    let page = text(&failed.render().html);
    assert!(page.contains("Line 3: the policy has no key x. Allowed: policy.mfa.mode"), "{page}");
    assert!(page.contains("192.0.2.0/24\n&lt;/textarea&gt;</textarea>"));
    assert!(page.contains("<details open class=\"decision-draft\""), "it stands where it can be seen");
}

#[test]
fn a_draft_is_shown_beside_what_is_in_force_and_whom_it_reaches() {
    let fields = [("person", "ada@example.org"), ("address", "203.0.113.7"), ("rules", "192.0.2.0/24")];
    let page = text(&Asked::new("/admin/decisions").answering(&fields).render().html);
    for told in [
        "With the draft something else is decided.",
        "12 of 1,310 people who signed in during the last 30 days would be refused.",
        "2 would be refused today already, whatever the draft says.",
        "comes in → has to set up a second factor: 41",
        "comes in → refused (not covered by the portal rules): 1",
        "And 21 more.",
        "Person &lt;i&gt;20&lt;/i&gt;",
        "Not reached",
        "192.0.2.0/24</textarea>",
    ] {
        assert!(page.contains(told), "{told}\n{page}");
    }
    let nobody = Asked::new("/admin/decisions").answering(&fields).of(Sample::Fresh).render();
    assert!(text(&nobody.html).contains("Nobody signed in during the last 30 days."));
}

#[test]
fn only_administrators_are_led_from_the_history_to_why() {
    let everybody = Asked::new("/admin/history").render().html;
    assert!(everybody.contains("/admin/decisions?entry="), "{everybody}");
    assert!(Asked::new("/admin/people/2").render().html.contains("/admin/decisions?entry="));
    let own = Asked::new("/history/log").render().html;
    assert!(own.contains("Second factor not accepted"), "{own}");
    assert!(!own.contains("/admin/decisions"), "{own}");
    let route = sekisho_app::page::PAGES.iter().find(|page| page.path == "/admin/decisions").unwrap();
    assert_eq!(route.access, Access::Administrator);
    let form = sekisho_app::page::form("/api/decision/ask").unwrap();
    assert_eq!(form.access, Access::Administrator);
}
