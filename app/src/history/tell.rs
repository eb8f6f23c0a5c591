//! Tells an event in words. Every event of the engine's vocabulary has its sentence: one that lacked it would
//! not compile.

use super::event_text::EventText;
use super::rules;
use crate::i18n::Words;
use crate::ui::{MomentStyle, moment_text};
use sekisho_engine::address::Prefix;
use sekisho_engine::history::{CodeFailure, Event, List, Mail, MailProtocol, RevocationReason};
use sekisho_engine::method::Method;
use sekisho_engine::network::NetworkAction;
use sekisho_engine::policy::Role;
use sekisho_engine::session::Ended;
use sekisho_engine::sign_in::{How, Refusal, Throttled};
use sekisho_engine::throttle::Bucket;

/// An event in words: what happened, and what about it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What happened.
    pub title: String,
    /// The rule, the address, the reason: whatever tells this event from others of its kind.
    pub detail: Option<String>,
}

/// Tells `event`.
#[must_use]
pub fn tell(words: &Words, event: &Event) -> Told {
    let (title, detail) = match event {
        Event::SignInSucceeded { how } => (EventText::SignInSucceeded, Some(how_text(words, *how))),
        Event::SignInRefused { refusal } => (EventText::SignInRefused, say(words, refusal_text(*refusal))),
        Event::SecondFactorFailed { method, failure } => {
            (EventText::SecondFactorFailed, Some(failure_text(words, *method, *failure)))
        }
        Event::Throttled { bucket } => (EventText::Throttled, say(words, bucket_text(*bucket))),
        Event::SignedOut => (EventText::SignedOut, None),
        Event::SessionRevoked { reason, count } => return revoked(words, *reason, *count),
        Event::SessionEnded { reason } => (EventText::SessionEnded, say(words, ended_text(*reason))),
        Event::Reauthenticated { method } => {
            (EventText::Reauthenticated, Some(reauthenticated(words, *method)))
        }
        Event::ReauthenticationFailed => (EventText::ReauthenticationFailed, None),
        Event::BrowserRemembered => (EventText::BrowserRemembered, None),
        Event::BrowsersForgotten { reason, count } => return forgotten(words, *reason, *count),
        Event::RememberedTokenReused => {
            (EventText::RememberedTokenReused, say(words, EventText::RememberedTokenReusedWhat))
        }
        Event::PasswordChanged => (EventText::PasswordChanged, None),
        Event::PasswordResetRequested => (EventText::PasswordResetRequested, None),
        Event::PasswordReset => (EventText::PasswordReset, None),
        Event::PasswordResetRefused => (EventText::PasswordResetRefused, say(words, EventText::LinkSpent)),
        Event::AuthenticatorEnrolled { method } => {
            (EventText::AuthenticatorEnrolled, say(words, method_text(*method)))
        }
        Event::EnrolmentFailed { method, failure } => {
            (EventText::EnrolmentFailed, Some(failure_text(words, *method, *failure)))
        }
        Event::AuthenticatorRemoved { method } => {
            (EventText::AuthenticatorRemoved, say(words, method_text(*method)))
        }
        Event::AuthenticatorDisabled { method } => {
            (EventText::AuthenticatorDisabled, say(words, method_text(*method)))
        }
        Event::MfaReset => (EventText::MfaReset, None),
        Event::MfaClearedByReset => (EventText::MfaClearedByReset, None),
        Event::MethodSet { method } => (EventText::MethodSet, say(words, method_text(*method))),
        Event::MfaSwitched { on: true } => (EventText::MfaSwitchedOn, None),
        Event::MfaSwitched { on: false } => (EventText::MfaSwitchedOff, None),
        Event::SteppedUp { method } => (EventText::SteppedUp, say(words, method_text(*method))),
        Event::GrantIssued { source, ends } => {
            let when = moment_text(words.language, *ends, MomentStyle::Full);
            let counts = [("source", &*place_text(*source)), ("when", &when)];
            (EventText::GrantIssued, Some(words.fill(EventText::GrantIssuedWhat, &counts)))
        }
        Event::GrantsEnded { reason, count } => {
            let reason = words.text(revocation_text(*reason));
            let counts = [("count", &*count.to_string()), ("reason", &reason)];
            (EventText::GrantsEnded, Some(words.fill(EventText::GrantsEndedWhat, &counts)))
        }
        Event::NetworkSaved { name, action, rules } => {
            let action = words.text(action_text(*action));
            let what = [("name", &**name), ("action", &action), ("count", &rules.to_string())];
            (EventText::NetworkSaved, Some(words.fill(EventText::NetworkSavedWhat, &what)))
        }
        Event::NetworkRemoved { name } => {
            (EventText::NetworkRemoved, Some(words.fill(EventText::NetworkName, &[("name", name)])))
        }
        Event::NetworksReordered => (EventText::NetworksReordered, None),
        Event::MailRefused { protocol, refusal } => {
            let (protocol, refusal) =
                (words.text(protocol_text(*protocol)), words.text(refusal_text(*refusal)));
            let what = [("protocol", &*protocol), ("refusal", &*refusal)];
            (EventText::MailRefused, Some(words.fill(EventText::MailRefusedWhat, &what)))
        }
        Event::MailSessionsEnded { count, refusal } => {
            let reason = words.text(end_text(*refusal));
            let what = [("count", &*count.to_string()), ("reason", &*reason)];
            (EventText::MailSessionsEnded, Some(words.fill(EventText::MailSessionsEndedWhat, &what)))
        }
        Event::ApplicationOpened { host } => (EventText::ApplicationOpened, Some(host.clone())),
        Event::ApplicationRefused { host } => (EventText::ApplicationRefused, Some(host.clone())),
        Event::RecoveryCodesMade { count } => {
            (EventText::RecoveryCodesMade, Some(counted(words, EventText::RecoveryCodesMadeCount, *count)))
        }
        Event::RecoveryCodeUsed { left } => {
            (EventText::RecoveryCodeUsed, Some(counted(words, EventText::RecoveryCodesLeft, *left)))
        }
        Event::AddressChangeRequested { to } => {
            (EventText::AddressChangeRequested, Some(words.fill(EventText::To, &[("to", to.as_str())])))
        }
        Event::AddressChanged { from, to } => (
            EventText::AddressChanged,
            Some(words.fill(EventText::FromTo, &[("from", from.as_str()), ("to", to.as_str())])),
        ),
        Event::AddressChangeFailed { failure } => {
            (EventText::AddressChangeFailed, say(words, code_text(*failure)))
        }
        Event::LanguageChanged => (EventText::LanguageChanged, None),
        Event::NameChanged => (EventText::NameChanged, None),
        Event::RuleAdded { list, rule } => {
            (EventText::RuleAdded, Some(of_list(words, *list, rule.to_string())))
        }
        Event::RuleRemoved { list, rule } => {
            (EventText::RuleRemoved, Some(of_list(words, *list, rule.to_string())))
        }
        Event::RulesCleared { list, count } => (
            EventText::RulesCleared,
            Some(of_list(words, *list, counted(words, EventText::RulesClearedCount, *count))),
        ),
        Event::RulesChanged { list, added, removed, amended } => (
            EventText::RulesChanged,
            Some(of_list(words, *list, rules::changes(words, added, removed, *amended))),
        ),
        Event::RuleAmended { list, rule, until } => {
            (EventText::RuleAmended, Some(of_list(words, *list, rules::amended(words, *rule, *until))))
        }
        Event::TrialBegan { list, ends, added, removed } => {
            let when = moment_text(words.language, *ends, MomentStyle::Full);
            let changes = rules::changes(words, added, removed, 0);
            let what = words.fill(EventText::TrialBeganWhat, &[("when", &*when), ("changes", &changes)]);
            (EventText::TrialBegan, Some(of_list(words, *list, what)))
        }
        Event::TrialConfirmed { list } => (EventText::TrialConfirmed, say(words, rules::list_text(*list))),
        Event::TrialUndone { list } => (EventText::TrialUndone, say(words, rules::list_text(*list))),
        Event::TrialLapsed { list } => (EventText::TrialLapsed, say(words, rules::list_text(*list))),
        Event::RuleChangeRefused { list } => {
            let reason = words.text(EventText::WouldLockOut).into_owned();
            (EventText::RuleChangeRefused, Some(of_list(words, *list, reason)))
        }
        Event::SupportRequestReceived => (EventText::SupportRequestReceived, None),
        Event::SupportRequestTaken => (EventText::SupportRequestTaken, None),
        Event::SupportRequestApproved { effect } => {
            let when = moment_text(words.language, *effect, MomentStyle::Full);
            (
                EventText::SupportRequestApproved,
                Some(words.fill(EventText::SupportRequestEffect, &[("when", &when)])),
            )
        }
        Event::SupportRequestRefused => (EventText::SupportRequestRefused, None),
        Event::SupportRequestStopped => (EventText::SupportRequestStopped, None),
        Event::SupportRequestDone => (EventText::SupportRequestDone, None),
        Event::AccountCreated { role } => (EventText::AccountCreated, say(words, role_text(*role))),
        Event::AccountLocked => (EventText::AccountLocked, None),
        Event::AccountUnlocked => (EventText::AccountUnlocked, None),
        Event::SetupLinkMade => (EventText::SetupLinkMade, None),
        Event::SetupCompleted => (EventText::SetupCompleted, None),
        Event::SecretKeyAdded { keys } => {
            (EventText::SecretKeyAdded, Some(counted(words, EventText::SecretKeys, *keys)))
        }
        Event::SecretsResealed { count } => {
            (EventText::SecretsResealed, Some(counted(words, EventText::SecretsResealedCount, *count)))
        }
        Event::MailQueued { mail } => (EventText::MailQueued, say(words, mail_text(*mail))),
        Event::MailSent { mail } => (EventText::MailSent, say(words, mail_text(*mail))),
        Event::MailFailed { mail } => (EventText::MailFailed, say(words, mail_text(*mail))),
        Event::MailExpired { mail } => (EventText::MailExpired, say(words, mail_text(*mail))),
    };
    Told { title: words.text(title).into_owned(), detail: detail.map(|detail| capitalised(&detail)) }
}

fn say(words: &Words, message: EventText) -> Option<String> {
    Some(words.text(message).into_owned())
}

fn counted(words: &Words, message: EventText, count: u32) -> String {
    words.fill(message, &[("count", &count.to_string())])
}

/// Method names are written to stand within a sentence; a detail begins with a capital.
fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

fn revoked(words: &Words, reason: RevocationReason, count: u32) -> Told {
    let title = match count {
        1 => words.text(EventText::SessionRevoked).into_owned(),
        _ => counted(words, EventText::SessionsRevoked, count),
    };
    Told { title, detail: say(words, revocation_text(reason)) }
}

fn forgotten(words: &Words, reason: RevocationReason, count: u32) -> Told {
    let title = match count {
        1 => words.text(EventText::BrowserForgotten).into_owned(),
        _ => counted(words, EventText::BrowsersForgotten, count),
    };
    Told { title, detail: say(words, revocation_text(reason)) }
}

fn how_text(words: &Words, how: How) -> String {
    let message = match how {
        How::SingleFactor => EventText::HowSingleFactor,
        How::TrustedNetwork => EventText::HowTrustedNetwork,
        How::OneStep => EventText::HowOneStep,
        How::Remembered => EventText::HowRemembered,
        How::Grant => EventText::HowGrant,
        How::SecondFactor(method) => {
            return words.fill(EventText::HowSecondFactor, &[("method", &words.text(method_text(method)))]);
        }
    };
    words.text(message).into_owned()
}

fn reauthenticated(words: &Words, method: Option<Method>) -> String {
    match method {
        None => words.text(EventText::ReauthenticatedByPassword).into_owned(),
        Some(method) => how_text(words, How::SecondFactor(method)),
    }
}

fn failure_text(words: &Words, method: Method, failure: CodeFailure) -> String {
    let (method, failure) = (words.text(method_text(method)), words.text(code_text(failure)));
    words.fill(EventText::FailureOf, &[("method", &method), ("failure", &failure)])
}

/// A detail of a change of rules, with the list named where it isn't the person's own.
fn of_list(words: &Words, list: List, detail: String) -> String {
    match list {
        List::Account => detail,
        List::Portal => words.fill(EventText::PortalList, &[("detail", &detail)]),
    }
}

/// What a method is called, to stand within a sentence.
#[must_use]
pub const fn method_text(method: Method) -> EventText {
    match method {
        Method::Totp => EventText::MethodTotp,
        Method::Paired => EventText::MethodPaired,
        Method::Email => EventText::MethodEmail,
        Method::Recovery => EventText::MethodRecovery,
    }
}

const fn code_text(failure: CodeFailure) -> EventText {
    match failure {
        CodeFailure::Wrong => EventText::CodeWrong,
        CodeFailure::AlreadyUsed => EventText::CodeAlreadyUsed,
        CodeFailure::Expired => EventText::CodeExpired,
        CodeFailure::Superseded => EventText::CodeSuperseded,
        CodeFailure::OtherContext => EventText::CodeOtherContext,
        CodeFailure::AttemptsUsedUp => EventText::CodeAttemptsUsedUp,
    }
}

const fn refusal_text(refusal: Refusal) -> EventText {
    match refusal {
        Refusal::NotInPortalRules => EventText::RefusalPortalRules,
        Refusal::NotInAccountRules => EventText::RefusalAccountRules,
        Refusal::DeniedNetwork => EventText::RefusalDeniedNetwork,
        Refusal::UnknownAccount => EventText::RefusalUnknownAccount,
        Refusal::AccountLocked => EventText::RefusalAccountLocked,
        Refusal::Throttled { of: Throttled::Account, .. } => EventText::RefusalThrottledAccount,
        Refusal::Throttled { of: Throttled::Address, .. } => EventText::RefusalThrottledAddress,
        Refusal::NotByOneStep => EventText::RefusalNotByOneStep,
        Refusal::WrongPassword => EventText::RefusalWrongPassword,
        Refusal::NotForOthers => EventText::RefusalNotForOthers,
        Refusal::NoGrantHere => EventText::RefusalNoGrantHere,
        Refusal::NoMethodRegistered => EventText::RefusalNoMethodRegistered,
        Refusal::NoMethodUsable => EventText::RefusalNoMethodUsable,
    }
}

/// Why mail software was disconnected: as a refusal is told, but what was so before, and no longer is.
const fn end_text(refusal: Option<Refusal>) -> EventText {
    match refusal {
        None | Some(Refusal::NoGrantHere) => EventText::MailNoGrantAnyMore,
        Some(Refusal::AccountLocked) => EventText::RevokedAccountLocked,
        Some(Refusal::WrongPassword) => EventText::RevokedPasswordChanged,
        Some(refusal) => refusal_text(refusal),
    }
}

const fn action_text(action: NetworkAction) -> EventText {
    match action {
        NetworkAction::MfaSkip => EventText::NetworkMfaSkip,
        NetworkAction::MfaRequire => EventText::NetworkMfaRequire,
        NetworkAction::Deny => EventText::NetworkDeny,
    }
}

const fn protocol_text(protocol: MailProtocol) -> EventText {
    match protocol {
        MailProtocol::Imap => EventText::ProtocolImap,
        MailProtocol::Pop3 => EventText::ProtocolPop3,
        MailProtocol::Submission => EventText::ProtocolSubmission,
        MailProtocol::Sieve => EventText::ProtocolSieve,
        MailProtocol::Other => EventText::ProtocolOther,
    }
}

/// A place as people write it: one address without its length.
fn place_text(source: Prefix) -> String {
    if source.length() == source.family().bits() { source.first().to_string() } else { source.to_string() }
}

const fn bucket_text(bucket: Bucket) -> EventText {
    match bucket {
        Bucket::Otp => EventText::BucketOtp,
        Bucket::Recovery => EventText::BucketRecovery,
        Bucket::PasswordAtDevice => EventText::BucketPasswordAtDevice,
        Bucket::PasswordAtAddress => EventText::BucketPasswordAtAddress,
        Bucket::PasswordElsewhere => EventText::BucketPasswordElsewhere,
        Bucket::Address => EventText::BucketAddress,
        Bucket::ResetRequest => EventText::BucketResetRequest,
        Bucket::SupportRequest => EventText::BucketSupportRequest,
    }
}

const fn revocation_text(reason: RevocationReason) -> EventText {
    match reason {
        RevocationReason::Owner => EventText::RevokedByOwner,
        RevocationReason::Administrator => EventText::RevokedByAdministrator,
        RevocationReason::PasswordChanged => EventText::RevokedPasswordChanged,
        RevocationReason::AuthenticatorChanged => EventText::RevokedAuthenticatorChanged,
        RevocationReason::AddressChanged => EventText::RevokedAddressChanged,
        RevocationReason::AccountLocked => EventText::RevokedAccountLocked,
        RevocationReason::AddressNotCovered => EventText::RevokedAddressNotCovered,
        RevocationReason::TooManySessions => EventText::RevokedTooMany,
        RevocationReason::TokenReused => EventText::RevokedTokenReused,
    }
}

const fn ended_text(reason: Ended) -> EventText {
    match reason {
        Ended::Idle => EventText::EndedIdle,
        Ended::Absolute => EventText::EndedAbsolute,
        Ended::ClockSteppedBack => EventText::EndedClock,
    }
}

const fn role_text(role: Role) -> EventText {
    match role {
        Role::General => EventText::RoleGeneral,
        Role::Support => EventText::RoleSupport,
        Role::Admin => EventText::RoleAdmin,
    }
}

const fn mail_text(mail: Mail) -> EventText {
    match mail {
        Mail::ConfirmationCode => EventText::MailConfirmationCode,
        Mail::PasswordReset => EventText::MailPasswordReset,
        Mail::Invitation => EventText::MailInvitation,
        Mail::PasswordChanged => EventText::MailPasswordChanged,
        Mail::AuthenticatorChanged => EventText::MailAuthenticatorChanged,
        Mail::AddressChanged => EventText::MailAddressChanged,
        Mail::NewPlace => EventText::MailNewPlace,
        Mail::SuspiciousAttempts => EventText::MailSuspiciousAttempts,
        Mail::AccountState => EventText::MailAccountState,
        Mail::RulesChanged => EventText::MailRulesChanged,
        Mail::RememberedBrowser => EventText::MailRememberedBrowser,
        Mail::SupportRequest => EventText::MailSupportRequest,
    }
}
