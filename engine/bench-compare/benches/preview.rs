//! One keystroke: what would adding, or removing, a rule do to a list, for ten addresses that one comes from?
//! And what it costs to compile the list, which happens when the page is opened.

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{Change, Preview, Rule, RuleSet};
use sekisho_engine_bench::{Numbers, Spread, hits, misses, rules};

const SIZES: [usize; 4] = [10, 1_000, 10_000, 100_000];

fn keystroke(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("preview");
    for count in SIZES {
        let spread = Spread::clustered(count);
        let prefixes = rules(count, spread);
        let list = RuleSet::compile(prefixes.iter().copied().map(Rule::from));
        let mut from: Vec<Address> = hits(&prefixes, 5);
        from.extend(misses(&prefixes, spread, 5));
        let mut numbers = Numbers::new(17);
        group.bench_function(BenchmarkId::new("read-and-add", count), |bencher| {
            bencher.iter_batched(
                || numbers.rule(spread).to_string(),
                |typed| Rule::parse(&typed).map(|parsed| Preview::of(&list, Change::Add(parsed.rule), &from)),
                BatchSize::SmallInput,
            );
        });
        group.bench_function(BenchmarkId::new("remove", count), |bencher| {
            let mut place = 0;
            bencher.iter(|| {
                place = (place + 1) % count;
                Preview::of(&list, Change::Remove(place), &from)
            });
        });
        // The costliest rule to add: it covers everything, so every other one is named as redundant.
        group.bench_function(BenchmarkId::new("add-all", count), |bencher| {
            bencher.iter(|| Preview::of(&list, black_box(Change::Add(Rule::All)), &from));
        });
    }
    group.finish();
}

fn compile(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("compile");
    for count in SIZES {
        let rules: Vec<Rule> = rules(count, Spread::clustered(count)).into_iter().map(Rule::from).collect();
        group.bench_function(BenchmarkId::from_parameter(count), |bencher| {
            bencher.iter(|| RuleSet::compile(black_box(&rules).iter().copied()));
        });
    }
    group.finish();
}

criterion_group!(benches, keystroke, compile);
criterion_main!(benches);
