//! Runs of ranges: ascending, IPv4 first, no two with an address in common.

use super::{AddressRange, Bounds, Prefix};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether two ascending runs of ranges have an address in common.
pub(crate) fn meet(a: impl Iterator<Item = AddressRange>, b: impl Iterator<Item = AddressRange>) -> bool {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    while let (Some(one), Some(other)) = (a.peek(), b.peek()) {
        if ends_before(*one, *other) {
            a.next();
        } else if ends_before(*other, *one) {
            b.next();
        } else {
            return true;
        }
    }
    false
}

/// The ranges of the ascending `all` without those of the ascending `less`.
pub(crate) fn without(
    all: impl Iterator<Item = AddressRange>,
    less: impl Iterator<Item = AddressRange>,
) -> Vec<AddressRange> {
    let mut less = less.peekable();
    let mut left = Vec::new();
    for range in all {
        let mut rest = Some(range);
        while let Some(now) = rest {
            match less.peek() {
                // what two versions of a list have in common is most of it
                Some(cut) if *cut == now => rest = None,
                Some(cut) if ends_before(*cut, now) => {
                    less.next();
                }
                Some(cut) if !ends_before(now, *cut) => {
                    let (before, after) = now.cut(*cut);
                    left.extend(before);
                    rest = after;
                }
                _ => {
                    left.push(now);
                    rest = None;
                }
            }
        }
    }
    left
}

/// Whether all of `one` comes before all of `other`.
fn ends_before(one: AddressRange, other: AddressRange) -> bool {
    (one.family(), one.bits().1) < (other.family(), other.bits().0)
}

/// The fewest prefixes that together hold what `range` holds, ascending.
pub(crate) fn prefixes(range: AddressRange) -> impl Iterator<Item = Prefix> {
    let (first, last) = range.bits();
    let bits = range.family().bits();
    let mut next = Some(first);
    std::iter::from_fn(move || {
        let at = next.take()?;
        // as wide as where it begins allows, and as what is left does
        let left = last - at;
        let room = if left == u128::MAX { 128 } else { (left + 1).ilog2() };
        let free = at.trailing_zeros().min(room).min(u32::from(bits));
        let end = at + (1_u128.checked_shl(free).map_or(u128::MAX, |size| size - 1));
        next = (end < last).then(|| end + 1);
        let address = match range.bounds() {
            Bounds::V4(..) => IpAddr::from(Ipv4Addr::from_bits(u32::try_from(at).ok()?)),
            Bounds::V6(..) => IpAddr::from(Ipv6Addr::from_bits(at)),
        };
        Prefix::at(address, bits - u8::try_from(free).ok()?)
    })
}
