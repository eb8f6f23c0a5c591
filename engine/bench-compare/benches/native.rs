//! The kernels natively. What comes out is printed, and kept in `target/bench/native.json`, where the benchmark in
//! the browser (`end2end/bench/engine.bench.ts`) finds it for its table.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark reads the clock and prints")]

use std::path::Path;
use std::time::{Duration, Instant};

use sekisho_engine_bench::kernels::{Bench, KERNELS};

const SIZES: [usize; 2] = [1_000, 10_000];
/// For so long each kernel is measured, and at least so often.
const LONG: Duration = Duration::from_millis(400);
const OFTEN: usize = 60;

fn main() {
    // As of criterion's benchmarks: an argument without dashes says which of them to run.
    if std::env::args().skip(1).any(|argument| !argument.starts_with('-') && !"native".contains(&argument)) {
        return;
    }
    let mut kept = Vec::new();
    println!("| rules | kernel | median, µs | 99th percentile, µs |\n|--:|---|--:|--:|");
    for count in SIZES {
        let mut bench = Bench::new(count);
        for (kernel, _) in KERNELS {
            let (median, late) = measure(&mut bench, kernel);
            println!("| {count} | {kernel} | {median:.1} | {late:.1} |");
            kept.push(format!("\"{count} {kernel}\": [{median}, {late}]"));
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    let written = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join("native.json"), format!("{{ {} }}\n", kept.join(", "))));
    if let Err(error) = written {
        println!("{}: {error}", folder.display());
    }
}

/// Microseconds of a pass: the median, and the 99th percentile.
fn measure(bench: &mut Bench, kernel: &str) -> (f64, f64) {
    for _ in 0..5 {
        bench.prepare();
        bench.run(kernel);
    }
    let (began, mut passes) = (Instant::now(), Vec::new());
    while began.elapsed() < LONG || passes.len() < OFTEN {
        bench.prepare();
        let begin = Instant::now();
        std::hint::black_box(bench.run(kernel));
        passes.push(begin.elapsed().as_secs_f64() * 1e6);
    }
    passes.sort_unstable_by(f64::total_cmp);
    (passes[passes.len() / 2], passes[passes.len() * 99 / 100])
}
