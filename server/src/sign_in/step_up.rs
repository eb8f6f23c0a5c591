//! Somebody who is signed in shows a second factor again: because an application asks for one, or so that it
//! counts at the address that they are at now. The session stays and gets a new token.

use super::factor_name;
use crate::core::Core;
use crate::db::Tx;
use crate::error::Trouble;
use crate::history::{By, Scene, record};
use crate::secret::Token;
use crate::session::store;
use crate::web::cookie::Cookie;
use sekisho_app::error::Problem;
use sekisho_app::form::ReturnPath;
use sekisho_app::id::SessionId;
use sekisho_app::sign_in::NextStep;
use sekisho_app::visit::{PasswordVerified, SignedIn, Visit};
use sekisho_engine::history::Event;
use sekisho_engine::method::Method;
use sekisho_engine::sign_in::{How, Outcome, Refusal, Shown, Way};

impl Core {
    /// Begins to show a second factor again. Where none is set up, the person sets one up instead, if the
    /// policy lets them at the door.
    ///
    /// # Errors
    /// `SignInRefused` where neither can be done.
    pub(super) async fn begin_step_up(
        &self,
        visit: &Visit,
        person: &SignedIn,
        next: Option<ReturnPath>,
    ) -> Result<NextStep, Trouble> {
        let gathered =
            self.gather(Some(self.account(person.account).await?), visit.now).await?.within_session();
        let decision = self.decide(&gathered, visit.address, Way::StepUp, Shown::Password, visit.now);
        let (step, preferred) = match decision.outcome {
            Outcome::SecondFactorDue { preferred, .. } => (NextStep::Verify, Some(preferred)),
            Outcome::EnrolmentDue { .. } => (NextStep::Enrol, None),
            Outcome::Refused(refusal @ Refusal::NoMethodUsable) => {
                return Err(match self.told_of(&gathered, refusal) {
                    Problem::SignInRefused => Problem::MethodUnavailable,
                    told => told,
                }
                .into());
            }
            _ => return Err(Problem::MethodUnavailable.into()),
        };
        let token = Token::new()?;
        let new = store::NewSignIn {
            account: person.account,
            address: visit.address.known(),
            user_agent: &visit.user_agent,
            return_to: next.as_ref().map(ReturnPath::as_str),
            remember: false,
            session: Some(person.session),
        };
        let mut tx = self.db.begin().await?;
        store::end_old_sign_ins(&mut tx, person.account).await?;
        let sign_in = store::insert_sign_in(&mut tx, &token.digest(), &new, visit.now).await?;
        tx.commit().await?;
        Cookie::SignIn.set(&visit.cookies, &token);
        let half = PasswordVerified { sign_in, account: person.account, way: Way::StepUp };
        self.mail_first(visit, &half, preferred == Some(Method::Email)).await?;
        Ok(step)
    }

    /// A second factor was shown again: the session has a new token from now on.
    pub(super) async fn stepped_up(
        &self,
        tx: &mut Tx,
        visit: &Visit,
        half: &PasswordVerified,
        session: SessionId,
        how: How,
    ) -> Result<SessionId, Trouble> {
        let How::SecondFactor(method) = how else { return Err(Problem::SignInExpired.into()) };
        let token = Token::new()?;
        let (digest, address) = (token.digest(), visit.address.known());
        if !store::step_up(tx, session, &digest, factor_name(how), address, visit.now).await? {
            return Err(Problem::SignInExpired.into());
        }
        let event = Event::SteppedUp { method };
        record(tx, &Scene::of(visit), Some(half.account), By::Oneself, &event).await?;
        Cookie::Session.set(&visit.cookies, &token);
        Ok(session)
    }
}
