// Package api is the contract of the hub: one OpenAPI file per capability, and the Go types and routes that are generated from it.
//
// Owns: openapi/*.yaml (what every operation takes, answers and asks of its caller: x-access, x-upload), the generated code in
// shared.gen.go and in one package per capability, and Document, which puts the files together.
//
// Does not own: behaviour. Capabilities implement the generated StrictServerInterface in their http.go; platform/web holds requests
// against the document.
//
// Invariants: the name of a component stands in one file only, so that the files can be put together without renaming;
// generated code is what `make gen` makes of the files, and nothing edits it by hand.
package api
