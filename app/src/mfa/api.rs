//! What the form does that switches second factors off and on.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {super::Switched, crate::error::Problem, crate::form::Notice};

/// Switches second factors on (`yes`) or off (`no`); the methods stay set up.
#[server(name = SwitchMfa, prefix = "/api", endpoint = "mfa/switch")]
pub async fn switch_mfa(#[server(default)] on: String) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    let on = match on.as_str() {
        super::YES => true,
        super::NO => false,
        "" => return Err(Problem::Missing.at("on")),
        _ => return Err(Problem::NotOffered.at("on")),
    };
    Ok(match crate::visit::ports()?.mfa.switch(&visit, &person, on).await? {
        Switched::On => Done::at("/security/mfa").saying(Notice::MfaSwitchedOn),
        Switched::Off => Done::at("/security/mfa").saying(Notice::MfaSwitchedOff),
        Switched::OnSignInAgain => Done::at("/sign-in").saying(Notice::MfaSwitchedOnSignInAgain),
        Switched::Unchanged => Done::at("/security/mfa"),
    })
}
