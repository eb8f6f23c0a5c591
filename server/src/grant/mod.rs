//! MFA grants: a second factor that was shown counts for one person at one address, for a time.
//!
//! A grant is written in the transaction of the sign-in that earned it, and removed in the transaction of
//! whatever ends it. Nothing extends one: a second factor that is shown again earns another.

mod edit;
pub mod http;
pub mod proof;
pub mod store;

use crate::core::Core;
use crate::db::Tx;
use crate::error::ServerError;
use crate::history::{By, Scene, record};
use sekisho_app::id::{AccountId, SessionId};
use sekisho_app::visit::Visit;
use sekisho_engine::address::Address;
use sekisho_engine::grant::Grant;
use sekisho_engine::history::{Event, RevocationReason};
use sekisho_engine::method::Method;
use sekisho_engine::policy::GrantBinding;
use sekisho_engine::time::{Seconds, Timestamp};

impl Core {
    /// What a second factor earns that is shown from `address` at `now`; nothing where the policy binds it to
    /// the session.
    #[must_use]
    pub fn earned(&self, address: Address, now: Timestamp) -> Option<Grant> {
        let policy = &self.policy().grant;
        let length = Seconds::hours(policy.hours.get());
        // between 48 and 128
        let prefix = u8::try_from(policy.ipv6_prefix.get()).unwrap_or(128);
        (policy.binding == GrantBinding::SourceAddress).then(|| Grant::issue(address, prefix, length, now))
    }

    /// Writes down what the second factor earned that was just shown in `session`. From an address that can't be
    /// told it earns nothing.
    ///
    /// # Errors
    /// `Database`.
    pub async fn grant(
        &self,
        tx: &mut Tx,
        visit: &Visit,
        account: AccountId,
        session: SessionId,
        method: Method,
    ) -> Result<(), ServerError> {
        let Some(grant) = visit.address.known().and_then(|address| self.earned(address, visit.now)) else {
            return Ok(());
        };
        store::insert(tx, account, &grant, method, Some(session), &visit.user_agent).await?;
        let event = Event::GrantIssued { source: grant.source, ends: grant.ends };
        record(tx, &Scene::of(visit), Some(account), By::Oneself, &event).await
    }

    /// Ends every grant of an account, and writes down why.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn end_grants(
        tx: &mut Tx,
        scene: &Scene<'_>,
        account: AccountId,
        by: By,
        reason: RevocationReason,
    ) -> Result<(), ServerError> {
        let ended = store::end_all(tx, account, scene.now).await?;
        if !ended.is_empty() {
            let count = u32::try_from(ended.len()).unwrap_or(u32::MAX);
            record(tx, scene, Some(account), by, &Event::GrantsEnded { reason, count }).await?;
        }
        Ok(())
    }
}
