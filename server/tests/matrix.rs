//! Who may do what to whom, written down (T37): roles × pages and functions × objects.
//!
//! Every page and every form of the app's tables has a line here, so that a new one fails the test until somebody
//! has thought about it. The statuses are those of answers to somebody who is signed in: 200 it is shown or done,
//! 303 led elsewhere, 401 only for those in the middle of signing in, 403 not for this role, 404 as if it were not
//! there, 409 not to this account, 410 a link is asked for, 422 something was left out.

use crate::support::portal::ORIGIN;
use crate::support::{Fresh, TestPortal, Visitor};
use axum::body::Body;
use axum::http::{Request, header};
use sekisho::secret::Token;
use sekisho::{exec, row};
use sekisho_app::page::{FORMS, PAGES};
use sekisho_engine::policy::SupportRequests;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};

/// The roles, in the order of the columns.
const ROLES: [&str; 3] = ["general", "support", "admin"];

/// Whose the object is, in the order of the columns.
const WHOSE: [Whose; 3] = [Whose::Own, Whose::SomebodyElses, Whose::AnAdministrators];

#[derive(Debug, Clone, Copy)]
enum Whose {
    Own,
    SomebodyElses,
    AnAdministrators,
}

/// What a path or a form names.
#[derive(Debug, Clone, Copy)]
enum Thing {
    /// An account, by `id`.
    Person,
    /// A request to support in this state, by `id`.
    Request(&'static str),
    /// A session, by `session`.
    Session,
    /// A browser that stays signed in, by `browser`.
    Browser,
    /// A rule of a list, by `id`.
    Rule,
    /// A network, by `id`: nobody's in particular.
    Network,
    /// A second factor that counts at an address, by `id`.
    Grant,
}

/// Pages that name nothing: what each role is answered.
const PAGES_OF_NOTHING: &[(&str, [u16; 3])] = &[
    ("/", [200, 200, 200]),
    ("/account", [200, 200, 200]),
    ("/admin/decisions", [403, 403, 200]),
    ("/admin/history", [403, 403, 200]),
    ("/admin/networks", [403, 403, 200]),
    ("/admin/people", [403, 403, 200]),
    ("/admin/people/new", [403, 403, 200]),
    ("/admin/policy", [403, 403, 200]),
    ("/admin/portal-rules", [403, 403, 200]),
    ("/admin/requests", [403, 200, 200]),
    ("/enter/stopped", [403, 403, 403]),
    ("/authenticator", [200, 200, 200]),
    ("/forgot-password", [200, 200, 200]),
    ("/history/log", [200, 200, 200]),
    ("/history/mail", [200, 200, 200]),
    ("/profile", [200, 200, 200]),
    ("/reauthenticate", [200, 200, 200]),
    ("/reset-password", [410, 410, 410]),
    ("/security/allowlist", [200, 200, 200]),
    ("/security/allowlist/edit", [200, 200, 200]),
    ("/security/mfa", [200, 200, 200]),
    ("/security/mfa/choose", [200, 200, 200]),
    ("/security/mfa/email", [200, 200, 200]),
    ("/security/mfa/paired", [404, 404, 404]),
    ("/security/mfa/recovery", [200, 200, 200]),
    ("/security/mfa/totp", [200, 200, 200]),
    ("/security/sessions", [200, 200, 200]),
    ("/security/two-step", [200, 200, 200]),
    ("/setup", [410, 410, 410]),
    ("/sign-in", [303, 303, 303]),
    ("/sign-in/enrol", [303, 303, 303]),
    ("/sign-in/password", [303, 303, 303]),
    ("/sign-in/step-up", [200, 200, 200]),
    ("/sign-in/verify", [303, 303, 303]),
    ("/support/mfa-removal", [200, 200, 200]),
    ("/support/stop", [410, 410, 410]),
];

/// Pages that name something: for each role, what it is answered about its own, somebody else's, an
/// administrator's.
const PAGES_OF_THINGS: &[(&str, Thing, [[u16; 3]; 3])] = &[
    ("/admin/networks/{id}", Thing::Network, [[403, 403, 403], [403, 403, 403], [200, 200, 200]]),
    ("/admin/people/{id}", Thing::Person, [[403, 403, 403], [403, 403, 403], [200, 200, 200]]),
    ("/admin/requests/{id}", Thing::Request("received"), [[403, 403, 403], [200, 200, 200], [200, 200, 200]]),
];

/// Files that are no pages of the table.
const FILES: &[(&str, [u16; 3])] = &[
    ("/history/log.csv", [200, 200, 200]),
    ("/admin/history.csv", [403, 403, 200]),
    ("/admin/portal-rules/export", [403, 403, 200]),
    ("/security/allowlist/export", [200, 200, 200]),
    ("/authenticator/manifest.webmanifest", [200, 200, 200]),
    ("/authenticator/worker.js", [200, 200, 200]),
];

/// Forms that name nothing, sent empty.
const FORMS_OF_NOTHING: &[(&str, [u16; 3])] = &[
    ("/api/sign-in/begin", [422, 422, 422]),
    ("/api/sign-in/identify", [422, 422, 422]),
    ("/api/sign-in/verify", [401, 401, 401]),
    ("/api/sign-in/send-code", [401, 401, 401]),
    ("/api/sign-in/step-up", [200, 200, 200]),
    ("/api/sign-in/cancel", [401, 401, 401]),
    ("/api/sign-in/out", [200, 200, 200]),
    ("/api/totp/confirm-at-sign-in", [401, 401, 401]),
    ("/api/pairing/take-at-sign-in", [401, 401, 401]),
    ("/api/pairing/confirm-at-sign-in", [401, 401, 401]),
    ("/api/email-otp/send-at-sign-in", [401, 401, 401]),
    ("/api/email-otp/confirm-at-sign-in", [401, 401, 401]),
    ("/api/password/forgot", [422, 422, 422]),
    ("/api/password/reset", [410, 410, 410]),
    ("/api/password/change", [422, 422, 422]),
    ("/api/setup/complete", [410, 410, 410]),
    ("/api/session/revoke-others", [200, 200, 200]),
    ("/api/session/reauthenticate", [422, 422, 422]),
    ("/api/totp/confirm", [422, 422, 422]),
    ("/api/totp/remove", [404, 404, 404]),
    ("/api/pairing/take", [404, 404, 404]),
    ("/api/pairing/confirm", [404, 404, 404]),
    ("/api/pairing/remove", [404, 404, 404]),
    ("/api/two-step/password", [422, 422, 422]),
    ("/api/two-step/register", [200, 200, 200]),
    ("/api/mfa/switch", [422, 422, 422]),
    ("/api/email-otp/send", [200, 200, 200]),
    ("/api/email-otp/confirm", [422, 422, 422]),
    ("/api/email-otp/remove", [404, 404, 404]),
    ("/api/recommendation/put-off", [200, 200, 200]),
    ("/api/recommendation/choose", [422, 422, 422]),
    ("/api/recovery/make", [403, 403, 403]),
    ("/api/recovery/saved", [200, 200, 200]),
    ("/api/allowlist/add", [422, 422, 422]),
    ("/api/allowlist/look", [200, 200, 200]),
    ("/api/allowlist/save", [409, 409, 409]),
    ("/api/allowlist/try", [409, 409, 409]),
    ("/api/allowlist/confirm", [409, 409, 409]),
    ("/api/allowlist/undo", [409, 409, 409]),
    ("/api/account/save", [422, 422, 422]),
    ("/api/account/language", [422, 422, 422]),
    ("/api/account/request-address", [422, 422, 422]),
    ("/api/account/confirm-address", [422, 422, 422]),
    ("/api/account/cancel-address", [200, 200, 200]),
    ("/api/admin/invite", [403, 403, 422]),
    ("/api/grant/revoke-all", [200, 200, 200]),
    ("/api/decision/ask", [403, 403, 422]),
    ("/api/network/save", [403, 403, 422]),
    // nothing has been seen yet, and of no list
    ("/api/portal-rules/look", [403, 403, 200]),
    ("/api/portal-rules/save", [403, 403, 409]),
    ("/api/portal-rules/try", [403, 403, 409]),
    ("/api/portal-rules/confirm", [403, 403, 409]),
    ("/api/portal-rules/undo", [403, 403, 409]),
    ("/api/support/request-mfa-removal", [422, 422, 422]),
    ("/api/support/stop", [410, 410, 410]),
    ("/api/support/stop-own", [409, 409, 409]),
];

/// Forms that name something.
const FORMS_OF_THINGS: &[(&str, Thing, [[u16; 3]; 3])] = &[
    ("/api/session/revoke", Thing::Session, [[200, 404, 404], [200, 404, 404], [200, 404, 404]]),
    ("/api/remembered/forget", Thing::Browser, [[200, 404, 404], [200, 404, 404], [200, 404, 404]]),
    ("/api/allowlist/remove", Thing::Rule, [[200, 404, 404], [200, 404, 404], [200, 404, 404]]),
    ("/api/allowlist/amend", Thing::Rule, [[200, 404, 404], [200, 404, 404], [200, 404, 404]]),
    ("/api/grant/revoke", Thing::Grant, [[200, 404, 404], [200, 404, 404], [200, 404, 404]]),
    ("/api/grant/end", Thing::Grant, [[403, 403, 403], [403, 403, 403], [200, 200, 200]]),
    ("/api/grant/end-all", Thing::Person, [[403, 403, 403], [403, 403, 403], [200, 200, 200]]),
    ("/api/network/remove", Thing::Network, [[403, 403, 403], [403, 403, 403], [200, 200, 200]]),
    ("/api/network/raise", Thing::Network, [[403, 403, 403], [403, 403, 403], [200, 200, 200]]),
    ("/api/network/lower", Thing::Network, [[403, 403, 403], [403, 403, 403], [200, 200, 200]]),
    ("/api/admin/lock", Thing::Person, [[403, 403, 403], [403, 403, 403], [409, 200, 200]]),
    ("/api/admin/unlock", Thing::Person, [[403, 403, 403], [403, 403, 403], [409, 200, 200]]),
    ("/api/admin/reset-mfa", Thing::Person, [[403, 403, 403], [403, 403, 403], [409, 200, 200]]),
    ("/api/admin/set-method", Thing::Person, [[403, 403, 403], [403, 403, 403], [409, 200, 200]]),
    ("/api/admin/clear-rules", Thing::Person, [[403, 403, 403], [403, 403, 403], [409, 200, 200]]),
    ("/api/admin/end-sessions", Thing::Person, [[403, 403, 403], [403, 403, 403], [409, 200, 200]]),
    // nobody decides about a request of their own, and support about no administrator's
    ("/api/support/take", Thing::Request("received"), [[403, 403, 403], [409, 200, 403], [409, 200, 200]]),
    (
        "/api/support/approve",
        Thing::Request("in_review"),
        [[403, 403, 403], [409, 200, 403], [409, 200, 200]],
    ),
    ("/api/support/refuse", Thing::Request("approved"), [[403, 403, 403], [409, 200, 403], [409, 200, 200]]),
];

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// Something that no other row has.
fn unique() -> String {
    format!("n{}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

async fn account(portal: &TestPortal, role: &str) -> i64 {
    let email = format!("{}@example.org", unique());
    let mut tx = portal.core.db.begin().await.unwrap();
    let made: Option<(i64,)> = row!(
        &mut tx,
        (i64,),
        "INSERT INTO accounts (email, email_key, name, role, state, created_at)
         VALUES ($1, $1, 'Test Person', $2, 'active', $3) RETURNING id",
        email,
        role,
        portal.clock.unix(),
    )
    .unwrap();
    tx.commit().await.unwrap();
    made.unwrap().0
}

/// A session of an account that has just shown who it is, and its number.
async fn session(portal: &TestPortal, account: i64) -> (Visitor, i64) {
    let token = Token::new().unwrap();
    let mut tx = portal.core.db.begin().await.unwrap();
    let made: Option<(i64,)> = row!(
        &mut tx,
        (i64,),
        "INSERT INTO sessions (token, account_id, created_at, last_seen_at, authenticated_at, factor, user_agent)
         VALUES ($1, $2, $3, $3, $3, 'totp', '') RETURNING id",
        token.digest().bytes(),
        account,
        portal.clock.unix(),
    )
    .unwrap();
    tx.commit().await.unwrap();
    let mut visitor = portal.visitor("192.0.2.7");
    visitor.cookies.insert("__Host-sekisho".to_owned(), token.reveal());
    (visitor, made.unwrap().0)
}

impl Thing {
    /// The form's field that names it.
    fn field(self) -> &'static str {
        match self {
            Self::Person | Self::Request(_) | Self::Rule | Self::Network | Self::Grant => "id",
            Self::Session => "session",
            Self::Browser => "browser",
        }
    }

    /// Makes one of `account`; answers its number.
    async fn make(self, portal: &TestPortal, account: i64) -> i64 {
        let sql = match self {
            Self::Person => return account,
            Self::Session => return session(portal, account).await.1,
            Self::Request(_) => {
                "INSERT INTO support_requests (account_id, state, received_at, user_agent, email, name, company, phone,
                     case_number, summary, effect_at)
                 VALUES ($1, $3, $2, '', 'x@example.org', 'X', 'X', '1', '', '', $2 + 3600) RETURNING id"
            }
            Self::Browser => {
                "INSERT INTO remembered_browsers (account_id, family, token, created_at, rotated_at, used_at, user_agent)
                 VALUES ($1, $4, $4, $2, $2, $2, $3) RETURNING id"
            }
            Self::Network => {
                "INSERT INTO networks (position, name, name_key, action) VALUES ($1, $2, $2, 'mfa_require') RETURNING id"
            }
            Self::Grant => {
                "INSERT INTO grants (account_id, source, method, issued_at, ends_at, user_agent)
                 VALUES ($1, '192.0.2.7/32', 'totp', $2, $2 + 3600, $3) RETURNING id"
            }
            Self::Rule => {
                "INSERT INTO allowlist_rules (account_id, rule, created_at, note) VALUES ($1, 'all', $2, $3)
                 RETURNING id"
            }
        };
        let state = if let Self::Request(state) = self { state } else { "" };
        let mut tx = portal.core.db.begin().await.unwrap();
        let now = portal.clock.unix();
        let made: Option<(i64,)> = match self {
            Self::Network => row!(&mut tx, (i64,), sql, now, unique()),
            Self::Browser => row!(&mut tx, (i64,), sql, account, now, state, unique().into_bytes()),
            _ => row!(&mut tx, (i64,), sql, account, now, state),
        }
        .unwrap();
        tx.commit().await.unwrap();
        made.unwrap().0
    }
}

/// Posts a form as a script of our own page does; answers the status.
async fn post(visitor: &mut Visitor, endpoint: &str, fields: &[(&str, &str)]) -> u16 {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = Request::post(endpoint)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ORIGIN, ORIGIN);
    visitor.send(request, Body::from(body)).await.status.as_u16()
}

async fn portal(fresh: &Fresh) -> TestPortal {
    TestPortal::with(fresh.open().await, |config| {
        let policy = &mut config.policy;
        policy.support_requests = SupportRequests { offered: true, ..SupportRequests::default() };
        policy.sign_in.one_step_until = Some("2099-12-31".parse().unwrap());
        policy.remember_me.offered = true;
    })
}

#[test]
fn every_page_and_every_form_is_written_down_once() {
    let check = |table: Vec<&str>, written: Vec<&str>| {
        let (known, seen): (BTreeSet<&str>, BTreeSet<&str>) =
            (table.into_iter().collect(), written.iter().copied().collect());
        assert_eq!(known, seen, "every route of the table, and no other, has a line in the matrix");
        assert_eq!(seen.len(), written.len(), "one line each");
    };
    let pages = PAGES_OF_NOTHING.iter().map(|(path, _)| *path);
    let pages = pages.chain(PAGES_OF_THINGS.iter().map(|(path, ..)| *path)).collect();
    check(PAGES.iter().map(|page| page.path).collect(), pages);
    let forms = FORMS_OF_NOTHING.iter().map(|(endpoint, _)| *endpoint);
    let forms = forms.chain(FORMS_OF_THINGS.iter().map(|(endpoint, ..)| *endpoint)).collect();
    check(FORMS.iter().map(|form| form.endpoint).collect(), forms);
}

on_both! {
    async fn t37_each_role_reaches_what_the_matrix_says_and_nothing_else(fresh) {
        let portal = portal(fresh).await;
        // one administrator more than is locked below
        account(&portal, "admin").await;
        let mut wrong = Vec::new();
        for (column, role) in ROLES.into_iter().enumerate() {
            for (path, answers) in PAGES_OF_NOTHING.iter().chain(FILES) {
                let actor = account(&portal, role).await;
                let (mut visitor, _) = session(&portal, actor).await;
                let status = visitor.get(path).await.status.as_u16();
                if status != answers[column] {
                    wrong.push(format!("{role} gets {path}: {status}"));
                }
            }
            for (endpoint, answers) in FORMS_OF_NOTHING {
                let actor = account(&portal, role).await;
                let (mut visitor, _) = session(&portal, actor).await;
                let status = post(&mut visitor, endpoint, &[]).await;
                if status != answers[column] {
                    wrong.push(format!("{role} sends {endpoint}: {status}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn t37_each_role_does_to_each_object_what_the_matrix_says_and_nothing_else(fresh) {
        let portal = portal(fresh).await;
        account(&portal, "admin").await;
        let mut wrong = Vec::new();
        for (role, column) in ROLES.into_iter().zip(0..) {
            for (whose, place) in WHOSE.into_iter().zip(0..) {
                for (path, thing, answers) in PAGES_OF_THINGS {
                    let (mut visitor, id) = meet(&portal, role, whose, *thing).await;
                    let status = visitor.get(&path.replace("{id}", &id)).await.status.as_u16();
                    if status != answers[column][place] {
                        wrong.push(format!("{role} gets {path} of {whose:?}: {status}"));
                    }
                }
                for (endpoint, thing, answers) in FORMS_OF_THINGS {
                    let (mut visitor, id) = meet(&portal, role, whose, *thing).await;
                    let fields = [(thing.field(), id.as_str()), ("method", "totp")];
                    let status = post(&mut visitor, endpoint, &fields).await;
                    if status != answers[column][place] {
                        wrong.push(format!("{role} sends {endpoint} about {whose:?}: {status}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn t37_a_decision_asks_for_a_recent_proof_of_who_decides(fresh) {
        let portal = portal(fresh).await;
        for (endpoint, thing, _) in FORMS_OF_THINGS.iter().filter(|(endpoint, ..)| endpoint.starts_with("/api/support/")) {
            let (mut visitor, id) = meet(&portal, "admin", Whose::SomebodyElses, *thing).await;
            let mut tx = portal.core.db.begin().await.unwrap();
            exec!(&mut tx, "UPDATE sessions SET authenticated_at = $1", portal.clock.unix() - 601).unwrap();
            tx.commit().await.unwrap();
            assert_eq!(post(&mut visitor, endpoint, &[("id", &id)]).await, 401, "{endpoint}");
        }
    }
}

/// Somebody of a role, signed in, and the number of a thing that is theirs or another's.
async fn meet(portal: &TestPortal, role: &str, whose: Whose, thing: Thing) -> (Visitor, String) {
    let actor = account(portal, role).await;
    let owner = match whose {
        Whose::Own => actor,
        Whose::SomebodyElses => account(portal, "general").await,
        Whose::AnAdministrators => account(portal, "admin").await,
    };
    let id = thing.make(portal, owner).await;
    (session(portal, actor).await.0, id.to_string())
}
