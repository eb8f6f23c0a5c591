#!/usr/bin/env bash
# The benchmarks, each with what it is compared to in the same run, and the sizes of the pages. Arguments go to
# criterion: scripts/bench.sh lookup
set -euo pipefail
cd "$(dirname "$0")/.."

cargo bench --package sekisho-engine-bench -- "$@"
cargo xtask engine-bench
scripts/package.sh
cargo bench --package sekisho --bench sign_in
cargo bench --package sekisho --bench web_gate
scripts/sizes
scripts/browser.sh -c bench
