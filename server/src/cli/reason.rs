//! The engine's reasons in words, for the operator.

use super::output::utc;
use sekisho_engine::method::{Method, Methods};
use sekisho_engine::network::NetworkAction;
use sekisho_engine::policy::AccountState;
use sekisho_engine::sign_in::{
    Coverage, Due, Enrolment, GrantFinding, How, NetworkFinding, OneStepFinding, Outcome, Reason, Refusal,
    RememberedFinding, Shown, Throttled, Waived,
};
use sekisho_engine::throttle::Bar;

/// What one step found.
pub(super) fn found(reason: &Reason) -> String {
    match reason {
        Reason::PortalRules(coverage) => format!("portal rules: {}", covered(*coverage)),
        Reason::AccountRules(coverage) => format!("account's rules: {}", covered(*coverage)),
        Reason::Network(finding) => format!("networks: {}", network(finding)),
        Reason::Account(None) => "account: there is none".to_owned(),
        Reason::Account(Some(AccountState::Active)) => "account: active".to_owned(),
        Reason::Account(Some(AccountState::Locked)) => "account: locked".to_owned(),
        Reason::AccountThrottle(bar) => format!("attempts at the account: {}", barred(*bar)),
        Reason::AddressThrottle(bar) => format!("attempts from the address: {}", barred(*bar)),
        Reason::OneStep(finding) => format!("one-step way: {}", one_step(*finding)),
        Reason::Remembered(finding) => format!("browser that stays signed in: {}", remembered(*finding)),
        Reason::FirstFactor(shown) => format!("first factor: {}", shown_so_far(*shown)),
        Reason::SecondFactor(why) => format!("second factor: {}", due(*why)),
        Reason::Grant(finding) => format!("grant: {}", grant(*finding)),
        Reason::Enrolment(methods) if methods.is_empty() => {
            "enrolment: none registered, and none may be set up while signing in".to_owned()
        }
        Reason::Enrolment(methods) => {
            format!("enrolment: none registered, may be set up: {}", list(*methods))
        }
        Reason::Methods { registered, usable } => {
            format!("methods: registered {}, usable {}", list(*registered), list(*usable))
        }
        Reason::SecondFactorShown(method) => format!("second factor: shown by {method}"),
    }
}

/// What happens next.
pub(super) fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Refused(why) => format!("refused: {}", refusal(*why)),
        Outcome::FirstFactorDue => "asked for the password".to_owned(),
        Outcome::SecondFactorDue { methods, preferred } => {
            format!("asked for a second factor: {preferred} (usable: {})", list(*methods))
        }
        Outcome::EnrolmentDue { methods } => {
            format!("has to set up a second factor first: {}", list(*methods))
        }
        Outcome::Allowed { how, enrolment } => {
            format!("let in: {}{}", ground(*how), asked_to_enrol(*enrolment))
        }
    }
}

fn covered(coverage: Coverage) -> String {
    match coverage {
        Coverage::Unrestricted => "none, no restriction".to_owned(),
        Coverage::CoveredBy { rule, at } => format!("covered by {rule} (number {})", at + 1),
        Coverage::NotCovered => "not covered by any".to_owned(),
        Coverage::AddressUnknown => "the address is not known".to_owned(),
    }
}

fn network(finding: &NetworkFinding) -> String {
    match finding {
        NetworkFinding::Matched { name, action } => format!("in {name:?}: {}", action_name(*action)),
        NetworkFinding::None => "in none".to_owned(),
        NetworkFinding::AddressUnknown => "the address is not known".to_owned(),
    }
}

const fn action_name(action: NetworkAction) -> &'static str {
    match action {
        NetworkAction::MfaSkip => "the second factor is waived",
        NetworkAction::MfaRequire => "a second factor is asked for",
        NetworkAction::Deny => "nobody signs in from there",
    }
}

fn barred(bar: Option<Bar>) -> String {
    match bar {
        None => "not too many".to_owned(),
        Some(Bar::Wait { retry_after }) => format!("too many, the next one counts in {retry_after}"),
        Some(Bar::Disabled) => "too many in a row, only a known browser or address is left".to_owned(),
    }
}

fn shown_so_far(shown: Shown) -> String {
    match shown {
        Shown::Nothing => "nothing shown".to_owned(),
        Shown::WrongPassword => "a wrong password".to_owned(),
        Shown::Password => "the password".to_owned(),
        Shown::PasswordAnd(method) => format!("the password, and {method}"),
        Shown::Remembered(None) => "a browser that stays signed in, since a password".to_owned(),
        Shown::Remembered(Some(method)) => {
            format!("a browser that stays signed in, since a password and {method}")
        }
    }
}

fn one_step(finding: OneStepFinding) -> String {
    match finding {
        OneStepFinding::Open { last } => format!("open until the end of {last} (UTC)"),
        OneStepFinding::Closed => "there is none, or its last day is over".to_owned(),
        OneStepFinding::Moved => "not for those who have a second factor".to_owned(),
        OneStepFinding::NotForRole => "never for administrators and supporters".to_owned(),
    }
}

const fn remembered(finding: RememberedFinding) -> &'static str {
    match finding {
        RememberedFinding::Enough => "enough",
        RememberedFinding::NotByPolicy => "not offered by the policy",
        RememberedFinding::NotForRole => "never for administrators and supporters",
        RememberedFinding::SecondFactorDue => "a second factor is due that was not shown in it",
    }
}

const fn due(due: Due) -> &'static str {
    match due {
        Due::Role => "due, administrators and supporters always show one",
        Due::Network => "due, the network asks for one",
        Due::Policy => "due, the policy asks everybody for one",
        Due::OwnChoice => "due, the person switched it on",
        Due::StepUp => "due, what is wanted asks for one",
        Due::Waived(Waived::Policy) => "not due, the policy asks nobody for one",
        Due::Waived(Waived::OwnChoice) => "not due, the person did not switch it on",
        Due::Waived(Waived::Network) => "not due, the network waives it",
        Due::Waived(Waived::OneStep) => "not due by the one-step way",
    }
}

fn grant(finding: GrantFinding) -> String {
    match finding {
        GrantFinding::StandsIn { issued, ends } => {
            format!("of {} stands in for it until {}", utc(issued), utc(ends))
        }
        GrantFinding::NoneInForce => "none in force here".to_owned(),
        GrantFinding::NotByPolicy => "the policy binds a second factor to its session".to_owned(),
        GrantFinding::NotForRole => "never for administrators and supporters who sign in".to_owned(),
        GrantFinding::NotForStepUp => "does not count, one has to be shown now".to_owned(),
    }
}

fn list(methods: Methods) -> String {
    let names: Vec<&str> = methods.iter().map(Method::as_str).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn refusal(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotInPortalRules => "the portal's rules do not cover the address",
        Refusal::NotInAccountRules => "the account's rules do not cover the address",
        Refusal::DeniedNetwork => "nobody signs in from that network",
        Refusal::UnknownAccount => "there is no such account",
        Refusal::AccountLocked => "the account is locked",
        Refusal::Throttled { of: Throttled::Account, .. } => "too many attempts at the account",
        Refusal::Throttled { of: Throttled::Address, .. } => "too many attempts from the address",
        Refusal::NotByOneStep => "the one-step way is not open to the account",
        Refusal::WrongPassword => "the password is wrong",
        Refusal::NotForOthers => "the account may not open other people's mail",
        Refusal::NoGrantHere => "no second factor that was shown counts from that address now",
        Refusal::NoMethodRegistered => {
            "no second factor is registered, and none may be set up while signing in"
        }
        Refusal::NoMethodUsable => "no registered second factor can be used",
    }
}

fn ground(how: How) -> String {
    match how {
        How::SingleFactor => "the password is enough".to_owned(),
        How::TrustedNetwork => "the password is enough in that network".to_owned(),
        How::OneStep => "the password is enough by the one-step way".to_owned(),
        How::Remembered => "the browser stays signed in".to_owned(),
        How::Grant => "a grant stands in for the second factor".to_owned(),
        How::SecondFactor(method) => format!("with {method}"),
    }
}

const fn asked_to_enrol(enrolment: Enrolment) -> &'static str {
    match enrolment {
        Enrolment::Settled => "",
        Enrolment::Recommended => ", and asked to set up a second factor",
        Enrolment::Expected => ", but without a second factor for when one will be due",
    }
}
