//! What people see of a trial: on every page, in History, and at the portal's own list.

use super::*;
use sekisho_engine::policy::{GrantBinding, MfaMode};

const CONFIRM: &str = "action=\"/api/allowlist/confirm\"";
const UNDO: &str = "action=\"/api/allowlist/undo\"";
const CONFIRM_FOR_ALL: &str = "action=\"/api/portal-rules/confirm\"";
const UNDO_FOR_ALL: &str = "action=\"/api/portal-rules/undo\"";

/// How often each text stands on a page.
async fn counted(visitor: &mut Visitor, path: &str, texts: &[&str]) -> Vec<usize> {
    let page = visitor.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    texts.iter().map(|text| page.body.matches(text).count()).collect()
}

on_both! {
    async fn every_page_tells_of_a_trial_and_of_the_way_to_end_it(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        let pages = ["/", "/account", "/profile", "/security/mfa", "/security/sessions", "/security/allowlist", "/history/log"];
        for path in pages {
            assert_eq!(counted(&mut alice, path, &[CONFIRM, UNDO, "trial-told"]).await, [0, 0, 0], "{path}");
        }
        done(&attempt(&portal, &mut alice, TRIED).await);
        portal.clock.advance(17);
        let sentence = "this one, 192.0.2.7, isn’t covered";
        let left = "data-wait=\"583\"";
        for path in pages {
            let found = counted(&mut alice, path, &[CONFIRM, UNDO, sentence, left]).await;
            assert_eq!(found, [0, 1, 1, 1], "{path}");
            let mut away = alice.at(AWAY);
            assert_eq!(counted(&mut away, path, &[CONFIRM, UNDO, sentence, left]).await, [1, 1, 0, 1], "{path}");
        }
        // in the language of whoever reads
        let mut japanese = alice.clone().header("accept-language", "ja");
        let texts = ["変更を試用中です", "現在のアドレス 192.0.2.7 は含まれていません"];
        assert_eq!(counted(&mut japanese, "/", &texts).await, [2, 1], "its name, and what it says");
        // it is nobody else's
        portal.account("bob@example.org", Role::General).await;
        let mut bob = portal.visitor(HOME);
        bob.begin("bob@example.org", PASSWORD).await;
        assert_eq!(counted(&mut bob, "/", &[UNDO]).await, [0]);
        portal.clock.advance(TRIAL - 17);
        for path in pages {
            assert_eq!(counted(&mut alice, path, &[CONFIRM, UNDO, "trial-told"]).await, [0, 0, 0], "{path}");
        }
    }

    async fn a_browser_that_stays_signed_in_is_told_on_the_page_that_it_comes_back_to(fresh) {
        let portal = TestPortal::with(fresh.open().await, |config| {
            config.policy.remember_me.offered = true;
        });
        let mut alice = alice(&portal).await;
        let mut stays = portal.visitor(HOME);
        let fields = [("identifier", ALICE), ("password", PASSWORD), ("remember", "yes")];
        done(&stays.post("/api/sign-in/begin", &fields).await);
        done(&attempt(&portal, &mut alice, "198.51.100.0/24\n192.0.2.7").await);
        stays.cookies.retain(|name, _| name.contains("remember"));
        assert_eq!(counted(&mut stays, "/account", &[CONFIRM, UNDO]).await, [1, 1]);
    }

    async fn the_page_of_the_list_shows_what_is_on_trial_and_offers_no_other_change(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        done(&attempt(&portal, &mut alice, "192.0.2.128/25\n198.51.100.0/24").await);
        let page = alice.get("/security/allowlist").await.body;
        assert!(page.contains("id=\"trial\"") && page.contains("192.0.2.0/25"), "{page}");
        assert!(page.contains("Shut out by the changes: 128 addresses"), "{page}");
        assert!(page.contains("Let in by the changes: 256 addresses"), "{page}");
        for form in ["/api/allowlist/add", "/api/allowlist/remove", "/api/allowlist/save", "/api/allowlist/try"] {
            assert!(!page.contains(&format!("action=\"{form}\"")), "{form}");
        }
    }

    async fn history_tells_each_step_in_order_in_both_languages(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        done(&attempt(&portal, &mut alice, TRIED).await);
        done(&undo(&mut alice).await);
        done(&attempt(&portal, &mut alice, TRIED).await);
        portal.clock.advance(TRIAL);
        assert_eq!(portal.core.settle_trials().await.unwrap(), 1);
        done(&alice.begin(ALICE, PASSWORD).await);
        done(&attempt(&portal, &mut alice, TRIED).await);
        let mut away = portal.visitor(AWAY);
        away.begin(ALICE, PASSWORD).await;
        done(&confirm(&mut away).await);
        let english = [
            "Change of authorized addresses confirmed",
            "Change of authorized addresses on trial",
            "Trial of authorized addresses ran out",
            "Change of authorized addresses on trial",
            "Trial of authorized addresses undone",
            "Change of authorized addresses on trial",
        ];
        let japanese = ["変更を確定", "変更を試用開始", "試用が時間切れ", "変更を試用開始", "試用を取り消し", "変更を試用開始"];
        for (language, told) in [("en", english), ("ja", japanese)] {
            let page = away.clone().header("accept-language", language).get("/history/log?group=settings").await.body;
            let page = if page.contains(told[0]) {
                page
            } else {
                away.clone().header("accept-language", language).get("/history/log").await.body
            };
            let mut rest = &*page;
            for step in told {
                let (_, after) = rest.split_once(step).unwrap_or_else(|| panic!("{language}: {step} in {page}"));
                rest = after;
            }
            assert!(page.contains("198.51.100.0/24"), "with what it was about");
        }
    }

    async fn the_portals_list_is_on_trial_for_everybody_and_any_administrator_ends_it(fresh) {
        let portal = portal(fresh).await;
        let mut admin = administrator(&portal).await;
        portal.account(ALICE, Role::General).await;
        let mut alice = portal.visitor(HOME);
        alice.begin(ALICE, PASSWORD).await;
        done(&attempt_for_all(&portal, &mut admin, TRIED).await);
        assert_eq!(in_force(&portal).await, TRIED);
        assert_eq!(counted(&mut admin, "/account", &[CONFIRM_FOR_ALL, UNDO_FOR_ALL]).await, [0, 1]);
        assert_eq!(counted(&mut admin.at(AWAY), "/account", &[CONFIRM_FOR_ALL, UNDO_FOR_ALL]).await, [1, 1]);
        assert_eq!(counted(&mut alice, "/account", &["trial-told"]).await, [0], "others are not told");
        for path in ["/api/portal-rules/confirm", "/api/portal-rules/undo"] {
            assert_eq!(alice.post(path, &[]).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let refused = admin.post("/api/portal-rules/confirm", &[]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
        done(&admin.post("/api/portal-rules/undo", &[]).await);
        assert!(signs_in(&portal, HOME).await && signs_in(&portal, AWAY).await, "there was no list before");
        done(&attempt_for_all(&portal, &mut admin, TRIED).await);
        done(&admin.at(AWAY).post("/api/portal-rules/confirm", &[]).await);
        assert_eq!(in_force(&portal).await, TRIED);
        assert_eq!(steps(&portal).await, ["trial_began", "trial_undone", "trial_began", "trial_confirmed"]);
    }

    async fn within_a_session_a_factor_is_shown_again_where_only_the_list_before_lets_in(fresh) {
        let portal = TestPortal::with(fresh.open().await, |config| {
            config.policy.mfa.mode = MfaMode::OptIn;
            config.policy.grant.binding = GrantBinding::SourceAddress;
        });
        let mut alice = alice(&portal).await;
        let key = alice.enrol_totp().await;
        portal.clock.advance(60);
        done(&attempt(&portal, &mut alice, TRIED).await);
        let stepped = alice.post("/api/sign-in/step-up", &[]).await;
        assert_eq!(stepped.location(), "/sign-in/verify", "{}", stepped.body);
        assert_eq!(alice.get("/sign-in/verify").await.status, StatusCode::OK);
        let code = otp::code(&key, portal.clock.unix());
        done(&alice.post("/api/sign-in/verify", &[("factor", "totp"), ("code", &code)]).await);
        assert!(alice.is_in().await, "the session is of as much use as before");
        assert_eq!(steps(&portal).await, ["trial_began"]);
    }
}
