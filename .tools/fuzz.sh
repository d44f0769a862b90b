#!/usr/bin/env bash
# Fuzzes every reader of the packages named (Go import paths or ./...), so many inputs each; an input that breaks one is kept under its testdata/fuzz,
# and make test tries it from then on.
set -euo pipefail
cd "$(dirname "$0")/.."

inputs=$1
shift
go list -f '{{.ImportPath}} {{.Dir}}' "$@" | while read -r package dir; do
	{ grep -hoE '^func Fuzz\w+' "$dir"/*_test.go 2>/dev/null || true; } | while read -r _ target; do
		echo "$package $target"
		go test -vet=off -run '^$' -fuzz "^$target\$" -fuzztime "${inputs}x" -fuzzminimizetime 100x -parallel 1 "$package" </dev/null
	done
done
