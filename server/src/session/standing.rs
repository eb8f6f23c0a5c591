//! Whether a session counts, here and now: read once, judged as often as it is asked.
//!
//! The pages and the gates ask the same: the session's limits, the account's state, the lists of rules, the
//! networks and, where a second factor counts for an address and a time, whether one still does.

use super::store::SessionRow;
use crate::account::store as accounts;
use crate::account::store::Account;
use crate::allowlist::{self, InForce, admits};
use crate::core::Core;
use crate::decision::Gathered;
use crate::error::ServerError;
use crate::sign_in::ONE_STEP;
use sekisho_app::id::AccountId;
use sekisho_app::visit::{RunningTrial, Trials};
use sekisho_engine::address::{Address, ClientAddress};
use sekisho_engine::grant::Grant;
use sekisho_engine::method::Method;
use sekisho_engine::network::{NetworkAction, Networks};
use sekisho_engine::policy::{AccountState, GrantBinding, Role};
use sekisho_engine::session::{Ended, State, Times};
use sekisho_engine::sign_in::{Outcome, Shown, Way};
use sekisho_engine::time::{Seconds, Timestamp};
use std::sync::Arc;

/// A session's last use is written down no more often than this.
const TOUCH: Seconds = Seconds::MINUTE;

/// A session with all that its judgement stands on, as it was read.
#[derive(Debug)]
pub struct Standing {
    /// The session and its account.
    pub row: SessionRow,
    /// The person's grants that were in force when it was read.
    pub grants: Vec<Grant>,
    own: Arc<InForce>,
    portal: Arc<InForce>,
    networks: Arc<Networks>,
    asks: Asks,
}

/// What is asked of a session beyond its limits and its address.
#[derive(Debug)]
enum Asks {
    /// Nothing.
    Nothing,
    /// That a second factor counts here, or that none is due.
    SecondFactor(Box<Gathered>),
    /// What can't be given: the account is gone.
    TooMuch,
}

/// What has become of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// It counts.
    Here,
    /// It doesn't count here and now, and may elsewhere or later.
    NotHere,
    /// Its time is over.
    Ended(Ended),
}

/// The trials of a person's own list and the portal's that concern somebody of this role at `address`.
fn trials(own: &InForce, portal: &InForce, role: Role, address: ClientAddress) -> Trials {
    let of = |list: &InForce| {
        let until = list.trial.as_ref()?.until;
        Some(RunningTrial { until, covered: admits(&list.rules, address) })
    };
    Trials { own: of(own), portal: of(portal).filter(|_| role == Role::Admin) }
}

impl Standing {
    /// Whether it counts for a request from `address` at `now`.
    ///
    /// # Errors
    /// `Stored`.
    pub fn counts(&self, core: &Core, address: ClientAddress, now: Timestamp) -> Result<Counts, ServerError> {
        let times = Times {
            created: Timestamp::from_unix(self.row.created_at),
            last_seen: Timestamp::from_unix(self.row.last_seen_at),
        };
        if let State::Ended(reason) = core.policy().session_limits().judge(times, now) {
            return Ok(Counts::Ended(reason));
        }
        let active = accounts::state_of(&self.row.state)? == AccountState::Active;
        let here = active && self.is_authorised(address) && self.still_counts(core, address, now);
        Ok(if here { Counts::Here } else { Counts::NotHere })
    }

    /// Whether it would count if a second factor did here and now.
    ///
    /// # Errors
    /// `Stored`.
    pub fn waits_for_factor(
        &self,
        core: &Core,
        address: ClientAddress,
        now: Timestamp,
    ) -> Result<bool, ServerError> {
        let waits = self.counts(core, address, now)? == Counts::NotHere && self.is_authorised(address);
        let active = accounts::state_of(&self.row.state)? == AccountState::Active;
        Ok(waits && active && !self.still_counts(core, address, now))
    }

    /// Whether its use is to be written down.
    #[must_use]
    pub fn is_touch_due(&self, now: Timestamp) -> bool {
        now.since(Timestamp::from_unix(self.row.last_seen_at)) >= TOUCH
    }

    /// Whether it was read for a time in which the same lists are in force as at `now`.
    #[must_use]
    pub fn is_at(&self, now: Timestamp) -> bool {
        self.own.is_at(now) && self.portal.is_at(now)
    }

    /// The lists that are on trial and concern the person, who is at `address`.
    #[must_use]
    pub fn trials(&self, address: ClientAddress) -> Trials {
        let role = accounts::role_of(&self.row.role).unwrap_or(Role::General);
        trials(&self.own, &self.portal, role, address)
    }

    /// A rule that is taken away, and a network from which nobody gets in, count at the next request.
    fn is_authorised(&self, address: ClientAddress) -> bool {
        let network = address.known().and_then(|address| self.networks.first_match(address));
        let denied = network.is_some_and(|network| network.action == NetworkAction::Deny);
        !denied && [&self.own, &self.portal].iter().all(|list| list.lets_go_on(address))
    }

    /// Whether what was shown when the session began is still enough. Where a second factor counts for an
    /// address and a time, it isn't elsewhere, nor when the time is over: the person signs in again there, and
    /// the session waits where it was.
    fn still_counts(&self, core: &Core, address: ClientAddress, now: Timestamp) -> bool {
        match &self.asks {
            Asks::Nothing => true,
            Asks::TooMuch => false,
            Asks::SecondFactor(gathered) => {
                let decision = core.decide(gathered, address, Way::Resumed, Shown::Password, now);
                matches!(decision.outcome, Outcome::Allowed { .. })
            }
        }
    }
}

impl Core {
    /// What the judgement of a session stands on.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn standing(&self, row: SessionRow, now: Timestamp) -> Result<Standing, ServerError> {
        let account = AccountId(row.account_id);
        let own = self.lists.get(&self.db, Some(account), row.rules_version, now).await?;
        let portal = self.lists.get(&self.db, None, row.portal_rules_version, now).await?;
        let networks = self.networks.get(&self.db, row.networks_version).await?;
        let mut grants = Vec::new();
        let asks = if self.policy().grant.binding == GrantBinding::Session {
            Asks::Nothing
        } else {
            let found = accounts::find(&mut self.db.read().await?, account).await?;
            match found {
                None => Asks::TooMuch,
                Some(account) => {
                    let mut gathered = self.gather(Some(account), now).await?.within_session();
                    grants.clone_from(&gathered.grants);
                    gathered.grants.extend(self.earned_by(&row));
                    if row.factor == ONE_STEP {
                        Asks::Nothing
                    } else {
                        Asks::SecondFactor(Box::new(gathered))
                    }
                }
            }
        };
        Ok(Standing { row, grants, own, portal, networks, asks })
    }

    /// The lists on trial that concern somebody who has just begun a session at `address`.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub(crate) async fn trials_of(
        &self,
        account: &Account,
        address: ClientAddress,
        now: Timestamp,
    ) -> Result<Trials, ServerError> {
        let portal = allowlist::store::portal_version(&mut self.db.read().await?).await?;
        let own = self.lists.get(&self.db, Some(account.id), account.rules_version, now).await?;
        let portal = self.lists.get(&self.db, None, portal, now).await?;
        Ok(trials(&own, &portal, account.role, address))
    }

    /// What the second factor earned that was shown when the session began; a session keeps it while other
    /// software may have lost it.
    fn earned_by(&self, row: &SessionRow) -> Option<Grant> {
        Method::from_name(&row.factor)?;
        let address: Address = row.address.as_deref()?.parse().ok()?;
        self.earned(address, Timestamp::from_unix(row.created_at))
    }
}
