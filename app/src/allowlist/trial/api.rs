//! What the forms of a trial do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

/// Keeps the changes of one's own list that are on trial.
#[server(name = ConfirmTrial, prefix = "/api", endpoint = "allowlist/confirm")]
pub async fn confirm_trial() -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.allowlist.confirm_trial(&visit, &person).await?;
    Ok(Done::at("/security/allowlist").saying(crate::form::Notice::TrialConfirmed))
}

/// Takes back the changes of one's own list that are on trial.
#[server(name = UndoTrial, prefix = "/api", endpoint = "allowlist/undo")]
pub async fn undo_trial() -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.allowlist.undo_trial(&visit, &person).await?;
    Ok(Done::at("/security/allowlist").saying(crate::form::Notice::TrialUndone))
}

/// Keeps the changes of the portal's list that are on trial.
#[server(name = ConfirmPortalTrial, prefix = "/api", endpoint = "portal-rules/confirm")]
pub async fn confirm_portal_trial() -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    crate::visit::ports()?.portal_rules.confirm_trial(&visit, &admin).await?;
    Ok(Done::at("/admin/portal-rules").saying(crate::form::Notice::TrialConfirmed))
}

/// Takes back the changes of the portal's list that are on trial.
#[server(name = UndoPortalTrial, prefix = "/api", endpoint = "portal-rules/undo")]
pub async fn undo_portal_trial() -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    crate::visit::ports()?.portal_rules.undo_trial(&visit, &admin).await?;
    Ok(Done::at("/admin/portal-rules").saying(crate::form::Notice::TrialUndone))
}
