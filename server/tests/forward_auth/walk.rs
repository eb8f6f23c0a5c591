//! From an application to the portal and back: the signed request, the ticket, the pass (T33, T36).

use super::{
    Answer, Body, Fresh, HOME, ORIGIN, PASSWORD, PROXY, Request, Role, StatusCode, TestPortal, Visitor, WIKI,
    exec, header, portal,
};

/// A browser: one jar for the portal, one for the application's host, which is reached by the proxy.
struct Browser {
    portal: Visitor,
    app: Visitor,
    host: &'static str,
    address: &'static str,
}

impl Browser {
    fn new(portal: &TestPortal, host: &'static str) -> Self {
        Self { portal: portal.visitor(HOME), app: portal.visitor(PROXY), host, address: HOME }
    }

    /// Asks the application's host for one of the portal's doors there.
    async fn door(&mut self, path: &str) -> Answer {
        let request = Request::get(path)
            .header(header::HOST, self.host)
            .header("x-forwarded-proto", "http")
            .header("x-forwarded-for", self.address);
        self.app.send(request, Body::empty()).await
    }

    /// What the gate says to a page of the application.
    async fn ask(&mut self, path: &str) -> Answer {
        let request = Request::get("/api/authz/auth-request")
            .header("x-original-url", format!("http://{}{path}", self.host))
            .header("x-forwarded-for", self.address);
        self.app.send(request, Body::empty()).await
    }

    /// Goes where an answer leads, if that is a place of the portal or of the application's host.
    async fn follow(&mut self, answer: &Answer) -> Answer {
        let there = answer.location().to_owned();
        let app = format!("http://{}", self.host);
        if let Some(path) = there.strip_prefix(ORIGIN) {
            self.portal.get(path).await
        } else if let Some(path) = there.strip_prefix(&app).filter(|path| path.starts_with("/.sekisho/")) {
            self.door(path).await
        } else {
            assert!(there.starts_with('/'), "{there:?} is no place to follow");
            self.portal.get(&there).await
        }
    }

    /// From a page that doesn't open (any more) to the portal's page that lets in.
    async fn leave_for_portal(&mut self, path: &str) -> Answer {
        self.app.cookies.remove("__Host-sekisho-gate");
        let denied = self.ask(path).await;
        assert_eq!(denied.status, StatusCode::UNAUTHORIZED);
        let started = self.follow(&denied).await;
        assert!(started.location().starts_with(&format!("{ORIGIN}/enter?")), "{started:?}");
        started
    }
}

on_both! {
    async fn somebody_signs_in_on_the_way_and_comes_to_the_page_asked_for(fresh) {
        let portal = portal(fresh).await;
        portal.account("ada@example.org", Role::General).await;
        let mut browser = Browser::new(&portal, WIKI);
        let started = browser.leave_for_portal("/a/%E5%B1%B1?b=c%26d&e").await;
        let sign_in = browser.follow(&started).await;
        assert!(sign_in.location().starts_with("/sign-in?next="), "{sign_in:?}");
        let next = &sign_in.location()["/sign-in?next=".len()..];
        let next = percent_encoding::percent_decode_str(next).decode_utf8().unwrap().into_owned();
        let fields = [("identifier", "ada@example.org"), ("password", PASSWORD), ("next", &next)];
        let signed_in = browser.portal.post("/api/sign-in/begin", &fields).await;
        assert_eq!(signed_in.location(), next);
        let entered = browser.follow(&signed_in).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER);
        let finished = browser.follow(&entered).await;
        assert_eq!(finished.location(), "http://wiki.example.test/a/%E5%B1%B1?b=c%26d&e");
        assert_eq!(browser.ask("/a").await.status, StatusCode::OK);
        assert_eq!((portal.events("application_opened").await, portal.events("application_refused").await), (1, 0));
        // the application's host holds nothing of the portal's
        assert!(!browser.app.cookies.contains_key("__Host-sekisho"), "{:?}", browser.app.cookies.keys());
        assert!(!browser.portal.cookies.contains_key("__Host-sekisho-gate"));
        // signing out ends it there, too
        browser.portal.post("/api/sign-in/out", &[]).await;
        assert_eq!(browser.ask("/a").await.status, StatusCode::UNAUTHORIZED);
    }

    async fn whoever_may_not_use_an_application_is_told_so_and_history_tells(fresh) {
        let portal = portal(fresh).await;
        portal.account("bob@example.org", Role::General).await;
        portal.account("ada@example.org", Role::General).await;
        let mut bob = Browser::new(&portal, "staff.example.test");
        bob.portal.begin("bob@example.org", PASSWORD).await;
        for _ in 0..2 {
            let started = bob.leave_for_portal("/").await;
            let told = bob.follow(&started).await;
            assert_eq!(told.status, StatusCode::FORBIDDEN);
            assert!(told.body.contains("staff.example.test"), "{}", told.body);
        }
        assert_eq!(portal.events("application_refused").await, 1, "once, with a count");
        let mut ada = Browser::new(&portal, "staff.example.test");
        ada.portal.begin("ada@example.org", PASSWORD).await;
        let started = ada.leave_for_portal("/").await;
        let entered = ada.follow(&started).await;
        ada.follow(&entered).await;
        assert_eq!(ada.ask("/").await.status, StatusCode::OK);
    }

    async fn a_second_factor_that_is_missing_is_asked_for_on_the_way(fresh) {
        let portal = portal(fresh).await;
        portal.account("ada@example.org", Role::General).await;
        let mut browser = Browser::new(&portal, "vault.example.test");
        browser.portal.begin("ada@example.org", PASSWORD).await;
        let started = browser.leave_for_portal("/x").await;
        let entered = browser.follow(&started).await;
        assert!(entered.location().starts_with("/sign-in/step-up?next=%2Fenter%3F"), "{entered:?}");
        // shown elsewhere in the meantime, it counts at once
        let mut tx = portal.core.db.begin().await.unwrap();
        exec!(&mut tx, "UPDATE sessions SET factor = 'totp'").unwrap();
        tx.commit().await.unwrap();
        let entered = browser.follow(&started).await;
        browser.follow(&entered).await;
        assert_eq!(browser.ask("/x").await.status, StatusCode::OK);
    }

    async fn t36_a_ticket_works_once_in_its_browser_on_its_host_and_for_a_minute(fresh) {
        let portal = portal(fresh).await;
        portal.account("ada@example.org", Role::General).await;
        let mut browser = Browser::new(&portal, WIKI);
        browser.portal.begin("ada@example.org", PASSWORD).await;
        let stopped = format!("{ORIGIN}/enter/stopped?why=ticket");

        // another browser, which holds a mark of its own
        let started = browser.leave_for_portal("/a").await;
        let entered = browser.follow(&started).await;
        let mut thief = Browser::new(&portal, WIKI);
        thief.leave_for_portal("/a").await;
        assert_eq!(thief.follow(&entered).await.location(), stopped);
        assert_eq!(browser.follow(&entered).await.location(), stopped, "a stolen ticket is dead for its owner, too");

        // another host
        let started = browser.leave_for_portal("/a").await;
        let entered = browser.follow(&started).await;
        let ticket = entered.location().strip_prefix("http://wiki.example.test").unwrap().to_owned();
        let request = Request::get(&ticket).header(header::HOST, "vault.example.test").header("x-forwarded-for", HOME);
        assert_eq!(browser.app.send(request, Body::empty()).await.location(), stopped);

        // a browser that keeps no cookies
        let started = browser.leave_for_portal("/a").await;
        let entered = browser.follow(&started).await;
        let mut forgetful = Browser::new(&portal, WIKI);
        assert_eq!(forgetful.follow(&entered).await.location(), stopped);
        assert_eq!(browser.follow(&entered).await.location(), "http://wiki.example.test/a", "no mark, no use of the ticket");
        assert_eq!(browser.follow(&entered).await.location(), stopped, "twice");

        // late
        let started = browser.leave_for_portal("/x").await;
        let entered = browser.follow(&started).await;
        portal.clock.advance(60);
        assert_eq!(browser.follow(&entered).await.location(), stopped);
        assert_eq!(portal.events("application_opened").await, 1);

        // and the session that issued it has to be there still
        let started = browser.leave_for_portal("/x").await;
        let entered = browser.follow(&started).await;
        browser.portal.post("/api/sign-in/out", &[]).await;
        assert_eq!(browser.follow(&entered).await.location(), stopped);
        let told = browser.portal.get("/enter/stopped?why=ticket").await;
        assert_eq!(told.status, StatusCode::FORBIDDEN);
    }

    async fn t36_many_who_show_one_ticket_at_once_get_one_pass(fresh) {
        let portal = portal(fresh).await;
        portal.account("ada@example.org", Role::General).await;
        let mut browser = Browser::new(&portal, WIKI);
        browser.portal.begin("ada@example.org", PASSWORD).await;
        let started = browser.leave_for_portal("/a").await;
        let entered = browser.follow(&started).await;
        let path = entered.location().strip_prefix("http://wiki.example.test").unwrap().to_owned();
        let tries = (0..12).map(|_| {
            let (mut app, path) = (browser.app.clone(), path.clone());
            tokio::spawn(async move {
                let request = Request::get(&path).header(header::HOST, WIKI).header("x-forwarded-for", HOME);
                app.send(request, Body::empty()).await.location().to_owned()
            })
        });
        let mut opened = 0;
        for tried in tries.collect::<Vec<_>>() {
            opened += usize::from(tried.await.unwrap() == "http://wiki.example.test/a");
        }
        assert_eq!(opened, 1);
        assert_eq!(portal.count("SELECT COUNT(*) FROM gate_passes WHERE host = $1", WIKI).await, 1);
    }

    async fn t33_nobody_but_the_portal_says_where_the_way_leads(fresh) {
        let portal = portal(fresh).await;
        portal.account("ada@example.org", Role::General).await;
        let mut browser = Browser::new(&portal, WIKI);
        browser.portal.begin("ada@example.org", PASSWORD).await;
        // whatever an address says, the way back is a path of the same host
        for to in ["//evil.test", "/\\evil.test", "https://evil.test/", "evil", "/a/../b", "/.sekisho/start", "", "/%0d%0aX"] {
            let encoded = percent_encoding::utf8_percent_encode(to, percent_encoding::NON_ALPHANUMERIC);
            let started = browser.door(&format!("/.sekisho/start?to={encoded}")).await;
            assert!(started.location().starts_with(&format!("{ORIGIN}/enter?host=wiki.example.test&to=/&")), "{to}: {started:?}");
            let entered = browser.follow(&started).await;
            let finish = entered.location().replace("&to=%2F", &format!("&to={encoded}"));
            let finished = browser.door(finish.strip_prefix("http://wiki.example.test").unwrap()).await;
            assert_eq!(finished.location(), "http://wiki.example.test/", "{to}");
        }
        // nor does anybody change what the portal signed, or keep it
        let started = browser.leave_for_portal("/a").await;
        let path = started.location().strip_prefix(ORIGIN).unwrap().to_owned();
        for forged in [
            path.replace("wiki.example.test", "vault.example.test"),
            path.replace("wiki.example.test", "evil.test"),
            path.replace("to=/a", "to=/b"),
            path.replace("at=18", "at=19"),
            format!("{path}&host=evil.test"),
            path.replace("&seal=", "&seal=A"),
            "/enter".to_owned(),
        ] {
            let told = browser.portal.get(&forged).await;
            assert_eq!(told.status, StatusCode::FORBIDDEN, "{forged}");
            assert!(!told.body.contains("evil.test"));
        }
        portal.clock.advance(600);
        let late = browser.portal.get(&path).await;
        assert_eq!(late.location(), "http://wiki.example.test/a", "it begins anew");
    }

    async fn the_doors_are_there_for_hosts_of_rules_and_for_the_operators_proxies_only(fresh) {
        let portal = portal(fresh).await;
        let check = async |peer: &str, host: &str, proto: &str, status: u16| {
            for path in ["/.sekisho/start?to=/", "/.sekisho/finish?ticket=x"] {
                let request = Request::get(path).header(header::HOST, host).header("x-forwarded-proto", proto);
                let answer = portal.visitor(peer).send(request, Body::empty()).await;
                assert_eq!(answer.status.as_u16(), status, "{peer} {host} {proto} {path}");
            }
        };
        check(PROXY, WIKI, "http", 303).await;
        check(PROXY, "WIKI.example.test:80", "http", 303).await;
        check(PROXY, "evil.test", "http", 403).await;
        check(PROXY, "wiki.example.test:9000", "http", 403).await;
        check(PROXY, WIKI, "https", 403).await;
        check(HOME, WIKI, "http", 403).await;
        // and nothing else of the portal is
        let request = Request::get("/sign-in").header(header::HOST, WIKI);
        assert_eq!(portal.visitor(PROXY).send(request, Body::empty()).await.status, StatusCode::MISDIRECTED_REQUEST);
    }

    async fn somebody_whom_the_application_sees_elsewhere_is_told_instead_of_sent_round(fresh) {
        let portal = portal(fresh).await;
        let ada = portal.account("ada@example.org", Role::General).await;
        let mut browser = Browser::new(&portal, "office.example.test");
        browser.portal.begin("ada@example.org", PASSWORD).await;
        let now = portal.clock.unix();
        let mut tx = portal.core.db.begin().await.unwrap();
        exec!(
            &mut tx,
            "INSERT INTO grants (account_id, source, method, issued_at, ends_at, user_agent) VALUES ($1, '192.0.2.7/32', 'totp', $2, $2 + 600, '')",
            ada.0, now,
        )
        .unwrap();
        tx.commit().await.unwrap();
        browser.address = "2001:db8::7";
        let started = browser.leave_for_portal("/").await;
        let entered = browser.follow(&started).await;
        let finished = browser.follow(&entered).await;
        assert_eq!(finished.location(), format!("{ORIGIN}/enter/stopped?why=elsewhere"));
        assert_eq!(portal.events("application_opened").await, 0);
        let told = browser.follow(&finished).await;
        assert!(told.status == StatusCode::FORBIDDEN && told.body.contains("another IP address"), "{}", told.body);
    }

    async fn on_the_portals_own_host_the_session_is_enough(fresh) {
        let portal = portal(fresh).await;
        portal.account("ada@example.org", Role::General).await;
        let mut browser = Browser::new(&portal, "127.0.0.1:8080");
        browser.portal.begin("ada@example.org", PASSWORD).await;
        browser.app.cookies.extend(browser.portal.cookies.clone());
        assert_eq!(browser.ask("/app/x").await.status, StatusCode::OK);
        let started = browser.door("/.sekisho/start?to=/app/x").await;
        let path = started.location().strip_prefix(ORIGIN).unwrap().to_owned();
        assert_eq!(browser.portal.get(&path).await.location(), "http://127.0.0.1:8080/app/x");
        assert_eq!(portal.count("SELECT COUNT(*) FROM gate_tickets WHERE host <> $1", "").await, 0);
    }
}

#[tokio::test]
async fn signing_in_may_lead_to_the_hosts_of_rules_and_to_no_other() {
    let fresh = Fresh::sqlite().await;
    let portal = portal(&fresh).await;
    let policy = |answer: &Answer| {
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        policy.split_once("form-action ").unwrap().1.to_owned()
    };
    assert_eq!(
        policy(&portal.visitor(HOME).get("/sign-in").await),
        "'self' http://wiki.example.test http://vault.example.test http://staff.example.test \
         http://office.example.test http://127.0.0.1:8080"
    );
    let none = crate::support::portal(&fresh).await;
    assert_eq!(policy(&none.visitor(HOME).get("/sign-in").await), "'self'");
    fresh.remove().await;
}
