//! Random bytes from the operating system's generator (OWASP ASVS 5.0, 11.5.1).

use crate::error::ServerError;

/// `N` random bytes.
///
/// # Errors
/// `Entropy` when the operating system has none to give; nothing is made without.
pub fn random<const N: usize>() -> Result<[u8; N], ServerError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| ServerError::Entropy)?;
    Ok(bytes)
}
