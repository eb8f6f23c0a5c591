//! Guessing at passwords: strangers are stopped, and the owner still gets in.

use crate::support::{PASSWORD, TestPortal, portal};
use axum::http::StatusCode;
use sekisho_engine::policy::Role;

const ALICE: &str = "alice@example.org";
const QUARTER: i64 = 15 * 60;

/// A wrong password for `email` from an address of its own for each number; answers whether it was looked at.
async fn guess(portal: &TestPortal, email: &str, number: usize) -> bool {
    let address = format!("198.18.{}.{}", number / 250, 1 + number % 250);
    looked_at(portal.visitor(&address).begin(email, "a wrong password").await.status)
}

fn looked_at(status: StatusCode) -> bool {
    match status {
        StatusCode::FORBIDDEN => true,
        StatusCode::TOO_MANY_REQUESTS => false,
        other => panic!("{other}"),
    }
}

on_both! {
    async fn t12_guesses_at_one_account_from_everywhere_are_capped_and_its_owner_still_gets_in(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut browser = portal.visitor("192.0.2.7");
        browser.begin(ALICE, PASSWORD).await;
        portal.visitor("2001:db8:7:7::1").begin(ALICE, PASSWORD).await;

        let mut tried = 0;
        let mut seen = 0;
        // the windows grow from a quarter of an hour to an hour: in the end nothing more is looked at
        for round in 0..12 {
            for _ in 0..25 {
                tried += 1;
                seen += usize::from(guess(&portal, ALICE, tried).await);
            }
            if round == 0 {
                assert_eq!(seen, 20, "in the first quarter of an hour");
            }
            portal.clock.advance(4 * QUARTER);
        }
        assert_eq!(seen, 100, "of {tried}, in {} hours", 12);

        let mut stranger = portal.visitor("203.0.113.200");
        assert!(!looked_at(stranger.begin(ALICE, PASSWORD).await.status), "not even the right one, from anywhere");
        // the owner's browser, at an address that nobody has seen
        let mut on_the_road = browser.at("203.0.113.201");
        on_the_road.cookies.remove("__Host-sekisho");
        on_the_road.begin(ALICE, PASSWORD).await;
        assert!(on_the_road.is_in().await, "a known browser");
        // the owner's address, in a browser that nobody has seen
        let mut new_browser = portal.visitor("192.0.2.7");
        new_browser.begin(ALICE, PASSWORD).await;
        assert!(new_browser.is_in().await, "a known address");
        // the owner's household, at an address of the day
        let mut new_address = portal.visitor("2001:db8:7:7:ac12:9:8:7");
        new_address.begin(ALICE, PASSWORD).await;
        assert!(new_address.is_in().await, "a known /64");
        let next_door = portal.visitor("2001:db8:7:8::1").begin(ALICE, PASSWORD).await;
        assert!(!looked_at(next_door.status), "another /64");

        // for an account that isn't there it looks the same
        let counted = async |email: &str, from: usize| {
            let mut seen = 0;
            for number in from..from + 25 {
                seen += usize::from(guess(&portal, email, number).await);
            }
            seen
        };
        assert_eq!(counted("nobody@example.org", 2_000).await, 20);

        // with a new password, set by mail, any place is as good as before
        portal.visitor("203.0.113.9").post("/api/password/forgot", &[("email", ALICE)]).await;
        let mut anywhere = portal.visitor("203.0.113.9");
        let link = portal.mailed_link(ALICE).await;
        anywhere.get(&link).await;
        let new = "slow rain on warm tin roofs";
        let fields = [("new_password", new), ("repeat_password", new)];
        assert_eq!(anywhere.post("/api/password/reset", &fields).await.status, StatusCode::SEE_OTHER);
        portal.clock.advance(4 * QUARTER);
        anywhere.begin(ALICE, new).await;
        assert!(anywhere.is_in().await);
    }

    async fn t12_one_who_guesses_from_the_owners_address_is_capped_and_the_owners_browser_is_not(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut browser = portal.visitor("192.0.2.7");
        browser.begin(ALICE, PASSWORD).await;
        let mut seen = 0;
        for _ in 0..15 {
            let answer = portal.visitor("192.0.2.7").begin(ALICE, "a wrong password").await;
            seen += usize::from(looked_at(answer.status));
        }
        assert_eq!(seen, 10);
        browser.cookies.remove("__Host-sekisho");
        browser.begin(ALICE, PASSWORD).await;
        assert!(browser.is_in().await);
        // a browser that has proved itself guesses no more often
        let mut seen = 0;
        let mut thief = browser.clone();
        for _ in 0..15 {
            thief.cookies.remove("__Host-sekisho");
            seen += usize::from(looked_at(thief.begin(ALICE, "a wrong password").await.status));
        }
        assert_eq!(seen, 10);
    }

    async fn t12_what_is_refused_for_one_account_uses_up_nothing_of_its_neighbours(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        for number in 0..20 {
            assert!(guess(&portal, ALICE, number).await);
        }
        // software of the owner that doesn't give up, from where it isn't known
        for _ in 0..60 {
            assert!(!looked_at(portal.visitor("198.51.100.7").begin(ALICE, PASSWORD).await.status));
        }
        let neighbour = portal.visitor("198.51.100.7").begin("bob@example.org", "a wrong password").await;
        assert!(looked_at(neighbour.status));
    }

    async fn t12_one_password_tried_on_many_accounts_is_capped_by_the_address(fresh) {
        let portal = portal(fresh).await;
        portal.account(ALICE, Role::General).await;
        let mut neighbour = portal.visitor("198.51.100.7");
        neighbour.begin(ALICE, PASSWORD).await;
        neighbour.cookies.clear();
        let mut seen = 0;
        for number in 0..60 {
            let mut sprayer = portal.visitor("198.51.100.7");
            let answer = sprayer.begin(&format!("person{number}@example.org"), "Summer2026!").await;
            seen += usize::from(looked_at(answer.status));
        }
        assert_eq!(seen, 50, "the neighbour's own sign-in was right, and is given back");
        // an account that is known at that address has room of its own
        neighbour.begin(ALICE, PASSWORD).await;
        assert!(neighbour.is_in().await);
        // IPv6: a /64 is one place
        let mut seen = 0;
        for number in 0..60 {
            let mut sprayer = portal.visitor(&format!("2001:db8:1:2::{number:x}"));
            let answer = sprayer.begin(&format!("person{number}@example.net"), "Summer2026!").await;
            seen += usize::from(looked_at(answer.status));
        }
        assert_eq!(seen, 50);
        assert!(looked_at(portal.visitor("2001:db8:1:3::1").begin("x@example.net", "Summer2026!").await.status));
    }
}
