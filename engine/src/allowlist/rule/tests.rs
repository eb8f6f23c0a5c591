//! Rules as people type them.
