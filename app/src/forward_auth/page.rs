//! The page of somebody for whom an application doesn't open.

use super::Stopped;
use crate::error::Problem;
use crate::page::{PageContext, PageFuture};

/// `/enter/stopped?why=…`: always tells of a problem, and of known ones only.
#[must_use]
pub fn stopped(cx: PageContext) -> PageFuture {
    let why = cx.query("why").unwrap_or_default();
    let problem = match Stopped::ALL.into_iter().find(|stopped| stopped.code() == why) {
        Some(Stopped::Elsewhere) => Problem::ApplicationElsewhere,
        Some(Stopped::Ticket) | None => Problem::ApplicationNotOpened,
    };
    Box::pin(async move { Err(problem.into()) })
}
