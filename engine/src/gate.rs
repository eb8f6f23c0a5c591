//! The web gate: may this person's browser reach this page of an application that stands behind a proxy?
//!
//! ```text
//! host and path ─▶ first rule that names them ─▶ who is there? ─▶ is it for them? ─▶ is what was shown enough?
//!                        │ none                      │ nobody         │ no                │ no
//!                        ▼                           ▼                ▼                   ▼
//!                     refused                     sign in          refused             step up
//! ```
//!
//! A rule is one line of text, `HOST[/PATH] NEED [WHO…]`, and the first one that names the host and the path
//! decides: whoever it isn't for is refused, and no later rule is looked at. Nothing passes unless a rule says
//! so.
//!
//! Whether a session is alive, and counts at the address that it is used from, is decided before
//! ([`sign_in`](crate::sign_in)); here it is somebody, or nobody.

mod decide;
mod host;
mod path;
mod rule;
mod rules;

pub use decide::{Asked, GateDecision, GateOutcome, GateRefusal, Ground, Person, SecondFactor, decide_gate};
pub use host::{Authority, AuthorityError, HostPattern};
pub use path::{AskedPath, PathError, PathPrefix};
pub use rule::{HostRule, HostRuleError, HostRuleProblem, Need, Who};
pub use rules::{HostRules, HostRulesError};

#[cfg(test)]
mod tests;
