//! What the networks' pages need from the server.

use super::{Consent, Draft, NetworksView};
use crate::error::ApiResult;
use crate::id::NetworkId;
use crate::visit::{Administrator, Visit};
use async_trait::async_trait;
use sekisho_engine::address::Address;

/// Networks, looked after by administrators.
#[async_trait]
pub trait NetworkPort: Send + Sync {
    /// What the pages show.
    async fn view(&self, visit: &Visit, admin: &Administrator) -> ApiResult<NetworksView>;

    /// Saves a network: a new one, which comes last, or in place of the one of that number.
    ///
    /// # Errors
    /// `Missing`, `TooLong`, `HiddenCharacters`, `NameTaken` (field `name`); `NotOffered` (field `action`);
    /// `Missing`, `RuleAtLine`, `TooManyRules` (field `rules`); `TooManyNetworks`; `LookFirst` where its author
    /// has not seen what will come of it; `WouldShutOut` where it shuts out the address of this request;
    /// `NotFound`, `ReauthenticationRequired`.
    async fn save(
        &self,
        visit: &Visit,
        admin: &Administrator,
        id: Option<NetworkId>,
        draft: Draft<'_>,
        consent: Consent<'_>,
    ) -> ApiResult<()>;

    /// Deletes a network.
    ///
    /// # Errors
    /// `WouldShutOut`, `NotFound`, `ReauthenticationRequired`.
    async fn remove(
        &self,
        visit: &Visit,
        admin: &Administrator,
        id: NetworkId,
        confirmed: Option<Address>,
    ) -> ApiResult<()>;

    /// Moves a network one place up, or down. The first one isn't moved up, the last one not down.
    ///
    /// # Errors
    /// As [`remove`](Self::remove).
    async fn shift(
        &self,
        visit: &Visit,
        admin: &Administrator,
        id: NetworkId,
        up: bool,
        confirmed: Option<Address>,
    ) -> ApiResult<()>;
}
