//! Applications behind web servers that ask the portal: what an administrator sees of their rules, and what
//! somebody sees for whom an application doesn't open.

use sekisho_engine::gate::{Need, Who};

#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
#[cfg(feature = "ssr")]
pub(crate) mod section;
pub mod text;

/// A rule as an administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleView {
    /// Host and beginning of the path.
    pub pages: String,
    /// What has to have been shown.
    pub need: Need,
    /// For whom; empty: for everybody.
    pub who: Vec<Who>,
    /// The place of an earlier rule, from 0, because of which it is never reached.
    pub shadowed_by: Option<usize>,
}

/// Why somebody doesn't come into an application who came back to it from the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// The ticket isn't this browser's, was used, or is too old.
    Ticket,
    /// The application sees them elsewhere than the portal does.
    Elsewhere,
}

impl Stopped {
    /// Every reason.
    pub const ALL: [Self; 2] = [Self::Ticket, Self::Elsewhere];

    /// Its code in the address of the page that tells of it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// The page that tells of it.
    #[must_use]
    pub fn path(self) -> String {
        format!("/enter/stopped?why={}", self.code())
    }
}
