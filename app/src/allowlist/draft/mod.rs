//! The editor of a whole list: several changes at once, judged at each keystroke by the engine that the server
//! decides with, and in the same way by the server where the browser runs no script.
//!
//! | file | what |
//! |---|---|
//! | `judge.rs` | a text beside the saved list: what saving it would do |
//! | `odd.rs` | findings, as lines of the text; a repair holds for as long as the rules concerned do |
//! | `edit.rs` | changes of the text that are made by a button: repairs, the address one comes from |
//! | `wording.rs`, `panels.rs` | all that in words, and on the page |
//! | `desk.rs` | the verdict with its buttons and the panels, alive |
//! | `own.rs`, `island.rs`, `page.rs` | for one's own list: the places that one signs in from |
//!
//! The portal's list is edited with the same desk, and with another panel beside it.

use sekisho_engine::address::Address;
use sekisho_engine::time::Timestamp;
use serde::{Deserialize, Serialize};

mod desk;
mod edit;
#[cfg(any(feature = "ssr", feature = "editors"))]
pub mod island;
mod judge;
mod odd;
mod own;
#[cfg(feature = "ssr")]
pub mod page;
mod panels;
pub mod text;
mod wording;

#[cfg(test)]
mod tests;

pub use desk::{Agree, Shown, desk};
pub use edit::{Edit, edited};
pub use judge::{Held, Judge, Judged, Wrong};
pub use odd::Odd;
pub use own::{OwnPlace, own_agree, own_panel};
pub use panels::panel;

/// What a draft is judged with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// The saved list, as text.
    pub saved: String,
    /// Counts the changes of the list.
    pub version: i64,
    /// The time at which rules hold or no longer do.
    pub now: Timestamp,
    /// The address that the author comes from, if it is known.
    pub current: Option<Address>,
    /// Further addresses that are judged.
    pub from: Vec<Address>,
    /// The most rules that the list holds.
    pub max_rules: usize,
    /// For how long a list is on trial.
    pub trial_minutes: u32,
    /// When a trial is what is offered first.
    pub caution: Caution,
    /// Where the form's buttons post to.
    pub ways: Ways,
}

/// When trying a list out is offered before saving it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Caution {
    /// Where the draft doesn't cover the address that its author comes from.
    Here,
    /// Where any address is no longer let in.
    AnyLoss,
}

/// Where the buttons of the form post to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// Shows what saving would do, after a change of the text that a button stands for.
    pub look: String,
    /// Saves the list.
    pub save: String,
    /// Puts it on trial.
    pub attempt: String,
}
