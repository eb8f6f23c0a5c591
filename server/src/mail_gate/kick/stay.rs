//! Whether a live session may go on: what the gate would say if it were opened now.

use super::masters;
use crate::account::store::{self as accounts, Account};
use crate::core::Core;
use crate::decision::Gathered;
use crate::error::ServerError;
use sekisho_engine::address::{Address, ClientAddress};
use sekisho_engine::sign_in::{Outcome, Refusal, Shown, Way};
use sekisho_engine::time::Timestamp;

/// A person, and what their mail sessions are judged by.
pub(super) struct Stay {
    pub(super) account: Account,
    gathered: Gathered,
    now: Timestamp,
}

impl Stay {
    pub(super) async fn of(core: &Core, account: Account, now: Timestamp) -> Result<Self, ServerError> {
        let gathered = core.gather(Some(account.clone()), now).await?;
        Ok(Self { account, gathered, now })
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

    fn own_refusal(&self, core: &Core, address: Address) -> Option<Refusal> {
        let address = ClientAddress::Known(address);
        match core.decide(&self.gathered, address, Way::Mail, Shown::Password, self.now).outcome {
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
