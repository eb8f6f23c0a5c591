//! A quick no: most addresses outside of a set have leading bits that none of its addresses has.

use crate::address::{Address, AddressRange, Bounds, Family, first_32_bits};

/// Which leading bits the addresses of a set have. For each value there is one bit for IPv4 and one for IPv6.
#[derive(Debug, Clone)]
pub(super) enum Gate {
    /// A large set, in which nearly all of them occur: asking would cost more than it saves.
    Open,
    /// The values of the leading byte, for a small set; without a way over the heap.
    Byte([u64; 8]),
    /// The values of a few more bits.
    Bits {
        seen: Box<[u64]>,
        /// How many of the first 32 bits don't lead.
        shift: u32,
    },
}

impl Gate {
    /// With more ranges than this the gate has more than a byte.
    const SMALL: usize = 16;
    /// With more ranges than this it stands open.
    const LARGE: usize = 2_048;

    /// The gate for a set of these ranges.
    pub(super) fn new(ranges: impl Iterator<Item = AddressRange> + Clone) -> Self {
        match ranges.clone().take(Self::LARGE + 1).count() {
            0..=Self::SMALL => {
                let mut seen = [0; 8];
                mark(&mut seen, ranges, 24);
                Self::Byte(seen)
            }
            count @ ..=Self::LARGE => {
                // Sixteen times as many values as ranges, or the 2^16 that fit into 16 KiB.
                let leading = (16 * count).next_power_of_two().trailing_zeros().min(16);
                let (mut seen, shift) = (vec![0; 2 << (leading - 6)].into_boxed_slice(), 32 - leading);
                mark(&mut seen, ranges, shift);
                Self::Bits { seen, shift }
            }
            _ => Self::Open,
        }
    }

    /// Whether an address of the set may have the leading bits of `address`.
    #[inline]
    pub(super) fn lets_through(&self, address: Address) -> bool {
        let (family, bits) = (address.family(), address.first_32_bits());
        match self {
            Self::Byte(seen) => is_marked(seen, place(family, bits, 24)),
            Self::Bits { seen, shift } => is_marked(seen, place(family, bits, *shift)),
            Self::Open => true,
        }
    }
}

fn mark(seen: &mut [u64], ranges: impl Iterator<Item = AddressRange>, shift: u32) {
    for range in ranges {
        let (first, last) = match range.bounds() {
            Bounds::V4(first, last) => (first, last),
            Bounds::V6(first, last) => (first_32_bits(first), first_32_bits(last)),
        };
        for at in (place(range.family(), first, shift)..=place(range.family(), last, shift)).step_by(2) {
            seen[at / 64] |= 1 << (at % 64);
        }
    }
}

#[inline]
fn is_marked(seen: &[u64], at: usize) -> bool {
    seen.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
}

/// The place of the bit for addresses of `family` with these first 32 bits.
#[inline]
fn place(family: Family, bits: u32, shift: u32) -> usize {
    let odd = u32::from(family == Family::V6);
    (bits >> shift << 1 | odd) as usize
}
