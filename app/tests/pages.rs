//! Every page, rendered for sample people: what must hold of all of them.
//!
//! With `SEKISHO_PAGES` set to a folder, the pages are also written there, to be looked at.

#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]
#![allow(unreachable_pub, reason = "the support is shared by files that are modules here")]

#[path = "pages/allowlist.rs"]
mod allowlist;
#[path = "pages/decisions.rs"]
mod decisions;
#[path = "pages/history.rs"]
mod history;
#[path = "pages/requests.rs"]
mod requests;
mod support;
#[path = "pages/trials.rs"]
mod trials;

use sekisho_app::error::Problem;
use sekisho_app::form::Notice;
use sekisho_app::i18n::Language;
use sekisho_app::page::{FORMS, PAGES};
use sekisho_app::visit::Caller;
use sekisho_engine::allowlist::Rule;
use std::collections::BTreeSet;
use support::{Asked, Page, Sample, sample};

/// A path for each page and each thing that it may show.
const PATHS: &[(&str, Sample)] = &[
    ("/", Sample::Protected),
    ("/", Sample::Fresh),
    ("/", Sample::Midway),
    ("/account", Sample::Protected),
    ("/account", Sample::Midway),
    ("/account?done=account_saved", Sample::Fresh),
    ("/admin/decisions", Sample::Protected),
    ("/admin/decisions?person=ada@example.org&address=203.0.113.70", Sample::Protected),
    ("/admin/decisions?person=ada@example.org&address=203.0.113.7&rules=all", Sample::Protected),
    ("/admin/decisions?person=ada@example.org&address=203.0.113.7&rules=all", Sample::Fresh),
    ("/admin/decisions?person=ada@example.org&address=203.0.113.7&policy=x", Sample::Midway),
    ("/admin/decisions?person=ada@example.org&address=203.0.113.7", Sample::Crowded),
    ("/admin/decisions?person=nobody&address=203.0.113.7", Sample::Protected),
    ("/admin/decisions?entry=1", Sample::Protected),
    ("/admin/decisions?entry=2", Sample::Protected),
    ("/admin/decisions?entry=3", Sample::Fresh),
    ("/admin/history", Sample::Protected),
    ("/admin/networks", Sample::Protected),
    ("/admin/networks", Sample::Fresh),
    ("/admin/networks/new", Sample::Fresh),
    ("/admin/networks/2", Sample::Protected),
    ("/admin/networks/new", Sample::Crowded),
    ("/admin/people", Sample::Protected),
    ("/admin/people?text=a&state=active&mfa=with&moved=no&page=2", Sample::Crowded),
    ("/admin/people/new", Sample::Protected),
    ("/admin/people/1", Sample::Protected),
    ("/admin/people/2", Sample::Protected),
    ("/admin/people/3", Sample::Protected),
    ("/admin/portal-rules", Sample::Protected),
    ("/admin/portal-rules", Sample::Fresh),
    ("/admin/portal-rules", Sample::Midway),
    ("/admin/portal-rules", Sample::Crowded),
    ("/admin/policy", Sample::Protected),
    ("/admin/policy", Sample::Fresh),
    ("/admin/requests", Sample::Protected),
    ("/admin/requests", Sample::Fresh),
    ("/admin/requests?state=done", Sample::Fresh),
    ("/admin/requests?state=done", Sample::Protected),
    ("/admin/requests?state=done&page=2", Sample::Crowded),
    ("/admin/requests/1", Sample::Protected),
    ("/admin/requests/2", Sample::Protected),
    ("/admin/requests/2", Sample::Fresh),
    ("/admin/requests/3", Sample::Protected),
    ("/admin/requests/3", Sample::Fresh),
    ("/admin/requests/4", Sample::Protected),
    ("/admin/requests/5", Sample::Protected),
    ("/admin/requests/6", Sample::Protected),
    ("/admin/requests/7", Sample::Protected),
    ("/admin/requests/8", Sample::Protected),
    ("/authenticator", Sample::Protected),
    ("/forgot-password", Sample::Protected),
    ("/forgot-password?done=reset_requested", Sample::Protected),
    ("/history/log", Sample::Protected),
    ("/history/log", Sample::Fresh),
    ("/history/log", Sample::Crowded),
    ("/history/log", Sample::Midway),
    ("/history/mail", Sample::Protected),
    ("/history/mail", Sample::Fresh),
    ("/profile", Sample::Protected),
    ("/profile", Sample::Fresh),
    ("/reauthenticate?next=/security/mfa/totp", Sample::Protected),
    ("/reauthenticate", Sample::Fresh),
    ("/reset-password", Sample::Protected),
    ("/reset-password", Sample::Crowded),
    ("/security/allowlist", Sample::Protected),
    ("/security/allowlist", Sample::Midway),
    ("/security/allowlist", Sample::Fresh),
    ("/security/allowlist", Sample::Crowded),
    ("/security/allowlist?rule=192.0.2.0-24", Sample::Fresh),
    ("/security/allowlist?rule=192.0.2.7/24&note=Lab", Sample::Fresh),
    ("/security/allowlist?rule=198.51.100.7/24", Sample::Protected),
    ("/security/allowlist?rule=192.0.2", Sample::Protected),
    ("/security/allowlist?q=nothing", Sample::Crowded),
    ("/security/allowlist/edit", Sample::Protected),
    ("/security/allowlist/edit", Sample::Fresh),
    ("/security/allowlist/edit", Sample::Crowded),
    ("/security/mfa", Sample::Protected),
    ("/security/mfa", Sample::Midway),
    ("/security/mfa", Sample::Fresh),
    ("/security/mfa", Sample::Crowded),
    ("/security/mfa/choose", Sample::Protected),
    ("/security/mfa/choose", Sample::Fresh),
    ("/security/mfa/email", Sample::Fresh),
    ("/security/mfa/email", Sample::Midway),
    ("/security/mfa/email", Sample::Crowded),
    ("/security/mfa/paired", Sample::Fresh),
    ("/security/mfa/paired?step=application", Sample::Fresh),
    ("/security/mfa/paired?step=code", Sample::Fresh),
    ("/security/mfa/paired?step=code", Sample::Midway),
    ("/security/mfa/paired?step=done", Sample::Midway),
    ("/security/mfa/paired?step=done&next=/account", Sample::Protected),
    ("/security/mfa/recovery", Sample::Protected),
    ("/security/mfa/recovery", Sample::Midway),
    ("/security/mfa/totp", Sample::Fresh),
    ("/security/mfa/totp?step=code", Sample::Fresh),
    ("/security/sessions", Sample::Protected),
    ("/security/sessions", Sample::Fresh),
    ("/security/two-step", Sample::Fresh),
    ("/security/two-step", Sample::Midway),
    ("/security/two-step?step=set-up", Sample::Midway),
    ("/security/two-step", Sample::Protected),
    ("/security/two-step", Sample::Crowded),
    ("/setup", Sample::Fresh),
    ("/setup", Sample::Protected),
    ("/sign-in", Sample::Protected),
    ("/sign-in", Sample::Midway),
    ("/sign-in?way=one-step&next=/account", Sample::Midway),
    ("/sign-in?way=one-step", Sample::Crowded),
    ("/sign-in?done=signed_out&next=/account", Sample::Protected),
    ("/sign-in/enrol", Sample::Protected),
    ("/sign-in/enrol?method=totp", Sample::Protected),
    ("/sign-in/enrol?method=paired", Sample::Fresh),
    ("/sign-in/enrol?method=paired&step=user", Sample::Midway),
    ("/sign-in/enrol?method=paired&step=code", Sample::Midway),
    ("/sign-in/enrol?method=email", Sample::Protected),
    ("/sign-in/enrol?method=email", Sample::Midway),
    ("/sign-in/enrol?method=email", Sample::Crowded),
    ("/sign-in", Sample::Crowded),
    ("/sign-in/password", Sample::Crowded),
    ("/sign-in/step-up?next=/account", Sample::Protected),
    ("/sign-in/verify", Sample::Protected),
    ("/sign-in/verify", Sample::Midway),
    ("/sign-in/verify?factor=email", Sample::Protected),
    ("/sign-in/verify?factor=email", Sample::Midway),
    ("/sign-in/verify?factor=recovery", Sample::Protected),
    ("/support/mfa-removal", Sample::Protected),
    ("/support/mfa-removal?done=support_requested", Sample::Protected),
    ("/support/mfa-removal?done=support_requested", Sample::Fresh),
    ("/support/stop", Sample::Protected),
    ("/support/stop", Sample::Fresh),
    ("/support/stop", Sample::Midway),
    ("/support/stop", Sample::Crowded),
];

/// Forms that come back, and pages that say what went wrong.
fn unhappy() -> Vec<(&'static str, Asked)> {
    let asked = Asked::new;
    vec![
        ("not-found", asked("/nowhere")),
        ("not-found-signed-in", asked("/nowhere").by(asked("/").caller)),
        ("link-spent", asked("/reset-password").of(Sample::Fresh)),
        (
            "network-look-first",
            asked("/admin/networks/new").failed(
                "/api/network/save",
                Problem::LookFirst,
                None,
                &[
                    ("id", "new"),
                    ("name", "Dormitory"),
                    ("action", "deny"),
                    ("rules", "203.0.113.0/25\n198.51.100.7/24"),
                    ("seen", ""),
                ],
            ),
        ),
        (
            "network-look-first-crowded",
            asked("/admin/networks/new").of(Sample::Crowded).failed(
                "/api/network/save",
                Problem::LookFirst,
                None,
                &[
                    ("id", "new"),
                    ("name", "Dormitory"),
                    ("action", "mfa-skip"),
                    ("rules", "203.0.113.0/25"),
                    ("seen", ""),
                ],
            ),
        ),
        (
            "network-rule-wrong",
            asked("/admin/networks/2").failed(
                "/api/network/save",
                Problem::RuleAtLine { line: 2, error: Rule::parse("192.0.2.256").unwrap_err() },
                Some("rules"),
                &[
                    ("id", "2"),
                    ("name", "Campus"),
                    ("action", "mfa-skip"),
                    ("rules", "192.0.2.0/24\n192.0.2.256"),
                    ("seen", ""),
                ],
            ),
        ),
        ("trial-to-confirm", asked("/account").by(Caller::SignedIn(sample::trying()))),
        ("application-not-opened", asked("/enter/stopped?why=ticket")),
        ("application-elsewhere", asked("/enter/stopped?why=elsewhere")),
        (
            "sign-in-refused",
            asked("/sign-in").failed(
                "/api/sign-in/begin",
                Problem::SignInRefused,
                None,
                &[("identifier", "hanako@example.org"), ("next", "")],
            ),
        ),
        (
            "sign-in-identifier-missing",
            asked("/sign-in").of(Sample::Crowded).failed(
                "/api/sign-in/identify",
                Problem::Missing,
                Some("identifier"),
                &[("identifier", ""), ("next", "")],
            ),
        ),
        (
            "sign-in-password-refused",
            asked("/sign-in").of(Sample::Crowded).failed(
                "/api/sign-in/begin",
                Problem::SignInRefused,
                None,
                &[("identifier", "hanako@example.org"), ("remember", "yes"), ("next", "")],
            ),
        ),
        (
            "sign-in-busy",
            asked("/sign-in").failed(
                "/api/sign-in/begin",
                Problem::Throttled { retry_after: sekisho_engine::time::Seconds::new(130) },
                None,
                &[("identifier", "hanako@example.org")],
            ),
        ),
        (
            "code-wrong",
            asked("/sign-in/verify?factor=totp").failed(
                "/api/sign-in/verify",
                Problem::CodeWrong,
                Some("code"),
                &[("factor", "totp")],
            ),
        ),
        (
            "domain-forbidden",
            asked("/security/mfa/email").of(Sample::Crowded).failed(
                "/api/email-otp/send",
                Problem::DomainForbidden { domain: "example.org".to_owned() },
                Some("email"),
                &[("email", "hanako@lab.example.org")],
            ),
        ),
        (
            "name-missing",
            asked("/account").failed(
                "/api/account/save",
                Problem::Missing,
                Some("name"),
                &[("name", ""), ("language", "ja")],
            ),
        ),
        (
            "password-refused",
            asked("/account").failed(
                "/api/password/change",
                Problem::PasswordRefused {
                    findings: sekisho_engine::password::judge::<&str>(
                        &sekisho_engine::password::Rules::Nist { least: 15, most: 128 },
                        "password",
                        &[],
                    )
                    .broken(),
                },
                Some("new_password"),
                &[],
            ),
        ),
        (
            "reauthentication",
            asked("/security/sessions").failed(
                "/api/session/revoke",
                Problem::ReauthenticationRequired,
                None,
                &[("session", "12")],
            ),
        ),
        (
            "support-not-acknowledged",
            asked("/support/mfa-removal").failed(
                "/api/support/request-mfa-removal",
                Problem::NotAcknowledged,
                Some("acknowledged"),
                &[("email", "ichiro@example.org"), ("name", "Ichirō <Tanaka>"), ("summary", "one\ntwo")],
            ),
        ),
        (
            "support-note-too-long",
            asked("/admin/requests/2").failed(
                "/api/support/refuse",
                Problem::TooLong { max: 1_000 },
                Some("note"),
                &[("id", "2"), ("note", "too long")],
            ),
        ),
        (
            "support-request-changed",
            asked("/admin/requests/3").failed(
                "/api/support/take",
                Problem::RequestChanged,
                None,
                &[("id", "3")],
            ),
        ),
        (
            "session-gone",
            asked("/security/sessions").failed(
                "/api/session/revoke",
                Problem::NotFound,
                None,
                &[("session", "12")],
            ),
        ),
        (
            "rule-locks-out",
            asked("/security/allowlist").of(Sample::Fresh).failed(
                "/api/allowlist/add",
                Problem::WouldLockOut { address: "203.0.113.24".parse().unwrap() },
                Some("rule"),
                &[("rule", "198.51.100.0/24"), ("note", "Branch")],
            ),
        ),
    ]
}

/// Every page in `language`, with a name to tell of it by.
fn every_page(language: Language) -> Vec<(String, Page)> {
    let happy = PATHS.iter().map(|(path, sample)| {
        let name = path.trim_start_matches('/').replace(['/', '?', '=', '&'], "_");
        let name = format!("{}-{sample:?}", if name.is_empty() { "dashboard" } else { &name }).to_lowercase();
        (name, Asked::new(path).of(*sample))
    });
    let unhappy = unhappy().into_iter().map(|(name, asked)| (format!("unhappy-{name}"), asked));
    happy.chain(unhappy).map(|(name, asked)| (name, asked.in_language(language).render())).collect()
}

fn both_languages() -> impl Iterator<Item = (String, Page)> {
    Language::ALL.into_iter().flat_map(|language| {
        every_page(language).into_iter().map(move |(name, page)| (format!("{name}-{}", language.tag()), page))
    })
}

/// The values of `attribute` in `html`.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The start tags of `element` in `html`.
fn tags<'a>(html: &'a str, element: &str) -> Vec<&'a str> {
    let start = format!("<{element} ");
    html.split(&start).skip(1).filter_map(|rest| rest.split('>').next()).collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = format!("{name}=\"");
    let (before, rest) = tag.split_once(&at)?;
    (before.is_empty() || before.ends_with(' ')).then(|| rest.split('"').next()).flatten()
}

#[test]
fn every_page_renders_in_both_languages() {
    for (name, page) in both_languages() {
        if !name.starts_with("unhappy") {
            assert_eq!(page.status, 200, "{name}");
        }
        assert!(page.html.starts_with("<!DOCTYPE html>"), "{name}");
        assert_eq!(page.html.matches("<h1").count(), 1, "{name}: one heading of the first rank");
        if let Some(folder) = std::env::var_os("SEKISHO_PAGES") {
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.html")), &page.html).unwrap();
        }
    }
}

#[test]
fn every_page_of_the_table_is_looked_at_here() {
    // a page that only ever tells what went wrong is among those
    let unhappy: Vec<String> = unhappy().into_iter().map(|(_, asked)| asked.path).collect();
    for route in PAGES {
        let start = route.path.split('{').next().unwrap_or_default();
        let shown =
            PATHS.iter().map(|(path, _)| *path).chain(unhappy.iter().map(String::as_str)).any(|path| {
                let path = path.split('?').next().unwrap_or_default();
                if start == route.path { path == start } else { path.starts_with(start) }
            });
        assert!(shown, "{}", route.path);
    }
}

#[test]
fn no_page_has_an_inline_style_or_script() {
    for (name, page) in both_languages() {
        assert!(!page.html.contains(" style="), "{name}");
        assert!(!page.html.contains("<style"), "{name}");
        for script in tags(&page.html, "script") {
            assert!(attribute(script, "src").is_some(), "{name}: {script}");
        }
        for handler in ["onclick", "onload", "onsubmit"] {
            assert!(values(&page.html, handler).is_empty(), "{name}");
        }
    }
}

#[test]
fn pages_of_signing_in_load_nothing_but_the_stylesheet() {
    let light = [
        "/sign-in",
        "/sign-in/verify",
        "/sign-in/verify?factor=email",
        "/forgot-password",
        "/reauthenticate",
    ];
    for path in light {
        let html = Asked::new(path).render().html;
        assert!(!html.contains("<script"), "{path}");
        assert!(!html.contains("<img"), "{path}");
        assert_eq!(html.matches("rel=\"stylesheet\"").count(), 1, "{path}");
        assert!(html.len() < 12_000, "{path}: {} bytes", html.len());
    }
}

#[test]
fn a_wait_for_another_code_is_told_in_words_and_counted_by_a_small_script_alone() {
    let check = |language, words: &str| {
        for path in ["/sign-in/verify?factor=email", "/sign-in/enrol?method=email"] {
            let html = Asked::new(path).of(Sample::Midway).in_language(language).render().html;
            let scripts: Vec<_> =
                tags(&html, "script").into_iter().map(|tag| attribute(tag, "src")).collect();
            assert_eq!(scripts, [Some("countdown.js")], "{path}");
            let (_, timer) = html.split_once("role=\"timer\"").unwrap();
            let (tag, rest) = timer.split_once('>').unwrap();
            let wait: u32 = attribute(tag, "data-wait").unwrap().parse().unwrap();
            assert!(rest.starts_with(&words.replace("{wait}", &wait.to_string())), "{path}: {rest}");
            assert!(attribute(tag, "data-waiting").unwrap().contains("{time}"), "{path}");
            assert!(
                !rest.split("</form>").next().unwrap().contains(" disabled"),
                "{path}: only a script holds it"
            );
        }
    };
    check(Language::En, "Nothing yet? Look into the spam folder. In {wait} seconds you can");
    check(Language::Ja, "届かない場合は、迷惑メールフォルダーをご確認ください。{wait} 秒後に");
}

#[test]
fn ids_are_unique_and_whatever_points_at_one_finds_it() {
    for (name, page) in both_languages() {
        let ids = values(&page.html, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{name}: {ids:?}");
        let pointers = ["for", "aria-describedby", "aria-labelledby", "aria-controls"];
        for pointer in pointers.iter().flat_map(|pointer| values(&page.html, pointer)) {
            for id in pointer.split_whitespace() {
                assert!(known.contains(id), "{name}: nothing has the id {id}");
            }
        }
        for anchor in values(&page.html, "href").into_iter().filter_map(|href| href.strip_prefix('#')) {
            assert!(known.contains(anchor), "{name}: nothing has the id {anchor}");
        }
    }
}

#[test]
fn every_control_has_a_label() {
    for (name, page) in both_languages() {
        let labelled: BTreeSet<&str> = values(&page.html, "for").into_iter().collect();
        for element in ["input", "select", "textarea"] {
            for tag in tags(&page.html, element) {
                let quiet =
                    attribute(tag, "type") == Some("hidden") || attribute(tag, "aria-hidden").is_some();
                let before = &page.html[..tag.as_ptr() as usize - page.html.as_ptr() as usize];
                let named = attribute(tag, "aria-label").is_some()
                    || attribute(tag, "id").is_some_and(|id| labelled.contains(id))
                    || before.rfind("<label") > before.rfind("</label>");
                assert!(quiet || named, "{name}: <{element} {tag}>");
                assert_eq!(attribute(tag, "placeholder"), None, "{name}: a label is not a placeholder");
            }
        }
    }
}

#[test]
fn every_form_posts_to_a_form_of_the_table() {
    for (name, page) in both_languages() {
        for tag in tags(&page.html, "form") {
            let action = attribute(tag, "action").unwrap_or_default();
            match attribute(tag, "method") {
                Some("post") => {
                    assert!(FORMS.iter().any(|form| form.endpoint == action), "{name}: {action}");
                }
                _ => assert!(!action.starts_with("/api/"), "{name}: {action} is fetched, not posted"),
            }
        }
    }
}

#[test]
fn every_form_of_the_table_is_on_some_page() {
    let all: String = every_page(Language::En).into_iter().map(|(_, page)| page.html).collect();
    for form in FORMS {
        assert!(all.contains(&format!("action=\"{}\"", form.endpoint)), "{}", form.endpoint);
    }
}

#[test]
fn fields_for_passwords_and_codes_say_what_they_are() {
    for (name, page) in both_languages() {
        for tag in tags(&page.html, "input") {
            let complete = attribute(tag, "autocomplete");
            match (attribute(tag, "type"), attribute(tag, "name")) {
                (Some("password"), _) => {
                    assert!(matches!(complete, Some("current-password" | "new-password")), "{name}: {tag}");
                }
                (_, Some("code")) if attribute(tag, "inputmode") == Some("numeric") => {
                    assert_eq!(complete, Some("one-time-code"), "{name}: {tag}");
                    assert_eq!(attribute(tag, "pattern"), None, "{name}: a space between the digits is fine");
                }
                _ => {}
            }
            if attribute(tag, "name").is_some_and(|field| sekisho_app::form::SECRET_FIELDS.contains(&field)) {
                assert_eq!(attribute(tag, "value"), None, "{name}: a secret never comes back");
            }
        }
    }
}

#[test]
fn a_form_that_could_not_be_done_comes_back_with_what_was_typed_and_says_why() {
    let page = Asked::new("/account")
        .failed(
            "/api/account/save",
            Problem::TooLong { max: 100 },
            Some("name"),
            &[("name", "H\"<i>"), ("language", "ja")],
        )
        .render();
    assert_eq!(page.status, 422);
    assert!(page.html.contains("Use at most 100 characters."));
    assert!(
        page.html.contains("value=\"H&quot;&lt;i>\"") || page.html.contains("value=\"H&quot;&lt;i&gt;\"")
    );
    assert!(page.html.contains("aria-invalid=\"true\""));
    assert!(page.html.contains("role=\"alert\""));
    assert!(page.html.contains("href=\"#account-save-name\""));
    assert!(page.html.contains("<option value=\"ja\" selected>"));
}

#[test]
fn of_several_forms_that_do_the_same_only_the_failed_one_complains() {
    let page = Asked::new("/security/sessions")
        .failed("/api/session/revoke", Problem::NotFound, None, &[("session", "12")])
        .render();
    assert_eq!(page.html.matches("role=\"alert\"").count(), 1);
    let questions =
        tags(&page.html, "details").into_iter().filter(|tag| attribute(tag, "class") == Some("confirm"));
    assert_eq!(questions.filter(|tag| tag.split(' ').any(|part| part == "open")).count(), 1);
}

#[test]
fn what_went_wrong_is_told_even_where_the_form_is_gone() {
    let failed = |sample| {
        Asked::new("/account").of(sample).failed(
            "/api/account/confirm-address",
            Problem::CodeExpired,
            Some("code"),
            &[],
        )
    };
    let without = failed(Sample::Protected).render().html;
    assert!(!without.contains("/api/account/confirm-address"), "nothing waits for a code");
    assert_eq!(without.matches("role=\"alert\"").count(), 1);
    assert!(without.contains("That code has expired"));
    let with = failed(Sample::Midway).render().html;
    assert_eq!(with.matches("role=\"alert\"").count(), 1, "the form itself tells it");
}

#[test]
fn a_form_that_waits_for_a_proof_carries_what_it_held() {
    let page = Asked::new("/security/sessions")
        .failed("/api/session/revoke", Problem::ReauthenticationRequired, None, &[("session", "12")])
        .render();
    assert_eq!(page.status, 401);
    let (_, asks) = page.html.split_once("Confirm it’s you").unwrap();
    assert!(asks.contains("<input type=\"hidden\" name=\"session\" value=\"12\">"));
    assert!(asks.contains("name=\"reauthentication_password\""));
    assert!(!page.html.contains("role=\"alert\""), "nothing went wrong: something is asked for");
}

#[test]
fn a_refused_sign_in_does_not_say_what_was_wrong() {
    let page = Asked::new("/sign-in")
        .failed("/api/sign-in/begin", Problem::SignInRefused, None, &[("identifier", "hanako@example.org")])
        .render();
    assert_eq!(page.status, 403);
    assert!(page.html.contains("value=\"hanako@example.org\""));
    assert_eq!(page.html.matches("aria-invalid").count(), 0, "no field is blamed");
}

#[test]
fn a_page_says_what_was_done_and_only_what_the_portal_says() {
    for notice in Notice::ALL {
        let page = Asked::new(&format!("/security/sessions?done={}", notice.code())).render();
        assert!(page.html.contains("role=\"status\""), "{notice:?}");
    }
    let page = Asked::new("/security/sessions?done=you_won").render();
    assert!(!page.html.contains("class=\"notice\""));
    assert!(!page.html.contains("you_won"));
}

#[test]
fn a_page_of_somebody_else_is_not_shown() {
    for route in PAGES.iter().filter(|route| route.path.starts_with("/admin")) {
        let path = route.path.replace("{id}", "1");
        let mut person = match Asked::new("/").caller {
            Caller::SignedIn(person) => person,
            _ => unreachable!("the dashboard is for whoever is signed in"),
        };
        person.role = sekisho_engine::policy::Role::General;
        let page = Asked::new(&path).by(Caller::SignedIn(person)).render();
        assert_eq!(page.status, 403, "{path}");
        assert!(!page.html.contains("rosa@example.org"), "{path}");
    }
}

#[test]
fn what_asks_for_a_proof_before_it_is_shown_is_answered_with_the_form_for_it() {
    let page = Asked::new("/security/mfa/totp?step=code").render_error(Problem::ReauthenticationRequired);
    assert_eq!(page.status, 401);
    assert!(page.html.contains("action=\"/api/session/reauthenticate\""));
    assert!(page.html.contains("name=\"next\" value=\"/security/mfa/totp?step=code\""), "and leads back");
    assert!(page.html.contains("autocomplete=\"current-password\""));
}

#[test]
fn an_error_page_says_when_to_come_back_and_offers_to_try_again() {
    let wait = sekisho_engine::time::Seconds::new(130);
    for problem in [Problem::Busy { retry_after: wait }, Problem::Throttled { retry_after: wait }] {
        let page = Asked::new("/history/log").render_error(problem);
        assert!(page.html.contains("3 minutes"));
        assert!(page.html.contains("href=\"/history/log\""));
    }
    assert_eq!(Asked::new("/").render_error(Problem::Unavailable).status, 503);
    let internal = Asked::new("/").render_error(Problem::Internal);
    assert_eq!(internal.status, 500);
    assert!(internal.html.contains("request number"));
}

#[test]
fn the_error_page_names_the_request_and_the_way_on() {
    let page = Asked::new("/nowhere").render();
    assert_eq!(page.status, 404);
    assert!(page.html.contains("01K9Z6M3T7QW"));
    assert!(page.html.contains("href=\"/sign-in\""));
    assert!(!page.html.contains("/nowhere</"), "what was asked for is not repeated");
}
