// Command testpg runs another command with one PostgreSQL and one real Redis
// server of its own:
//
//	go run ./internal/platform/localpg/testpg -- go test ./...
//
// Owns: both servers, their temporary directory, HUB_TEST_DATABASE_URL (a
// superuser's) and HUB_TEST_REDIS_URL in the command's environment.
//
// Does not own: installing Redis (make deps does), the databases that tests make.
//
// Invariants: signals are passed on; the servers outlive the command and nothing
// outlives us; the exit code is the command's (128 + signal if one ended it).
package main
