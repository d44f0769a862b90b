package api

import "embed"

// files are the contract and, beside it, the generator's settings (*.cfg.yaml), which Document passes over.
//
//go:embed openapi/*.yaml
var files embed.FS
