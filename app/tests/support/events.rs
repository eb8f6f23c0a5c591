//! One entry of the log for everything that can happen, and for every reason why.

use super::sample::{FIREFOX, ago};
use sekisho_app::history::{Actor, LogEntry, Repeated};
use sekisho_app::id::{AccountId, EntryId};
use sekisho_engine::allowlist::Rule;
use sekisho_engine::history::{CodeFailure, Event, List, Mail, MailProtocol, RevocationReason, Several};
use sekisho_engine::method::Method;
use sekisho_engine::network::NetworkAction;
use sekisho_engine::policy::Role;
use sekisho_engine::session::Ended;
use sekisho_engine::sign_in::{How, Refusal, Throttled};
use sekisho_engine::throttle::{Bar, Bucket};
use sekisho_engine::time::{Seconds, Timestamp};

fn sign_ins() -> Vec<Event> {
    let how = [
        How::SingleFactor,
        How::TrustedNetwork,
        How::OneStep,
        How::Grant,
        How::Remembered,
        How::SecondFactor(Method::Totp),
    ];
    let bar = Bar::Wait { retry_after: Seconds::MINUTE };
    let refusals = [
        Refusal::NotInPortalRules,
        Refusal::NotInAccountRules,
        Refusal::DeniedNetwork,
        Refusal::UnknownAccount,
        Refusal::AccountLocked,
        Refusal::Throttled { of: Throttled::Account, bar },
        Refusal::Throttled { of: Throttled::Address, bar },
        Refusal::NotByOneStep,
        Refusal::WrongPassword,
        Refusal::NoGrantHere,
        Refusal::NotForOthers,
        Refusal::NoMethodRegistered,
        Refusal::NoMethodUsable,
    ];
    let buckets = [
        Bucket::Otp,
        Bucket::Recovery,
        Bucket::PasswordAtDevice,
        Bucket::PasswordAtAddress,
        Bucket::PasswordElsewhere,
        Bucket::Address,
        Bucket::ResetRequest,
        Bucket::SupportRequest,
    ];
    let how = how.map(|how| Event::SignInSucceeded { how });
    let refusals = refusals.map(|refusal| Event::SignInRefused { refusal });
    let buckets = buckets.map(|bucket| Event::Throttled { bucket });
    how.into_iter().chain(refusals).chain(buckets).chain([Event::SignedOut]).collect()
}

fn sessions() -> Vec<Event> {
    let reasons = [
        RevocationReason::Owner,
        RevocationReason::Administrator,
        RevocationReason::PasswordChanged,
        RevocationReason::AuthenticatorChanged,
        RevocationReason::AddressChanged,
        RevocationReason::AccountLocked,
        RevocationReason::AddressNotCovered,
        RevocationReason::TooManySessions,
        RevocationReason::TokenReused,
    ];
    let revoked = reasons.into_iter().zip(1..).map(|(reason, count)| Event::SessionRevoked { reason, count });
    let ended = [Ended::Idle, Ended::Absolute, Ended::ClockSteppedBack];
    let ended = ended.into_iter().map(|reason| Event::SessionEnded { reason });
    let proofs = [None, Some(Method::Totp)].map(|method| Event::Reauthenticated { method });
    let browsers = [
        Event::BrowserRemembered,
        Event::BrowsersForgotten { reason: RevocationReason::Owner, count: 1 },
        Event::BrowsersForgotten { reason: RevocationReason::PasswordChanged, count: 2 },
        Event::RememberedTokenReused,
        Event::ReauthenticationFailed,
    ];
    revoked.chain(ended).chain(proofs).chain(browsers).collect()
}

fn second_factors() -> Vec<Event> {
    let failures = [
        CodeFailure::Wrong,
        CodeFailure::AlreadyUsed,
        CodeFailure::Expired,
        CodeFailure::Superseded,
        CodeFailure::OtherContext,
        CodeFailure::AttemptsUsedUp,
    ];
    let failed = failures.map(|failure| Event::SecondFactorFailed { method: Method::Email, failure });
    let methods = Method::ALL.into_iter().flat_map(|method| {
        [
            Event::AuthenticatorEnrolled { method },
            Event::EnrolmentFailed { method, failure: CodeFailure::Wrong },
            Event::AuthenticatorRemoved { method },
            Event::AuthenticatorDisabled { method },
        ]
    });
    let rest = [
        Event::MfaReset,
        Event::MfaClearedByReset,
        Event::MethodSet { method: Method::Email },
        Event::RecoveryCodesMade { count: 10 },
        Event::RecoveryCodeUsed { left: 9 },
    ];
    failed.into_iter().chain(methods).chain(rest).collect()
}

fn accounts() -> Vec<Event> {
    let email = |text: &str| text.parse().unwrap();
    let rule: Rule = "203.0.113.0/24".parse().unwrap();
    let lists = [List::Account, List::Portal].into_iter().flat_map(|list| {
        [
            Event::RuleAdded { list, rule },
            Event::RuleRemoved { list, rule },
            Event::RulesCleared { list, count: 3 },
            Event::RulesChanged {
                list,
                added: [rule].into_iter().collect(),
                removed: std::iter::repeat_n(rule, 30).collect(),
                amended: 2,
            },
            Event::RuleAmended { list, rule, until: "2027-03-31".parse().ok() },
            Event::RuleAmended { list, rule, until: None },
            Event::TrialBegan {
                list,
                ends: Timestamp::from_unix(1_800_000_600),
                added: [rule].into_iter().collect(),
                removed: Several::default(),
            },
            Event::TrialConfirmed { list },
            Event::TrialUndone { list },
            Event::TrialLapsed { list },
            Event::RuleChangeRefused { list },
        ]
    });
    let roles = [Role::General, Role::Support, Role::Admin].map(|role| Event::AccountCreated { role });
    let rest = [
        Event::PasswordChanged,
        Event::PasswordResetRequested,
        Event::PasswordReset,
        Event::PasswordResetRefused,
        Event::AddressChangeRequested { to: email("new@example.org") },
        Event::AddressChanged { from: email("old@example.org"), to: email("new@example.org") },
        Event::AddressChangeFailed { failure: CodeFailure::Expired },
        Event::LanguageChanged,
        Event::NameChanged,
        Event::AccountLocked,
        Event::AccountUnlocked,
        Event::SetupLinkMade,
        Event::SetupCompleted,
        Event::SecretKeyAdded { keys: 2 },
        Event::SecretsResealed { count: 40 },
        Event::MfaSwitched { on: true },
        Event::MfaSwitched { on: false },
        Event::SteppedUp { method: Method::Paired },
        Event::GrantIssued { source: "203.0.113.7/32".parse().unwrap(), ends: ago(Seconds::hours(-14)) },
        Event::GrantIssued { source: "2001:db8::/64".parse().unwrap(), ends: ago(Seconds::hours(-14)) },
        Event::GrantsEnded { reason: RevocationReason::PasswordChanged, count: 2 },
        Event::NetworkSaved { name: "Library".into(), action: NetworkAction::MfaSkip, rules: 3 },
        Event::NetworkSaved { name: "eduroam".into(), action: NetworkAction::MfaRequire, rules: 1 },
        Event::NetworkSaved { name: "Banned".into(), action: NetworkAction::Deny, rules: 0 },
        Event::NetworkRemoved { name: "Library".into() },
        Event::NetworksReordered,
        Event::MailRefused { protocol: MailProtocol::Imap, refusal: Refusal::NoGrantHere },
        Event::MailRefused { protocol: MailProtocol::Pop3, refusal: Refusal::NoGrantHere },
        Event::MailRefused { protocol: MailProtocol::Submission, refusal: Refusal::AccountLocked },
        Event::MailRefused { protocol: MailProtocol::Sieve, refusal: Refusal::NoGrantHere },
        Event::MailRefused { protocol: MailProtocol::Other, refusal: Refusal::NoGrantHere },
        Event::MailSessionsEnded { count: 2, refusal: None },
        Event::MailSessionsEnded { count: 2, refusal: Some(Refusal::AccountLocked) },
        Event::MailSessionsEnded { count: 2, refusal: Some(Refusal::NotInPortalRules) },
        Event::ApplicationOpened { host: "wiki.example.org".into() },
        Event::ApplicationRefused { host: "wiki.example.org".into() },
        Event::SupportRequestReceived,
        Event::SupportRequestTaken,
        Event::SupportRequestApproved { effect: ago(Seconds::new(-86_400)) },
        Event::SupportRequestRefused,
        Event::SupportRequestStopped,
        Event::SupportRequestDone,
    ];
    lists.chain(roles).chain(rest).collect()
}

fn mails() -> Vec<Event> {
    let queued = Mail::ALL.map(|mail| Event::MailQueued { mail });
    let mail = Mail::ConfirmationCode;
    let fates = [Event::MailSent { mail }, Event::MailFailed { mail }, Event::MailExpired { mail }];
    queued.into_iter().chain(fates).collect()
}

/// The entries, the latest first.
pub fn every_event() -> Vec<LogEntry> {
    let events = [sign_ins(), sessions(), second_factors(), accounts(), mails()].into_iter().flatten();
    let actors = [
        Actor::Self_,
        Actor::Person("Rosa Almeida".to_owned()),
        Actor::CommandLine,
        Actor::Portal,
        Actor::Anonymous,
    ];
    let entries = events.zip(0_i64..).map(|(event, at)| LogEntry {
        repeated: (at % 7 == 0).then(|| Repeated { times: 41, last: ago(Seconds::MINUTE) }),
        id: EntryId(1_000 - at),
        at: ago(Seconds::new(at * 731)),
        outcome: event.kind().outcome(),
        event,
        actor: actors[usize::try_from(at).unwrap() % actors.len()].clone(),
        account: (at % 7 != 0).then(|| (AccountId(1), "hanako.aoyama@example.org".to_owned())),
        address: (at % 5 != 0).then(|| "2001:db8:4a:1c::8f2e".parse().unwrap()),
        user_agent: if at % 3 == 0 { "curl/8.5.0".to_owned() } else { FIREFOX.to_owned() },
    });
    entries.collect()
}
