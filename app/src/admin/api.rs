//! What the forms of Admin → People do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

/// Makes an account and sends its owner a link to set a password.
#[server(name = InvitePerson, prefix = "/api", endpoint = "admin/invite")]
pub async fn invite_person(
    #[server(default)] email: String,
    #[server(default)] name: String,
    #[server(default)] role: String,
    #[server(default)] language: String,
) -> Result<Done, ApiError> {
    use crate::error::Problem;
    let (visit, admin) = crate::visit::administrator()?;
    let ports = crate::visit::ports()?;
    let role = super::role_from_code(&role).ok_or_else(|| Problem::NotOffered.at("role"))?;
    let language =
        crate::i18n::Language::from_tag(&language).ok_or_else(|| Problem::NotOffered.at("language"))?;
    let id = ports.admin.invite(&visit, &admin, email.trim(), name.trim(), role, language).await?;
    Ok(Done::at(super::person_path(id)).saying(crate::form::Notice::PersonInvited))
}

/// Locks an account.
#[server(name = LockPerson, prefix = "/api", endpoint = "admin/lock")]
pub async fn lock_person(#[server(default)] id: String) -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    let id = super::account_of(&id)?;
    crate::visit::ports()?.admin.lock(&visit, &admin, id).await?;
    Ok(Done::at(super::person_path(id)).saying(crate::form::Notice::PersonLocked))
}

/// Unlocks an account.
#[server(name = UnlockPerson, prefix = "/api", endpoint = "admin/unlock")]
pub async fn unlock_person(#[server(default)] id: String) -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    let id = super::account_of(&id)?;
    crate::visit::ports()?.admin.unlock(&visit, &admin, id).await?;
    Ok(Done::at(super::person_path(id)).saying(crate::form::Notice::PersonUnlocked))
}

/// Removes a person's second factors.
#[server(name = ResetMfa, prefix = "/api", endpoint = "admin/reset-mfa")]
pub async fn reset_mfa(#[server(default)] id: String) -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    let id = super::account_of(&id)?;
    crate::visit::ports()?.admin.reset_mfa(&visit, &admin, id).await?;
    Ok(Done::at(super::person_path(id)).saying(crate::form::Notice::MfaReset))
}

/// Chooses a person's second factor.
#[server(name = SetMethod, prefix = "/api", endpoint = "admin/set-method")]
pub async fn set_method(
    #[server(default)] id: String,
    #[server(default)] method: String,
) -> Result<Done, ApiError> {
    use crate::error::Problem;
    let (visit, admin) = crate::visit::administrator()?;
    let id = super::account_of(&id)?;
    let method = sekisho_engine::method::Method::from_name(&method);
    let method = method.ok_or_else(|| Problem::NotOffered.at("method"))?;
    crate::visit::ports()?.admin.set_method(&visit, &admin, id, method).await?;
    Ok(Done::at(super::person_path(id)).saying(crate::form::Notice::MethodSet))
}

/// Removes all of a person's rules.
#[server(name = ClearRules, prefix = "/api", endpoint = "admin/clear-rules")]
pub async fn clear_rules(#[server(default)] id: String) -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    let id = super::account_of(&id)?;
    crate::visit::ports()?.admin.clear_rules(&visit, &admin, id).await?;
    Ok(Done::at(super::person_path(id)).saying(crate::form::Notice::RulesCleared))
}

/// Ends all of a person's sessions.
#[server(name = EndSessions, prefix = "/api", endpoint = "admin/end-sessions")]
pub async fn end_sessions(#[server(default)] id: String) -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    let id = super::account_of(&id)?;
    crate::visit::ports()?.admin.end_sessions(&visit, &admin, id).await?;
    Ok(Done::at(super::person_path(id)).saying(crate::form::Notice::SessionsRevoked))
}
