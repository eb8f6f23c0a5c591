//! Single decisions, with every reason for them.

use super::world::{Grants, List, NOW, Obstacle, PLAIN, TOTP, World};
use crate::method::{Method, Methods};
use crate::network::NetworkAction;
use crate::policy::{AccountState, EnrolAtSignIn, GrantBinding, MfaMode, Role};
use crate::sign_in::{
    Coverage, Due, Enrolment, GrantFinding, How, MfaChoice, NetworkFinding, Outcome, Reason, Refusal, Shown,
    Throttled, Waived,
};
use crate::throttle::Bar;
use crate::time::Seconds;

fn check(world: World, outcome: Outcome, reasons: &[Reason]) {
    let decision = world.decide();
    assert_eq!(decision.outcome, outcome, "{world:#?}");
    assert_eq!(decision.reasons, reasons, "{world:#?}");
}

/// What the steps up to the password find where nothing stands in the way, and then `more`.
fn after_the_password(world: &World, more: &[Reason]) -> Vec<Reason> {
    let network = match world.network {
        Some(action) => NetworkFinding::Matched { name: "campus".into(), action },
        None => NetworkFinding::None,
    };
    let mut reasons = vec![
        Reason::PortalRules(Coverage::Unrestricted),
        Reason::AccountRules(Coverage::Unrestricted),
        Reason::Network(network),
        Reason::Account(Some(AccountState::Active)),
        Reason::AccountThrottle(None),
        Reason::AddressThrottle(None),
        Reason::FirstFactor(world.shown),
    ];
    reasons.extend_from_slice(more);
    reasons
}

#[test]
fn a_refusal_by_the_portals_rules_looks_no_further() {
    check(
        World { portal: List::CoversOthers, own: List::CoversOthers, shown: Shown::WrongPassword, ..PLAIN },
        Outcome::Refused(Refusal::NotInPortalRules),
        &[Reason::PortalRules(Coverage::NotCovered)],
    );
}

#[test]
fn a_refusal_by_the_accounts_rules_names_the_portals_rule_that_let_pass() {
    check(
        World { portal: List::Covers, own: List::CoversOthers, ..PLAIN },
        Outcome::Refused(Refusal::NotInAccountRules),
        &[
            Reason::PortalRules(Coverage::CoveredBy { rule: "192.0.2.0/24".parse().unwrap(), at: 1 }),
            Reason::AccountRules(Coverage::NotCovered),
        ],
    );
}

#[test]
fn an_address_that_cannot_be_told_is_said_to_be_so() {
    check(
        World { own: List::Covers, address_known: false, ..PLAIN },
        Outcome::Refused(Refusal::NotInAccountRules),
        &[Reason::PortalRules(Coverage::Unrestricted), Reason::AccountRules(Coverage::AddressUnknown)],
    );
}

#[test]
fn each_obstacle_is_named() {
    let refused = |world: World, refusal| assert_eq!(world.decide().outcome, Outcome::Refused(refusal));
    let with = |obstacle| World { obstacle, ..PLAIN };
    let throttled = |of| Refusal::Throttled { of, bar: Bar::Wait { retry_after: Seconds::MINUTE } };
    refused(with(Obstacle::NoAccount), Refusal::UnknownAccount);
    refused(with(Obstacle::Locked), Refusal::AccountLocked);
    refused(with(Obstacle::AccountBar), throttled(Throttled::Account));
    refused(with(Obstacle::AddressBar), throttled(Throttled::Address));
    refused(World { network: Some(NetworkAction::Deny), ..PLAIN }, Refusal::DeniedNetwork);
    refused(World { shown: Shown::WrongPassword, ..PLAIN }, Refusal::WrongPassword);
}

#[test]
fn the_password_then_the_code_then_in() {
    let start = World { shown: Shown::Nothing, ..PLAIN };
    check(start, Outcome::FirstFactorDue, &after_the_password(&start, &[]));

    let due = Reason::SecondFactor(Due::OwnChoice);
    check(
        PLAIN,
        Outcome::SecondFactorDue { methods: TOTP, preferred: Method::Totp },
        &after_the_password(
            &PLAIN,
            &[
                due.clone(),
                Reason::Grant(GrantFinding::NotByPolicy),
                Reason::Methods { registered: TOTP, usable: TOTP },
            ],
        ),
    );

    let shown = World { shown: Shown::PasswordAnd(Method::Totp), ..PLAIN };
    check(
        shown,
        Outcome::Allowed { how: How::SecondFactor(Method::Totp), enrolment: Enrolment::Settled },
        &after_the_password(&shown, &[due, Reason::SecondFactorShown(Method::Totp)]),
    );
}

#[test]
fn without_a_second_factor_one_is_recommended_where_the_policy_does() {
    let none = World { registered: Methods::NONE, choice: MfaChoice::Off, ..PLAIN };
    let check = |mode, enrolment| {
        let expected = Outcome::Allowed { how: How::SingleFactor, enrolment };
        assert_eq!(World { mode, ..none }.decide().outcome, expected, "{mode:?}");
    };
    check(MfaMode::Never, Enrolment::Settled);
    check(MfaMode::OptIn, Enrolment::Settled);
    check(MfaMode::Recommended, Enrolment::Recommended);
}

#[test]
fn whoever_must_and_has_none_enrols_or_is_refused() {
    let none = World { registered: Methods::NONE, mode: MfaMode::Required, ..PLAIN };
    let due = [Reason::SecondFactor(Due::Policy), Reason::Grant(GrantFinding::NotByPolicy)];
    let with = |enrolment| [due.as_slice(), &[Reason::Enrolment(enrolment)]].concat();
    check(
        none,
        Outcome::EnrolmentDue { methods: none.offered },
        &after_the_password(&none, &with(none.offered)),
    );
    let refused = World { enrol: EnrolAtSignIn::Refused, ..none };
    check(
        refused,
        Outcome::Refused(Refusal::NoMethodRegistered),
        &after_the_password(&refused, &with(Methods::NONE)),
    );
}

#[test]
fn whoever_had_a_method_chosen_for_them_sets_up_that_one() {
    let none = World { registered: Methods::NONE, mode: MfaMode::Required, ..PLAIN };
    let check = |choice, preferred, offered: Methods, expected: Methods| {
        let world = World { choice, preferred, offered, ..none };
        assert_eq!(world.decide().outcome, Outcome::EnrolmentDue { methods: expected }, "{world:#?}");
    };
    let both = PLAIN.offered;
    check(MfaChoice::On, Some(Method::Totp), both, TOTP);
    check(MfaChoice::On, Some(Method::Email), both, Methods::from([Method::Email]));
    // what was asked for last, before everything was removed, chooses nothing
    check(MfaChoice::Off, Some(Method::Totp), both, both);
    check(MfaChoice::On, None, both, both);
    // nor does a method that is no longer offered
    check(MfaChoice::On, Some(Method::Email), TOTP, TOTP);
    check(MfaChoice::On, Some(Method::Recovery), both, both);
}

#[test]
fn the_persons_own_method_is_asked_for_first_then_the_policys_and_never_a_recovery_code() {
    let registered = PLAIN.offered.with(Method::Recovery);
    let check = |preferred: Option<Method>, disabled: Methods, expected: Method| {
        let outcome = World { registered, preferred, disabled, ..PLAIN }.decide().outcome;
        let methods = registered.minus(disabled);
        assert_eq!(outcome, Outcome::SecondFactorDue { methods, preferred: expected }, "{preferred:?}");
    };
    check(None, Methods::NONE, Method::Totp);
    check(Some(Method::Email), Methods::NONE, Method::Email);
    check(Some(Method::Recovery), Methods::NONE, Method::Totp);
    check(Some(Method::Totp), TOTP, Method::Email);
}

#[test]
fn t06_a_disabled_authenticator_is_no_longer_asked_for() {
    let disabled = World { disabled: TOTP, ..PLAIN };
    assert_eq!(disabled.decide().outcome, Outcome::Refused(Refusal::NoMethodUsable));
    let another = World { registered: TOTP.with(Method::Recovery), ..disabled };
    let methods = Methods::from([Method::Recovery]);
    assert_eq!(another.decide().outcome, Outcome::SecondFactorDue { methods, preferred: Method::Recovery });
}

#[test]
fn a_method_that_the_policy_no_longer_offers_counts_for_nothing() {
    let email = Methods::from([Method::Email]);
    let withdrawn = World { registered: email, offered: TOTP, ..PLAIN };
    assert_eq!(withdrawn.decide().outcome, Outcome::Refused(Refusal::NoMethodUsable));
    let session = World { shown: Shown::PasswordAnd(Method::Email), ..withdrawn };
    assert_eq!(session.decide().outcome, Outcome::Refused(Refusal::NoMethodUsable));
}

#[test]
fn a_session_outlives_the_removal_of_the_factor_that_was_shown_in_it() {
    let removed = World { shown: Shown::PasswordAnd(Method::Recovery), registered: TOTP, ..PLAIN };
    let how = How::SecondFactor(Method::Recovery);
    assert_eq!(removed.decide().outcome, Outcome::Allowed { how, enrolment: Enrolment::Settled });
}

#[test]
fn a_trusted_network_waives_and_a_strict_one_asks() {
    let trusted = World { network: Some(NetworkAction::MfaSkip), ..PLAIN };
    check(
        trusted,
        Outcome::Allowed { how: How::TrustedNetwork, enrolment: Enrolment::Settled },
        &after_the_password(&trusted, &[Reason::SecondFactor(Due::Waived(Waived::Network))]),
    );
    let strict = World { network: Some(NetworkAction::MfaRequire), choice: MfaChoice::Off, ..PLAIN };
    check(
        strict,
        Outcome::SecondFactorDue { methods: TOTP, preferred: Method::Totp },
        &after_the_password(
            &strict,
            &[
                Reason::SecondFactor(Due::Network),
                Reason::Grant(GrantFinding::NotByPolicy),
                Reason::Methods { registered: TOTP, usable: TOTP },
            ],
        ),
    );
}

#[test]
fn a_grant_says_when_it_was_issued_and_when_it_ends() {
    let granted = World { binding: GrantBinding::SourceAddress, grants: Grants::InForce, ..PLAIN };
    let found = GrantFinding::StandsIn { issued: NOW, ends: NOW.plus(Seconds::hours(14)) };
    check(
        granted,
        Outcome::Allowed { how: How::Grant, enrolment: Enrolment::Settled },
        &after_the_password(&granted, &[Reason::SecondFactor(Due::OwnChoice), Reason::Grant(found)]),
    );
    let admin = World { role: Role::Admin, ..granted };
    check(
        admin,
        Outcome::SecondFactorDue { methods: TOTP, preferred: Method::Totp },
        &after_the_password(
            &admin,
            &[
                Reason::SecondFactor(Due::Role),
                Reason::Grant(GrantFinding::NotForRole),
                Reason::Methods { registered: TOTP, usable: TOTP },
            ],
        ),
    );
}

#[cfg(feature = "serde")]
#[test]
fn a_decision_reads_back_from_json_with_every_reason() {
    use crate::sign_in::Decision;

    let granted = World { binding: GrantBinding::SourceAddress, grants: Grants::InForce, ..PLAIN };
    let network = Some(NetworkAction::MfaSkip);
    for world in [PLAIN, granted, World { own: List::Covers, ..PLAIN }, World { network, ..PLAIN }] {
        let decision = world.decide();
        let json = serde_json::to_string(&decision).unwrap();
        assert_eq!(serde_json::from_str::<Decision>(&json).unwrap(), decision, "{json}");
    }
    let refused = World { obstacle: Obstacle::NoAccount, ..PLAIN }.decide();
    let json = serde_json::to_value(&refused).unwrap();
    assert_eq!(json["outcome"], serde_json::json!({ "refused": "unknown_account" }));
    assert_eq!(json["reasons"][0], serde_json::json!({ "step": "portal_rules", "found": "unrestricted" }));
}
