//! The ports: a small trait for each feature, declared here, implemented by the server, injected through
//! Leptos' context. They keep the arrows one-way.

use std::sync::Arc;

/// Everything that the pages and server functions can ask the server for.
#[derive(Clone)]
pub struct Ports {
    /// Signing in and out.
    pub sign_in: Arc<dyn crate::sign_in::port::SignInPort>,
    /// Sessions and reauthentication.
    pub session: Arc<dyn crate::session::port::SessionPort>,
    /// Changing and resetting passwords.
    pub password: Arc<dyn crate::password::port::PasswordPort>,
    /// The authenticator app.
    pub totp: Arc<dyn crate::totp::port::TotpPort>,
    /// Pairing the portal's own OTP app.
    pub pairing: Arc<dyn crate::pairing::port::PairingPort>,
    /// From one-step to two-step sign-in.
    pub two_step: Arc<dyn crate::two_step::port::TwoStepPort>,
    /// Second factors as a whole: on or off.
    pub mfa: Arc<dyn crate::mfa::port::MfaPort>,
    /// E-mailed codes.
    pub email_otp: Arc<dyn crate::email_otp::port::EmailOtpPort>,
    /// The policy in force.
    pub policy: Arc<dyn crate::policy::port::PolicyPort>,
    /// Recommending a second factor.
    pub recommendation: Arc<dyn crate::recommendation::port::RecommendationPort>,
    /// Recovery codes.
    pub recovery: Arc<dyn crate::recovery::port::RecoveryPort>,
    /// Browsers that stay signed in.
    pub remembered: Arc<dyn crate::remembered::port::RememberedPort>,
    /// Applications behind web servers that ask the portal.
    pub forward_auth: Arc<dyn crate::forward_auth::port::ForwardAuthPort>,
    /// Authorised addresses.
    pub allowlist: Arc<dyn crate::allowlist::port::AllowlistPort>,
    /// The list that everybody's address has to be in.
    pub portal_rules: Arc<dyn crate::portal_rules::port::PortalRulesPort>,
    /// Decisions, explained.
    pub decision: Arc<dyn crate::decision::port::DecisionPort>,
    /// What happened.
    pub history: Arc<dyn crate::history::port::HistoryPort>,
    /// The person's own account.
    pub account: Arc<dyn crate::account::port::AccountPort>,
    /// The administrator's view of people.
    pub admin: Arc<dyn crate::admin::port::AdminPort>,
    /// Second factors that count at an address.
    pub grant: Arc<dyn crate::grant::port::GrantPort>,
    /// Networks.
    pub network: Arc<dyn crate::network::port::NetworkPort>,
    /// Requests to support to remove second factors.
    pub support: Arc<dyn crate::support::port::SupportPort>,
    /// The first administrator, and whoever was invited.
    pub setup: Arc<dyn crate::setup::port::SetupPort>,
}
