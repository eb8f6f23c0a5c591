//! Sample people and what belongs to them.

use sekisho_app::account::{AccountView, DashboardView, PendingAddress};
use sekisho_app::admin::{PersonRow, PersonView};
use sekisho_app::allowlist::{AllowlistView, DraftView, RecentAddress, RuleView, SeenAddress, TrialView};
use sekisho_app::history::{Actor, LogEntry, MailEntry, MailState};
use sekisho_app::i18n::Language;
use sekisho_app::id::{AccountId, EntryId, MailId, RememberedId, RuleId, SessionId, SignInId};
use sekisho_app::password::PasswordGuide;
use sekisho_app::remembered::RememberedView;
use sekisho_app::session::{SessionView, ShownInSession};
use sekisho_app::sign_in::SentCode;
use sekisho_app::visit::{PasswordVerified, RunningTrial, SignedIn, Trials};
use sekisho_engine::address::ClientAddress;
use sekisho_engine::history::{CodeFailure, Event, List, RevocationReason};
use sekisho_engine::method::Method;
use sekisho_engine::password::Rules;
use sekisho_engine::policy::{AccountState, RememberMe, Role, SignIn, SignInPage};
use sekisho_engine::sign_in::Way;
use sekisho_engine::time::{Day, Seconds, Timestamp};

pub const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
const CHROME: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

/// Whose account is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// Everything on, much has happened.
    Protected,
    /// An account that was just made.
    Fresh,
    /// In the middle of things: a code was sent, an address waits to be confirmed.
    Midway,
    /// Everything on, and long lists.
    Crowded,
}

/// 21 November 2026, 14:03:20 UTC.
pub fn now() -> Timestamp {
    Timestamp::from_unix(1_795_269_800)
}

/// The last day of the one-step way: to come where things are midway, over where lists are long.
pub fn last_day(sample: Sample) -> Option<Day> {
    match sample {
        Sample::Midway => Some("2027-03-31".parse().unwrap()),
        Sample::Crowded => Some("2026-10-31".parse().unwrap()),
        Sample::Protected | Sample::Fresh => None,
    }
}

pub fn ago(length: Seconds) -> Timestamp {
    now().minus(length)
}

pub fn here() -> ClientAddress {
    ClientAddress::Known("203.0.113.24".parse().unwrap())
}

/// Where things are midway, both lists are on trial: one's own doesn't cover [`here`], the portal's does.
pub fn trials(sample: Sample) -> Trials {
    let trial = |minutes, covered| RunningTrial { until: now().plus(Seconds::minutes(minutes)), covered };
    match sample {
        Sample::Midway => Trials { own: Some(trial(9, false)), portal: Some(trial(7, true)) },
        _ => Trials::default(),
    }
}

/// Somebody whose own list is on trial, and covers where they are.
pub fn trying() -> SignedIn {
    let own = Some(RunningTrial { until: now().plus(Seconds::minutes(4)), covered: true });
    SignedIn { trials: Trials { own, portal: None }, ..administrator() }
}

pub fn administrator() -> SignedIn {
    SignedIn {
        stepping_up: None,
        trials: Trials::default(),
        account: AccountId(1),
        session: SessionId(11),
        name: "Hanako Aoyama".to_owned(),
        email: "hanako.aoyama@example.org".to_owned(),
        role: Role::Admin,
        since: ago(Seconds::hours(2)),
        authenticated_at: ago(Seconds::hours(2)),
    }
}

pub fn half() -> PasswordVerified {
    PasswordVerified { sign_in: SignInId(5), account: AccountId(1), way: Way::Usual }
}

pub fn sent() -> SentCode {
    SentCode {
        at: ago(Seconds::new(5)),
        expires: now().plus(Seconds::new(595)),
        resend_from: now().plus(Seconds::new(25)),
    }
}

pub fn guide() -> PasswordGuide {
    PasswordGuide {
        rules: Rules::Nist { least: 15, most: 128 },
        context: vec!["hanako.aoyama@example.org".to_owned(), "Hanako Aoyama".to_owned()],
    }
}

pub fn account(sample: Sample) -> AccountView {
    AccountView {
        name: "Hanako Aoyama".to_owned(),
        email: "hanako.aoyama@example.org".to_owned(),
        language: (sample == Sample::Protected).then_some(Language::En),
        password_changed: (sample != Sample::Fresh).then(|| ago(Seconds::days(40))),
        since: ago(Seconds::days(400)),
        pending: (sample == Sample::Midway)
            .then(|| PendingAddress { email: "hanako@new.example.org".to_owned(), sent: sent() }),
    }
}

pub fn dashboard(sample: Sample) -> DashboardView {
    let on = sample != Sample::Fresh;
    DashboardView {
        totp: on,
        paired: false,
        email_otp: on,
        email_forbidden: sample == Sample::Crowded,
        proves_family: sample == Sample::Protected,
        switched_off: sample == Sample::Crowded,
        recovery_left: if on { 8 } else { 0 },
        recommend_mfa: !on,
        two_step_due: sample == Sample::Fresh || sample == Sample::Midway,
        recommend_by_dialog: !on,
        rules: if on { 3 } else { 0 },
        covered: on.then_some(sample == Sample::Protected),
        sessions: if on { 3 } else { 1 },
        recent: if on { log() } else { Vec::new() },
    }
}

pub fn sessions(sample: Sample) -> Vec<SessionView> {
    let session = |id, agent: &str, address: Option<&str>, used, shown| SessionView {
        id: SessionId(id),
        current: id == 11,
        since: ago(Seconds::new(used * 9 + 7_000)),
        last_used: ago(Seconds::new(used)),
        ends: now().plus(Seconds::hours(20)),
        address: address.map(|address| address.parse().unwrap()),
        user_agent: agent.to_owned(),
        shown,
    };
    let mut all = vec![session(11, FIREFOX, Some("203.0.113.24"), 0, ShownInSession::SecondFactor)];
    if sample != Sample::Fresh {
        all.push(session(12, SAFARI, Some("2001:db8:4a:1c::8f2e"), 4_000, ShownInSession::Remembered));
        all.push(session(13, CHROME, None, 90_000, ShownInSession::Password));
    }
    all
}

/// The crowded portal asks for the identifier on a page of its own.
pub fn sign_in(sample: Sample) -> SignIn {
    match sample {
        Sample::Crowded => SignIn { page: SignInPage::IdentifierFirst, ..SignIn::default() },
        _ => SignIn::default(),
    }
}

/// Nearly every portal lets browsers stay signed in.
pub fn remember_me(sample: Sample) -> RememberMe {
    RememberMe { offered: sample != Sample::Fresh, ..RememberMe::default() }
}

pub fn browsers(sample: Sample) -> Vec<RememberedView> {
    let browser = |id, agent: &str, address: Option<&str>, used| RememberedView {
        id: RememberedId(id),
        current: id == 3,
        since: ago(Seconds::days(20)),
        last_used: ago(Seconds::new(used)),
        ends: now().plus(Seconds::days(14)),
        address: address.map(|address| address.parse().unwrap()),
        user_agent: agent.to_owned(),
    };
    match sample {
        Sample::Fresh => Vec::new(),
        _ => vec![
            browser(3, FIREFOX, Some("203.0.113.24"), 0),
            browser(2, SAFARI, Some("2001:db8:4a:1c::8f2e"), 4_000),
            browser(1, "", None, 400_000),
        ],
    }
}

pub fn log() -> Vec<LogEntry> {
    let rule = "203.0.113.0/24".parse().unwrap();
    let events = [
        (Event::RuleAdded { list: List::Account, rule }, Actor::Self_),
        (Event::SecondFactorFailed { method: Method::Totp, failure: CodeFailure::Wrong }, Actor::Anonymous),
        (Event::AuthenticatorEnrolled { method: Method::Totp }, Actor::Self_),
        (Event::SessionRevoked { reason: RevocationReason::AuthenticatorChanged, count: 2 }, Actor::Portal),
        (Event::PasswordChanged, Actor::Self_),
    ];
    let entry = |(at, (event, actor)): (usize, (Event, Actor))| {
        let at = i64::try_from(at).unwrap();
        LogEntry {
            repeated: None,
            id: EntryId(100 - at),
            at: ago(Seconds::new(at * at * 5_000 + 300)),
            outcome: event.kind().outcome(),
            event,
            actor,
            account: Some((AccountId(1), "hanako.aoyama@example.org".to_owned())),
            address: (at != 3).then(|| "203.0.113.24".parse().unwrap()),
            user_agent: if at == 3 { String::new() } else { FIREFOX.to_owned() },
        }
    };
    events.into_iter().enumerate().map(entry).collect()
}

pub fn mails() -> Vec<MailEntry> {
    let mail = |id, subject: &str, state| MailEntry {
        id: MailId(id),
        at: ago(Seconds::new((10 - id) * 4_000)),
        to: "hanako.aoyama@example.org".to_owned(),
        subject: subject.to_owned(),
        state,
    };
    let refused = "550 5.1.1 no such user here".to_owned();
    vec![
        mail(
            9,
            "Confirmation Code",
            MailState::Queued { next_attempt: now().plus(Seconds::new(30)), attempts: 1 },
        ),
        mail(8, "Confirmation Code", MailState::Sent { at: ago(Seconds::new(7_990)) }),
        mail(
            7,
            "Your password was changed",
            MailState::Failed { at: ago(Seconds::hours(3)), reason: refused },
        ),
        mail(6, "Confirmation Code", MailState::Expired { at: ago(Seconds::hours(4)) }),
    ]
}

pub fn rules(sample: Sample) -> Vec<RuleView> {
    let rule = |id, text: &str, note: &str| RuleView {
        id: RuleId(id),
        rule: text.parse().unwrap(),
        note: note.to_owned(),
        until: (id == 2).then(|| "2027-03-31".parse().unwrap()),
        holds: true,
        since: ago(Seconds::days(id * 9)),
    };
    match sample {
        Sample::Fresh => Vec::new(),
        Sample::Midway => vec![rule(2, "198.51.100.0/24", "Branch office")],
        Sample::Protected => vec![
            rule(1, "203.0.113.0/24", "Head office"),
            rule(2, "198.51.100.7", ""),
            rule(3, "2001:db8:4a::/48", "Home, fibre"),
        ],
        Sample::Crowded => {
            (0..250).map(|n| rule(n + 1, &format!("10.0.{n}.0/24"), &format!("Site {n}"))).collect()
        }
    }
}

pub fn allowlist(sample: Sample) -> AllowlistView {
    let recent = |text: &str, days, count| RecentAddress {
        address: text.parse().unwrap(),
        last_used: ago(Seconds::days(days)),
        count,
    };
    AllowlistView {
        rules: rules(sample),
        current: here(),
        recent: vec![recent("2001:db8:4a:1c::8f2e", 1, 12), recent("192.0.2.77", 6, 2)],
        max_rules: 1_000,
        editable: true,
        version: 7,
        text: rules(sample).iter().map(|view| format!("{}\n", view.rule)).collect(),
        trial: trials(sample).own.map(|trial| TrialView {
            text: "# from the new office on\n192.0.2.0/25 # office\n198.51.100.0/24 # hotel\n".to_owned(),
            until: trial.until,
            covers_here: Some(trial.covered),
        }),
    }
}

pub fn draft(sample: Sample) -> DraftView {
    let list = allowlist(sample);
    let seen = |text: &str, days, count, refused| SeenAddress {
        address: text.parse().unwrap(),
        last_used: ago(Seconds::days(days)),
        count,
        refused,
    };
    let seen = match sample {
        Sample::Fresh => Vec::new(),
        _ => vec![
            seen("203.0.113.24", 0, 40, 0),
            seen("2001:db8:4a:1c::8f2e", 1, 12, 0),
            seen("192.0.2.77", 6, 1, 0),
            seen("198.51.100.200", 2, 0, 5),
        ],
    };
    DraftView {
        text: format!("# Offices\n{}", list.text),
        version: list.version,
        max_rules: list.max_rules,
        editable: list.editable,
        current: list.current,
        seen,
        more: if sample == Sample::Crowded { 31 } else { 0 },
        trial_minutes: 10,
        trial: list.trial,
    }
}

pub fn people() -> Vec<PersonRow> {
    let row = |id, name: &str, email: &str, role, state, mfa: bool| PersonRow {
        id: AccountId(id),
        name: name.to_owned(),
        email: email.to_owned(),
        role,
        state,
        totp: mfa,
        paired: mfa && id == 1,
        email_otp: id % 2 == 0,
        moved: id != 3,
        rules: u32::try_from(id % 3).unwrap(),
        last_sign_in: (id != 4).then(|| ago(Seconds::hours(id * 7))),
    };
    vec![
        row(1, "Hanako Aoyama", "hanako.aoyama@example.org", Role::Admin, AccountState::Active, true),
        row(2, "Ichirō Tanaka", "ichiro@example.org", Role::General, AccountState::Active, false),
        row(3, "Rosa Almeida", "rosa@example.org", Role::Support, AccountState::Locked, true),
        row(4, "山田 太郎", "taro.yamada@example.org", Role::General, AccountState::Active, false),
    ]
}

pub fn person(id: AccountId) -> Option<PersonView> {
    let row = people().into_iter().find(|row| row.id == id)?;
    Some(PersonView {
        own: row.id == AccountId(1),
        row,
        since: ago(Seconds::days(300)),
        sessions: 2,
        recovery_left: 8,
        rules: rules(Sample::Protected),
        methods: vec![Method::Totp, Method::Email],
        moving: id == AccountId(2),
    })
}
