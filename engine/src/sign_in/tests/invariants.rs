//! What holds in every world.

use super::world::{
    Grants, LastDay, List, Obstacle, World, of_addresses, of_grants, of_second_factors, of_ways,
};
use crate::method::{Method, Methods};
use crate::network::NetworkAction;
use crate::policy::{EnrolAtSignIn, GrantBinding, MfaMode, Role};
use crate::sign_in::{Enrolment, How, MfaChoice, Outcome, Shown, Way};

/// Holds `claim` against the outcome in every world.
fn always(claim: impl Fn(&World, &Outcome) -> bool) {
    let worlds = of_addresses().into_iter().chain(of_second_factors());
    for world in worlds.chain(of_ways()).chain(of_grants()) {
        let outcome = world.decide().outcome;
        assert!(claim(&world, &outcome), "{outcome:?} in {world:#?}");
    }
}

/// Who may come in, as one formula: written down apart from the steps, to hold them against it.
fn may_come_in(world: &World) -> bool {
    let passes = |list| list == List::Empty || (list == List::Covers && world.address_known);
    let network = world.network.filter(|_| world.address_known);
    let privileged = world.role != Role::General;

    let let_near = passes(world.portal)
        && passes(world.own)
        && network != Some(NetworkAction::Deny)
        && world.obstacle == Obstacle::None;
    let one_step = world.way == Way::OneStep;
    let may_one_step = world.last_day == Some(LastDay::Today)
        && !privileged
        && world.choice == MfaChoice::Off
        && world.registered.is_empty();
    let wanted = !one_step
        && (world.mode == MfaMode::Required
            || (world.choice == MfaChoice::On && world.mode != MfaMode::Never));
    let step_up = world.way == Way::StepUp;
    let asks = world.way.asks();
    let due = step_up
        || privileged
        || network == Some(NetworkAction::MfaRequire)
        || (wanted && network != Some(NetworkAction::MfaSkip));
    let enrols_first =
        asks && wanted && !due && world.registered.is_empty() && world.enrol == EnrolAtSignIn::Allowed;
    let granted = !step_up
        && (!privileged || !asks)
        && world.address_known
        && world.grants == Grants::InForce
        && world.binding == GrantBinding::SourceAddress;

    let_near
        && (may_one_step || !one_step)
        && match world.shown {
            Shown::Nothing | Shown::WrongPassword => false,
            Shown::Remembered(shown) => {
                world.remember
                    && !privileged
                    && (!due || shown.is_some_and(|method| world.offered.contains(method)))
            }
            Shown::PasswordAnd(method) if world.offered.contains(method) => true,
            Shown::Password | Shown::PasswordAnd(_) => {
                if due {
                    granted
                } else {
                    !enrols_first
                }
            }
        }
}

#[test]
fn somebody_comes_in_exactly_when_the_naive_model_says_so() {
    always(|world, outcome| matches!(outcome, Outcome::Allowed { .. }) == may_come_in(world));
}

#[test]
fn an_unknown_address_is_covered_by_no_list_that_is_not_empty() {
    always(|world, outcome| {
        let restricted = world.portal != List::Empty || world.own != List::Empty;
        world.address_known || !restricted || matches!(outcome, Outcome::Refused(_))
    });
}

#[test]
fn an_unknown_address_is_in_no_network_and_holds_no_grant() {
    for world in of_second_factors().into_iter().filter(|world| !world.address_known) {
        let nowhere = World { network: None, grants: Grants::None, ..world };
        assert_eq!(world.decide(), nowhere.decide(), "{world:#?}");
    }
}

#[test]
fn t30_administrators_and_supporters_always_show_a_second_factor() {
    always(|world, outcome| match outcome {
        Outcome::Allowed { how: How::SecondFactor(_), .. } => true,
        // nobody is there to be asked: it was shown here, and not long ago
        Outcome::Allowed { how: How::Grant, .. } if !world.way.asks() => true,
        Outcome::Allowed { .. } => world.role == Role::General,
        _ => true,
    });
}

#[test]
fn t30_the_enrolled_are_never_offered_to_enrol_instead() {
    always(|world, outcome| world.registered.is_empty() || !matches!(outcome, Outcome::EnrolmentDue { .. }));
}

#[test]
fn t27_a_password_alone_opens_nothing_where_a_second_factor_is_due() {
    always(|world, outcome| match outcome {
        Outcome::Allowed { how: How::SingleFactor, .. } => {
            world.mode != MfaMode::Required
                && (world.choice == MfaChoice::Off || world.mode == MfaMode::Never)
                && !(world.address_known && world.network == Some(NetworkAction::MfaRequire))
        }
        Outcome::Allowed { how: How::TrustedNetwork, .. } => {
            world.address_known && world.network == Some(NetworkAction::MfaSkip)
        }
        _ => true,
    });
}

#[test]
fn nobody_comes_in_before_the_password_is_right() {
    always(|world, outcome| match world.shown {
        Shown::Nothing => matches!(outcome, Outcome::Refused(_) | Outcome::FirstFactorDue),
        Shown::WrongPassword => matches!(outcome, Outcome::Refused(_)),
        Shown::Password | Shown::PasswordAnd(_) => *outcome != Outcome::FirstFactorDue,
        // see of_ways: where it is not enough, the password is asked for
        Shown::Remembered(_) => true,
    });
}

#[test]
fn t13_before_the_password_the_outcome_tells_nothing_of_the_second_factor() {
    for world in of_second_factors()
        .into_iter()
        .filter(|world| matches!(world.shown, Shown::Nothing | Shown::WrongPassword))
    {
        let without =
            World { registered: Methods::NONE, choice: MfaChoice::Off, grants: Grants::None, ..world };
        assert_eq!(world.decide(), without.decide(), "{world:#?}");
    }
}

#[test]
fn only_methods_that_are_registered_enabled_and_offered_may_be_used() {
    always(|world, outcome| match outcome {
        Outcome::SecondFactorDue { methods, preferred } => {
            let offered = world.offered.with(Method::Recovery);
            methods.contains(*preferred)
                && methods.iter().all(|method| {
                    world.registered.contains(method)
                        && !world.disabled.contains(method)
                        && offered.contains(method)
                })
        }
        Outcome::EnrolmentDue { methods } => !methods.is_empty() && *methods == world.offered,
        _ => true,
    });
}

#[test]
fn a_recovery_code_is_asked_for_first_only_where_nothing_else_is_left() {
    always(|_, outcome| match outcome {
        Outcome::SecondFactorDue { methods, preferred } => {
            *preferred != Method::Recovery || *methods == Methods::from([Method::Recovery])
        }
        _ => true,
    });
}

#[test]
fn whoever_will_need_a_second_factor_elsewhere_enrols_before_it_is_waived() {
    always(|world, outcome| match outcome {
        Outcome::Allowed { how: How::TrustedNetwork, enrolment } => {
            !world.registered.is_empty()
                || ((world.enrol == EnrolAtSignIn::Refused || !world.way.asks())
                    && *enrolment == Enrolment::Expected)
        }
        _ => true,
    });
}

#[test]
fn a_grant_stands_in_only_where_it_was_issued_and_while_it_lasts() {
    always(|world, outcome| match outcome {
        Outcome::Allowed { how: How::Grant, .. } => {
            world.grants == Grants::InForce
                && world.address_known
                && world.binding == GrantBinding::SourceAddress
        }
        _ => true,
    });
}

#[test]
fn the_reasons_go_through_the_steps_in_order_and_there_is_always_one() {
    for world in of_addresses().into_iter().chain(of_second_factors()) {
        let decision = world.decide();
        let steps: Vec<_> = decision.reasons.iter().map(crate::sign_in::Reason::step).collect();
        assert!(!steps.is_empty() && steps.is_sorted(), "{steps:?} in {world:#?}");
    }
}

#[test]
fn the_one_step_way_is_for_those_who_have_not_moved_and_ends() {
    for world in of_ways().into_iter().filter(|world| world.way == Way::OneStep) {
        let outcome = world.decide().outcome;
        if let Outcome::Allowed { how: How::OneStep, enrolment } = outcome {
            assert_eq!(
                (world.last_day, enrolment),
                (Some(LastDay::Today), Enrolment::Expected),
                "{world:#?}"
            );
            assert!(world.registered.is_empty() && world.choice == MfaChoice::Off, "{world:#?}");
        }
        assert!(!matches!(outcome, Outcome::SecondFactorDue { .. }), "{outcome:?} in {world:#?}");
    }
}

#[test]
fn nobody_is_asked_who_is_not_there() {
    always(|world, outcome| {
        let asked = matches!(outcome, Outcome::SecondFactorDue { .. } | Outcome::EnrolmentDue { .. });
        world.way.asks() || !asked
    });
}

#[test]
fn a_step_up_takes_a_second_factor_that_is_shown_and_nothing_else() {
    always(|world, outcome| match outcome {
        Outcome::Allowed { how, .. } if world.way == Way::StepUp => matches!(how, How::SecondFactor(_)),
        _ => true,
    });
}

#[test]
fn a_browser_that_stays_signed_in_is_let_in_or_asked_for_the_password() {
    for world in of_ways().into_iter().filter(|world| matches!(world.shown, Shown::Remembered(_))) {
        let outcome = world.decide().outcome;
        let expected = matches!(
            outcome,
            Outcome::Allowed { how: How::Remembered, .. } | Outcome::FirstFactorDue | Outcome::Refused(_)
        );
        assert!(expected, "{outcome:?} in {world:#?}");
    }
}
