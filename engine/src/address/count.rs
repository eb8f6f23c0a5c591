//! Numbers of addresses, exactly.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

/// How many addresses: exact, also where `u128` ends.
///
/// `::/0` holds 2^128 addresses, one more than a `u128` can say, and all of both families are
/// 2^128 + 2^32.
///
/// ```
/// use sekisho_engine::address::{Count, Family, Prefix};
/// let v6 = Prefix::everything(Family::V6).count();
/// assert_eq!(v6.to_string(), "340282366920938463463374607431768211456");
/// assert_eq!(v6.to_u128(), None);
/// assert_eq!(v6.exponent_of_two(), Some(128));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Count {
    /// How many times 2^128.
    high: u64,
    low: u128,
}

impl Count {
    /// None.
    pub const ZERO: Self = Self { high: 0, low: 0 };

    /// 2 to the power of `exponent`, which is at most 128.
    pub(crate) const fn power_of_two(exponent: u8) -> Self {
        if exponent >= 128 { Self { high: 1, low: 0 } } else { Self { high: 0, low: 1 << exponent } }
    }

    /// The number of values from `first` to `last`, both counted; `first` is not after `last`.
    pub(crate) const fn between(first: u128, last: u128) -> Self {
        match (last - first).checked_add(1) {
            Some(low) => Self { high: 0, low },
            None => Self { high: 1, low: 0 },
        }
    }

    /// The number, if it is under 2^128.
    #[must_use]
    pub const fn to_u128(self) -> Option<u128> {
        if self.high == 0 { Some(self.low) } else { None }
    }

    /// `n` where the number is 2^n: what is shown in place of a long row of digits.
    #[must_use]
    pub const fn exponent_of_two(self) -> Option<u32> {
        match (self.high, self.low) {
            (0, low) if low.is_power_of_two() => Some(low.trailing_zeros()),
            (high, 0) if high.is_power_of_two() => Some(128 + high.trailing_zeros()),
            _ => None,
        }
    }
}

impl From<u64> for Count {
    fn from(count: u64) -> Self {
        Self { high: 0, low: u128::from(count) }
    }
}

impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (low, carry) = self.low.overflowing_add(other.low);
        Self { high: self.high.saturating_add(other.high).saturating_add(u64::from(carry)), low }
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Count {
    /// All decimal digits, without separators.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.high == 0 {
            return self.low.fmt(f);
        }
        // Long division of the three 64-bit words by 10^19, the largest power of ten in one word.
        const CHUNK: u128 = 10_000_000_000_000_000_000;
        let mut words = [u128::from(self.high), self.low >> 64, self.low & u128::from(u64::MAX)];
        let mut chunks = Vec::new();
        while words != [0; 3] {
            let mut remainder = 0;
            for word in &mut words {
                let dividend = remainder << 64 | *word;
                *word = dividend / CHUNK;
                remainder = dividend % CHUNK;
            }
            chunks.push(remainder);
        }
        let mut digits = chunks.pop().unwrap_or_default().to_string();
        for chunk in chunks.iter().rev() {
            digits.push_str(&format!("{chunk:019}"));
        }
        f.pad_integral(true, "", &digits)
    }
}
