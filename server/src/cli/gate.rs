//! What the web gate would say, as the command line prints it.

use super::failure::{Done, Failure};
use super::output;
use crate::forward_auth::UrlError;
use sekisho_engine::gate::{GateDecision, GateOutcome, GateRefusal, HostRules, SecondFactor};
use serde::Serialize;

/// What the gate would say.
#[derive(Debug, Serialize)]
pub(super) struct Said {
    /// The place of the rule that decides, from 1.
    rule: Option<usize>,
    /// The rule.
    text: Option<String>,
    /// What was found of a second factor, where the rule asks for one.
    second_factor: Option<String>,
    /// `open`, `pass`, `sign_in`, `step_up` or `refused`.
    outcome: &'static str,
    /// Why it is refused.
    refusal: Option<&'static str>,
}

impl Said {
    pub(super) fn new(rules: &HostRules, found: &GateDecision) -> Self {
        let (outcome, refusal) = match found.outcome {
            GateOutcome::Open => ("open", None),
            GateOutcome::Pass => ("pass", None),
            GateOutcome::SignIn => ("sign_in", None),
            GateOutcome::StepUp => ("step_up", None),
            GateOutcome::Refused(refusal) => ("refused", Some(refusal_text(refusal))),
        };
        let text = found.rule.and_then(|at| rules.iter().nth(at)).map(ToString::to_string);
        Self {
            rule: found.rule.map(|at| at + 1),
            text,
            second_factor: found.second.map(second),
            outcome,
            refusal,
        }
    }

    /// Prints it for people.
    pub(super) fn print(&self, url: &str) -> Done {
        output::line(&format!("{url}, after that sign-in:"))?;
        match (self.rule, &self.text) {
            (Some(number), Some(text)) => output::line(&format!("  rule {number}: {text}"))?,
            _ => output::line("  rules: none names the page")?,
        }
        if let Some(found) = &self.second_factor {
            output::line(&format!("  second factor: {found}"))?;
        }
        output::line(&format!("=> {}", self.outcome_text()))
    }

    fn outcome_text(&self) -> String {
        match (self.outcome, self.refusal) {
            ("open", _) => "passes: the page is for anybody, and the application is told nobody".to_owned(),
            ("pass", _) => "passes".to_owned(),
            ("sign_in", _) => "does not pass: nobody is signed in".to_owned(),
            ("step_up", _) => "has to show a second factor first".to_owned(),
            (_, refusal) => format!("refused: {}", refusal.unwrap_or_default()),
        }
    }
}

const fn refusal_text(refusal: GateRefusal) -> &'static str {
    match refusal {
        GateRefusal::NoRule => "no rule names the page",
        GateRefusal::NotForThisPerson => "the rule is not for this person",
        GateRefusal::NoGrants => "the rule asks for a grant, and policy.grant.binding is session",
        GateRefusal::AddressUnknown => "the rule asks for a grant, and the address can't be told",
    }
}

fn second(found: SecondFactor) -> String {
    match found {
        SecondFactor::Shown(method) => format!("shown at the sign-in, by {method}"),
        SecondFactor::Grant { issued, ends } => {
            format!("a grant stands for it, from {} to {}", output::utc(issued), output::utc(ends))
        }
        SecondFactor::Missing => "none that counts".to_owned(),
    }
}

impl From<UrlError> for Failure {
    fn from(error: UrlError) -> Self {
        Self::new(format!("--url: {error}"))
    }
}
