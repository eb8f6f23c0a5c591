//! The words of a letter: a subject of one line, and a plain text in lines of 72 columns.

use super::letter::{Class, Letter};
use super::wrap::wrap;
use sekisho_app::i18n::Words;
use sekisho_app::mail::text::MailText;
use sekisho_engine::address::Address;
use sekisho_engine::email_otp::Purpose;
use sekisho_engine::method::Method;
use sekisho_engine::time::Timestamp;

/// What stands around a letter in its mail.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The portal's name.
    pub portal: &'a str,
    /// Its web address.
    pub origin: &'a str,
    /// Whom to ask for help.
    pub contact: Option<&'a str>,
    /// When that happened which the letter is about.
    pub now: Timestamp,
    /// From where it was done, if that is known.
    pub from: Option<Address>,
}

impl Letter<'_> {
    /// The subject: one line, and nothing in it that is secret or that a stranger chose.
    #[must_use]
    pub fn subject(&self, words: &Words, portal: &str) -> String {
        let (subject, _) = self.messages();
        // an operator's own wording or name may hold a line break
        words.fill(subject, &[("portal", portal)]).replace(char::is_control, " ")
    }

    /// The text.
    #[must_use]
    pub fn text(&self, words: &Words, setting: &Setting<'_>) -> String {
        let (_, lead) = self.messages();
        let values = self.values(words, setting);
        let mut values: Vec<(&str, &str)> =
            values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        values.push(("portal", setting.portal));
        values.push(("origin", setting.origin));
        let say = |message| words.fill(message, &values);

        let mut paragraphs = vec![say(lead)];
        match self {
            Self::Code { purpose, code, .. } => {
                paragraphs.extend([(*code).to_owned(), say(MailText::CodeLife), say(warning(*purpose))]);
            }
            Self::PasswordReset { link, .. } => {
                paragraphs.extend([(*link).to_owned(), say(MailText::ResetNotYours)]);
            }
            Self::Invitation { link, .. } => {
                paragraphs.extend([(*link).to_owned(), say(MailText::InvitationNotExpected)]);
            }
            Self::SupportRequestApproved { link, .. } => {
                paragraphs.extend([say(MailText::SupportStop), (*link).to_owned()]);
            }
            _ => {}
        }
        if self.class() == Class::Notice {
            paragraphs.extend([circumstances(words, setting), say(self.advice())]);
        }
        paragraphs.push(say(MailText::Footer));
        if let Some(contact) = setting.contact {
            paragraphs.push(words.fill(MailText::Help, &[("contact", contact)]));
        }
        let mut text = wrap(&paragraphs.join("\n\n"));
        text.push('\n');
        text
    }

    /// The subject and the first paragraph.
    const fn messages(&self) -> (MailText, MailText) {
        match self {
            Self::Code { purpose, .. } => (MailText::CodeSubject, lead(*purpose)),
            Self::PasswordReset { .. } => (MailText::ResetSubject, MailText::Reset),
            Self::Invitation { .. } => (MailText::InvitationSubject, MailText::Invitation),
            Self::PasswordChanged => (MailText::PasswordChangedSubject, MailText::PasswordChanged),
            Self::AddressChangeRequested { .. } => {
                (MailText::AddressRequestedSubject, MailText::AddressRequested)
            }
            Self::AddressChanged { .. } => (MailText::AddressChangedSubject, MailText::AddressChanged),
            Self::AuthenticatorAdded(_) => {
                (MailText::AuthenticatorAddedSubject, MailText::AuthenticatorAdded)
            }
            Self::AuthenticatorRemoved(_) => {
                (MailText::AuthenticatorRemovedSubject, MailText::AuthenticatorRemoved)
            }
            Self::AuthenticatorDisabled(_) => {
                (MailText::AuthenticatorDisabledSubject, MailText::AuthenticatorDisabled)
            }
            Self::MfaReset => (MailText::MfaResetSubject, MailText::MfaReset),
            Self::MfaSwitched { on: true } => (MailText::MfaOnSubject, MailText::MfaOn),
            Self::MfaSwitched { on: false } => (MailText::MfaOffSubject, MailText::MfaOff),
            Self::MfaClearedByReset => (MailText::MfaClearedSubject, MailText::MfaCleared),
            Self::MethodSet(_) => (MailText::MethodSetSubject, MailText::MethodSet),
            Self::RememberedTokenReused => (MailText::TokenReusedSubject, MailText::TokenReused),
            Self::SupportRequestReceived => (MailText::SupportReceivedSubject, MailText::SupportReceived),
            Self::SupportRequestApproved { .. } => {
                (MailText::SupportApprovedSubject, MailText::SupportApproved)
            }
            Self::SupportRequestRefused => (MailText::SupportRefusedSubject, MailText::SupportRefused),
            Self::SupportRequestStopped => (MailText::SupportStoppedSubject, MailText::SupportStopped),
            Self::SupportRequestDone => (MailText::SupportDoneSubject, MailText::SupportDone),
            Self::RecoveryCodesMade => (MailText::RecoveryMadeSubject, MailText::RecoveryMade),
            Self::RecoveryCodeUsed { .. } => (MailText::RecoveryUsedSubject, MailText::RecoveryUsed),
            Self::RulesCleared => (MailText::RulesClearedSubject, MailText::RulesCleared),
            Self::AccountLocked => (MailText::LockedSubject, MailText::Locked),
            Self::AccountUnlocked => (MailText::UnlockedSubject, MailText::Unlocked),
            Self::NewPlace => (MailText::NewPlaceSubject, MailText::NewPlace),
            Self::SuspiciousAttempts => (MailText::AttemptsSubject, MailText::Attempts),
        }
    }

    /// What the letter's own messages have between braces.
    fn values(&self, words: &Words, setting: &Setting<'_>) -> Vec<(&'static str, String)> {
        let minutes = |until: Timestamp| until.since(setting.now).minutes_rounded_up();
        match *self {
            Self::Code { until, .. } | Self::PasswordReset { until, .. } => {
                vec![("minutes", minutes(until).to_string())]
            }
            Self::Invitation { until, .. } => {
                vec![("hours", minutes(until).saturating_add(59).div_euclid(60).to_string())]
            }
            Self::AddressChangeRequested { to } | Self::AddressChanged { to } => vec![("to", to.to_string())],
            Self::AuthenticatorAdded(method)
            | Self::AuthenticatorRemoved(method)
            | Self::AuthenticatorDisabled(method) => {
                vec![("method", words.text(method_name(method)).into_owned())]
            }
            Self::MethodSet(method) => vec![("method", words.text(method_name(method)).into_owned())],
            Self::SupportRequestApproved { effect, .. } => vec![("effect", utc(effect))],
            Self::RecoveryCodeUsed { left } => vec![("left", left.to_string())],
            _ => Vec::new(),
        }
    }

    /// What to do if it was somebody else.
    const fn advice(&self) -> MailText {
        match self {
            // not the person's own doing, whoever they are
            Self::MfaReset
            | Self::MethodSet(_)
            | Self::RulesCleared
            | Self::AccountLocked
            | Self::AccountUnlocked
            | Self::SupportRequestReceived
            | Self::SupportRequestApproved { .. }
            | Self::SupportRequestRefused
            | Self::SupportRequestStopped
            | Self::SupportRequestDone => MailText::NotExpected,
            _ => MailText::NotYou,
        }
    }
}

const fn lead(purpose: Purpose) -> MailText {
    match purpose {
        Purpose::SignIn => MailText::CodeSignIn,
        Purpose::Enrol => MailText::CodeEnrol,
        Purpose::ChangeAddress => MailText::CodeAddress,
        Purpose::Reauthenticate => MailText::CodeReauthenticate,
    }
}

const fn warning(purpose: Purpose) -> MailText {
    match purpose {
        // a code to sign in is sent only after the right password
        Purpose::SignIn => MailText::CodePasswordKnown,
        Purpose::Enrol | Purpose::ChangeAddress | Purpose::Reauthenticate => MailText::CodeNotYours,
    }
}

const fn method_name(method: Method) -> MailText {
    match method {
        Method::Totp => MailText::MethodTotp,
        Method::Paired => MailText::MethodPaired,
        Method::Email => MailText::MethodEmail,
        Method::Recovery => MailText::MethodRecovery,
    }
}

fn circumstances(words: &Words, setting: &Setting<'_>) -> String {
    let when = words.fill(MailText::When, &[("when", &utc(setting.now))]);
    let Some(address) = setting.from else { return when };
    let from = words.fill(MailText::From, &[("address", &address.to_string())]);
    format!("{when}\n{from}")
}

/// The time as it reads anywhere: `2026-11-21 22:17 UTC`.
fn utc(at: Timestamp) -> String {
    jiff::Timestamp::from_second(at.as_unix())
        .map_or_else(|_| at.as_unix().to_string(), |time| time.strftime("%Y-%m-%d %H:%M UTC").to_string())
}

#[cfg(test)]
mod tests;
