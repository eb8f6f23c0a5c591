//! What a posed question is decided by: what is in force today, and of what goes with the time (ends of rules,
//! grants, counted attempts) what there was at the time asked about, as far as it is kept.

use super::asked::Posed;
use super::draft::Draft;
use super::{Gathered, OTP, RECOVERY, account_key, store};
use crate::account::store::Account;
use crate::core::Core;
use crate::error::ServerError;
use crate::throttle;
use sekisho_app::decision::{Question, Showing};
use sekisho_engine::address::{ClientAddress, UnknownReason};
use sekisho_engine::grant::Grant;
use sekisho_engine::history::Event;
use sekisho_engine::method::Method;
use sekisho_engine::sign_in::{Decision, Way};
use sekisho_engine::throttle::{Bar, Bucket, Charge};
use sekisho_engine::time::Timestamp;
use std::sync::Arc;

/// The address of a question, as the engine takes it.
fn client(question: &Question) -> ClientAddress {
    let unknown = ClientAddress::Unknown(UnknownReason::UnreadableHop);
    question.address.map_or(unknown, ClientAddress::Known)
}

/// The attempts at codes that stand in the way, if it is these: where a second factor is shown, or the history
/// says that codes were no longer looked at.
fn codes(posed: &Posed) -> Option<Charge> {
    let event = posed.recorded.as_ref().map(|found| &found.event);
    match (event, posed.question.showing) {
        (Some(Event::Throttled { bucket: Bucket::Otp }), _) => Some(OTP),
        (Some(Event::Throttled { bucket: Bucket::Recovery }), _)
        | (_, Showing::PasswordAnd(Method::Recovery)) => Some(RECOVERY),
        (_, Showing::PasswordAnd(_)) => Some(OTP),
        _ => None,
    }
}

/// Whether a password is typed, which is counted.
const fn types_password(question: &Question) -> bool {
    let typed =
        matches!(question.showing, Showing::Password | Showing::PasswordAnd(_) | Showing::WrongPassword);
    typed && matches!(question.way, Way::Usual | Way::OneStep | Way::Mail)
}

impl Core {
    /// Gathers the facts of a question. `now` is the present, which the question may not be about.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn gather_for(&self, posed: &Posed, now: Timestamp) -> Result<Gathered, ServerError> {
        let Posed { question, account, .. } = posed;
        let mut gathered = self.gather(account.clone(), question.at).await?;
        if let Some(account) = account {
            if question.at < now {
                self.add_past_grants(&mut gathered, account, question.at).await?;
            }
            (gathered.bar, gathered.address_bar) = self.bars(posed, account).await?;
        }
        Ok(gathered)
    }

    /// Grants that have run out since are forgotten, but the history tells of them.
    async fn add_past_grants(
        &self,
        gathered: &mut Gathered,
        account: &Account,
        at: Timestamp,
    ) -> Result<(), ServerError> {
        let past: Vec<Grant> = store::grants_at(&mut self.db.read().await?, account.id, at).await?;
        let new: Vec<Grant> = past.into_iter().filter(|grant| !gathered.grants.contains(grant)).collect();
        gathered.grants.extend(new);
        Ok(())
    }

    /// What stood in the way of the account's attempts, and of the address's.
    async fn bars(
        &self,
        posed: &Posed,
        account: &Account,
    ) -> Result<(Option<Bar>, Option<Bar>), ServerError> {
        let question = &posed.question;
        let (mut of_account, mut of_address) = (None, None);
        if let Some(address) = question.address.filter(|_| types_password(question)) {
            (of_account, of_address) = self.password_bars(account, address, question.at).await?;
        }
        if let Some(charge) = codes(posed) {
            let bar = throttle::bar(&self.db, charge, account_key(account.id), question.at).await?;
            of_account = of_account.or(bar);
        }
        Ok((of_account, of_address))
    }

    /// The engine's decision about a question, with what a draft says in place of what is in force.
    #[must_use]
    pub fn decide_posed(&self, gathered: &Gathered, posed: &Posed, draft: &Draft) -> Decision {
        let Question { at, way, showing, .. } = posed.question;
        let policy = draft.policy.as_ref().unwrap_or(self.policy());
        let portal_rules = draft.portal_rules.as_ref();
        let portal_rules =
            portal_rules.map_or_else(|| gathered.portal_rules.clone(), |it| Arc::new(it.clone()));
        let registered = gathered.factors.registered;
        let preferred = gathered.account.as_ref().and_then(|account| account.preferred);
        let own = preferred.filter(|method| registered.contains(*method));
        let own = own.or_else(|| registered.without(Method::Recovery).first());
        let shown = showing.shown(own.unwrap_or(policy.mfa.default_method));
        let gathered = Gathered { portal_rules, ..gathered.clone() };
        gathered.decide(policy, client(&posed.question), way, shown, at)
    }
}
