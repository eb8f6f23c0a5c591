//! The prefixes of one family, each knowing the next wider one around it.
//!
//! Two prefixes are either nested or apart, so the sorted prefixes form a forest: everything that covers an
//! address lies on one path, from the last prefix that begins before the address up to a root.

use crate::address::{Bits, Lane};

/// The rules of one family of a list.
#[derive(Debug, Clone)]
pub(super) struct Tree<T> {
    /// Without equals, by first address, the wider before the narrower.
    nodes: Vec<Node<T>>,
    /// The first addresses of `nodes`.
    starts: Lane<T>,
    /// Rules that are in the list twice: the place of the first of them, and the place of the other.
    twins: Vec<(usize, usize)>,
}

/// A prefix of the list, whose first address is in `starts`. Places count in 32 bits, far beyond any list: the smaller
/// a node, the more of them are in the processor's cache.
#[derive(Debug, Clone, Copy)]
struct Node<T> {
    last: T,
    /// The place in the list of the first rule that says it.
    place: u32,
    /// The place in the tree of the narrowest prefix around it, or [`NONE`].
    around: u32,
}

/// No prefix is around.
const NONE: u32 = u32::MAX;

impl<T: Bits> Default for Tree<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<T: Bits> Tree<T> {
    /// Compile prefixes, given as their first and last address and their place in the list.
    pub(super) fn new(mut prefixes: Vec<(T, T, usize)>) -> Self {
        prefixes.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        let mut starts: Vec<T> = Lane::room(prefixes.len());
        let mut nodes: Vec<Node<T>> = Vec::with_capacity(prefixes.len());
        let mut twins = Vec::new();
        for (first, last, place) in prefixes {
            if let Some(node) = nodes.last()
                && (starts.last(), node.last) == (Some(&first), last)
            {
                twins.push((node.place as usize, place));
                continue;
            }
            let around = path(&nodes, nodes.len().checked_sub(1)).find(|&at| last <= nodes[at].last);
            starts.push(first);
            nodes.push(Node { last, place: narrow(place), around: around.map_or(NONE, narrow) });
        }
        twins.sort_unstable();
        Self { nodes, starts: Lane::new(starts), twins }
    }

    /// The place of the narrowest rule that covers `value`: the first of [`covering`](Self::covering), faster.
    #[inline]
    pub(super) fn narrowest(&self, value: T) -> Option<usize> {
        let mut node = &self.nodes[self.starts.rank(value).checked_sub(1)?];
        while node.last < value {
            // there is no node of the number that stands for none
            node = self.nodes.get(node.around as usize)?;
        }
        Some(node.place as usize)
    }

    /// The places of the rules that cover everything from `first` to `last`, the narrowest first.
    pub(super) fn covering(&self, first: T, last: T) -> impl Iterator<Item = usize> + '_ {
        let nodes =
            path(&self.nodes, self.count_before(first, last, true).checked_sub(1)).map(|at| &self.nodes[at]);
        // Once one reaches up to `last`, so do all around it.
        nodes.skip_while(move |node| node.last < last).flat_map(|node| self.places(node))
    }

    /// The places of the rules within the prefix from `first` to `last`, itself included; sorted by first
    /// address, the wider before the narrower.
    pub(super) fn within(&self, first: T, last: T) -> impl Iterator<Item = usize> + '_ {
        let begin = self.count_before(first, last, false);
        let end = self.starts.bounds().partition_point(|start| *start <= last);
        self.nodes[begin..end].iter().flat_map(|node| self.places(node))
    }

    /// The places in the list of all rules that say `node`, ascending.
    fn places(&self, node: &Node<T>) -> impl Iterator<Item = usize> + '_ {
        let first = node.place as usize;
        let begin = self.twins.partition_point(|twin| twin.0 < first);
        let others = self.twins[begin..].iter().take_while(move |twin| twin.0 == first);
        std::iter::once(first).chain(others.map(|twin| twin.1))
    }

    /// How many nodes come before the prefix from `first` to `last`, with or without itself.
    fn count_before(&self, first: T, last: T, with: bool) -> usize {
        let starts = self.starts.bounds();
        let begin = starts.partition_point(|start| *start < first);
        // of those that begin there too, the wider come before
        let same = starts[begin..].iter().take_while(|start| **start == first).zip(&self.nodes[begin..]);
        begin + same.take_while(|(_, node)| node.last > last || with && node.last == last).count()
    }
}

/// The node at `from`, the one around it, and so on to the widest.
fn path<T>(nodes: &[Node<T>], from: Option<usize>) -> impl Iterator<Item = usize> {
    std::iter::successors(from, |&at| Some(nodes[at].around as usize).filter(|&around| around < nodes.len()))
}

/// A place in a list, which has fewer than 2^32 - 1 rules.
fn narrow(place: usize) -> u32 {
    u32::try_from(place).ok().filter(|place| *place != NONE).expect("a list has fewer than 2^32 - 1 rules")
}
