//! All messages of all features, for the check of an operator's wording file and for the tests.

use super::{Language, Message};

/// A message as the catalogue knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownMessage {
    /// Its key.
    pub key: &'static str,
    /// Its English text.
    pub en: &'static str,
    /// Its Japanese text.
    pub ja: &'static str,
}

fn collect<M: Message>(messages: &[M], into: &mut Vec<KnownMessage>) {
    into.extend(messages.iter().map(|message| KnownMessage {
        key: message.key(),
        en: message.built_in(Language::En),
        ja: message.built_in(Language::Ja),
    }));
}

/// Every message of the portal.
#[must_use]
pub fn all_messages() -> Vec<KnownMessage> {
    let mut all = Vec::new();
    collect(crate::ui::text::UiText::ALL, &mut all);
    collect(crate::ui::text::NoticeText::ALL, &mut all);
    collect(crate::ui::problem::text::ProblemText::ALL, &mut all);
    collect(crate::ui::problem::text::ErrorPageText::ALL, &mut all);
    collect(crate::sign_in::text::SignInText::ALL, &mut all);
    collect(crate::session::text::SessionText::ALL, &mut all);
    collect(crate::password::text::PasswordText::ALL, &mut all);
    collect(crate::password::text::RuleText::ALL, &mut all);
    collect(crate::mfa::text::MfaText::ALL, &mut all);
    collect(crate::policy::text::PolicyText::ALL, &mut all);
    collect(crate::totp::text::TotpText::ALL, &mut all);
    collect(crate::pairing::text::PairingText::ALL, &mut all);
    collect(crate::pairing::text::PairingCodeText::ALL, &mut all);
    collect(crate::authenticator::text::AuthenticatorText::ALL, &mut all);
    collect(crate::two_step::text::TwoStepText::ALL, &mut all);
    collect(crate::email_otp::text::EmailOtpText::ALL, &mut all);
    collect(crate::recommendation::text::RecommendationText::ALL, &mut all);
    collect(crate::recovery::text::RecoveryText::ALL, &mut all);
    collect(crate::remembered::text::RememberedText::ALL, &mut all);
    collect(crate::allowlist::text::AllowlistText::ALL, &mut all);
    collect(crate::allowlist::error_text::RuleErrorText::ALL, &mut all);
    collect(crate::allowlist::draft::text::DraftText::ALL, &mut all);
    collect(crate::allowlist::trial::text::TrialText::ALL, &mut all);
    collect(crate::history::text::HistoryText::ALL, &mut all);
    collect(crate::history::event_text::EventText::ALL, &mut all);
    collect(crate::mail::text::MailText::ALL, &mut all);
    collect(crate::account::text::AccountText::ALL, &mut all);
    collect(crate::admin::text::AdminText::ALL, &mut all);
    collect(crate::grant::text::GrantText::ALL, &mut all);
    collect(crate::decision::text::DecisionText::ALL, &mut all);
    collect(crate::decision::text::ReasonText::ALL, &mut all);
    collect(crate::network::text::NetworkText::ALL, &mut all);
    collect(crate::portal_rules::text::PortalRulesText::ALL, &mut all);
    collect(crate::forward_auth::text::ForwardAuthText::ALL, &mut all);
    collect(crate::support::text::SupportText::ALL, &mut all);
    collect(crate::support::text::RequestText::ALL, &mut all);
    collect(crate::setup::text::SetupText::ALL, &mut all);
    all
}
