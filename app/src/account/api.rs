//! What the forms about one's own account do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::error::Problem,
    crate::form::{Notice, ReturnPath, required},
    crate::i18n::Language,
};

/// Saves name and language; an empty language follows the browser.
#[server(name = SaveAccount, prefix = "/api", endpoint = "account/save")]
pub async fn save_account(
    #[server(default)] name: String,
    #[server(default)] language: String,
) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    let language = match language.as_str() {
        "" => None,
        tag => Some(Language::from_tag(tag).ok_or_else(|| Problem::NotOffered.at("language"))?),
    };
    crate::visit::ports()?.account.save(&visit, &person, name.trim(), language).await?;
    Ok(Done::at("/account").saying(Notice::AccountSaved))
}

/// Chooses the language for whoever asks, signed in or not, and goes back to the page `next`.
#[server(name = ChooseLanguage, prefix = "/api", endpoint = "account/language")]
pub async fn choose_language(
    #[server(default)] language: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let visit = crate::visit::visit()?;
    let language = Language::from_tag(&language).ok_or_else(|| Problem::NotOffered.at("language"))?;
    crate::visit::ports()?.account.choose_language(&visit, language).await?;
    Ok(crate::sign_in::api::home_or(ReturnPath::parse(&next)))
}

/// Asks for a new address: a code goes there.
#[server(name = RequestAddress, prefix = "/api", endpoint = "account/request-address")]
pub async fn request_address(#[server(default)] email: String) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    let email = required(&email, "email")?;
    crate::visit::ports()?.account.request_address(&visit, &person, email).await?;
    Ok(Done::at("/account").saying(Notice::CodeSent))
}

/// Confirms the new address by its code.
#[server(name = ConfirmAddress, prefix = "/api", endpoint = "account/confirm-address")]
pub async fn confirm_address(#[server(default)] code: String) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    let code = required(&code, "code")?;
    crate::visit::ports()?.account.confirm_address(&visit, &person, code).await?;
    Ok(Done::at("/account").saying(Notice::AddressChanged))
}

/// Drops the change of address that waits for its code.
#[server(name = CancelAddress, prefix = "/api", endpoint = "account/cancel-address")]
pub async fn cancel_address() -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.account.cancel_address(&visit, &person).await?;
    Ok(Done::at("/account"))
}
