//! Looking at grants and ending them: one's own, and as an administrator anybody's.

use super::{proof, store};
use crate::account::store as accounts;
use crate::core::Core;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use async_trait::async_trait;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::grant::port::GrantPort;
use sekisho_app::grant::{GrantView, GrantsView};
use sekisho_app::id::{AccountId, GrantId};
use sekisho_app::visit::{Administrator, SignedIn, Visit};
use sekisho_engine::address::{Family, Prefix};
use sekisho_engine::grant::Grant;
use sekisho_engine::history::{Event, RevocationReason};
use sekisho_engine::network::NetworkAction;
use sekisho_engine::policy::GrantBinding;
use sekisho_engine::time::{Seconds, Timestamp};

/// For how long after a second factor was shown the page at which people arrive proves the other family: whoever
/// has no address of it isn't asked at each visit.
const JUST_SHOWN: Seconds = Seconds::minutes(5);

fn view(stored: store::Stored) -> GrantView {
    GrantView {
        id: stored.id,
        source: stored.grant.source,
        method: stored.method,
        issued: stored.grant.issued,
        ends: stored.grant.ends,
        user_agent: stored.user_agent,
    }
}

/// The families at which a grant counts that ends with `base`, as the one does that was proved beside it; where
/// that is one family alone, the places of the other one where another grant counts.
fn coverage(grants: &[store::Stored], base: Grant) -> (Vec<Family>, Vec<Prefix>) {
    let together = grants.iter().filter(|stored| stored.grant.ends == base.ends);
    let mut covered: Vec<Family> = together.map(|stored| stored.grant.source.family()).collect();
    covered.sort_unstable();
    covered.dedup();
    let others = grants.iter().map(|stored| stored.grant.source);
    let mut besides: Vec<Prefix> = others.filter(|source| !covered.contains(&source.family())).collect();
    besides.sort_unstable();
    besides.dedup();
    (covered, besides)
}

impl Core {
    /// Whether a second factor was shown in this session just now, from an address whose other family the page can
    /// prove and where it doesn't count yet.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn proves_family(&self, visit: &Visit, person: &SignedIn) -> Result<bool, ServerError> {
        if !self.binds_to_addresses() {
            return Ok(false);
        }
        let grants = store::list(&mut self.db.read().await?, person.account, visit.now).await?;
        let Some(base) = proof::base(&grants, person.session, visit).map(|stored| stored.grant) else {
            return Ok(false);
        };
        let (covered, _) = coverage(&grants, base);
        Ok(visit.now.since(base.issued) < JUST_SHOWN
            && covered.len() == 1
            && proof::origin_for(&self.config, base.source.family()).is_some())
    }

    fn binds_to_addresses(&self) -> bool {
        self.policy().grant.binding == GrantBinding::SourceAddress
    }

    async fn own_grants(&self, visit: &Visit, person: &SignedIn) -> Result<GrantsView, ServerError> {
        let mut reader = self.db.read().await?;
        let grants = store::list(&mut reader, person.account, visit.now).await?;
        drop(reader);
        let address = visit.address.known();
        let here = address
            .and_then(|address| grants.iter().find(|stored| stored.grant.in_force(address, visit.now)));
        let base = here.map(|stored| stored.grant);
        let (covered, besides) = base.map(|base| coverage(&grants, base)).unwrap_or_default();
        let can_prove = covered.len() == 1
            && proof::origin_for(&self.config, covered[0]).is_some()
            && proof::base(&grants, person.session, visit).is_some();
        Ok(GrantsView {
            address: visit.address,
            hours: self.policy().grant.hours.get(),
            here: base.map(|base| base.ends),
            waived_by: self.waived_by(visit, person).await?,
            covered,
            besides,
            can_prove,
            grants: grants.into_iter().map(view).collect(),
        })
    }

    /// The network that the person is in, if no second factor is asked of them there.
    async fn waived_by(&self, visit: &Visit, person: &SignedIn) -> Result<Option<String>, ServerError> {
        let mut reader = self.db.read().await?;
        let version = crate::network::store::version(&mut reader).await?;
        drop(reader);
        let networks = self.networks.get(&self.db, version).await?;
        let network = visit.address.known().and_then(|address| networks.first_match(address));
        Ok(network
            .filter(|network| {
                network.action == NetworkAction::MfaSkip && !person.role.always_shows_second_factor()
            })
            .map(|network| network.name.clone()))
    }

    async fn grants_of(&self, account: AccountId, now: Timestamp) -> Result<Vec<GrantView>, ServerError> {
        let mut reader = self.db.read().await?;
        Ok(store::list(&mut reader, account, now).await?.into_iter().map(view).collect())
    }

    /// Ends one grant of an account, and writes down why.
    async fn end_grant(
        &self,
        visit: &Visit,
        account: AccountId,
        id: GrantId,
        by: By,
        reason: RevocationReason,
    ) -> Result<(), Trouble> {
        let mut tx = self.db.begin().await?;
        store::end(&mut tx, account, id).await?.ok_or(Problem::NotFound)?;
        let event = Event::GrantsEnded { reason, count: 1 };
        record(&mut tx, &Scene::of(visit), Some(account), by, &event).await?;
        tx.commit().await?;
        self.kicks.wake();
        Ok(())
    }

    async fn end_somebodys(
        &self,
        visit: &Visit,
        admin: &Administrator,
        id: GrantId,
    ) -> Result<AccountId, Trouble> {
        let mut reader = self.db.read().await?;
        let owner = store::owner(&mut reader, id).await?.ok_or(Problem::NotFound)?;
        drop(reader);
        let by = By::Person(admin.person().account);
        self.end_grant(visit, owner, id, by, RevocationReason::Administrator).await?;
        Ok(owner)
    }

    async fn end_every(
        &self,
        visit: &Visit,
        account: AccountId,
        by: By,
        reason: RevocationReason,
    ) -> Result<(), Trouble> {
        let mut tx = self.db.begin().await?;
        accounts::find(&mut tx, account).await?.ok_or(Problem::NotFound)?;
        Self::end_grants(&mut tx, &Scene::of(visit), account, by, reason).await?;
        tx.commit().await?;
        self.kicks.wake();
        Ok(())
    }
}

#[async_trait]
impl GrantPort for Core {
    async fn view(&self, visit: &Visit, person: &SignedIn) -> ApiResult<Option<GrantsView>> {
        if !self.binds_to_addresses() {
            return Ok(None);
        }
        Ok(Some(self.own_grants(visit, person).await?))
    }

    async fn revoke(&self, visit: &Visit, person: &SignedIn, id: GrantId) -> ApiResult<()> {
        let reason = RevocationReason::Owner;
        Ok(self.end_grant(visit, person.account, id, By::Oneself, reason).await?)
    }

    async fn revoke_all(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()> {
        let reason = RevocationReason::Owner;
        Ok(self.end_every(visit, person.account, By::Oneself, reason).await?)
    }

    async fn of(
        &self,
        visit: &Visit,
        _: &Administrator,
        account: AccountId,
    ) -> ApiResult<Option<Vec<GrantView>>> {
        if !self.binds_to_addresses() {
            return Ok(None);
        }
        Ok(Some(self.grants_of(account, visit.now).await?))
    }

    async fn end(&self, visit: &Visit, admin: &Administrator, id: GrantId) -> ApiResult<AccountId> {
        Ok(self.end_somebodys(visit, admin, id).await?)
    }

    async fn end_all(&self, visit: &Visit, admin: &Administrator, account: AccountId) -> ApiResult<()> {
        let by = By::Person(admin.person().account);
        Ok(self.end_every(visit, account, by, RevocationReason::Administrator).await?)
    }
}
