package arch

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// topLevel is everything that may stand at the top, besides dotfiles. What is built or kept by running stands in bin and var.
var topLevel = []string{
	"cmd", "internal", "tenants", "api", "migrations", "web", "go.mod", "go.sum", "Makefile", "README.md", "bin", "var",
}

func checkTopLevel(t *Tree) []Finding {
	var findings []Finding
	for _, name := range t.list(".", "*") {
		if !strings.HasPrefix(name, ".") && !slices.Contains(topLevel, name) {
			findings = append(findings, Finding{name, "is not one of the fixed top-level names: " + strings.Join(topLevel, " ")})
		}
	}
	return findings
}

// emptyNames say nothing about what a package owns.
var emptyNames = []string{"common", "util", "utils", "model", "models", "service", "services", "helper", "helpers", "misc", "base"}

func checkNames(t *Tree) []Finding {
	var findings []Finding
	for folder, files := range t.packages() {
		for _, name := range []string{path.Base(folder), strings.TrimSuffix(files[0].syntax.Name.Name, "_test")} {
			if slices.Contains(emptyNames, name) {
				findings = append(findings, Finding{folder, fmt.Sprintf("is called %q, which names no thing; call it after what it owns", name)})
				break
			}
		}
	}
	return sorted(findings)
}

// most is the number of files, tests aside, that a capability's folder may hold.
const most = 25

func checkSize(t *Tree) []Finding {
	var findings []Finding
	for folder, files := range t.packages() {
		if capabilityOf(folder) != "" && len(files) > most {
			findings = append(findings, Finding{folder, fmt.Sprintf("holds %d files; split it by noun or vendor at %d", len(files), most)})
		}
	}
	return sorted(findings)
}

// headings are what doc.go of a package in internal/ or tenants/ has to say, each at the beginning of a line.
var headings = []*regexp.Regexp{
	regexp.MustCompile(`(?m)^Owns\b`), regexp.MustCompile(`(?m)^Does not own\b`), regexp.MustCompile(`(?m)^Invariants\b`),
}

// headingNames are the words of headings, for people.
var headingNames = []string{"Owns", "Does not own", "Invariants"}

func checkDocs(t *Tree) []Finding {
	var findings []Finding
	for folder, files := range t.packages() {
		findings = append(findings, docFindings(folder, files)...)
	}
	return sorted(findings)
}

func docFindings(folder string, files []*file) []Finding {
	text, inDoc := packageDoc(files)
	command := files[0].syntax.Name.Name == "main"
	structured := !command && (within(folder, "internal") || within(folder, "tenants"))
	switch {
	case text == "":
		return []Finding{{folder, "has no package comment"}}
	case !structured:
		return nil
	case !inDoc:
		return []Finding{{folder, "has its package comment elsewhere than in doc.go"}}
	}
	var findings []Finding
	for i, heading := range headings {
		if !heading.MatchString(text) {
			findings = append(findings, Finding{folder + "/doc.go", fmt.Sprintf("has no paragraph that begins with %q", headingNames[i])})
		}
	}
	return findings
}

// packageDoc returns a package's comment and whether it stands in doc.go; doc.go wins.
func packageDoc(files []*file) (text string, inDoc bool) {
	for _, f := range files {
		if f.syntax.Doc == nil || f.syntax.Doc.Text() == "" {
			continue
		}
		if path.Base(f.path) == "doc.go" {
			return f.syntax.Doc.Text(), true
		}
		text = f.syntax.Doc.Text()
	}
	return text, false
}
