//! Both families: whoever showed a second factor over IPv4 proves their IPv6 address in the same session, or the
//! other way round, so that the grant covers both.
//!
//! ```text
//! page ──POST /api/grant/offer──▶ portal          token, 60 seconds, for the grant that this session earned here
//!      ──POST https://v6.…/api/grant/prove──▶ portal   the token in the body, no cookie; the peer's address counts
//! ```
//!
//! What is issued there ends when the first grant does: nothing extends it.

use super::store::{self, Stored};
use crate::config::{Config, Origin};
use crate::core::Core;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::secret::Token;
use crate::{exec, row};
use sekisho_app::error::Problem;
use sekisho_app::id::{AccountId, SessionId};
use sekisho_app::visit::{SignedIn, Visit};
use sekisho_engine::address::{Address, Family, Prefix};
use sekisho_engine::grant::Grant;
use sekisho_engine::history::Event;
use sekisho_engine::method::Method;
use sekisho_engine::policy::GrantBinding;
use sekisho_engine::time::{Seconds, Timestamp};

/// How long a token works.
pub const PROOF_LASTS: Seconds = Seconds::MINUTE;

/// What a page is given to prove the other address with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Where it is shown.
    pub url: String,
    /// The token.
    pub token: String,
}

/// The origin that only the other family reaches than `covered`, where the operator named one.
#[must_use]
pub fn origin_for(config: &Config, covered: Family) -> Option<&Origin> {
    match covered {
        Family::V4 => config.server.origin_ipv6.as_ref(),
        Family::V6 => config.server.origin_ipv4.as_ref(),
    }
}

/// The grant that `session` earned at the address of `visit` and that is in force: what a proof stands on.
#[must_use]
pub fn base<'a>(grants: &'a [Stored], session: SessionId, visit: &Visit) -> Option<&'a Stored> {
    let address = visit.address.known()?;
    grants.iter().find(|stored| stored.session == Some(session) && stored.grant.in_force(address, visit.now))
}

/// The grant that a token stands for.
#[derive(sqlx::FromRow)]
struct First {
    account_id: i64,
    session_id: i64,
    source: String,
    ends_at: i64,
    method: String,
    user_agent: String,
}

impl Core {
    /// Gives out a token for the other family; `None` where there is nothing to prove.
    ///
    /// # Errors
    /// `Database`, `Stored`, `Entropy`.
    pub async fn offer_proof(&self, visit: &Visit, person: &SignedIn) -> Result<Option<Offer>, ServerError> {
        if self.policy().grant.binding != GrantBinding::SourceAddress {
            return Ok(None);
        }
        let mut tx = self.db.begin().await?;
        let grants = store::list(&mut tx, person.account, visit.now).await?;
        let Some(base) = base(&grants, person.session, visit) else { return Ok(None) };
        let Some(origin) = origin_for(&self.config, base.grant.source.family()) else { return Ok(None) };
        let token = Token::new()?;
        // one at a time for a session
        exec!(&mut tx, "DELETE FROM family_proofs WHERE session_id = $1", person.session.0)?;
        exec!(
            &mut tx,
            "INSERT INTO family_proofs (token, session_id, grant_id, expires_at) VALUES ($1, $2, $3, $4)",
            token.digest().bytes(),
            person.session.0,
            base.id.0,
            visit.now.plus(PROOF_LASTS).as_unix(),
        )?;
        tx.commit().await?;
        Ok(Some(Offer { url: origin.url(super::http::PROVE), token: token.reveal() }))
    }

    /// Takes a token that came from the other address, once, and issues a grant there that ends with the first
    /// one.
    ///
    /// # Errors
    /// `NotAllowed` for whatever doesn't stand for a live session's grant of the other family; `AddressUnknown`.
    pub async fn prove_family(&self, visit: &Visit, text: &str) -> Result<(), Trouble> {
        let token = Token::parse(text).ok_or(Problem::NotAllowed)?;
        let address = visit.address.known().ok_or(Problem::AddressUnknown)?;
        let mut tx = self.db.begin().await?;
        let claimed = exec!(
            &mut tx,
            "UPDATE family_proofs SET ended_at = $2 WHERE token = $1 AND ended_at IS NULL AND expires_at > $2",
            token.digest().bytes(),
            visit.now.as_unix(),
        )?;
        // whatever comes of it, it is spent
        tx.commit().await?;
        if claimed != 1 {
            return Err(Problem::NotAllowed.into());
        }
        let mut tx = self.db.begin().await?;
        // ending a grant or a session takes its proofs along
        let first = row!(
            &mut tx,
            First,
            "SELECT g.account_id, p.session_id, g.source, g.ends_at, g.method, g.user_agent
             FROM family_proofs p JOIN grants g ON g.id = p.grant_id
             JOIN accounts a ON a.id = g.account_id WHERE p.token = $1 AND a.state = 'active'",
            token.digest().bytes(),
        )?;
        let first = first.ok_or(Problem::NotAllowed)?;
        let grant = self.beside(&first, address, visit.now)?;
        let (account, session) = (AccountId(first.account_id), SessionId(first.session_id));
        let method = Method::from_name(&first.method).ok_or(ServerError::Stored("method"))?;
        store::insert(&mut tx, account, &grant, method, Some(session), &first.user_agent).await?;
        let event = Event::GrantIssued { source: grant.source, ends: grant.ends };
        record(&mut tx, &Scene::of(visit), Some(account), By::Oneself, &event).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The grant at `address`, of the other family, with the end of the first one.
    fn beside(&self, first: &First, address: Address, now: Timestamp) -> Result<Grant, Trouble> {
        let source: Prefix = first.source.parse().map_err(|_| ServerError::Stored("grant"))?;
        let ends = Timestamp::from_unix(first.ends_at);
        if source.family() == address.family() || ends <= now {
            return Err(Problem::NotAllowed.into());
        }
        let grant = self.earned(address, now).ok_or(Problem::NotAllowed)?;
        Ok(Grant { ends, ..grant })
    }
}
