//! Requests to support: who sees what of them, and that what strangers type stays text.

use super::support::{Asked, Sample};
use super::{attribute, tags, values};
use sekisho_app::i18n::Language;
use sekisho_app::visit::Caller;
use sekisho_engine::policy::Role;

fn by(role: Role, path: &str) -> Asked {
    let mut person = match Asked::new("/").caller {
        Caller::SignedIn(person) => person,
        _ => unreachable!("the dashboard is for whoever is signed in"),
    };
    person.role = role;
    Asked::new(path).by(Caller::SignedIn(person))
}

#[test]
fn of_admin_support_sees_the_requests_alone_and_an_administrator_everything() {
    let links = |role, path: &str| -> Vec<String> {
        let html = by(role, path).render().html;
        let links = values(&html, "href").into_iter().filter(|href| href.starts_with("/admin"));
        links.filter(|href| !href.contains("requests/")).map(ToOwned::to_owned).collect()
    };
    let support = links(Role::Support, "/admin/requests");
    assert!(support.iter().all(|href| href.starts_with("/admin/requests")), "{support:?}");
    assert!(links(Role::Support, "/").contains(&"/admin/requests".to_owned()), "by the menu");
    assert!(!links(Role::Support, "/admin/requests/3").contains(&"/admin/people/2".to_owned()));
    let admin = links(Role::Admin, "/admin/requests");
    for tab in ["/admin/people", "/admin/requests", "/admin/history"] {
        assert!(admin.iter().any(|href| href == tab), "{tab} in {admin:?}");
    }
    assert!(links(Role::General, "/").is_empty());
    assert_eq!(by(Role::General, "/admin/requests").render().status, 403);
}

#[test]
fn what_can_be_done_depends_on_state_and_standing() {
    let check = |id: u32, expected: &[&str]| {
        let html = by(Role::Support, &format!("/admin/requests/{id}")).render().html;
        let actions = tags(&html, "form").into_iter().filter_map(|tag| attribute(tag, "action"));
        let verbs: Vec<&str> = actions.filter_map(|action| action.strip_prefix("/api/support/")).collect();
        assert_eq!(verbs, expected, "request {id}");
    };
    check(1, &["take", "refuse"]);
    check(2, &["approve", "refuse"]);
    check(3, &["refuse"]);
    for over in [4, 5, 6] {
        check(over, &[]);
    }
    // about one's own account, and by support about an administrator's
    check(7, &[]);
    check(8, &[]);
}

#[test]
fn the_code_page_leads_to_the_form_instead_of_the_contact() {
    for (language, label) in
        [(Language::En, "Contact support"), (Language::Ja, "サポートにお問い合わせください")]
    {
        let html = Asked::new("/sign-in/verify?factor=totp").in_language(language).render().html;
        assert!(html.contains(&format!("<a href=\"/support/mfa-removal\">{label}</a>")), "{html}");
        assert!(!html.contains("mailto:"), "one way to support, not two");
    }
    assert!(Asked::new("/sign-in").render().html.contains("mailto:"));
}

#[test]
fn the_form_asks_for_what_the_guide_says_and_keeps_what_was_typed() {
    let html = Asked::new("/support/mfa-removal").render().html;
    let required = |name: &str| {
        let mut tags = ["input", "textarea"].into_iter().flat_map(|element| tags(&html, element));
        tags.rfind(|tag| attribute(tag, "name") == Some(name)).map(|tag| tag.contains(" required"))
    };
    for name in ["email", "name", "company", "phone", "acknowledged"] {
        assert_eq!(required(name), Some(true), "{name}");
    }
    for name in ["case_number", "summary"] {
        assert_eq!(required(name), Some(false), "{name}");
    }
    let typed =
        [("name", "<b>Ada</b>"), ("summary", "</textarea><script>x</script>"), ("acknowledged", "yes")];
    let failed = Asked::new("/support/mfa-removal")
        .failed(
            "/api/support/request-mfa-removal",
            sekisho_app::error::Problem::Missing,
            Some("email"),
            &typed,
        )
        .render();
    assert_eq!(failed.status, 422);
    assert!(!failed.html.contains("<script>") && !failed.html.contains("<b>"), "{}", failed.html);
    assert!(failed.html.contains("&lt;/textarea&gt;") || failed.html.contains("&lt;/textarea>"));
    let ticked =
        tags(&failed.html, "input").into_iter().find(|tag| attribute(tag, "type") == Some("checkbox"));
    assert!(ticked.is_some_and(|tag| tag.contains(" checked")));
}

#[test]
fn the_dashboard_tells_of_an_open_request_about_ones_account_and_offers_to_stop_it() {
    let stops =
        |sample| Asked::new("/").of(sample).render().html.contains("action=\"/api/support/stop-own\"");
    assert!(stops(Sample::Midway) && stops(Sample::Crowded));
    assert!(!stops(Sample::Protected) && !stops(Sample::Fresh));
}
