#!/usr/bin/env bash
# Runs the tests, or the steps that are named, and closes with one line for each: scripts/test.sh fmt clippy
#
# A step that fails does not keep the next from running, unless they depend on it. Exit status 1 if any failed.
set -uo pipefail
cd "$(dirname "$0")/.."

logs=target/test-logs
mkdir -p "$logs"
closing=()
failed=0

# The line in which a runner sums itself up.
last_words() {
    sed 's/\x1b\[[0-9;]*m//g' "$1" | case $2 in
        native) grep -E '^ *Summary \[|^test result:' ;;
        doc) grep -E '^test result:' ;;
        wasm) grep -E '^# (pass|fail) |^ℹ (pass|fail) ' ;;
        gates) grep -E '^=* ?[0-9]+ (passed|failed|skipped)|(passed|failed|error)(, .*)? in [0-9.]+s' | sed 's/=//g' ;;
        package) grep -E '^# (pass|fail) |^ℹ (pass|fail) |^ +[0-9]+ (passed|failed|flaky|skipped|did not run)' ;;
        browser | firefox) grep -E '^ +[0-9]+ (passed|failed|flaky|skipped|did not run)' ;;
        *) true ;;
    esac | sed 's/^ *//' | paste -sd ';' | sed 's/;/; /g'
}

# step NAME COMMAND…  runs it, showing and keeping its output.
step() {
    local name=$1 log=$logs/$1.log began=$SECONDS verdict=ok
    shift
    echo "== $name"
    "$@" 2>&1 | tee "$log"
    if [ "${PIPESTATUS[0]}" != 0 ]; then verdict=FAILED failed=1; fi
    closing+=("$(printf '%-8s %-6s %4d s  %s' "$name" "$verdict" $((SECONDS - began)) "$(last_words "$log" "$name")")")
    [ $verdict = ok ]
}

finish() {
    echo "== summary"
    printf '%s\n' "${closing[@]}"
    exit $failed
}

do_setup() { scripts/setup-wasm.sh && scripts/setup-test.sh; }

do_fmt() { cargo fmt --all -- --check --files-with-diff; }

do_front() { cargo xtask front && cargo xtask sizes; }

# Several times, because the app is compiled for the server or for one of the browser's modules, never for all at once.
do_clippy() {
    cargo clippy --quiet --all-targets -- -D warnings \
        && cargo clippy --quiet --package sekisho-app --features hydrate -- -D warnings \
        && cargo clippy --quiet --package sekisho-app --features editors -- -D warnings \
        && cargo clippy --quiet --package xtask --package sekisho-engine-wasm-check --package sekisho-engine-js --package sekisho-engine-bench --all-targets -- -D warnings
}

native_tests() {
    if cargo nextest --version >/dev/null 2>&1; then
        cargo nextest run --cargo-quiet --status-level fail --no-fail-fast && cargo nextest run --cargo-quiet --status-level fail --package xtask
    else
        cargo test --quiet --lib --bins --tests && cargo test --quiet --package xtask
    fi
}

do_native() { scripts/postgres.sh bash -c "$(declare -f native_tests); native_tests"; }

do_doc() { cargo test --quiet --doc; }

do_wasm() { cargo xtask engine-wasm && node --test end2end/wasm/*.test.mjs; }

# The npm package as it is packed: in Node, to TypeScript, and in a browser.
do_package() {
    scripts/package.sh && (cd end2end && node --test package/*.test.mjs && npx tsc --noEmit -p package && npx playwright test -c package)
}

do_browser() { cargo build --quiet && (cd end2end && npx tsc --noEmit && npx playwright test); }

do_firefox() { cargo build --quiet && (cd end2end && npx playwright test -c firefox); }

# The real Dovecot, Postfix, nginx and Caddy before a portal. Side by side, file by file, because most of the time they
# wait: for time-outs, and for what mail servers do once a second.
do_gates() {
    cargo build --quiet \
        && PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=target/python python3 -m pytest --color=no -n 3 --dist loadfile end2end/gates
}

all="fmt front clippy native doc wasm package gates browser firefox"
for name in "${@:-}"; do
    [ -z "$name" ] || [[ " $all " == *" $name "* ]] || { echo "test: no step is called $name; there are: $all" >&2; exit 2; }
done

step setup do_setup || finish
for name in ${@:-$all}; do
    step "$name" "do_$name" || [ "$name" != front ] || finish
done
finish
