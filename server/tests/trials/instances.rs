//! Trials with several browsers, and several instances on one database.

use super::*;

/// Alice's second browser, where the tried list lets her in.
async fn away(portal: &TestPortal) -> Visitor {
    let mut away = portal.visitor(AWAY);
    done(&away.begin(ALICE, PASSWORD).await);
    away
}

on_both! {
    async fn what_one_browser_begins_another_confirms(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        done(&attempt(&portal, &mut alice, TRIED).await);
        let mut away = away(&portal).await;
        assert!(away.get("/account").await.body.contains("/api/allowlist/confirm"));
        done(&confirm(&mut away).await);
        assert_eq!(confirm(&mut away).await.status, StatusCode::CONFLICT);
        assert_eq!(undo(&mut away).await.status, StatusCode::CONFLICT);
        assert_eq!(steps(&portal).await, ["trial_began", "trial_confirmed"]);
    }

    async fn of_two_browsers_that_press_at_once_one_does_it(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        done(&attempt(&portal, &mut alice, TRIED).await);
        let (mut one, mut two) = (away(&portal).await, away(&portal).await);
        let (first, second) = tokio::join!(confirm(&mut one), confirm(&mut two));
        let mut answers = [first.status, second.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
        assert_eq!(steps(&portal).await, ["trial_began", "trial_confirmed"]);
    }

    async fn confirming_and_undoing_at_once_does_one_of_them(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        done(&attempt(&portal, &mut alice, TRIED).await);
        let mut away = away(&portal).await;
        let (kept, back) = tokio::join!(confirm(&mut away), undo(&mut alice));
        // whoever comes second is told, or isn't signed in there any more
        let (list, last) = match (kept.location(), back.location()) {
            ("/security/allowlist?done=trial_confirmed", other) if !other.contains("done=") => (TRIED, "trial_confirmed"),
            (other, "/security/allowlist?done=trial_undone") if !other.contains("done=") => (SAVED, "trial_undone"),
            other => panic!("{other:?}"),
        };
        assert_eq!(in_force(&portal).await, list);
        assert_eq!(steps(&portal).await, ["trial_began", last]);
    }

    async fn of_two_who_begin_at_once_one_does(fresh) {
        let portal = portal(fresh).await;
        let mut alice = alice(&portal).await;
        let mut desk = alice.clone();
        let (one, two) = tokio::join!(
            attempt(&portal, &mut alice, TRIED),
            attempt(&portal, &mut desk, TRIED),
        );
        let mut answers = [one.status, two.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
        assert_eq!(steps(&portal).await, ["trial_began"]);
    }

    async fn two_instances_have_one_trial(fresh) {
        let portal = portal(fresh).await;
        let other = portal.instance(fresh).await;
        let mut alice = alice(&portal).await;
        // both have compiled the list before
        assert_eq!((in_force(&portal).await, in_force(&other).await), (SAVED, SAVED));
        done(&attempt(&portal, &mut alice, TRIED).await);
        assert_eq!((in_force(&other).await, in_force(&portal).await), (TRIED, TRIED));
        assert!(alice.on(&other).is_in().await && alice.at(AWAY).on(&other).is_in().await);
        done(&undo(&mut alice.on(&other)).await);
        assert_eq!((in_force(&portal).await, in_force(&other).await), (SAVED, SAVED));
        done(&attempt(&other, &mut alice.on(&other), TRIED).await);
        done(&confirm(&mut away(&portal).await).await);
        assert_eq!((in_force(&other).await, in_force(&portal).await), (TRIED, TRIED));
        assert_eq!(steps(&portal).await, ["trial_began", "trial_undone", "trial_began", "trial_confirmed"]);
    }

    async fn a_trial_runs_out_on_both_instances_and_is_written_down_once(fresh) {
        let portal = portal(fresh).await;
        let other = portal.instance(fresh).await;
        let mut alice = alice(&portal).await;
        done(&attempt(&portal, &mut alice, TRIED).await);
        assert_eq!((in_force(&portal).await, in_force(&other).await), (TRIED, TRIED));
        portal.clock.advance(TRIAL);
        assert_eq!((in_force(&portal).await, in_force(&other).await), (SAVED, SAVED));
        portal.clock.advance(45);
        let (one, two) = tokio::join!(portal.core.settle_trials(), other.core.settle_trials());
        assert!(one.unwrap() + two.unwrap() >= 1);
        assert_eq!(steps(&portal).await, ["trial_began", "trial_lapsed"]);
        let ended = portal.count("SELECT at FROM history WHERE event = $1", "trial_lapsed").await;
        assert_eq!(ended, portal.clock.unix() - 45, "when it was over, not when somebody noticed");
        assert_eq!((in_force(&portal).await, in_force(&other).await), (SAVED, SAVED));
    }

    async fn an_instance_whose_clock_is_a_little_behind_takes_a_new_trial_for_what_it_is(fresh) {
        let portal = portal(fresh).await;
        let behind = TestPortal::with(fresh.open().await, |_| {});
        behind.clock.advance(-30);
        let mut alice = alice(&portal).await;
        done(&attempt(&portal, &mut alice, TRIED).await);
        assert_eq!(in_force(&behind).await, TRIED);
        let other = alice.on(&behind).post("/api/allowlist/add", &[("rule", "all")]).await;
        assert_eq!(other.status, StatusCode::CONFLICT, "{}", other.body);
        assert_eq!(behind.core.settle_trials().await.unwrap(), 0);
        assert_eq!(steps(&portal).await, ["trial_began"]);
        done(&confirm(&mut away(&behind).await).await);
        assert_eq!(in_force(&portal).await, TRIED);
    }
}
