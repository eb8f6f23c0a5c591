//! The rules of a list in the order of the addresses that they cover: what one walk along them tells.
//!
//! Prefixes are nested or apart, so a walk with a stack of those that it is within finds for every rule, and for
//! every address of a sorted row, the narrowest rule around it. Nothing is searched; a rule that is added or removed
//! costs one insertion.

use std::cmp::Reverse;
use std::ops::Range;

use super::Rule;
use crate::address::{Address, AddressRange, Bits, Bounds, Family, Number, Prefix, runs};

/// The rules of a list by what they cover.
#[derive(Debug, Clone, Default)]
pub(super) struct Ordered {
    /// How many rules there are.
    count: usize,
    /// The places of the rules `all`, ascending.
    alls: Vec<usize>,
    v4: Spans<u32>,
    v6: Spans<u128>,
}

/// The prefixes of one family: by first address, the wider before the narrower, equal ones by place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spans<T>(Vec<Span<T>>);

/// One prefix of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span<T> {
    first: T,
    last: T,
    /// The place of its rule in the list.
    place: usize,
}

/// Why a rule adds nothing to a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needless {
    /// The same rule is at this place before it.
    Twin(usize),
    /// The rule at this place is the narrowest that covers all of it and more.
    Within(usize),
}

/// Addresses to be judged, sorted, each with its place among those that were asked about.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    count: usize,
    v4: Vec<(u32, usize)>,
    v6: Vec<(u128, usize)>,
}

impl Ordered {
    /// The order of `rules`.
    pub(super) fn of(rules: &[Rule]) -> Self {
        let mut ordered = Self { count: rules.len(), ..Self::default() };
        for (place, rule) in rules.iter().enumerate() {
            match bounds(*rule) {
                Some(Bounds::V4(first, last)) => ordered.v4.0.push(Span { first, last, place }),
                Some(Bounds::V6(first, last)) => ordered.v6.0.push(Span { first, last, place }),
                None => ordered.alls.push(place),
            }
        }
        ordered.v4.0.sort_unstable_by_key(Span::key);
        ordered.v6.0.sort_unstable_by_key(Span::key);
        ordered
    }

    /// The rules `before` at `places` make way for the rules `after`.
    pub(super) fn replace(&mut self, places: &Range<usize>, before: &[Rule], after: &[Rule]) {
        for (place, rule) in places.clone().zip(before) {
            match bounds(*rule) {
                Some(Bounds::V4(first, last)) => self.v4.remove(&Span { first, last, place }),
                Some(Bounds::V6(first, last)) => self.v6.remove(&Span { first, last, place }),
                None => self.alls.retain(|all| *all != place),
            }
        }
        if before.len() != after.len() {
            let moved = |place: &mut usize| {
                if *place >= places.end {
                    *place = *place - before.len() + after.len();
                }
            };
            self.alls.iter_mut().for_each(moved);
            self.v4.0.iter_mut().for_each(|span| moved(&mut span.place));
            self.v6.0.iter_mut().for_each(|span| moved(&mut span.place));
        }
        for (place, rule) in (places.start..).zip(after) {
            match bounds(*rule) {
                Some(Bounds::V4(first, last)) => self.v4.insert(Span { first, last, place }),
                Some(Bounds::V6(first, last)) => self.v6.insert(Span { first, last, place }),
                None => self.alls.insert(self.alls.partition_point(|all| *all < place), place),
            }
        }
        self.count = self.count - before.len() + after.len();
    }

    /// Whether the list has no rules, and so restricts nothing.
    pub(super) const fn is_unrestricted(&self) -> bool {
        self.count == 0
    }

    /// The place of the first rule `all`.
    pub(super) fn all(&self) -> Option<usize> {
        self.alls.first().copied()
    }

    /// Whether any rule is of `family`, or `all`.
    pub(super) fn has(&self, family: Family) -> bool {
        let any = match family {
            Family::V4 => !self.v4.0.is_empty(),
            Family::V6 => !self.v6.0.is_empty(),
        };
        any || !self.alls.is_empty()
    }

    /// What the rules cover, as merged ranges in ascending order.
    pub(super) fn ranges(&self) -> Vec<AddressRange> {
        if !self.alls.is_empty() {
            return everything();
        }
        let v4 = self.v4.merged().map(|(first, last, _)| AddressRange::new(Bounds::V4(first, last)));
        let v6 = self.v6.merged().map(|(first, last, _)| AddressRange::new(Bounds::V6(first, last)));
        v4.chain(v6).collect()
    }

    /// What the list lets through: everything, if it has no rules.
    pub(super) fn passing(&self) -> Vec<AddressRange> {
        if self.is_unrestricted() { everything() } else { self.ranges() }
    }

    /// For each place, why its rule adds nothing, if another one makes it so.
    pub(super) fn needless(&self) -> Vec<Option<Needless>> {
        let mut needless = vec![None; self.count];
        let all = self.all();
        for place in self.alls.iter().skip(1) {
            needless[*place] = all.map(Needless::Twin);
        }
        self.v4.needless(all, &mut needless);
        self.v6.needless(all, &mut needless);
        needless
    }

    /// Of the fewest rules that cover what the list covers those that stand for several of its rules, each with the
    /// places of the rules within it.
    pub(super) fn groups(&self, mut take: impl FnMut(Rule, &mut dyn Iterator<Item = usize>)) {
        if !self.alls.is_empty() || self.v4.is_everything() && self.v6.is_everything() {
            return take(Rule::All, &mut (0..self.count));
        }
        self.v4.groups(|first, last| AddressRange::new(Bounds::V4(first, last)), &mut take);
        self.v6.groups(|first, last| AddressRange::new(Bounds::V6(first, last)), &mut take);
    }

    /// For each address the place of the narrowest rule that covers it, of equal ones the first.
    pub(super) fn matching(&self, asked: &Asked) -> Vec<Option<usize>> {
        let mut matching = vec![self.all(); asked.count];
        self.v4.matching(&asked.v4, &mut matching);
        self.v6.matching(&asked.v6, &mut matching);
        matching
    }
}

impl<T: Bits> Span<T> {
    fn key(&self) -> (T, Reverse<T>, usize) {
        (self.first, Reverse(self.last), self.place)
    }
}

impl<T> Default for Spans<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Bits> Spans<T> {
    fn insert(&mut self, span: Span<T>) {
        self.0.insert(self.0.partition_point(|other| other.key() < span.key()), span);
    }

    fn remove(&mut self, span: &Span<T>) {
        if let Ok(at) = self.0.binary_search_by_key(&span.key(), Span::key) {
            self.0.remove(at);
        }
    }

    /// The merged ranges, each with where its prefixes are among the spans.
    fn merged(&self) -> impl Iterator<Item = (T, T, Range<usize>)> + '_ {
        let mut begin = 0;
        std::iter::from_fn(move || {
            let Span { first, mut last, .. } = *self.0.get(begin)?;
            let mut end = begin + 1;
            while let Some(span) = self.0.get(end)
                && last.next().is_none_or(|next| span.first <= next)
            {
                last = last.max(span.last);
                end += 1;
            }
            Some((first, last, std::mem::replace(&mut begin, end)..end))
        })
    }

    /// Whether no value is missing.
    fn is_everything(&self) -> bool {
        // what begins at the first value can't be preceded, so it is the first of the merged ranges
        self.0.first().is_some_and(|span| span.first == T::MIN)
            && self.merged().next().is_some_and(|(_, last, _)| last == T::MAX)
    }

    fn needless(&self, all: Option<usize>, needless: &mut [Option<Needless>]) {
        // those around the present one, the widest first; of equal ones the first
        let mut around: Vec<Span<T>> = Vec::new();
        for span in &self.0 {
            while around.pop_if(|other| other.last < span.first).is_some() {}
            needless[span.place] = match around.last() {
                Some(twin) if (twin.first, twin.last) == (span.first, span.last) => {
                    Some(Needless::Twin(twin.place))
                }
                other => {
                    let by = other.map(|wider| wider.place).or(all);
                    around.push(*span);
                    by.map(Needless::Within)
                }
            };
        }
    }

    fn groups(
        &self,
        range: impl Fn(T, T) -> AddressRange,
        take: &mut impl FnMut(Rule, &mut dyn Iterator<Item = usize>),
    ) {
        for (first, last, places) in self.merged().filter(|(.., places)| places.len() > 1) {
            let mut spans = &self.0[places];
            for prefix in runs::prefixes(range(first, last)) {
                let end = prefix.range().bits().1;
                // a prefix of the list lies within one of the widest, so those come one after the other
                let within = spans.iter().take_while(|span| range(span.first, span.last).bits().1 <= end);
                let (inside, rest) = spans.split_at(within.count());
                take(Rule::Prefix(prefix), &mut inside.iter().map(|span| span.place));
                spans = rest;
            }
        }
    }

    fn matching(&self, asked: &[(T, usize)], matching: &mut [Option<usize>]) {
        let mut spans = self.0.iter().peekable();
        let mut around: Vec<&Span<T>> = Vec::new();
        for (address, at) in asked {
            while let Some(span) = spans.next_if(|span| span.first <= *address) {
                while around.pop_if(|other| other.last < span.first).is_some() {}
                if around.last().is_none_or(|other| (other.first, other.last) != (span.first, span.last)) {
                    around.push(span);
                }
            }
            while around.pop_if(|other| other.last < *address).is_some() {}
            if let Some(narrowest) = around.last() {
                matching[*at] = Some(narrowest.place);
            }
        }
    }
}

impl Asked {
    /// The addresses, sorted.
    pub(super) fn of(addresses: &[Address]) -> Self {
        let mut asked = Self { count: addresses.len(), ..Self::default() };
        for (at, address) in addresses.iter().enumerate() {
            match address.number() {
                Number::V4(bits) => asked.v4.push((bits, at)),
                Number::V6(bits) => asked.v6.push((bits, at)),
            }
        }
        asked.v4.sort_unstable();
        asked.v6.sort_unstable();
        asked
    }
}

fn bounds(rule: Rule) -> Option<Bounds> {
    rule.prefix().map(|prefix| prefix.range().bounds())
}

/// All addresses of both families.
fn everything() -> Vec<AddressRange> {
    [Family::V4, Family::V6].map(|family| Prefix::everything(family).range()).into()
}
