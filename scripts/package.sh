#!/usr/bin/env bash
# Builds the npm package of the engine into target/package/npm, packs it as it would be published, and unpacks it
# where the tests and benchmarks of end2end import it from. Nothing is published.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo xtask package
(cd target/package && rm -f ./*.tgz && npm pack --silent ./npm >/dev/null)
unpacked=end2end/node_modules/@sekisho/engine
rm -rf "$unpacked"
mkdir -p "$unpacked"
tar -xzf target/package/*.tgz --strip-components 1 -C "$unpacked"
ls -l target/package/*.tgz | awk '{ print $NF ": " $5 " bytes" }'
