# Manifold. Two commands: `make run` starts the hub with everything it needs, `make test` proves it.

SHELL := /usr/bin/env bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Git refuses to describe a checkout that somebody else owns, and the build would stop with it.
export GOFLAGS := $(strip $(GOFLAGS) -buildvcs=false)

# Node trusts its own list of authorities only; the machine's list may hold the one that its network needs.
AUTHORITIES := $(wildcard /etc/ssl/certs/ca-certificates.crt)
ifneq ($(AUTHORITIES),)
export NODE_EXTRA_CA_CERTS ?= $(AUTHORITIES)
endif

TOOLS := .tools/bin/golangci-lint .tools/bin/govulncheck .tools/bin/oapi-codegen
NODE_MODULES := web/node_modules/.package-lock.json
WEB := web/dist/index.html
WEB_SOURCES = $(shell find web -type d \( -name node_modules -o -name dist -o -name e2e -o -name reports -o -name test-results -o -name playwright-report \) -prune -o -type f -not -name '*.go' -print)

# What `make deps` found: the browser, and programs it unpacked for a user without root.
FOUND := if [ -f .tools/bin/env ]; then . .tools/bin/env; fi
# Gives a command one PostgreSQL and one Redis of its own, by HUB_TEST_DATABASE_URL and HUB_TEST_REDIS_URL.
WITH_SERVERS := $(FOUND); go run ./internal/platform/localpg/testpg --
# The same with a hub on them, with the demo, at HUB_URL.
WITH_HUB := $(WITH_SERVERS) .tools/with-hub.sh
# The race detector needs a C compiler; without one the tests run all the same.
RACE := $(if $(shell command -v gcc || command -v clang),-race)

define NEW_ENOUGH
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.log("make: Node " + process.versions.node + " is too old; 20.19 or newer is needed");
  process.exit(1);
}
endef
export NEW_ENOUGH

.PHONY: help run build web deps gen fmt test gen-check lint arch vuln test-go test-web test-demo test-e2e test-sso test-bars bars soak clean need

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: build ## start the hub with its own database, cache and demo data; Ctrl-C stops it
	@exec bin/hub serve --demo

build: need $(WEB) ## build the browser side and the binary bin/hub
	@go build -ldflags "-X main.commit=$$(git rev-parse --short=12 HEAD 2>/dev/null || echo dev)" -o bin/hub ./cmd/hub

web: need $(WEB) ## build the browser side, when its sources are newer

deps: need ## install what the tests need and is missing: PostgreSQL, Redis, Chromium, Chinese fonts, tools
	@.tools/deps.sh
	@$(MAKE) --no-print-directory -j2 $(TOOLS) $(NODE_MODULES)

gen: .tools/bin/oapi-codegen $(NODE_MODULES) ## generate code from the contract, and seal new migrations
	@.tools/gen.sh

fmt: .tools/bin/golangci-lint ## format the Go code
	@.tools/bin/golangci-lint fmt ./...

test: ## install what is missing and run everything; the last line counts the steps
	@MAKE='$(MAKE)' .tools/steps.sh deps gen-check lint arch vuln test-go test-web build test-demo test-e2e test-sso test-bars

gen-check: .tools/bin/oapi-codegen $(NODE_MODULES) ## fail when generated code is not what its sources say
	@.tools/gen.sh --check

lint: .tools/bin/golangci-lint $(NODE_MODULES) ## check Go (with go vet) and TypeScript
	@.tools/bin/golangci-lint run ./...
	@npm --prefix web run --silent lint

arch: ## check the rules of the house: imports, file roles, package docs, names, migrations
	@go test -vet=off ./internal/arch/...

vuln: .tools/bin/govulncheck ## look for known vulnerabilities in what the code calls
	@.tools/vuln.sh

test-go: ## Go tests, with the race detector, on one PostgreSQL and a real Redis
	@[ -n '$(RACE)' ] || echo 'no C compiler here: running without the race detector'
	@packages=$$(go list ./... | grep -v '/internal/arch$$'); \
	$(WITH_SERVERS) go test $(RACE) -vet=off -timeout 25m $$packages

test-web: $(NODE_MODULES) ## unit tests of the browser side
	@$(FOUND); npm --prefix web test --silent

test-demo: build ## play the main job against a hub through its public API
	@$(WITH_HUB) sh -c 'bin/hub demo run --url "$$HUB_URL"'

test-e2e: build ## browser tests against a hub
	@$(WITH_HUB) npm --prefix web run --silent e2e

test-sso: build ## relying parties of others (Apache, openid-client) log in with a hub; a provider of others as control
	@HUB_EGRESS_ALLOW=127.0.0.0/8; export HUB_EGRESS_ALLOW; $(WITH_HUB) npm --prefix web run --silent sso

test-bars: build ## the bars of the browser side in short: sizes, and a few views of every page
	@BARS=short; export BARS; $(WITH_HUB) npm --prefix web run --silent bars

bars: build ## measure the browser side against its bars: bundle sizes, Lighthouse, axe
	@$(WITH_HUB) npm --prefix web run --silent bars

soak: SOAK ?= 30
soak: BASKETS ?= 1000
soak: INPUTS ?= 20000
soak: PACKAGES ?= ./...
soak: RUN ?= .
soak: ## repeat the Go tests (of PACKAGES, named like RUN) in random order for SOAK minutes (30), until one fails; with BASKETS (1000) random baskets where answers are compared; without RUN every reader is fuzzed with INPUTS (20000) then
	@export HUB_SOAK=1 HUB_SOAK_ROUNDS=$(BASKETS); end=$$((SECONDS + $(SOAK) * 60)); rounds=0; \
	packages=$$(go list $(PACKAGES) | grep -v '/internal/arch$$'); \
	while [ $$SECONDS -lt $$end ]; do \
		$(WITH_SERVERS) go test $(RACE) -vet=off -timeout 6h -count=1 -shuffle=on -run '$(RUN)' $$packages; \
		rounds=$$((rounds + 1)); \
	done; \
	[ '$(RUN)' != . ] || $(WITH_SERVERS) .tools/fuzz.sh $(INPUTS) $(PACKAGES); \
	echo "$$rounds rounds passed, 0 failed"

clean: ## remove what was built; the data under var stays
	@rm -rf bin .tools/bin web/node_modules web/test-results web/playwright-report web/reports
	@find web/dist -mindepth 1 -not -name .keep -delete

need:
	@for each in go node npm; do \
		command -v $$each >/dev/null || { echo "make: $$each is not installed, and everything here needs it"; exit 1; }; \
	done
	@node -e "$$NEW_ENOUGH"

# Tools stand in a module of their own, so that the product's go.mod lists only what the product uses.
$(TOOLS): .tools/go.mod
	@echo 'building $(@F)'
	@package=$$(go -C .tools list -f '{{.ImportPath}}' tool | grep '/$(@F)$$'); \
	go -C .tools build -o bin/$(@F) "$$package"
	@touch $@

# Not "npm ci": it refuses a lock made where the registry has no builds for other systems, although none of
# them is wanted here. --no-save keeps to the lock and leaves it alone.
$(NODE_MODULES): web/package-lock.json
	@echo 'installing web/node_modules'
	@npm --prefix web install --no-save --no-audit --no-fund --loglevel=error --fetch-timeout=60000
	@touch $@

$(WEB): $(NODE_MODULES) $(WEB_SOURCES)
	@npm --prefix web run --silent build
	@touch $@
