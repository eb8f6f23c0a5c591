//! What is odd about a draft, by the lines of its text.
//!
//! The engine judges rules by what they cover. Here they have ends, too: that a rule is needless because of another
//! one is told only where the other one holds at least as long, and rules are one only where they end together. So
//! a repair changes nothing later on, either.

use super::judge::Held;
use sekisho_engine::allowlist::{Code, Finding, Limits, Repair, Rule, lint};
use sekisho_engine::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Something odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Odd {
    /// What it is. Places are those of the rules that hold.
    pub code: Code,
    /// The lines concerned, ascending; none where it is about the list as a whole.
    pub lines: Vec<usize>,
    /// The first of the rules concerned.
    pub rule: Option<Rule>,
    /// The line and the rule that make it so.
    pub because: Option<(usize, Rule)>,
    /// What puts it right and changes nothing; `None` where that is for the person to decide.
    pub repair: Option<LineRepair>,
}

/// A repair of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineRepair {
    /// The lines that go.
    pub remove: Vec<usize>,
    /// A rule in the place of lines: the first of them becomes it, and the others are among those that go.
    pub merge: Vec<(Vec<usize>, Rule)>,
}

/// Whether what ends with `one` holds at least as long as what ends with `other`.
fn outlasts(one: Option<Day>, other: Option<Day>) -> bool {
    one.is_none() || other.is_some_and(|other| one.is_some_and(|one| one >= other))
}

/// Whether a finding holds for as long as the rules concerned do.
fn lasts(code: Code, rules: &[usize], held: &[Held]) -> bool {
    let until = |place: usize| held[place].until;
    match code {
        Code::Redundant { by: other } | Code::Duplicate { of: other } => {
            rules.iter().all(|&place| outlasts(until(other), until(place)))
        }
        Code::AllBesideOthers { all } => held.iter().all(|held| outlasts(until(all), held.until)),
        Code::Mergeable { .. } => rules.iter().all(|&place| until(place) == until(rules[0])),
        _ => true,
    }
}

/// The engine's findings about the rules `held`, as lines.
pub(super) fn odd(found: Vec<Finding>, held: &[Held]) -> Vec<Odd> {
    let found = found.into_iter().filter(|finding| lasts(finding.code, &finding.rules, held));
    found.map(|finding| told(finding, held)).collect()
}

fn told(finding: Finding, held: &[Held]) -> Odd {
    let Finding { code, rules, repair } = finding;
    let named = |place: usize| (held[place].line, held[place].rule);
    let because = match code {
        Code::Duplicate { of } => Some(named(of)),
        Code::Redundant { by } => Some(named(by)),
        _ => None,
    };
    Odd {
        code,
        lines: rules.iter().map(|&place| held[place].line).collect(),
        rule: rules.first().map(|&place| held[place].rule),
        because,
        repair: repair.map(|repair| in_lines(&repair, &rules, held)),
    }
}

/// A repair of the rules at `concerned`, which `add` takes the place of.
fn in_lines(repair: &Repair, concerned: &[usize], held: &[Held]) -> LineRepair {
    let lines = |places: &[usize]| places.iter().map(|&place| held[place].line).collect::<Vec<_>>();
    match repair.add.as_slice() {
        [] => LineRepair { remove: lines(&repair.remove), merge: Vec::new() },
        added => LineRepair {
            remove: lines(repair.remove.get(1..).unwrap_or_default()),
            merge: added.iter().map(|(_, rule)| (lines(concerned), *rule)).collect(),
        },
    }
}

/// The fewest lines that say what `held` says, now and later on.
pub(super) fn all(held: &[Held]) -> LineRepair {
    let mut left: Vec<Merged> = held.iter().map(|held| Merged { held: *held, of: vec![held.line] }).collect();
    loop {
        let before = left.len();
        // first what is needless goes: its notes are of no rule that stays
        left = without_needless(left);
        left = fewest_of_each_end(left);
        if left.len() == before {
            break;
        }
    }
    let kept: BTreeMap<usize, Merged> = left.into_iter().map(|merged| (merged.held.line, merged)).collect();
    let remove = held.iter().map(|held| held.line).filter(|line| !kept.contains_key(line)).collect();
    let merge = kept.into_values().filter(|merged| merged.of.len() > 1);
    LineRepair { remove, merge: merge.map(|merged| (merged.of, merged.held.rule)).collect() }
}

/// A rule, and the lines that it is made of; it stands on the first of them.
#[derive(Debug, Clone)]
struct Merged {
    held: Held,
    of: Vec<usize>,
}

/// Makes the rules of each end as few as they can be.
fn fewest_of_each_end(left: Vec<Merged>) -> Vec<Merged> {
    let mut ends: BTreeMap<Option<Day>, Vec<Merged>> = BTreeMap::new();
    for merged in left {
        ends.entry(merged.held.until).or_default().push(merged);
    }
    ends.into_values().flat_map(fewest).collect()
}

fn fewest(group: Vec<Merged>) -> Vec<Merged> {
    let rules: Vec<Rule> = group.iter().map(|merged| merged.held.rule).collect();
    let repair = Repair::all(&rules);
    let mut kept = Vec::new();
    for (place, merged) in group.iter().enumerate() {
        match repair.add.iter().find(|(at, _)| *at == place) {
            Some((_, rule)) => {
                // what goes and lies within the new rule is what it is made of
                let parts = repair.remove.iter().filter(|&&part| rule.includes(rules[part]));
                let mut of: Vec<usize> = parts.flat_map(|&part| group[part].of.clone()).collect();
                of.sort_unstable();
                let line = of.first().copied().unwrap_or(merged.held.line);
                kept.push(Merged { held: Held { line, rule: *rule, ..merged.held }, of });
            }
            None if repair.remove.binary_search(&place).is_err() => kept.push(merged.clone()),
            None => {}
        }
    }
    kept
}

/// Leaves out what another rule that holds at least as long covers.
fn without_needless(mut left: Vec<Merged>) -> Vec<Merged> {
    left.sort_by_key(|merged| merged.held.line);
    let rules: Vec<Rule> = left.iter().map(|merged| merged.held.rule).collect();
    let held: Vec<Held> = left.iter().map(|merged| merged.held).collect();
    let found = lint(&rules, Limits::default());
    let mut needless: BTreeSet<usize> = BTreeSet::new();
    for finding in found {
        let removes_only = finding.repair.as_ref().is_some_and(|repair| repair.add.is_empty());
        if removes_only && lasts(finding.code, &finding.rules, &held) {
            needless.extend(finding.repair.into_iter().flat_map(|repair| repair.remove));
        }
    }
    let mut place = 0..;
    left.retain(|_| place.next().is_some_and(|place| !needless.contains(&place)));
    left
}
