//! Decisions about sample people, made by the engine.

use super::sample::{self, Sample};
use async_trait::async_trait;
use sekisho_app::decision::port::DecisionPort;
use sekisho_app::decision::{
    Answer, Asked, Comparison, Judged, Person, Question, Recorded, Replay, ReplayGroup, Showing, way_of,
};
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::id::{AccountId, EntryId, NetworkId};
use sekisho_app::visit::{Administrator, Visit};
use sekisho_engine::allowlist::RuleSet;
use sekisho_engine::grant::Grant;
use sekisho_engine::history::Event;
use sekisho_engine::method::{Method, Methods};
use sekisho_engine::network::{Network, NetworkAction, Networks};
use sekisho_engine::policy::{AccountState, GrantBinding, MfaMode, Policy, Role};
use sekisho_engine::sign_in::{AccountFacts, Facts, Met, MfaChoice, Refusal, Way, decide};
use sekisho_engine::time::Seconds;

/// Decides about Ada, whose rules cover 203.0.113.0/24.
pub struct Decisions(pub Sample);

fn ada() -> Person {
    Person { id: AccountId(2), name: "Ada <b>Example</b>".to_owned(), email: "ada@example.org".to_owned() }
}

impl Decisions {
    fn judged(&self, question: &Question, portal_rules: &[&str], mode: MfaMode) -> Judged {
        let mut policy = Policy::default();
        policy.mfa.mode = mode;
        policy.grant.binding = GrantBinding::SourceAddress;
        let compile = |rules: &[&str]| RuleSet::compile(rules.iter().map(|rule| rule.parse().unwrap()));
        let (portal, own) = (compile(portal_rules), compile(&["203.0.113.0/24", "2001:db8::/32"]));
        let networks = Networks::compile(vec![Network {
            name: "本部 <Campus>".to_owned(),
            rules: vec!["203.0.113.64/26".parse().unwrap()],
            action: NetworkAction::MfaRequire,
        }]);
        let since = question.at.minus(Seconds::hours(2));
        let grants = question.address.map(|address| Grant::issue(address, 64, Seconds::hours(14), since));
        let grants: Vec<Grant> = grants.into_iter().filter(|_| self.0 == Sample::Protected).collect();
        let account = question.person.as_ref().map(|_| AccountFacts {
            role: Role::General,
            state: if self.0 == Sample::Crowded { AccountState::Locked } else { AccountState::Active },
            rules: &own,
            bar: None,
            registered: Methods::from([Method::Totp, Method::Email]),
            disabled: Methods::NONE,
            mfa: MfaChoice::On,
            preferred: Some(Method::Totp),
            grants: &grants,
        });
        let address = match question.address {
            Some(address) => sekisho_engine::address::ClientAddress::Known(address),
            None => sekisho_engine::address::ClientAddress::Unknown(
                sekisho_engine::address::UnknownReason::UnreadableHop,
            ),
        };
        let network = question.address.and_then(|it| networks.first_match(it)).map(|_| NetworkId(2));
        let decision = decide(&Facts {
            policy: &policy,
            portal_rules: &portal,
            networks: &networks,
            account,
            address,
            address_bar: None,
            way: question.way,
            shown: question.showing.shown(Method::Totp),
            now: question.at,
        });
        Judged { decision, network }
    }

    fn question(asked: &Asked) -> ApiResult<(Question, Option<Recorded>)> {
        let question = |address: Option<&str>, way, showing| Question {
            person: Some(ada()),
            address: address.map(|address| address.parse().unwrap()),
            at: sample::ago(Seconds::hours(3)),
            way,
            showing,
        };
        let recorded = |entry, event| Some(Recorded { entry: EntryId(entry), event });
        Ok(match asked.entry.as_str() {
            "" => {
                let address = asked.address.parse();
                let address = address.map_err(|_| Problem::AddressMalformed.at("address"))?;
                if asked.person != "ada@example.org" {
                    return Err(Problem::PersonUnknown.at("person"));
                }
                let way = way_of(&asked.way).unwrap_or_default();
                let showing = Showing::of(&asked.shown).unwrap_or(Showing::Password);
                (Question { address: Some(address), ..question(None, way, showing) }, None)
            }
            "1" => {
                let event = Event::SignInRefused { refusal: Refusal::NotInAccountRules };
                (question(Some("198.51.100.9"), Way::Usual, Showing::Password), recorded(1, event))
            }
            "2" => {
                let event = Event::SignInRefused { refusal: Refusal::UnknownAccount };
                let question = question(None, Way::Usual, Showing::Password);
                (Question { person: None, ..question }, recorded(2, event))
            }
            "3" => {
                let event = Event::ApplicationRefused { host: "wiki.example.org".to_owned() };
                (question(Some("203.0.113.70"), Way::Usual, Showing::Password), recorded(3, event))
            }
            _ => return Err(Problem::NotFound.into()),
        })
    }
}

fn replay(sample: Sample) -> Replay {
    let person = |id: i64| Person {
        id: AccountId(id),
        name: format!("Person <i>{id}</i>"),
        email: format!("person{id}@example.org"),
    };
    let named = (1..=20).map(|id| (person(id), "198.51.100.9".parse().ok())).collect();
    match sample {
        Sample::Fresh => Replay::default(),
        Sample::Midway => Replay { people: 40, ..Replay::default() },
        _ => Replay {
            people: 1_310,
            refused: 12,
            refused_already: 2,
            groups: vec![
                ReplayGroup { was: Met::In, is: Met::AskedToEnrol, people: 41, named },
                ReplayGroup {
                    was: Met::In,
                    is: Met::Refused(Refusal::NotInPortalRules),
                    people: 1,
                    named: vec![(person(3), "2001:db8::7".parse().ok())],
                },
            ],
        },
    }
}

#[async_trait]
impl DecisionPort for Decisions {
    async fn check(&self, _: &Visit, _: &Administrator, asked: &Asked) -> ApiResult<()> {
        Self::question(asked).map(|_| ())
    }

    async fn answer(&self, _: &Visit, _: &Administrator, asked: &Asked) -> ApiResult<Answer> {
        let (question, recorded) = Self::question(asked)?;
        let judged = self.judged(&question, &[], MfaMode::Required);
        let draft = asked.compares().then(|| Comparison {
            judged: self.judged(&question, &["192.0.2.0/24"], MfaMode::Required),
            replay: replay(self.0),
        });
        let asked = Asked {
            person: "ada@example.org".to_owned(),
            address: question.address.map(|address| address.to_string()).unwrap_or_default(),
            ..asked.clone()
        };
        Ok(Answer { asked, question, recorded, judged, draft })
    }
}
