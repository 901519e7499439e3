# Farol's commands. `make` lists them; CONTRIBUTING.md tells more.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

TARGET := $(or $(CARGO_TARGET_DIR),target)
STAMPS := $(TARGET)/stamps
TOOLS := $(abspath $(TARGET)/tools)
WITH_POSTGRES := $(TARGET)/debug/examples/with_postgres

# Every cargo command takes the whole workspace and the dev profile (save `run` and `bench`), so
# that dependencies have one set of features and are compiled once.
CARGO_BUILD := cargo build --locked --workspace --all-targets

web_files = $(shell find web -type d \( -name node_modules -o -name dist -o -name test-results -o -name e2e \) -prune -o -type f -print)

.PHONY: help
help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | \
		while IFS=$$'\t' read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

# --- Run

.PHONY: run
run: build ## Build what changed and run Farol on http://127.0.0.1:4318 (more options: ARGS="--listen …")
	exec $(TARGET)/release/farol serve $(ARGS)

.PHONY: build
build: portal ## Build the release binary, target/release/farol
	scripts/require rust
	$(if $(FAROL_DATABASE_URL),,scripts/require postgres)
	cargo build --release --locked -p farol-server

.PHONY: portal
portal: web/dist/index.html ## Build the portal, web/dist

web/dist/index.html: web/node_modules/.package-lock.json $(web_files)
	cd web && npm run build
	touch $@

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	scripts/require node
	cd web && npm ci --no-audit --no-fund
	touch $@

# --- Test

.PHONY: test
test: ## Everything that has to hold: lint, unit, integration and browser tests
	$(MAKE) lint
	$(MAKE) unit
	$(MAKE) integration
	$(MAKE) browser

.PHONY: lint
lint: lint-rust lint-web deny sqlx-check ## Formatting, lints, licences, unused dependencies, checked queries

.PHONY: lint-rust
lint-rust: portal
	scripts/require rust
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings

.PHONY: lint-web
lint-web: web/node_modules/.package-lock.json
	cd web && npm run lint && npm run typecheck

.PHONY: deny
deny: $(TOOLS)/bin/cargo-deny $(TOOLS)/bin/cargo-machete ## Licences, sources and duplicates of dependencies, and unused ones
	PATH="$(TOOLS)/bin:$$PATH" cargo deny --log-level error check bans licenses sources
	PATH="$(TOOLS)/bin:$$PATH" cargo machete --with-metadata

.PHONY: sqlx-check
sqlx-check: $(STAMPS)/sqlx

# Proved again only when the queries, the schema or what is committed changed.
$(STAMPS)/sqlx: $(wildcard migrations/*.sql .sqlx/*.json) $(shell find crates/storage -type f)
	scripts/sqlx-prepare --check
	mkdir -p $(@D) && touch $@

.PHONY: sqlx
sqlx: ## Write .sqlx anew after a change of a query or of the schema
	scripts/sqlx-prepare

.PHONY: dev-build
dev-build: portal
	scripts/require rust postgres
	$(CARGO_BUILD)

.PHONY: unit
unit: dev-build ## Tests inside the crates, on a throw-away Postgres, and the portal's own
	$(WITH_POSTGRES) cargo test --locked --workspace --exclude farol-tests
	cd web && npm test

.PHONY: integration
integration: dev-build sdks ## The built server, fed by real SDKs, killed and read back
	FAROL_BIN=$(TARGET)/debug/farol cargo test --locked --workspace --test e2e -- --show-output --skip browser::

.PHONY: ledger
ledger: dev-build ## Kill, cut and fill everything under load, and count (LEDGER_SEEDS=20, or a list; LEDGER_SECONDS=20)
	LEDGER_SEEDS=$(or $(LEDGER_SEEDS),20) FAROL_BIN=$(TARGET)/debug/farol \
		cargo test --locked --workspace --test e2e -- --nocapture --test-threads 1 ledger::

.PHONY: fuzz
fuzz: dev-build ## Requests and queries that are nearly right (each test FUZZ_SECONDS=60; again: FUZZ_SEED, FUZZ_CASE)
	FUZZ_SECONDS=$(or $(FUZZ_SECONDS),60) $(WITH_POSTGRES) cargo test --locked --workspace --test wire --test api -- \
		--nocapture --test-threads 1 fuzz::

.PHONY: browser
browser: dev-build ## The portal in Chromium, against the built server
	export CHROMIUM=$$(scripts/require chromium); \
	FAROL_BIN=$(TARGET)/debug/farol cargo test --locked --workspace --test e2e -- --nocapture browser::

.PHONY: bench
bench: build ## Measure start, memory, ingest and reading (parts: ARGS="ingest trace"; a million: BENCH_FULL=1)
	FAROL_BIN=$(TARGET)/release/farol cargo run --release --locked -p farol-tests --bin bench -- $(ARGS)

.PHONY: bench-web
bench-web: $(if $(FAROL_BIN),portal,build) ## Measure the portal in Chromium: first load, lists, traces of 10,000 and 100,000 spans
	export CHROMIUM=$$(scripts/require chromium); \
	FAROL_BIN=$(abspath $(or $(FAROL_BIN),$(TARGET)/release/farol)) node web/bench/run.mjs

.PHONY: screenshots
screenshots: build ## Take README's pictures, docs/pictures, of a demonstration
	scripts/screenshots $(TARGET)/release/farol docs/pictures

# The programs that send as users do, with what they are made of.
.PHONY: sdks
sdks: $(patsubst %,tests/%/python/.venv/installed,sdk frameworks) \
		$(patsubst %,tests/%/node/node_modules/.package-lock.json,sdk frameworks)

tests/%/python/.venv/installed: tests/%/python/requirements.txt
	scripts/require python
	python3 -m venv --clear $(@D)
	$(@D)/bin/pip install --quiet --disable-pip-version-check --no-deps -r $<
	touch $@

tests/%/node/node_modules/.package-lock.json: tests/%/node/package.json tests/%/node/package-lock.json
	scripts/require node
	cd $(<D) && npm ci --no-audit --no-fund --ignore-scripts
	touch $@

# Kept out of ~/.cargo, in the versions that the lints were written for.
$(TOOLS)/bin/cargo-deny: VERSION := 0.20.2
$(TOOLS)/bin/cargo-machete: VERSION := 0.9.2
$(TOOLS)/bin/cargo-%:
	scripts/require rust
	cargo install --quiet --locked --root $(TOOLS) --target-dir $(TOOLS)/build cargo-$*@$(VERSION)
	rm -rf $(TOOLS)/build

# --- Work

.PHONY: fmt
fmt: web/node_modules/.package-lock.json ## Format Rust and the portal
	cargo fmt --all
	cd web && npm run format --if-present

.PHONY: clean
clean: ## Remove everything built (the data directory stays)
	cargo clean
	rm -rf web/dist web/node_modules tests/{sdk,frameworks}/node/node_modules tests/{sdk,frameworks}/python/.venv
