//! Admin → Policy: what is in force, where it comes from, and what of it is weaker than today's standards ask
//! for.

use sekisho_engine::policy::Weakness;

#[cfg(feature = "ssr")]
mod labels;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;

#[cfg(feature = "ssr")]
pub use labels::label_of;

/// The policy as an administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyView {
    /// The preset that it goes over, by name.
    pub preset: Option<String>,
    /// Its keys, in the order of the configuration's document.
    pub keys: Vec<KeyView>,
    /// The choices that are weaker than today's standards ask for.
    pub weaknesses: Vec<Weakness>,
    /// Why codes may have to be read in the very mailbox that they open, where they may.
    pub circle: Option<Circle>,
}

/// A mail gate asks for second factors, and e-mailed codes can come into a mailbox behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Circle {
    /// They go to the account's address.
    ToAccount,
    /// They go to an address of the person's choice, and no domain is forbidden.
    ToAnywhere,
    /// …and of the domains in which people have accounts some are not forbidden.
    ToDomains {
        /// The ones with the most accounts.
        named: Vec<String>,
        /// How many there are besides.
        more: usize,
    },
}

/// A key of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyView {
    /// Its dotted name, such as `policy.mfa.mode`.
    pub name: &'static str,
    /// Its value.
    pub value: Value,
    /// Where the value came from, as the operator knows it: a file and line, a variable, a preset; `None`: nobody
    /// set it.
    pub from: Option<String>,
}

/// A value of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Not set.
    Nothing,
    /// Yes or no.
    Switch(bool),
    /// A word, a number, a day.
    One(String),
    /// Several words.
    Many(Vec<String>),
}
