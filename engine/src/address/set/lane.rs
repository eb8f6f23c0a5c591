//! Sorted bounds of one family, and how many of them are not after a value.
//!
//! That number, the *rank*, is what both compiled forms ask for: of merged ranges, an odd rank is inside;
//! of sorted prefixes, the rank finds the last one that begins before the value.
//!
//! It is found as one finds a name in a telephone book: a table of slots of equal width tells how many
//! bounds come before a slot, and the few that follow are compared. A slot with more than a few has a table
//! of its own, so bounds that lie close together are found as fast as bounds that are spread.

use std::ops::Range;

/// An address of one family as an unsigned number.
pub(crate) trait Bits: Copy + Ord {
    /// The least number.
    const MIN: Self;
    /// The greatest number.
    const MAX: Self;
    /// The distance from `lower` up to this number; wraps around if it is below.
    fn above(self, lower: Self) -> Self;
    /// The number without its last `shift` bits, or the greatest `usize` if it doesn't fit.
    fn slot(self, shift: u32) -> usize;
    /// How many bits the number needs.
    fn width(self) -> u32;
    /// The number that follows, if there is one.
    fn next(self) -> Option<Self>;
}

macro_rules! bits {
    ($($number:ty),*) => { $(
        impl Bits for $number {
            const MIN: Self = <$number>::MIN;
            const MAX: Self = <$number>::MAX;
            fn above(self, lower: Self) -> Self {
                self.wrapping_sub(lower)
            }
            fn slot(self, shift: u32) -> usize {
                usize::try_from(self >> shift).unwrap_or(usize::MAX)
            }
            fn width(self) -> u32 {
                Self::BITS - self.leading_zeros()
            }
            fn next(self) -> Option<Self> {
                self.checked_add(1)
            }
        }
    )* };
}

bits!(u32, u128);

/// So many bounds are compared at the end of each look-up. Always as many, which costs less than a branch
/// that the processor guesses wrongly; those beyond the slot are greater than the value and count nothing.
const FEW: usize = 4;
/// Tables within tables within tables: after that a slot is searched by halving.
const DEEPEST: u8 = 5;
/// In a slot: the other bits are the place of a table. Else they are the rank before the slot.
const TABLE: u32 = 1 << 31;

/// Bounds in ascending order; equal ones are allowed.
#[derive(Debug, Clone)]
pub(crate) struct Lane<T> {
    /// The bounds, and after them `FEW` times the greatest number, so that `FEW` can always be compared.
    padded: Vec<T>,
    root: Table<T>,
    tables: Vec<Table<T>>,
    slots: Vec<u32>,
}

/// Slots of equal width, beginning at a bound.
#[derive(Debug, Clone, Copy)]
struct Table<T> {
    /// The least bound.
    base: T,
    /// A slot is 2 to the power of this wide.
    shift: u32,
    /// Where its slots begin.
    first: usize,
    /// How many there are; none if its bounds are searched by halving.
    count: usize,
    /// The rank before the least bound, and that of the greatest.
    ranks: (usize, usize),
}

impl<T: Bits> Default for Lane<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<T: Bits> Lane<T> {
    /// An empty row with room for so many bounds, and for what compiling them adds.
    pub(crate) fn room(bounds: usize) -> Vec<T> {
        Vec::with_capacity(bounds + FEW)
    }

    /// Compile bounds, which are in ascending order.
    pub(crate) fn new(bounds: Vec<T>) -> Self {
        debug_assert!(bounds.is_sorted());
        let mut padded = bounds;
        let all = 0..padded.len();
        padded.reserve_exact(FEW);
        padded.extend([T::MAX; FEW]);
        padded.shrink_to_fit();
        let mut lane =
            Self { padded, root: Table::halving(T::MAX, &all), tables: Vec::new(), slots: Vec::new() };
        // Slots count in 31 bits, far beyond any list of rules; a longer one is searched by halving.
        if all.end > FEW && u32::try_from(all.end).is_ok_and(|count| count < TABLE / 2) {
            lane.root = lane.tabulate(&all, DEEPEST);
            lane.slots.shrink_to_fit();
            lane.tables.shrink_to_fit();
        }
        lane
    }

    /// The bounds.
    pub(crate) fn bounds(&self) -> &[T] {
        &self.padded[..self.padded.len() - FEW]
    }

    /// How many bounds are not after `value`.
    #[inline]
    pub(crate) fn rank(&self, value: T) -> usize {
        let mut table = &self.root;
        loop {
            let slot = value.above(table.base).slot(table.shift);
            // One branch for both; below the base the distance has wrapped around.
            if (slot >= table.count) | (value < table.base) {
                return self.outside(table, value);
            }
            let entry = self.slots[table.first + slot];
            if entry & TABLE == 0 {
                return self.near(entry as usize, value);
            }
            table = &self.tables[(entry & !TABLE) as usize];
        }
    }

    /// The rank of `value`, of which it is known that it is `before` or at most `FEW` more.
    #[inline]
    fn near(&self, before: usize, value: T) -> usize {
        let near = &self.padded[before..][..FEW];
        let rank = before + near.iter().map(|&bound| usize::from(bound <= value)).sum::<usize>();
        // The greatest value is not before the padding.
        rank.min(self.bounds().len())
    }

    /// The rank of a `value` that is in no slot of `table`.
    fn outside(&self, table: &Table<T>, value: T) -> usize {
        let (before, after) = table.ranks;
        match table.count {
            0 if after - before <= FEW => self.near(before, value),
            0 => before + self.padded[before..after].partition_point(|&bound| bound <= value),
            _ if value < table.base => before,
            _ => after,
        }
    }

    /// Make the table for the bounds at `places`, and the tables within it.
    fn tabulate(&mut self, places: &Range<usize>, deeper: u8) -> Table<T> {
        let (base, last) = (self.padded[places.start], self.padded[places.end - 1]);
        if deeper == 0 || base == last {
            return Table::halving(base, places);
        }
        // About one slot for each bound.
        let slot_bits = places.len().next_power_of_two().trailing_zeros();
        let shift = last.above(base).width().saturating_sub(slot_bits);
        let count = last.above(base).slot(shift) + 1;
        let first = self.slots.len();
        self.slots.resize(first + count, 0);
        let mut begin = places.start;
        for slot in 0..count {
            let end = begin
                + self.padded[begin..places.end]
                    .iter()
                    .take_while(|b| b.above(base).slot(shift) == slot)
                    .count();
            self.slots[first + slot] = if end - begin <= FEW {
                narrow(begin)
            } else {
                let table = self.tabulate(&(begin..end), deeper - 1);
                self.tables.push(table);
                narrow(self.tables.len() - 1) | TABLE
            };
            begin = end;
        }
        Table { base, shift, first, count, ranks: (places.start, places.end) }
    }
}

impl<T> Table<T> {
    /// No table: the bounds at `places` are searched by halving.
    const fn halving(base: T, places: &Range<usize>) -> Self {
        Self { base, shift: 0, first: 0, count: 0, ranks: (places.start, places.end) }
    }
}

/// A count of bounds or tables, of which there are fewer than 2^31.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(TABLE - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn agrees_with_counting<T: Bits + std::fmt::Debug>(mut bounds: Vec<T>, mut values: Vec<T>) {
        bounds.sort_unstable();
        values.extend(&bounds);
        values.extend(bounds.iter().filter_map(|bound| bound.next()));
        let lane = Lane::new(bounds.clone());
        assert_eq!(lane.bounds(), bounds);
        for value in values {
            let expected = bounds.iter().filter(|bound| **bound <= value).count();
            assert_eq!(lane.rank(value), expected, "of {value:?} in {bounds:?}");
        }
    }

    /// Numbers that lie close together at some scale, and at the ends.
    fn clustered() -> impl Strategy<Value = u128> {
        let near = (0..4_u32, any::<u16>()).prop_map(|(scale, low)| u128::from(low) << (28 * scale));
        prop_oneof![near, any::<u128>(), (0..20_u128).prop_map(|back| u128::MAX - back), 0..20_u128]
    }

    proptest! {
        #[test]
        fn the_rank_is_the_number_of_bounds_not_after_a_value(
            bounds in prop::collection::vec(clustered(), 0..120),
            values in prop::collection::vec(clustered(), 0..50),
        ) {
            agrees_with_counting(bounds, values);
        }

        #[test]
        fn the_same_for_numbers_of_32_bits(
            bounds in prop::collection::vec(prop_oneof![any::<u32>(), 0..200_u32, u32::MAX - 200..=u32::MAX], 0..120),
            values in prop::collection::vec(any::<u32>(), 0..50),
        ) {
            agrees_with_counting(bounds, values);
        }
    }

    #[test]
    fn bounds_nested_deeper_than_the_tables_are_found_too() {
        // Each power of two is an outlier to all the smaller ones, and many bounds are equal.
        let powers =
            (0..128).flat_map(|exponent| (0..9).map(move |i| (1_u128 << exponent).saturating_add(i % 5)));
        agrees_with_counting(powers.collect(), vec![0, 1, u128::MAX]);
        agrees_with_counting(vec![7_u32; 100], vec![0, 6, 7, 8, u32::MAX]);
    }
}
