//! The steps, in their order.

use crate::address::Address;
use crate::address::forwarded::ClientAddress;
use crate::allowlist::{RuleSet, Verdict};
use crate::grant::Grant;
use crate::method::{Method, Methods};
use crate::network::NetworkAction;
use crate::policy::{AccountState, EnrolAtSignIn, GrantBinding, MfaMode, Role};

use super::{
    AccountFacts, Coverage, Decision, Due, Enrolment, Facts, GrantFinding, How, MfaChoice, NetworkFinding,
    OneStepFinding, Outcome, Reason, Refusal, RememberedFinding, Shown, Throttled, Waived, Way,
};

/// Decides, and says why.
///
/// ```
/// use sekisho_engine::address::forwarded::ClientAddress;
/// use sekisho_engine::allowlist::RuleSet;
/// use sekisho_engine::method::{Method, Methods};
/// use sekisho_engine::network::Networks;
/// use sekisho_engine::policy::{AccountState, Policy, Role};
/// use sekisho_engine::sign_in::{AccountFacts, Facts, MfaChoice, Outcome, Refusal, Shown, Way, decide};
/// use sekisho_engine::time::Timestamp;
///
/// let (policy, networks, open) = (Policy::default(), Networks::default(), RuleSet::default());
/// let office = RuleSet::compile(["192.0.2.0/24".parse()?]);
/// let account = AccountFacts {
///     role: Role::General,
///     state: AccountState::Active,
///     rules: &office,
///     bar: None,
///     registered: Methods::from([Method::Totp]),
///     disabled: Methods::NONE,
///     mfa: MfaChoice::On,
///     preferred: None,
///     grants: &[],
/// };
/// let facts = Facts {
///     policy: &policy,
///     portal_rules: &open,
///     networks: &networks,
///     account: Some(account),
///     address: ClientAddress::Known("192.0.2.7".parse()?),
///     address_bar: None,
///     way: Way::Usual,
///     shown: Shown::Password,
///     now: Timestamp::from_unix(1_700_000_000),
/// };
/// assert!(matches!(decide(&facts).outcome, Outcome::SecondFactorDue { preferred: Method::Totp, .. }));
///
/// let elsewhere = Facts { address: ClientAddress::Known("198.51.100.1".parse()?), ..facts };
/// assert_eq!(decide(&elsewhere).outcome, Outcome::Refused(Refusal::NotInAccountRules));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn decide(facts: &Facts<'_>) -> Decision {
    let mut reasons = Vec::with_capacity(12);
    let outcome = go_through(facts, &mut reasons).unwrap_or_else(Outcome::Refused);
    Decision { outcome, reasons }
}

/// The outcome of [`decide`] alone, without a word of why: for those who ask ten thousand times in a row.
/// Allocates nothing.
#[must_use]
pub fn outcome(facts: &Facts<'_>) -> Outcome {
    go_through(facts, &mut Unsaid).unwrap_or_else(Outcome::Refused)
}

/// Takes what the steps find.
trait Findings {
    fn note(&mut self, reason: impl FnOnce() -> Reason);
}

impl Findings for Vec<Reason> {
    fn note(&mut self, reason: impl FnOnce() -> Reason) {
        self.push(reason());
    }
}

/// Nobody asks why.
struct Unsaid;

impl Findings for Unsaid {
    fn note(&mut self, _: impl FnOnce() -> Reason) {}
}

fn go_through(facts: &Facts<'_>, reasons: &mut impl Findings) -> Result<Outcome, Refusal> {
    let network = where_from(facts, reasons)?;
    let account = who(facts, reasons)?;
    throttles(facts, account, reasons)?;
    one_step(facts, account, reasons)?;
    reasons.note(|| Reason::FirstFactor(facts.shown));
    match facts.shown {
        Shown::Nothing => return Ok(Outcome::FirstFactorDue),
        Shown::WrongPassword => return Err(Refusal::WrongPassword),
        Shown::Password | Shown::PasswordAnd(_) | Shown::Remembered(_) => {}
    }
    let due = due(facts, account, network);
    reasons.note(|| Reason::SecondFactor(due));
    match facts.shown {
        Shown::Remembered(method) => Ok(remembered(facts, account, due, method, reasons)),
        _ => second_factor(facts, account, due, reasons),
    }
}

/// Step 1: the lists of rules, then the networks.
fn where_from(facts: &Facts<'_>, reasons: &mut impl Findings) -> Result<Option<NetworkAction>, Refusal> {
    let portal = coverage(facts.portal_rules, facts.address);
    reasons.note(|| Reason::PortalRules(portal));
    if !portal.admits() {
        return Err(Refusal::NotInPortalRules);
    }
    if let Some(account) = &facts.account {
        let own = coverage(account.rules, facts.address);
        reasons.note(|| Reason::AccountRules(own));
        if !own.admits() {
            return Err(Refusal::NotInAccountRules);
        }
    }
    let network = facts.address.known().and_then(|address| facts.networks.first_match(address));
    let action = network.map(|network| network.action);
    reasons.note(|| {
        Reason::Network(match (facts.address, network) {
            (ClientAddress::Unknown(_), _) => NetworkFinding::AddressUnknown,
            (ClientAddress::Known(_), None) => NetworkFinding::None,
            (ClientAddress::Known(_), Some(network)) => {
                NetworkFinding::Matched { name: network.name.clone(), action: network.action }
            }
        })
    });
    match action {
        Some(NetworkAction::Deny) => Err(Refusal::DeniedNetwork),
        other => Ok(other),
    }
}

fn coverage(rules: &RuleSet, address: ClientAddress) -> Coverage {
    if rules.is_unrestricted() {
        return Coverage::Unrestricted;
    }
    let Some(address) = address.known() else { return Coverage::AddressUnknown };
    match rules.verdict(address) {
        Verdict::Unrestricted => Coverage::Unrestricted,
        Verdict::Covered { by } => Coverage::CoveredBy { rule: rules.rules()[by], at: by },
        Verdict::NotCovered => Coverage::NotCovered,
    }
}

/// Step 2: there is such an account, and it may be used.
fn who<'a>(facts: &Facts<'a>, reasons: &mut impl Findings) -> Result<AccountFacts<'a>, Refusal> {
    reasons.note(|| Reason::Account(facts.account.map(|account| account.state)));
    let account = facts.account.ok_or(Refusal::UnknownAccount)?;
    match account.state {
        AccountState::Active => Ok(account),
        AccountState::Locked => Err(Refusal::AccountLocked),
    }
}

/// Step 3: neither the account nor the address has used up its attempts.
fn throttles(
    facts: &Facts<'_>,
    account: AccountFacts<'_>,
    reasons: &mut impl Findings,
) -> Result<(), Refusal> {
    reasons.note(|| Reason::AccountThrottle(account.bar));
    if let Some(bar) = account.bar {
        return Err(Refusal::Throttled { of: Throttled::Account, bar });
    }
    reasons.note(|| Reason::AddressThrottle(facts.address_bar));
    match facts.address_bar {
        Some(bar) => Err(Refusal::Throttled { of: Throttled::Address, bar }),
        None => Ok(()),
    }
}

/// Step 4: the one-step way is for those who have no second factor yet, and for a time. Whether the password is
/// right isn't looked at before.
fn one_step(
    facts: &Facts<'_>,
    account: AccountFacts<'_>,
    reasons: &mut impl Findings,
) -> Result<(), Refusal> {
    if facts.way != Way::OneStep {
        return Ok(());
    }
    let moved = account.mfa == MfaChoice::On || !account.registered.is_empty();
    let last = facts.policy.sign_in.one_step_until.filter(|_| facts.policy.one_step_open(facts.now));
    let finding = match last {
        None => OneStepFinding::Closed,
        Some(_) if account.role.always_shows_second_factor() => OneStepFinding::NotForRole,
        Some(_) if moved => OneStepFinding::Moved,
        Some(last) => OneStepFinding::Open { last },
    };
    reasons.note(|| Reason::OneStep(finding));
    match finding {
        OneStepFinding::Open { .. } => Ok(()),
        _ => Err(Refusal::NotByOneStep),
    }
}

/// Step 4: a browser that stays signed in stands for what was shown in it once. Where that is not enough, the
/// password is asked for.
fn remembered(
    facts: &Facts<'_>,
    account: AccountFacts<'_>,
    due: Due,
    shown: Option<Method>,
    reasons: &mut impl Findings,
) -> Outcome {
    let offered = facts.policy.mfa.methods.with(Method::Recovery);
    let finding = if !facts.policy.remember_me.offered {
        RememberedFinding::NotByPolicy
    } else if account.role.always_shows_second_factor() {
        RememberedFinding::NotForRole
    } else if matches!(due, Due::Waived(_))
        || (due != Due::StepUp && shown.is_some_and(|method| offered.contains(method)))
    {
        RememberedFinding::Enough
    } else {
        RememberedFinding::SecondFactorDue
    };
    reasons.note(|| Reason::Remembered(finding));
    if finding != RememberedFinding::Enough {
        return Outcome::FirstFactorDue;
    }
    let recommended = account.registered.is_empty() && facts.policy.mfa.mode == MfaMode::Recommended;
    let enrolment = if recommended { Enrolment::Recommended } else { Enrolment::Settled };
    Outcome::Allowed { how: How::Remembered, enrolment }
}

/// Step 5: administrators and supporters always; else the network, the policy and the person's choice, in that order.
fn due(facts: &Facts<'_>, account: AccountFacts<'_>, network: Option<NetworkAction>) -> Due {
    if facts.way == Way::StepUp {
        return Due::StepUp;
    }
    let usual = usually_due(facts.policy.mfa.mode, account.role, account.mfa, network);
    match usual {
        Due::Role => usual,
        _ if facts.way == Way::OneStep && network != Some(NetworkAction::MfaRequire) => {
            Due::Waived(Waived::OneStep)
        }
        _ => usual,
    }
}

/// The same for somebody who comes the usual way.
pub(crate) const fn usually_due(
    mode: MfaMode,
    role: Role,
    mfa: MfaChoice,
    network: Option<NetworkAction>,
) -> Due {
    if role.always_shows_second_factor() {
        return Due::Role;
    }
    let without_network = match (mode, mfa) {
        (MfaMode::Never, _) => Due::Waived(Waived::Policy),
        (MfaMode::Required, _) => Due::Policy,
        (MfaMode::OptIn | MfaMode::Recommended, MfaChoice::On) => Due::OwnChoice,
        (MfaMode::OptIn | MfaMode::Recommended, MfaChoice::Off) => Due::Waived(Waived::OwnChoice),
    };
    match (network, without_network) {
        (Some(NetworkAction::MfaRequire), Due::Waived(_)) => Due::Network,
        (Some(NetworkAction::MfaSkip), Due::Policy | Due::OwnChoice) => Due::Waived(Waived::Network),
        _ => without_network,
    }
}

fn second_factor(
    facts: &Facts<'_>,
    account: AccountFacts<'_>,
    due: Due,
    reasons: &mut impl Findings,
) -> Result<Outcome, Refusal> {
    let offered = facts.policy.mfa.methods.with(Method::Recovery);
    // A factor that was shown stays shown when its owner removes it or uses up the last code; it no longer
    // counts when the operator withdraws the method.
    if let Shown::PasswordAnd(method) = facts.shown
        && offered.contains(method)
    {
        reasons.note(|| Reason::SecondFactorShown(method));
        return Ok(Outcome::Allowed { how: How::SecondFactor(method), enrolment: Enrolment::Settled });
    }
    if let Due::Waived(waived) = due {
        return Ok(waive(facts, account, waived, reasons));
    }
    let grant = grant(facts, account);
    reasons.note(|| Reason::Grant(grant));
    if let GrantFinding::StandsIn { .. } = grant {
        return Ok(Outcome::Allowed { how: How::Grant, enrolment: Enrolment::Settled });
    }
    if !facts.way.asks() {
        return Err(Refusal::NoGrantHere);
    }
    if account.registered.is_empty() {
        let methods = enrolment(facts, account, reasons);
        let refused = methods.is_empty();
        return if refused {
            Err(Refusal::NoMethodRegistered)
        } else {
            Ok(Outcome::EnrolmentDue { methods })
        };
    }
    let methods = account.registered.minus(account.disabled).both(offered);
    reasons.note(|| Reason::Methods { registered: account.registered, usable: methods });
    let preferred = preferred(facts, account, methods).ok_or(Refusal::NoMethodUsable)?;
    Ok(Outcome::SecondFactorDue { methods, preferred })
}

/// No second factor is due. Whoever will need one elsewhere sets it up before it is waived here, so that a
/// thief of the password can't be the first to do so.
fn waive(
    facts: &Facts<'_>,
    account: AccountFacts<'_>,
    waived: Waived,
    reasons: &mut impl Findings,
) -> Outcome {
    let unenrolled = account.registered.is_empty();
    let enrolment = match waived {
        Waived::Network if unenrolled && !facts.way.asks() => Enrolment::Expected,
        Waived::Network if unenrolled => {
            let methods = enrolment(facts, account, reasons);
            if !methods.is_empty() {
                return Outcome::EnrolmentDue { methods };
            }
            Enrolment::Expected
        }
        Waived::OneStep => Enrolment::Expected,
        _ if unenrolled && facts.policy.mfa.mode == MfaMode::Recommended => Enrolment::Recommended,
        _ => Enrolment::Settled,
    };
    let how = match waived {
        Waived::Network => How::TrustedNetwork,
        Waived::OneStep => How::OneStep,
        Waived::Policy | Waived::OwnChoice => How::SingleFactor,
    };
    Outcome::Allowed { how, enrolment }
}

/// Administrators and supporters who sign in show a second factor every time; to their mail software a grant says
/// that they did.
fn grant(facts: &Facts<'_>, account: AccountFacts<'_>) -> GrantFinding {
    if facts.way == Way::StepUp {
        return GrantFinding::NotForStepUp;
    }
    if account.role.always_shows_second_factor() && facts.way.asks() {
        return GrantFinding::NotForRole;
    }
    if facts.policy.grant.binding == GrantBinding::Session {
        return GrantFinding::NotByPolicy;
    }
    let holds = |address: Address| account.grants.iter().find(|grant| grant.in_force(address, facts.now));
    match facts.address.known().and_then(holds) {
        Some(&Grant { issued, ends, .. }) => GrantFinding::StandsIn { issued, ends },
        None => GrantFinding::NoneInForce,
    }
}

/// Step 6: the methods that may be set up while signing in. Second factors that are on although there is none
/// were switched on for the person, by whoever chose the method: then it is that one.
fn enrolment(facts: &Facts<'_>, account: AccountFacts<'_>, reasons: &mut impl Findings) -> Methods {
    let offered = facts.policy.mfa.methods.without(Method::Recovery);
    let chosen = account.preferred.filter(|method| account.mfa == MfaChoice::On && offered.contains(*method));
    let methods = match facts.policy.mfa.enrol_at_sign_in {
        EnrolAtSignIn::Allowed => chosen.map_or(offered, |method| Methods::from([method])),
        EnrolAtSignIn::Refused => Methods::NONE,
    };
    reasons.note(|| Reason::Enrolment(methods));
    methods
}

/// Step 7: the method to ask for first: the person's, else the policy's, else the strongest.
fn preferred(facts: &Facts<'_>, account: AccountFacts<'_>, usable: Methods) -> Option<Method> {
    let own = account.preferred.filter(|method| *method != Method::Recovery);
    let wanted = [own, Some(facts.policy.mfa.default_method)];
    wanted.into_iter().flatten().find(|method| usable.contains(*method)).or_else(|| usable.first())
}

impl Coverage {
    /// Whether the list lets the address pass.
    #[must_use]
    pub const fn admits(self) -> bool {
        match self {
            Self::Unrestricted | Self::CoveredBy { .. } => true,
            Self::NotCovered | Self::AddressUnknown => false,
        }
    }
}
