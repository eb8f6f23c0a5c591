//! The dashboard and the page of one's own account.

mod dashboard;
mod profile;
mod settings;

pub use dashboard::dashboard;
pub use profile::profile;
pub use settings::settings;
