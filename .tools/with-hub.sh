#!/usr/bin/env bash
# Runs a command beside a hub with the demo, on the PostgreSQL and Redis of HUB_TEST_DATABASE_URL and HUB_TEST_REDIS_URL
# (Makefile: WITH_SERVERS). The command finds it at HUB_URL. The hub ends with the command.
set -euo pipefail
cd "$(dirname "$0")/.."

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
data=$(mktemp -d)
log=$data/hub.log

env HUB_LISTEN="127.0.0.1:$port" HUB_DATA="$data" HUB_DATABASE_URL="$HUB_TEST_DATABASE_URL" HUB_REDIS_URL="$HUB_TEST_REDIS_URL" \
	HUB_SECRET='one secret for all tests, with more than forty characters' bin/hub serve --demo >"$log" 2>&1 &
hub=$!
export HUB_URL=http://127.0.0.1:$port
finish() {
	kill -INT "$hub" 2>/dev/null || true
	wait "$hub" 2>/dev/null || true
	rm -rf "$data"
}
trap finish EXIT

for _ in $(seq 300); do
	if node -e "fetch('$HUB_URL/readyz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"; then
		"$@"
		exit
	fi
	kill -0 "$hub" 2>/dev/null || break
	sleep 0.2
done
echo 'with-hub: the hub did not start:'
tail -n 20 "$log"
exit 1
