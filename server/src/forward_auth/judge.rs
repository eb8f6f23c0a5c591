//! The decision about an original request: who shows what, and may they pass.

use super::asked::{Original, Unclear};
use super::cache::{Known, Shown};
use crate::account::store as accounts;
use crate::core::Core;
use crate::error::ServerError;
use crate::session::{Counts, Standing};
use crate::web::cookie::Cookie;
use axum::http::HeaderMap;
use sekisho_engine::address::ClientAddress;
use sekisho_engine::gate::{
    Asked, AskedPath, Authority, GateDecision, GateOutcome, Ground, Person, decide_gate,
};
use sekisho_engine::method::Method;
use sekisho_engine::time::Timestamp;
use std::sync::Arc;

/// What was decided, and about whom.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) outcome: GateOutcome,
    /// Who passes.
    pub(super) known: Option<Arc<Known>>,
}

/// Why there is no decision.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The question can't be understood.
    Unclear,
    /// The server failed.
    Failed(ServerError),
}

impl From<Unclear> for Trouble {
    fn from(Unclear: Unclear) -> Self {
        Self::Unclear
    }
}

impl From<ServerError> for Trouble {
    fn from(error: ServerError) -> Self {
        Self::Failed(error)
    }
}

impl Core {
    /// Decides about an original request with the cookies in `headers`.
    pub(super) async fn judge(
        &self,
        original: &Original,
        headers: &HeaderMap,
        address: ClientAddress,
        now: Timestamp,
    ) -> Result<Judged, Trouble> {
        let path = original.path()?;
        let asked = Asked { host: &original.host, path: &path };
        let nobody = self.decide_for(asked, None, address, now)?.outcome;
        // nobody needs to be looked up where the answer is the same for everybody
        if nobody != GateOutcome::SignIn {
            return Ok(Judged { outcome: nobody, known: None });
        }
        let Some(shown) = self.shown(headers, &original.host) else {
            return Ok(Judged { outcome: nobody, known: None });
        };
        let Some(known) = self.gate.find(self, shown, &original.host, now).await? else {
            return Ok(Judged { outcome: nobody, known: None });
        };
        if !self.is_here(&known.standing, address, now).await? {
            return Ok(Judged { outcome: nobody, known: None });
        }
        let outcome = self.decide_for(asked, Some(&known), address, now)?.outcome;
        if outcome == GateOutcome::Pass
            && let Some(_touching) = known.touching(now)
        {
            Box::pin(self.touch(&known.standing.row, now)).await?;
        }
        Ok(Judged { outcome, known: Some(known) })
    }

    /// What the browser shows for `host`: the portal's own session on the portal's own host, else the host's pass.
    fn shown(&self, headers: &HeaderMap, host: &Authority) -> Option<Shown> {
        if self.is_own(host) {
            return Cookie::Session.token(headers).map(|token| Shown::Session(token.digest()));
        }
        Cookie::Gate.token(headers).map(|token| Shown::Pass(token.digest()))
    }

    /// Whether `host` is the portal's own.
    pub(super) fn is_own(&self, host: &Authority) -> bool {
        host.as_str() == self.config.server.origin.authority()
    }

    /// Whether a session counts here and now. One whose time is over ends.
    pub(super) async fn is_here(
        &self,
        standing: &Standing,
        address: ClientAddress,
        now: Timestamp,
    ) -> Result<bool, ServerError> {
        match standing.counts(self, address, now)? {
            Counts::Here => Ok(true),
            Counts::NotHere => Ok(false),
            Counts::Ended(reason) => {
                Box::pin(self.expire(&standing.row, reason, now)).await?;
                Ok(false)
            }
        }
    }

    /// What the rules say of a page and somebody whose session counts, or nobody.
    pub(super) fn decide_for(
        &self,
        asked: Asked<'_>,
        known: Option<&Known>,
        address: ClientAddress,
        now: Timestamp,
    ) -> Result<GateDecision, ServerError> {
        let person = match known {
            None => None,
            Some(known) => Some(Person {
                email: &known.email,
                role: accounts::role_of(&known.standing.row.role)?,
                shown: Method::from_name(&known.standing.row.factor),
                grants: &known.standing.grants,
            }),
        };
        Ok(decide_gate(&self.config.gate.web.rules, asked, person.as_ref(), &self.gate_ground(address, now)))
    }

    /// What else the gate's decision depends on.
    #[must_use]
    pub fn gate_ground(&self, address: ClientAddress, now: Timestamp) -> Ground {
        let policy = self.policy();
        Ground { offered: policy.mfa.methods, binding: policy.grant.binding, address, now }
    }

    /// Reads where a browser wants to go on an application's host: a path of that host, which is what a browser
    /// will read, too. `/` for whatever else.
    pub(super) fn target(text: &str) -> &str {
        let plain = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let path = text.split('?').next().unwrap_or_default();
        let fine = plain && AskedPath::parse(path).is_ok() && !path.starts_with("/.sekisho/");
        if fine { text } else { "/" }
    }
}
