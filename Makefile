# Shixu is built with cgo (DuckDB is linked in) and the build tag duckdb_arrow
# (the driver's Arrow interface). Everything here sets both.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export CGO_ENABLED := 1
export GOFLAGS := $(strip $(GOFLAGS) -tags=duckdb_arrow)

BIN    ?= bin
CITY   ?= demo-city
LISTEN ?= 127.0.0.1:9480
STACK  ?= stack
GOTEST ?= go test

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# What `shixu version` tells; without git it is a development build.
GIT      := git -C $(CURDIR)
VERSION  ?= $(or $(patsubst v%,%,$(shell $(GIT) describe --tags --match 'v*' --dirty 2>/dev/null)),0.0.0-dev)
REVISION ?= $(or $(shell $(GIT) rev-parse HEAD 2>/dev/null),unknown)
BRANCH   ?= $(or $(shell $(GIT) symbolic-ref -q --short HEAD 2>/dev/null),unknown)
DATE     ?= $(or $(shell $(GIT) log -1 --format=%cI 2>/dev/null),unknown)
V        := github.com/prometheus/common/version
LDFLAGS  := -s -w -X $V.Version=$(VERSION) -X $V.Revision=$(REVISION) -X $V.Branch=$(BRANCH) -X $V.BuildDate=$(DATE)

.PHONY: help
help: ## Show what make can do
	@echo 'Shixu (时序): from investment reports to Prometheus metrics.'
	@echo
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo 'Variables: LISTEN=$(LISTEN) CITY=$(CITY) BIN=$(BIN)'

.PHONY: run
run: build $(CITY)/shixu.yaml ## Build, load the demonstration city and serve it on LISTEN
	@cd '$(CITY)' && '$(abspath $(BIN))/shixu' ingest || [ $$? -eq 3 ] # 3: some rows were set aside, on purpose
	@cd '$(CITY)' && exec '$(abspath $(BIN))/shixu' serve --web.listen-address='$(LISTEN)'

$(CITY)/shixu.yaml: | build
	@'$(BIN)/shixu' demo --dir '$(CITY)'

.PHONY: stack
stack: build ## The demonstration city with its history, Prometheus, Alertmanager and Grafana, until Ctrl-C
	@SHIXU='$(BIN)/shixu' STACK='$(STACK)' exec dashboards/stack.sh

.PHONY: test
test: tools ## Vet and test everything; needs only Go and a C compiler
	go vet ./...
	$(GOTEST) -timeout 30m ./...

.PHONY: build
build: tools ## Build BIN/shixu
	@mkdir -p '$(BIN)'
	@echo 'go build -o $(BIN)/shixu ./cmd/shixu'
	@go build -buildvcs=false -ldflags '$(LDFLAGS)' -o '$(BIN)/shixu' ./cmd/shixu

.PHONY: race
race: tools ## Test with the race detector, without the long tests
	$(GOTEST) -race -short -timeout 30m ./...

.PHONY: e2e
e2e: build ## Test against a real Prometheus and Alertmanager, which must be installed
	SHIXU='$(abspath $(BIN))/shixu' $(GOTEST) -tags duckdb_arrow,e2e -count=1 -timeout 30m ./test/e2e

.PHONY: bench
bench: tools ## Run all benchmarks and list their ratios to the floor
	@out=$$(mktemp); trap 'rm -f "$$out"' EXIT; \
	go test -run '^$$' -bench . -timeout 2h ./... | tee "$$out"; \
	echo; echo 'Ratios (1 is the floor measured in the same run):'; \
	awk '/^Benchmark/ { for (i = 3; i < NF; i += 2) if ($$(i+1) ~ /^(ratio|x_.*)$$/) printf "  %8.2f  %-16s %s\n", $$i, $$(i+1), $$1 }' "$$out"

.PHONY: fmt
fmt: ## Format the Go code
	gofmt -s -w .

.PHONY: lint
lint: tools ## Check format, vet and staticcheck
	@bad=$$(gofmt -s -l .); [ -z "$$bad" ] || { echo "not formatted (make fmt):"; echo "$$bad"; exit 1; }
	go vet -tags duckdb_arrow,e2e ./...
	go run $(STATICCHECK) -tags duckdb_arrow,e2e ./...

.PHONY: clean
clean: ## Remove what make wrote: BIN, the demonstration city and the stack's folder
	rm -rf '$(BIN)' '$(CITY)' '$(STACK)'

# One clear line where a tool is missing, rather than pages from the linker.
.PHONY: tools
tools:
	@command -v go >/dev/null || { echo 'shixu: Go 1.26 or later is needed and there is no "go" here' >&2; exit 1; }
	@cc=$$(go env CC); command -v "$${cc%% *}" >/dev/null || { echo "shixu: a C compiler is needed (DuckDB is linked in with cgo) and there is no \"$$cc\" here; install gcc and g++, or set CC" >&2; exit 1; }
	@[ "$$(go env GOOS)" != linux ] || { out=$$(mktemp); trap 'rm -f "$$out"' EXIT; \
		echo 'int main(void) { return 0; }' | $$(go env CC) -x c - -lstdc++ -o "$$out" 2>/dev/null || \
		{ echo 'shixu: the C compiler cannot link the C++ standard library, which DuckDB needs; install g++' >&2; exit 1; }; }
