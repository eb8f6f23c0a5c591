//! What a compiled list costs before the first look-up: the time to build it, the memory that it keeps, and the
//! most that building it takes. Ours beside the crates that `lookup` has it race against, on the same rules.
//!
//! The contestants take turns, and of each the best turn counts. Memory is counted by the allocator, not guessed.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark reads the clock and prints")]

use std::hint::black_box;
use std::time::Instant;

use allocation_counter::{AllocationInfo, measure};
use sekisho_engine_bench::{Spread, rules};

#[path = "support/contestants.rs"]
mod contestants;

const SIZES: [usize; 4] = [10, 1_000, 10_000, 100_000];
const NAMES: [&str; 5] = ["sekisho", "iptrie", "ts_bart", "prefix-trie", "linear ipnet"];

/// What building cost one contestant.
#[derive(Clone, Copy)]
struct Cost {
    microseconds: f64,
    kept: u64,
    most: u64,
}

/// Builds twice: for the time, and for the memory, where each allocation is counted.
fn cost<T>(build: impl Fn() -> T) -> Cost {
    let begin = Instant::now();
    let built = black_box(build());
    let taken = begin.elapsed();
    drop(built);
    let mut kept = None;
    let AllocationInfo { bytes_current, bytes_max, .. } = measure(|| kept = Some(black_box(build())));
    drop(kept);
    let own = size_of::<T>() as u64;
    let kept = u64::try_from(bytes_current).unwrap_or_default() + own;
    Cost { microseconds: taken.as_secs_f64() * 1e6, kept, most: bytes_max + own }
}

fn turn(rules: &[sekisho_engine::address::Prefix]) -> [Cost; 5] {
    let nets = contestants::nets(rules);
    [
        cost(|| contestants::sekisho(rules)),
        cost(|| contestants::iptrie(&nets)),
        cost(|| contestants::ts_bart(&nets)),
        cost(|| contestants::prefix_trie(&nets)),
        cost(|| contestants::nets(rules)),
    ]
}

fn report(count: usize, spread: Spread, what: &str, values: [f64; 5]) {
    print!("| {count} | {} | {what} |", spread.name());
    for value in values {
        print!(" {value:.1} |");
    }
    // the linear list is what the others are built for not being
    let (at, fastest) = (1..4)
        .map(|at| (at, values[at]))
        .fold((1, f64::INFINITY), |best, other| if other.1 < best.1 { other } else { best });
    println!(" {:.2} × {} |", values[0] / fastest, NAMES[at]);
}

fn main() {
    // As of criterion's benchmarks: an argument without dashes says which of them to run.
    if std::env::args().skip(1).any(|argument| !argument.starts_with('-') && !"build".contains(&argument)) {
        return;
    }
    println!(
        "| rules | spread | of building | {} | sekisho is |\n|--:|---|---|--:|--:|--:|--:|--:|---|",
        NAMES.join(" | ")
    );
    for count in SIZES {
        for spread in [Spread::Even, Spread::clustered(count)] {
            let rules = rules(count, spread);
            let turns = (2_000_000 / count).clamp(15, 2_000);
            let mut best = turn(&rules);
            for _ in 1..turns {
                for (best, again) in best.iter_mut().zip(turn(&rules)) {
                    best.microseconds = best.microseconds.min(again.microseconds);
                }
            }
            report(count, spread, "time, µs", best.map(|cost| cost.microseconds));
            report(count, spread, "kept, bytes a rule", best.map(|cost| per_rule(cost.kept, count)));
            report(count, spread, "at most, bytes a rule", best.map(|cost| per_rule(cost.most, count)));
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "bytes of memory are far below 2^53")]
fn per_rule(bytes: u64, count: usize) -> f64 {
    bytes as f64 / count as f64
}
