//! Networks and grants of a server that has samples of them and does nothing.

use super::sample::{self, Sample};
use async_trait::async_trait;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::grant::port::GrantPort;
use sekisho_app::grant::{GrantView, GrantsView};
use sekisho_app::id::{AccountId, GrantId, NetworkId};
use sekisho_app::network::port::NetworkPort;
use sekisho_app::network::{Consent, Draft, MOST_VISITORS, NetworkView, NetworksView, Visitor};
use sekisho_app::visit::{Administrator, SignedIn, Visit};
use sekisho_engine::address::{Address, Family};
use sekisho_engine::method::Method;
use sekisho_engine::network::{Asking, Network, NetworkAction, Seen};
use sekisho_engine::policy::{EnrolAtSignIn, MfaMode, Role};
use sekisho_engine::sign_in::MfaChoice;
use sekisho_engine::time::Seconds;

/// Shows networks where the sample has any.
pub struct Networks(pub Sample);

fn network(id: i64, name: &str, rules: &[&str], action: NetworkAction) -> NetworkView {
    let rules = rules.iter().map(|rule| rule.parse().unwrap()).collect();
    NetworkView { id: NetworkId(id), network: Network { name: name.to_owned(), rules, action } }
}

fn visitor(account: i64, name: &str, role: Role, address: &str) -> Visitor {
    let seen = Seen { role, mfa: MfaChoice::On, registered: true, address: address.parse().unwrap() };
    Visitor { account: AccountId(account), name: name.to_owned(), seen }
}

fn visitors() -> Vec<Visitor> {
    vec![
        visitor(1, "青山 花子", Role::Admin, "203.0.113.24"),
        visitor(2, "Ada <b>Example</b>", Role::General, "203.0.113.77"),
        visitor(3, "Grace Keeper", Role::Support, "2001:db8:12:34::7"),
        visitor(4, "Emil Novak", Role::General, "198.51.100.9"),
    ]
}

#[async_trait]
impl NetworkPort for Networks {
    async fn view(&self, _: &Visit, _: &Administrator) -> ApiResult<NetworksView> {
        let many =
            ["203.0.113.0/24", "198.51.100.0/25", "192.0.2.0/26", "2001:db8:12::/48", "2001:db8:13::/48"];
        let networks = match self.0 {
            Sample::Fresh => Vec::new(),
            _ => vec![
                network(1, "Banned <script>", &["198.51.100.9"], NetworkAction::Deny),
                network(2, "本部キャンパス", &many, NetworkAction::MfaSkip),
                network(3, "Laboratory 3", &["203.0.113.64/26"], NetworkAction::MfaRequire),
                network(4, "Everywhere else", &["all"], NetworkAction::MfaRequire),
            ],
        };
        let visitors = match self.0 {
            Sample::Crowded => {
                let count = MOST_VISITORS + 1;
                (1..).take(count).map(|id| visitor(id, "Somebody", Role::General, "203.0.113.7")).collect()
            }
            _ => visitors(),
        };
        Ok(NetworksView {
            networks,
            version: 7,
            current: Some("203.0.113.24".parse().unwrap()),
            asking: Asking { mode: MfaMode::Required, enrol: EnrolAtSignIn::Allowed },
            visitors,
        })
    }

    async fn save(
        &self,
        _: &Visit,
        _: &Administrator,
        _: Option<NetworkId>,
        _: Draft<'_>,
        _: Consent<'_>,
    ) -> ApiResult<()> {
        Err(Problem::LookFirst.into())
    }

    async fn remove(&self, _: &Visit, _: &Administrator, _: NetworkId, _: Option<Address>) -> ApiResult<()> {
        Ok(())
    }

    async fn shift(
        &self,
        _: &Visit,
        _: &Administrator,
        _: NetworkId,
        _: bool,
        _: Option<Address>,
    ) -> ApiResult<()> {
        Ok(())
    }
}

fn grants() -> Vec<GrantView> {
    let grant = |id: i64, source: &str, hours: i64| GrantView {
        id: GrantId(id),
        source: source.parse().unwrap(),
        method: Method::Totp,
        issued: super::now().minus(Seconds::hours(hours)),
        ends: super::now().plus(Seconds::hours(14 - hours)),
        user_agent: sample::FIREFOX.to_owned(),
    };
    vec![grant(1, "203.0.113.24/32", 1), grant(2, "2001:db8:12:34::/64", 5), grant(3, "198.51.100.9/32", 9)]
}

#[async_trait]
impl GrantPort for Networks {
    async fn view(&self, _: &Visit, _: &SignedIn) -> ApiResult<Option<GrantsView>> {
        let (here, covered, grants, waived_by) = match self.0 {
            Sample::Protected => {
                (Some(super::now().plus(Seconds::hours(13))), vec![Family::V4], grants(), None)
            }
            Sample::Midway => (None, Vec::new(), Vec::new(), None),
            Sample::Crowded => {
                let all = grants();
                (
                    Some(super::now().plus(Seconds::hours(13))),
                    vec![Family::V4, Family::V6],
                    all,
                    Some("<Campus>".to_owned()),
                )
            }
            Sample::Fresh => return Ok(None),
        };
        let address = sample::here();
        let can_prove = self.0 == Sample::Protected;
        let besides = vec!["2001:db8:12:34::/64".parse().unwrap()];
        let besides = if can_prove { besides } else { Vec::new() };
        Ok(Some(GrantsView { address, hours: 14, here, waived_by, covered, besides, can_prove, grants }))
    }

    async fn revoke(&self, _: &Visit, _: &SignedIn, _: GrantId) -> ApiResult<()> {
        Ok(())
    }

    async fn revoke_all(&self, _: &Visit, _: &SignedIn) -> ApiResult<()> {
        Ok(())
    }

    async fn of(
        &self,
        _: &Visit,
        _: &Administrator,
        account: AccountId,
    ) -> ApiResult<Option<Vec<GrantView>>> {
        Ok(Some(if account.0 == 1 { grants() } else { Vec::new() }))
    }

    async fn end(&self, _: &Visit, _: &Administrator, _: GrantId) -> ApiResult<AccountId> {
        Ok(AccountId(1))
    }

    async fn end_all(&self, _: &Visit, _: &Administrator, _: AccountId) -> ApiResult<()> {
        Ok(())
    }
}
