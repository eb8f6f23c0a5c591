//! The decision about one request.

use super::{AskedPath, Authority, HostRules, Need, Who};
use crate::address::Address;
use crate::address::forwarded::ClientAddress;
use crate::grant::Grant;
use crate::method::{Method, Methods};
use crate::policy::{GrantBinding, Role};
use crate::time::Timestamp;

/// The page that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The host.
    pub host: &'a Authority,
    /// The path.
    pub path: &'a AskedPath<'a>,
}

/// Somebody with a session that is alive, and counts at the address that it is used from.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// Their address, in the form that accounts are looked up by.
    pub email: &'a str,
    /// Their role.
    pub role: Role,
    /// The second factor that was shown in the session, if one was.
    pub shown: Option<Method>,
    /// Their grants, in any state.
    pub grants: &'a [Grant],
}

/// What else the decision depends on.
#[derive(Debug, Clone, Copy)]
pub struct Ground {
    /// The second factors that the policy offers.
    pub offered: Methods,
    /// What a second factor opens.
    pub binding: GrantBinding,
    /// Where the request comes from.
    pub address: ClientAddress,
    /// The time.
    pub now: Timestamp,
}

/// What was decided, and what was found on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GateDecision {
    /// What happens next.
    pub outcome: GateOutcome,
    /// The place of the rule that decided, from 0; `None`: none names the page.
    pub rule: Option<usize>,
    /// What was found of a second factor, where the rule asks for one.
    pub second: Option<SecondFactor>,
}

/// What happens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GateOutcome {
    /// The page is for anybody; nobody was looked at.
    Open,
    /// They pass.
    Pass,
    /// They sign in first.
    SignIn,
    /// They show a second factor first.
    StepUp,
    /// They don't pass.
    Refused(GateRefusal),
}

/// Why somebody doesn't pass, whatever they show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GateRefusal {
    /// No rule names the page.
    NoRule,
    /// The rule isn't for them.
    NotForThisPerson,
    /// A grant is needed, and the policy knows none.
    NoGrants,
    /// A grant is needed, and the address it would be for can't be told.
    AddressUnknown,
}

/// What was found of a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactor {
    /// It was shown in the session.
    Shown(Method),
    /// This grant stands for it.
    Grant {
        /// When it was shown.
        issued: Timestamp,
        /// When the grant ends.
        ends: Timestamp,
    },
    /// None that counts.
    Missing,
}

/// Decides about one request. `person` is `None` for nobody, and for a session that has ended or doesn't count
/// here.
#[must_use]
pub fn decide_gate(
    rules: &HostRules,
    asked: Asked<'_>,
    person: Option<&Person<'_>>,
    ground: &Ground,
) -> GateDecision {
    let Some((at, rule)) = rules.first_match(asked.host, asked.path) else {
        let outcome = GateOutcome::Refused(GateRefusal::NoRule);
        return GateDecision { outcome, rule: None, second: None };
    };
    let decided = |outcome, second| GateDecision { outcome, rule: Some(at), second };
    if rule.need == Need::Bypass {
        return decided(GateOutcome::Open, None);
    }
    let Some(person) = person else { return decided(GateOutcome::SignIn, None) };
    if !is_for(&rule.who, person) {
        return decided(GateOutcome::Refused(GateRefusal::NotForThisPerson), None);
    }
    match rule.need {
        Need::Bypass | Need::OneFactor => decided(GateOutcome::Pass, None),
        Need::TwoFactors => {
            let found = shown(person, ground).or_else(|| stands_in(person, ground));
            let outcome = if found.is_some() { GateOutcome::Pass } else { GateOutcome::StepUp };
            decided(outcome, Some(found.unwrap_or(SecondFactor::Missing)))
        }
        Need::Grant => {
            let found = grant(person, ground);
            let outcome = match found {
                Some(_) => GateOutcome::Pass,
                None if ground.binding == GrantBinding::Session => {
                    GateOutcome::Refused(GateRefusal::NoGrants)
                }
                None if ground.address.known().is_none() => GateOutcome::Refused(GateRefusal::AddressUnknown),
                None => GateOutcome::StepUp,
            };
            decided(outcome, Some(found.unwrap_or(SecondFactor::Missing)))
        }
    }
}

fn is_for(who: &[Who], person: &Person<'_>) -> bool {
    who.is_empty()
        || who.iter().any(|who| match who {
            Who::Role(role) => *role == person.role,
            Who::Person(address) => address.as_str().eq_ignore_ascii_case(person.email),
        })
}

/// The second factor of the session, unless the operator has withdrawn the method since.
fn shown(person: &Person<'_>, ground: &Ground) -> Option<SecondFactor> {
    let offered = ground.offered.with(Method::Recovery);
    person.shown.filter(|method| offered.contains(*method)).map(SecondFactor::Shown)
}

/// Administrators and supporters show a second factor in every session: no grant stands for it.
fn stands_in(person: &Person<'_>, ground: &Ground) -> Option<SecondFactor> {
    (!person.role.always_shows_second_factor()).then(|| grant(person, ground)).flatten()
}

fn grant(person: &Person<'_>, ground: &Ground) -> Option<SecondFactor> {
    if ground.binding == GrantBinding::Session {
        return None;
    }
    let holds = |address: Address| person.grants.iter().find(|grant| grant.in_force(address, ground.now));
    let found = ground.address.known().and_then(holds)?;
    Some(SecondFactor::Grant { issued: found.issued, ends: found.ends })
}
