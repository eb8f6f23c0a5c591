#!/usr/bin/env bash
# scripts/browser.sh ARGUMENTS…  hands them to Playwright in end2end/, once all that it needs is there and up to
# date: the tests' packages, the browser half, the server.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup-wasm.sh
scripts/setup-test.sh
cargo xtask front
cargo build --quiet
cd end2end
npx playwright test "$@"
