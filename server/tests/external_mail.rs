//! E-mailed codes that go to an address of the person's own choice, outside the organisation's domains.

use crate::support::{Fresh, PASSWORD, TestPortal, Visitor, otp};
use axum::http::StatusCode;
use sekisho::config::CodesFrom;
use sekisho_engine::method::{Method, Methods};
use sekisho_engine::policy::{CodesTo, MfaMode, Role};

const ALICE: &str = "alice@kit.example";
const PRIVATE: &str = "alice@home.example.net";
const OTHER: &str = "alice@elsewhere.example.net";
const SETUP: &str = "/security/mfa/email";

async fn portal(fresh: &Fresh, mode: MfaMode) -> TestPortal {
    TestPortal::with(fresh.open().await, |config| {
        config.policy.mfa.mode = mode;
        config.policy.mfa.email.to = CodesTo::External;
        config.policy.external_mail_forbidden_domains =
            ["kit.example", "edu.kit.example"].map(|domain| domain.parse().unwrap()).to_vec();
        config.mail.codes_from = CodesFrom::Person;
    })
}

async fn alice(portal: &TestPortal) -> Visitor {
    portal.account(ALICE, Role::General).await;
    let mut alice = portal.visitor("192.0.2.7");
    assert_eq!(alice.begin(ALICE, PASSWORD).await.location(), "/");
    alice
}

/// Asks for a code to `email`, and answers it.
async fn code_to(portal: &TestPortal, alice: &mut Visitor, email: &str) -> String {
    portal.clock.advance(600);
    let fields = [("email", email), ("reauthentication_password", PASSWORD)];
    let sent = alice.post("/api/email-otp/send", &fields).await;
    assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, "/security/mfa/email?done=code_sent"));
    portal.mailed_code(email).await
}

async fn set_up(portal: &TestPortal, alice: &mut Visitor, email: &str) {
    let code = code_to(portal, alice, email).await;
    let done = alice.post("/api/email-otp/confirm", &[("code", &code)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

async fn goes_to(portal: &TestPortal, email: &str) -> bool {
    portal.count("SELECT COUNT(*) FROM email_authenticators WHERE email = $1", email).await == 1
}

/// How many mails to `to` bear this subject.
async fn letters(portal: &TestPortal, to: &str, word: &str) -> usize {
    portal.mails(to).await.iter().filter(|mail| mail.contains(word)).count()
}

on_both! {
    async fn an_address_in_a_forbidden_domain_or_below_is_refused_at_its_field_and_nothing_is_sent(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let mut alice = alice(&portal).await;
        let page = alice.get(SETUP).await.body;
        assert!(page.contains("@kit.example, @edu.kit.example"), "{page}");
        for (typed, named) in [
            ("alice@kit.example", "kit.example"),
            ("other@KIT.Example", "kit.example"),
            ("alice@edu.kit.example", "kit.example"),
            ("alice@deep.below.Edu.Kit.EXAMPLE", "kit.example"),
            (" alice@kit.example ", "kit.example"),
        ] {
            let refused = alice.post("/api/email-otp/send", &[("email", typed)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
            let told = format!("Addresses at {named} can");
            assert!(refused.body.contains(&told) && refused.body.contains("aria-invalid"), "{}", refused.body);
            assert!(refused.body.contains(&format!("value=\"{typed}\"")), "{typed} is lost");
        }
        // what only looks like the domain is another one, or no address at all: no letters but ASCII, no dot at
        // the end, no second @
        for typed in ["", "alice", "alice@kit.example.", "alice@ｋｉｔ.example", "alice@kıt.example", "a@b@kit.example"] {
            let refused = alice.post("/api/email-otp/send", &[("email", typed)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        }
        assert_eq!(portal.events("mail_queued").await, 0);
        for typed in ["alice@notkit.example", "kit.example@home.example.net", "alice@kit.example.net"] {
            code_to(&portal, &mut alice, typed).await;
        }
    }

    async fn t34_a_code_confirms_only_the_address_that_it_was_sent_to_and_another_address_ends_the_first(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let mut alice = alice(&portal).await;
        let first = code_to(&portal, &mut alice, PRIVATE).await;
        let page = alice.get(SETUP).await.body;
        assert!(page.contains(PRIVATE) && page.contains("name=\"code\""), "{page}");
        let second = code_to(&portal, &mut alice, OTHER).await;
        let late = alice.post("/api/email-otp/confirm", &[("code", &first), ("email", PRIVATE)]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        let claimed = [("code", &*second), ("email", PRIVATE)];
        assert_eq!(alice.post("/api/email-otp/confirm", &claimed).await.status, StatusCode::SEE_OTHER);
        assert!(goes_to(&portal, OTHER).await && !goes_to(&portal, PRIVATE).await);
        // and once
        assert_eq!(alice.post("/api/email-otp/confirm", &claimed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn the_address_is_changed_by_another_code_and_removed_and_both_addresses_are_told(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let mut alice = alice(&portal).await;
        set_up(&portal, &mut alice, PRIVATE).await;
        assert_eq!(letters(&portal, ALICE, "Email MFA").await, 1);
        let elsewhere = portal.visitor("198.51.100.9").begin(ALICE, PASSWORD).await;
        assert_eq!(elsewhere.location(), "/sign-in/verify");

        let code = code_to(&portal, &mut alice, OTHER).await;
        let page = alice.get("/security/mfa/email?another=1").await.body;
        assert!(page.contains(PRIVATE), "codes go to the first address until the second is proved");
        assert!(goes_to(&portal, PRIVATE).await);
        assert_eq!(alice.post("/api/email-otp/confirm", &[("code", &code)]).await.status, StatusCode::SEE_OTHER);
        assert!(goes_to(&portal, OTHER).await);
        // the account's address twice by now, and the one that codes went to before
        assert_eq!(letters(&portal, ALICE, "Email MFA").await, 2);
        assert_eq!(letters(&portal, PRIVATE, "Turned on").await, 1);

        // the account's own address moves without it
        portal.clock.advance(600);
        let moved = "alice@edu.kit.example";
        let fields = [("email", moved), ("reauthentication_password", PASSWORD)];
        alice.post("/api/account/request-address", &fields).await;
        let code = portal.mailed_code(moved).await;
        assert_eq!(alice.post("/api/account/confirm-address", &[("code", &code)]).await.status, StatusCode::SEE_OTHER);
        assert!(goes_to(&portal, OTHER).await);

        assert_eq!(alice.post("/api/email-otp/remove", &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!goes_to(&portal, OTHER).await);
        assert_eq!(letters(&portal, OTHER, "Turned off").await, 1);
        assert_eq!(portal.events("authenticator_removed").await, 1);
    }

    async fn at_sign_in_the_code_goes_to_the_chosen_address_in_the_persons_name_and_shows_it_masked(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let mut first = alice(&portal).await;
        set_up(&portal, &mut first, PRIVATE).await;
        portal.clock.advance(600);
        let mut alice = portal.visitor("198.51.100.9");
        assert_eq!(alice.begin(ALICE, PASSWORD).await.location(), "/sign-in/verify");
        let page = alice.get("/sign-in/verify?factor=email").await.body;
        assert!(page.contains("a•••@home.example.net") && !page.contains(PRIVATE), "{page}");
        let code = portal.mailed_code(PRIVATE).await;
        let done = alice.post("/api/sign-in/verify", &[("factor", "email"), ("code", &code)]).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/"));
        // both codes came from the person; the notices of what happened from the portal
        let in_their_name = "SELECT COUNT(*) FROM outbox WHERE sender = $1";
        assert_eq!(portal.count(in_their_name, ALICE).await, 2);
        let codes = "SELECT COUNT(*) FROM outbox WHERE sender IS NOT NULL AND kind <> $1";
        assert_eq!(portal.count(codes, "confirmation_code").await, 0);
    }

    async fn nobody_is_written_in_the_name_of_a_domain_that_is_not_the_organisations(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        portal.account("guest@example.org", Role::General).await;
        let mut guest = portal.visitor("192.0.2.7");
        guest.begin("guest@example.org", PASSWORD).await;
        code_to(&portal, &mut guest, PRIVATE).await;
        let theirs = "SELECT COUNT(*) FROM outbox WHERE sender IS NOT NULL AND recipient = $1";
        assert_eq!(portal.count(theirs, PRIVATE).await, 0);
    }

    async fn whoever_must_enrol_at_the_door_names_an_address_there(fresh) {
        let portal = portal(fresh, MfaMode::Required).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor("192.0.2.7");
        assert_eq!(alice.begin(ALICE, PASSWORD).await.location(), "/sign-in/enrol");
        let page = alice.get("/sign-in/enrol?method=email").await.body;
        assert!(page.contains("name=\"email\"") && !page.contains("name=\"code\""), "{page}");
        let refused = alice.post("/api/email-otp/send-at-sign-in", &[("email", "x@mail.kit.example")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Addresses at kit.example can") && refused.body.contains("x@mail.kit.example"));
        let sent = alice.post("/api/email-otp/send-at-sign-in", &[("email", PRIVATE)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let page = alice.get("/sign-in/enrol?method=email").await.body;
        assert!(page.contains(PRIVATE) && page.contains("name=\"code\""), "{page}");
        let code = portal.mailed_code(PRIVATE).await;
        let done = alice.post("/api/email-otp/confirm-at-sign-in", &[("code", &code)]).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/?done=email_otp_enabled"));
        assert!(goes_to(&portal, PRIVATE).await && alice.is_in().await);
    }

    async fn a_method_that_an_administrator_chooses_is_set_up_by_its_owner_and_never_goes_to_the_own_domain(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let id = portal.account(ALICE, Role::General).await;
        let scene = sekisho::history::Scene::outside(portal.core.clock.now());
        let mut tx = portal.core.db.begin().await.unwrap();
        let by = sekisho::history::By::Portal;
        portal.core.choose_method(&mut tx, &scene, id, Method::Email, by).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!goes_to(&portal, ALICE).await);
        let mut alice = portal.visitor("192.0.2.7");
        assert_eq!(alice.begin(ALICE, PASSWORD).await.location(), "/sign-in/enrol");
        let page = alice.get("/sign-in/enrol").await.body;
        assert!(page.contains("method=email") && !page.contains("method=totp"), "{page}");
    }

    async fn administrators_are_warned_where_a_code_may_have_to_be_read_in_the_mailbox_that_it_opens(fresh) {
        const WARNING: &str = "Codes may be locked in";
        let first = TestPortal::with(fresh.open().await, |_| {});
        first.account("admin@kit.example", Role::Admin).await;
        let mut admin = first.visitor("192.0.2.1");
        admin.begin("admin@kit.example", PASSWORD).await;
        let key = otp::key_on(&admin.get("/sign-in/enrol?method=totp").await.body);
        let code = otp::code(&key, first.clock.unix());
        admin.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await;

        assert!(!admin.get("/admin/policy").await.body.contains(WARNING), "nothing is gated");
        for (to, forbidden, email, warned) in [
            (CodesTo::Account, "kit.example", true, true),
            (CodesTo::External, "", true, true),
            (CodesTo::External, "kit.example", true, false),
            (CodesTo::Account, "", false, false),
        ] {
            let gated = TestPortal::with(fresh.open().await, |config| {
                config.gate.mail.secret = Some("sixteen characters".to_owned().into());
                config.policy.mfa.email.to = to;
                config.policy.external_mail_forbidden_domains = forbidden.parse().into_iter().collect();
                if !email {
                    config.policy.mfa.methods = Methods::from([Method::Totp]);
                }
            });
            let page = admin.on(&gated).get("/admin/policy").await.body;
            assert_eq!(page.contains(WARNING), warned, "{to:?} {forbidden} {email}");
        }
    }

    async fn where_codes_go_to_the_account_nothing_is_asked_and_what_is_typed_is_no_address(fresh) {
        let portal = TestPortal::with(fresh.open().await, |_| {});
        let mut alice = alice(&portal).await;
        assert!(!alice.get(SETUP).await.body.contains("name=\"email\""));
        let sent = alice.post("/api/email-otp/send", &[("email", PRIVATE)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        assert!(portal.mails(PRIVATE).await.is_empty());
        let code = portal.mailed_code(ALICE).await;
        alice.post("/api/email-otp/confirm", &[("code", &code)]).await;
        assert!(goes_to(&portal, ALICE).await);
    }
}
