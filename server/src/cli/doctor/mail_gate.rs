//! What `doctor` finds of the mail gate, where one is set up.

use super::super::open;
use super::{Finding, Findings};
use crate::config::MailGate;
use crate::core::Core;
use crate::mail_gate::kick::Doveadm;
use sekisho_engine::policy::GrantBinding;

const GATE: &str = "mail gate";
const SESSIONS: &str = "live mail sessions";
const MASTERS: &str = "mail masters";

pub(super) async fn look(findings: &mut Findings, core: &Core) {
    let gate = &core.config.gate.mail;
    if *gate == MailGate::default() {
        return;
    }
    match (gate.is_open(), core.policy().grant.binding) {
        (false, _) => {
            findings.add(GATE, Finding::Warning, "gate.mail.secret is not set: mail servers are answered no");
        }
        (true, GrantBinding::Session) => findings.add(
            GATE,
            Finding::Warning,
            "policy.grant.binding is session: mail software gets in only where no second factor is due",
        ),
        (true, GrantBinding::SourceAddress) => findings.add(GATE, Finding::Ok, "answers mail servers"),
    }
    match Doveadm::of(gate) {
        None => findings.add(
            SESSIONS,
            Finding::Warning,
            "gate.mail.doveadm_url is not set: they go on when a second factor no longer counts",
        ),
        Some(doveadm) => match doveadm.check().await {
            Ok(()) => findings.add(SESSIONS, Finding::Ok, "doveadm answers and takes the key"),
            Err(error) => findings.add(SESSIONS, Finding::Failed, error.to_string()),
        },
    }
    for master in &gate.master_users {
        match open::account(core, master).await {
            Ok(_) => findings.add(MASTERS, Finding::Ok, format!("{master} has an account")),
            Err(_) => {
                findings.add(MASTERS, Finding::Warning, format!("{master} has no account and opens nothing"));
            }
        }
    }
}
