//! (in preparation)
/// Whether a password stands alone or has a second factor beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Stands {
    /// It is the only factor.
    Alone,
    /// A second factor is always shown with it.
    WithMfa,
}
