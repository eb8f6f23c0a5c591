//! Changing the networks. Whatever the browser previewed is computed again here, on the networks as they are in
//! the transaction: a change whose consequences its author has not seen is shown first, and one that shuts out
//! the address of this very request is made only when that address was confirmed.

use super::{store, visitors};
use crate::core::Core;
use crate::db::Tx;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::session::require_fresh;
use crate::typed;
use async_trait::async_trait;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::id::NetworkId;
use sekisho_app::network::judge::{Edit, Judge};
use sekisho_app::network::port::NetworkPort;
use sekisho_app::network::{Consent, Draft, NAME_MAX, NetworkView, NetworksView, action_of, fingerprint};
use sekisho_app::visit::{Administrator, Visit};
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::Rule;
use sekisho_engine::history::Event;
use sekisho_engine::network::{Asking, Network, lines};
use sekisho_engine::time::Seconds;
use std::collections::BTreeSet;

/// The most networks of a portal.
pub const MOST_NETWORKS: usize = 100;
/// The most rules of one network.
pub const MOST_RULES: usize = 1_000;
/// How far back the sign-ins go that a change is judged by.
const LATELY: Seconds = Seconds::days(30);

/// The name, if a network can be called so.
fn name(typed: &str) -> Result<String, Trouble> {
    let name = typed.trim();
    let problem = if name.is_empty() {
        Problem::Missing
    } else if name.chars().count() > NAME_MAX {
        Problem::TooLong { max: NAME_MAX }
    } else if name.chars().any(|c| !typed::is_shown(c)) {
        Problem::HiddenCharacters
    } else {
        return Ok(name.to_owned());
    };
    Err(problem.at("name").into())
}

/// The rules, each once.
fn rules(typed: &str) -> Result<Vec<Rule>, Trouble> {
    let mut known = BTreeSet::new();
    let mut rules = Vec::new();
    for line in lines(typed) {
        match line.read {
            Ok(parsed) if known.insert(parsed.rule) => rules.push(parsed.rule),
            Ok(_) => {}
            Err(error) => return Err(Problem::RuleAtLine { line: line.number, error }.at("rules").into()),
        }
    }
    match rules.len() {
        0 => Err(Problem::Missing.at("rules").into()),
        1..=MOST_RULES => Ok(rules),
        _ => Err(Problem::TooManyRules { max: MOST_RULES }.at("rules").into()),
    }
}

/// A network as it is typed, if it can be saved.
fn network(draft: Draft<'_>) -> Result<Network, Trouble> {
    let name = name(draft.name)?;
    let action = action_of(draft.action).ok_or_else(|| Problem::NotOffered.at("action"))?;
    Ok(Network { name, action, rules: rules(draft.rules)? })
}

fn found(all: &[store::Stored], id: NetworkId) -> Result<usize, Trouble> {
    all.iter().position(|stored| stored.id == id).ok_or_else(|| Problem::NotFound.into())
}

/// The networks and the version that they have; nobody else changes them until the transaction ends, which makes
/// the next version.
async fn locked(tx: &mut Tx) -> Result<(Vec<store::Stored>, i64), ServerError> {
    store::changed(tx).await?;
    let next = store::version(tx).await?;
    Ok((store::list(tx).await?, next - 1))
}

impl Core {
    /// What the policy says about who is asked for a second factor.
    fn asking(&self) -> Asking {
        let mfa = &self.policy().mfa;
        Asking { mode: mfa.mode, enrol: mfa.enrol_at_sign_in }
    }

    /// The change lets somebody sign in from the author's address, or the author has agreed that it doesn't.
    fn require_open_door(
        &self,
        visit: &Visit,
        all: &[store::Stored],
        edit: Edit,
        confirmed: Option<Address>,
    ) -> Result<(), Trouble> {
        let networks = all.iter().map(|stored| stored.network.clone()).collect();
        let judge = Judge::new(networks, visit.address.known(), self.asking(), Vec::new());
        match judge.consequence(edit).refused_here {
            Some(address) if confirmed != Some(address) => Err(Problem::WouldShutOut { address }.into()),
            _ => Ok(()),
        }
    }

    async fn networks_view(&self, visit: &Visit) -> Result<NetworksView, ServerError> {
        let mut reader = self.db.read().await?;
        let version = store::version(&mut reader).await?;
        let all = store::list(&mut reader).await?;
        let visitors = visitors::list(&mut reader, self.policy(), visit.now.minus(LATELY)).await?;
        let view = |store::Stored { id, network }| NetworkView { id, network };
        Ok(NetworksView {
            networks: all.into_iter().map(view).collect(),
            version,
            current: visit.address.known(),
            asking: self.asking(),
            visitors,
        })
    }

    async fn save_network(
        &self,
        visit: &Visit,
        admin: &Administrator,
        id: Option<NetworkId>,
        draft: Draft<'_>,
        consent: Consent<'_>,
    ) -> Result<(), Trouble> {
        require_fresh(visit, admin.person())?;
        let network = network(draft)?;
        let mut tx = self.db.begin().await?;
        let (all, version) = locked(&mut tx).await?;
        let place = id.map(|id| found(&all, id)).transpose()?;
        require_room(&all, id, &network)?;
        if consent.seen != fingerprint(version, draft.action, draft.rules) {
            return Err(Problem::LookFirst.into());
        }
        self.require_open_door(visit, &all, Edit::Put(place, network.clone()), consent.confirmed)?;
        let person = admin.person().account;
        put(&mut tx, &Scene::of(visit), id, &network, By::Person(person)).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn remove_network(
        &self,
        visit: &Visit,
        admin: &Administrator,
        id: NetworkId,
        confirmed: Option<Address>,
    ) -> Result<(), Trouble> {
        require_fresh(visit, admin.person())?;
        let mut tx = self.db.begin().await?;
        let (all, _) = locked(&mut tx).await?;
        let place = found(&all, id)?;
        self.require_open_door(visit, &all, Edit::Remove(place), confirmed)?;
        let by = By::Person(admin.person().account);
        take_away(&mut tx, &Scene::of(visit), &all[place], by).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn shift_network(
        &self,
        visit: &Visit,
        admin: &Administrator,
        id: NetworkId,
        up: bool,
        confirmed: Option<Address>,
    ) -> Result<(), Trouble> {
        require_fresh(visit, admin.person())?;
        let mut tx = self.db.begin().await?;
        let (all, _) = locked(&mut tx).await?;
        let from = found(&all, id)?;
        let to = if up { from.checked_sub(1) } else { Some(from + 1) };
        // the first one stays first, the last one last
        let Some(to) = to.filter(|to| *to < all.len()) else { return Ok(()) };
        self.require_open_door(visit, &all, Edit::Swap(from, to), confirmed)?;
        let by = By::Person(admin.person().account);
        place(&mut tx, &Scene::of(visit), &all, from, to, by).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Saves a network at the shell, whomever it shuts out: in place of the one of that name, or as a new one,
    /// at `at` (from 0) or after all others. Answers its place.
    ///
    /// # Errors
    /// `Missing`, `TooLong`, `HiddenCharacters`, `TooManyRules`, `TooManyNetworks`; `Database`.
    pub async fn set_network(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        wanted: Network,
        at: Option<usize>,
    ) -> Result<usize, Trouble> {
        let wanted = Network { name: name(&wanted.name)?, ..wanted };
        match wanted.rules.len() {
            0 => return Err(Problem::Missing.at("rules").into()),
            1..=MOST_RULES => {}
            _ => return Err(Problem::TooManyRules { max: MOST_RULES }.into()),
        }
        let (all, _) = locked(tx).await?;
        let known = named(&all, &wanted.name);
        let id = known.map(|at| all[at].id);
        require_room(&all, id, &wanted)?;
        put(tx, scene, id, &wanted, By::CommandLine).await?;
        match at {
            Some(to) => self.move_network(tx, scene, &wanted.name, to).await?.ok_or(Problem::NotFound.into()),
            None => Ok(known.unwrap_or(all.len())),
        }
    }

    /// Deletes a network at the shell; `false`: none is called so.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn drop_network(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        name: &str,
    ) -> Result<bool, ServerError> {
        let (all, _) = locked(tx).await?;
        let Some(place) = named(&all, name) else { return Ok(false) };
        take_away(tx, scene, &all[place], By::CommandLine).await?;
        Ok(true)
    }

    /// Moves a network to a place (from 0) at the shell, beyond the last one: after all others. Answers the
    /// place; `None`: none is called so.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn move_network(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        name: &str,
        to: usize,
    ) -> Result<Option<usize>, ServerError> {
        let (all, _) = locked(tx).await?;
        let Some(from) = named(&all, name) else { return Ok(None) };
        let to = to.min(all.len() - 1);
        place(tx, scene, &all, from, to, By::CommandLine).await?;
        Ok(Some(to))
    }
}

/// The place of the network that is called so.
fn named(all: &[store::Stored], name: &str) -> Option<usize> {
    let key = store::name_key(name.trim());
    all.iter().position(|stored| store::name_key(&stored.network.name) == key)
}

/// No other network is called so, and there is room for it.
fn require_room(all: &[store::Stored], id: Option<NetworkId>, network: &Network) -> Result<(), Trouble> {
    let same = named(all, &network.name).map(|place| all[place].id);
    if same.is_some() && same != id {
        return Err(Problem::NameTaken.at("name").into());
    }
    if id.is_none() && all.len() >= MOST_NETWORKS {
        return Err(Problem::TooManyNetworks { max: MOST_NETWORKS }.into());
    }
    Ok(())
}

async fn put(
    tx: &mut Tx,
    scene: &Scene<'_>,
    id: Option<NetworkId>,
    network: &Network,
    by: By,
) -> Result<(), ServerError> {
    match id {
        Some(id) => store::replace(tx, id, network).await?,
        None => {
            store::insert(tx, network).await?;
        }
    }
    let rules = u32::try_from(network.rules.len()).unwrap_or(u32::MAX);
    let event = Event::NetworkSaved { name: network.name.clone(), action: network.action, rules };
    record(tx, scene, None, by, &event).await
}

async fn take_away(
    tx: &mut Tx,
    scene: &Scene<'_>,
    stored: &store::Stored,
    by: By,
) -> Result<(), ServerError> {
    store::remove(tx, stored.id).await?;
    let event = Event::NetworkRemoved { name: stored.network.name.clone() };
    record(tx, scene, None, by, &event).await
}

/// Moves the one at `from` to `to`; nothing happens where it is there already.
async fn place(
    tx: &mut Tx,
    scene: &Scene<'_>,
    all: &[store::Stored],
    from: usize,
    to: usize,
    by: By,
) -> Result<(), ServerError> {
    if from == to {
        return Ok(());
    }
    let mut ids: Vec<NetworkId> = all.iter().map(|stored| stored.id).collect();
    let moved = ids.remove(from);
    ids.insert(to, moved);
    store::order(tx, ids).await?;
    record(tx, scene, None, by, &Event::NetworksReordered).await
}

#[async_trait]
impl NetworkPort for Core {
    async fn view(&self, visit: &Visit, _: &Administrator) -> ApiResult<NetworksView> {
        Ok(self.networks_view(visit).await?)
    }

    async fn save(
        &self,
        visit: &Visit,
        admin: &Administrator,
        id: Option<NetworkId>,
        draft: Draft<'_>,
        consent: Consent<'_>,
    ) -> ApiResult<()> {
        Ok(self.save_network(visit, admin, id, draft, consent).await?)
    }

    async fn remove(
        &self,
        visit: &Visit,
        admin: &Administrator,
        id: NetworkId,
        confirmed: Option<Address>,
    ) -> ApiResult<()> {
        Ok(self.remove_network(visit, admin, id, confirmed).await?)
    }

    async fn shift(
        &self,
        visit: &Visit,
        admin: &Administrator,
        id: NetworkId,
        up: bool,
        confirmed: Option<Address>,
    ) -> ApiResult<()> {
        Ok(self.shift_network(visit, admin, id, up, confirmed).await?)
    }
}
