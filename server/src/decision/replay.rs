//! What would become of everybody who signed in lately, if a draft were in force: the engine's replay over all of
//! them at once.
//!
//! Both times the account is as it is today, with the rules of its own list that held then; whoever was let in by a
//! grant has it, and whoever showed a second factor shows it again. What the draft changes is told apart from what
//! has changed since by asking twice: with what is in force today, and with the draft.

use super::draft::Draft;
use super::store::{self, CameIn, Known};
use super::{choice, counting, out_of_use};
use crate::allowlist;
use crate::core::Core;
use crate::error::ServerError;
use sekisho_app::decision::{NAMED, Replay, ReplayGroup};
use sekisho_app::id::AccountId;
use sekisho_engine::address::{Address, ClientAddress, Prefix, UnknownReason};
use sekisho_engine::allowlist::{Holding, holding};
use sekisho_engine::grant::Grant;
use sekisho_engine::method::Method;
use sekisho_engine::policy::{AccountState, Policy};
use sekisho_engine::sign_in::{AccountFacts, Door, Group, How, Met, Past, Shown, Way, again, replay};
use sekisho_engine::time::{Seconds, Timestamp};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// How far back the sign-ins go.
const LATELY: Seconds = Seconds::days(30);

/// One sign-in with what was in force for it alone.
struct Once<'a> {
    came: &'a CameIn,
    known: &'a Known,
    /// The rules of the account's own list. Shared by all sign-ins at which these held: a list may be long.
    held: Arc<Holding>,
    grants: Vec<Grant>,
}

impl Core {
    /// What would become of everybody who signed in during the last 30 days.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn replay(&self, draft: &Draft, now: Timestamp) -> Result<Replay, ServerError> {
        let mut reader = self.db.read().await?;
        let came_in = store::came_in(&mut reader, now.minus(LATELY)).await?;
        let known = store::known(&mut reader).await?;
        let portal_version = allowlist::store::portal_version(&mut reader).await?;
        let networks_version = crate::network::store::version(&mut reader).await?;
        drop(reader);
        let portal = self.lists.get(&self.db, None, portal_version, now).await?;
        let networks = self.networks.get(&self.db, networks_version).await?;
        let all = onces(&came_in, &known);
        let in_force = Door { policy: self.policy(), portal_rules: &portal.rules, networks: &networks };
        let drafted = Door {
            policy: draft.policy.as_ref().unwrap_or(self.policy()),
            portal_rules: draft.portal_rules.as_ref().unwrap_or(&portal.rules),
            networks: &networks,
        };
        Ok(judge(in_force, drafted, &all))
    }
}

fn onces<'a>(came_in: &'a [CameIn], known: &'a HashMap<AccountId, Known>) -> Vec<Once<'a>> {
    let mut lists: HashMap<AccountId, Arc<Holding>> = HashMap::new();
    let mut all = Vec::with_capacity(came_in.len());
    for came in came_in {
        // an account that was locked in between is told of by nobody
        let Some(known) = known.get(&came.account) else { continue };
        let held = lists.entry(came.account).or_insert_with(|| Arc::new(holding(&known.rules, came.at)));
        if !held.is_at(came.at) {
            *held = Arc::new(holding(&known.rules, came.at));
        }
        all.push(Once { came, known, held: held.clone(), grants: grants(came) });
    }
    all
}

/// The grant by which somebody came in, if they did: where and when it counted is all that is asked of it.
fn grants(came: &CameIn) -> Vec<Grant> {
    let by_grant = came.address.filter(|_| came.how == How::Grant);
    let grant = |address: Address| Grant {
        source: Prefix::host(address),
        issued: came.at,
        ends: came.at.plus(Seconds::new(1)),
    };
    by_grant.map(grant).into_iter().collect()
}

fn judge(in_force: Door<'_>, drafted: Door<'_>, all: &[Once<'_>]) -> Replay {
    let today: Vec<Met> =
        all.iter().map(|once| again(in_force, &past(once, in_force.policy, Met::In))).collect();
    let past: Vec<Past<'_>> =
        all.iter().zip(&today).map(|(once, met)| past(once, drafted.policy, *met)).collect();
    let groups = replay(drafted, &past);
    let accounts = |places: &mut dyn Iterator<Item = usize>| {
        places.map(|place| all[place].came.account).collect::<BTreeSet<AccountId>>().len()
    };
    let lost = groups.iter().filter(|group| group.is_lost()).flat_map(|group| &group.places).copied();
    let already = today.iter().enumerate().filter(|(_, met)| matches!(met, Met::Refused(_)));
    let mut told: Vec<ReplayGroup> = groups.iter().map(|group| told(group, all)).collect();
    told.sort_by_key(|group| std::cmp::Reverse(group.people));
    Replay {
        people: accounts(&mut (0..all.len())),
        refused: accounts(&mut { lost }),
        refused_already: accounts(&mut already.map(|(place, _)| place)),
        groups: told,
    }
}

fn past<'a>(once: &'a Once<'a>, policy: &Policy, met: Met) -> Past<'a> {
    let Once { came, known, held, grants } = once;
    let codes_to = known.codes_to.as_ref();
    let (way, shown) = shown(came.how, known, policy);
    let account = AccountFacts {
        role: known.role,
        state: AccountState::Active,
        rules: &held.rules,
        bar: None,
        registered: known.registered,
        disabled: out_of_use(policy, known.disabled, codes_to),
        mfa: choice(policy, known.mfa, known.registered),
        preferred: known.preferred,
        grants,
    };
    let unknown = ClientAddress::Unknown(UnknownReason::UnreadableHop);
    let address = came.address.map_or(unknown, ClientAddress::Known);
    Past { account, address, at: came.at, way, shown: counting(policy, shown, codes_to), met }
}

/// The way that was taken, and what was shown there.
fn shown(how: How, known: &Known, policy: &Policy) -> (Way, Shown) {
    match how {
        How::SingleFactor | How::TrustedNetwork | How::Grant => (Way::Usual, Shown::Password),
        How::OneStep => (Way::OneStep, Shown::Password),
        How::SecondFactor(method) => (Way::Usual, Shown::PasswordAnd(method)),
        How::Remembered => {
            let factor = known.registered.without(Method::Recovery).first();
            let own = factor
                .map(|first| known.preferred.filter(|it| known.registered.contains(*it)).unwrap_or(first));
            let offered = own.filter(|method| policy.mfa.methods.contains(*method));
            (Way::Usual, Shown::Remembered(offered))
        }
    }
}

fn told(group: &Group, all: &[Once<'_>]) -> ReplayGroup {
    let mut people = BTreeSet::new();
    let mut named = Vec::new();
    for place in &group.places {
        let once = &all[*place];
        if people.insert(once.came.account) && named.len() < NAMED {
            named.push((once.known.person.clone(), once.came.address));
        }
    }
    ReplayGroup { was: group.was, is: group.is, people: people.len(), named }
}
