//! Previews against a naive model.
