//! The check character: a weighted sum over GF(32).
//!
//! A character is an element of GF(32) = GF(2)\[x\] / (x⁵ + x² + 1), in which x has all 31 powers. With the
//! characters c₁ … c₁₆ from left to right, a code is right when Σ cₖ · x^(16−k) is the constant of its kind. All
//! sixteen weights differ and none is zero, so one wrong character changes the sum, and so does every swap of two
//! characters that differ, wherever they stand. A code of the other kind gives the other constant.

use super::code::LETTERS;

/// `v` · x.
const fn times_x(v: u8) -> u8 {
    let shifted = v << 1;
    if shifted & 0b10_0000 == 0 { shifted } else { shifted ^ 0b10_0101 }
}

/// The sum of a whole code.
pub(super) fn sum(values: &[u8; LETTERS]) -> u8 {
    values.iter().fold(0, |sum, value| times_x(sum) ^ value)
}

/// The last character of a code whose sum is to be `constant`; its weight is one.
pub(super) fn last(values: &[u8; LETTERS - 1], constant: u8) -> u8 {
    times_x(values.iter().fold(0, |sum, value| times_x(sum) ^ value)) ^ constant
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_has_thirty_one_powers() {
        let mut powers = std::collections::BTreeSet::new();
        let mut power = 1;
        for _ in 0..31 {
            powers.insert(power);
            power = times_x(power);
        }
        assert_eq!((power, powers.len()), (1, 31));
        assert!(!powers.contains(&0));
    }
}
