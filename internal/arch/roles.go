package arch

import (
	"fmt"
	"go/ast"
	"reflect"
	"strconv"
	"strings"
)

// doors are libraries that only some folders, and files of one role, may import.
var doors = []struct {
	path    string
	role    string   // file role that may import it anywhere
	folders []string // folders whose every file may
}{
	{"gorm.io", "store", []string{"tenants", "internal/platform"}},
	{"github.com/labstack/echo", "http", []string{"api", "internal/platform/web"}},
}

func checkLibraries(t *Tree) []Finding {
	var findings []Finding
	for _, f := range t.code() {
		for name, spec := range f.imports() {
			if why := libraryRefusal(f, name); why != "" {
				findings = append(findings, Finding{t.at(spec), why})
			}
		}
	}
	return sorted(findings)
}

// libraryRefusal says why a file may not import a third-party package; empty when it may.
func libraryRefusal(f *file, name string) string {
	if !thirdParty(name) {
		return ""
	}
	for _, door := range doors {
		if within(name, door.path) && !f.role(door.role) && !inAny(f.folder, door.folders) {
			return fmt.Sprintf("%s is for %s.go files, and for %s", name, door.role, strings.Join(door.folders, " and "))
		}
	}
	switch word := capabilityOf(f.folder); {
	case within(f.folder, "internal/kernel") && !listed(f, name, kernelLibraries):
		return name + ": the kernel has the standard library and a decimal library only"
	case within(f.folder, "tenants") && !listed(f, name, tenantsLibraries):
		return name + ": tenants has the standard library, pgx, gorm and the job queue's tables only"
	case word != "" && f.folder == "internal/"+word && !listed(f, name, capabilityLibraries):
		return name + " is not for this file: a vendor's SDK stands in a package below the capability, a library gets its line in internal/arch/imports.go"
	}
	return ""
}

// thirdParty tells a module with a host name from the standard library and from our own.
func thirdParty(name string) bool {
	host, _, _ := strings.Cut(name, "/")
	return strings.Contains(host, ".")
}

func inAny(folder string, parents []string) bool {
	for _, parent := range parents {
		if within(folder, parent) {
			return true
		}
	}
	return false
}

func listed(f *file, name string, libraries []library) bool {
	for _, each := range libraries {
		if within(name, each.path) && (each.role == "" || f.role(each.role)) {
			return true
		}
	}
	return false
}

// checkTags judges struct tags: rows are unexported and stand where gorm may; of a capability's exported types only messages
// (http, events, jobs) have json names. An unexported type may have them: a private encoding, such as a token's claims.
func checkTags(t *Tree) []Finding {
	var findings []Finding
	for _, f := range t.code() {
		for _, declaration := range f.syntax.Decls {
			ast.Inspect(declaration, func(node ast.Node) bool {
				if spec, ok := node.(*ast.TypeSpec); ok {
					findings = append(findings, tagFindings(t, f, spec)...)
				}
				return true
			})
		}
	}
	return sorted(findings)
}

func tagFindings(t *Tree, f *file, spec *ast.TypeSpec) []Finding {
	var findings []Finding
	inCapability := capabilityOf(f.folder) != ""
	ast.Inspect(spec.Type, func(node ast.Node) bool {
		field, ok := node.(*ast.Field)
		if !ok || field.Tag == nil {
			return true
		}
		row, message := tagged(field.Tag, "gorm"), tagged(field.Tag, "json")
		stored := f.role("store") && !spec.Name.IsExported()
		switch {
		case row && spec.Name.IsExported():
			findings = append(findings, Finding{t.at(field), spec.Name.Name + " is exported and has gorm tags; rows are private to their store"})
		case row && inCapability && !stored:
			findings = append(findings, Finding{t.at(field), spec.Name.Name + " has gorm tags outside store.go"})
		case message && inCapability && spec.Name.IsExported() && !f.role("http") && !f.role("events") && !f.role("jobs"):
			findings = append(findings, Finding{t.at(field), spec.Name.Name + " is exported and has json tags; messages stand in http.go, events.go or jobs.go"})
		}
		return true
	})
	return findings
}

func tagged(tag *ast.BasicLit, key string) bool {
	text, err := strconv.Unquote(tag.Value)
	if err != nil {
		return false
	}
	_, found := reflect.StructTag(text).Lookup(key)
	return found
}
