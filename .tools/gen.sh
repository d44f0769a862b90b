#!/usr/bin/env bash
# Generates everything that is generated, from the contract and the migrations:
#   api/**/*.gen.go            from api/openapi/<word>.yaml, as <word>.cfg.yaml beside it says
#   web/src/api/*.gen.ts       from the same contract
#   migrations/checksums.txt   gets a line for each new migration; lines that stand are never touched
# With --check nothing may change by it: says which file does, and fails.
set -euo pipefail
cd "$(dirname "$0")/.."

generate() {
	local config
	for config in api/openapi/*.cfg.yaml; do
		(cd api && ../.tools/bin/oapi-codegen -config "${config#api/}" "openapi/$(basename "$config" .cfg.yaml).yaml") || {
			echo "gen: oapi-codegen refused ${config%.cfg.yaml}.yaml"
			return 1
		}
	done
	npm --prefix web run --silent gen
	seal_migrations
}

seal_migrations() {
	local file
	touch migrations/checksums.txt
	for file in migrations/*.sql; do
		file=${file##*/}
		if ! grep -q "  $file\$" migrations/checksums.txt; then
			(cd migrations && sha256sum "$file") >>migrations/checksums.txt
		fi
	done
}

sums() {
	find api migrations web/src -type f \( -name '*.gen.*' -o -name checksums.txt \) -exec sha256sum {} + | sort -k2
}

before=$(sums)
generate
[ "${1:-}" = --check ] || exit 0
if ! changed=$(diff <(echo "$before") <(sums)); then
	echo "gen: these generated files were not what their sources say. They are now: look at them and commit them."
	awk '/^[<>]/ { print "  " $3 }' <<<"$changed" | sort -u
	exit 1
fi
