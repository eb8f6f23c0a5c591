# Everything that can be done with this repository. `make` lists it.

.DEFAULT_GOAL := help
.PHONY: help run test check dev front fmt unit wasm package gates e2e bench sizes screenshots docs setup

# What `make run` and `make dev` hand to the server: make run ARGS="--listen 127.0.0.1:9000"
ARGS ?=

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build the portal and start it on SQLite, without configuration; it prints its address
	@scripts/setup-wasm.sh
	@cargo xtask front
	cargo build --release --package sekisho
	@exec target/release/sekisho serve $(ARGS)

test: ## Run everything: format, lints, unit, property and doc tests, both databases, WebAssembly, mail and web servers, browser
	@scripts/test.sh

check: ## Format and lints only
	@scripts/test.sh fmt front clippy

dev: ## Serve, rebuild and reload pages when a source changes
	@scripts/setup-wasm.sh
	@cargo xtask dev $(ARGS)

front: ## Build the stylesheet, scripts and WebAssembly into target/site, and print what they weigh
	@scripts/setup-wasm.sh
	@cargo xtask front
	@cargo xtask sizes

fmt: ## Format the sources
	cargo fmt --all

unit: ## Native tests only, on both databases
	@scripts/test.sh native doc

wasm: ## The engine's test vectors in WebAssembly
	@scripts/test.sh wasm

package: ## Build the engine's npm package into target/package, and test it in Node, TypeScript and a browser
	@scripts/test.sh package

gates: ## The gates with real Dovecot, Postfix, nginx and Caddy only
	@scripts/test.sh gates

e2e: ## Browser tests only
	@scripts/test.sh front browser firefox

bench: ## Benchmarks, each with what it is compared to, and what the pages weigh
	@scripts/bench.sh

sizes: ## What the browser downloads, page by page
	@scripts/sizes

screenshots: ## A picture of every page in target/screenshots, and those of the README
	@scripts/browser.sh -c screenshots

docs: ## The reference of every crate, in target/doc
	cargo doc --no-deps --document-private-items

setup: ## Install what is missing, and do nothing else
	@scripts/setup-wasm.sh
	@scripts/setup-test.sh
