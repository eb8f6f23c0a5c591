//! Authorized IP Access without JavaScript: what the server's page says before and after a change.

use super::support::{Asked, Sample};
use sekisho_app::error::Problem;
use sekisho_engine::allowlist::Rule;

const PAGE: &str = "/security/allowlist";
const CONFIRMED: &str = "name=\"confirmed\" value=\"203.0.113.24\"";

fn html(path: &str, sample: Sample) -> String {
    Asked::new(path).of(sample).render().html
}

#[test]
fn a_check_shows_the_verdict_and_names_the_address_to_confirm() {
    let html = html("/security/allowlist?rule=192.0.2.0/24&note=Lab", Sample::Fresh);
    assert!(html.contains("You would no longer be able to sign in from 203.0.113.24, where you are now."));
    assert!(html.contains("value=\"192.0.2.0/24\"") && html.contains("value=\"Lab\""));
    assert!(html.contains(CONFIRMED));
}

#[test]
fn a_rule_that_covers_the_current_address_needs_no_confirmation() {
    let html = html("/security/allowlist?rule=203.0.113.0/24", Sample::Fresh);
    assert!(html.contains("You can still sign in from 203.0.113.24, where you are now."));
    assert!(!html.contains("name=\"confirmed\""));
}

#[test]
fn a_refused_addition_comes_back_with_the_box_that_names_the_address() {
    let address = "203.0.113.24".parse().unwrap();
    let values = [("rule", "198.51.100.0/24"), ("note", "Branch")];
    let problem = Problem::WouldLockOut { address };
    let asked = Asked::new(PAGE).of(Sample::Fresh).failed("/api/allowlist/add", problem, None, &values);
    let page = asked.render();
    assert_eq!(page.status, 409);
    assert!(page.html.contains(CONFIRMED));
    assert!(page.html.contains("value=\"198.51.100.0/24\"") && page.html.contains("value=\"Branch\""));
}

#[test]
fn what_is_no_rule_comes_back_with_the_fault_marked_and_a_suggestion() {
    let error = Rule::parse("192.168.1.*").unwrap_err();
    let values = [("rule", "192.168.1.*"), ("note", "")];
    let asked = Asked::new(PAGE).failed("/api/allowlist/add", Problem::Rule { error }, Some("rule"), &values);
    let page = asked.render();
    assert_eq!(page.status, 422);
    assert!(page.html.contains("<mark>*</mark>"));
    assert!(page.html.contains("href=\"/security/allowlist?rule=192.168.1.0/24\""));
}

#[test]
fn what_is_typed_is_shown_as_text() {
    let html = html("/security/allowlist?rule=<script>alert(1)</script>", Sample::Protected);
    assert!(!html.contains("<script>alert"));
}

#[test]
fn deleting_the_rule_that_covers_the_current_address_asks_for_confirmation_beforehand() {
    let html = html(PAGE, Sample::Protected);
    assert_eq!(html.matches("You would no longer be able to sign in from").count(), 1);
    assert_eq!(html.matches(CONFIRMED).count(), 1);
    let (_, first) = html.split_once("Delete 203.0.113.0/24?").unwrap();
    let (first, _) = first.split_once("</form>").unwrap();
    assert!(first.contains(CONFIRMED));
}

#[test]
fn a_long_list_is_shown_a_hundred_at_a_time() {
    let rows = |path: &str| html(path, Sample::Crowded).matches("action=\"/api/allowlist/remove\"").count();
    assert_eq!(rows(PAGE), 100);
    assert_eq!(rows("/security/allowlist?page=3"), 50);
    assert_eq!(rows("/security/allowlist?page=99"), 50);
    assert_eq!(rows("/security/allowlist?q=site%2024"), 0, "the query is decoded before it gets here");
    assert_eq!(rows("/security/allowlist?q=Site 24"), 11);
    assert!(html("/security/allowlist?page=2", Sample::Crowded).contains("101–200 of 250"));
}

#[test]
fn a_refused_deletion_is_shown_on_the_page_of_its_rule() {
    let asked = |problem| {
        Asked::new(PAGE).of(Sample::Crowded).failed("/api/allowlist/remove", problem, None, &[("id", "240")])
    };
    let page = asked(Problem::NotFound).render();
    assert!(page.html.contains("10.0.239.0/24"));
    assert_eq!(page.html.matches("role=\"alert\"").count(), 1);
    assert!(asked(Problem::ReauthenticationRequired).render().html.contains("10.0.239.0/24"));
}
