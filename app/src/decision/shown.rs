//! The ways in and what is shown there, as forms, URLs and the command line name them.

use sekisho_engine::method::Method;
use sekisho_engine::sign_in::{Shown, Way};

/// The ways that can be asked about, in the order in which they are offered. A session that goes on is none: what
/// becomes of it is what would become of a sign-in, or no question where its second factor is bound to it.
pub const WAYS: [Way; 4] = [Way::Usual, Way::OneStep, Way::Mail, Way::StepUp];

/// What a way is called in forms.
#[must_use]
pub const fn way_code(way: Way) -> &'static str {
    match way {
        Way::Usual | Way::Resumed => "usual",
        Way::OneStep => "one-step",
        Way::Mail => "mail",
        Way::StepUp => "step-up",
    }
}

/// The way of a code.
#[must_use]
pub fn way_of(code: &str) -> Option<Way> {
    WAYS.into_iter().find(|way| way_code(*way) == code)
}

/// What is shown, as one asks about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Showing {
    /// The right password.
    Password,
    /// The right password, and a second factor by this method.
    PasswordAnd(Method),
    /// A browser that stays signed in since a password was shown in it.
    Remembered,
    /// A browser that stays signed in since a password and the person's own second factor were shown in it.
    RememberedWithFactor,
    /// A wrong password.
    WrongPassword,
    /// Nothing yet.
    Nothing,
}

impl Showing {
    /// Everything, in the order in which it is offered.
    pub const ALL: [Self; 9] = [
        Self::Password,
        Self::PasswordAnd(Method::Totp),
        Self::PasswordAnd(Method::Paired),
        Self::PasswordAnd(Method::Email),
        Self::PasswordAnd(Method::Recovery),
        Self::Remembered,
        Self::RememberedWithFactor,
        Self::WrongPassword,
        Self::Nothing,
    ];

    /// What it is called in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::PasswordAnd(Method::Totp) => "password-totp",
            Self::PasswordAnd(Method::Paired) => "password-paired",
            Self::PasswordAnd(Method::Email) => "password-email",
            Self::PasswordAnd(Method::Recovery) => "password-recovery",
            Self::Remembered => "remembered",
            Self::RememberedWithFactor => "remembered-factor",
            Self::WrongPassword => "wrong-password",
            Self::Nothing => "nothing",
        }
    }

    /// What a code names.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|showing| showing.code() == code)
    }

    /// The same for the engine; `own` is the method that the person uses.
    #[must_use]
    pub const fn shown(self, own: Method) -> Shown {
        match self {
            Self::Password => Shown::Password,
            Self::PasswordAnd(method) => Shown::PasswordAnd(method),
            Self::Remembered => Shown::Remembered(None),
            Self::RememberedWithFactor => Shown::Remembered(Some(own)),
            Self::WrongPassword => Shown::WrongPassword,
            Self::Nothing => Shown::Nothing,
        }
    }
}
