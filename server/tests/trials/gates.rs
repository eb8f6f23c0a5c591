//! What the gates make of a trial: at the very next request, also when it begins, is undone, or is over by the time
//! alone while everything is kept.

use super::*;
use crate::forward_auth::{self, WIKI, gate_cookie, nginx, pass};
use crate::mail_gate::{allowed, with_mail};
use sekisho::secret::Token;
use sekisho_app::id::AccountId;

const URL: &str = "http://wiki.example.test/";

/// Whether the web gate lets Alice's browser through, at home and away: twice, so that what is kept is asked, too.
async fn web(portal: &TestPortal, pass: &Token) -> (bool, bool) {
    let mut through = [false; 2];
    for (address, through) in [HOME, AWAY].into_iter().zip(&mut through) {
        let first = nginx(portal, URL, address, &gate_cookie(pass)).await.status;
        assert_eq!(nginx(portal, URL, address, &gate_cookie(pass)).await.status, first);
        *through = first == StatusCode::OK;
    }
    (through[0], through[1])
}

on_both! {
    async fn the_web_gate_lets_go_on_where_either_list_does_and_knows_when_a_trial_is_over(fresh) {
        let portal = forward_auth::portal(fresh).await;
        let mut alice = alice(&portal).await;
        let id = portal.count("SELECT id FROM accounts WHERE email = $1", ALICE).await;
        let (_, pass) = pass(&portal, AccountId(id), "single_factor", WIKI).await;
        assert_eq!(web(&portal, &pass).await, (true, false));
        done(&attempt(&portal, &mut alice, TRIED).await);
        assert_eq!(web(&portal, &pass).await, (true, true), "at the next request after it began");
        portal.clock.advance(TRIAL - 1);
        assert_eq!(web(&portal, &pass).await, (true, true));
        portal.clock.advance(1);
        assert_eq!(web(&portal, &pass).await, (true, false), "nothing has changed but the time");

        done(&alice.begin(ALICE, PASSWORD).await);
        done(&attempt(&portal, &mut alice, TRIED).await);
        assert_eq!(web(&portal, &pass).await, (true, true));
        done(&undo(&mut alice).await);
        assert_eq!(web(&portal, &pass).await, (true, false), "at the next request after it was undone");

        done(&attempt(&portal, &mut alice, TRIED).await);
        assert_eq!(web(&portal, &pass).await, (true, true));
        done(&confirm(&mut alice.at(AWAY)).await);
        assert_eq!(web(&portal, &pass).await, (false, true), "and after it was confirmed");
    }

    async fn the_mail_gate_asks_the_tried_list_alone(fresh) {
        let portal = with_mail(fresh).await;
        let mut alice = alice(&portal).await;
        let mail = async || (allowed(&portal, HOME).await, allowed(&portal, AWAY).await);
        assert_eq!(mail().await, (true, false));
        done(&attempt(&portal, &mut alice, TRIED).await);
        assert_eq!(mail().await, (false, true));
        portal.clock.advance(TRIAL - 1);
        assert_eq!(mail().await, (false, true));
        portal.clock.advance(1);
        assert_eq!(mail().await, (true, false));
        done(&alice.begin(ALICE, PASSWORD).await);
        done(&attempt(&portal, &mut alice, TRIED).await);
        assert_eq!(mail().await, (false, true));
        done(&undo(&mut alice).await);
        assert_eq!(mail().await, (true, false));
    }
}
