//! The dashboard and the page of one's own account.

mod dashboard;
mod settings;

pub use dashboard::dashboard;
pub use settings::settings;
