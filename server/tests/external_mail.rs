//! E-mailed codes that go to an address of the person's own choice, outside the organisation's domains.

use crate::support::{Fresh, PASSWORD, TestPortal, Visitor, otp};
use axum::http::StatusCode;
use sekisho::config::CodesFrom;
use sekisho::decision::Draft;
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

/// The same portal after its operator has forbidden the domain of [`PRIVATE`].
async fn forbidding(portal: &TestPortal, fresh: &Fresh) -> TestPortal {
    let domain = "home.example.net".parse().unwrap();
    portal.reconfigured(fresh, |config| config.policy.external_mail_forbidden_domains.push(domain)).await
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

    async fn administrators_are_told_in_which_domains_codes_may_still_go_into_the_gated_mail(fresh) {
        let portal = TestPortal::with(fresh.open().await, |config| {
            config.gate.mail.secret = Some("sixteen characters".to_owned().into());
            config.policy.mfa.email.to = CodesTo::External;
            config.policy.external_mail_forbidden_domains = vec!["kit.example".parse().unwrap()];
        });
        portal.account("admin@kit.example", Role::Admin).await;
        let mut admin = portal.visitor("192.0.2.1");
        admin.begin("admin@kit.example", PASSWORD).await;
        let key = otp::key_on(&admin.get("/sign-in/enrol?method=totp").await.body);
        let code = otp::code(&key, portal.clock.unix());
        admin.post("/api/totp/confirm-at-sign-in", &[("code", &code)]).await;
        for (email, named) in [
            ("a@edu.kit.example", None),
            ("b@Lab.example", Some("name: lab.example.")),
            ("c@one.example", Some("name: lab.example, one.example.")),
            ("d@one.example", Some("name: one.example, lab.example.")),
            ("e@three.example", Some("name: one.example, lab.example, three.example.")),
            ("f@two.example", Some("name: one.example, lab.example, three.example and 1 more.")),
        ] {
            portal.account(email, Role::General).await;
            let page = admin.get("/admin/policy").await.body;
            assert_eq!(page.contains("Codes may be locked in"), named.is_some(), "{email}");
            assert!(named.is_none_or(|named| page.contains(named)), "{email}: {page}");
        }
    }

    async fn the_address_of_codes_does_not_move_with_the_account_into_a_forbidden_domain(fresh) {
        const GUEST: &str = "guest@example.org";
        let portal = portal(fresh, MfaMode::OptIn).await;
        portal.account(GUEST, Role::General).await;
        let mut guest = portal.visitor("192.0.2.7");
        guest.begin(GUEST, PASSWORD).await;
        // their own address is outside, and so an address like any other
        set_up(&portal, &mut guest, GUEST).await;
        portal.clock.advance(600);
        let moved = "guest@kit.example";
        let fields = [("email", moved), ("reauthentication_password", PASSWORD)];
        guest.post("/api/account/request-address", &fields).await;
        let code = portal.mailed_code(moved).await;
        assert_eq!(guest.post("/api/account/confirm-address", &[("code", &code)]).await.status, StatusCode::SEE_OTHER);
        assert!(goes_to(&portal, GUEST).await && !goes_to(&portal, moved).await);
    }

    async fn an_address_that_was_forbidden_since_is_no_way_in_and_opens_none(fresh) {
        let before = portal(fresh, MfaMode::OptIn).await;
        let mut inside = alice(&before).await;
        set_up(&before, &mut inside, PRIVATE).await;
        // half in while the operator forbids the domain, with a code that was sent before
        before.clock.advance(600);
        let mut half = before.visitor("198.51.100.9");
        assert_eq!(half.begin(ALICE, PASSWORD).await.location(), "/sign-in/verify");
        let early = before.mailed_code(PRIVATE).await;
        let sent = before.mails(PRIVATE).await.len();

        let after = forbidding(&before, fresh).await;
        let refused = half.on(&after).post("/api/sign-in/verify", &[("factor", "email"), ("code", &early)]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
        let told = "Your codes would go to an address at home.example.net, where codes may no longer be sent";
        assert!(refused.body.contains(told), "{}", refused.body);
        before.clock.advance(600);
        let mut outside = after.visitor("198.51.100.9");
        let refused = outside.begin(ALICE, PASSWORD).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.body.contains(told), "{}", refused.body);
        for path in ["/sign-in/verify", "/sign-in/enrol", "/sign-in/enrol?method=totp"] {
            assert_eq!(outside.get(path).await.status, StatusCode::SEE_OTHER, "{path}: no sign-in is half-finished");
        }
        let wrong = after.visitor("198.51.100.9").begin(ALICE, "another password").await;
        assert!(!wrong.body.contains("home.example.net"), "whoever has not the password isn't told");
        assert_eq!(before.mails(PRIVATE).await.len(), sent, "nothing is sent there");
        let refusals = "SELECT COUNT(*) FROM history WHERE event = 'sign_in_refused' AND detail LIKE $1";
        assert_eq!(after.count(refusals, "%no_method_usable%").await, 2);

        // whoever is in is told, and names another address
        let mut inside = inside.on(&after);
        assert!(inside.get("/").await.body.contains("choose another address for them"));
        let page = inside.get("/security/mfa").await.body;
        assert!(page.contains("Can’t be used") && page.contains("to addresses at home.example.net"), "{page}");
        let code = code_to(&after, &mut inside, "alice@elsewhere.example").await;
        assert!(!inside.get("/security/mfa/email?another=1").await.body.contains(PRIVATE), "codes don't go there");
        assert_eq!(inside.post("/api/email-otp/confirm", &[("code", &code)]).await.status, StatusCode::SEE_OTHER);
        before.clock.advance(600);
        assert_eq!(after.visitor("198.51.100.9").begin(ALICE, PASSWORD).await.location(), "/sign-in/verify");
    }

    async fn beside_a_forbidden_address_another_method_goes_on_and_the_page_says_why_mail_does_not(fresh) {
        let before = portal(fresh, MfaMode::OptIn).await;
        let mut inside = alice(&before).await;
        set_up(&before, &mut inside, PRIVATE).await;
        let key = otp::key_on(&inside.get("/security/mfa/totp").await.body);
        let code = otp::code(&key, before.clock.unix());
        assert_eq!(inside.post("/api/totp/confirm", &[("code", &code)]).await.status, StatusCode::SEE_OTHER);
        before.clock.advance(600);
        let after = forbidding(&before, fresh).await;
        let mut alice = after.visitor("198.51.100.9");
        assert_eq!(alice.begin(ALICE, PASSWORD).await.location(), "/sign-in/verify");
        let page = alice.get("/sign-in/verify").await.body;
        assert!(page.contains("yours would go to an address at home.example.net"), "{page}");
        assert!(!page.contains("factor=email") && !page.contains("a•••@"), "{page}");
        assert_eq!(alice.post("/api/sign-in/send-code", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let code = otp::code(&key, after.clock.unix());
        let done = alice.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/"));
    }

    async fn a_draft_that_forbids_a_domain_says_whom_it_would_shut_out(fresh) {
        let portal = portal(fresh, MfaMode::OptIn).await;
        let mut inside = alice(&portal).await;
        set_up(&portal, &mut inside, PRIVATE).await;
        portal.clock.advance(600);
        let mut alice = portal.visitor("198.51.100.9");
        alice.begin(ALICE, PASSWORD).await;
        let code = portal.mailed_code(PRIVATE).await;
        alice.post("/api/sign-in/verify", &[("factor", "email"), ("code", &code)]).await;
        let mut policy = portal.core.config.policy.clone();
        for (forbidden, refused) in [("elsewhere.example", 0), ("home.example.net", 1)] {
            policy.external_mail_forbidden_domains = vec![forbidden.parse().unwrap()];
            let draft = Draft { policy: Some(policy.clone()), portal_rules: None };
            let replay = portal.core.replay(&draft, portal.core.clock.now()).await.unwrap();
            assert_eq!(replay.refused, refused, "{forbidden}");
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
