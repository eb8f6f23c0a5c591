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
    /// E-mailed codes.
    pub email_otp: Arc<dyn crate::email_otp::port::EmailOtpPort>,
    /// Recovery codes.
    pub recovery: Arc<dyn crate::recovery::port::RecoveryPort>,
    /// Authorised addresses.
    pub allowlist: Arc<dyn crate::allowlist::port::AllowlistPort>,
    /// What happened.
    pub history: Arc<dyn crate::history::port::HistoryPort>,
    /// The person's own account.
    pub account: Arc<dyn crate::account::port::AccountPort>,
    /// The administrator's view of people.
    pub admin: Arc<dyn crate::admin::port::AdminPort>,
    /// Requests to support to remove second factors.
    pub support: Arc<dyn crate::support::port::SupportPort>,
    /// The first administrator, and whoever was invited.
    pub setup: Arc<dyn crate::setup::port::SetupPort>,
}
