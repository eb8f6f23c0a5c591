//! Tables for what is read, a naive model beside the decision, and properties that hold for any path.

use super::{
    Asked, AskedPath, Authority, GateOutcome, GateRefusal, Ground, HostRule, HostRuleProblem, HostRules,
    Need, PathError, Person, SecondFactor, Who, decide_gate,
};
use crate::address::forwarded::{ClientAddress, UnknownReason};
use crate::grant::Grant;
use crate::method::{Method, Methods};
use crate::policy::{GrantBinding, Role};
use crate::time::{Seconds, Timestamp};
use proptest::prelude::*;

const NOW: Timestamp = Timestamp::from_unix(1_800_000_000);

fn authority(text: &str) -> Authority {
    Authority::parse(text, true).unwrap()
}

#[test]
fn a_host_is_read_in_one_form_or_refused() {
    let check = |text: &str, expected: Option<&str>| {
        let read = Authority::parse(text, true).ok();
        assert_eq!(read.as_ref().map(Authority::as_str), expected, "{text}");
    };
    check("wiki.example.test", Some("wiki.example.test"));
    check("WIKI.Example.test:443", Some("wiki.example.test"));
    check("wiki.example.test:80", Some("wiki.example.test:80"));
    check("wiki.example.test:08443", Some("wiki.example.test:8443"));
    check("192.0.2.7:8443", Some("192.0.2.7:8443"));
    check("[2001:db8::1]:8443", Some("[2001:db8::1]:8443"));
    for wrong in [
        "",
        ":443",
        "wiki.example.test:",
        "wiki.example.test:0",
        "wiki.example.test:65536",
        "wiki.example.test.",
        ".example.test",
        "wiki..test",
        "*.example.test",
        "a@wiki.example.test",
        "wiki.example.test, evil.test",
        "wiki.example.test/x",
        "wiki_1.test",
        "wiki.example.test:4 3",
        "2001:db8::1",
        "[wiki]",
        "ｗｉｋｉ.test",
        "wiki.example.test\u{0}",
        "wiki.example.test:+1",
    ] {
        check(wrong, None);
    }
    assert_eq!(Authority::parse("a.test:80", false).unwrap().as_str(), "a.test");
}

#[test]
fn a_rule_reads_back_as_itself() {
    for text in [
        "wiki.example.test two-factors",
        "wiki.example.test:8443/a/b one-factor",
        "*.example.test one-factor person:alice@example.test role:support",
        "admin.example.test grant role:admin",
        "wiki.example.test/public bypass",
        "[2001:db8::1]:8443 one-factor",
    ] {
        let rule: HostRule = text.parse().unwrap();
        assert_eq!(rule.to_string(), text);
    }
    let loose: HostRule = "  Wiki.Example.TEST/  two-factors \t everyone ".parse().unwrap();
    assert_eq!(loose.to_string(), "wiki.example.test two-factors");
}

#[test]
fn a_rule_that_cannot_be_read_says_where_and_what_is_allowed() {
    let check = |text: &str, problem: HostRuleProblem, at: &str| {
        let error = text.parse::<HostRule>().unwrap_err();
        assert_eq!((error.problem(), &text[error.span()]), (problem, at), "{text}: {error}");
    };
    check("", HostRuleProblem::Empty, "");
    check("https://a.test two-factors", HostRuleProblem::Host, "https:");
    check("a.*.test two-factors", HostRuleProblem::Host, "a.*.test");
    check("a.test/x/../y two-factors", HostRuleProblem::Path, "/x/../y");
    check("a.test/%61 two-factors", HostRuleProblem::Path, "/%61");
    check("a.test", HostRuleProblem::NeedMissing, "");
    check("a.test two-factor", HostRuleProblem::Need, "two-factor");
    check("a.test grant role:root", HostRuleProblem::Who, "role:root");
    check("a.test grant person:alice", HostRuleProblem::Who, "person:alice");
    check("a.test grant everyone role:admin", HostRuleProblem::EveryoneAndOthers, "role:admin");
    check("a.test grant role:admin everyone", HostRuleProblem::EveryoneAndOthers, "everyone");
    check("a.test bypass role:admin", HostRuleProblem::BypassForSome, "role:admin");
    let error = HostRules::parse(["a.test grant", "b.test two"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "rule 2, character 8: \"two\" can't be needed, only one-factor, two-factors, grant or bypass"
    );
}

#[test]
fn t26_a_path_that_can_be_read_in_two_ways_is_refused() {
    let check = |raw: &str, expected: PathError| {
        assert_eq!(AskedPath::parse(raw), Err(expected), "{raw:?}");
    };
    for raw in ["", "x", "http://a.test/x", "*"] {
        check(raw, PathError::NotRooted);
    }
    for raw in ["/..", "/a/../b", "/a/.", "/a/%2e%2E/b", "/a/.%2e", "/a/..;x=1/b", "/%2e;/b", "/a/..%3bx"] {
        check(raw, PathError::Dots);
    }
    for raw in ["//", "//a", "/a//b", "/a//", "/;x", "/a/;x/b"] {
        check(raw, PathError::EmptySegment);
    }
    for raw in ["/a%2fb", "/a%2Fb", "/a\\b", "/a%5cb", "/%2e%2e%2f"] {
        check(raw, PathError::HiddenSlash);
    }
    for raw in ["/a%00", "/a%0d%0ab", "/a\nb", "/a b", "/a?b", "/a#b", "/a%7f", "/\u{1}"] {
        check(raw, PathError::Character);
    }
    for raw in ["/%", "/%4", "/%zz", "/%4g", "/%%41", "/% 1", "/%2561dmin", "/%25%36%31"] {
        check(raw, PathError::Encoding);
    }
    for fine in [
        "/",
        "/a",
        "/a/",
        "/a/...",
        "/.well-known/x",
        "/%E5%B1%B1",
        "/a;v=1/b",
        "/a%20b",
        "/a%3fb",
        "/100%25",
    ] {
        assert!(AskedPath::parse(fine).is_ok(), "{fine}");
    }
}

fn rules() -> HostRules {
    HostRules::parse([
        "wiki.example.test/public bypass",
        "wiki.example.test/admin two-factors role:admin",
        "wiki.example.test one-factor",
        "*.example.test:8443 grant",
        "*.example.test two-factors role:support person:Alice@example.test",
    ])
    .unwrap()
}

#[test]
fn the_first_rule_that_names_host_and_path_decides() {
    let rules = rules();
    let check = |host: &str, path: &str, expected: Option<usize>| {
        let found = rules.first_match(&authority(host), &AskedPath::parse(path).unwrap());
        assert_eq!(found.map(|(at, _)| at), expected, "{host}{path}");
    };
    check("wiki.example.test", "/public", Some(0));
    check("wiki.example.test", "/public/a.css", Some(0));
    check("wiki.example.test", "/publicity", Some(2));
    check("wiki.example.test", "/public;x/a", Some(2));
    check("wiki.example.test", "/Public", Some(2));
    check("wiki.example.test", "/%70ublic/a", Some(0));
    check("wiki.example.test", "/admin;x=1/users", Some(1));
    check("wiki.example.test", "/%61dmin", Some(1));
    check("wiki.example.test", "/administrator", Some(2));
    check("wiki.example.test:8443", "/", Some(3));
    check("a.b.example.test", "/", Some(4));
    check("example.test", "/", None);
    check("badexample.test", "/", None);
    check("wiki.example.test.evil.test", "/", None);
    check("wiki.example.test:9000", "/", None);
    assert!(rules.knows(&authority("wiki.example.test")) && !rules.knows(&authority("example.test")));
}

#[test]
fn a_rule_that_is_never_reached_is_told_by_which() {
    let rules = HostRules::parse([
        "*.example.test/a one-factor",
        "wiki.example.test/a/b two-factors",
        "wiki.example.test/ab two-factors",
        "*.example.test one-factor",
        "*.wiki.example.test grant",
        "example.test grant",
        "wiki.example.test:8443 grant",
    ])
    .unwrap();
    let found: Vec<_> = (0..7).map(|at| rules.shadowed_by(at)).collect();
    assert_eq!(found, [None, Some(0), None, None, Some(3), None, None]);
}

#[test]
fn the_outcome_says_what_is_missing() {
    let rules = rules();
    let here: ClientAddress = ClientAddress::Known("192.0.2.7".parse().unwrap());
    let grant = Grant::issue("192.0.2.7".parse().unwrap(), 64, Seconds::HOUR, NOW.minus(Seconds::MINUTE));
    let ground = Ground {
        offered: Methods::from([Method::Totp]),
        binding: GrantBinding::SourceAddress,
        address: here,
        now: NOW,
    };
    let alice = Person { email: "alice@example.test", role: Role::General, shown: None, grants: &[] };
    let check = |url: (&str, &str), person: Option<Person<'_>>, ground: Ground, expected: GateOutcome| {
        let (host, path) = (authority(url.0), AskedPath::parse(url.1).unwrap());
        let decided = decide_gate(&rules, Asked { host: &host, path: &path }, person.as_ref(), &ground);
        assert_eq!(decided.outcome, expected, "{url:?} {person:?}");
    };
    let (wiki, console, other) = ("wiki.example.test", "wiki.example.test:8443", "crm.example.test");
    check((wiki, "/public/x"), None, ground, GateOutcome::Open);
    check((wiki, "/"), None, ground, GateOutcome::SignIn);
    check((wiki, "/"), Some(alice), ground, GateOutcome::Pass);
    check((wiki, "/admin"), Some(alice), ground, GateOutcome::Refused(GateRefusal::NotForThisPerson));
    check(("evil.test", "/"), Some(alice), ground, GateOutcome::Refused(GateRefusal::NoRule));
    check((other, "/"), Some(alice), ground, GateOutcome::StepUp);
    check(
        (other, "/"),
        Some(Person { email: "bob@example.test", ..alice }),
        ground,
        GateOutcome::Refused(GateRefusal::NotForThisPerson),
    );
    check((other, "/"), Some(Person { shown: Some(Method::Totp), ..alice }), ground, GateOutcome::Pass);
    check((other, "/"), Some(Person { shown: Some(Method::Email), ..alice }), ground, GateOutcome::StepUp);
    let holder = Person { grants: &[grant], ..alice };
    check((other, "/"), Some(holder), ground, GateOutcome::Pass);
    check(
        (other, "/"),
        Some(holder),
        Ground { binding: GrantBinding::Session, ..ground },
        GateOutcome::StepUp,
    );
    check((console, "/"), Some(holder), ground, GateOutcome::Pass);
    check((console, "/"), Some(Person { shown: Some(Method::Totp), ..alice }), ground, GateOutcome::StepUp);
    let elsewhere = Ground { address: ClientAddress::Known("192.0.2.8".parse().unwrap()), ..ground };
    check((console, "/"), Some(holder), elsewhere, GateOutcome::StepUp);
    check(
        (console, "/"),
        Some(holder),
        Ground { now: NOW.plus(Seconds::HOUR), ..ground },
        GateOutcome::StepUp,
    );
    let unknown = Ground { address: ClientAddress::Unknown(UnknownReason::OnlyProxies), ..ground };
    check((console, "/"), Some(holder), unknown, GateOutcome::Refused(GateRefusal::AddressUnknown));
    let session = Ground { binding: GrantBinding::Session, ..ground };
    check((console, "/"), Some(holder), session, GateOutcome::Refused(GateRefusal::NoGrants));
    // no grant stands for an administrator's second factor, nor for a supporter's
    let admins = HostRules::parse(["a.test two-factors"]).unwrap();
    let (host, path) = (authority("a.test"), AskedPath::parse("/").unwrap());
    for role in [Role::Support, Role::Admin] {
        let person = Person { role, ..holder };
        let decided = decide_gate(&admins, Asked { host: &host, path: &path }, Some(&person), &ground);
        assert_eq!((decided.outcome, decided.second), (GateOutcome::StepUp, Some(SecondFactor::Missing)));
    }
}

/// What the words of a rule say, read as slowly as possible.
fn naive(
    rule: &HostRule,
    person: Option<(&str, Role, Option<Method>)>,
    granted: bool,
    bound: bool,
) -> GateOutcome {
    if rule.need == Need::Bypass {
        return GateOutcome::Open;
    }
    let Some((email, role, shown)) = person else { return GateOutcome::SignIn };
    let mut meant = rule.who.is_empty();
    for who in &rule.who {
        meant |= match who {
            Who::Role(named) => *named == role,
            Who::Person(address) => address.lookup_form() == email,
        };
    }
    if !meant {
        return GateOutcome::Refused(GateRefusal::NotForThisPerson);
    }
    let counts = granted && bound;
    match rule.need {
        Need::Grant if counts => GateOutcome::Pass,
        Need::Grant if !bound => GateOutcome::Refused(GateRefusal::NoGrants),
        Need::TwoFactors if shown.is_some() => GateOutcome::Pass,
        Need::TwoFactors if counts && role == Role::General => GateOutcome::Pass,
        Need::TwoFactors | Need::Grant => GateOutcome::StepUp,
        _ => GateOutcome::Pass,
    }
}

proptest! {
    #[test]
    fn the_decision_is_the_naive_one(
        need in prop::sample::select(&Need::ALL[..]),
        who in prop::collection::vec(prop::sample::select(&["role:general", "role:support", "role:admin", "person:a@a.test", "person:b@a.test"][..]), 0..3),
        person in prop::option::of((
            prop::sample::select(&["a@a.test", "b@a.test", "c@a.test"][..]),
            prop::sample::select(&[Role::General, Role::Support, Role::Admin][..]),
            prop::option::of(Just(Method::Totp)),
        )),
        granted: bool,
        bound: bool,
    ) {
        let who = if need == Need::Bypass { Vec::new() } else { who };
        let text = format!("h.test {} {}", need.as_str(), who.join(" "));
        let rules = HostRules::parse([&text]).unwrap();
        let address = "2001:db8::1".parse().unwrap();
        let grant = Grant::issue(address, 64, Seconds::HOUR, NOW);
        let grants = if granted { vec![grant] } else { Vec::new() };
        let binding = if bound { GrantBinding::SourceAddress } else { GrantBinding::Session };
        let ground = Ground { offered: Methods::from([Method::Totp]), binding, address: ClientAddress::Known(address), now: NOW };
        let asker = person.map(|(email, role, shown)| Person { email, role, shown, grants: &grants });
        let (host, path) = (authority("h.test"), AskedPath::parse("/x").unwrap());
        let decided = decide_gate(&rules, Asked { host: &host, path: &path }, asker.as_ref(), &ground);
        let rule = rules.iter().next().unwrap();
        prop_assert_eq!(decided.outcome, naive(rule, person, granted, bound));
    }

    #[test]
    fn t22_no_path_host_or_rule_panics(text in any::<String>(), tail in "[/.;%\\\\a-f0-9 :*@-]{0,24}") {
        for text in [&text, &tail, &format!("/{tail}"), &format!("a.test{tail} grant")] {
            let _ = AskedPath::parse(text);
            let _ = Authority::parse(text, true);
            if let Ok(rule) = text.parse::<HostRule>() {
                prop_assert_eq!(rule.to_string().parse::<HostRule>(), Ok(rule));
            }
        }
    }

    /// What an application makes of a path that was let through by a rule for `/open`, however it reads it, is
    /// below `/open`.
    #[test]
    fn t26_no_reading_of_a_path_leaves_the_rule_that_let_it_through(tail in "(/|\\.|;|%2e|%2F|%5c|%3b|a|\\\\){0,8}") {
        let raw = format!("/open{tail}");
        let rules = HostRules::parse(["h.test/open bypass"]).unwrap();
        let Ok(path) = AskedPath::parse(&raw) else { return Ok(()) };
        if rules.first_match(&authority("h.test"), &path).is_none() {
            return Ok(());
        }
        // decode, fold backslashes, cut parameters, go up where it says so: the boldest of readers
        let bold = raw.replace("%2e", ".").replace("%2F", "/").replace("%5c", "/").replace("%3b", ";").replace('\\', "/");
        let mut seen: Vec<&str> = Vec::new();
        for segment in bold.split('/').map(|segment| segment.split(';').next().unwrap_or_default()) {
            match segment {
                "" | "." => {}
                ".." => { seen.pop(); }
                name => seen.push(name),
            }
        }
        prop_assert_eq!(seen.first(), Some(&"open"), "{}", raw);
    }
}
