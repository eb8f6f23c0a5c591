//! The entries of the history that are about a sign-in: how to ask about them again, and whether what is decided
//! now is what was recorded.

use super::Showing;
use sekisho_engine::history::Event;
use sekisho_engine::sign_in::{Decision, How, Outcome, Refusal, Way};
use sekisho_engine::throttle::Bucket;

/// The way that a recorded sign-in took and what was shown, as far as the entry tells; `None`: the event is no
/// sign-in.
#[must_use]
pub const fn asked_again(event: &Event) -> Option<(Way, Showing)> {
    match event {
        Event::SignInSucceeded { how } => Some(came_in(*how)),
        Event::SignInRefused { refusal } => {
            let way = if matches!(refusal, Refusal::NotByOneStep) { Way::OneStep } else { Way::Usual };
            Some((way, refused(*refusal)))
        }
        Event::SecondFactorFailed { .. } => Some((Way::Usual, Showing::Password)),
        Event::Throttled { bucket } => match bucket {
            Bucket::ResetRequest | Bucket::SupportRequest => None,
            _ => Some((Way::Usual, Showing::Password)),
        },
        Event::SteppedUp { method } => Some((Way::StepUp, Showing::PasswordAnd(*method))),
        Event::MailRefused { refusal, .. } => Some((Way::Mail, refused(*refusal))),
        Event::ApplicationOpened { .. } | Event::ApplicationRefused { .. } => {
            Some((Way::Usual, Showing::Password))
        }
        _ => None,
    }
}

const fn came_in(how: How) -> (Way, Showing) {
    match how {
        How::SingleFactor | How::TrustedNetwork | How::Grant => (Way::Usual, Showing::Password),
        How::OneStep => (Way::OneStep, Showing::Password),
        How::Remembered => (Way::Usual, Showing::RememberedWithFactor),
        How::SecondFactor(method) => (Way::Usual, Showing::PasswordAnd(method)),
    }
}

const fn refused(refusal: Refusal) -> Showing {
    match refusal {
        Refusal::WrongPassword => Showing::WrongPassword,
        _ => Showing::Password,
    }
}

/// Whether `decision` says the same of a sign-in as the history does: let in on the same ground, refused for the
/// same reason, asked for a second factor. `None` where the two can't be compared: what a master login may do, and
/// what is for whom behind the web gate, is decided elsewhere.
#[must_use]
pub fn agrees(event: &Event, decision: &Decision) -> Option<bool> {
    let outcome = &decision.outcome;
    match event {
        Event::MailRefused { refusal: Refusal::NotForOthers, .. }
        | Event::ApplicationOpened { .. }
        | Event::ApplicationRefused { .. } => None,
        Event::SignInSucceeded { how } => {
            Some(matches!(outcome, Outcome::Allowed { how: now, .. } if now == how))
        }
        Event::SteppedUp { method } => {
            Some(matches!(outcome, Outcome::Allowed { how: How::SecondFactor(now), .. } if now == method))
        }
        Event::SignInRefused { refusal } | Event::MailRefused { refusal, .. } => {
            Some(matches!(outcome, Outcome::Refused(now) if same(*now, *refusal)))
        }
        Event::SecondFactorFailed { .. } => Some(matches!(outcome, Outcome::SecondFactorDue { .. })),
        Event::Throttled { .. } => Some(matches!(outcome, Outcome::Refused(Refusal::Throttled { .. }))),
        _ => None,
    }
}

/// Whether two refusals have the same reason; how long one has to wait is none.
fn same(one: Refusal, other: Refusal) -> bool {
    match (one, other) {
        (Refusal::Throttled { of: one, .. }, Refusal::Throttled { of: other, .. }) => one == other,
        _ => one == other,
    }
}
