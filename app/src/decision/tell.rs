//! The engine's reasons in words, for the page and for the command line: each step with what it found, and where
//! to look at that.

use super::text::{DecisionText, ReasonText as T};
use crate::history::tell::method_text;
use crate::i18n::Words;
use crate::ui::{MomentStyle, Tone, day_text, duration_text, moment_text};
use sekisho_engine::address::Address;
use sekisho_engine::method::{Method, Methods};
use sekisho_engine::network::NetworkAction;
use sekisho_engine::policy::AccountState;
use sekisho_engine::sign_in::{
    Coverage, Due, Enrolment, GrantFinding, How, Met, NetworkFinding, OneStepFinding, Outcome, Reason,
    Refusal, RememberedFinding, Shown, Throttled, Waived,
};
use sekisho_engine::throttle::Bar;

/// Whom and where the sentences speak of.
#[derive(Debug, Clone)]
pub struct Teller<'a> {
    words: &'a Words,
    name: String,
    address: String,
}

/// What a step found, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What the step looks at.
    pub step: String,
    /// What it found.
    pub found: String,
    /// How that stands with the sign-in.
    pub tone: Tone,
    /// Where the reason can be looked at.
    pub lead: Option<Lead>,
}

/// Where a reason can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// The portal's rules.
    PortalRules,
    /// The person.
    Person,
    /// The person's attempts in the history.
    Attempts,
    /// The network that has the address, or all of them.
    Networks,
    /// The policy.
    Policy,
}

impl<'a> Teller<'a> {
    /// Speaks of `name` and `address`; without one, of somebody or somewhere unknown.
    #[must_use]
    pub fn new(words: &'a Words, name: Option<&str>, address: Option<Address>) -> Self {
        let name = name.map_or_else(|| words.text(T::Somebody).into_owned(), str::to_owned);
        let address = address.map_or_else(|| words.text(T::Somewhere).into_owned(), |it| it.to_string());
        Self { words, name, address }
    }

    fn say(&self, message: T) -> String {
        self.fill(message, &[])
    }

    /// The text, with the name and the address wherever it speaks of them.
    fn fill(&self, message: T, more: &[(&str, &str)]) -> String {
        let known = [("name", &*self.name), ("address", &*self.address)];
        self.words.fill(message, &[&known[..], more].concat())
    }

    fn method(&self, method: Method) -> String {
        self.words.text(method_text(method)).into_owned()
    }

    fn methods(&self, methods: Methods) -> String {
        let names: Vec<String> = methods.iter().map(|method| self.method(method)).collect();
        if names.is_empty() { self.say(T::None) } else { names.join(self.comma()) }
    }

    const fn comma(&self) -> &'static str {
        match self.words.language {
            crate::i18n::Language::En => ", ",
            crate::i18n::Language::Ja => "、",
        }
    }

    /// What a step found.
    #[must_use]
    pub fn reason(&self, reason: &Reason) -> Told {
        let (step, found, tone, lead) = match reason {
            Reason::PortalRules(coverage) => {
                let texts = [T::PortalNone, T::PortalCovered, T::PortalNotCovered, T::PortalUnknown];
                let (found, tone) = self.coverage(*coverage, texts);
                (T::StepPortalRules, found, tone, Some(Lead::PortalRules))
            }
            Reason::AccountRules(coverage) => {
                let texts = [T::OwnNone, T::OwnCovered, T::OwnNotCovered, T::OwnUnknown];
                let (found, tone) = self.coverage(*coverage, texts);
                (T::StepAccountRules, found, tone, Some(Lead::Person))
            }
            Reason::Network(finding) => {
                let (found, tone) = self.network(finding);
                (T::StepNetwork, found, tone, Some(Lead::Networks))
            }
            Reason::Account(state) => self.account(*state),
            Reason::AccountThrottle(bar) => {
                (T::StepAccountThrottle, self.bar(*bar), tone_of_bar(*bar), bar.map(|_| Lead::Attempts))
            }
            Reason::AddressThrottle(bar) => {
                (T::StepAddressThrottle, self.bar(*bar), tone_of_bar(*bar), bar.map(|_| Lead::Attempts))
            }
            Reason::OneStep(finding) => self.one_step(*finding),
            Reason::FirstFactor(shown) => {
                let (found, tone) = self.first_factor(*shown);
                (T::StepFirstFactor, found, tone, None)
            }
            Reason::Remembered(finding) => self.remembered(*finding),
            Reason::SecondFactor(due) => self.due(*due),
            Reason::Grant(finding) => self.grant(*finding),
            Reason::Enrolment(methods) if methods.is_empty() => {
                (T::StepEnrolment, self.say(T::EnrolmentNone), Tone::Danger, Some(Lead::Policy))
            }
            Reason::Enrolment(methods) => {
                let found = self.fill(T::EnrolmentSome, &[("methods", &self.methods(*methods))]);
                (T::StepEnrolment, found, Tone::Info, Some(Lead::Policy))
            }
            Reason::Methods { registered, usable } => {
                let (registered, named) = (self.methods(*registered), self.methods(*usable));
                let found = self.fill(T::Methods, &[("registered", &registered), ("usable", &named)]);
                let tone = if usable.is_empty() { Tone::Danger } else { Tone::Info };
                (T::StepMethods, found, tone, Some(Lead::Person))
            }
            Reason::SecondFactorShown(method) => {
                let found = self.fill(T::Shown, &[("method", &self.method(*method))]);
                (T::StepShown, found, Tone::Good, None)
            }
        };
        Told { step: self.words.text(step).into_owned(), found, tone, lead }
    }

    /// `texts`: no rules, covered, not covered, the address can't be told.
    fn coverage(&self, coverage: Coverage, texts: [T; 4]) -> (String, Tone) {
        let [none, covered, not_covered, unknown] = texts;
        match coverage {
            Coverage::Unrestricted => (self.say(none), Tone::Neutral),
            Coverage::CoveredBy { rule, at } => {
                let (rule, number) = (rule.to_string(), (at + 1).to_string());
                (self.fill(covered, &[("rule", &rule), ("number", &number)]), Tone::Good)
            }
            Coverage::NotCovered => (self.say(not_covered), Tone::Danger),
            Coverage::AddressUnknown => (self.say(unknown), Tone::Danger),
        }
    }

    fn network(&self, finding: &NetworkFinding) -> (String, Tone) {
        match finding {
            NetworkFinding::None => (self.say(T::NetworkNone), Tone::Neutral),
            NetworkFinding::AddressUnknown => (self.say(T::NetworkUnknown), Tone::Neutral),
            NetworkFinding::Matched { name, action } => {
                let (message, tone) = match action {
                    NetworkAction::MfaSkip => (T::NetworkSkip, Tone::Good),
                    NetworkAction::MfaRequire => (T::NetworkRequire, Tone::Info),
                    NetworkAction::Deny => (T::NetworkDeny, Tone::Danger),
                };
                (self.fill(message, &[("network", name)]), tone)
            }
        }
    }

    fn account(&self, state: Option<AccountState>) -> Found {
        match state {
            None => (T::StepAccount, self.say(T::AccountNone), Tone::Danger, None),
            Some(AccountState::Active) => {
                (T::StepAccount, self.say(T::AccountActive), Tone::Good, Some(Lead::Person))
            }
            Some(AccountState::Locked) => {
                (T::StepAccount, self.say(T::AccountLocked), Tone::Danger, Some(Lead::Person))
            }
        }
    }

    fn bar(&self, bar: Option<Bar>) -> String {
        match bar {
            None => self.say(T::ThrottleNone),
            Some(Bar::Wait { retry_after }) => {
                self.fill(T::ThrottleWait, &[("time", &duration_text(self.words, retry_after))])
            }
            Some(Bar::Disabled) => self.say(T::ThrottleDisabled),
        }
    }

    fn one_step(&self, finding: OneStepFinding) -> Found {
        let (found, tone, lead) = match finding {
            OneStepFinding::Open { last } => {
                let day = day_text(self.words.language, last);
                (self.fill(T::OneStepOpen, &[("day", &day)]), Tone::Good, Lead::Policy)
            }
            OneStepFinding::Closed => (self.say(T::OneStepClosed), Tone::Danger, Lead::Policy),
            OneStepFinding::Moved => (self.say(T::OneStepMoved), Tone::Danger, Lead::Person),
            OneStepFinding::NotForRole => (self.say(T::OneStepAdministrators), Tone::Danger, Lead::Person),
        };
        (T::StepOneStep, found, tone, Some(lead))
    }

    fn first_factor(&self, shown: Shown) -> (String, Tone) {
        let with = |message, method| self.fill(message, &[("method", &self.method(method))]);
        match shown {
            Shown::Nothing => (self.say(T::FirstNothing), Tone::Info),
            Shown::WrongPassword => (self.say(T::FirstWrong), Tone::Danger),
            Shown::Password => (self.say(T::FirstPassword), Tone::Good),
            Shown::PasswordAnd(method) => (with(T::FirstPasswordAnd, method), Tone::Good),
            Shown::Remembered(None) => (self.say(T::FirstRemembered), Tone::Good),
            Shown::Remembered(Some(method)) => (with(T::FirstRememberedFactor, method), Tone::Good),
        }
    }

    fn remembered(&self, finding: RememberedFinding) -> Found {
        let (message, tone, lead) = match finding {
            RememberedFinding::Enough => (T::RememberedEnough, Tone::Good, Lead::Policy),
            RememberedFinding::NotByPolicy => (T::RememberedPolicy, Tone::Info, Lead::Policy),
            RememberedFinding::NotForRole => (T::RememberedAdministrators, Tone::Info, Lead::Person),
            RememberedFinding::SecondFactorDue => (T::RememberedSecond, Tone::Info, Lead::Person),
        };
        (T::StepRemembered, self.say(message), tone, Some(lead))
    }

    fn due(&self, due: Due) -> Found {
        let (message, lead) = match due {
            Due::Role => (T::DueAdministrator, Some(Lead::Person)),
            Due::Network => (T::DueNetwork, Some(Lead::Networks)),
            Due::Policy => (T::DuePolicy, Some(Lead::Policy)),
            Due::OwnChoice => (T::DueOwn, Some(Lead::Person)),
            Due::StepUp => (T::DueStepUp, None),
            Due::Waived(Waived::Policy) => (T::WaivedPolicy, Some(Lead::Policy)),
            Due::Waived(Waived::OwnChoice) => (T::WaivedOwn, Some(Lead::Person)),
            Due::Waived(Waived::Network) => (T::WaivedNetwork, Some(Lead::Networks)),
            Due::Waived(Waived::OneStep) => (T::WaivedOneStep, Some(Lead::Policy)),
        };
        let tone = if matches!(due, Due::Waived(_)) { Tone::Good } else { Tone::Info };
        (T::StepSecondFactor, self.say(message), tone, lead)
    }

    fn grant(&self, finding: GrantFinding) -> Found {
        let (found, tone, lead) = match finding {
            GrantFinding::StandsIn { issued, ends } => {
                let text = |at| moment_text(self.words.language, at, MomentStyle::Full);
                let found = self.fill(T::GrantStands, &[("issued", &text(issued)), ("ends", &text(ends))]);
                (found, Tone::Good, Lead::Person)
            }
            GrantFinding::NoneInForce => (self.say(T::GrantNone), Tone::Info, Lead::Person),
            GrantFinding::NotByPolicy => (self.say(T::GrantPolicy), Tone::Info, Lead::Policy),
            GrantFinding::NotForRole => (self.say(T::GrantAdministrators), Tone::Info, Lead::Person),
            GrantFinding::NotForStepUp => (self.say(T::GrantStepUp), Tone::Info, Lead::Person),
        };
        (T::StepGrant, found, tone, Some(lead))
    }

    /// What is decided, in one sentence or two.
    #[must_use]
    pub fn outcome(&self, outcome: &Outcome) -> (Tone, String) {
        match outcome {
            Outcome::Refused(refusal) => (Tone::Danger, self.say(refused_text(*refusal))),
            Outcome::FirstFactorDue => (Tone::Info, self.say(T::AskedPassword)),
            Outcome::SecondFactorDue { methods, preferred } => {
                let (method, all) = (self.method(*preferred), self.methods(*methods));
                let message = if methods.iter().count() > 1 { T::AskedSecondOf } else { T::AskedSecond };
                (Tone::Info, self.fill(message, &[("method", &method), ("methods", &all)]))
            }
            Outcome::EnrolmentDue { methods } => {
                (Tone::Warning, self.fill(T::AskedEnrol, &[("methods", &self.methods(*methods))]))
            }
            Outcome::Allowed { how, enrolment } => (Tone::Good, self.allowed(*how, *enrolment)),
        }
    }

    fn allowed(&self, how: How, enrolment: Enrolment) -> String {
        let comes_in = match how {
            How::SingleFactor => self.say(T::InSingle),
            How::TrustedNetwork => self.say(T::InNetwork),
            How::OneStep => self.say(T::InOneStep),
            How::Remembered => self.say(T::InRemembered),
            How::Grant => self.say(T::InGrant),
            How::SecondFactor(method) => self.fill(T::InSecond, &[("method", &self.method(method))]),
        };
        let then = match enrolment {
            Enrolment::Settled => return comes_in,
            Enrolment::Recommended => T::ThenRecommended,
            Enrolment::Expected => T::ThenExpected,
        };
        match self.words.language {
            crate::i18n::Language::En => format!("{comes_in} {}", self.say(then)),
            crate::i18n::Language::Ja => format!("{comes_in}{}", self.say(then)),
        }
    }
}

type Found = (T, String, Tone, Option<Lead>);

const fn tone_of_bar(bar: Option<Bar>) -> Tone {
    match bar {
        None => Tone::Good,
        Some(_) => Tone::Danger,
    }
}

const fn refused_text(refusal: Refusal) -> T {
    match refusal {
        Refusal::NotInPortalRules => T::RefusedPortal,
        Refusal::NotInAccountRules => T::RefusedOwn,
        Refusal::DeniedNetwork => T::RefusedNetwork,
        Refusal::UnknownAccount => T::RefusedUnknown,
        Refusal::AccountLocked => T::RefusedLocked,
        Refusal::Throttled { of: Throttled::Account, .. } => T::RefusedAttempts,
        Refusal::Throttled { of: Throttled::Address, .. } => T::RefusedAddressAttempts,
        Refusal::NotByOneStep => T::RefusedOneStep,
        Refusal::WrongPassword => T::RefusedPassword,
        Refusal::NoGrantHere => T::RefusedGrant,
        Refusal::NotForOthers => T::RefusedOthers,
        Refusal::NoMethodRegistered => T::RefusedNoMethod,
        Refusal::NoMethodUsable => T::RefusedNoneUsable,
    }
}

/// What becomes of somebody at the door, to stand within a line.
#[must_use]
pub fn met(words: &Words, met: Met) -> String {
    let message = match met {
        Met::In => DecisionText::MetIn,
        Met::AskedForPassword => DecisionText::MetPassword,
        Met::AskedForSecondFactor => DecisionText::MetSecond,
        Met::AskedToEnrol => DecisionText::MetEnrol,
        Met::Refused(refusal) => {
            return words.fill(DecisionText::MetRefused, &[("why", &words.text(why_text(refusal)))]);
        }
    };
    words.text(message).into_owned()
}

/// Why somebody is refused, to stand within a sentence.
const fn why_text(refusal: Refusal) -> T {
    match refusal {
        Refusal::NotInPortalRules => T::WhyPortal,
        Refusal::NotInAccountRules => T::WhyOwn,
        Refusal::DeniedNetwork => T::WhyNetwork,
        Refusal::UnknownAccount => T::WhyUnknown,
        Refusal::AccountLocked => T::WhyLocked,
        Refusal::Throttled { .. } => T::WhyAttempts,
        Refusal::NotByOneStep => T::WhyOneStep,
        Refusal::WrongPassword => T::WhyPassword,
        Refusal::NoGrantHere => T::WhyGrant,
        Refusal::NotForOthers => T::WhyOthers,
        Refusal::NoMethodRegistered => T::WhyNoMethod,
        Refusal::NoMethodUsable => T::WhyNoneUsable,
    }
}
