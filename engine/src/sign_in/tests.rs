//! The decision in small worlds: every combination of what it depends on, held to the invariants and to a
//! naive model; and single decisions with their reasons.

mod invariants;
mod reasons;
pub(super) mod world;
