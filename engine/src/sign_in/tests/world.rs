//! Small worlds to decide in.

use std::sync::LazyLock;

use crate::address::Address;
use crate::address::forwarded::{ClientAddress, UnknownReason};
use crate::allowlist::RuleSet;
use crate::grant::Grant;
use crate::method::{Method, Methods};
use crate::network::{Network, NetworkAction, Networks};
use crate::policy::{AccountState, EnrolAtSignIn, GrantBinding, MfaMode, Policy, Role};
use crate::sign_in::{AccountFacts, Decision, Facts, MfaChoice, Shown, Way, decide};
use crate::throttle::Bar;
use crate::time::{Seconds, Timestamp};

pub(super) const NOW: Timestamp = Timestamp::from_unix(1_700_000_000);

/// Where everybody comes from, when that is known.
pub(super) fn here() -> Address {
    "192.0.2.7".parse().unwrap()
}

/// A list of rules, seen from [`here`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sign_in) enum List {
    Empty,
    Covers,
    CoversOthers,
}

impl List {
    pub(super) const ALL: [Self; 3] = [Self::Empty, Self::Covers, Self::CoversOthers];

    fn rules(self) -> &'static RuleSet {
        static COMPILED: LazyLock<[RuleSet; 3]> = LazyLock::new(|| {
            let lists: [&[&str]; 3] = [&[], &["198.51.100.0/24", "192.0.2.0/24"], &["198.51.100.0/24"]];
            lists.map(|rules| RuleSet::compile(rules.iter().map(|rule| rule.parse().unwrap())))
        });
        &COMPILED[self as usize]
    }
}

/// What keeps somebody out whatever they show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sign_in) enum Obstacle {
    None,
    NoAccount,
    Locked,
    AccountBar,
    AddressBar,
}

impl Obstacle {
    pub(super) const ALL: [Self; 5] =
        [Self::None, Self::NoAccount, Self::Locked, Self::AccountBar, Self::AddressBar];
}

/// The person's grants, seen from [`here`] and [`NOW`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sign_in) enum Grants {
    None,
    InForce,
    Ended,
    Elsewhere,
}

impl Grants {
    pub(super) const ALL: [Self; 4] = [Self::None, Self::InForce, Self::Ended, Self::Elsewhere];

    fn list(self) -> &'static [Grant] {
        static ISSUED: LazyLock<[Grant; 3]> = LazyLock::new(|| {
            let issue = |address, from| Grant::issue(address, 64, Seconds::hours(14), from);
            let elsewhere = "192.0.2.8".parse().unwrap();
            [issue(here(), NOW), issue(here(), NOW.minus(Seconds::hours(14))), issue(elsewhere, NOW)]
        });
        match self {
            Self::None => &[],
            Self::InForce => &ISSUED[..1],
            Self::Ended => &ISSUED[1..2],
            Self::Elsewhere => &ISSUED[2..],
        }
    }
}

/// Everything that a decision depends on, each in as few values as can make a difference.
#[derive(Debug, Clone, Copy)]
pub(in crate::sign_in) struct World {
    pub(in crate::sign_in) portal: List,
    pub(in crate::sign_in) own: List,
    pub(in crate::sign_in) address_known: bool,
    pub(in crate::sign_in) network: Option<NetworkAction>,
    pub(in crate::sign_in) obstacle: Obstacle,
    pub(in crate::sign_in) shown: Shown,
    pub(in crate::sign_in) role: Role,
    pub(in crate::sign_in) registered: Methods,
    pub(in crate::sign_in) disabled: Methods,
    pub(in crate::sign_in) choice: MfaChoice,
    pub(in crate::sign_in) mode: MfaMode,
    pub(in crate::sign_in) offered: Methods,
    pub(in crate::sign_in) enrol: EnrolAtSignIn,
    pub(in crate::sign_in) binding: GrantBinding,
    pub(in crate::sign_in) grants: Grants,
    pub(in crate::sign_in) preferred: Option<Method>,
    pub(in crate::sign_in) way: Way,
    pub(in crate::sign_in) last_day: Option<LastDay>,
    pub(in crate::sign_in) remember: bool,
}

/// The last day of the one-step way, seen from [`NOW`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sign_in) enum LastDay {
    Today,
    Yesterday,
}

/// Somebody with a password and an authenticator, where nothing stands in the way.
pub(in crate::sign_in) const PLAIN: World = World {
    portal: List::Empty,
    own: List::Empty,
    address_known: true,
    network: None,
    obstacle: Obstacle::None,
    shown: Shown::Password,
    role: Role::General,
    registered: TOTP,
    disabled: Methods::NONE,
    choice: MfaChoice::On,
    mode: MfaMode::Recommended,
    offered: TOTP.with(Method::Email),
    enrol: EnrolAtSignIn::Allowed,
    binding: GrantBinding::Session,
    grants: Grants::None,
    preferred: None,
    way: Way::Usual,
    last_day: None,
    remember: false,
};

pub(super) const TOTP: Methods = Methods::NONE.with(Method::Totp);
const EMAIL: Methods = Methods::NONE.with(Method::Email);

pub(super) const REGISTERED: [Methods; 6] = [
    Methods::NONE,
    TOTP,
    EMAIL,
    TOTP.with(Method::Email),
    TOTP.with(Method::Recovery),
    Methods::NONE.with(Method::Recovery),
];
pub(super) const SHOWN: [Shown; 5] = [
    Shown::Nothing,
    Shown::WrongPassword,
    Shown::Password,
    Shown::PasswordAnd(Method::Totp),
    Shown::PasswordAnd(Method::Email),
];
const ROLES: [Role; 3] = [Role::General, Role::Support, Role::Admin];
const NETWORKS: [Option<NetworkAction>; 4] =
    [None, Some(NetworkAction::MfaSkip), Some(NetworkAction::MfaRequire), Some(NetworkAction::Deny)];
const MODES: [MfaMode; 4] = [MfaMode::Never, MfaMode::OptIn, MfaMode::Recommended, MfaMode::Required];
const CHOICES: [MfaChoice; 2] = [MfaChoice::Off, MfaChoice::On];

/// Every combination of where somebody comes from, what keeps them out and what they show.
pub(in crate::sign_in) fn of_addresses() -> Vec<World> {
    let worlds = vec![World { binding: GrantBinding::SourceAddress, ..PLAIN }];
    let worlds = vary(worlds, List::ALL, |world, portal| World { portal, ..world });
    let worlds = vary(worlds, List::ALL, |world, own| World { own, ..world });
    let worlds = vary(worlds, [true, false], |world, address_known| World { address_known, ..world });
    let worlds = vary(worlds, NETWORKS, |world, network| World { network, ..world });
    let worlds = vary(worlds, Obstacle::ALL, |world, obstacle| World { obstacle, ..world });
    let worlds = vary(worlds, SHOWN, |world, shown| World { shown, ..world });
    let worlds = vary(worlds, ROLES, |world, role| World { role, ..world });
    let worlds = vary(worlds, [Methods::NONE, TOTP], |world, registered| World { registered, ..world });
    let worlds = vary(worlds, CHOICES, |world, choice| World { choice, ..world });
    vary(worlds, [Grants::None, Grants::InForce], |world, grants| World { grants, ..world })
}

/// Every combination of what bears on the second factor.
pub(in crate::sign_in) fn of_second_factors() -> Vec<World> {
    let worlds = vary(vec![PLAIN], [true, false], |world, address_known| World { address_known, ..world });
    let worlds = vary(worlds, NETWORKS, |world, network| World { network, ..world });
    let worlds = vary(worlds, SHOWN, |world, shown| World { shown, ..world });
    let worlds = vary(worlds, ROLES, |world, role| World { role, ..world });
    let worlds = vary(worlds, REGISTERED, |world, registered| World { registered, ..world });
    let worlds = vary(worlds, [Methods::NONE, TOTP], |world, disabled| World { disabled, ..world });
    let worlds = vary(worlds, CHOICES, |world, choice| World { choice, ..world });
    let worlds = vary(worlds, MODES, |world, mode| World { mode, ..world });
    let worlds = vary(worlds, [TOTP, TOTP.with(Method::Email)], |world, offered| World { offered, ..world });
    let enrol = [EnrolAtSignIn::Allowed, EnrolAtSignIn::Refused];
    let worlds = vary(worlds, enrol, |world, enrol| World { enrol, ..world });
    let bindings = [GrantBinding::Session, GrantBinding::SourceAddress];
    let worlds = vary(worlds, bindings, |world, binding| World { binding, ..world });
    vary(worlds, Grants::ALL, |world, grants| World { grants, ..world })
}

/// Every combination of what bears on the one-step way and on browsers that stay signed in.
pub(in crate::sign_in) fn of_ways() -> Vec<World> {
    let shown = [
        Shown::Nothing,
        Shown::WrongPassword,
        Shown::Password,
        Shown::PasswordAnd(Method::Totp),
        Shown::Remembered(None),
        Shown::Remembered(Some(Method::Totp)),
        Shown::Remembered(Some(Method::Email)),
    ];
    let days = [None, Some(LastDay::Today), Some(LastDay::Yesterday)];
    let worlds = vary(vec![PLAIN], [Way::Usual, Way::OneStep], |world, way| World { way, ..world });
    let worlds = vary(worlds, days, |world, last_day| World { last_day, ..world });
    let worlds = vary(worlds, [false, true], |world, remember| World { remember, ..world });
    let worlds = vary(worlds, shown, |world, shown| World { shown, ..world });
    let worlds = vary(worlds, ROLES, |world, role| World { role, ..world });
    let worlds = vary(worlds, NETWORKS, |world, network| World { network, ..world });
    let worlds = vary(worlds, [Methods::NONE, TOTP], |world, registered| World { registered, ..world });
    let worlds = vary(worlds, CHOICES, |world, choice| World { choice, ..world });
    let worlds = vary(worlds, MODES, |world, mode| World { mode, ..world });
    let worlds = vary(worlds, [TOTP, TOTP.with(Method::Email)], |world, offered| World { offered, ..world });
    let enrol = [EnrolAtSignIn::Allowed, EnrolAtSignIn::Refused];
    vary(worlds, enrol, |world, enrol| World { enrol, ..world })
}

/// Every combination of what bears on those who step up, on mail software and on sessions that go on.
pub(in crate::sign_in) fn of_grants() -> Vec<World> {
    let ways = [Way::Usual, Way::StepUp, Way::Mail, Way::Resumed];
    let worlds = vary(vec![PLAIN], ways, |world, way| World { way, ..world });
    let worlds = vary(worlds, [true, false], |world, address_known| World { address_known, ..world });
    let worlds = vary(worlds, NETWORKS, |world, network| World { network, ..world });
    let worlds = vary(worlds, SHOWN, |world, shown| World { shown, ..world });
    let worlds = vary(worlds, ROLES, |world, role| World { role, ..world });
    let worlds = vary(worlds, REGISTERED, |world, registered| World { registered, ..world });
    let worlds = vary(worlds, CHOICES, |world, choice| World { choice, ..world });
    let worlds = vary(worlds, MODES, |world, mode| World { mode, ..world });
    let enrol = [EnrolAtSignIn::Allowed, EnrolAtSignIn::Refused];
    let worlds = vary(worlds, enrol, |world, enrol| World { enrol, ..world });
    let bindings = [GrantBinding::Session, GrantBinding::SourceAddress];
    let worlds = vary(worlds, bindings, |world, binding| World { binding, ..world });
    vary(worlds, Grants::ALL, |world, grants| World { grants, ..world })
}

fn vary<const N: usize, T: Copy>(
    worlds: Vec<World>,
    values: [T; N],
    with: fn(World, T) -> World,
) -> Vec<World> {
    worlds.into_iter().flat_map(|world| values.map(|value| with(world, value))).collect()
}

/// No network, or one that [`here`] is in.
fn networks(action: Option<NetworkAction>) -> &'static Networks {
    static COMPILED: LazyLock<[Networks; 4]> = LazyLock::new(|| {
        NETWORKS.map(|action| {
            let rules = vec!["192.0.2.0/25".parse().unwrap()];
            let network = action.map(|action| Network { name: "campus".into(), rules, action });
            Networks::compile(network.into_iter().collect())
        })
    });
    let at = NETWORKS.iter().position(|known| *known == action).expect("every action has its networks");
    &COMPILED[at]
}

impl World {
    /// Decides in this world.
    pub(super) fn decide(&self) -> Decision {
        let mut decision = None;
        self.with_facts(|facts| decision = Some(decide(facts)));
        decision.expect("the facts are there")
    }

    /// Hands over the facts of this world.
    pub(in crate::sign_in) fn with_facts(&self, ask: impl FnOnce(&Facts<'_>)) {
        let mut policy = Policy::default();
        policy.mfa.mode = self.mode;
        policy.mfa.methods = self.offered;
        policy.mfa.enrol_at_sign_in = self.enrol;
        policy.grant.binding = self.binding;
        policy.remember_me.offered = self.remember;
        // NOW is in the evening of 2023-11-14
        policy.sign_in.one_step_until = self.last_day.map(|last| match last {
            LastDay::Today => "2023-11-14".parse().unwrap(),
            LastDay::Yesterday => "2023-11-13".parse().unwrap(),
        });
        let bar = Bar::Wait { retry_after: Seconds::MINUTE };
        let account = AccountFacts {
            role: self.role,
            state: if self.obstacle == Obstacle::Locked {
                AccountState::Locked
            } else {
                AccountState::Active
            },
            rules: self.own.rules(),
            bar: (self.obstacle == Obstacle::AccountBar).then_some(bar),
            registered: self.registered,
            disabled: self.disabled,
            mfa: self.choice,
            preferred: self.preferred,
            grants: self.grants.list(),
        };
        let address = if self.address_known {
            ClientAddress::Known(here())
        } else {
            ClientAddress::Unknown(UnknownReason::UnreadableHop)
        };
        ask(&Facts {
            policy: &policy,
            portal_rules: self.portal.rules(),
            networks: networks(self.network),
            account: (self.obstacle != Obstacle::NoAccount).then_some(account),
            address,
            address_bar: (self.obstacle == Obstacle::AddressBar).then_some(bar),
            way: self.way,
            shown: self.shown,
            now: NOW,
        });
    }
}
