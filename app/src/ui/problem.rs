//! What is said about a problem: at a field, on top of a form, or on a page of its own.

use super::moment::duration_text;
use crate::allowlist::error_text::{line_error, rule_error};
use crate::error::Problem;
use crate::i18n::{Words, grouped};
use crate::password::wording::findings_text;

pub mod text;
use text::{ErrorPageText as Page, ProblemText as Text};

/// What is wrong, in one or two sentences.
#[must_use]
pub fn text(words: &Words, problem: &Problem) -> String {
    let message = match problem {
        Problem::SignInRequired => Text::SignInRequired,
        Problem::ReauthenticationRequired => Text::ReauthenticationRequired,
        Problem::NotAllowed => Text::NotAllowed,
        Problem::NotFound => Text::NotFound,
        Problem::CrossOrigin => Text::CrossOrigin,
        Problem::Malformed => Text::Malformed,
        Problem::BodyTooLarge { max } => return words.fill(Text::BodyTooLarge, &[("max", &max.to_string())]),
        Problem::TooSlow => Text::TooSlow,
        Problem::Throttled { retry_after } => {
            return words.fill(Text::Throttled, &[("time", &duration_text(words, *retry_after))]);
        }
        Problem::Busy { retry_after } => {
            return words.fill(Text::Busy, &[("time", &duration_text(words, *retry_after))]);
        }
        Problem::Unavailable => Text::Unavailable,
        Problem::Internal => Text::Internal,
        Problem::SignInRefused => Text::SignInRefused,
        Problem::SignInExpired => Text::SignInExpired,
        Problem::CodeWrong => Text::CodeWrong,
        Problem::CodeExpired => Text::CodeExpired,
        Problem::EnrolmentExpired => Text::EnrolmentExpired,
        Problem::PairingExpired => Text::PairingExpired,
        Problem::PairingCode { error } => return crate::pairing::error_text(words, *error),
        Problem::MethodUnavailable => Text::MethodUnavailable,
        Problem::AuthenticatorDisabled => Text::AuthenticatorDisabled,
        Problem::LinkSpent => Text::LinkSpent,
        Problem::Missing => Text::Missing,
        Problem::TooLong { max } => return words.fill(Text::TooLong, &[("max", &max.to_string())]),
        Problem::NotOffered => Text::NotOffered,
        Problem::EmailMalformed => Text::EmailMalformed,
        Problem::EmailUnusable => Text::EmailUnusable,
        Problem::DomainForbidden { domain } => {
            return words.fill(Text::DomainForbidden, &[("domain", domain)]);
        }
        Problem::CodesForbidden { domain } => {
            return words.fill(Text::CodesForbidden, &[("domain", domain)]);
        }
        Problem::PasswordWrong => Text::PasswordWrong,
        Problem::PasswordRefused { findings } => return findings_text(words, findings),
        Problem::PasswordGuessable => Text::PasswordGuessable,
        Problem::Rule { error } => return rule_error(words, error),
        Problem::RuleDuplicate => Text::RuleDuplicate,
        Problem::TooManyRules { max } => return words.fill(Text::TooManyRules, &[("max", &max.to_string())]),
        Problem::RuleAtLine { line, error } => {
            let values = [("line", &*line.to_string()), ("error", &rule_error(words, error))];
            return words.fill(Text::RuleAtLine, &values);
        }
        Problem::ListLine { line, error } => {
            let values = [("line", &*line.to_string()), ("error", &line_error(words, error))];
            return words.fill(Text::RuleAtLine, &values);
        }
        Problem::DayMalformed => Text::DayMalformed,
        Problem::ListChanged => Text::ListChanged,
        Problem::TrialRuns => Text::TrialRuns,
        Problem::TrialOver => Text::TrialOver,
        Problem::TrialNotCovered { address } => {
            return words.fill(Text::TrialNotCovered, &[("address", &address.to_string())]);
        }
        Problem::WouldRefuse { people: 0 } => Text::WouldNarrow,
        Problem::WouldRefuse { people } => {
            return words.fill(Text::WouldRefuse, &[("count", &grouped(*people))]);
        }
        Problem::PersonUnknown => Text::PersonUnknown,
        Problem::AddressMalformed => Text::AddressMalformed,
        Problem::TimeMalformed => Text::TimeMalformed,
        Problem::DraftSyntax { line, message } => {
            return words.fill(Text::DraftSyntax, &[("line", &line.to_string()), ("message", message)]);
        }
        Problem::DraftKey { line, key, allowed } => {
            let values = [("line", &*line.to_string()), ("key", key), ("allowed", allowed)];
            return words.fill(Text::DraftKey, &values);
        }
        Problem::DraftValue { line, key, problem, allowed } => {
            let line = line.to_string();
            let values = [("line", &*line), ("key", key), ("problem", problem), ("allowed", allowed)];
            return words.fill(Text::DraftValue, &values);
        }
        Problem::NameTaken => Text::NameTaken,
        Problem::TooManyNetworks { max } => {
            return words.fill(Text::TooManyNetworks, &[("max", &max.to_string())]);
        }
        Problem::LookFirst => Text::LookFirst,
        Problem::WouldShutOut { address } => {
            return words.fill(Text::WouldShutOut, &[("address", &address.to_string())]);
        }
        Problem::WouldLockOut { address } => {
            return words.fill(Text::WouldLockOut, &[("address", &address.to_string())]);
        }
        Problem::AddressUnknown => Text::AddressUnknown,
        Problem::HiddenCharacters => Text::HiddenCharacters,
        Problem::NotAcknowledged => Text::NotAcknowledged,
        Problem::RequestChanged => Text::RequestChanged,
        Problem::AnotherApproves => Text::AnotherApproves,
        Problem::AlreadyDone => Text::AlreadyDone,
        Problem::OwnAccount => Text::OwnAccount,
        Problem::LastAdministrator => Text::LastAdministrator,
        Problem::ApplicationNotAllowed { host } => {
            return words.fill(Text::ApplicationNotAllowed, &[("host", host)]);
        }
        Problem::ApplicationNotOpened => Text::ApplicationNotOpened,
        Problem::ApplicationElsewhere => Text::ApplicationElsewhere,
    };
    words.text(message).into_owned()
}

/// What an error page says.
pub(super) struct PageTold {
    /// The title.
    pub(super) title: String,
    /// What happened.
    pub(super) what: String,
    /// What to do next.
    pub(super) next: String,
}

/// What the page about `problem` says.
pub(super) fn page_text(words: &Words, problem: &Problem) -> PageTold {
    let (title, what, next) = match problem {
        Problem::NotFound => (Page::NotFoundTitle, Some(Page::NotFoundWhat), Page::NotFoundNext),
        Problem::NotAllowed => (Page::NotAllowedTitle, Some(Page::NotAllowedWhat), Page::NotAllowedNext),
        Problem::CrossOrigin => (Page::CrossOriginTitle, None, Page::CrossOriginNext),
        Problem::SignInRequired | Problem::ReauthenticationRequired => {
            (Page::SignInTitle, Some(Page::SignInWhat), Page::SignInNext)
        }
        Problem::SignInExpired => (Page::ExpiredTitle, Some(Page::ExpiredWhat), Page::ExpiredNext),
        Problem::LinkSpent => (Page::LinkTitle, Some(Page::LinkWhat), Page::LinkNext),
        Problem::Throttled { .. } | Problem::Busy { .. } => (Page::WaitTitle, None, Page::WaitNext),
        Problem::Unavailable => (Page::UnavailableTitle, None, Page::UnavailableNext),
        Problem::ApplicationNotAllowed { .. } => {
            (Page::ApplicationNotAllowedTitle, None, Page::NotAllowedNext)
        }
        Problem::ApplicationNotOpened => {
            (Page::ApplicationNotOpenedTitle, None, Page::ApplicationNotOpenedNext)
        }
        Problem::ApplicationElsewhere => {
            (Page::ApplicationNotOpenedTitle, None, Page::ApplicationElsewhereNext)
        }
        Problem::Internal => (Page::InternalTitle, None, Page::InternalNext),
        _ => (Page::BadRequestTitle, None, Page::BadRequestNext),
    };
    PageTold {
        title: words.text(title).into_owned(),
        what: what.map_or_else(|| text(words, problem), |what| words.text(what).into_owned()),
        next: words.text(next).into_owned(),
    }
}
