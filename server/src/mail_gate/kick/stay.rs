//! Whether a live session may go on: what the gate would say if it were opened now, but for lists on trial.

use super::masters;
use crate::account::store::{self as accounts, Account};
use crate::allowlist::InForce;
use crate::allowlist::store::portal_version;
use crate::core::Core;
use crate::decision::Gathered;
use crate::error::ServerError;
use sekisho_engine::address::{Address, ClientAddress};
use sekisho_engine::sign_in::{Outcome, Refusal, Shown, Way};
use sekisho_engine::time::Timestamp;
use std::sync::Arc;

/// A person, and what their mail sessions are judged by.
pub(super) struct Stay {
    pub(super) account: Account,
    gathered: Gathered,
    /// Their list and the portal's, with what is on trial.
    lists: [Arc<InForce>; 2],
    now: Timestamp,
}

impl Stay {
    pub(super) async fn of(core: &Core, account: Account, now: Timestamp) -> Result<Self, ServerError> {
        let gathered = core.gather(Some(account.clone()), now).await?;
        let portal = portal_version(&mut core.db.read().await?).await?;
        let lists = [
            core.lists.get(&core.db, Some(account.id), account.rules_version, now).await?,
            core.lists.get(&core.db, None, portal, now).await?,
        ];
        Ok(Self { account, gathered, lists, now })
    }

    /// Why a session of theirs at `address` may not go on: one that they opened, or a master. `None`: it may.
    pub(super) async fn refusal(
        &self,
        core: &Core,
        address: Address,
    ) -> Result<Option<Refusal>, ServerError> {
        let Some(refusal) = self.own_refusal(core, address) else { return Ok(None) };
        let masters = masters::of(&mut core.db.read().await?, self.account.id, address).await?;
        for master in masters {
            let Some(master) = accounts::find(&mut core.db.read().await?, master).await? else { continue };
            let is_master = core.is_master(None, &master);
            if is_master && Self::of(core, master, self.now).await?.own_refusal(core, address).is_none() {
                return Ok(None);
            }
        }
        Ok(Some(refusal))
    }

    /// As for a session in a browser, a list on trial ends none that the list would let in without it.
    fn own_refusal(&self, core: &Core, address: Address) -> Option<Refusal> {
        let address = ClientAddress::Known(address);
        let goes_on = self.lists.iter().all(|list| list.lets_go_on(address));
        let within = goes_on.then(|| self.gathered.clone().within_session());
        let gathered = within.as_ref().unwrap_or(&self.gathered);
        match core.decide(gathered, address, Way::Mail, Shown::Password, self.now).outcome {
            Outcome::Allowed { .. } => None,
            Outcome::Refused(refusal) => Some(refusal),
            // mail software can't be asked for more
            _ => Some(Refusal::NoGrantHere),
        }
    }

    /// When the last of the grants ends that are in force at `address`.
    pub(super) fn grant_ends(&self, address: Address) -> Option<Timestamp> {
        let there = self.gathered.grants.iter().filter(|grant| grant.in_force(address, self.now));
        there.map(|grant| grant.ends).max()
    }
}

/// The names under which a mail server may know somebody. One with a wildcard would end the sessions of others.
pub(super) fn names(account: &Account) -> Vec<String> {
    let mut names = vec![account.email.lookup_form()];
    names.extend(account.username.as_deref().map(str::to_lowercase));
    names.retain(|name| {
        let plain = !name.contains(['*', '?']);
        if !plain {
            tracing::warn!(account = account.id.0, "a name with * or ? can't be handed to doveadm");
        }
        plain
    });
    names
}
