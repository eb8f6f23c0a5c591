//! What the forms about browsers that stay signed in do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {crate::error::Problem, crate::form::Notice};

/// Forgets one of the person's browsers.
#[server(name = ForgetBrowser, prefix = "/api", endpoint = "remembered/forget")]
pub async fn forget_browser(#[server(default)] browser: String) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    let browser = browser.parse().map_err(|_| Problem::NotFound)?;
    crate::visit::ports()?.remembered.forget(&visit, &person, browser).await?;
    Ok(Done::at("/security/sessions").saying(Notice::BrowserForgotten))
}
