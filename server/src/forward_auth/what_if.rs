//! What the web gate would say to somebody who signs in first: for `sekisho decide --url`.

use super::asked::Original;
use crate::core::Core;
use crate::decision::Gathered;
use sekisho_engine::address::ClientAddress;
use sekisho_engine::gate::{Asked, GateDecision, Person, decide_gate};
use sekisho_engine::method::Method;
use sekisho_engine::sign_in::{Decision, How, Outcome};
use sekisho_engine::time::Timestamp;

/// An address that the gate refuses to read, whoever asks: it is written in two ways at once, or begins otherwise
/// than the portal's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the gate can't read that address: it takes {0}://HOST/PATH without .., // and encoded slashes")]
pub struct UrlError(&'static str);

impl Core {
    /// What the gate says to `url`, once somebody has signed in as `signed_in` says: with a second factor where one is
    /// due, and with the grant that it earns. Nobody has a session whose sign-in is refused.
    ///
    /// # Errors
    /// For an address that it can't read.
    pub fn gate_would_say(
        &self,
        url: &str,
        gathered: &Gathered,
        signed_in: &Decision,
        address: ClientAddress,
        now: Timestamp,
    ) -> Result<GateDecision, UrlError> {
        let secure = self.config.server.origin.is_secure();
        let error = UrlError(super::asked::scheme(secure));
        let original = Original::of_url(url, None, secure).map_err(|_| error)?;
        let path = original.path().map_err(|_| error)?;
        let shown = match signed_in.outcome {
            Outcome::SecondFactorDue { preferred, .. } => Some(preferred),
            Outcome::EnrolmentDue { methods } => methods.first(),
            Outcome::Allowed { how: How::SecondFactor(method), .. } => Some(method),
            _ => None,
        };
        let mut grants = gathered.grants.clone();
        let earned = shown.filter(|method| *method != Method::Recovery).and(address.known());
        grants.extend(earned.and_then(|address| self.earned(address, now)));
        let email = gathered.account.as_ref().map(|account| account.email.lookup_form()).unwrap_or_default();
        let comes_in = !matches!(signed_in.outcome, Outcome::Refused(_));
        let person = gathered.account.as_ref().filter(|_| comes_in).map(|account| Person {
            email: &email,
            role: account.role,
            shown,
            grants: &grants,
        });
        let asked = Asked { host: &original.host, path: &path };
        let rules = &self.config.gate.web.rules;
        Ok(decide_gate(rules, asked, person.as_ref(), &self.gate_ground(address, now)))
    }
}
