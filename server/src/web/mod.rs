//! From HTTP to a visit, and back.
//!
//! ```text
//! request ─▶ limits, headers ─▶ host ─┬─▶ /assets/…   site files
//!                                     ├─▶ /healthz …  health
//!                                     ├─▶ GET page    visit ─▶ access ─▶ page ─▶ HTML
//!                                     └─▶ POST /api/… same origin ─▶ visit ─▶ access ─▶ server function
//!                                              success ─▶ 303 or JSON;  problem ─▶ the form's page, 4xx
//! ```

pub mod cookie;
pub mod download;
pub mod form;
pub mod headers;
pub mod listener;
pub mod logo;
pub mod page;
pub mod router;
pub mod visit;

use crate::core::Core;
use axum::http::HeaderValue;
use sekisho_app::page::{AuthenticatorFiles, Portal};
use sekisho_app::port::Ports;
use sekisho_engine::policy::{Choice, CodesTo};
use std::sync::Arc;

/// What the web layer hands to every request.
#[derive(Clone)]
pub struct Web {
    /// The server.
    pub core: Arc<Core>,
    /// The server, as the app sees it.
    pub ports: Arc<Ports>,
    /// The installation, as pages see it.
    pub portal: Arc<Portal>,
    /// What pages may load, and where forms may lead.
    pub content_security_policy: HeaderValue,
}

impl Web {
    /// The web layer over `core`.
    #[must_use]
    pub fn new(core: Arc<Core>) -> Self {
        let ports = Ports {
            sign_in: core.clone(),
            session: core.clone(),
            password: core.clone(),
            policy: core.clone(),
            totp: core.clone(),
            pairing: core.clone(),
            two_step: core.clone(),
            mfa: core.clone(),
            email_otp: core.clone(),
            recommendation: core.clone(),
            decision: core.clone(),
            recovery: core.clone(),
            remembered: core.clone(),
            allowlist: core.clone(),
            history: core.clone(),
            account: core.clone(),
            admin: core.clone(),
            grant: core.clone(),
            network: core.clone(),
            portal_rules: core.clone(),
            support: core.clone(),
            setup: core.clone(),
            forward_auth: core.clone(),
        };
        let portal = Portal {
            name: core.config.portal.name.clone(),
            logo: core.config.logo.as_ref().map(|logo| logo.url.clone()),
            stylesheet: crate::site::url("main.css").unwrap_or_default().to_owned(),
            boot_script: crate::site::url("boot.js").map(ToOwned::to_owned),
            editors_script: crate::site::url("boot-editors.js").map(ToOwned::to_owned),
            countdown_script: crate::site::url("countdown.js").map(ToOwned::to_owned),
            prove_script: crate::site::url("prove.js").map(ToOwned::to_owned),
            sign_in: core.policy().sign_in,
            remember_me: core.policy().remember_me,
            one_step_until: core.policy().sign_in.one_step_until,
            totp_offered: core.policy().mfa.methods.contains(sekisho_engine::method::Method::Totp),
            paired_offered: core.policy().mfa.methods.contains(sekisho_engine::method::Method::Paired),
            authenticator: format!("{}/authenticator", core.config.server.origin),
            authenticator_files: AuthenticatorFiles {
                script: crate::site::url("authenticator.js").map(ToOwned::to_owned),
                touch_icon: crate::site::url("authenticator-192.png").map(ToOwned::to_owned),
            },
            email_otp_offered: core.policy().mfa.methods.contains(sekisho_engine::method::Method::Email),
            email_otp_external: core.policy().mfa.email.to == CodesTo::External,
            asks_method: core.policy().mfa.choice == Choice::Ask,
            support_contact: core.config.portal.support_contact.clone().unwrap_or_default(),
            support_requests: core.policy().support_requests.offered.then(|| core.support_wait()),
        };
        let content_security_policy = headers::content_security_policy(&core.config);
        Self { core, ports: Arc::new(ports), portal: Arc::new(portal), content_security_policy }
    }
}
