//! The portal's list of a server that has samples of it and does nothing.

use super::sample::Sample;
use async_trait::async_trait;
use sekisho_app::allowlist::{Draft, RuleView, TrialView};
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::id::{AccountId, RuleId};
use sekisho_app::portal_rules::port::PortalRulesPort;
use sekisho_app::portal_rules::{Attempt, MOST_VISITS, Person, PortalRulesView, Tried, Visited};
use sekisho_app::visit::{Administrator, Visit};
use sekisho_engine::allowlist::Document;
use sekisho_engine::time::Seconds;

/// Shows a list where the sample has one.
pub struct PortalRules(pub Sample);

const LIST: &str =
    "# Offices\n203.0.113.0/24 # 本部 <b>\n2001:db8:12::/48\n198.51.100.7 until 2027-03-31 # hotel\n";

fn person(account: i64, name: &str, addresses: &[&str]) -> Person {
    let visit = |(place, text): (i64, &&str)| Visited {
        address: text.parse().unwrap(),
        last: super::now().minus(Seconds::hours(account + 30 * place)),
    };
    let visits = (0..).zip(addresses).map(visit).collect();
    Person { account: AccountId(account), name: name.to_owned(), visits }
}

fn people() -> Vec<Person> {
    vec![
        person(1, "青山 花子", &["203.0.113.24", "198.51.100.9"]),
        person(2, "Ada <b>Example</b>", &["203.0.113.77"]),
        person(3, "Grace Keeper", &["2001:db8:12:34::7", "192.0.2.8", "192.0.2.9"]),
        person(4, "Emil Novak", &["198.51.100.9"]),
    ]
}

#[async_trait]
impl PortalRulesPort for PortalRules {
    async fn view(&self, visit: &Visit, _: &Administrator) -> ApiResult<PortalRulesView> {
        let text = if self.0 == Sample::Fresh { "" } else { LIST };
        let rule = |(id, entry): (i64, &sekisho_engine::allowlist::Entry)| RuleView {
            id: RuleId(id),
            rule: entry.rule,
            note: entry.note.clone(),
            until: entry.until,
            holds: true,
            since: super::now(),
        };
        let rules = (1..).zip(&Document::parse(text).document.entries).map(rule).collect();
        let trial = (self.0 == Sample::Midway).then(|| Tried {
            trial: TrialView {
                text: "203.0.113.0/25 # 本部\n".to_owned(),
                until: visit.now.plus(Seconds::minutes(7)),
                covers_here: Some(true),
            },
            refused: vec![Attempt {
                account: AccountId(4),
                name: "Emil <b>Novak</b>".to_owned(),
                address: "203.0.113.200".parse().unwrap(),
                last: super::now(),
                times: 3,
            }],
            more: 2,
        });
        let people = match self.0 {
            Sample::Crowded => {
                let last = super::now();
                let one = |nth: u32| Visited { address: std::net::Ipv4Addr::from_bits(nth).into(), last };
                let each = |id: i64| Person {
                    account: AccountId(id),
                    name: "Somebody".to_owned(),
                    visits: vec![one(u32::try_from(id).unwrap())],
                };
                (1..).take(MOST_VISITS + 1).map(each).collect()
            }
            _ => people(),
        };
        Ok(PortalRulesView {
            rules,
            version: 7,
            text: text.to_owned(),
            trial,
            current: super::sample::here(),
            people,
            max_rules: 10_000,
            trial_minutes: 10,
        })
    }

    async fn save(&self, _: &Visit, _: &Administrator, _: Draft<'_>, _: bool) -> ApiResult<()> {
        Err(Problem::LookFirst.into())
    }

    async fn begin_trial(&self, _: &Visit, _: &Administrator, _: Draft<'_>) -> ApiResult<()> {
        Ok(())
    }

    async fn confirm_trial(&self, _: &Visit, _: &Administrator) -> ApiResult<()> {
        Ok(())
    }

    async fn undo_trial(&self, _: &Visit, _: &Administrator) -> ApiResult<()> {
        Err(Problem::TrialOver.into())
    }
}
