#!/usr/bin/env bash
# Runs the given make targets one after another, says how long each took, and closes with a line that
# counts them. A failing step does not keep the later ones from running: one run shows everything that
# is wrong. Only "deps" does, because without it the rest would fail for want of a server.
set -uo pipefail

passed=0
failed=()
begin=$SECONDS
for step in "$@"; do
	printf '\n== %s\n' "$step"
	at=$SECONDS
	if "${MAKE:-make}" --no-print-directory "$step"; then
		passed=$((passed + 1))
		printf '== %s: passed in %d s\n' "$step" $((SECONDS - at))
	else
		failed+=("$step")
		printf '== %s: FAILED after %d s (alone: make %s)\n' "$step" $((SECONDS - at)) "$step"
		if [ "$step" = deps ]; then break; fi
	fi
done

printf '\n%d s in all' $((SECONDS - begin))
if [ ${#failed[@]} -gt 0 ]; then printf '; failed: %s' "${failed[*]}"; fi
printf '\n%d passed, %d failed\n' "$passed" "${#failed[@]}"
[ ${#failed[@]} -eq 0 ]
