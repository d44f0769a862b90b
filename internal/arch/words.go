package arch

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// ownWords are words of the contract, the tables and the screens that belong to no capability, and why.
var ownWords = map[string]string{
	"hub":         "the hub itself: health, contract, events; served by internal/app and platform/web",
	"shared":      "types of the contract that several capabilities use; has no operations",
	"audit":       "platform/audit",
	"job":         "platform/job",
	"outbox":      "platform/outbox",
	"receipt":     "comparison/proof, out of pricing/receipt",
	"approval":    "ordering/approval",
	"box":         "ordering/box",
	"idempotency": "platform/web: keys stored inside the effect's transaction",
}

// unscreened are capabilities whose operations have no screen of their own, and why.
var unscreened = map[string]string{}

// checkWords walks the capabilities in both directions: each has its word in the contract, the tables and the screens, and
// each word found there is a capability.
func checkWords(t *Tree) []Finding {
	var findings []Finding
	for _, word := range t.list("internal", "*") {
		if capabilityOf("internal/"+word) != "" {
			findings = append(findings, missingWords(t, word)...)
		}
	}
	findings = append(findings, strayContracts(t)...)
	findings = append(findings, strayTables(t)...)
	for _, name := range t.list("web/src/features", "*") {
		if t.isFolder("web/src/features/"+name) && !known(name) {
			findings = append(findings, Finding{"web/src/features/" + name, "is no capability's word"})
		}
	}
	return sorted(findings)
}

func known(word string) bool { return capabilities[word] != nil || ownWords[word] != "" }

func (t *Tree) isFolder(name string) bool {
	info, err := fs.Stat(t, name)
	return err == nil && info.IsDir()
}

// missingWords looks for what a capability's files promise.
func missingWords(t *Tree, word string) []Finding {
	var findings []Finding
	folder := "internal/" + word
	require := func(ok bool, what string) {
		if !ok {
			findings = append(findings, Finding{folder, what})
		}
	}
	if t.has(folder + "/http.go") {
		require(t.has("api/openapi/"+word+".yaml"), fmt.Sprintf("has http.go, but api/openapi/%s.yaml is missing", word))
		require(unscreened[word] != "" || t.has("web/src/features/"+word), fmt.Sprintf("has http.go, but web/src/features/%s is missing", word))
	}
	if t.has(folder + "/store.go") {
		owns := slices.ContainsFunc(tables(t), func(each table) bool { return strings.HasPrefix(each.name, word+"_") })
		require(owns, fmt.Sprintf("has store.go, but no table in migrations/ is called %s_…", word))
	}
	return findings
}

// access is the permission that an operation of the contract asks for. One without a dot (public, session) is no permission
// but says who may call at all.
var access = regexp.MustCompile(`(?m)^\s*x-access:\s*["']?([a-z_]+\.[a-z_.]+)`)

func strayContracts(t *Tree) []Finding {
	var findings []Finding
	for _, name := range t.list("api/openapi", "*.yaml") {
		where := "api/openapi/" + name
		word := strings.TrimSuffix(strings.TrimSuffix(name, ".yaml"), ".cfg")
		if !known(word) {
			findings = append(findings, Finding{where, "is no capability's word"})
		}
		for _, match := range access.FindAllStringSubmatch(t.text(where), -1) {
			if !strings.HasPrefix(match[1], word+".") {
				findings = append(findings, Finding{where, fmt.Sprintf("asks for permission %s, which should begin with %s.", match[1], word)})
			}
		}
	}
	return findings
}

func strayTables(t *Tree) []Finding {
	var findings []Finding
	for _, each := range tables(t) {
		word, _, _ := strings.Cut(each.name, "_")
		if each.schema == "hub" && !known(word) {
			findings = append(findings, Finding{path.Join("migrations", each.file), fmt.Sprintf("table %s begins with no capability's word", each.name)})
		}
	}
	return findings
}
