//! `sekisho decide`: the engine's decision about a sign-in that may never happen, and its reasons.

use super::failure::Done;
use super::{gate, open, output, reason};
use crate::config::Sources;
use clap::Args;
use sekisho_engine::address::{Address, ClientAddress};
use sekisho_engine::sign_in::{Decision, Shown, Way};
use sekisho_engine::time::Timestamp;
use serde::Serialize;

/// What would become of a sign-in with the right password.
#[derive(Debug, Args)]
pub(super) struct Decide {
    /// The e-mail address or user name
    #[arg(long, value_name = "EMAIL")]
    user: String,
    /// Where the sign-in comes from
    #[arg(long, value_name = "IP")]
    address: Address,
    /// The page of an application behind the web gate: what the gate says to it after the sign-in
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// By the one-step way
    #[arg(long)]
    one_step: bool,
    /// When: 2026-01-31T09:00:00Z or 2026-01-31 [default: now]
    #[arg(long, value_name = "TIME", value_parser = output::time)]
    at: Option<Timestamp>,
    /// Print one JSON value
    #[arg(long)]
    json: bool,
}

/// The decision, with what it is about.
#[derive(Serialize)]
struct Asked<'a> {
    user: &'a str,
    address: Address,
    at: String,
    #[serde(flatten)]
    decision: &'a Decision,
    #[serde(skip_serializing_if = "Option::is_none")]
    gate: Option<gate::Said>,
}

impl Decide {
    pub(super) async fn run(self, sources: &Sources) -> Done {
        let core = open::existing(sources).await?;
        let account = open::account(&core, &self.user).await?;
        let email = account.email.to_string();
        let now = self.at.unwrap_or_else(|| core.clock.now());
        let bars = core.password_bars(&account, self.address, now).await?;
        let mut gathered = core.gather(Some(account)).await?;
        (gathered.bar, gathered.address_bar) = bars;
        let way = if self.one_step { Way::OneStep } else { Way::Usual };
        let decision = core.decide(&gathered, ClientAddress::Known(self.address), way, Shown::Password, now);
        let address = ClientAddress::Known(self.address);
        let gate =
            self.url.as_deref().map(|url| core.gate_would_say(url, &gathered, &decision, address, now));
        let gate = gate.transpose()?.map(|found| gate::Said::new(&core.config.gate.web.rules, &found));
        let at = output::utc(now);
        let asked = Asked { user: &email, address: self.address, at, decision: &decision, gate };
        if self.json {
            return output::json(&asked);
        }
        output::line(&format!("{email} from {} at {}, with the right password:", self.address, asked.at))?;
        for found in &decision.reasons {
            output::line(&format!("  {}", reason::found(found)))?;
        }
        output::line(&format!("=> {}", reason::outcome(&decision.outcome)))?;
        match (&self.url, &asked.gate) {
            (Some(url), Some(said)) => said.print(url),
            _ => Ok(()),
        }
    }
}
